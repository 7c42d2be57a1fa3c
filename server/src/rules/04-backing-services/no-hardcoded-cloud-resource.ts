import { ts } from 'ts-morph';
import { valuesAt } from '../../core/documents/typescript/argument-places';
import { propertyOf } from '../../core/documents/typescript/ast';
import { fallbackAround } from '../../core/documents/typescript/environment-fallbacks';
import { readsEnvironment } from '../../core/documents/typescript/environment-reads';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { onlyLiteralsOf } from '../../core/documents/typescript/literals';
import { isSampleString } from '../../core/documents/typescript/sample-strings';
import { staticTemplateAt } from '../../core/documents/typescript/static-templates';
import { valuePlaceOf } from '../../core/documents/typescript/value-places';
import {
  BUCKET_CALLS,
  isSampleResource,
  mayNameResource,
  RESOURCE_NEEDLES,
  RESOURCE_OPTIONS,
  RESOURCE_SDK,
  RESOURCE_START,
  resourceKindOf,
} from '../../core/knowledge/cloud-resources';
import { isPlaceholder } from '../../core/knowledge/placeholders';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { canMove, moveCompanions, moveLiteral } from '../../refactor/move-literal';

type Messages = 'option' | 'resource';

export default defineRule<Messages, ListOptions>({
  id: 'backing-services/no-hardcoded-cloud-resource',
  summary: 'A bucket, queue, table or other resource of one cloud account is named in the code.',
  why: 'Each deploy has resources of its own. With their names in the code, staging reads and writes those of production, and another account takes a release.',
  remedy: 'Read the name or address of the resource from the environment.',
  messages: {
    option: '"{{option}}" is a literal; every deploy of this code uses the same one.',
    resource: 'One {{kind}} is named in the code, with its account.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['option or kind of resource', 'options and kinds of resources'],
    example: 'TopicArn',
    subjects: ['option', 'kind'],
  }),
  yieldsTo: ['config/no-hardcoded-credentials', 'backing-services/no-hardcoded-connection-string'],
  typescript: {
    needles: RESOURCE_NEEDLES,
    concerns: mayNameResource,
    create: (file) => {
      if (!mayNameResource(file.text)) return {};
      const seen = new Set<number>();
      const check = (node: ts.CallExpression | ts.NewExpression): void => checkCall(file, node, seen);
      return {
        CallExpression: check,
        NewExpression: check,
        endOfFile() {
          for (const { index } of file.text.matchAll(RESOURCE_START)) checkString(file, index, seen);
        },
      };
    },
  },
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix(context) {
    const { option } = context.finding.data;
    const name = option === undefined ? undefined : (RESOURCE_OPTIONS[String(option)] ?? 'S3_BUCKET');
    return moveLiteral(context, { ...(name !== undefined && { name }), fallbackName: 'CLOUD_RESOURCE' });
  },
});

type File = TypeScriptFile<Messages, ListOptions>;

function checkCall(file: File, node: ts.CallExpression | ts.NewExpression, seen: Set<number>): void {
  for (const { option, value } of resourceOptionsOf(file, node)) {
    if (readsEnvironment(value, file.bindings)) {
      file.attest(value, `"${option}" comes from the environment.`);
      continue;
    }
    for (const { node: literal, text } of onlyLiteralsOf(value, file.bindings)) {
      if (seen.has(literal.pos)) continue;
      seen.add(literal.pos);
      if (isPlaceholder(text) || isSampleResource(text)) continue;
      const development = isGuardedByDevelopment(literal, file.bindings);
      file.report(
        literal,
        'option',
        { option },
        {
          ...(development && { severity: 'hint' }),
          because: 'it is given to the client of a cloud, and nothing else can take its place',
          fixable: canMove(literal),
        },
      );
    }
  }
}

function resourceOptionsOf(
  { bindings }: File,
  node: ts.CallExpression | ts.NewExpression,
): { option: string; value: ts.Expression }[] {
  const reference = bindings.importOf(node.expression);
  const known =
    reference && BUCKET_CALLS.find((entry) => entry.module === reference.module && entry.member === reference.member);
  if (known !== undefined) {
    return valuesAt(node.arguments ?? [], known.place, bindings).map(({ value }) => ({ option: 'Bucket', value }));
  }
  const [argument] = node.arguments ?? [];
  if (argument === undefined) return [];
  const module =
    reference?.module ??
    (ts.isPropertyAccessExpression(node.expression)
      ? bindings.creatorOf(node.expression.expression)?.module
      : undefined);
  if (module === undefined || !RESOURCE_SDK.test(module)) return [];
  const input = bindings.resolve(argument);
  if (!ts.isObjectLiteralExpression(input)) return [];
  return Object.keys(RESOURCE_OPTIONS).flatMap((option) => {
    const value = propertyOf(input, option)?.value;
    return value === undefined ? [] : [{ option, value }];
  });
}

function checkString(file: File, offset: number, seen: Set<number>): void {
  const template = staticTemplateAt(file.tree, offset, file.bindings);
  if (template === undefined || seen.has(template.node.pos)) return;
  const { node, text } = template;
  seen.add(node.pos);
  const kind = resourceKindOf(text);
  if (kind === undefined || isSampleString(node) || valuePlaceOf(node).isCompared) return;
  if (fallbackAround(node, file.bindings) !== undefined) return;
  const isLight = valuePlaceOf(node).isDefault || isGuardedByDevelopment(node, file.bindings);
  file.report(
    node,
    'resource',
    { kind },
    {
      ...(isLight && { severity: 'hint' }),
      because: 'the text holds the account or project that the resource belongs to',
      fixable: canMove(node),
    },
  );
}

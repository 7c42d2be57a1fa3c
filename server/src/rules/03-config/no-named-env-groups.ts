import { ts } from 'ts-morph';
import { propertyName, propertyOf, unwrap } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { deployChoiceOf, differences, entriesOf, placeNameOf } from '../../core/documents/typescript/deploy-choices';
import { deploySubjectOf, deployTestOf, isAboutTests } from '../../core/documents/typescript/deploy-conditions';
import { exportedValues } from '../../core/documents/typescript/exported-literals';
import { kindOfDeploy, mayAskForDeploy } from '../../core/knowledge/deploy-names';
import { differenceOf } from '../../core/knowledge/deploy-values';
import { DOTENV_LOADERS } from '../../core/knowledge/dotenv-loaders';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';

export default defineRule({
  id: 'config/no-named-env-groups',
  summary: 'Config stands in groups that are called after deploys.',
  why: 'Groups such as "development" and "production" do not scale: each new deploy needs a group of its own in the code, and what belongs to one deploy is published with the code of all.',
  remedy: 'Read each setting from a variable of its own, and list the names in the example file.',
  messages: {
    group:
      'The groups "{{first}}" and "{{second}}" hold another "{{name}}" each: config of deploys is written into the code.',
    file: '"{{subject}}" says which env file is read: config comes in one group for each deploy.',
    module: '"{{subject}}" says which module is loaded: config comes in one group for each deploy.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'no',
  since: '0.1.0',
  // The files of knex and sequelize have to list groups; what is in them can be read from the environment all the same.
  applies: { to: 'services', roles: { 'tool-config': 'hint' } },
  ...listed({
    entry: ['setting', 'settings'],
    example: 'theme*',
    subjects: ['name'],
  }),
  typescript: {
    needles: [],
    concerns: (text, _options, once) => once(mayAskForDeploy) || GROUP_KEY.test(text),
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const judge = (object: ts.Expression, name: string, because: string): void => {
        if (!ts.isObjectLiteralExpression(object)) return;
        const found = differingGroups(object, name, bindings);
        if (found !== undefined) file.report(found.at, 'group', found.data, { because, oncePerPlace: true });
      };
      return {
        ElementAccessExpression(node) {
          const subject = deploySubjectOf(node.argumentExpression, bindings);
          if (subject === undefined) return;
          judge(bindings.resolve(node.expression), placeNameOf(node), `"${subject}" picks one of them`);
        },
        CallExpression(call) {
          const loaded = loadedBy(call, bindings);
          const subject = loaded && subjectIn(loaded.what, bindings);
          if (loaded === undefined || subject === undefined) return;
          const because = loaded.kind === 'file' ? 'the path is made of it' : 'the name of the module is made of it';
          file.report(loaded.what, loaded.kind, { subject }, { because });
        },
        endOfFile() {
          if (!file.roles.has('config-module') && !file.roles.has('tool-config')) return;
          for (const { value } of exportedValues(file.tree)) {
            judge(bindings.resolve(value), '', 'a config module exports them side by side');
          }
        },
      };
    },
  },
});

const GROUP_KEY = /\b(?:prod|production|staging|live)["']?\s*:/;

/** Two groups of an object, neither of them for tests, that write another value for the same setting. */
function differingGroups(
  object: ts.ObjectLiteralExpression,
  name: string,
  bindings: Bindings,
): { at: ts.Node; data: { first: string; second: string; name: string } } | undefined {
  const groups = [...entriesOf(object)].filter(([key]) => {
    const kind = kindOfDeploy(key);
    return kind !== undefined && kind !== 'test';
  });
  for (const [index, [first, value]] of groups.entries()) {
    for (const [second, other] of groups.slice(index + 1)) {
      const found = differences(value, other, name, bindings).find(
        (one) => differenceOf(one.name, one.first, one.second) !== undefined,
      );
      if (found === undefined) continue;
      const key = object.properties.find((property) => propertyName(property.name) === first);
      return { at: key?.name ?? object, data: { first, second, name: found.name === '' ? 'address' : found.name } };
    }
  }
  return undefined;
}

interface Loaded {
  readonly kind: 'file' | 'module';
  readonly what: ts.Expression;
}

/** What a call loads by a path: the env file of a loader, or a module of the project. */
function loadedBy(call: ts.CallExpression, bindings: Bindings): Loaded | undefined {
  const [argument] = call.arguments;
  if (argument === undefined) return undefined;
  const isRequire =
    bindings.isGlobal(call.expression, 'require') || call.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (isRequire) return ts.isStringLiteralLike(argument) ? undefined : { kind: 'module', what: argument };
  const reference = bindings.importOf(call.expression);
  if (reference === undefined) return undefined;
  const isNest = reference.module === '@nestjs/config' && reference.member === 'ConfigModule.forRoot';
  if (!isNest && DOTENV_LOADERS.get(reference.module)?.has(reference.member) !== true) return undefined;
  const options = bindings.resolve(argument);
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  const path = propertyOf(options, isNest ? 'envFilePath' : 'path')?.value;
  return path && { kind: 'file', what: path };
}

/** What asks for the deploy in a path, also through constants; where only tests get another one, nothing does. */
function subjectIn(expression: ts.Expression, bindings: Bindings, depth = 0): string | undefined {
  const node = unwrap(expression);
  if (depth > 3) return undefined;
  const test = deployTestOf(node, bindings);
  if (test !== undefined) return isAboutTests(test) ? undefined : test.subject;
  if (ts.isConditionalExpression(node)) {
    const asked = deployTestOf(node.condition, bindings);
    if (asked !== undefined) return deployChoiceOf(node, bindings)?.test.subject;
  }
  const subject = deploySubjectOf(node, bindings);
  if (subject !== undefined) return subject;
  const resolved = ts.isIdentifier(node) ? bindings.resolve(node) : node;
  if (resolved !== node) return subjectIn(resolved, bindings, depth + 1);
  return ts.forEachChild(node, (child) => {
    const part = ts.isTemplateSpan(child) ? child.expression : child;
    return ts.isExpression(part) ? subjectIn(part, bindings, depth) : undefined;
  });
}

import { ts } from 'ts-morph';
import { isStringLiteralLike } from '../../core/documents/typescript/ast';
import { fallbackAround } from '../../core/documents/typescript/environment-fallbacks';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import {
  alternativesOf,
  type OwnAddressPlace,
  ownAddressesOfCall,
  ownAddressOfProperty,
  ownAddressOfVariable,
} from '../../core/documents/typescript/own-addresses';
import { staticTemplateAt } from '../../core/documents/typescript/static-templates';
import { valuePlaceOf } from '../../core/documents/typescript/value-places';
import { mayHoldOwnAddress, ownHostClass, ownHostOf } from '../../core/knowledge/own-addresses';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { canMove, moveCompanions, moveLiteral } from '../../refactor/move-literal';

type Messages = 'own';

export default defineRule<Messages, ListOptions>({
  id: 'config/no-hardcoded-deploy-hostname',
  summary: 'The name under which one deploy is reached is written into the code.',
  why: 'Staging, a preview and a second region have other names. With one of them in the code, cookies, callbacks and cross-origin requests work in that deploy alone.',
  remedy: 'Read the origin or domain from the environment.',
  messages: { own: 'The {{use}} is a literal; it fits one deploy only.' },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['host', 'hosts'],
    example: '*.example.com',
    subjects: ['host'],
  }),
  yieldsTo: ['config/no-hardcoded-credentials'],
  typescript: {
    needles: [],
    concerns: mayHoldOwnAddress,
    perStatement: true,
    create: (file) => {
      const checkAll = (places: readonly (OwnAddressPlace | undefined)[]): void => {
        for (const place of places) if (place !== undefined) check(file, place);
      };
      return {
        CallExpression: (node) => checkAll(ownAddressesOfCall(node, file.bindings)),
        NewExpression: (node) => checkAll(ownAddressesOfCall(node, file.bindings)),
        PropertyAssignment: (node) => checkAll([ownAddressOfProperty(node)]),
        VariableDeclaration: (node) => checkAll([ownAddressOfVariable(node)]),
      };
    },
  },
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix: (context) => moveLiteral(context, { name: String(context.finding.data['variable']) }),
});

type File = TypeScriptFile<Messages, ListOptions>;

/** One finding for a list of origins, at the first that is no stand-in. */
function check(file: File, { of, value }: OwnAddressPlace): void {
  const { bindings } = file;
  const all = alternativesOf(value, bindings);
  const own = all.filter((node) => {
    const text = textOf(node, file);
    return text !== undefined && ownHostClass(text, of.use === 'cookie domain') !== undefined;
  });
  const [node] = own;
  if (node === undefined) return;
  const isFallback = fallbackAround(node, bindings) !== undefined || valuePlaceOf(node).isDefault;
  const isLight = isFallback || isGuardedByDevelopment(node, bindings);
  file.report(
    node,
    'own',
    { use: of.use, variable: of.variable, host: ownHostOf(textOf(node, file) ?? '', of.use === 'cookie domain') ?? '' },
    {
      ...(isLight && { severity: 'hint' }),
      because: isFallback
        ? 'it stands in where nothing else is set'
        : 'it names a host, and no variable can replace it',
      fixable: canMove(node) && own.length === 1,
      oncePerPlace: true,
    },
  );
}

/** The literal, or what is certain of a template; the literal side of a fallback as well. */
function textOf(node: ts.Expression, { tree, bindings }: File): string | undefined {
  if (isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return staticTemplateAt(tree, node.getStart(tree), bindings)?.text;
}

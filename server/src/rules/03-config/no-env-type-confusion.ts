import { ts } from 'ts-morph';
import type { Assignment, DockerfileDocument } from '../../core/documents/dockerfile/model';
import { parseDotenv } from '../../core/documents/dotenv/parse';
import { isStringLiteralLike, nodeWithSpan, some, unwrap } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { environmentNameOf } from '../../core/documents/typescript/environment-reads';
import { OPPOSITES } from '../../core/knowledge/switch-words';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';
import { styleOf } from '../../refactor/source-style';

export default defineRule({
  id: 'config/no-env-type-confusion',
  summary: 'A variable of the environment is used as if it were a boolean or a number.',
  why: 'Whatever is set in the environment arrives as text: `"false"` is true, `"3000" + 1` is `"30001"`, and no variable ever equals `true` or `null`. The switch then does not do what the deploy says.',
  remedy: "Compare with the text (`=== 'true'`) or convert it (`Number(…)`) where it is read.",
  messages: {
    never: '"{{name}}" is text or undefined, so that this comparison always gives the same.',
    sum: '"{{name}}" is text: "+" joins the digits and adds nothing.',
    truthy: '"{{name}}" is set to a word for "off" in "{{setting}}", and every word counts as true here.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['variable', 'variables'],
    example: 'ACME_*',
    subjects: ['name'],
  }),
  typescript: {
    needles: ['process.env'],
    perStatement: true,
    create: (file) => {
      const test = (condition: ts.Expression): void => {
        for (const { name, node } of tested(condition, file.bindings)) {
          file.collect(node, { name, negated: ts.isPrefixUnaryExpression(node.parent) });
        }
      };
      return {
        BinaryExpression(node) {
          if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) test(node.left);
          const name = readOf(node.left, file.bindings) ?? readOf(node.right, file.bindings);
          if (name === undefined) return;
          const other = readOf(node.left, file.bindings) === undefined ? node.left : node.right;
          if (isStrictEquality(node) && literalKind(other) !== undefined) {
            const isIdle = isComparedWithText(node, name, file.bindings);
            file.report(
              node,
              'never',
              { name },
              {
                ...(isIdle && { severity: 'hint' }),
                fixable: !isIdle && literalKind(other) !== 'null',
                because: 'no conversion happens between the environment and this comparison',
              },
            );
          } else if (node.operatorToken.kind === ts.SyntaxKind.PlusToken && ts.isNumericLiteral(unwrap(other))) {
            file.report(
              node,
              'sum',
              { name },
              { because: 'one side of the "+" is a number, the other the text as it was set' },
            );
          }
        },
        IfStatement: (node) => test(node.expression),
        ConditionalExpression: (node) => test(node.condition),
        WhileStatement: (node) => test(node.expression),
      };
    },
  },
  dotenv(file) {
    for (const { name, keySpan } of switchesOff(file.text)) file.collect(keySpan, { off: name });
  },
  // Neither an image nor a compose file is an env file: the word itself may be kept.
  dockerfile(file) {
    for (const { name, nameSpan, resolved } of imageVariables(file.document)) {
      if (isOff(resolved)) file.collect(nameSpan, { off: name, word: resolved.toLowerCase() });
    }
  },
  compose(file) {
    for (const { environment } of file.document.services) {
      for (const { name, nameSpan, resolved } of environment) {
        if (isOff(resolved)) file.collect(nameSpan, { off: name, word: resolved.toLowerCase() });
      }
    }
  },
  app(context) {
    const off = new Map(
      context
        .collected()
        .flatMap((site) => (site.data['off'] === undefined ? [] : [[String(site.data['off']), site] as const])),
    );
    for (const { file, span, data } of context.collected()) {
      const setting = off.get(String(data['name']));
      if (data['name'] === undefined || setting === undefined) continue;
      context.report(
        { file, span },
        'truthy',
        {
          name: String(data['name']),
          setting: setting.file,
          ...(typeof setting.data['word'] === 'string' && { word: setting.data['word'] }),
        },
        {
          related: [{ file: setting.file, span: setting.span, message: 'set here' }],
          because: `"${setting.file}" sets it to a word that is not empty`,
        },
      );
    }
  },
  companions: ({ data }) => (data['setting'] === undefined ? [] : [String(data['setting'])]),
  fix(context) {
    const { messageId, span, data } = context.finding;
    const tree = context.tree();
    const node = nodeWithSpan(tree, span);
    if (node === undefined || !ts.isExpression(node)) return undefined;
    if (messageId === 'truthy') {
      const text = context.companion(String(data['setting'])) ?? '';
      const off = data['word'] ?? switchesOff(text).find(({ name }) => name === data['name'])?.value;
      const on = off === undefined ? undefined : OPPOSITES.get(String(off).toLowerCase());
      if (on === undefined) return undefined;
      const { quote } = styleOf(tree);
      const isNegated = ts.isPrefixUnaryExpression(node.parent) && node.parent.operand === node;
      const whole = isNegated ? node.parent : node;
      const compared = `${node.getText(tree)} ${isNegated ? '!==' : '==='} ${quote}${on}${quote}`;
      const edit = { span: { start: whole.getStart(tree), end: whole.end }, text: compared };
      return fixOf('Compare with the text', 'suggestion', context.file, [edit]);
    }
    if (!ts.isBinaryExpression(node)) return undefined;
    const read = isRead(node.left) ? node.left : node.right;
    const other = read === node.left ? node.right : node.left;
    const isBoolean = literalKind(other) === 'boolean';
    const { quote } = styleOf(tree);
    const edit = isBoolean
      ? { span: { start: other.getStart(tree), end: other.end }, text: quote + other.getText(tree) + quote }
      : { span: { start: read.getStart(tree), end: read.end }, text: `Number(${read.getText(tree)})` };
    return fixOf(isBoolean ? 'Compare with the text' : 'Convert to a number', 'suggestion', context.file, [edit]);
  },
});

/** `process.env.NAME` itself; names that hold it may have been converted by a type of their own. */
function readOf(expression: ts.Expression, bindings: Bindings): string | undefined {
  return isRead(expression) ? environmentNameOf(expression, bindings) : undefined;
}

function isRead(expression: ts.Expression): boolean {
  return /^process\.env(?:\.\w+|\[['"]\w+['"]\])$/.test(expression.getText());
}

const JOINS: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken]);

/** `process.env.X && process.env.X !== 'false'`: the first asks whether it is set, what follows what it says. */
function isReadAgain(read: ts.Node, name: string, bindings: Bindings): boolean {
  let whole = read;
  while (ts.isExpression(whole.parent)) whole = whole.parent;
  // `if (process.env.X) limit = parse(process.env.X)`
  if (ts.isIfStatement(whole.parent) && whole.parent.expression === whole) whole = whole.parent;
  return some(whole, (other) => other !== read && ts.isExpression(other) && readOf(other, bindings) === name);
}

/** `process.env.X === 'true' || process.env.X === true`, `X !== undefined && X !== null`: nothing hangs on the second. */
function isComparedWithText(comparison: ts.Node, name: string, bindings: Bindings): boolean {
  let whole = comparison;
  while (ts.isExpression(whole.parent)) whole = whole.parent;
  return some(whole, (other) => {
    if (!ts.isBinaryExpression(other) || !isStrictEquality(other)) return false;
    const isOfIt = readOf(other.left, bindings) === name || readOf(other.right, bindings) === name;
    return isOfIt && [other.left, other.right].some((side) => isStringLiteralLike(side) || isUndefined(side));
  });
}

function isUndefined(side: ts.Expression): boolean {
  return ts.isIdentifier(side) && side.text === 'undefined';
}

/** The reads whose truth alone decides a condition. */
function tested(condition: ts.Expression, bindings: Bindings): { name: string; node: ts.Expression }[] {
  const node = unwrap(condition);
  const name = readOf(node, bindings);
  if (name !== undefined) return isReadAgain(node, name, bindings) ? [] : [{ name, node }];
  // Each part of `A && B` and `A || B` is asked for its truth alone.
  if (ts.isBinaryExpression(node) && JOINS.has(node.operatorToken.kind))
    return [...tested(node.left, bindings), ...tested(node.right, bindings)];
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
    ? tested(node.operand, bindings)
    : [];
}

function isStrictEquality({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

function literalKind(expression: ts.Expression): 'boolean' | 'number' | 'null' | undefined {
  const { kind } = unwrap(expression);
  if (kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword) return 'boolean';
  if (kind === ts.SyntaxKind.NullKeyword) return 'null';
  return kind === ts.SyntaxKind.NumericLiteral ? 'number' : undefined;
}

function switchesOff(text: string): { name: string; value: string; keySpan: { start: number; end: number } }[] {
  return parseDotenv(text).entries.flatMap(({ key, value, keySpan }) =>
    OPPOSITES.has(value.toLowerCase()) ? [{ name: key, value, keySpan }] : [],
  );
}

function isOff(value: string | undefined): value is string {
  return value !== undefined && OPPOSITES.has(value.toLowerCase());
}

function imageVariables(document: DockerfileDocument): Assignment[] {
  return document.instructions.flatMap((instruction) =>
    instruction.type === 'assignment' && instruction.keyword === 'ENV' ? instruction.assignments : [],
  );
}

import { isStringLiteralLike } from '../../server/src/core/documents/typescript/ast';
import { defineRule, type Rule } from '../../server/src/core/rule/define-rule';
import type { Factor } from '../../server/src/core/rule/factors';
import { fixOf } from '../../server/src/core/rule/fix';
import { environmentCompanions } from '../../server/src/refactor/environment-files';
import { moveLiteral } from '../../server/src/refactor/move-literal';
import unusedSuppression from '../../server/src/rules/unused-suppression';

const common = {
  why: 'Tests want it so.',
  remedy: 'Do it another way.',
  preset: 'recommended',
  confidence: 'certain',
  since: '0.1.0',
  applies: { to: 'packages' },
} as const;

/** `forbidden(…)`; the fix, a safe one, calls `allowed` instead. */
export const forbiddenCall = defineRule({
  ...common,
  id: 'logs/forbidden-call',
  summary: 'A forbidden function is called.',
  messages: { call: 'Call of a forbidden function.' },
  severity: 'warning',
  fixable: 'safe',
  typescript: {
    needles: ['forbidden'],
    create: (file) => ({
      CallExpression(node) {
        if (node.expression.getText() !== 'forbidden') return;
        file.report(node.expression, 'call', {}, { because: `It is called with ${node.arguments.length} arguments.` });
      },
    }),
  },
  fix: ({ finding }) =>
    fixOf('Call "allowed" instead', 'safe', finding.file, [{ span: finding.span, text: 'allowed' }]),
});

/** `allowed('x', …)` is fixed in a second pass: its argument list becomes empty. */
export const needlessArgument = defineRule({
  ...common,
  id: 'logs/needless-argument',
  summary: 'An argument is not needed.',
  messages: { argument: 'This argument is not needed.' },
  severity: 'hint',
  fixable: 'safe',
  typescript: {
    needles: ['allowed'],
    create: (file) => ({
      CallExpression(node) {
        const [first] = node.arguments;
        if (node.expression.getText() === 'allowed' && first !== undefined) file.report(first, 'argument');
      },
    }),
  },
  fix: ({ finding }) => fixOf('Remove the argument', 'safe', finding.file, [{ span: finding.span, text: '' }]),
});

/** String literals given to `secret(…)`; the fix moves them into the environment. */
export const secretLiteral = defineRule({
  ...common,
  id: 'config/secret-literal',
  summary: 'A secret stands in the code.',
  messages: { secret: 'A secret stands in the code.' },
  severity: 'error',
  fixable: 'suggestion',
  secret: true,
  typescript: {
    needles: ['secret'],
    create: (file) => ({
      CallExpression(node) {
        const [first] = node.arguments;
        if (node.expression.getText() === 'secret' && isStringLiteralLike(first)) file.report(first, 'secret');
      },
    }),
  },
  companions: (_finding, app) => environmentCompanions(app.root),
  fix: (context) => moveLiteral(context, { name: 'API_SECRET' }),
});

/** An app without a lock file: needs the whole index. */
export const missingLock = defineRule({
  ...common,
  id: 'dependencies/missing-lock',
  summary: 'There is no lock file.',
  messages: { missing: 'There is no lock file beside this file.' },
  severity: 'warning',
  fixable: 'no',
  app({ app, report }) {
    for (const { file } of app.factsOf('manifest')) {
      if (app.folderFilesNamed('lock.json').length === 0) report({ file, span: { start: 0, end: 1 } }, 'missing');
    }
  },
});

/** A key that stands in an env file twice, with the first place as its relation. */
export const duplicateKey = defineRule({
  ...common,
  id: 'config/duplicate-key',
  summary: 'A key stands there twice.',
  messages: { duplicate: '"{{key}}" stands there twice.' },
  severity: 'info',
  fixable: 'no',
  dotenv({ document, file, report, attest }) {
    const seen = new Map<string, { start: number; end: number }>();
    for (const { key, keySpan } of document.entries) {
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, keySpan);
        attest(keySpan, 'Configuration is read from the environment.');
        continue;
      }
      report(
        keySpan,
        'duplicate',
        { key },
        { related: [{ file, span: first, message: 'It stands here first.' }], unnecessary: true },
      );
    }
  },
});

/** Throws on `explode()`, with the text of the file in its message. */
export const throwing = defineRule({
  ...common,
  id: 'processes/throwing',
  summary: 'A rule with a mistake.',
  messages: { never: 'Never said.' },
  severity: 'warning',
  fixable: 'no',
  typescript: {
    needles: ['explode'],
    create: (file) => ({
      CallExpression(node) {
        if (node.expression.getText() === 'explode') throw new Error(`cannot read ${file.text}`);
      },
    }),
  },
});

export const TEST_RULES: readonly Rule[] = [
  forbiddenCall,
  needlessArgument,
  secretLiteral,
  missingLock,
  duplicateKey,
  throwing,
  unusedSuppression,
];

export const TEST_FACTORS: readonly Factor[] = [
  {
    id: 'config',
    title: 'Config',
    statement: 'Configuration comes from the environment.',
    url: 'https://12factor.net/config',
  },
  { id: 'logs', title: 'Logs', statement: 'Logs are event streams.', url: 'https://12factor.net/logs' },
];

import { ts } from 'ts-morph';
import { createRegistry } from '../../server/src/core/engine/registry';
import { defineRule } from '../../server/src/core/rule/define-rule';
import { fixOf } from '../../server/src/core/rule/fix';
import { factors } from '../../server/src/rules/index';
import unusedSuppression from '../../server/src/rules/unused-suppression';

/** Small rules that together do all that a report can show; their words do not change when a real rule is reworded. */

const COMMON = { preset: 'recommended', confidence: 'certain', since: '0.1.0' } as const;
const EVERYWHERE = { to: 'packages', libraries: true } as const;

const shout = defineRule({
  ...COMMON,
  id: 'logs/no-shout',
  summary: 'A log line is shouted.',
  why: 'Shouting wakes the neighbours.',
  remedy: 'Call console.log.',
  messages: { shout: 'console.shout is too loud.' },
  severity: 'warning',
  fixable: 'safe',
  applies: EVERYWHERE,
  typescript: {
    needles: ['shout', 'console.log'],
    create: (file) => ({
      PropertyAccessExpression(node) {
        if (node.expression.getText(file.tree) !== 'console') return;
        if (node.name.text === 'log') file.attest(node, 'Log lines go to stdout.');
        if (node.name.text === 'shout') file.report(node.name, 'shout');
      },
    }),
  },
  fix: ({ finding, file }) => fixOf('Call console.log', 'safe', file, [{ span: finding.span, text: 'log' }]),
});

const secret = defineRule({
  ...COMMON,
  id: 'config/no-test-secret',
  summary: 'A password is written down.',
  why: 'Whoever reads the file has it.',
  remedy: 'Read it from the environment.',
  messages: { secret: 'A password is written down here.' },
  severity: 'error',
  fixable: 'no',
  secret: true,
  applies: EVERYWHERE,
  typescript: {
    needles: ['password'],
    create: (file) => ({
      VariableDeclaration(node) {
        if (node.name.getText(file.tree) === 'password' && node.initializer !== undefined)
          file.report(node.initializer, 'secret');
      },
    }),
  },
  dotenv(file) {
    for (const { key, span } of file.document.entries) if (key === 'PASSWORD') file.report(span, 'secret');
  },
  dockerfile: (file) => reportLines(file, /PASSWORD/),
  compose: (file) => reportLines(file, /PASSWORD/),
});

const port = defineRule({
  ...COMMON,
  id: 'port-binding/no-test-port',
  summary: 'A port is fixed.',
  why: 'Two processes cannot share it.',
  remedy: 'Read PORT.',
  messages: { port: 'Port {{port}} is fixed.' },
  severity: 'info',
  fixable: 'suggestion',
  applies: EVERYWHERE,
  typescript: {
    needles: ['listen'],
    create: (file) => ({
      CallExpression(node) {
        const [argument] = node.arguments;
        if (argument === undefined || !ts.isNumericLiteral(argument)) return;
        file.collect(argument, { port: argument.text });
      },
    }),
  },
  app({ app, collected, report }) {
    const [dockerfile] = app.dockerfiles;
    const related =
      dockerfile === undefined ? [] : [{ file: dockerfile.file, span: { start: 0, end: 4 }, message: 'built here' }];
    for (const { file, span, data } of collected())
      report({ file, span }, 'port', { port: String(data.port) }, { related });
  },
  fix: ({ finding, file }) =>
    fixOf('Read PORT', 'suggestion', file, [{ span: finding.span, text: 'Number(process.env.PORT)' }]),
});

const create = defineRule({
  ...COMMON,
  id: 'codebase/needs-readme',
  summary: 'There is no README.',
  why: 'Newcomers are lost.',
  remedy: 'Write one.',
  messages: { missing: 'There is no README.md.' },
  severity: 'hint',
  fixable: 'safe',
  applies: EVERYWHERE,
  app({ app, report }) {
    if (!app.exists('README.md') && app.exists('package.json')) {
      report({ file: 'package.json', span: { start: 0, end: 1 } }, 'missing');
    }
  },
  fix: ({ finding }) => ({
    title: 'Write a README',
    safety: 'safe',
    edits: new Map(),
    creates: [{ path: 'README.md', text: `# ${finding.file}\n` }],
  }),
});

const strict = defineRule({
  ...COMMON,
  id: 'processes/strict-test',
  preset: 'strict',
  summary: 'There is a let.',
  why: 'It changes.',
  remedy: 'Use const.',
  messages: { found: 'This changes.' },
  severity: 'warning',
  fixable: 'no',
  applies: EVERYWHERE,
  typescript: {
    needles: ['let '],
    create: (file) => ({
      VariableDeclarationList(node) {
        if ((node.flags & ts.NodeFlags.Let) !== 0) file.report(node, 'found');
      },
    }),
  },
});

const throwing = defineRule({
  ...COMMON,
  id: 'admin-processes/throws',
  summary: 'Fails.',
  why: 'To be seen failing.',
  remedy: 'None.',
  messages: { never: 'Never.' },
  severity: 'error',
  fixable: 'no',
  applies: EVERYWHERE,
  typescript: {
    needles: ['throwNow'],
    create: (file) => ({
      Identifier(node) {
        if (node.text === 'throwNow') throw new Error(`broken on ${file.text}`);
      },
    }),
  },
});

function reportLines(
  file: { readonly text: string; report(at: { start: number; end: number }, id: 'secret'): void },
  pattern: RegExp,
): void {
  let start = 0;
  for (const line of file.text.split('\n')) {
    if (pattern.test(line)) file.report({ start, end: start + line.length }, 'secret');
    start += line.length + 1;
  }
}

export const testRules = [create, secret, strict, port, shout, throwing, unusedSuppression];
export const testRegistry = createRegistry(testRules, factors);

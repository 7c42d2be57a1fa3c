import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf } from '../../../server/src/core/documents/kinds';
import { DocumentAnalyzer } from '../../../server/src/core/engine/analyze-document';
import type { DocumentResult } from '../../../server/src/core/engine/candidate';
import { createRegistry } from '../../../server/src/core/engine/registry';
import { Settings } from '../../../server/src/core/settings/resolve';
import { OpenDocument } from '../../../server/src/lsp/documents/open-document';
import { rules } from '../../../server/src/rules';
import { sampleApps } from '../../support/sample-apps';

/** What people type that changes what the rest of a file means: names, branches, blocks, ends of statements. */
const SNIPPETS = [
  '',
  ' ',
  'x',
  ';',
  '\n',
  '{',
  '}',
  '(',
  ')',
  "'",
  '`',
  '/*',
  '// ',
  'const app = express();\n',
  'app = other;\n',
  'let port = 1;\n',
  "import express from 'express';\n",
  "import fs from 'node:fs';\n",
  'function app() {}\n',
  'process.env.PORT ?? ',
  "if (process.env.NODE_ENV === 'production') ",
  'export ',
  'class Store { items = []; }\n',
  'interface Options { req: Request }\n',
  'timer.unref();\n',
  'options.store = redis;\n',
];

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    /** At the beginning of a line, where whole statements go in and out, or anywhere. */
    onLine: fc.boolean(),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
    inserted: fc.constantFrom(...SNIPPETS),
  }),
  { minLength: 1, maxLength: 4 },
);

const FILE = 'src/server.ts';

/** A statement that means something else once another one stands in the file. */
const ELSEWHERE: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'a timer that is let go',
    'const timer = setInterval(async () => { await publish(); }, 3_600_000);',
    'timer.unref();',
  ],
  [
    'options that are given a store',
    "import session from 'express-session';\nconst options = { secret: process.env.SECRET };\napp.use(session(options));",
    'if (process.env.REDIS_URL) options.store = new RedisStore({ client });',
  ],
];

describe('an edit in code', () => {
  const texts = sampleApps().flatMap(({ files }) =>
    Object.entries(files).flatMap(([path, text]) => (kindOf(path) === 'typescript' ? [text] : [])),
  );

  it('gives what a fresh analysis gives, whatever is remembered of the statements around it', function () {
    this.timeout(180_000);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), edits, (first, second, sample) => {
        // Two together: names of one mean something in the other.
        const text = `${texts[first % texts.length]}\n${texts[second % texts.length]}`;
        const document = new OpenDocument('file:///server.ts', 'typescript', 1, text);
        const analyzer = analyzerOfAll();
        const open = (): DocumentResult => analyzer.analyze(inputOf(document));
        open();
        sample.forEach(({ at, onLine, length, inserted }, index) => {
          const offset = Math.floor(at * document.text.length);
          const start = onLine ? document.text.lastIndexOf('\n', offset) + 1 : offset;
          const range = { start: document.positionAt(start), end: document.positionAt(start + length) };
          document.update([{ range, text: inserted }], index + 2);
          assert.deepEqual(plain(open()), plain(fresh(document)));
        });
      }),
      { numRuns: 150 },
    );
  });

  for (const [name, before, after] of ELSEWHERE) {
    it(`follows ${name}`, () => {
      const document = new OpenDocument('file:///server.ts', 'typescript', 1, `${before}\nfirst();\nsecond();\n`);
      const analyzer = analyzerOfAll();
      const said = plain(analyzer.analyze(inputOf(document)));
      const end = document.positionAt(document.text.length);
      document.update([{ range: { start: end, end }, text: `${after}\n` }], 2);
      const now = plain(analyzer.analyze(inputOf(document)));
      assert.deepEqual(now, plain(fresh(document)));
      assert.notDeepEqual((now as DocumentResult).collected, (said as DocumentResult).collected);
    });
  }
});

function inputOf(document: OpenDocument): Parameters<DocumentAnalyzer['analyze']>[0] {
  const { text, version } = document;
  const edited = document.edited(FILE);
  const tree = (): ReturnType<OpenDocument['syntaxTree']> => document.syntaxTree(FILE);
  return { file: FILE, kind: 'typescript', text, version, tree, ...(edited && { edited }) };
}

function fresh({ text, version }: OpenDocument): DocumentResult {
  return analyzerOfAll().analyze({ file: FILE, kind: 'typescript', text, version });
}

function analyzerOfAll(): DocumentAnalyzer {
  const registry = createRegistry(rules, []);
  const settings = new Settings({ registry, editor: { preset: 'strict' } });
  const onFailure = (_file: string, rule: string, error: unknown): never => assert.fail(`${rule}: ${String(error)}`);
  return new DocumentAnalyzer({ registry, settings, onFailure });
}

/** Also what is computed on demand; in an order that does not depend on who said it first. */
function plain(result: DocumentResult): unknown {
  const lists = Object.entries({ ...result, collected: [...result.collected] });
  return Object.fromEntries(lists.map(([key, value]) => [key, ORDERED.has(key) ? value : sorted(value)]));
}

const ORDERED = new Set(['facts']);

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map((entry) => JSON.stringify(entry)).sort() : value;
}

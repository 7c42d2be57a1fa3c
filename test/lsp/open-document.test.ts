import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ts } from 'ts-morph';
import { parseTypeScript, type TextChange } from '../../server/src/core/documents/typescript/parse';
import { FolderAnalysis } from '../../server/src/core/engine/folder';
import { createRegistry } from '../../server/src/core/engine/registry';
import type { Rule } from '../../server/src/core/rule/define-rule';
import { LineMap } from '../../server/src/core/text/line-map';
import type { FileFacts } from '../../server/src/core/workspace/facts';
import { LineStarts } from '../../server/src/lsp/documents/line-starts';
import { OpenDocument } from '../../server/src/lsp/documents/open-document';
import { joinChanges } from '../../server/src/lsp/documents/text-change';
import { rules } from '../../server/src/rules';
import noHardcodedPort from '../../server/src/rules/07-port-binding/no-hardcoded-port';
import { TEST_RULES } from '../support/lsp-rules';

const START = `import express from 'express';

/** Starts. */
export class Server {
  private readonly app = express();
  start(port = 3000): void {
    forbidden('a', \`b \${1 + 1} c\`);
    // twelve-factor-disable-next-line logs/forbidden-call -- known
    forbidden();
    this.app.listen(8080, () => allowed(port));
  }
}

const app = express();
app.listen(4000);
secret('x');
`;

/** Findings of our own rules among statements that most edits leave alone, and comments. */
const LONG = `${START}
// a comment about nothing
const pool = new Pool({ host: 'db.internal', password: 'x7Gh29sKq1' }); // behind it
/* another one */
function read(): string {
  // inside
  return process.env.API_TOKEN ?? 'k3Jd82hF91ss';
}
let port = 5000;
app.listen(port);
import multer from 'multer';
import { createClient } from 'redis';
const address = 'redis://localhost:6379';
export const cache = createClient({ url: address });
let folder = 'uploads/';
const options = { dest: folder };
export const upload = multer(options);
export function connect() {
  let local = 'redis://127.0.0.1';
  return createClient({ url: local });
}
if (process.env.DEBUG === true) console.log(address);
const standIn = 'q8Zk27dLw0';
export const keys = [process.env.SESSION_SECRET || standIn, process.env.JWT_SECRET || standIn];
export const headers = { Authorization: 'Bearer ' + standIn };
`;

/** Pieces that make and unmake tokens, literals, comments and findings. */
const SNIPPETS = [
  '',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '`',
  '${',
  '}',
  '{',
  '(',
  ')',
  "'",
  '"',
  '/*',
  '*/',
  '//',
  ';',
  '<div>',
  '=>',
  '\u2028',
  'é😀',
  'forbidden();',
  'app.listen(5000);',
  "secret('y');",
  '// twelve-factor-disable-line\n',
  'class A {',
  'async ',
  '/x/g',
  "folder = '/tmp';",
  'local++;',
  'app.listen(process.env.PORT);',
  'standIn++;',
  'const address = 1;',
  "import { createClient } from 'other';",
  'const process = 1;',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 12 }),
  text: fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 6 })),
});

/** Edits that come in one notification, and whether the document is analysed after it. */
const notification = fc.record({ edits: fc.array(edit, { minLength: 1, maxLength: 3 }), analyze: fc.boolean() });

describe('open document', () => {
  it('gives, after any edits, the findings of a fresh parse', () => {
    fc.assert(
      fc.property(fc.array(notification, { minLength: 1, maxLength: 8 }), (notifications) => {
        const document = new OpenDocument('file:///a.ts', 'typescript', 1, START);
        let text = START;
        notifications.forEach(({ edits, analyze }, index) => {
          const changes = edits.map(({ at, length, text: inserted }) => {
            const lines = new LineMap(text);
            // Offsets inside a line break cannot be named by a position.
            const start = lines.offsetAt(lines.positionAt(Math.floor(at * text.length)));
            const end = lines.offsetAt(lines.positionAt(Math.min(text.length, start + length)));
            const range = { start: lines.positionAt(start), end: lines.positionAt(Math.max(start, end)) };
            text = text.slice(0, start) + inserted + text.slice(Math.max(start, end));
            return { range, text: inserted };
          });
          document.update(changes, index + 2);
          if (analyze) document.syntaxTree('src/a.ts');
        });
        assert.equal(document.text, text);
        assert.deepEqual(outline(document.syntaxTree('src/a.ts')), outline(parseTypeScript('src/a.ts', text)));
        assert.deepEqual(reportOf(text, document), reportOf(text));
      }),
      { numRuns: 400 },
    );
  });

  it('gives, analysed again and again, what a first analysis finds', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        const document = new OpenDocument('file:///a.ts', 'typescript', 1, LONG);
        const analysis = analysisOf(rules);
        reportIn(analysis, document.text, document);
        edits.forEach(({ at, length, text }, index) => {
          const lines = new LineMap(document.text);
          const start = lines.positionAt(Math.floor(at * document.text.length));
          const end = { line: start.line, character: start.character + length };
          document.update([{ range: { start, end }, text }], index + 2);
          const again = reportIn(analysis, document.text, document);
          assert.deepEqual(again, reportIn(analysisOf(rules), document.text));
        });
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);

  it('keeps its line places right through edits', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 10 }), (edits) => {
        const document = new OpenDocument('file:///a.ts', 'typescript', 1, START);
        edits.forEach(({ at, length, text }, index) => {
          const lines = new LineMap(document.text);
          const start = lines.positionAt(Math.floor(at * document.text.length));
          const end = { line: start.line, character: start.character + length };
          document.update([{ range: { start, end }, text }], index + 2);
        });
        const expected = new LineMap(document.text);
        for (let line = 0; line < expected.lineCount; line++) {
          const { start, end } = expected.lineSpan(line);
          assert.deepEqual(document.positionAt(start), { line, character: 0 });
          assert.deepEqual(document.positionAt(end), { line, character: end - start });
        }
      }),
    );
  });

  it('takes a whole new text', () => {
    const document = new OpenDocument('file:///a.ts', 'typescript', 1, START);
    document.syntaxTree('a.ts');
    document.update([{ text: 'const a = 1;' }], 7);
    assert.equal(document.version, 7);
    assert.equal(document.syntaxTree('a.ts').text, 'const a = 1;');
  });

  it('counts a notification without changes', () => {
    const document = new OpenDocument('file:///a.ts', 'typescript', 1, START);
    document.update([], 2);
    assert.equal(document.version, 2);
    assert.equal(document.text, START);
  });

  it('takes positions past the end of lines and texts as the end', () => {
    const document = new OpenDocument('file:///a.ts', 'typescript', 1, 'a\nb');
    document.update(
      [{ range: { start: { line: 0, character: 99 }, end: { line: 99, character: 0 } }, text: '!\nc\n' }],
      2,
    );
    assert.equal(document.text, 'a!\nc\n');
    document.update(
      [{ range: { start: { line: 70, character: 1 }, end: { line: 80, character: 2 } }, text: 'd\ne' }],
      3,
    );
    assert.equal(document.text, 'a!\nc\nd\ne');
    assert.deepEqual(document.positionAt(8), { line: 3, character: 1 });
  });

  it('takes a range whose ends are the wrong way round', () => {
    const document = new OpenDocument('file:///a.ts', 'typescript', 1, 'abcd');
    document.syntaxTree('a.ts');
    document.update([{ range: { start: { line: 0, character: 3 }, end: { line: 0, character: 1 } }, text: '-' }], 2);
    assert.equal(document.text, 'a-d');
    assert.equal(document.syntaxTree('a.ts').text, 'a-d');
  });

  it('parses anew under another name', () => {
    const document = new OpenDocument('file:///a.ts', 'typescript', 1, 'const a = <A>b;');
    assert.equal(document.syntaxTree('a.ts').fileName, 'a.ts');
    const tree = document.syntaxTree('a.tsx');
    assert.equal(tree.fileName, 'a.tsx');
    assert.deepEqual(outline(tree), outline(parseTypeScript('a.tsx', 'const a = <A>b;')));
  });
});

describe('joined changes', () => {
  it('lead where the single ones lead', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 2, maxLength: 6 }), (edits) => {
        const original = 'abcdefghijklmnopqrstuvwxyz';
        let text = original;
        let joined = { start: 0, oldEnd: 0, newLength: 0 } as TextChange;
        edits.forEach(({ at, length, text: inserted }, index) => {
          const start = Math.floor(at * text.length);
          const oldEnd = Math.min(text.length, start + length);
          text = text.slice(0, start) + inserted + text.slice(oldEnd);
          const change = { start, oldEnd, newLength: inserted.length };
          joined = index === 0 ? change : joinChanges(joined, change);
        });
        const { start, oldEnd, newLength } = joined;
        assert.equal(original.slice(0, start) + text.slice(start, start + newLength) + original.slice(oldEnd), text);
      }),
    );
  });
});

describe('line starts', () => {
  it('find the places that a line map finds', () => {
    const texts = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', '😀'), { maxLength: 30 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        const starts = new LineStarts(text);
        const lines = new LineMap(text);
        for (let offset = -1; offset <= text.length + 1; offset++) {
          assert.deepEqual(starts.positionAt(offset), lines.positionAt(offset));
        }
      }),
    );
  });
});

/** Kinds and places of all nodes, and the syntax errors. */
function outline(tree: ts.SourceFile): string[] {
  const lines: string[] = [];
  const visit = (node: ts.Node): void => {
    lines.push(`${node.kind} ${node.pos} ${node.end}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return lines;
}

function reportOf(text: string, document?: OpenDocument): unknown {
  return reportIn(analysisOf([...TEST_RULES, noHardcodedPort]), text, document);
}

function analysisOf(rules: readonly Rule[]): FolderAnalysis {
  const registry = createRegistry(rules, []);
  const analysis = new FolderAnalysis({ registry, onFailure: (_file, rule) => assert.fail(`${rule} failed`) });
  analysis.setComplete(true);
  return analysis;
}

/** A file that a rule once wanted to be sure about goes on being read closely: that alone makes no difference. */
function withoutUses(facts: FileFacts | undefined): unknown {
  if (facts?.kind !== 'typescript') return facts;
  const { close: _close, imports, ...others } = facts;
  return { ...others, imports: imports.map(({ use: _use, ...imported }) => imported) };
}

function reportIn(analysis: FolderAnalysis, text: string, document?: OpenDocument): unknown {
  const file = 'src/a.ts';
  const edited = document?.edited(file);
  const tree = document && { tree: () => document.syntaxTree(file) };
  analysis.update({ file, text, version: 1, ...tree, ...(edited && { edited }) });
  analysis.refresh();
  if (analysis.takeWanted().length > 0) {
    analysis.update({ file, text, version: 1, ...tree });
    analysis.refresh();
  }
  const { candidates, collected, directives, facts } = analysis.resultOf(file) ?? {};
  return { report: analysis.reportOf(file), candidates, collected, directives, facts: withoutUses(facts) };
}

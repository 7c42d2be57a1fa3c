import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ts } from 'ts-morph';
import { commentAt, isCommentEdit } from '../../../server/src/core/documents/typescript/comments';
import { parseTypeScript } from '../../../server/src/core/documents/typescript/parse';
import { DocumentAnalyzer, type DocumentInput } from '../../../server/src/core/engine/analyze-document';
import type { DocumentResult } from '../../../server/src/core/engine/candidate';
import { createRegistry } from '../../../server/src/core/engine/registry';
import { Settings } from '../../../server/src/core/settings/resolve';
import { rules } from '../../../server/src/rules';

const FILE = 'src/server.ts';
/** Longer than the head of a file that its role is read off. */
const FILLER = `${'export const filler = { size: 1 };\n'.repeat(130)}\n`;

const HEAD = `// the head
import express from 'express'; // why express
import winston from 'winston';

/* a block
   of lines
*/
let port = 3000; // the port
const app = express();
`;

const TAIL = `
let limit = 80;
// a line before
limit = 90;
app.listen(limit);
let count = 81;
// and another
--count;
app.listen(count);
/** Starts the service. */
class Service {
  // a member
  readonly options = {
    // a property
    host: 'localhost', /* behind */
    // the last
  };
  start(): void {
    // twelve-factor-disable-next-line port-binding/no-hardcoded-port -- known

    app.listen(4000);
    app /* inside an expression */.listen(5000);
    const text = \`not // a comment \${1 /* but this */} and /* not this */\`;
    new winston.transports.File({ filename: 'logs/app.log' }); // written to a file
    /* nothing behind */ app.listen(port);
    // the end of the block
  }
}
process.on('SIGTERM', () => process.exit(0)); // the end
// of it all
`;

const TEXTS = [HEAD + TAIL, HEAD + FILLER + TAIL];

/** Pieces that make and unmake comments, and words that rules look for. */
const SNIPPETS = [
  '',
  ' ',
  'a',
  '/',
  '*',
  '*/',
  '/*',
  '//',
  '\n',
  '\r',
  '\u2028',
  '`',
  "'",
  'winston',
  'password: ',
  'port = 5',
  'express-fileupload',
  'twelve-factor-disable-file',
  '@generated',
  '--',
  'x ++',
  'limit = 1',
  'count',
  'postgres://u:p4ssw0rd@db/x',
  `ghp_${'a1B2c3D4e5F6g7H8i9'.repeat(2)}`,
];

const edit = fc.record({
  text: fc.constantFrom(...TEXTS),
  /** Which comment, where in it, how much is taken away, what is put in. */
  comment: fc.nat(40),
  at: fc.integer({ min: -2, max: 30 }),
  length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6 })),
  inserted: fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 3 })),
});

describe('an edit in a comment', () => {
  it('gives what a fresh analysis gives', () => {
    let shortcuts = 0;
    fc.assert(
      fc.property(edit, (sample) => {
        const { text, change, changed } = applied(sample);
        let parses = 0;
        const quick = reanalyze(text, changed, change, () => parses++);
        assert.deepEqual(plain(quick), plain(fresh(changed)));
        if (parses === 0) shortcuts++;
      }),
      { numRuns: 300 },
    );
    assert.ok(shortcuts > 30, `only ${shortcuts} edits took the short way`);
  });

  it('keeps the syntax where it is said to', () => {
    fc.assert(
      fc.property(edit, (sample) => {
        const { text, change, changed } = applied(sample);
        const tree = parseTypeScript(FILE, text);
        if (!isCommentEdit(tree, changed, change)) return;
        const delta = changed.length - text.length;
        const moved = (offset: number): number => (offset >= change.oldEnd ? offset + delta : offset);
        const before = starts(tree).map(({ kind, start, end }) => ({ kind, start: moved(start), end: moved(end) }));
        assert.deepEqual(before, starts(parseTypeScript(FILE, changed)));
      }),
      { numRuns: 1500 },
    );
  });

  it('is parsed when its line speaks of something that a rule looks for', () => {
    const at = TEXTS[0]?.indexOf('written to a file') ?? 0;
    const text = TEXTS[0] ?? '';
    let parses = 0;
    const changed = `${text.slice(0, at)}a password: ${text.slice(at)}`;
    reanalyze(text, changed, { start: at, oldEnd: at, newLength: 12 }, () => parses++);
    assert.equal(parses, 1);
  });
});

describe('a comment', () => {
  const found = (text: string, file = FILE): string | undefined => {
    const offset = text.indexOf('¦');
    const plainText = text.replace('¦', '');
    const comment = commentAt(parseTypeScript(file, plainText), offset);
    return comment && plainText.slice(comment.start, comment.end);
  };

  it('is found wherever one can stand', () => {
    assert.equal(found('// a¦b\nx;'), '// ab');
    assert.equal(found('x; // ab¦\ny;'), '// ab');
    assert.equal(found('f(/* a¦ */);'), '/* a */');
    assert.equal(found('if (a) { /* a¦ */ }'), '/* a */');
    assert.equal(found('const a = <b>{/* a¦ */}</b>;', 'a.tsx'), '/* a */');
    assert.equal(found('const t = `a${b /* a¦ */}c`;'), '/* a */');
    assert.equal(found('#!/usr/bin/env node\n// a¦\n'), '// a');
  });

  it('is nothing that only looks like one', () => {
    for (const text of ["'// a¦';", '`/* a¦ */`;', '`${1} // a¦`;', 'a / b¦ / c;', '/\\/\\/¦/g;', 'a¦;']) {
      assert.equal(found(text), undefined, text);
    }
    assert.equal(found('const a = <b>// a¦</b>;', 'a.tsx'), undefined);
    assert.equal(found('const a = <b c="/* a¦ */" />;', 'a.tsx'), undefined);
  });
});

type Sample = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function applied({ text, comment, at, length, inserted }: Sample): {
  text: string;
  changed: string;
  change: { start: number; oldEnd: number; newLength: number };
} {
  const comments = [...text.matchAll(/\/\/|\/\*/g)];
  const place = (comments[comment % comments.length]?.index ?? 0) + at;
  const start = Math.max(0, Math.min(text.length, place));
  const oldEnd = Math.min(text.length, start + length);
  const changed = text.slice(0, start) + inserted + text.slice(oldEnd);
  return { text, changed, change: { start, oldEnd, newLength: inserted.length } };
}

function reanalyze(
  text: string,
  changed: string,
  change: NonNullable<DocumentInput['edited']>['change'],
  onParse: () => void,
): DocumentResult {
  const analyzer = analyzerOfAll();
  const tree = parseTypeScript(FILE, text);
  analyzer.analyze({ file: FILE, kind: 'typescript', text, version: 1, tree: () => tree });
  const reparse = (): ts.SourceFile => {
    onParse();
    return parseTypeScript(FILE, changed);
  };
  return analyzer.analyze({
    file: FILE,
    kind: 'typescript',
    text: changed,
    version: 2,
    tree: reparse,
    edited: { tree, change },
  });
}

function fresh(text: string): DocumentResult {
  return analyzerOfAll().analyze({ file: FILE, kind: 'typescript', text, version: 2 });
}

function analyzerOfAll(): DocumentAnalyzer {
  const registry = createRegistry(rules, []);
  const onFailure = (_file: string, rule: string, error: unknown): never => assert.fail(`${rule}: ${String(error)}`);
  return new DocumentAnalyzer({ registry, settings: new Settings({ registry }), onFailure });
}

/** Also what is computed on demand. */
function plain(result: DocumentResult): unknown {
  return { ...result, collected: [...result.collected] };
}

function starts(tree: ts.SourceFile): { kind: ts.SyntaxKind; start: number; end: number }[] {
  const found: { kind: ts.SyntaxKind; start: number; end: number }[] = [];
  const visit = (node: ts.Node): void => {
    found.push({ kind: node.kind, start: node.getStart(tree), end: node.end });
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

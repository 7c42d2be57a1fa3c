import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf } from '../../../server/src/core/documents/kinds';
import { FolderAnalysis, type FolderDocument } from '../../../server/src/core/engine/folder';
import { changeBetween } from '../../../server/src/core/engine/moves';
import { createRegistry } from '../../../server/src/core/engine/registry';
import type { Rule } from '../../../server/src/core/rule/define-rule';
import { Settings } from '../../../server/src/core/settings/resolve';
import { NO_GIT } from '../../../server/src/core/workspace/folder-model';
import { OpenDocument } from '../../../server/src/lsp/documents/open-document';
import { rules } from '../../../server/src/rules';
import { fewSampleApps, withManifest } from '../../support/sample-apps';

/** Letters and lines that say nothing, and code that does. */
const SNIPPETS = [
  'x',
  ' ',
  '\n',
  '// note\n',
  'remember();\n',
  "import './other';\n",
  "process.on('SIGTERM', () => server.close());\n",
  'console.log(process.env.ORDERS_URL);\n',
  'app.listen(8080);\n',
  "import left from 'left-pad';\nleft();\n",
  'const held = [];\n',
  '{',
];

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    onLine: fc.boolean(),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
    inserted: fc.constantFrom(...SNIPPETS),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('cross-file rules while somebody types', () => {
  const apps = fewSampleApps().flatMap((app) => {
    const files = withManifest(app.files);
    const code = Object.keys(files).filter((path) => kindOf(path) === 'typescript');
    return code.length === 0 ? [] : [{ files, code }];
  });

  it('say what they say of the same texts from scratch', function () {
    this.timeout(180_000);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), edits, (first, second, sample) => {
        const app = apps[first % apps.length];
        const path = app?.code[second % app.code.length];
        if (app === undefined || path === undefined) return;
        const texts = new Map(Object.entries(app.files));
        const open = new OpenDocument(`file:///${path}`, 'typescript', 1, texts.get(path) ?? '');
        const analysis = analysisOf(texts);
        analysis.update(versionOf(path, open));
        settle(analysis, texts, { path, open });
        sample.forEach(({ at, onLine, length, inserted }, index) => {
          const offset = Math.floor(at * open.text.length);
          const start = onLine ? open.text.lastIndexOf('\n', offset) + 1 : offset;
          const range = { start: open.positionAt(start), end: open.positionAt(start + length) };
          open.update([{ range, text: inserted }], index + 2);
          texts.set(path, open.text);
          analysis.update(versionOf(path, open));
          settle(analysis, texts, { path, open });
          assert.deepEqual(said(analysis), said(analysisOf(texts)));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('are asked only when a file says something else', () => {
    let asked = 0;
    const counting = rules.map((rule): Rule => {
      if (rule.id !== 'disposability/missing-sigterm-handler') return rule;
      return {
        ...rule,
        app(context) {
          asked++;
          rule.app?.(context);
        },
      };
    });
    const server = "import express from 'express';\nconst port = Number(process.env.PORT);\nexpress().listen(port);\n";
    const texts = new Map(
      Object.entries(withManifest({ 'src/server.ts': `function f() {\n  remember();\n}\n${server}` })),
    );
    const open = new OpenDocument('file:///src/server.ts', 'typescript', 1, texts.get('src/server.ts') ?? '');
    const analysis = analysisOf(texts, counting);
    const type = (text: string, line: number, character: number): void => {
      open.update([{ range: { start: { line, character }, end: { line, character } }, text }], open.version + 1);
      analysis.update(versionOf('src/server.ts', open));
      analysis.refresh();
    };
    type(' ', 1, 2);
    const before = asked;
    const place = analysis
      .reportOf('src/server.ts')
      ?.findings.find(({ rule }) => rule === 'disposability/missing-sigterm-handler');
    type('abc', 1, 10);
    type('// what for\n', 0, 0);
    assert.equal(asked, before);
    const moved = analysis
      .reportOf('src/server.ts')
      ?.findings.find(({ rule }) => rule === 'disposability/missing-sigterm-handler');
    assert.equal(moved?.span.start, (place?.span.start ?? Number.NaN) + 15);
    type("process.on('SIGTERM', stop);\n", 0, 0);
    assert.equal(asked, before + 1);
  });
});

describe('the change between two texts', () => {
  it('makes one of the other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, from, to, tail) => {
        const old = head + from + tail;
        const text = head + to + tail;
        const { start, oldEnd, newLength } = changeBetween(old, text);
        assert.equal(old.slice(0, start) + text.slice(start, start + newLength) + old.slice(oldEnd), text);
        assert.ok(newLength <= to.length && oldEnd - start <= from.length);
      }),
    );
  });
});

interface Opened {
  readonly path: string;
  readonly open: OpenDocument;
}

function analysisOf(texts: ReadonlyMap<string, string>, all: readonly Rule[] = rules): FolderAnalysis {
  const registry = createRegistry(all, []);
  const analysis = new FolderAnalysis({
    registry,
    settings: new Settings({ registry, editor: { preset: 'strict' } }),
    onFailure: (_file, rule, error) => assert.fail(`${rule}: ${String(error)}`),
  });
  analysis.setPaths(new Set(texts.keys()), NO_GIT);
  for (const [file, text] of texts) analysis.update({ file, text, version: 0 });
  analysis.setComplete(true);
  settle(analysis, texts);
  return analysis;
}

/** Hands in again what rules want to be sure about, as the server does. */
function settle(analysis: FolderAnalysis, texts: ReadonlyMap<string, string>, opened?: Opened): void {
  analysis.refresh();
  for (let wanted = analysis.takeWanted(); wanted.length > 0; wanted = analysis.takeWanted()) {
    for (const file of wanted) {
      const isOpen = file === opened?.path;
      analysis.update(isOpen ? versionOf(file, opened.open) : { file, text: texts.get(file) ?? '', version: 0 });
    }
    analysis.refresh();
  }
}

function versionOf(file: string, open: OpenDocument): FolderDocument {
  const { text, version } = open;
  const edited = open.edited(file);
  return { file, text, version, tree: () => open.syntaxTree(file), ...(edited && { edited }) };
}

/** Findings and evidence, without the versions of the documents and in an order that does not depend on the way there. */
function said(analysis: FolderAnalysis): unknown {
  const findings = analysis.fileReports.flatMap((report) => report.findings.map((finding) => JSON.stringify(finding)));
  const evidence = analysis.appReports().flatMap((report) => report.evidence.map((one) => JSON.stringify(one)));
  return { findings: findings.sort(), evidence: evidence.sort() };
}

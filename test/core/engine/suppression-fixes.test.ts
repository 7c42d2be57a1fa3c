import assert from 'node:assert/strict';
import type { DocumentKind } from '../../../server/src/core/documents/kinds';
import { parseErrorCount, parseTypeScript } from '../../../server/src/core/documents/typescript/parse';
import { disableForFile, disableForLine } from '../../../server/src/core/engine/suppression-fixes';
import { findDirectives, silences } from '../../../server/src/core/engine/suppressions';
import type { Finding } from '../../../server/src/core/rule/finding';
import type { Fix } from '../../../server/src/core/rule/fix';
import { applyEdits } from '../../../server/src/core/text/edits';
import rule from '../../../server/src/rules/07-port-binding/no-hardcoded-port';
import { analyze, findingsOf } from '../../support/analyze';

const MANIFEST = '{ "name": "service", "private": true, "dependencies": { "express": "5" } }';
const LISTEN = "import express from 'express';\nexpress().listen(3000);\n";

/** The text after the comment was put in, and how many findings are left. */
function disabled(text: string, file = 'src/a.ts', make = disableForLine): { text: string | undefined; left: number } {
  const files = { [file]: text, 'package.json': MANIFEST };
  const roles = { overrides: [{ files: ['**'], role: 'service' as const }] };
  const [finding] = findingsOf(analyze(files, { rules: [rule], configuration: roles }));
  assert.ok(finding);
  const fix: Fix | undefined = make(finding, text, 'typescript');
  if (fix === undefined) return { text: undefined, left: 1 };
  const after = applyEdits(text, fix.edits.get(file) ?? []);
  assert.ok(parseErrorCount(parseTypeScript(file, after)) <= parseErrorCount(parseTypeScript(file, text)));
  const left = findingsOf(analyze({ ...files, [file]: after }, { rules: [rule], configuration: roles }));
  return { text: after, left: left.length };
}

describe('suppressing by a comment', () => {
  it('puts it above the line, as far in as the line', () => {
    const { text, left } = disabled(LISTEN.replace('express().', '  express().'));
    assert.equal(left, 0);
    assert.match(
      text ?? '',
      /\n {2}\/\/ twelve-factor-disable-next-line port-binding\/no-hardcoded-port -- reason\n {2}express/,
    );
  });

  it('joins a comment that is there', () => {
    const { text, left } = disabled(
      LISTEN.replace('express().', '// twelve-factor-disable-next-line logs/x -- why\nexpress().'),
    );
    assert.equal(left, 0);
    assert.match(text ?? '', /disable-next-line logs\/x, port-binding\/no-hardcoded-port -- why\n/);
  });

  it('uses braces among the children of JSX', () => {
    const jsx =
      "import express from 'express';\nexport const page = (\n  <div>\n    {express().listen(3000)}\n  </div>\n);\n";
    const { text, left } = disabled(jsx, 'src/a.jsx');
    assert.equal(left, 0);
    assert.match(
      text ?? '',
      /\n {4}\{\/\* twelve-factor-disable-next-line port-binding\/no-hardcoded-port -- reason \*\/\}\n/,
    );
  });

  it('is not offered inside the text of a template', () => {
    const template = "import express from 'express';\nexport const page = `\n  ${express().listen(3000)}\n`;\n";
    assert.equal(disabled(template).text, undefined);
  });

  it('covers all lines of a Dockerfile instruction', () => {
    const text = '# twelve-factor-disable-next-line a/b\nCMD ["node", \\\n  "x", \\\n  "$PORT"]\nEXPOSE 1\n';
    const [directive] = findDirectives(text, 'dockerfile');
    assert.ok(directive && silences(directive, 'a/b', text.indexOf('$PORT')));
    assert.ok(!silences(directive, 'a/b', text.indexOf('EXPOSE')));
  });

  it('is not offered where it would become part of a command', () => {
    const offered = (text: string, at: string, kind: DocumentKind): boolean => {
      const start = text.indexOf(at);
      const finding = { rule: 'a/b', file: 'x', span: { start, end: start + at.length } } as Finding;
      return disableForLine(finding, text, kind) !== undefined;
    };
    assert.equal(offered('psql \\\n  --x y\n', '--x', 'shell'), false);
    assert.equal(offered('a\nb\n', 'b', 'shell'), true);
    const folded = 'services:\n  a:\n    command: >\n      node x\n      --y\n    image: z\n';
    assert.equal(offered(folded, '--y', 'compose'), false);
    assert.equal(offered(folded, 'image', 'compose'), true);
  });

  it('of a whole file stands below a hashbang and a BOM', () => {
    const { text, left } = disabled(`\uFEFF#!/usr/bin/env node\n${LISTEN}`, 'src/a.ts', disableForFile);
    assert.equal(left, 0);
    assert.ok(text?.startsWith('\uFEFF#!/usr/bin/env node\n// twelve-factor-disable-file '));
  });
});

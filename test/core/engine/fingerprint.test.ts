import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DocumentKind } from '../../../server/src/core/documents/kinds';
import { parseTypeScript } from '../../../server/src/core/documents/typescript/parse';
import { hash, lineAnchor, typescriptAnchor } from '../../../server/src/core/engine/fingerprint';
import port from '../../../server/src/rules/07-port-binding/no-hardcoded-port';
import { analyze, findingsOf } from '../../support/analyze';
import { fakeSecret } from '../../support/fake-secrets';

const MANIFEST = '{ "dependencies": { "express": "5" } }';
const HEAD = "import express from 'express';\n";

const fingerprints = (text: string, file = 'src/server.ts'): string[] =>
  findingsOf(analyze({ 'package.json': MANIFEST, [file]: text }, { rules: [port] })).map(
    ({ fingerprint }) => fingerprint,
  );

function anchorAt(text: string, part: string): string {
  const start = text.indexOf(part);
  return typescriptAnchor(parseTypeScript('a.ts', text), { start, end: start + part.length });
}

describe('fingerprints', () => {
  const [original] = fingerprints(`${HEAD}express().listen(3000);\n`);

  it('survive moved lines, neighbours, comments and formatting', () => {
    for (const text of [
      `\n\n// a remark\n${HEAD}\nexport const other = 1;\n\nexpress().listen(3000);\n`,
      `${HEAD}express()\n  .listen(\n    3000,\n  );\n`,
      `\uFEFF${HEAD.replace('\n', '\r\n')}express().listen(3000);\r\n`,
    ]) {
      assert.deepEqual(fingerprints(text), [original]);
    }
  });

  it('tell places, files and repeats apart', () => {
    const inFunction = fingerprints(`${HEAD}function start() { express().listen(3000); }\n`);
    const elsewhere = fingerprints(`${HEAD}express().listen(3000);\n`, 'src/other.ts');
    const twice = fingerprints(`${HEAD}express().listen(3000);\nexpress().listen(3000);\n`);
    assert.equal(
      new Set([original, ...inFunction, ...elsewhere, ...twice]).size,
      4,
      'the first of two is the one there was',
    );
  });

  it('do not depend on where the app lies', () => {
    const files = {
      'apps/a/package.json': MANIFEST,
      'apps/a/src/server.ts': `${HEAD}express().listen(3000);\n`,
      'package.json': '{}',
    };
    assert.deepEqual(
      findingsOf(analyze(files, { rules: [port] })).map(({ fingerprint }) => fingerprint),
      [original],
    );
  });

  it('say nothing of values', () => {
    assert.deepEqual(fingerprints(`${HEAD}express().listen(8080);\n`), [original]);
    const value = fc.string({ minLength: 1 }).map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const code = (text: string): string => `connect({ password: ${text}, key: /x/, n: 12 });`;
        assert.equal(anchorAt(code(a), a), anchorAt(code(b), b));
        assert.equal(
          lineAnchor(`PASSWORD=${a}`, { start: 0, end: 3 }, 'dotenv'),
          lineAnchor(`PASSWORD=${b}`, { start: 0, end: 3 }, 'dotenv'),
        );
      }),
    );
  });

  it('of a line neither, where a secret stands bare', () => {
    const [one, two] = [fakeSecret('password'), fakeSecret('github-token')];
    const anchor = (line: string, kind: DocumentKind): string => lineAnchor(line, { start: 0, end: 1 }, kind);
    for (const [kind, before] of [
      ['dotenv', ''],
      ['dotenv', 'BROKEN '],
      ['compose', '- '],
      ['dockerfile', 'USER '],
    ] as const) {
      assert.equal(anchor(before + one, kind), anchor(before + two, kind));
    }
    assert.equal(anchor('hunter', 'dotenv'), anchor('summer', 'dotenv'));
    assert.notEqual(anchor('A=1', 'dotenv'), anchor('B=1', 'dotenv'));
  });

  it('of a template or a regular expression neither', () => {
    assert.equal(anchorAt('f(`one${a}two`);', '`one'), anchorAt('f(`1${a}2`);', '`1'));
    assert.equal(anchorAt('f(/one/);', '/one'), anchorAt('f(/two/g);', '/two'));
  });

  it('are 16 hexadecimal digits, different for different texts', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[0-9a-f]{16}$/.test(hash(text))));
    const texts = Array.from({ length: 20_000 }, (_, index) => `rule|file-${index}|anchor`);
    assert.equal(new Set(texts.map(hash)).size, texts.length);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ts } from 'ts-morph';
import { some } from '../../../../server/src/core/documents/typescript/ast';
import { type ImportFact, importOfNode, scanImports } from '../../../../server/src/core/documents/typescript/imports';
import { typescript } from '../../../support/typescript';

function importsOf(text: string): ImportFact[] {
  const found: ImportFact[] = [];
  some(typescript(text).tree, (node: ts.Node) => {
    const fact = importOfNode(node);
    if (fact !== undefined) found.push(fact);
    return false;
  });
  return found;
}

const STATEMENTS: Readonly<Record<string, ImportFact['kind']>> = {
  "import 'm';": 'static',
  "import a, { b } from 'm';": 'static',
  "import { type a, b } from 'm';": 'static',
  "export * from 'm';": 'static',
  "export { a } from 'm';": 'static',
  "import type { a } from 'm';": 'type',
  "import { type a, type b } from 'm';": 'type',
  "export type { a } from 'm';": 'type',
  "const a = await import('m');": 'dynamic',
  "const a = require('m');": 'require',
  "require.resolve('m');": 'require',
  "import a = require('m');": 'require',
};

describe('imports', () => {
  for (const [text, kind] of Object.entries(STATEMENTS)) {
    it(text, () => {
      const found = importsOf(text);
      assert.deepEqual(
        found.map(({ specifier, kind: actual }) => [specifier, actual]),
        [['m', kind]],
      );
      const [{ span } = { span: { start: 0, end: 0 } }] = found;
      assert.equal(text.slice(span.start, span.end), 'm');
    });
  }

  it('what is computed leads nowhere', () => {
    assert.deepEqual(importsOf('import(name); require(`${a}/b`); loader.require("m");'), []);
  });

  it('what a loader hands in is its own', () => {
    assert.deepEqual(importsOf('ace.define("a", [], function (require, exports) { require("ace/lib/oop"); });'), []);
    assert.deepEqual(importsOf('f({ 1: [function (require, module, exports) { require("a"); }, {}] });'), []);
    assert.equal(importsOf('setUp(function (require) { require("m"); });').length, 1);
    assert.equal(importsOf('define(function (exports) { require("m"); });').length, 1);
  });

  it('read off the text are no fewer than those of the tree, at the same places', () => {
    const text = fc
      .array(fc.constantFrom(...Object.keys(STATEMENTS), 'const b = 1;', "// import 'c';"), { maxLength: 8 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (code) => {
        const scanned = new Set(scanImports(code).map(({ specifier, span }) => `${specifier}@${span.start}`));
        // `require.resolve` runs nothing; the text scan leaves it out.
        const missing = importsOf(code).filter(
          ({ specifier, span }) =>
            !scanned.has(`${specifier}@${span.start}`) && !code.slice(0, span.start).endsWith("resolve('"),
        );
        assert.deepEqual(missing, []);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { importsOf, resolveImport, sourcesIn } from '../support/sources';

/** Folders of the server, and which of them each may import. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'server/src/core': ['server/src/core'],
  'server/src/refactor': ['server/src/core', 'server/src/refactor'],
  'server/src/rules': ['server/src/core', 'server/src/refactor', 'server/src/rules'],
  'server/src/protocol': ['server/src/protocol'],
  'server/src/host': ['server/src/core', 'server/src/rules', 'server/src/host'],
  'client/src': ['client/src', 'server/src/protocol'],
};

const PURE = ['server/src/core', 'server/src/refactor', 'server/src/rules'];

describe('invariant 1: layers', () => {
  for (const [folder, allowed] of Object.entries(LAYERS)) {
    it(`${folder} imports of our code only ${allowed.join(', ')}`, () => {
      const wrong = sourcesIn(folder).flatMap((source) =>
        importsOf(source)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => resolveImport(source, specifier))
          .filter((target) => !allowed.some((layer) => target === layer || target.startsWith(`${layer}/`)))
          .map((target) => `${source.path} imports ${target}`),
      );
      assert.deepEqual(wrong, []);
    });
  }

  for (const folder of PURE) {
    it(`${folder} imports neither the editor nor Node`, () => {
      const wrong = sourcesIn(folder).flatMap((source) =>
        importsOf(source)
          .filter((specifier) => specifier.startsWith('vscode') || isBuiltin(specifier))
          .map((specifier) => `${source.path} imports ${specifier}`),
      );
      assert.deepEqual(wrong, []);
    });
  }

  it('dockerfile-ast stays behind core/documents/dockerfile', () => {
    const users = sourcesIn('server/src').filter((source) => importsOf(source).includes('dockerfile-ast'));
    for (const { path } of users) assert.match(path, /^server\/src\/core\/documents\/dockerfile\//);
  });
});

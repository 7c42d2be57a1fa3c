import assert from 'node:assert/strict';
import { parseLockfile } from '../../../server/src/core/documents/lockfile/parse';

const versionsOf = (file: string, text: string): Record<string, string> => {
  const { versions, understood } = parseLockfile(file, text);
  assert.ok(understood);
  return Object.fromEntries(versions);
};

describe('names and versions in lock files', () => {
  it('of npm, the copy at the top first', () => {
    const packages =
      '{ "": {}, "node_modules/a/node_modules/qs": { "version": "6.0.0" }, "node_modules/qs": { "version": "5.0.0" }, "node_modules/@s/x": { "version": "1.0.0" }, "packages/api": {} }';
    const expected = { qs: '5.0.0', '@s/x': '1.0.0' };
    assert.deepEqual(versionsOf('package-lock.json', `{ "lockfileVersion": 3, "packages": ${packages} }`), expected);
    const nested =
      '{ "@s/x": { "version": "1.0.0", "dependencies": { "qs": { "version": "6.0.0" } } }, "qs": { "version": "5.0.0" } }';
    assert.deepEqual(
      versionsOf('npm-shrinkwrap.json', `{ "lockfileVersion": 1, "dependencies": ${nested} }`),
      expected,
    );
  });

  it('of Yarn 1 and later, the highest of several', () => {
    const classic =
      '# yarn lockfile v1\n\n"@s/x@^1.0.0", "@s/x@^1.1":\n  version "1.2.0"\n\nqs@^6:\n  version "6.9.0"\n\nqs@^6.10:\n  version "6.10.0"\n';
    assert.deepEqual(versionsOf('yarn.lock', classic), { '@s/x': '1.2.0', qs: '6.10.0' });
    const berry = '__metadata:\n  version: 8\n\n"@s/x@npm:^1":\n  version: 1.2.0\n  resolution: "@s/x@npm:1.2.0"\n';
    assert.deepEqual(versionsOf('yarn.lock', berry), { '@s/x': '1.2.0' });
  });

  it('of pnpm, old and new', () => {
    const old =
      'lockfileVersion: 5.4\n\npackages:\n\n  /@s/x/1.2.0_react@18.0.0:\n    dev: true\n\n  /qs/6.9.0:\n    dev: false\n';
    assert.deepEqual(versionsOf('pnpm-lock.yaml', old), { '@s/x': '1.2.0', qs: '6.9.0' });
    const now =
      "lockfileVersion: '9.0'\n\npackages:\n\n  '@s/x@1.2.0':\n    resolution: {}\n\n  qs@6.9.0:\n    resolution: {}\n\nsnapshots:\n\n  '@s/x@1.2.0(react@18.0.0)': {}\n";
    assert.deepEqual(versionsOf('pnpm-lock.yaml', now), { '@s/x': '1.2.0', qs: '6.9.0' });
  });

  it('of Bun', () => {
    const text =
      '{\n  "lockfileVersion": 1,\n  "packages": {\n    "@s/x": ["@s/x@1.2.0", "", {}, ""],\n    "a/qs": ["qs@6.9.0", "", {}, ""],\n  }\n}\n';
    assert.deepEqual(versionsOf('bun.lock', text), { '@s/x': '1.2.0', qs: '6.9.0' });
  });

  it('and says when it does not understand', () => {
    for (const file of ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'])
      assert.equal(parseLockfile(file, '<<<<<<< HEAD').understood, false);
  });
});

import assert from 'node:assert/strict';
import { isYarnBerryLockfile, LOCKFILES, packageManagerOf } from '../../../server/src/core/knowledge/lockfiles';

describe('lock files', () => {
  it('knows the managers', () => {
    assert.equal(LOCKFILES.get('bun.lockb'), 'bun');
    assert.deepEqual(packageManagerOf('pnpm@9.1.0+sha512.abc'), { manager: 'pnpm', version: '9.1.0', major: 9 });
    assert.deepEqual(packageManagerOf('yarn@stable'), { manager: 'yarn', version: 'stable', major: undefined });
    assert.deepEqual(packageManagerOf('npm'), { manager: 'npm', version: undefined, major: undefined });
    assert.equal(packageManagerOf('deno@2'), undefined);
  });

  it('tells the generations of Yarn', () => {
    assert.equal(isYarnBerryLockfile('# generated\n\n__metadata:\n  version: 8\n'), true);
    assert.equal(isYarnBerryLockfile('# THIS IS\n# yarn lockfile v1\n'), false);
    assert.equal(isYarnBerryLockfile(''), undefined);
  });
});

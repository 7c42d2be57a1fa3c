import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileHost } from '../../server/src/host/file-host';
import { nodeFileSystem } from '../../server/src/host/file-system';
import { indexedPaths } from '../../server/src/host/git-index';
import { folderWith } from './temporary-folder';

const FILE_MODE = 0o100644;

/** An index as git writes it, without extensions and checksum. */
function index(version: 2 | 3 | 4, paths: readonly string[], idLength = 20): Buffer {
  const header = Buffer.alloc(12);
  header.write('DIRC', 'latin1');
  header.writeUInt32BE(version, 4);
  header.writeUInt32BE(paths.length, 8);
  let previous = '';
  const entries = paths.map((path) => {
    const status = Buffer.alloc(40);
    status.writeUInt32BE(FILE_MODE, 24);
    const flags = Buffer.alloc(version === 3 ? 4 : 2);
    flags.writeUInt16BE(version === 3 ? 0x4000 : 0);
    const fixed = Buffer.concat([status, Buffer.alloc(idLength, 7), flags]);
    if (version === 4) {
      const shared = sharedLength(previous, path);
      const removed = previous.length - shared;
      previous = path;
      return Buffer.concat([fixed, Buffer.from([removed]), Buffer.from(`${path.slice(shared)}\0`)]);
    }
    const entry = Buffer.concat([fixed, Buffer.from(`${path}\0`)]);
    return Buffer.concat([entry, Buffer.alloc((8 - (entry.length % 8)) % 8)]);
  });
  return Buffer.concat([header, ...entries]);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

const PATHS = ['.env', '.gitignore', 'packages/api/.env', 'packages/api/.env.example', 'src/ä.ts'];

describe('the index of git', () => {
  for (const version of [2, 3, 4] as const) {
    it(`names its files in version ${version}`, () => assert.deepEqual(indexedPaths(index(version, PATHS)), PATHS));
  }

  it('names them with longer object ids', () => assert.deepEqual(indexedPaths(index(2, PATHS, 32)), PATHS));

  it('is unknown when it is something else, or cut off', () => {
    assert.equal(indexedPaths(Buffer.from('')), undefined);
    assert.equal(indexedPaths(Buffer.from('DIRCxxxxyyyyzzzz')), undefined);
    const whole = index(2, PATHS);
    for (let length = 12; length < whole.length - 8; length += 7)
      assert.equal(indexedPaths(whole.subarray(0, length)), undefined);
  });

  it('gives the environment files below the folder, and files that are not there or ignored', async () => {
    const root = folderWith({ '.git/HEAD': 'ref: refs/heads/main\n', '.env': 'A=1\n', 'packages/api/.env': 'A=1\n' });
    writeFileSync(join(root, '.git/index'), index(2, PATHS));
    const host = createFileHost(nodeFileSystem, { GIT_CONFIG_NOSYSTEM: '1' });
    assert.deepEqual(
      [...((await host.list(root)).git.tracked ?? [])],
      ['.env', '.gitignore', 'packages/api/.env', 'packages/api/.env.example', 'src/ä.ts'],
    );
    assert.deepEqual([...((await host.list(join(root, 'packages/api'))).git.tracked ?? [])], ['.env', '.env.example']);
  });
});

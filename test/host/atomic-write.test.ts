import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { nodeWriter } from '../../server/src/host/atomic-write';
import { filesIn, folderWith } from './temporary-folder';

describe('writing changes', () => {
  it('replaces, creates and deletes, and keeps the mode', () => {
    const root = folderWith({ 'run.sh': 'old\r\n', 'gone.ts': 'x' });
    chmodSync(join(root, 'run.sh'), 0o755);
    const result = nodeWriter(root, [
      { file: 'run.sh', before: 'old\r\n', after: 'new\r\n' },
      { file: 'deep/er/.env', before: undefined, after: 'A=1\n' },
      { file: 'gone.ts', before: 'x', after: undefined },
    ]);
    assert.deepEqual(result, { ok: true });
    assert.deepEqual(filesIn(root), { 'run.sh': 'new\r\n', 'deep/er/.env': 'A=1\n' });
    assert.equal(statSync(join(root, 'run.sh')).mode & 0o777, 0o755);
  });

  it('keeps a byte order mark', () => {
    const root = folderWith({ 'a.ts': '\uFEFFold' });
    assert.deepEqual(nodeWriter(root, [{ file: 'a.ts', before: '\uFEFFold', after: '\uFEFFnew' }]), { ok: true });
    assert.deepEqual([...readFileSync(join(root, 'a.ts'))].slice(0, 4), [0xef, 0xbb, 0xbf, 'n'.charCodeAt(0)]);
  });

  const refused: [
    name: string,
    prepare: (root: string) => void,
    change: { file: string; before: string | undefined },
    reason: RegExp,
  ][] = [
    [
      'a file that has changed meanwhile',
      () => undefined,
      { file: 'b.ts', before: 'something else' },
      /changed meanwhile/,
    ],
    ['a file that appeared meanwhile', () => undefined, { file: 'b.ts', before: undefined }, /changed meanwhile/],
    ['a file that vanished', () => undefined, { file: 'c.ts', before: 'x' }, /changed meanwhile/],
    ['a path out of the root', () => undefined, { file: '../out.ts', before: undefined }, /outside/],
    ['a folder', (root) => mkdirSync(join(root, 'folder')), { file: 'folder', before: undefined }, /no regular file/],
    ['a link', (root) => symlinkSync('b.ts', join(root, 'link.ts')), { file: 'link.ts', before: 'b' }, /link/],
    [
      'a linked folder that leads out',
      (root) => symlinkSync(join(root, '..'), join(root, 'up')),
      { file: 'up/x.ts', before: undefined },
      /outside/,
    ],
  ];
  for (const [name, prepare, change, reason] of refused) {
    it(`refuses ${name}, and with it everything else`, () => {
      const root = folderWith({ 'a.ts': 'a', 'b.ts': 'b' });
      prepare(root);
      const before = filesIn(root);
      const result = nodeWriter(root, [
        { file: 'a.ts', before: 'a', after: 'changed' },
        { ...change, after: 'changed' },
      ]);
      assert.equal(result.ok, false);
      assert.ok(!result.ok && reason.test(result.reason), JSON.stringify(result));
      assert.deepEqual(filesIn(root), before);
    });
  }

  it('refuses bytes that are no UTF-8, which writing back would destroy', () => {
    const root = folderWith({ 'a.ts': Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]) });
    const before = readFileSync(join(root, 'a.ts'), 'utf8');
    const result = nodeWriter(root, [{ file: 'a.ts', before, after: 'x' }]);
    assert.ok(!result.ok && /UTF-8/.test(result.reason));
    assert.deepEqual([...readFileSync(join(root, 'a.ts'))], [0x2f, 0x2f, 0xe9, 0x0a]);
  });

  it('takes back what it has replaced when a later file fails, and leaves no temporary file', () => {
    const root = folderWith({ 'a.ts': 'a', 'b.ts': 'b' });
    // Two changes of one path: the second rename finds its temporary file, the deletion after it finds nothing.
    const result = nodeWriter(root, [
      { file: 'a.ts', before: 'a', after: 'changed' },
      { file: 'b.ts', before: 'b', after: undefined },
      { file: 'b.ts', before: 'b', after: undefined },
    ]);
    assert.ok(!result.ok && /ENOENT/.test(result.reason), JSON.stringify(result));
    assert.deepEqual(filesIn(root), { 'a.ts': 'a', 'b.ts': 'b' });
    assert.deepEqual(readdirSync(root).sort(), ['a.ts', 'b.ts']);
  });
});

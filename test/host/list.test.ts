import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createFileHost, type FileHost, MAXIMUM_FILE_SIZE, nodeFileHost } from '../../server/src/host/file-host';
import { type FileSystem, nodeFileSystem } from '../../server/src/host/file-system';
import { folderWith } from './temporary-folder';

/** Without the configuration of whoever runs the tests. */
const host: FileHost = createFileHost(nodeFileSystem, {});

describe('listing a folder', () => {
  it('leaves out what git ignores, node_modules and .git, and never enters them', async () => {
    const entered: string[] = [];
    const watching: FileSystem = {
      ...nodeFileSystem,
      readFolder: (path) => {
        entered.push(path);
        return nodeFileSystem.readFolder(path);
      },
    };
    const root = folderWith({
      '.gitignore': 'dist/\n*.log\n',
      '.git/HEAD': 'ref: refs/heads/main',
      'node_modules/a/index.js': '',
      'packages/a/node_modules/b/index.js': '',
      'packages/a/.gitignore': '!keep.log\n/generated\n',
      'packages/a/keep.log': '',
      'packages/a/generated/x.ts': '',
      'packages/a/src/generated/x.ts': '',
      'dist/index.js': '',
      'app.log': '',
      'src/index.ts': '',
      'README.md': '',
    });
    const listing = await createFileHost(watching, {}).list(root);
    assert.deepEqual(
      [...listing.paths],
      [
        '.gitignore',
        'README.md',
        'packages/a/.gitignore',
        'packages/a/keep.log',
        'packages/a/src/generated/x.ts',
        'src/index.ts',
      ],
    );
    assert.deepEqual(listing.documents, [
      '.gitignore',
      'README.md',
      'packages/a/.gitignore',
      'packages/a/src/generated/x.ts',
      'src/index.ts',
    ]);
    assert.deepEqual(entered.map((path) => path.slice(root.length + 1)).sort(), [
      '',
      'packages',
      'packages/a',
      'packages/a/src',
      'packages/a/src/generated',
      'src',
    ]);
  });

  it('reads environment files although git ignores them', async () => {
    const root = folderWith({ '.gitignore': '.env*\n', '.env': 'A=1', '.env.local': 'A=2', 'secrets.txt': '' });
    assert.deepEqual((await host.list(root)).documents, ['.env', '.env.local', '.gitignore']);
  });

  it('does not follow links to folders, nor read links to files that leave the root or are there anyway', async () => {
    const outside = folderWith({ 'secret.ts': 'outside', 'folder/x.ts': '' });
    const root = folderWith({ 'src/a.ts': '', 'docker/api.image': 'FROM node:20', 'up/b.ts': '' });
    symlinkSync('..', join(root, 'src', 'loop'));
    symlinkSync(join(outside, 'folder'), join(root, 'other'));
    symlinkSync(join(outside, 'secret.ts'), join(root, 'secret.ts'));
    symlinkSync('a.ts', join(root, 'src', 'alias.ts'));
    symlinkSync('nowhere.ts', join(root, 'dangling.ts'));
    symlinkSync('docker/api.image', join(root, 'Dockerfile'));
    const listing = await host.list(root);
    assert.deepEqual(listing.documents, ['Dockerfile', 'src/a.ts', 'up/b.ts']);
    assert.ok(!listing.paths.has('dangling.ts'));
    assert.deepEqual(listing.warnings, []);
    assert.equal(await host.read(root, 'secret.ts'), undefined);
    assert.equal(await host.read(root, 'other/x.ts'), undefined);
    assert.equal(await host.read(root, '../secret.ts'), undefined);
    assert.equal(await host.read(root, 'Dockerfile'), 'FROM node:20');
  });

  it('reads through a root that is a link itself', async () => {
    const real = folderWith({ 'a.ts': 'const a = 1;' });
    const link = join(folderWith({}), 'link');
    symlinkSync(real, link);
    assert.deepEqual((await host.list(link)).documents, ['a.ts']);
    assert.equal(await host.read(link, 'a.ts'), 'const a = 1;');
  });

  it('goes on past a folder that cannot be read, and says so', async () => {
    const root = folderWith({ 'a/x.ts': '', 'b/x.ts': '' });
    const listing = await createFileHost(failing('readFolder', join(root, 'a'), 'EACCES'), {}).list(root);
    assert.deepEqual(listing.documents, ['b/x.ts']);
    assert.deepEqual(listing.warnings, ['a: folder cannot be read (EACCES)']);
  });

  it('says nothing of what vanishes while it is listed', async () => {
    const root = folderWith({ 'a/x.ts': '', 'b.ts': '', 'c.ts': '' });
    const vanishing: FileSystem = {
      ...nodeFileSystem,
      readFolder: (path) => {
        const entries = nodeFileSystem.readFolder(path);
        rmSync(join(root, 'a'), { recursive: true, force: true });
        rmSync(join(root, 'b.ts'), { force: true });
        return entries;
      },
    };
    const listing = await createFileHost(vanishing, {}).list(root);
    assert.deepEqual(listing.documents, ['c.ts']);
    assert.deepEqual(listing.warnings, []);
  });

  it('warns of a document that is too large, and does not read it', async () => {
    const root = folderWith({
      'big.ts': 'x'.repeat(MAXIMUM_FILE_SIZE + 1),
      'limit.ts': 'x'.repeat(MAXIMUM_FILE_SIZE),
      'big.png': '',
    });
    const listing = await host.list(root);
    assert.deepEqual(listing.documents, ['limit.ts']);
    assert.deepEqual(listing.warnings, ['big.ts: larger than 1 MiB, not analysed']);
    assert.equal(await host.read(root, 'big.ts'), undefined);
  });

  it('leaves out a linked work tree of the same repository, not a submodule', async () => {
    const root = folderWith({
      'a.ts': '',
      'trees/topic/.git': 'gitdir: /elsewhere/.git/worktrees/topic\n',
      'trees/topic/a.ts': '',
      'vendor/lib/.git': 'gitdir: ../../.git/modules/lib\n',
      'vendor/lib/b.ts': '',
    });
    assert.deepEqual((await host.list(root)).documents, ['a.ts', 'vendor/lib/b.ts']);
  });

  it('collects configurations, and package.json files only where they hold one', async () => {
    const root = folderWith({
      'twelve-factor.config.jsonc': '{}',
      'a/twelve-factor.config.json': '{ }',
      'a/package.json': '{ "twelveFactor": {} }',
      'b/package.json': '{}',
    });
    assert.deepEqual(
      (await host.list(root)).configurations.map(({ file }) => file),
      ['a/package.json', 'a/twelve-factor.config.json', 'twelve-factor.config.jsonc'],
    );
  });

  it('lists ten thousand files', async () => {
    const entries = Array.from({ length: 100 }, (_, index) => ({ name: `f${index}.ts`, type: 'file' as const }));
    const folders = Array.from({ length: 100 }, (_, index) => ({ name: `d${index}`, type: 'folder' as const }));
    const generated: FileSystem = {
      ...nodeFileSystem,
      readFolder: (path) => (path === '/generated' ? folders : entries),
      status: () => ({ type: 'file', size: 10 }),
      realPath: (path) => path,
      readBytes: () => undefined,
    };
    assert.equal((await createFileHost(generated, {}).list('/generated')).documents.length, 10_000);
  });
});

describe('reading a file', () => {
  it('keeps a byte order mark and line ends', async () => {
    const root = folderWith({ 'a.ts': '\uFEFFconst a = 1;\r\n' });
    assert.equal(await host.read(root, 'a.ts'), '\uFEFFconst a = 1;\r\n');
  });

  it('gives nothing for binary, vanished and unreadable files, folders and pipes', async () => {
    const root = folderWith({ 'binary.ts': 'a\0b', 'folder/x': '', 'denied.ts': '' });
    assert.equal(await host.read(root, 'binary.ts'), undefined);
    assert.equal(await host.read(root, 'gone.ts'), undefined);
    assert.equal(await host.read(root, 'folder'), undefined);
    const denied = createFileHost(failing('readBytes', join(root, 'denied.ts'), 'EACCES'), {});
    assert.equal(await denied.read(root, 'denied.ts'), undefined);
    assert.equal(await host.read('/dev', 'null'), undefined);
  });
});

describe('asking what a path is', () => {
  it('tells files, folders, missing and unreadable ones apart', () => {
    const root = folderWith({ 'a.ts': '', 'closed/x': '' });
    assert.equal(nodeFileHost.typeOf(root), 'folder');
    assert.equal(nodeFileHost.typeOf(join(root, 'a.ts')), 'file');
    assert.equal(nodeFileHost.typeOf(join(root, 'b.ts')), 'missing');
    assert.equal(nodeFileHost.typeOf(join(root, 'a.ts', 'x')), 'missing');
    const closed = createFileHost(failing('readFolder', join(root, 'closed'), 'EACCES'), {});
    assert.equal(closed.typeOf(join(root, 'closed')), 'unreadable');
    const denied = createFileHost(failing('readBytes', join(root, 'a.ts'), 'EACCES'), {});
    assert.equal(denied.typeOf(join(root, 'a.ts')), 'unreadable');
  });
});

/** A disk on which one call fails for one path: permissions do not bind whoever runs the tests as root. */
function failing(call: 'readFolder' | 'readBytes', target: string, code: string): FileSystem {
  const fail = (path: string): void => {
    if (path === target) throw Object.assign(new Error('refused'), { code });
  };
  return {
    ...nodeFileSystem,
    readFolder: (path) => {
      if (call === 'readFolder') fail(path);
      return nodeFileSystem.readFolder(path);
    },
    readBytes: (path, limit) => {
      if (call === 'readBytes') fail(path);
      return nodeFileSystem.readBytes(path, limit);
    },
  };
}

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FolderListing } from '../../server/src/host/file-host';
import { createFileHost } from '../../server/src/host/file-host';
import { nodeFileSystem } from '../../server/src/host/file-system';
import { readGitConfig } from '../../server/src/host/git-config';
import type { GitEnvironment } from '../../server/src/host/git-state';
import { folderWith } from './temporary-folder';

const REPOSITORY = { '.git/HEAD': 'ref: refs/heads/main\n' };

function list(root: string, environment: GitEnvironment = {}): Promise<FolderListing> {
  return createFileHost(nodeFileSystem, { GIT_CONFIG_NOSYSTEM: '1', ...environment }).list(root);
}

describe('what git ignores from outside a folder', () => {
  it('is nothing without a work tree', async () => {
    const { git } = await list(folderWith({ 'a.ts': '' }));
    assert.deepEqual(git, { present: false, excludes: [], above: [] });
  });

  it('takes .git/info/exclude in, relative to the work tree', async () => {
    const root = folderWith({
      ...REPOSITORY,
      '.git/info/exclude': '/app/local.ts\n',
      'app/local.ts': '',
      'app/a.ts': '',
    });
    assert.deepEqual((await list(root)).documents, ['app/a.ts']);
    const below = await list(join(root, 'app'));
    assert.deepEqual(below.documents, ['a.ts']);
    assert.deepEqual(below.git, { present: true, excludes: [], above: [{ text: '/app/local.ts\n', prefix: 'app' }] });
  });

  it('takes ignore files above the folder in, up to the root of the work tree and no further', async () => {
    const outer = folderWith({
      '.gitignore': '*.ts\n',
      'repository/.git/HEAD': 'ref: refs/heads/main\n',
      'repository/.gitignore': 'a.ts\n/packages/api/b.ts\n',
      'repository/packages/.gitignore': '!api/a.ts\nc.ts\n',
      'repository/packages/api/a.ts': '',
      'repository/packages/api/b.ts': '',
      'repository/packages/api/c.ts': '',
      'repository/packages/api/d.ts': '',
    });
    const { documents, git } = await list(join(outer, 'repository/packages/api'));
    assert.deepEqual(documents, ['a.ts', 'd.ts']);
    assert.deepEqual(
      git.above.map(({ prefix }) => prefix),
      ['packages/api', 'api'],
    );
  });

  it('analyses a folder that is ignored itself once a user opens it', async () => {
    const root = folderWith({ ...REPOSITORY, '.gitignore': 'vendor/\n', 'vendor/app/a.ts': '' });
    assert.deepEqual((await list(root)).documents, ['.gitignore']);
    assert.deepEqual((await list(join(root, 'vendor/app'))).documents, ['a.ts']);
  });

  it('finds the shared directory of linked work trees and the own one of submodules', async () => {
    const base = folderWith({
      'main/.git/HEAD': 'ref: refs/heads/main\n',
      'main/.git/info/exclude': 'shared.ts\n',
      'main/.git/worktrees/topic/commondir': '../..\n',
      'main/.git/modules/lib/info/exclude': 'own.ts\n',
      'main/lib/.git': 'gitdir: ../.git/modules/lib\n',
      'main/lib/own.ts': '',
      'main/lib/shared.ts': '',
      'topic/shared.ts': '',
      'topic/a.ts': '',
    });
    const linked = folderWith({
      '.git': `gitdir: ${join(base, 'main/.git/worktrees/topic')}\n`,
      'shared.ts': '',
      'a.ts': '',
    });
    const listing = await list(linked);
    assert.equal(listing.git.present, true);
    assert.deepEqual(listing.documents, ['a.ts']);
    assert.deepEqual((await list(join(base, 'main/lib'))).documents, ['shared.ts']);
  });

  it("reads the user's excludes file from git's default place", async () => {
    const root = folderWith({ ...REPOSITORY, 'mine.ts': '', 'a.ts': '' });
    const home = folderWith({ '.config/git/ignore': 'mine.ts\n' });
    assert.deepEqual((await list(root, { HOME: home })).documents, ['a.ts']);
    const xdg = folderWith({ 'git/ignore': 'a.ts\n' });
    assert.deepEqual((await list(root, { HOME: home, XDG_CONFIG_HOME: xdg })).documents, ['mine.ts']);
  });

  it("reads the excludes file that git's configuration names: the repository's beats the user's", async () => {
    const home = folderWith({
      '.gitconfig': '[user]\n\tname = A\n[core]\n\texcludesFile = ~/mine # note\n[include]\n\tpath = more\n',
      more: '[core]\nexcludesfile = "~/other"\n',
      mine: 'a.ts\n',
      other: 'c.ts\n',
      'of-repository': 'b.ts\n',
    });
    const root = folderWith({ ...REPOSITORY, 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    assert.deepEqual((await list(root, { HOME: home })).documents, ['b.ts', 'c.ts']);
    const own = folderWith({
      ...REPOSITORY,
      '.git/config': `[core]\n\texcludesfile = ${join(home, 'of-repository')}\n`,
      'a.ts': '',
      'b.ts': '',
    });
    assert.deepEqual((await list(own, { HOME: home })).documents, ['a.ts']);
  });

  it('survives a configuration that includes itself or names a device', async () => {
    const home = folderWith({ '.gitconfig': '[include]\npath = .gitconfig\n[core]\nexcludesfile = /dev/zero\n' });
    assert.deepEqual((await list(folderWith({ ...REPOSITORY, 'a.ts': '' }), { HOME: home })).documents, ['a.ts']);
  });
});

describe('reading a git configuration', () => {
  it('takes the last value of the right section only', () => {
    const text =
      '[other]\nexcludesFile = /no\n[core "sub"]\nexcludesFile = /no\n[CORE] excludesFile = /a\n[core]\n  EXCLUDESFILE="/b ; c"\n';
    assert.deepEqual(readGitConfig(text), { excludesFile: '/b ; c', includes: [] });
    assert.deepEqual(readGitConfig(''), { excludesFile: undefined, includes: [] });
  });
});

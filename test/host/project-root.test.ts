import assert from 'node:assert/strict';
import { join } from 'node:path';
import { nodeFileHost } from '../../server/src/host/file-host';
import { findProjectRoot } from '../../server/src/host/project-root';
import { folderWith } from './temporary-folder';

async function rootOf(files: Readonly<Record<string, string>>, start: string, home = ''): Promise<string> {
  const base = folderWith(files);
  const root = await findProjectRoot(nodeFileHost, join(base, start), home === '' ? undefined : join(base, home));
  return root === base ? '.' : root.slice(base.length + 1);
}

describe('the project around a folder', () => {
  it('is the nearest package', async () => {
    assert.equal(await rootOf({ 'a/package.json': '{}', 'a/src/x.ts': '' }, 'a/src'), 'a');
  });

  it('is the workspace root that has the package as a member', async () => {
    const workspace = {
      'package.json': '{ "workspaces": ["./packages/*/"] }',
      'packages/api/package.json': '{}',
      'tools/x/package.json': '{}',
    };
    assert.equal(await rootOf({ ...workspace, 'packages/api/src/x.ts': '' }, 'packages/api/src'), '.');
    assert.equal(await rootOf(workspace, 'tools/x'), 'tools/x');
    const pnpm = {
      'pnpm-workspace.yaml': '# ours\npackages:\n  - "apps/**" # all\n\n  - tools\nother: 1\n',
      'apps/a/b/package.json': '{}',
    };
    assert.equal(await rootOf(pnpm, 'apps/a/b'), '.');
  });

  it('is the workspace root of Lerna and of Rush', async () => {
    const lerna = { 'lerna.json': '{ "packages": ["libs/*"] }', 'libs/a/package.json': '{}', 'b/package.json': '{}' };
    assert.equal(await rootOf(lerna, 'libs/a'), '.');
    assert.equal(await rootOf(lerna, 'b'), 'b');
    const rush = {
      'rush.json': '{ /* ours */ "projects": [{ "packageName": "a", "projectFolder": "pods/a" }] }',
      'pods/a/package.json': '{}',
      'pods/b/package.json': '{}',
    };
    assert.equal(await rootOf(rush, 'pods/a'), '.');
    assert.equal(await rootOf(rush, 'pods/b'), 'pods/b');
  });

  it('is the workspace root for a package inside of a member', async () => {
    const files = {
      'package.json': '{ "workspaces": ["apps/*"] }',
      'apps/server/package.json': '{}',
      'apps/server/src/package.json': '{}',
    };
    assert.equal(await rootOf({ ...files, 'apps/server/src/x.ts': '' }, 'apps/server/src'), '.');
  });

  it('is the topmost folder with a configuration', async () => {
    const files = { 'twelve-factor.config.jsonc': '{}', 'a/package.json': '{ "twelveFactor": {} }' };
    assert.equal(await rootOf(files, 'a'), '.');
  });

  it('never lies above the work tree', async () => {
    const files = {
      'package.json': '{ "workspaces": ["*"], "twelveFactor": {} }',
      'a/.git/HEAD': 'ref: x',
      'a/package.json': '{}',
    };
    assert.equal(await rootOf(files, 'a'), 'a');
    assert.equal(await rootOf({ 'a/.git/HEAD': 'ref: x', 'a/docs/x.md': '' }, 'a/docs'), 'a');
  });

  it("is not the user's home folder", async () => {
    const files = { 'home/package.json': '{}', 'home/project/x.ts': '' };
    assert.equal(await rootOf(files, 'home/project', 'home'), 'home/project');
    assert.equal(await rootOf(files, 'home', 'home'), 'home');
  });

  it('is the folder itself where nothing tells', async () => {
    assert.equal(await rootOf({ 'a/x.ts': '' }, 'a'), 'a');
  });
});

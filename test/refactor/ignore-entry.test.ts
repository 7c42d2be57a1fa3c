import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDockerIgnore } from '../../server/src/core/documents/ignore-file/match';
import { applyEdits } from '../../server/src/core/text/edits';
import { dockerIgnoreChange, gitIgnoreChange, gitIgnoreFilesAbove } from '../../server/src/refactor/ignore-entry';
import type { Files } from '../support/analyze';
import { gitIgnoreOf } from './fix-context';

function withChange(files: Files, change: ReturnType<typeof gitIgnoreChange>): Files {
  if (change === undefined) return files;
  const text =
    change.create?.text ?? applyEdits(files[change.path] ?? '', change.edit === undefined ? [] : [change.edit]);
  return { ...files, [change.path]: text };
}

describe('ignore lines', () => {
  it('asks for every ignore file above a path', () =>
    assert.deepEqual(gitIgnoreFilesAbove('packages/api/.env'), [
      '.gitignore',
      'packages/.gitignore',
      'packages/api/.gitignore',
    ]));

  it('go into the nearest file', () => {
    const files: Files = { '.gitignore': 'dist\n', 'packages/api/.gitignore': 'tmp\n' };
    assert.equal(gitIgnoreChange('packages/api/.env', (path) => files[path])?.path, 'packages/api/.gitignore');
    assert.equal(gitIgnoreChange('packages/web/.env', (path) => files[path])?.path, '.gitignore');
  });

  it('make a file beside the path where there is none', () =>
    assert.deepEqual(gitIgnoreChange('app/.env', () => undefined)?.create, { path: 'app/.gitignore', text: '.env\n' }));

  it('keep what is there, and ignore what was asked', () => {
    const line = fc.constantFrom(
      'dist',
      '.env*',
      '!.env',
      '!.env.*',
      '*',
      '!*.md',
      '# note',
      '',
      '/.env',
      'packages/',
      '.e?v',
    );
    const text = fc.option(
      fc
        .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
        .map(([lines, eol, open]) => lines.join(eol) + (open ? '' : eol)),
      { nil: undefined },
    );
    fc.assert(
      fc.property(text, text, (root, own) => {
        const files: Files = {
          ...(root !== undefined && { '.gitignore': root }),
          ...(own !== undefined && { 'packages/api/.gitignore': own }),
        };
        const change = gitIgnoreChange('packages/api/.env', (path) => files[path]);
        assert.ok(change !== undefined);
        const after = withChange(files, change);
        assert.ok(gitIgnoreOf(after)('packages/api/.env'));
        for (const [path, before] of Object.entries(files)) assert.ok(after[path]?.startsWith(before));
      }),
    );
  });

  it('keep files out of an image, exceptions after them', () => {
    const change = dockerIgnoreChange('.dockerignore', ['.env*', '!.env.example'], ['.env'], () => 'node_modules');
    const text = applyEdits('node_modules', change?.edit === undefined ? [] : [change.edit]);
    assert.equal(text, 'node_modules\n.env*\n!.env.example\n');
    assert.ok(createDockerIgnore(text)('.env') && !createDockerIgnore(text)('.env.example'));
  });

  it('refuse lines that would not do', () =>
    assert.equal(
      dockerIgnoreChange('.dockerignore', ['.env'], ['packages/api/.env'], () => undefined),
      undefined,
    ));
});

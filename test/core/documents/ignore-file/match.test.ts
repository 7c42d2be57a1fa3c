import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  createDockerIgnore,
  createDockerIgnoreVerdict,
  createGitIgnoreVerdict,
  isGitIgnored,
} from '../../../../server/src/core/documents/ignore-file/match';
import { textOf } from '../../../../server/src/core/text/span';

describe('createDockerIgnore', () => {
  const cases: readonly [name: string, text: string, ignored: readonly string[], kept: readonly string[]][] = [
    [
      'a name counts at the root of the context only',
      'node_modules\n.env',
      ['node_modules', 'node_modules/a/b.js', '.env'],
      ['packages/a/node_modules', 'packages/a/node_modules/x', 'apps/.env', '.env.local', 'node_modules2'],
    ],
    [
      '** reaches any depth',
      '**/node_modules\n**/*.log\n**/.env*',
      ['node_modules/x', 'a/b/node_modules/c', 'a.log', 'x/y.log', '.env', 'a/.env.local'],
      ['my_node_modules', 'log'],
    ],
    ['a leading slash and dots make no difference', '/a\n./b\n/c/./d/', ['a', 'b/x', 'c/d/e'], ['x/a', 'c/e']],
    [
      'stars stop at slashes',
      '*.md\n*/temp*\nlib/?.js',
      ['a.md', 'x/temp1', 'lib/a.js'],
      ['x/a.md', 'a/b/temp', 'lib/ab.js'],
    ],
    [
      'an allow-list takes files back in below an excluded folder',
      '*\n!src\n!package*.json\n!deep/er/x',
      ['node_modules', '.env', 'deep/er/y', 'deep'],
      ['src', 'src/a.ts', 'package.json', 'package-lock.json', 'deep/er/x'],
    ],
    [
      'so does one with **',
      '**\n!src/**\nsrc/**/*.test.ts',
      ['a', 'b/c', 'src/x/a.test.ts', 'src/a.test.ts'],
      ['src/a.ts'],
    ],
    ['the last fitting line wins', 'docs\n!docs/README.md\ndocs/R*', ['docs/a', 'docs/README.md'], []],
    ['order matters', '!keep.md\n*.md', ['keep.md'], ['a.txt']],
    [
      'comments, blanks, byte order mark and CRLF',
      '\ufeff# x\r\n\r\n  a  \r\n#b\r\n! a/c \r\n',
      ['a', 'a/b'],
      ['b', 'a/c', '#b'],
    ],
    ['the root itself is never excluded', '.\n/\n./', [], ['a', 'a/b', '.']],
    ['a pattern that leaves the context fits nothing', '../a\n..', [], ['a']],
    ['sets and escapes', '[a-c].txt\n[^x]y\n\\*\nz\\[', ['a.txt', 'by', '*', 'z['], ['d.txt', 'xy', 'q']],
    ['a pattern that Docker refuses says nothing', '[\n[]\na\\', [], ['[', 'a', 'a\\']],
    ['a trailing ** fits what is below', 'a/**', ['a/b', 'a/b/c'], ['a', 'ab']],
    ['a leading ** without slash fits ends', '**foo\n**bar*', ['foo', 'a/xfoo', 'bar1', 'a/bar2'], ['foo1', 'xbar']],
    ['** in the middle', 'a/**/z', ['a/z', 'a/b/z', 'a/b/c/z/y'], ['z', 'az', 'a/bz']],
    ['regular expression signs are plain', 'a.b\n(x)+$|{}', ['a.b', '(x)+$|{}'], ['axb', 'x']],
    ['nothing', '', [], ['a', '']],
  ];
  for (const [name, text, ignored, kept] of cases) {
    it(name, () => {
      const isIgnored = createDockerIgnore(text);
      for (const path of ignored) assert.equal(isIgnored(path), true, path);
      for (const path of kept) assert.equal(isIgnored(path), false, path);
    });
  }

  it('names the line that decides', () => {
    const text = '*\n!package-lock.json\n*lock*\n';
    const { line } = createDockerIgnoreVerdict(text)('package-lock.json');
    assert.equal(textOf(text, line?.lineSpan ?? { start: 0, end: 0 }), '*lock*');
    assert.equal(createDockerIgnoreVerdict(text)('a').line?.pattern, '*');
    assert.equal(createDockerIgnoreVerdict('!a')('a').line, undefined);
  });

  it('never throws and does not blow up', () => {
    const piece = fc.constantFrom(
      '*',
      '**',
      '/',
      'a',
      '[',
      ']',
      '^',
      '-',
      '\\',
      '!',
      '.',
      '..',
      '\n',
      '\r\n',
      '?',
      '#',
      ' ',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(piece), (pattern, path) => {
        createDockerIgnore(pattern.join(''))(path.join(''));
        isGitIgnored(path.join(''), [{ directory: '', text: pattern.join('') }]);
      }),
      { numRuns: 2000 },
    );
    createDockerIgnore('**/a'.repeat(100))('a/'.repeat(500));
    createDockerIgnore('*a'.repeat(200))('a'.repeat(2000));
  });
});

describe('isGitIgnored', () => {
  const root = (text: string) => [{ directory: '', text }];

  it('reads one file', () => {
    const isIgnored = (path: string): boolean =>
      isGitIgnored(path, root('\ufeffnode_modules\n/dist\n*.log\n!keep.log\nbuild/\n.env*\r\n!.env.example\r\n'));
    for (const path of ['node_modules/a', 'x/node_modules/a', 'dist', 'a/b.log', 'build/x', '.env.local', 'a/.env']) {
      assert.equal(isIgnored(path), true, path);
    }
    for (const path of ['a/dist', 'keep.log', 'build', '.env.example', 'a', '', '../x']) {
      assert.equal(isIgnored(path), false, path);
    }
    assert.equal(isIgnored('build/'), true);
    assert.equal(isGitIgnored('A', root('a')), false);
  });

  it('takes nothing back in below an ignored folder', () => {
    assert.equal(isGitIgnored('a/b', root('a\n!a/b')), true);
    assert.equal(isGitIgnored('a/b', root('a/*\n!a/b')), false);
  });

  it('composes nested files, the deepest first', () => {
    const files = [
      { directory: '', text: '*.env\nbuild/\n' },
      { directory: 'packages/api', text: '!dev.env\nlocal\n' },
      { directory: 'packages', text: '!build/\n' },
    ];
    const sorted = [files[0], files[2], files[1]].filter((file) => file !== undefined);
    assert.equal(isGitIgnored('packages/api/dev.env', sorted), false);
    assert.equal(isGitIgnored('packages/api/prod.env', sorted), true);
    assert.equal(isGitIgnored('dev.env', sorted), true);
    assert.equal(isGitIgnored('local', sorted), false);
    assert.equal(isGitIgnored('packages/api/x/local', sorted), true);
    assert.equal(isGitIgnored('build/x', sorted), true);
    assert.equal(isGitIgnored('packages/build/x', sorted), false);
    assert.equal(isGitIgnored('packages/apiary/local', sorted), false);
  });

  it('reads files above the root', () => {
    const files = [
      { directory: '', text: '/packages/api/local\n*.env\n', prefix: 'packages/api' },
      { directory: '', text: '!dev.env\nout/', prefix: 'api' },
      { directory: '', text: '!out/' },
    ];
    assert.equal(isGitIgnored('local', files), true);
    assert.equal(isGitIgnored('x/local', files), false);
    assert.equal(isGitIgnored('dev.env', files), false);
    assert.equal(isGitIgnored('prod.env', files), true);
    assert.equal(isGitIgnored('out/x', files), false);
    assert.equal(isGitIgnored('a', [{ directory: '', text: 'packages/', prefix: 'packages/api' }]), true);
  });

  it('names the line that decides', () => {
    const text = '# locks\n*.lock\n!yarn.lock\npackage-lock.json\n';
    const verdict = createGitIgnoreVerdict([{ directory: '', text: '' }, ...root(text)]);
    const lineOf = (path: string): string | undefined => {
      const { line } = verdict(path);
      return line && textOf(text, line.lineSpan);
    };
    assert.equal(lineOf('package-lock.json'), 'package-lock.json');
    assert.equal(lineOf('a/b.lock'), '*.lock');
    assert.equal(lineOf('yarn.lock'), '!yarn.lock');
    assert.deepEqual(verdict('x'), { ignored: false });
    assert.equal(verdict('package-lock.json').file, 1);
  });
});

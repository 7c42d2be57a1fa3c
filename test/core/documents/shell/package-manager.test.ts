import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packageManagerCommand } from '../../../../server/src/core/documents/shell/package-manager';
import { splitShell } from '../../../../server/src/core/documents/shell/split';

function read(text: string) {
  const [command] = splitShell(text);
  return command && packageManagerCommand(command);
}

/** Command, manager, action, then script or packages, then flags. */
const CASES: [string, string, string, string?, string?][] = [
  ['npm ci', 'npm', 'frozen-install'],
  ['npm ci --omit=dev --ignore-scripts', 'npm', 'frozen-install', '', '--omit=dev --ignore-scripts'],
  ['npm clean-install', 'npm', 'frozen-install'],
  ['npm i', 'npm', 'install'],
  ['npm install', 'npm', 'install'],
  ['npm install --production', 'npm', 'install', '', '--production'],
  ['npm install --prefix client', 'npm', 'install', '', '--prefix=client'],
  ['npm --prefix client install', 'npm', 'install', '', '--prefix=client'],
  ['npm install --omit dev', 'npm', 'install', '', '--omit=dev'],
  ['npm i -g pnpm@9', 'npm', 'add', 'pnpm@9', '--global'],
  ['npm install -D x y', 'npm', 'add', 'x y', '--save-dev'],
  ['npm --prefix api run build', 'npm', 'run', 'build', '--prefix=api'],
  ['npm run build --prefix api', 'npm', 'run', 'build', '--prefix=api'],
  ['npm run build --if-present', 'npm', 'run', 'build', '--if-present'],
  ['npm run-script build', 'npm', 'run', 'build'],
  ['npm run x -- args', 'npm', 'run', 'x'],
  ['npm start', 'npm', 'start', 'start'],
  ['npm -s start', 'npm', 'start', 'start', '--silent'],
  ['npm test', 'npm', 'run', 'test'],
  ['npm t', 'npm', 'run', 'test'],
  ['npm run', 'npm', 'run'],
  ['npm cache clean --force', 'npm', 'other', '', '--force'],
  ['npm prune --production', 'npm', 'other', '', '--production'],
  ['npm run build -w api', 'npm', 'run', 'build', '--workspace=api'],
  ['yarn', 'yarn', 'install'],
  ['yarn --frozen-lockfile', 'yarn', 'frozen-install', '', '--frozen-lockfile'],
  ['yarn install', 'yarn', 'install'],
  ['yarn install --immutable', 'yarn', 'frozen-install', '', '--immutable'],
  [
    'yarn install --frozen-lockfile --production=true',
    'yarn',
    'frozen-install',
    '',
    '--frozen-lockfile --production=true',
  ],
  ['yarn start', 'yarn', 'start', 'start'],
  ['yarn build --watch', 'yarn', 'run', 'build'],
  ['yarn run build', 'yarn', 'run', 'build'],
  ['yarn --cwd api build', 'yarn', 'run', 'build', '--cwd=api'],
  ['yarn workspace api build', 'yarn', 'run', 'build'],
  ['yarn workspace api add x', 'yarn', 'add', 'x'],
  ['yarn add -D x', 'yarn', 'add', 'x', '--dev'],
  ['yarn global add x', 'yarn', 'add', 'x'],
  ['yarn cache clean', 'yarn', 'other'],
  ['yarn workspaces focus --production', 'yarn', 'other', '', '--production'],
  ['corepack yarn install', 'yarn', 'install'],
  ['pnpm i --frozen-lockfile', 'pnpm', 'frozen-install', '', '--frozen-lockfile'],
  ['pnpm install --no-frozen-lockfile', 'pnpm', 'install', '', '--no-frozen-lockfile'],
  ['pnpm install --frozen-lockfile=false', 'pnpm', 'install', '', '--frozen-lockfile=false'],
  ['pnpm -r --filter x run y', 'pnpm', 'run', 'y', '--recursive --filter=x'],
  ['pnpm --filter ./api... build', 'pnpm', 'run', 'build', '--filter=./api...'],
  ['pnpm -C api start', 'pnpm', 'start', 'start', '--dir=api'],
  ['pnpm add x', 'pnpm', 'add', 'x'],
  ['pnpm add -g x', 'pnpm', 'add', 'x', '--global'],
  ['pnpm deploy --prod out', 'pnpm', 'other', '', '--prod'],
  ['pnpm fetch', 'pnpm', 'other'],
  ['bun install', 'bun', 'install'],
  ['bun install --frozen-lockfile', 'bun', 'frozen-install', '', '--frozen-lockfile'],
  ['bun ci', 'bun', 'frozen-install'],
  ['bun i -p', 'bun', 'install', '', '--production'],
  ['bun run build', 'bun', 'run', 'build'],
  ['bun start', 'bun', 'start', 'start'],
  ['bun dev', 'bun', 'run', 'dev'],
  ['bun add x', 'bun', 'add', 'x'],
];

describe('packageManagerCommand', () => {
  for (const [text, manager, action, subject = '', flags = ''] of CASES) {
    it(text, () => {
      const found = read(text);
      assert.ok(found);
      assert.equal(found.manager, manager);
      assert.equal(found.action, action);
      const isScript = action === 'run' || action === 'start';
      assert.equal(isScript ? (found.script ?? '') : found.packages.map((word) => word.text).join(' '), subject);
      const shown = [...found.flags].map(([name, value]) => (value === true ? name : `${name}=${value}`)).join(' ');
      assert.equal(shown, flags);
      assert.deepEqual(found.unknown, []);
    });
  }

  it('is none of another program, nor of a file that bun runs', () => {
    for (const text of [
      'node npm',
      'npx tsc',
      'bun index.ts',
      'bun run src/index.ts',
      'bun --watch src/index.ts',
      '$PM install',
      'npm exec -- tsc',
    ]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it('tells global installs, directories and arguments', () => {
    assert.equal(read('npm i --location=global x')?.global, true);
    assert.equal(read('yarn global add x')?.global, true);
    assert.equal(read('npm i x')?.global, false);
    assert.equal(read('npm --prefix a/b ci')?.directory, 'a/b');
    assert.equal(read('pnpm --dir a ci')?.directory, 'a');
    const args = (text: string) => read(text)?.arguments.map((word) => word.text);
    assert.deepEqual(args('npm run x -- --a b'), ['--a', 'b']);
    assert.deepEqual(args('npm run x y'), ['y']);
    assert.deepEqual(args('yarn x --a'), ['--a']);
    assert.deepEqual(args('yarn run x --a'), ['--a']);
    assert.deepEqual(args('pnpm run x --a'), ['--a']);
    assert.deepEqual(args('npm start -- --port 3'), ['--port', '3']);
    assert.deepEqual(args('yarn start -p 3'), ['-p', '3']);
    assert.deepEqual(args('pnpm test --watch'), ['--watch']);
    assert.deepEqual(args('npm ci'), []);
  });

  it('hands back what it does not know', () => {
    const unknown = (text: string) => read(text)?.unknown.map((word) => word.text);
    assert.deepEqual(unknown('npm install --brand-new-flag'), ['--brand-new-flag']);
    assert.deepEqual(unknown('npm install $FLAGS'), ['$FLAGS']);
    assert.deepEqual(unknown('npm $COMMAND'), ['$COMMAND']);
    assert.equal(read('npm run $SCRIPT')?.script, undefined);
    assert.deepEqual(unknown('npm run x --brand-new-flag'), ['--brand-new-flag']);
    assert.deepEqual(unknown('yarn x --brand-new-flag'), []);
  });

  it('never throws', () => {
    const word = fc.constantFrom(
      'npm',
      'yarn',
      'pnpm',
      'bun',
      'run',
      'install',
      '-g',
      '--prefix',
      '--',
      '$X',
      'workspace',
      'global',
      'add',
      '',
      '-',
      '--=',
      '__proto__',
      'constructor',
      '-Dx',
      'a/b',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => void read(words.join(' '))),
      { numRuns: 3000 },
    );
  });
});

import assert from 'node:assert/strict';
import { parseManifest } from '../../server/src/core/documents/manifest/parse';
import { splitShell } from '../../server/src/core/documents/shell/split';
import { managedProgram } from '../../server/src/refactor/managed-program';
import { productionCommand } from '../../server/src/refactor/production-command';
import { scriptProgram } from '../../server/src/refactor/script-program';

function production(command: string, manifest: object = {}): string | undefined {
  const [first] = splitShell(command);
  assert.ok(first !== undefined);
  return productionCommand(first, parseManifest(JSON.stringify(manifest)))?.words.join(' ');
}

describe('the production command', () => {
  const commands: [string, string | undefined][] = [
    ['nodemon server.js', 'node server.js'],
    ['nodemon -L --ext js,json --delay=2 bin/www --verbose', 'node bin/www --verbose'],
    ['nodemon -r dotenv/config server.js', 'node -r dotenv/config server.js'],
    ['nodemon --exec "ts-node" src/server.ts', undefined],
    ['nodemon -r ts-node/register src/server.js', undefined],
    ['nodemon .', undefined],
    ['nodemon', undefined],
    ['nodemon server.coffee', undefined],
    ['node --watch-path=src --watch --env-file=.env server.js --watch', 'node --env-file=.env server.js --watch'],
    ['node --inspect=0.0.0.0:9229 server.js', 'node server.js'],
    ['node --watch src/server.ts', 'node src/server.ts'],
    ['node --watch --import tsx src/server.ts', undefined],
    ['bun --hot run src/index.ts', 'bun run src/index.ts'],
    ['tsx watch --clear-screen=false src/server.ts', undefined],
    ['next dev -p 4000 -H 0.0.0.0 --turbo', 'next start -p 4000 -H 0.0.0.0'],
    ['next dev --unknown', undefined],
    ['nuxt dev --port 4000', undefined],
    ['nuxt dev', 'node .output/server/index.mjs'],
    ['nest start --watch', 'node dist/main'],
    ['nest start api --watch', undefined],
    ['vite preview', undefined],
    ['nodemon $FILE', undefined],
  ];
  for (const [command, expected] of commands) {
    it(command, () => assert.equal(production(command), expected));
  }

  it('finds the compiled file in main and in scripts for production', () => {
    assert.equal(production('tsx src/server.ts', { main: './dist/server.js' }), 'node dist/server.js');
    assert.equal(production('tsx src/server.ts', { main: 'dist/index.js' }), undefined);
    assert.equal(production('tsx src/server.ts', { main: 'src/server.js' }), undefined);
    const scripts = { 'start:prod': 'node --enable-source-maps dist/src/server.js' };
    assert.equal(
      production('ts-node-dev --respawn src/server.ts --queue mail', { scripts }),
      'node dist/src/server.js --queue mail',
    );
    assert.equal(
      production('nest start -w', { scripts: { 'start:prod': 'node dist/src/main' } }),
      'node dist/src/main',
    );
  });
});

describe('the program of a script', () => {
  it('comes with the variables that the script sets', () => {
    const program = scriptProgram('cross-env NODE_ENV=production PORT=3000 node dist/server.js --x');
    assert.deepEqual(program?.words, ['node', 'dist/server.js', '--x']);
    assert.deepEqual(program?.variables, [
      { name: 'NODE_ENV', value: 'production' },
      { name: 'PORT', value: '3000' },
    ]);
  });

  for (const script of [
    'node a.js && node b.js',
    'next start',
    'API_TOKEN=abcdefgh node a.js',
    `DB=postgres://app:${'pass'}@db/app node a.js`,
    'HOME=$PWD node a.js',
    'node a.js > out.txt',
    'dotenv -e .env node a.js',
  ]) {
    it(`is none for ${script}`, () => assert.equal(scriptProgram(script), undefined));
  }
});

describe('the program of a process manager', () => {
  const commands: [string, string | undefined][] = [
    ['pm2-runtime dist/main.js', 'node dist/main.js'],
    ['pm2 start app.js --no-daemon --name web -i max -- --port 3', 'node app.js --port 3'],
    [
      'pm2-runtime app.js --node-args="--enable-source-maps --trace-warnings"',
      'node --enable-source-maps --trace-warnings app.js',
    ],
    ['forever -a -l x.log app.js --port 3', 'node app.js --port 3'],
    ['pm2-runtime ecosystem.config.js', undefined],
    ['pm2-runtime a.js b.js', undefined],
    ['pm2-runtime npm -- start', undefined],
    ['pm2-runtime app.js --interpreter bun', undefined],
    ['pm2-runtime app.js --unknown', undefined],
  ];
  for (const [command, expected] of commands) {
    it(command, () => {
      const [first] = splitShell(command);
      assert.ok(first !== undefined);
      assert.equal(managedProgram(first)?.join(' '), expected);
    });
  }
});

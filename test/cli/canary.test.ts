import assert from 'node:assert/strict';
import { filesIn, folderWith } from '../host/temporary-folder';
import { type CliOptions, runCli } from './run-cli';

/** Random, and unlike any stand-in, so that every rule about secrets may take it for one. */
const CANARY = ['q7Vz', '2mXw', '9Rk', '4tLp', '8sNd'].join('');
const TOKEN = `ghp_${['aB3dE', '6gH9j', 'K2mN5', 'pQ8sT', '1vW4y', 'Z7bC0', 'eF3hI6'].join('')}`;

const APP: Readonly<Record<string, string>> = {
  'package.json':
    '{ "name": "shop", "scripts": { "start": "node src/server.js" }, "dependencies": { "express": "^5.0.0", "winston": "^3.0.0", "pg": "^8.0.0" } }\n',
  'src/server.js': [
    "import express from 'express';",
    "import winston from 'winston';",
    "import { Pool } from 'pg';",
    `const password = '${CANARY}'; // formerly ${CANARY}x`,
    `const pool = new Pool({ connectionString: 'postgres://shop:${CANARY}@db.internal.example.net:5432/shop', password: "${CANARY}" });`,
    `const secret = process.env.SESSION_SECRET || \`${CANARY}\`;`,
    `const multi = \``,
    `  Authorization: Bearer ${CANARY}`,
    '`;',
    `winston.createLogger({ transports: [new winston.transports.File({ filename: 'app.log', token: '${CANARY}' })] });`,
    `console.shout(process.env.API_KEY ?? '${TOKEN}');`,
    `// twelve-factor-disable-next-line config/no-hardcoded-credentials -- apiKey ${CANARY}`,
    `const apiKey = '${TOKEN}'; console.shout(apiKey);`,
    `// twelve-factor-disable-next-line config/no-secret-fallback -- password=${CANARY}`,
    `express().listen(3000, () => console.shout('up', { password: '${CANARY}' }));`,
    '',
  ].join('\n'),
  '.env': `# ${CANARY}\nexport DB_PASSWORD=${CANARY}\nDB_PASSWORD="${CANARY}"\nBROKEN ${CANARY}\nKEY='-----BEGIN ${CANARY}\n${CANARY}\n'\n9BAD=${CANARY}\n`,
  '.env.production': `PASSWORD=${CANARY}\r\nTOKEN=${TOKEN}\r\n`,
  Dockerfile: [
    'FROM node:latest',
    `ARG NPM_TOKEN=${TOKEN}`,
    `ENV DB_PASSWORD=${CANARY} \\`,
    `    API_KEY="${CANARY}"`,
    `ENV PASSWORD ${CANARY}`,
    `RUN npm config set //registry.example.net/:_authToken ${TOKEN} && npm install`,
    `RUN curl -u admin:${CANARY} https://example.net | npm install`,
    'COPY . .',
    `CMD npm start --password ${CANARY}`,
    '',
  ].join('\n'),
  'compose.yml': [
    'services:',
    '  api:',
    '    build: .',
    '    environment:',
    `      PASSWORD: ${CANARY}`,
    `      - DB_PASSWORD=${CANARY}`,
    `      DATABASE_URL: postgres://shop:${CANARY}@db/shop`,
    `    command: sh -c "npm install && API_KEY=${CANARY} npm start"`,
    '    image: shop:latest',
    '',
  ].join('\n'),
  Procfile: `web: PASSWORD=${CANARY} npm run dev\n`,
  '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    env: { TOKEN: ${CANARY} }\n    steps:\n      - run: npm install # ${CANARY}\n`,
  'entrypoint.sh': `export PASSWORD=${CANARY}\nnpx prisma migrate deploy && npm start\n`,
};

function assertHidden(text: string, where: string): void {
  for (const secret of [CANARY, TOKEN]) {
    for (let length = secret.length; length >= 8; length -= 4) {
      assert.ok(!text.includes(secret.slice(0, length)), `${where} shows a secret:\n${text}`);
      assert.ok(!text.includes(secret.slice(-length)), `${where} shows the end of a secret:\n${text}`);
    }
  }
}

describe('a secret planted everywhere', () => {
  const runs: [name: string, args: string[], options: Partial<CliOptions>][] = [
    ['pretty', [], {}],
    ['pretty in a terminal', [], { isTerminal: true }],
    ['pretty with suppressed findings', ['--show-suppressed'], {}],
    ['json', ['-f', 'json', '--show-suppressed'], {}],
    ['sarif', ['-f', 'sarif', '--show-suppressed'], {}],
    [
      'one rule only, so that no rule has found the secret',
      ['--rule', 'port-binding/no-hardcoded-port,logs/no-file-log-transport'],
      {},
    ],
    ['a single file', ['src/server.js'], {}],
    ['debug and timing output', [], { env: { TWELVE_FACTOR_DEBUG: '1', TWELVE_FACTOR_TIMING: '1' } }],
    ['fixing', ['--fix'], {}],
    ['with a baseline', ['--baseline', 'b.json', '--update-baseline', '--show-suppressed'], {}],
  ];
  for (const registry of ['real', 'test'] as const) {
    for (const [name, args, options] of runs) {
      if (registry === 'test' && args.includes('--rule')) continue;
      it(`is in no output: ${name}, with ${registry} rules`, async () => {
        const cwd = folderWith(APP);
        const { stdout, stderr } = await runCli(['check', ...args], {
          cwd,
          ...options,
          ...(registry === 'real' && { registry }),
        });
        assert.ok(stdout.length > 100, stderr);
        assertHidden(stdout, 'stdout');
        assertHidden(stderr, 'stderr');
      });
    }
  }

  it('is in no report file', async () => {
    const cwd = folderWith(APP);
    await runCli(['check', '-f', 'json=a.json', '-f', 'sarif=b.sarif', '-f', 'pretty=c.txt'], {
      cwd,
      registry: 'real',
    });
    const files = filesIn(cwd);
    for (const name of ['a.json', 'b.sarif', 'c.txt']) assertHidden(files[name] ?? '', name);
  });

  it('is in no baseline, not even as the fingerprint of a shorter or longer secret', async () => {
    const baselineOf = async (secret: string): Promise<string> => {
      const files = Object.entries(APP).map(([name, text]) => [name, text.replaceAll(CANARY, secret)] as const);
      const cwd = folderWith(Object.fromEntries(files));
      const { code } = await runCli(['check', '--baseline', 'b.json', '--update-baseline'], { cwd, registry: 'real' });
      assert.equal(code, 0);
      return filesIn(cwd)['b.json'] ?? '';
    };
    const text = await baselineOf(CANARY);
    assert.ok(text.split('\n').length > 10, text);
    assertHidden(text, 'the baseline');
    assert.equal(await baselineOf(`${CANARY}4kZ`), text);
  });

  it('is not in the line that a broken configuration gives', async () => {
    const cwd = folderWith({ 'package.json': '{}', 'twelve-factor.config.jsonc': `{ "preset": "${CANARY}" ` });
    assertHidden((await runCli(['check'], { cwd })).stderr, 'stderr');
    const other = folderWith({ 'package.json': '{}', 'twelve-factor.config.jsonc': `{ "preset": "${CANARY}" }` });
    assertHidden((await runCli(['check'], { cwd: other })).stderr, 'stderr');
  });
});

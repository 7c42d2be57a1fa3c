import assert from 'node:assert/strict';
import { companionsOf } from '../../server/src/core/engine/fixes';
import { fakeSecret } from '../../server/src/core/knowledge/fake-secrets';
import { rules } from '../../server/src/rules';
import { analyze, type Files, findingsOf, fixIn } from '../support/analyze';

/** Each looks random, so that rules take it for a secret, and occurs nowhere else. */
const canary = (number: number): string => ['zQ4v', String(number).padStart(2, '0'), 'Kx7mPw9Tn'].join('');
const CANARIES = Array.from({ length: 24 }, (_, index) => canary(index));
const TOKENS = ['github-token', 'aws-access-key-id', 'stripe-key', 'slack-token', 'jwt'].map(fakeSecret);
const SECRETS = [...CANARIES, ...TOKENS];

const FILES: Files = {
  'package.json': `{ "name": "orders", "private": true, "scripts": { "start": "DB_PASSWORD=${canary(0)} node src/server.js" },
  "dependencies": { "express": "^5.0.0", "pg": "^8.0.0", "express-session": "^1.18.0" } }
`,
  'src/server.ts': `import express from 'express';
import session from 'express-session';
import { Pool } from 'pg';
import Redis from 'ioredis';

const password = '${canary(1)}';
const apiKey: string = "${canary(2)}";
const jwtSecret = process.env.JWT_SECRET ?? '${canary(3)}';
const { SESSION_SECRET = '${canary(4)}' } = process.env;
export const config = { database: { password: '${canary(5)}', token: '${TOKENS[0]}' }, stripe: '${TOKENS[2]}' };
const slack = \`${TOKENS[3]}\`;
const pool = new Pool({ connectionString: 'postgres://orders:${canary(6)}@db.prod.internal:5432/orders' });
const other = new Pool({ host: 'db.prod.internal', user: 'orders', password: '${canary(7)}' });
const cache = new Redis('redis://:${canary(8)}@cache.prod.internal:6379');
const app = express();
app.use(session({ secret: '${canary(9)}' }));
app.get('/', (request, response) => response.set('Authorization', 'Bearer ${TOKENS[4]}').send(password + apiKey));
app.listen(3000);
`,
  '.env': `# ${canary(10)}
DB_PASSWORD=${canary(11)}
export API_KEY="${canary(12)}"
DB_PASSWORD='${canary(13)}'
PLAIN_SETTING=${canary(14)}
not a line ${canary(15)}
AWS_ACCESS_KEY_ID=${TOKENS[1]}
`,
  '.env.production': `DATABASE_URL=postgres://orders:${canary(16)}@db.prod.internal/orders\n`,
  '.env.example': `DB_PASSWORD=${canary(17)}\n`,
  Dockerfile: `FROM node:20
ARG NPM_TOKEN=${canary(18)}
ENV DB_PASSWORD=${canary(19)} API_KEY="${canary(20)}"
COPY . .
RUN curl -H "Authorization: Bearer ${TOKENS[0]}" https://registry.prod.internal && npm install
CMD DB_PASSWORD=${canary(21)} npm start
`,
  'compose.yml': `services:
  web:
    build: .
    environment:
      DB_PASSWORD: ${canary(22)}
      DATABASE_URL: postgres://orders:${canary(23)}@db.prod.internal/orders
`,
  Procfile: `web: API_KEY=${TOKENS[2]} node src/server.js\n`,
  'entrypoint.sh': `export API_KEY=${TOKENS[2]}\nexec node src/server.js\n`,
};

describe('invariant 9: no secret leaves the analysis', () => {
  const configuration = { preset: 'strict' } as const;
  const folder = analyze(FILES, { rules, configuration });
  const findings = findingsOf(folder);

  it('though there are findings about secrets', () => {
    assert.ok(findings.filter(({ secret }) => secret).length > 0);
  });

  it('not in findings, suppressed ones, evidence or compliance', () => {
    assertSilent('file reports', folder.fileReports);
    assertSilent('app reports', folder.appReports());
  });

  it('not in what is kept of env files', () => {
    for (const file of folder.files) {
      const result = folder.resultOf(file);
      if (result?.facts.kind === 'dotenv') assertSilent(file, { ...result, collected: [...result.collected] });
    }
  });

  it('not in what rules keep of a document for their cross-file halves', () => {
    for (const file of folder.files) assertSilent(file, [...(folder.resultOf(file)?.collected ?? [])]);
  });

  it('not in the titles and questions of fixes, and in no file that git tracks', () => {
    for (const ignored of [true, false]) {
      const files = ignored ? { ...FILES, '.gitignore': '.env\n' } : FILES;
      const analyzed = analyze(files, { rules, configuration });
      for (const finding of findingsOf(analyzed)) {
        const fix = fixIn(analyzed, files, finding);
        if (fix === undefined) continue;
        assertSilent(finding.rule, [fix.title, fix.needsConfirmation, companionsOf(analyzed, finding)]);
        for (const [path, edits] of fix.edits) {
          const moves = edits.map(({ text }) => text).filter((text) => !(files[path] ?? '').includes(text));
          if (!analyzed.appOf(finding.file).isGitIgnored(path)) assertSilent(`${finding.rule} in ${path}`, moves);
        }
      }
    }
  });

  it('not in a fingerprint: another secret at the same place has the same', () => {
    const turned = Object.entries(FILES).map(([path, text]) => [path, text.replaceAll('Kx7mPw9Tn', 'Hd3sRb6Lq')]);
    const others = findingsOf(analyze(Object.fromEntries(turned), { rules, configuration }));
    assert.deepEqual(
      others.map(({ fingerprint }) => fingerprint),
      findings.map(({ fingerprint }) => fingerprint),
    );
  });
});

function assertSilent(what: string, value: unknown): void {
  const text = JSON.stringify(value) ?? '';
  for (const secret of SECRETS) {
    const at = text.indexOf(secret);
    assert.ok(at < 0, `${what} holds a secret: ${text.slice(Math.max(0, at - 120), at)}…`);
  }
}

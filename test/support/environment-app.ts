/** A service whose variables stand in every kind of file; used where the editor's features are tried. */
export const ENVIRONMENT_APP: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "orders",
  "scripts": { "start": "node --env-file=.env src/server.js" },
  "dependencies": { "express": "5.0.0", "envalid": "8.0.0" }
}
`,
  '.gitignore': '.env\n',
  '.env': '# database\nDATABASE_URL=postgres://localhost/orders\nAPI_TOKEN=\nOLD_SETTING=1\n',
  '.env.example': 'DATABASE_URL=\n',
  Dockerfile:
    'FROM node:22\nARG BUILD_MARK=none\nENV BUILD_MARK=${BUILD_MARK} REGION=eu\nCMD ["node", "src/server.js"]\n',
  'compose.yml': `services:
  web:
    build: .
    env_file: .env
    environment:
      DATABASE_URL: \${DATABASE_URL}
      POSTGRES_DB: \${POSTGRES_DB}
  db:
    image: postgres:17
    environment:
      POSTGRES_DB: \${POSTGRES_DB}
`,
  'src/env.ts': `import { cleanEnv, str } from 'envalid';
export const env = cleanEnv(process.env, {
  DATABASE_URL: str(),
});
export const needed = ['DATABASE_URL'];
`,
  'src/jobs/clean.ts': `import { env as settings } from '@src/env';
import { env as other } from 'src/environment';
console.log(settings.DATABASE_URL, other.DATABASE_URL);
`,
  'src/server.ts': `import express from 'express';
import { env } from './env';
const { REGION = 'eu', LIMIT } = process.env;
const app = express();
app.get('/', (_request, response) => response.send(env.DATABASE_URL));
app.get('/token', (_request, response) => response.send(process.env.API_TOKEN));
app.get('/limit', (_request, response) => response.send(\`\${LIMIT} \${REGION}\`));
app.listen(process.env.PORT);
`,
  'src/load.ts': `import { config } from 'dotenv';
config({ path: '.env' });
export const local = { API_TOKEN: 1 };
console.log(local.API_TOKEN, process.env['POSTGRES_DB']);
`,
};

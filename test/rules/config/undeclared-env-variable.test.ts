import rule from '../../../server/src/rules/03-config/undeclared-env-variable';
import { ruleTester } from '../../support/rule-tester';

const message = (name: string): string =>
  `"${name}" is read here, and no env file, schema, container or pipeline file declares it.`;
const EXAMPLE = '=== .env.example ===\nOTHER_NAME=\n';

ruleTester(rule, {
  keeps: [
    {
      name: 'a name in small letters, which other texts are not searched for',
      code: `const a = process.env.brokers.split(',');\n=== serverless.yml ===\nprovider:\n  environment:\n    brokers: a\n${EXAMPLE}`,
    },
    { name: 'declared in the example', code: 'const a = process.env.API_URL;\n=== .env.example ===\nAPI_URL=\n' },
    {
      name: 'documented by a commented line',
      code: 'const a = process.env.API_URL + process.env.MAIL_URL;\n=== .env.example ===\n# API_URL=\n#MAIL_URL = "yours"\n',
    },
    {
      name: 'an env file beside another app that is written for both',
      code: '=== apps/api/index.ts ===\nimport express from "express";\nexpress().listen(process.env.PORT);\nconst a = [process.env.API_URL, process.env.MAIL_URL, process.env.CACHE_URL, process.env.SITE_URL];\n=== apps/api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "1" } }\n=== apps/web/package.json ===\n{ "name": "web", "private": true, "dependencies": { "express": "1" } }\n=== apps/web/index.ts ===\nimport express from "express";\nexpress().listen(process.env.PORT);\nconst site = process.env.SITE_URL;\n=== apps/web/.env.example ===\nAPI_URL=\nMAIL_URL=\nCACHE_URL=\nSITE_URL=\n=== package.json ===\n{ "name": "root", "private": true, "workspaces": ["apps/*"] }\n',
    },
    {
      name: 'declared by a compose file as a map, a list and a bare name',
      code: 'const a = process.env.A_URL + process.env.B_URL + process.env.C_URL;\n=== compose.yml ===\nservices:\n  web:\n    build: .\n    environment:\n      A_URL: x\n  worker:\n    build: .\n    environment:\n      - B_URL=x\n      - C_URL\n',
    },
    {
      name: 'declared by the image, a script and a workflow',
      code: 'const a = process.env.A_URL + process.env.B_URL + process.env.C_URL;\n=== Dockerfile ===\nFROM node:22\nENV A_URL=x\n=== package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "1" }, "scripts": { "start": "B_URL=x node src/index.js" } }\n=== .github/workflows/ci.yml ===\non: push\nenv:\n  C_URL: x\njobs: {}\n',
    },
    {
      name: 'a key of a schema',
      code: "import { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { API_URL: str() });\nconst a = process.env.API_URL;\n",
    },
    {
      name: 'a key of a schema with a validator of the project',
      code: `import { cleanEnv, makeValidator } from 'envalid';\nconst proxy = makeValidator((input) => input);\nexport const env = cleanEnv(process.env, { TRUST_PROXY: proxy({ default: '' }) });\nexport const trust = process.env.TRUST_PROXY;\n${EXAMPLE}`,
    },
    {
      name: 'keys of t3-env with validators from elsewhere',
      code: `import { createEnv } from '@t3-oss/env-nextjs';\nimport { bool, alg } from './validators';\nexport const env = createEnv({ server: { AUTH_LINKING: bool.optional(), AUTH_ALG: alg }, runtimeEnv: { AUTH_LINKING: process.env.AUTH_LINKING, AUTH_ALG: process.env.AUTH_ALG } });\n${EXAMPLE}`,
    },
    {
      name: 'a class in a file that does not speak of the environment otherwise',
      code: "=== src/validation.ts ===\nimport { IsString, validateSync } from 'class-validator';\nimport { plainToInstance } from 'class-transformer';\nexport class Variables {\n  @IsString()\n  API_URL: string;\n}\nexport const validate = (config: object) => validateSync(plainToInstance(Variables, config));\n=== src/index.ts ===\nexport const a = process.env.API_URL;\n",
    },
    {
      name: 'a key of a class that class-validator checks',
      code: "import { IsString, validateSync } from 'class-validator';\nexport class EnvironmentVariables {\n  @IsString()\n  API_URL: string;\n}\nexport const check = (): void => { validateSync(process.env); };\nconst a = process.env.API_URL;\n",
    },
    {
      name: 'typed',
      code: `const a = process.env.API_URL;\n=== src/env.d.ts ===\ndeclare namespace NodeJS {\n  interface ProcessEnv { API_URL: string }\n}\n`,
    },
    {
      name: 'set by the platform',
      code: `const a = [process.env.PORT, process.env.NODE_ENV, process.env.npm_package_version, process.env.HOME, process.env.DB_SERVICE_HOST];\n${EXAMPLE}`,
    },
    {
      name: 'set by an add-on of the platform',
      code: `connect(process.env.CLEARDB_DATABASE_URL, process.env.REDISCLOUD_URL);\n${EXAMPLE}`,
    },
    {
      name: 'set by a chart, a pipeline of another service, Terraform, or a build of another tool',
      code: `use(process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.D_URL, process.env.E_URL, process.env.F_URL, process.env.G_URL);
=== deployment_config/prod_vars.yml ===
env_vars:
  G_URL: '.credentials.url'
=== .github/helm/web/templates/deployment.yaml ===
spec:
  {{- if .Values.on }}
  containers:
    - env:
        - name: A_URL
          value: "{{ .Values.a }}"
  {{- end }}
=== .gitlab-ci.yml ===
deploy: { variables: { B_URL: x } }
=== infra/main.tf ===
env = { C_URL = var.c }
=== vercel.json ===
{ "env": { "D_URL": "@d" } }
=== next.config.js ===
module.exports = { env: { E_URL: 'x' } };
=== sst.config.ts ===
export const settings = [{ key: 'F_URL', value: f }];
${EXAMPLE}`,
    },
    {
      name: 'in a list of turbo.json',
      code: `use(process.env.A_URL, process.env.B_URL);
=== turbo.json ===
{ "globalEnv": ["A_URL"], "tasks": { "build": { "passThroughEnv": ["!X", "S3_*", "B_URL"] } } }
${EXAMPLE}`,
    },
    { name: 'set by the code itself', code: `process.env.API_URL = 'x';\nconst a = process.env.API_URL;\n${EXAMPLE}` },
    {
      name: 'put into the environment by the code itself, from an object here or of another module',
      code: `import { settings } from './settings';
process.env = { ...process.env, API_URL: 'x' };
Object.assign(process.env, settings, { MAIL_URL: 'y' });
use(process.env.API_URL, process.env.MAIL_URL, process.env.SITE_URL);
=== src/settings.ts ===
export const settings = { SITE_URL: 'z' };
${EXAMPLE}`,
    },
    {
      name: 'a name nobody can know',
      code: `export const read = (name: string) => process.env[name] ?? process.env[\`S3_\${name}\`];\n${EXAMPLE}`,
    },
    {
      name: 'a key whose validator has a name of its own',
      code: `import { createEnv } from '@t3-oss/env-core';
import { z } from 'zod';
import { methods } from './methods';
const port = z.coerce.number();
export const env = createEnv({
  server: { A_URL: port, B_URL: methods },
  runtimeEnv: { A_URL: process.env.A_URL, B_URL: process.env.B_URL },
});
export const other = z.object({ C_URL: methods.other }).parse(process.env);
use(process.env.C_URL);
${EXAMPLE}`,
    },
    {
      name: 'code that an app depends on, and that app declares it',
      code: `=== libs/mail/package.json ===
{ "name": "@acme/mail", "private": true, "dependencies": { "express": "1" } }
=== libs/mail/index.ts ===
import express from 'express';
express().listen(process.env.PORT, process.env.MAIL_URL);
=== apps/api/package.json ===
{ "name": "api", "private": true, "dependencies": { "express": "1", "@acme/mail": "*" } }
=== apps/api/.env.example ===
MAIL_URL=
=== apps/api/index.ts ===
import express from 'express';
express().listen(process.env.PORT);
`,
    },
    { name: 'a test', code: `=== test/a.test.ts ===\nconst a = process.env.API_URL;\n${EXAMPLE}` },
    { name: 'a script', code: `=== scripts/a.ts ===\nconst a = process.env.API_URL;\n${EXAMPLE}` },
    {
      name: 'a library',
      bare: true,
      code: `const a = process.env.API_URL;\n${EXAMPLE}=== package.json ===\n{ "name": "lib", "version": "1.0.0", "main": "a.js", "files": ["a.js"] }\n`,
    },
    {
      name: 'an object of that name',
      code: `const process = { env: { API_URL: 'x' } };\nconst a = process.env.API_URL;\n${EXAMPLE}`,
    },
    {
      name: 'a service of the project of that name',
      code: `class A { constructor(private readonly configService: ConfigService) {}\n  a = this.configService.get('SERVER'); }\n${EXAMPLE}`,
    },
    {
      name: 'many without any list: another rule says so once',
      code: 'const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL];\n',
    },
    {
      name: 'suppressed with a reason',
      code: `// twelve-factor-disable-next-line config/undeclared-env-variable -- set by the shell\nconst a = process.env.API_URL;\n${EXAMPLE}`,
    },
    {
      name: 'shared code of a monorepo, declared by one of its apps',
      code: '=== packages/shared/index.ts ===\nconst a = process.env.API_URL;\n=== apps/api/.env.example ===\nAPI_URL=\n=== apps/api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "1" } }\n=== apps/api/index.ts ===\nimport express from "express";\nexpress().listen(process.env.PORT);\n',
    },
  ],
  breaks: [
    {
      name: 'a deploy that is handed all of a secret',
      code: `const a = connect(process.env.API_URL);\n//                            ^^^^^^^ hint: ${message('API_URL')}\n=== .deploy/api.yaml ===\nkind: Application\nspec:\n  envFrom:\n    - secret: api\n${EXAMPLE}`,
    },
    {
      name: 'a program that is started with the variables of a store',
      code: `const a = connect(process.env.API_URL);\n//                            ^^^^^^^ hint: ${message('API_URL')}\n=== start.sh ===\ndoppler run -- node dist/index.js\n${EXAMPLE}`,
    },
    {
      name: 'a ConfigMap alone, which stands beside it, with volumes below; and words that are no command',
      code: `const a = connect(process.env.API_URL);\n//                            ^^^^^^^ warning: ${message('API_URL')}\n=== .deploy/api.yaml ===\nkind: Application\nspec:\n  envFrom:\n    - configMapRef:\n        name: api\n  volumes:\n    - secret:\n        secretName: tls\n=== start.sh ===\n# a no-op run is fine; doppler run - later\nnode dist/index.js\n${EXAMPLE}`,
    },
    {
      name: 'near names that are abbreviations, or of a line that is commented out',
      code: `const a = connect(process.env.AD_USERNAME, process.env.LOGIN_MAIL);\n//                            ^^^^^^^^^^^ warning: ${message('AD_USERNAME')}\n//                                                     ^^^^^^^^^^ warning: ${message('LOGIN_MAIL')}\n=== .env.example ===\nDB_USERNAME=\n# LOGINS_MAIL=\n`,
    },
    {
      name: 'read and declared nowhere',
      code: `
        const url = process.env.API_URL;
        //                      ^^^^^^^ warning: ${message('API_URL')}
        === .env.example ===
        OTHER_NAME=
      `,
      fixTitle: 'Add API_URL to .env.example',
      fixed: { '.env.example': 'OTHER_NAME=\nAPI_URL=\n' },
    },
    {
      name: 'once, however often it is read',
      code: `
        const { API_URL } = process.env;
        //      ^^^^^^^ ${message('API_URL')}
        const again = process.env['API_URL'];
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'something stands in its place: a hint',
      code: `
        const url = process.env.API_URL ?? 'http://localhost';
        //                      ^^^^^^^ hint: ${message('API_URL')}
        const size = Number(process.env.POOL_SIZE) || 5;
        //                              ^^^^^^^^^ hint: ${message('POOL_SIZE')}
        if (process.env.METRICS_TOKEN) console.log('on');
        //              ^^^^^^^^^^^^^ hint: ${message('METRICS_TOKEN')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a function of the project, a schema, a local name or an empty catch does without it: a hint',
      code: `
        import { schema } from './schema';
        export const size = parsePositiveInt(process.env.POOL_SIZE, 5);
        //                                               ^^^^^^^^^ hint: ${message('POOL_SIZE')}
        export const url = !_.isEmpty(process.env.DB_URL) ? process.env.DB_URL : { host: config.host };
        //                                        ^^^^^^ hint: ${message('DB_URL')}
        export const port = parseOptionalNumber(process.env.DB_PORT);
        //                                                  ^^^^^^^ hint: ${message('DB_PORT')}
        export const env = createEnv({ server: keys, runtimeEnv: { AUTH: process.env.AUTH ?? process.env.OLD_AUTH } });
        //                                                                           ^^^^ hint: ${message('AUTH')}
        //                                                                                               ^^^^^^^^ hint: ${message('OLD_AUTH')}
        export const config = schema.safeParse({ tls: { key: process.env.TLS_KEY } });
        //                                                               ^^^^^^^ hint: ${message('TLS_KEY')}
        export const most = z.coerce.number().int().catch(150).parse(process.env.MOST_CALLS);
        //                                                                       ^^^^^^^^^^ hint: ${message('MOST_CALLS')}
        export const least = z.coerce.number().int().parse(process.env.LEAST_CALLS);
        //                                                             ^^^^^^^^^^^ warning: ${message('LEAST_CALLS')}
        export const ip = () => process.env.GATEWAY_IP || fromWindow('GATEWAY_IP', '');
        //                                  ^^^^^^^^^^ hint: ${message('GATEWAY_IP')}
        function fromWindow(key, other) {
          if (window.env) return window.env[key];
          if (other === undefined) throw new Error('no window');
          return other;
        }
        const settings = { call: { timeout: process.env.CALL_TIMEOUT } };
        //                                              ^^^^^^^^^^^^ hint: ${message('CALL_TIMEOUT')}
        export const { value } = schema.validate(settings, { abortEarly: false });
        export function start(app) {
          const proxy = process.env.PROXY_COUNT;
          //                        ^^^^^^^^^^^ hint: ${message('PROXY_COUNT')}
          if (proxy) app.set('trust proxy', proxy);
          try {
            app.levels = JSON.parse(process.env.LEVELS);
            //                                  ^^^^^^ hint: ${message('LEVELS')}
          } catch {}
        }
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'an older name, a question about its type or its number, a transformation of a schema: a hint',
      code: `
        import { z } from 'zod';
        export const url = process.env.OTHER_NAME || process.env.OLD_NAME;
        //                                                       ^^^^^^^^ hint: ${message('OLD_NAME')}
        export const token = process.env.OTHER_NAME ?? fromFile() ?? process.env.OLD_TOKEN;
        //                                                                       ^^^^^^^^^ hint: ${message('OLD_TOKEN')}
        export const named = typeof process.env.NICKNAME === 'string' ? process.env.NICKNAME : 'nobody';
        //                                      ^^^^^^^^ hint: ${message('NICKNAME')}
        export const region = () => {
          const asked = inBrowser ? undefined : process.env.AREA;
          //                                                ^^^^ hint: ${message('AREA')}
          return asked ?? 'here';
        };
        export const cap = () => {
          const asked = Number(process.env.CAP_CENTS);
          //                               ^^^^^^^^^ hint: ${message('CAP_CENTS')}
          return Number.isFinite(asked) ? asked : 250;
        };
        export const schema = z.object({ OTHER_NAME: z.string().transform((value) => value || process.env.KEPT_NAME) });
        //                                                                                                ^^^^^^^^^ hint: ${message('KEPT_NAME')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a name at the top of the module that is asked for wherever it is used: a hint',
      code: `
        const { LIST_ID, SENDER = 'me' } = process.env;
        //      ^^^^^^^ hint: ${message('LIST_ID')}
        //               ^^^^^^ hint: ${message('SENDER')}
        const limit = process.env.CALL_LIMIT;
        //                        ^^^^^^^^^^ hint: ${message('CALL_LIMIT')}
        const most = limit !== undefined && limit !== '' ? Number(limit) : 20;
        export async function add(name) {
          if (!LIST_ID) return;
          await send(LIST_ID, name, SENDER, most);
        }
        export const size = async () => (LIST_ID ? count(LIST_ID) : 0);
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a name at the top of the module that something asks for, that is needed, that others may use, or that nothing uses',
      code: `
        const { LIST_ID, SITE_ID, KEY_ID, FREE_ID } = process.env;
        //      ^^^^^^^ hint: ${message('LIST_ID')}
        //               ^^^^^^^ warning: ${message('SITE_ID')}
        //                        ^^^^^^ hint: ${message('KEY_ID')}
        //                                ^^^^^^^ warning: ${message('FREE_ID')}
        export const add = (name) => LIST_ID && send(LIST_ID, name);
        export const remove = (name) => discard(LIST_ID, SITE_ID, name);
        export const SHARED_ID = process.env.SHARED_ID;
        //                                   ^^^^^^^^^ hint: ${message('SHARED_ID')}
        if (SHARED_ID) send(SHARED_ID);
        if (KEY_ID) send(KEY_ID);
        export { KEY_ID };
        export const url = fromFile() ?? process.env.BACKEND_URL;
        //                                           ^^^^^^^^^^^ hint: ${message('BACKEND_URL')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'handed to code of the project, which may ask: a hint; to a library, which does not: a warning',
      code: `
        import { Pool } from 'pg';
        import { connect, chain } from './connect';
        export const db = connect(process.env.DB_URL, { size: 5 });
        //                                    ^^^^^^ hint: ${message('DB_URL')}
        export const mail = connect({ url: process.env.MAIL_URL });
        //                                             ^^^^^^^^ hint: ${message('MAIL_URL')}
        export const host = (given) => chain(given?.host, process.env.STORE_HOST);
        //                                                            ^^^^^^^^^^ hint: ${message('STORE_HOST')}
        export class Loader { private key: string | undefined = process.env.LOADER_KEY; }
        //                                                                  ^^^^^^^^^^ hint: ${message('LOADER_KEY')}
        export const paths = ['/usr/bin', process.env.TOOL_PATH].filter(Boolean);
        //                                            ^^^^^^^^^ hint: ${message('TOOL_PATH')}
        export const local = process.env.NODE_ENV === 'development' ? new Pool({ host: process.env.DEV_HOST }) : undefined;
        //                                                                                         ^^^^^^^^ hint: ${message('DEV_HOST')}
        export const size = parseInt(process.env.MOST) > 0 ? parseInt(process.env.MOST) : 5;
        //                                       ^^^^ hint: ${message('MOST')}
        export const pool = new Pool({ hosts: [process.env.POOL_HOST] });
        //                                                 ^^^^^^^^^ warning: ${message('POOL_HOST')}
        const options = { database: process.env.POOL_NAME };
        //                                      ^^^^^^^^^ warning: ${message('POOL_NAME')}
        export const other = new Pool(options);
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a config object whose users ask, or do not, or of which none is known',
      code: `
        === src/config.ts ===
        export const config = {
          asked: process.env.ASKED_URL,
          //                 ^^^^^^^^^ hint: ${message('ASKED_URL')}
          taken: { url: process.env.TAKEN_URL },
          //                        ^^^^^^^^^ warning: ${message('TAKEN_URL')}
          alone: process.env.ALONE_URL,
          //                 ^^^^^^^^^ hint: ${message('ALONE_URL')}
        };
        export const EXPORTED_URL = process.env.EXPORTED_URL as string;
        //                                      ^^^^^^^^^^^^ hint: ${message('EXPORTED_URL')}
        === src/use.ts ===
        import { Pool } from 'pg';
        import { config } from './config';
        import * as settings from './config';
        export const one = config.asked ? new Pool({ url: config.asked }) : undefined;
        export const two = new Pool({ url: config.taken.url });
        export const three = new Pool({ ...(settings.EXPORTED_URL && { url: settings.EXPORTED_URL }) });
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'documented: a hint, where the documentation is of this app',
      code: `
        === apps/a/index.ts ===
        use(process.env.CHAT_URL);
        //              ^^^^^^^^ hint: ${message('CHAT_URL')}
        use(process.env.API_URL, process.env.MAIL_URL, process.env.SITE_URL);
        //              ^^^^^^^ hint: ${message('API_URL')}
        //                                   ^^^^^^^^ hint: ${message('MAIL_URL')}
        //                                                         ^^^^^^^^ warning: ${message('SITE_URL')}
        === apps/a/package.json ===
        { "name": "a", "private": true, "dependencies": { "express": "1" } }
        === apps/a/.env.example ===
        OTHER_NAME=
        === apps/a/README.md ===
        | API_URL | where the interface is |
        === README.md ===
        # twelve-factor-disable config/undeclared-env-variable
        Set MAIL_URL.
        === apps/site/package.json ===
        { "name": "site", "private": true, "dependencies": { "express": "1" } }
        === apps/site/content/docs/self-hosting/environment-variables.mdx ===
        ### CHAT_URL
        === apps/b/package.json ===
        { "name": "b", "private": true, "dependencies": { "express": "1" } }
        === apps/b/README.md ===
        Set SITE_URL.
      `,
    },
    {
      name: 'read by the settings of a build as well, written about in another app or in other languages',
      code: `
        use(process.env.API_URL, process.env.MAIL_URL);
        //              ^^^^^^^ warning: ${message('API_URL')}
        //                                   ^^^^^^^^ warning: ${message('MAIL_URL')}
        === next.config.js ===
        module.exports = { env: { API_URL: process.env.API_URL } };
        === worker/main.py ===
        url = os.environ["MAIL_URL"]
        === turbo.json ===
        { "globalEnv": ["API_*", "*"] }
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a module that is not committed, or a loop, puts variables into the environment: a hint',
      code: `
        import { environment } from './environments/environment';
        process.env = Object.assign(process.env, environment);
        use(process.env.API_URL);
        //              ^^^^^^^ hint: ${message('API_URL')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a loader of its own: a hint; dotenv, which reads env files: a warning',
      code: `
        === apps/a/index.ts ===
        for (const [key, value] of Object.entries(await load())) process.env[key] = value;
        use(process.env.API_URL);
        //              ^^^^^^^ hint: ${message('API_URL')}
        === apps/a/package.json ===
        { "name": "a", "private": true, "dependencies": { "express": "1" } }
        === apps/b/package.json ===
        { "name": "b", "private": true, "dependencies": { "express": "1" } }
        === apps/a/.env.example ===
        OTHER_NAME=
        === apps/b/.env.example ===
        OTHER_NAME=
        === apps/b/index.ts ===
        import { parse } from 'dotenv';
        Object.assign(process.env, parse(text));
        use(process.env.MAIL_URL);
        //              ^^^^^^^^ warning: ${message('MAIL_URL')}
      `,
    },
    {
      name: 'nearly the name of one that a test, another app, node-config or an assignment speaks of',
      code: `
        === apps/a/index.ts ===
        if (process.env.MEMCACHING_SERVERS) process.env.MEMCACHE_SERVERS = process.env.MEMCACHING_SERVERS;
        //              ^^^^^^^^^^^^^^^^^^ hint: ${message('MEMCACHING_SERVERS')}
        use(process.env.PLATFORM_URL, process.env.STORAGE_HOSTS, process.env.SEARCH_HOSTS);
        //              ^^^^^^^^^^^^ warning: ${message('PLATFORM_URL')}
        //                                        ^^^^^^^^^^^^^ warning: ${message('STORAGE_HOSTS')}
        //                                                                   ^^^^^^^^^^^^ warning: ${message('SEARCH_HOSTS')}
        === apps/a/package.json ===
        { "name": "a", "private": true, "dependencies": { "express": "1" } }
        === apps/a/.env.example ===
        MEMCACHE_SERVERS=
        PLATFORM_URI=
        STORAGE_HOST=
        SEARCH_HOST=
        === apps/a/test/a.test.ts ===
        const a = process.env.PLATFORM_URI;
        === apps/b/package.json ===
        { "name": "b", "private": true, "dependencies": { "express": "1" } }
        === apps/b/index.ts ===
        use(process.env.STORAGE_HOST);
        === apps/b/.env.example ===
        STORAGE_HOST=
        === apps/a/config/custom-environment-variables.json ===
        { "search": { "host": "SEARCH_HOST" } }
      `,
    },
    {
      name: 'handed to a package of the folder, a switch, a list of what may be missing, given by who calls: a hint',
      code: `
        === apps/a/index.ts ===
        import { setMetadata } from '@acme/platform';
        import { startFront } from '@acme/front/src/starter';
        import { Pool } from 'pg';
        import { helper } from 'some-helpers';
        startFront({}, { SIGNUP_URL: process.env.SIGNUP_URL });
        //                                       ^^^^^^^^^^ hint: ${message('SIGNUP_URL')}
        export function start(params) {
          const token = process.env.MAIL_TOKEN;
          //                        ^^^^^^^^^^ hint: ${message('MAIL_TOKEN')}
          setMetadata('mail', token);
          const isOn = helper.isTrue(process.env.SWITCH_ON);
          //                                     ^^^^^^^^^ hint: ${message('SWITCH_ON')}
          const isOff = Object.is(process.env.SWITCH_OFF, 'true');
          //                                  ^^^^^^^^^^ hint: ${message('SWITCH_OFF')}
          const isListed = ['a', 'b'].includes(process.env.LISTED_MODE);
          //                                               ^^^^^^^^^^^ hint: ${message('LISTED_MODE')}
          const schema = params.schema || process.env.DB_SCHEMA;
          //                                          ^^^^^^^^^ hint: ${message('DB_SCHEMA')}
          return new Pool({ schema, isOn, url: process.env.POOL_URL });
          //                                               ^^^^^^^^ warning: ${message('POOL_URL')}
        }
        export const config = (() => {
          const envMap = { Storage: 'STORAGE_CONFIG', Host: 'LIVE_HOST' };
          //                         ^^^^^^^^^^^^^^ hint: ${message('STORAGE_CONFIG')}
          //                                                 ^^^^^^^^^ warning: ${message('LIVE_HOST')}
          const params = { Storage: process.env[envMap.Storage], Host: process.env[envMap.Host] };
          const optional = ['Storage'];
          const missing = Object.keys(params).filter((key) => !optional.includes(key)).filter((key) => params[key] === undefined);
          if (missing.length > 0) throw new Error('missing');
          return params;
        })();
        === apps/a/package.json ===
        { "name": "a", "private": true, "dependencies": { "express": "1", "pg": "8", "some-helpers": "1", "@acme/platform": "workspace:*" } }
        === apps/a/.env.example ===
        OTHER_NAME=
        === packages/platform/package.json ===
        { "name": "@acme/platform", "version": "1.0.0" }
        === packages/front/package.json ===
        { "name": "@acme/front", "version": "1.0.0" }
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["apps/*", "packages/*"] }
      `,
    },
    {
      name: 'a switch statement, either of two, a fallback of another, a feature that is off: a hint',
      code: `
        import { HttpException } from '@nestjs/common';
        const { TARGET_ID, SOURCE_ID } = process.env;
        //      ^^^^^^^^^ hint: ${message('TARGET_ID')}
        //                 ^^^^^^^^^ hint: ${message('SOURCE_ID')}
        if (!TARGET_ID && !SOURCE_ID) throw new Error('TARGET_ID or SOURCE_ID must be set');
        export const copy = () => move(SOURCE_ID, TARGET_ID);
        export function compression() {
          switch (process.env.TOPIC_COMPRESSION) {
            //                ^^^^^^^^^^^^^^^^^ hint: ${message('TOPIC_COMPRESSION')}
            case 'gzip': return 1;
            default: return 0;
          }
        }
        export const callback = () => process.env.OTHER_NAME || \`\${process.env.BACK_HOST}/callback\`;
        //                                                                     ^^^^^^^^^ hint: ${message('BACK_HOST')}
        export function chat() {
          if (!process.env.CHAT_TOKEN) throw new HttpException('Chat is not configured', 400);
          //               ^^^^^^^^^^ hint: ${message('CHAT_TOKEN')}
          const token = process.env.MOVE_TOKEN;
          //                        ^^^^^^^^^^ hint: ${message('MOVE_TOKEN')}
          if (!token) throw new Error('Moving is disabled');
          const list = process.env.LIST_TOKEN;
          //                       ^^^^^^^^^^ warning: ${message('LIST_TOKEN')}
          if (!list) throw new Error('LIST_TOKEN is not configured');
          return [process.env.CHAT_TOKEN, token, list];
        }
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'named by code of another app, which may set it, or used by nothing: a hint; read by it as well: a warning',
      code: `
        === apps/page/index.ts ===
        import { Pool } from 'pg';
        import { ConfigService } from '@nestjs/config';
        export const api = \`\${process.env.PAGE_API_URL}/graphql\`;
        //                                ^^^^^^^^^^^^ hint: ${message('PAGE_API_URL')}
        export const pool = new Pool({ host: process.env.PAGE_DB_HOST, port: process.env.PAGE_DB_PORT });
        //                                               ^^^^^^^^^^^^ warning: ${message('PAGE_DB_HOST')}
        //                                                                               ^^^^^^^^^^^^ warning: ${message('PAGE_DB_PORT')}
        export const options = (config: ConfigService) => {
          const inspect = config.get('PAGE_INSPECTION');
          //                          ^^^^^^^^^^^^^^^ hint: ${message('PAGE_INSPECTION')}
          return { inspect: false };
        };
        === apps/page/package.json ===
        { "name": "page", "private": true, "dependencies": { "express": "1", "pg": "8" } }
        === apps/page/.env.example ===
        OTHER_NAME=
        === apps/builder/package.json ===
        { "name": "builder", "private": true, "dependencies": { "express": "1" } }
        === apps/builder/index.ts ===
        import { deploy } from './deploy';
        deploy({ environment: { PAGE_API_URL: 'https://api.acme.io' }, host: process.env.PAGE_DB_HOST ?? 'localhost' });
        //                                                                               ^^^^^^^^^^^^ hint: ${message('PAGE_DB_HOST')}
        === apps/builder/test/deploy.test.ts ===
        deploy({ environment: { PAGE_DB_PORT: '5432' } });
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["apps/*"] }
      `,
      bare: true,
    },
    {
      name: 'the address of a service that its client knows, or a label of what was built: a hint; where a client of anything goes: a warning',
      code: `
        import axios from 'axios';
        import { createGateway } from '@ai-sdk/gateway';
        export const gateway = createGateway({ baseURL: process.env.MODEL_GATEWAY_URL });
        //                                                          ^^^^^^^^^^^^^^^^^ hint: ${message('MODEL_GATEWAY_URL')}
        export const api = axios.create({ baseURL: process.env.ORDERS_API_URL });
        //                                                     ^^^^^^^^^^^^^^ warning: ${message('ORDERS_API_URL')}
        export const client = createGateway({ sdkVersion: process.env.WEB_VERSION, apiVersion: process.env.SHOP_API_VERSION });
        //                                                            ^^^^^^^^^^^ hint: ${message('WEB_VERSION')}
        //                                                                                                 ^^^^^^^^^^^^^^^^ warning: ${message('SHOP_API_VERSION')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a module that nothing leads to: a hint',
      code: `
        === src/index.ts ===
        import express from 'express';
        import { a } from './lib/a';
        import { b } from './lib/b';
        express().listen(a(b));
        === src/lib/a.ts ===
        export const a = (b) => b;
        === src/lib/b.ts ===
        export const b = 1;
        === src/lib/tracker.ts ===
        import tracker from 'tracker';
        tracker.init({ host: process.env.TRACKER_HOST });
        //                               ^^^^^^^^^^^^ hint: ${message('TRACKER_HOST')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a local name that needs it',
      code: `
        import { connect } from './connect';
        export function start() {
          const url = process.env.CACHE_URL;
          //                      ^^^^^^^^^ warning: ${message('CACHE_URL')}
          if (!url) throw new Error('CACHE_URL is missing');
          return connect(url);
        }
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'the process does not start without it',
      code: `
        if (!process.env.API_URL) throw new Error('API_URL is missing');
        //               ^^^^^^^ warning: ${message('API_URL')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'a name that is nearly that of another',
      code: `
        const url = process.env.DATABSE_HOST || 'localhost';
        //                      ^^^^^^^^^^^^ warning: "DATABSE_HOST" is declared nowhere; "DATABASE_HOST" is, and nobody reads it.
        === .env.example ===
        DATABASE_HOST=
      `,
      fixTitle: 'Read DATABASE_HOST',
      fixed: "\nconst url = process.env.DATABASE_HOST || 'localhost';\n",
    },
    {
      name: 'through the configuration service of Nest',
      code: `
        import { ConfigService } from '@nestjs/config';
        export class A {
          constructor(private readonly config: ConfigService) {}
          url = this.config.getOrThrow('API_URL');
        //                              ^^^^^^^ ${message('API_URL')}
        }
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'through the configuration service of Nest, whatever it is called',
      code: `
        import { ConfigService } from '@nestjs/config';
        export const factory = (cs: ConfigService<Env, true>) => cs.get('API_URL');
        //                                                               ^^^^^^^ ${message('API_URL')}
        export class A {
          constructor(private readonly values: ConfigService, cache: Cache) { cache.get('CACHE_KEY'); }
          url = this.values.getOrThrow('MAIL_URL');
        //                              ^^^^^^^^ ${message('MAIL_URL')}
        }
        export function start(app: App) {
          const given = app.get(ConfigService);
          return given.get('QUEUE_URL');
        //                  ^^^^^^^^^ ${message('QUEUE_URL')}
        }
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'one of two names that a helper is asked for',
      code: `
        === src/index.ts ===
        import { env } from 'next-runtime-env';
        export const url = new URL(env('BASE_URL') || env('OLD_BASE_URL'));
        //                                                 ^^^^^^^^^^^^ hint: ${message('OLD_BASE_URL')}
        === .env.example ===
        OTHER_NAME=
      `,
    },
    {
      name: 'declared for another app only',
      code: `
        === apps/api/index.ts ===
        import express from 'express';
        express().listen(process.env.PORT);
        const url = process.env.API_URL;
        //                      ^^^^^^^ hint: ${message('API_URL')}
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "1" } }
        === apps/web/package.json ===
        { "name": "web", "private": true, "dependencies": { "express": "1" } }
        === apps/web/index.ts ===
        import express from 'express';
        express().listen(process.env.PORT);
        === apps/web/.env.example ===
        API_URL=
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["apps/*"] }
      `,
    },
  ],
});

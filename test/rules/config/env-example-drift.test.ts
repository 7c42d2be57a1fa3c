import rule from '../../../server/src/rules/03-config/env-example-drift';
import { ruleTester } from '../../support/rule-tester';

const READER =
  '=== src/index.ts ===\nexport const a = send(process.env.API_URL, process.env.MAIL_FROM.trim());\n=== .gitignore ===\n.env\n';

const COMPOSE =
  '=== compose.yml ===\nservices:\n  web:\n    build: .\n    environment:\n      A_URL: x\n      D_URL: y\n      E_URL: z\n';

ruleTester(rule, {
  keeps: [
    {
      name: 'a name that a comment of the example tells of, and one with a value in the code',
      code: `=== .env.example ===\nA_URL=\nB_URL=\nC_URL=\n# elsewhere, set D_URL instead\n=== src/index.ts ===\nsend(process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.D_URL);\n${COMPOSE}`,
    },
    {
      name: 'a manifest for another service of the repository',
      code: `=== services/mail/src/index.ts ===\nimport express from 'express';\nexpress().listen(process.env.PORT);\nsend(process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.DB_HOST);\n=== services/mail/package.json ===\n{ "name": "mail", "private": true, "dependencies": { "express": "5" }, "scripts": { "start": "node src/index.js" } }\n=== services/mail/.env.example ===\nA_URL=\nB_URL=\nC_URL=\n=== k8s/auth.yaml ===\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: auth\nspec:\n  template:\n    spec:\n      containers:\n        - name: auth\n          image: acme/auth:1\n          env:\n            - name: DB_HOST\n              value: db\n`,
    },
    {
      name: 'an example for tests',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.test.example ===\nAPI_URL=\n${READER}`,
    },
    {
      name: 'in step',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n${READER}`,
    },
    {
      name: 'documented by a commented line',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\n#MAIL_FROM=\n${READER}`,
    },
    {
      name: 'several examples together',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\n=== .env.mail.example ===\nMAIL_FROM=\n${READER}`,
    },
    { name: 'no example: another rule', code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n${READER}` },
    {
      name: 'settings of one machine',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\nDEV_USER=c\nTZ=d\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n=== src/a.ts ===\nexport const user = process.env.DEV_USER;\n${READER}`,
    },
    {
      name: 'of tests',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.test ===\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n${READER}`,
    },
    {
      name: 'a key that nothing uses',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\nOLD_NAME=c\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n${READER}`,
    },
    {
      name: 'not required',
      code: "=== .env ===\nAPI_URL=a\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n=== src/index.ts ===\nexport const a = [process.env.API_URL, process.env.MAIL_FROM ?? 'x'];\n=== .gitignore ===\n.env\n",
    },
    {
      name: 'put into an object, where somebody may ask for it',
      code: '=== .env ===\nAPI_URL=a\n=== .env.example ===\nAPI_URL=\nCLARITY_ID=\n=== src/index.ts ===\nexport const a = [process.env.API_URL, { clarityId: process.env.CLARITY_ID }];\n=== .gitignore ===\n.env\n',
    },
    {
      name: 'a committed file, which everybody has',
      code: '=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\n=== src/index.ts ===\nexport const a = send(process.env.API_URL, process.env.MAIL_FROM.trim());\n',
      tracked: ['.env'],
    },
    {
      name: 'set by a script for its own command',
      code: '=== .env.example ===\nA_URL=\nB_URL=\nC_URL=\n=== package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "1" }, "scripts": { "build": "APP_VERSION=$npm_package_version tsc" } }\n=== src/index.ts ===\nexport const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.APP_VERSION ?? "unknown"];\n',
    },
    {
      name: 'a worker that needs less',
      code: "=== compose.yml ===\nservices:\n  worker:\n    build: .\n    environment:\n      A_URL: x\n=== src/env.ts ===\nimport { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { A_URL: str(), B_URL: str(), C_URL: str() });\n",
    },
    {
      name: 'given to an image of somebody else, named beside the compose file, or read by OpenTelemetry itself',
      code: `=== .env.example ===
A_URL=
B_URL=
C_URL=
=== src/index.ts ===
export const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.SEARCH_URL, process.env.SITE_URL];
export const b = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
=== deploy/docker/docker-compose.yml ===
services:
  search:
    image: searxng/searxng
    environment: [SEARCH_URL=x, UWSGI_WORKERS=4]
  web:
    build: ../..
    environment: [SITE_URL=y, OTEL_EXPORTER_OTLP_ENDPOINT=z]
=== deploy/docker/.env.example ===
SITE_URL=
`,
    },
    {
      name: 'set in a deploy and named in the example, in the schema, or in an example that lists little',
      code: `=== .env.example ===\nA_URL=\nB_URL=\nC_URL=\nD_URL=\n${COMPOSE}=== src/index.ts ===\nimport { cleanEnv, str } from 'envalid';\nexport const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.D_URL];\nexport const env = cleanEnv(process.env, { E_URL: str() });\n`,
    },
    {
      name: 'an example that lists little of what the code reads',
      code: `=== .env.example ===\nA_URL=\nB_URL=\n${COMPOSE}=== src/index.ts ===\nexport const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.D_URL ?? ''];\n`,
    },
    {
      name: 'set for development only, by the image, or by nothing',
      code: `=== .env.example ===\nA_URL=\nB_URL=\nC_URL=\n=== compose.dev.yml ===\nservices:\n  web:\n    build: .\n    environment:\n      D_URL: x\n=== Dockerfile ===\nFROM node:22\nENV E_BIN=/usr/bin/e\nCMD ["node", "src/index.ts"]\n=== src/index.ts ===\nexport const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.D_URL ?? '', process.env.E_BIN ?? '', process.env.F_URL ?? ''];\n`,
    },
    {
      name: 'what a committed env file of the image sets, and a service of development',
      code: `=== api/compose.yml ===
services:
  web:
    build: .
    environment:
      A_URL: x
  dev:
    build: .
    environment:
      B_URL: x
    volumes:
      - .:/app
=== api/.env.production ===
B_URL=b
=== api/package.json ===
{ "name": "api", "private": true, "dependencies": { "express": "5", "envalid": "8" } }
=== api/src/env.ts ===
import { cleanEnv, str } from 'envalid';
export const env = cleanEnv(process.env, { A_URL: str(), B_URL: str() });
`,
    },
    {
      name: 'suppressed with a reason',
      code: `=== .env ===\nAPI_URL=a\n# twelve-factor-disable-next-line config/env-example-drift -- mine alone\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\n${READER}`,
    },
  ],
  breaks: [
    {
      name: 'a variable that a deploy sets and the example does not name',
      code: `
        === .env.ads.example ===
        ADS_URL=
        === .env.example ===
        A_URL=
        B_URL=
        C_URL=
        === compose.yml ===
        services:
          web:
            build: .
            environment:
              A_URL: x
              D_URL: \${D_URL}
        === src/index.ts ===
        export const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL];
        export const d = process.env.D_URL ?? '';
        //                           ^^^^^ info: "D_URL" is read here and set in "compose.yml", and ".env.example" does not name it.
      `,
      fixed: { '.env.example': 'A_URL=\nB_URL=\nC_URL=\nD_URL=\n' },
      fixTitle: 'Add D_URL without its value to .env.example',
    },
    {
      name: 'a fixed value for what the code has one for as well, an extra around a published image, documented: a hint',
      code: `
        === .env.example ===
        A_URL=
        B_URL=
        C_URL=
        D_URL=
        E_URL=
        F_URL=
        === compose.yml ===
        services:
          web:
            build: .
            environment:
              A_URL: x
              REDIS_HOST: redis
              MODEL_URL: \${MODEL_URL}
        === compose.proxy.yml ===
        services:
          web:
            image: acme/web
            environment:
              - B_URL=x
              - PROXY_HOST=\${PROXY_HOST}
        === src/index.ts ===
        export const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.D_URL, process.env.E_URL, process.env.F_URL];
        export const d = process.env.REDIS_HOST || 'localhost';
        //                           ^^^^^^^^^^ hint: "REDIS_HOST" is read here and set in "compose.yml", and ".env.example" does not name it.
        export const e = process.env.PROXY_HOST;
        //                           ^^^^^^^^^^ hint: "PROXY_HOST" is read here and set in "compose.proxy.yml", and ".env.example" does not name it.
        export const f = process.env.MODEL_URL;
        //                           ^^^^^^^^^ hint: "MODEL_URL" is read here and set in "compose.yml", and ".env.example" does not name it.
        === SELF_HOST.md ===
        # MODEL_URL=http://localhost:11434
      `,
    },
    {
      name: 'a key that the example lacks, with its comment, behind its neighbour',
      code: `
        === .env ===
        API_URL=a
        # Who mails come from
        MAIL_FROM=me
        #<^^^^^^^ warning: "MAIL_FROM" is set here, and ".env.example" does not name it.
        === .env.example ===
        API_URL=
        LOG_LEVEL=info
        === src/index.ts ===
        export const a = send(process.env.API_URL, process.env.MAIL_FROM.trim());
        === .gitignore ===
        .env
      `,
      fixTitle: 'Add MAIL_FROM without its value to .env.example',
      fixed: { '.env.example': 'API_URL=\n# Who mails come from\nMAIL_FROM=\nLOG_LEVEL=info\n' },
    },
    {
      name: 'a comment that may hold a value stays where it is',
      code: `
        === .env ===
        API_URL=a
        # was me@example.com, key abc123def456
        MAIL_FROM=me
        #<^^^^^^^ "MAIL_FROM" is set here, and ".env.example" does not name it.
        === .env.example ===
        API_URL=
        === src/index.ts ===
        export const a = send(process.env.API_URL, process.env.MAIL_FROM.trim());
        === .gitignore ===
        .env
      `,
      fixed: { '.env.example': 'API_URL=\nMAIL_FROM=\n' },
    },
    {
      name: 'a required key that the env file lacks',
      code: `
        === .env ===
        API_URL=a
        === .env.example ===
        API_URL=
        MAIL_FROM=
        #<^^^^^^^ info: "MAIL_FROM" is required, and ".env" does not set it.
        === src/index.ts ===
        export const a = send(process.env.API_URL, process.env.MAIL_FROM.trim());
        === .gitignore ===
        .env
      `,
    },
    {
      name: 'a service without a variable that the schema requires',
      code: `
        === compose.yml ===
        services:
          web:
            build: .
            environment:
        #   ^^^^^^^^^^^ info: The service "web" does not get "C_URL", without which the app does not start.
              A_URL: x
              B_URL: x
        === src/env.ts ===
        import { cleanEnv, str } from 'envalid';
        export const env = cleanEnv(process.env, { A_URL: str(), B_URL: str(), C_URL: str(), D: str({ default: 'x' }) });
      `,
    },
  ],
});

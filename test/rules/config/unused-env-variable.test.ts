import rule from '../../../server/src/rules/03-config/unused-env-variable';
import { ruleTester } from '../../support/rule-tester';

const READER = '=== src/index.ts ===\nexport const url = process.env.API_URL;\n';
const unused = (name: string): string => `Nothing in this repository reads "${name}".`;
const bundle = (name: string, read: string, more = '', marks = ''): string =>
  `=== compose.yml ===\nservices:\n  web:\n    build: ./web\n    environment: # of the bundle\n      ${name}: "\${API_URL}" # here\n${marks}      ${more}\n=== web/package.json ===\n{ "name": "web", "devDependencies": { "vite": "7" } }\n=== web/Dockerfile ===\nFROM nginx:1.29\n=== web/src/main.js ===\nfetch(${read});\n`;

ruleTester(rule, {
  keeps: [
    {
      name: 'the env file of fastlane',
      code: `=== fastlane/.env.example ===\nSUPPLY_RETRIES=\n${READER}`,
    },
    {
      name: 'names that a script puts together',
      code: `
        === .env ===
        PORT=80
        ACME_REDDIT_CLIENT_ID=x
        === index.js ===
        listen(process.env.PORT);
        === scripts/connect.sh ===
        env | grep "ACME_\${KEY}_CLIENT_ID"
      `,
    },
    { name: 'read', code: `=== .env.example ===\nAPI_URL=\n${READER}` },
    {
      name: 'mentioned by a config module in any form',
      code: `=== .env.example ===\nMAIL_FROM=\n=== src/config.ts ===\nexport const keys = ['MAIL_FROM'];\n${READER}`,
    },
    {
      name: 'a constant of this name that may come from the environment',
      code: `=== .env.example ===\nLIMIT_TYPES=\nLIMIT_SIZE=\nLIMIT_COUNT=\n=== src/a.ts ===\nimport { env } from './e';\nconst LIMIT_TYPES = ['a'];\nuse(env, LIMIT_TYPES);\n=== src/b.ts ===\nexport const LIMIT_SIZE = 3;\n=== src/c.ts ===\nconst LIMIT_COUNT = 3;\nuse(LIMIT_COUNT, config.LIMIT_COUNT);\n${READER}`,
    },
    {
      name: 'a variable under the prefix that the code reads, and one of which the code says nothing at all',
      code: bundle('VITE_API_URL', 'import.meta.env.VITE_API_URL', 'REACT_APP_OTHER: "1"'),
    },
    {
      name: 'a variable that a script of the image picks up by its name',
      code: `${bundle('REACT_APP_API_URL', 'window.env.VITE_API_URL')}=== web/inject.sh ===\necho "$REACT_APP_API_URL"\n`,
    },
    {
      name: 'an image that is not built here',
      code: bundle('REACT_APP_API_URL', 'import.meta.env.VITE_API_URL').replace('build: ./web', 'image: acme/web:1'),
    },
    {
      name: 'mentioned by the schema of a database',
      code: `=== .env.example ===\nMAIN_DATABASE=\n=== prisma/schema.prisma ===\ndatasource db {\n  url = env("MAIN_DATABASE")\n}\n${READER}`,
    },
    {
      name: 'read by requests that are kept as files',
      code: `=== .env.example ===\nSHOP_TOKEN=\nSHOP_URL=\n=== bruno/environments/Shop.bru ===\nvars {\n  token: {{process.env.SHOP_TOKEN}}\n}\n=== calls/orders.http ===\nGET {{$dotenv SHOP_URL}}/orders\n${READER}`,
    },
    {
      name: 'read by CoffeeScript, or put into a page by its template',
      code: `=== .env.example ===\nSESSION_SALT=\nFONT_URL=\n=== src/session.coffee ===\n{ SESSION_SALT } = process.env\n=== src/layout.jade ===\nlink(rel='stylesheet' href=sd.FONT_URL)\n${READER}`,
    },
    {
      name: 'used by a compose file only',
      code: `=== .env.example ===\nIMAGE_TAG=\n=== compose.yml ===\nservices:\n  web:\n    image: a/b:\${IMAGE_TAG}\n${READER}`,
    },
    {
      name: 'used inside of the env file only',
      code: `=== .env.example ===\nDB_USER=a\nAPI_URL=http://\${DB_USER}\n${READER}`,
    },
    {
      name: 'a program in another language that fills fields by their names, beside or below the env file',
      code: `=== .env.example ===\nMODEL_HOST=\n=== worker/settings.py ===\nclass Settings(BaseSettings):\n    model_host: str\n${READER}`,
    },
    {
      name: 'read by a library of a provider or by its collector',
      code: `=== .env.example ===\nGROQ_API_KEY=\nHDX_NODE_CONSOLE_CAPTURE=\nLANGFUSE_HOST=\n${READER}`,
    },
    { name: 'read by a library', code: `=== .env.example ===\nPGHOST=\nSENTRY_DSN=\nNODE_OPTIONS=\nDEBUG=\n${READER}` },
    {
      name: 'names that are put together',
      code: `=== .env.example ===\nS3_BUCKET=\n=== src/a.ts ===\nexport const read = (x: string) => process.env[\`S3_\${x}\`];\n${READER}`,
    },
    {
      name: 'any name may be read',
      code: `=== .env.example ===\nS3_BUCKET=\n=== src/a.ts ===\nexport const read = (x: string) => process.env[x];\n${READER}`,
    },
    {
      name: 'an app below reads names of that beginning',
      code: `=== .env.example ===\nCACHE_PORT=\n=== server/package.json ===\n{ "name": "server", "private": true, "dependencies": { "express": "1" } }\n=== server/index.js ===\nconst express = require('express');\nconst setting = (name) => process.env[\`CACHE_\${name}\`];\nexpress().listen(process.env.PORT);\n${READER}`,
    },
    { name: 'read by an adapter', code: `=== .env.example ===\nTELEGRAM_BOT_USERNAME=\nQSTASH_URL=\n${READER}` },
    {
      name: 'names that an app below puts together',
      code: `=== .env.example ===\nS3_BUCKET=\n=== package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "5" }, "scripts": { "start": "node src/index.js" } }\n${READER}=== api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "5" }, "scripts": { "start": "node a.js" } }\n=== api/a.js ===\nrequire('express')().listen(process.env.PORT);\nexports.read = (x) => process.env[\`S3_\${x}\`];\n`,
    },
    { name: 'nested keys of a library', code: `=== .env.example ===\nDB__HOST=\n${READER}` },
    { name: 'a commented line', code: `=== .env.example ===\n# OLD_NAME=\n${READER}` },
    {
      name: 'read by an image that is not built here',
      code: `=== .env.db ===\nOWN_SETTING=1\n=== compose.yml ===\nservices:\n  db:\n    image: db:1\n    env_file: .env.db\n${READER}`,
    },
    {
      name: 'no code here reads anything',
      code: '=== .env.example ===\nOLD_NAME=\n=== src/index.ts ===\nexport const a = 1;\n',
    },
    { name: 'small letters, which no index has', code: `=== .env.example ===\nold_name=\n${READER}` },
    {
      name: 'suppressed with a reason',
      code: `=== .env.example ===\n# twelve-factor-disable-next-line config/unused-env-variable -- read by the proxy\nOLD_NAME=\n${READER}`,
    },
    {
      name: 'a library',
      bare: true,
      code: `=== .env.example ===\nOLD_NAME=\n${READER}=== package.json ===\n{ "name": "lib", "version": "1.0.0", "main": "a.js", "files": ["a.js"] }\n`,
    },
  ],
  breaks: [
    {
      name: 'names whose beginning or end code puts together with something',
      code: `=== .env.example ===\nAPI_URL=\nCLIENT_A_ID=\n#<^^^^^^^^^ hint: ${unused('CLIENT_A_ID')}\nB_CLIENT_KEY=\n#<^^^^^^^^^^ hint: ${unused('B_CLIENT_KEY')}\n=== src/clients.ts ===\nexport const id = (env: Settings, client: string) => [env[\`CLIENT_\${client}_ID\`], env[client + '_CLIENT_KEY']];\n${READER}`,
    },
    {
      name: 'what the configuration of a dependency starts with',
      code: `=== .env.example ===\nAPI_URL=\nJWT_SECRET=\n#<^^^^^^^^ hint: ${unused('JWT_SECRET')}\n=== package.json ===\n{ "name": "a", "private": true, "dependencies": { "@strapi/strapi": "5", "express": "5" } }\n${READER}`,
    },
    {
      name: 'a constant of the same name that the code makes for itself',
      code: `=== .env.example ===\nALLOWED_TYPES=a,b\n#<^^^^^^^^^^^ info: ${unused('ALLOWED_TYPES')}\n=== src/check.ts ===\nconst ALLOWED_TYPES: string[] = ['a', 'b'];\nexport const check = (type: string) => ALLOWED_TYPES.includes(type) || \`not in \${ALLOWED_TYPES.join()}\`;\n${READER}`,
    },
    {
      name: 'names of a dependency, which may read them itself',
      code: `=== .env.example ===\nAPI_URL=\nREDIS_HOST=\n#<^^^^^^^^ info: ${unused('REDIS_HOST')}\nSHOP_SDK_URL=\n#<^^^^^^^^^^ hint: ${unused('SHOP_SDK_URL')}\nACME_REGION=\n#<^^^^^^^^^ hint: ${unused('ACME_REGION')}\nCLIENT_URL=\n#<^^^^^^^^ info: ${unused('CLIENT_URL')}\nA_ONE=\nB_ONE=\nC_ONE=\nD_ONE=\nE_ONE=\n=== package.json ===\n{ "name": "a", "private": true, "dependencies": { "@acme/shop-sdk": "1", "@prisma/client": "7", "@types/redis": "4", "redis": "5", "express": "5" } }\n=== src/all.ts ===\nuse(process.env.A_ONE, process.env.B_ONE, process.env.C_ONE, process.env.D_ONE, process.env.E_ONE);\n${READER}`,
    },
    {
      name: 'an env file of which code here reads little',
      code: `=== .env.example ===\nAPI_URL=\nA_ONE=\n#<^^^ hint: ${unused('A_ONE')}\nB_TWO=\n#<^^^ hint: ${unused('B_TWO')}\nC_SIX=\n#<^^^ hint: ${unused('C_SIX')}\n${READER}`,
    },
    {
      name: 'a prefix of the bundler of yore; comments, order and quotes stay',
      code: bundle(
        'REACT_APP_API_URL',
        'import.meta.env.VITE_API_URL',
        '',
        '#     ^^^^^^^^^^^^^^^^^ info: Service "web" is given "REACT_APP_API_URL", but its code speaks of "VITE_API_URL".\n',
      ),
      fixed: {
        'compose.yml':
          'services:\n  web:\n    build: ./web\n    environment: # of the bundle\n      VITE_API_URL: "${API_URL}" # here\n      \n',
      },
      fixTitle: 'Name it VITE_API_URL',
    },
    {
      name: 'a key that nothing mentions',
      code: `
        === .env.example ===
        API_URL=
        OLD_NAME=
        #<^^^^^^ info: ${unused('OLD_NAME')}
        === src/index.ts ===
        export const url = process.env.API_URL;
      `,
      fixTitle: 'Remove OLD_NAME from the env file',
      fixed: { '.env.example': 'API_URL=\n' },
    },
    {
      name: 'said once, at the example, and removed everywhere',
      code: `
        === .env ===
        OLD_NAME=1
        API_URL=
        === .env.example ===
        OLD_NAME=
        #<^^^^^^ ${unused('OLD_NAME')}
        API_URL=
        === src/index.ts ===
        export const url = process.env.API_URL;
        === README.md ===
        OLD_NAME is a setting.
      `,
      fixTitle: 'Remove OLD_NAME from 2 env files',
      fixed: { '.env.example': 'API_URL=\n', '.env': 'API_URL=\n' },
    },
    {
      name: 'a program in another language that reads the env files of its own folder',
      code: `
        === web/.env.example ===
        MODEL_HOST=
        #<^^^^^^^^ info: ${unused('MODEL_HOST')}
        === web/package.json ===
        { "name": "web", "private": true, "dependencies": { "express": "5" } }
        === web/src/index.ts ===
        export const url = process.env.API_URL;
        === worker/settings.py ===
        class Settings(BaseSettings):
            model_host: str
      `,
    },
    {
      name: 'a word that only begins like it',
      code: `
        === .env.example ===
        API_URL=
        POSTER=
        #<^^^^ ${unused('POSTER')}
        === src/index.ts ===
        export const POSTER_URL = process.env.API_URL;
      `,
    },
    {
      name: 'CRLF and a BOM',
      file: '.env.example',
      code: `\uFEFFAPI_URL=\r\nOLD_NAME=\r\n#<^^^^^^ ${unused('OLD_NAME')}\n${READER}`,
      fixed: { '.env.example': '\uFEFFAPI_URL=\r\n' },
    },
  ],
});

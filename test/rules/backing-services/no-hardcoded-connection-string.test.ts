import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/04-backing-services/no-hardcoded-connection-string';
import { analyze } from '../../support/analyze';
import { fakeSecret } from '../../support/fake-secrets';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const url = fakeSecret('postgres-url');
const secret = fakeSecret('password');
const withPassword = (scheme: string): string =>
  `The ${scheme} address of a backing service stands in the code with its password.`;
const address = (scheme: string): string => `The ${scheme} address of a backing service is written into the code.`;
const bound = (module: string): string =>
  `The client of "${module}" is bound to this machine; no deploy can attach another service.`;
const keyValue = `Server=tcp:orders.database.windows.net;Database=orders;User Id=app;Password=${secret};`;

ruleTester(rule, {
  keeps: [
    {
      name: 'a read of the environment',
      code: "import { Pool } from 'pg';\nnew Pool({ connectionString: process.env.DATABASE_URL });\n",
    },
    { name: 'built from the environment', code: 'const url = `postgres://${USER}:${PASSWORD}@${HOST}/orders`;\n' },
    {
      name: 'a default on this machine',
      code: "const url = process.env.DATABASE_URL ?? 'postgres://app:app@localhost:5432/app';\nconst redis = process.env.REDIS_URL || 'redis://redis:6379';\n",
    },
    {
      name: 'an address of this machine that no client is given',
      code: "const sample = 'postgres://localhost/app';\n",
    },
    {
      name: 'a service of the compose file',
      code: "=== src/db.ts ===\nconst url = 'postgres://app:app@db:5432/app';\n=== compose.yml ===\nservices:\n  db:\n    image: postgres:17\n",
    },
    {
      name: 'stand-ins and hosts of documentation',
      code: "const a = 'postgres://USER:PASSWORD@HOST:5432/DATABASE', b = 'mongodb://user:password@host/db', c = 'redis://cache.example.com:6379', d = 'amqp://<user>:<password>@<host>';\n",
    },
    { name: 'comments', code: `/**\n * @example connect('${url}')\n */\n// ${url}\n` },
    { name: 'a test', code: `=== test/db.ts ===\nconst url = '${url}';\n` },
    {
      name: 'tests of a scheme',
      code: "if (url.startsWith('postgres://') || url.startsWith('redis://cache.acme.io') || /^amqps?:\\/\\//.test(url)) run();\n",
    },
    {
      name: 'help texts',
      code: "const option = { description: 'postgres://db.acme.io/orders', placeholder: 'redis://cache.acme.io' };\nconst input = 1;\n",
    },
    { name: 'a text that only mentions one', code: "log('connecting to redis://cache.acme.io');\n" },
    {
      name: 'an address in a command line tool',
      code: "=== src/cli.ts ===\nimport { program } from 'commander';\nconst url = 'postgres://db.acme.io/template';\n",
    },
    { name: 'a public file server', code: "const mirror = 'ftp://ftp.gnu.org/gnu';\n" },
    {
      name: 'another kind of URL',
      code: "const api = 'https://api.acme.io/v1', s = 's3://bucket/key', f = 'file:///tmp/x';\n",
    },
    { name: 'a type', code: "type Url = 'postgres://db.acme.io/orders';\n" },
    {
      name: 'a key-value string of this machine',
      code: "const c = 'Server=localhost;Database=app;User Id=sa;Password=Str0ngPassw0rd;';\n",
    },
    {
      name: 'scripts for this machine',
      code: '=== package.json ===\n{ "private": true, "dependencies": { "express": "5" }, "scripts": { "migrate": "DATABASE_URL=postgres://app:app@localhost/app prisma migrate" } }\n',
    },
    {
      name: 'a suppression',
      code: `// twelve-factor-disable-next-line backing-services/no-hardcoded-connection-string -- demo\nconst url = '${url}';\n`,
    },
  ],
  breaks: [
    {
      name: 'an address with its password',
      code: `import { Pool } from 'pg';\n${marked(`new Pool({ connectionString: '${url}' });`, `'${url}'`, `error: ${withPassword('postgres')}`)}`,
      fixTitle: 'Move literal to environment variable DATABASE_URL',
      fixed: {
        'src/index.ts': "import { Pool } from 'pg';\nnew Pool({ connectionString: process.env.DATABASE_URL });",
        '.env': `DATABASE_URL=${url}\n`,
        '.env.example': 'DATABASE_URL=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'an address without one',
      code: marked(
        "const cache = 'redis://cache.prod.internal:6379/0';",
        "'redis://cache.prod.internal:6379/0'",
        `warning: ${address('redis')}`,
      ),
      fixTitle: 'Move literal to environment variable REDIS_URL',
    },
    {
      name: 'any service',
      code: marked(`const q = '${fakeSecret('amqp-url')}';`, `'${fakeSecret('amqp-url')}'`, withPassword('amqp')),
      fixTitle: 'Move literal to environment variable AMQP_URL',
    },
    {
      name: 'a cluster',
      code: marked(
        `const m = '${fakeSecret('mongodb-url')}';`,
        `'${fakeSecret('mongodb-url')}'`,
        withPassword('mongodb+srv'),
      ),
    },
    {
      name: 'a password and nothing else',
      code: marked(
        `const url = \`postgres://app:${secret}@\${host}/orders\`;`,
        `\`postgres://app:${secret}@\${host}/orders\``,
        `error: ${withPassword('postgres')}`,
      ),
    },
    {
      name: 'a dynamic database',
      code: marked(
        'const url = `postgres://db.acme.io/${tenant}`;',
        '`postgres://db.acme.io/${tenant}`',
        `warning: ${address('postgres')}`,
      ),
    },
    {
      name: 'joined parts',
      code: `const HOST = 'db.acme.io';\n${marked("const url = 'postgres://' + HOST + '/' + name;", "'postgres://' + HOST + '/' + name", address('postgres'))}`,
    },
    {
      name: 'a service that no compose file knows',
      code: "=== src/db.ts ===\nconst url = 'amqp://queue:5672';\n//          ^^^^^^^^^^^^^^^^^^^ warning: The amqp address of a backing service is written into the code.\n=== compose.yml ===\nservices:\n  db:\n    image: postgres:17\n",
    },
    {
      name: 'a password that somebody thought of, for a host that only a network of containers knows',
      code: marked(
        `const url = 'postgres://app:${'Orders'}_${'42'}@db:5432/app';`,
        `'postgres://app:${'Orders'}_${'42'}@db:5432/app'`,
        `warning: ${withPassword('postgres')}`,
      ),
    },
    {
      name: 'a password that is the name of the user',
      code: marked(
        "const url = 'postgres://orders:orders@10.1.2.3:5432/app';",
        "'postgres://orders:orders@10.1.2.3:5432/app'",
        `warning: ${withPassword('postgres')}`,
      ),
    },
    {
      name: 'a fallback elsewhere',
      code: marked(
        `const url = process.env.DATABASE_URL || '${url}';`,
        `'${url}'`,
        `error: ${withPassword('postgres')}`,
      ),
      fixTitle: 'Move the fallback of DATABASE_URL to the environment',
      fixed: {
        'src/index.ts': 'const url = process.env.DATABASE_URL;',
        '.env': `DATABASE_URL=${url}\n`,
        '.env.example': 'DATABASE_URL=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a client bound to this machine',
      code: `import mongoose from 'mongoose';\n${marked("mongoose.connect('mongodb://localhost:27017/app');", "'mongodb://localhost:27017/app'", `warning: ${bound('mongoose')}`)}`,
      fixTitle: 'Move literal to environment variable MONGODB_URI',
    },
    {
      name: 'a client bound by a constant',
      code: `import { createClient } from 'redis';\n${marked("const url = 'redis://127.0.0.1:6379';", "'redis://127.0.0.1:6379'", bound('redis'))}\ncreateClient({ url });`,
    },
    {
      name: 'a client bound in development',
      code: `import mongoose from 'mongoose';\n${marked("if (process.env.NODE_ENV === 'development') mongoose.connect('mongodb://localhost/app');", "'mongodb://localhost/app'", `hint: ${bound('mongoose')}`)}`,
    },
    {
      name: 'a key-value string',
      code: marked(`const c = '${keyValue}';`, `'${keyValue}'`, `error: ${withPassword('key=value')}`),
    },
    {
      name: 'a password in a script',
      code: marked(`const url = '${url}';`, `'${url}'`, `error: ${withPassword('postgres')}`),
      file: 'scripts/copy.ts',
    },
    {
      name: 'a package script',
      code: `=== package.json ===\n{\n  "private": true,\n  "dependencies": { "express": "5" },\n  "scripts": {\n${marked(`    "migrate": "DATABASE_URL=${url} prisma migrate deploy"`, url, `error: ${withPassword('postgres')}`)}\n  }\n}\n`,
    },
    {
      name: 'a shell script',
      code: marked(`export DATABASE_URL="${url}"`, `DATABASE_URL="${url}"`, `error: ${withPassword('postgres')}`, '#'),
      file: 'deploy.sh',
    },
    {
      name: 'CRLF and an emoji before it',
      code: `// 🔑\r\n${marked(`const s = '🔑', url = '${url}';`, `'${url}'`, withPassword('postgres'))}`,
    },
  ],
});

describe('backing-services/no-hardcoded-connection-string as a witness', () => {
  it('attests each client that is configured', () => {
    const files = {
      'package.json': '{ "private": true, "dependencies": { "express": "5" } }',
      'src/config.ts': 'export const config = { redis: process.env.REDIS_URL };\n',
      'src/db.ts':
        "import { Pool } from 'pg';\nimport { createClient } from 'redis';\nimport knex from 'knex';\nimport { config } from './config';\n" +
        'new Pool({ connectionString: process.env.DATABASE_URL });\ncreateClient({ url: config.redis });\nknex({ connection: options });\n',
    };
    const evidence = analyze(files, { rules: [rule] })
      .appReports()
      .flatMap((report) => report.evidence);
    assert.deepEqual(evidence.map(({ statement }) => statement).sort(), [
      'The client of "pg" is configured from the environment.',
      'The client of "redis" is configured by a config module.',
    ]);
  });
});

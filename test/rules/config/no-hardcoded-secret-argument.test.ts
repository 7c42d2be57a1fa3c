import rule from '../../../server/src/rules/03-config/no-hardcoded-secret-argument';
import { fakeSecret } from '../../support/fake-secrets';
import { marked } from '../../support/marked';
import { type RuleCase, ruleTester } from '../../support/rule-tester';

const password = fakeSecret('password');
const key = `-----BEGIN ${'PUB'}LIC KEY-----\\nMIIBIjANBgkq\\n-----END ${'PUB'}LIC KEY-----`;

const option = (name: string, library: string): string =>
  `The secret "${name}" that "${library}" is given is written into the code.`;
const argument = (library: string): string => `The secret that "${library}" is given is written into the code.`;

/** One call of a library, its import written before it. */
function call(name: string, imported: string, line: string, part: string, message: string): RuleCase {
  return { name, code: `${imported}\n${marked(line, part, message)}\n` };
}
const RANDOM = ['v9dn0balp', 'qas1pcc281', 'tn5ood1'].join('');

ruleTester(rule, {
  keeps: [
    {
      name: 'a read of the environment',
      code: "import session from 'express-session';\nsession({ secret: process.env.SESSION_SECRET });\n",
    },
    {
      name: 'a fallback, which has a rule of its own',
      code: "import session from 'express-session';\nsession({ secret: process.env.SESSION_SECRET || 'keyboard cat' });\n",
    },
    { name: 'an empty text', code: "import { Pool } from 'pg';\nnew Pool({ password: '' });\n" },
    {
      name: 'a reference to a secret',
      code: "import { Pool } from 'pg';\nnew Pool({ password: '/run/secrets/db' });\nnew Pool({ password: '${DB_PASSWORD}' });\n",
    },
    {
      name: 'a public key in a check',
      code: `import jwt from 'jsonwebtoken';\njwt.verify(token, '${key}');\nconst publicKey = 'not-a-secret-at-all';\njwt.verify(token, publicKey);\n`,
    },
    {
      name: 'a test',
      code: "=== test/app.ts ===\nimport session from 'express-session';\nsession({ secret: 'keyboard cat' });\n",
    },
    {
      name: 'an example',
      code: "=== examples/app.ts ===\nimport session from 'express-session';\nsession({ secret: 'keyboard cat' });\n",
    },
    {
      name: 'what is not known',
      code: "import session from 'express-session';\nimport { secret } from './config';\nsession({ secret });\nsession(options);\nsession({ ...options });\n",
    },
    {
      name: 'a function of the same name',
      code: "const session = (options: object) => options;\nsession({ secret: 'keyboard cat' });\n",
    },
    {
      name: 'a database in a file',
      code: "import { Sequelize } from 'sequelize';\nnew Sequelize('database', 'username', 'password', { dialect: 'sqlite' });\n",
    },
    {
      name: 'a header without a credential',
      code: "fetch('/', { headers: { Authorization: 'Bearer <token>' } });\nfetch('/', { headers: { Authorization: `Bearer ${token}` } });\nconst security = { authorization: 'Bearer' };\nclient.set('Authorization', 'Bearer ' + token);\n",
    },
    {
      name: 'a call and a value that the configuration allows',
      code: "import { createHmac } from 'node:crypto';\nimport session from 'express-session';\ncreateHmac('sha256', 'label');\nsession({ secret: 'local-only' });\n",
      configuration: { rules: { [rule.id]: ['error', { allow: ['crypto.*'], allowPatterns: ['local-.*'] }] } },
    },
    {
      name: 'calls of a project that nobody named',
      code: "import { connect } from '@acme/db';\nimport { sign } from './lib/tokens';\nconnect({ password: 'nuclear-codes' });\nsign({}, 'nuclear-codes');\n",
      configuration: {
        rules: { [rule.id]: ['error', { add: ['@acme/db.connect(0.token)', '*/lib/tokens.sign(0)'] }] },
      },
    },
    {
      name: 'a named call that is given what the environment says',
      code: "import { connect } from '@acme/db';\nconnect({ password: process.env.DB_PASSWORD });\n",
      configuration: { rules: { [rule.id]: ['error', { add: ['@acme/db.connect(0.password)'] }] } },
    },
    {
      name: 'names that the configuration allows',
      code: "import session from 'express-session';\nconst TEMPLATE_ID = 'welcome-4';\nsession({ secret: TEMPLATE_ID });\nsession({ secret: 'keyboard cat' });\n",
      configuration: { secretNames: { allow: ['*_id', 'secret'] } },
    },
    {
      name: 'a suppression',
      code: "import session from 'express-session';\n// twelve-factor-disable-next-line config/no-hardcoded-secret-argument -- demo\nsession({ secret: 'keyboard cat' });\n",
    },
  ],
  breaks: [
    {
      name: 'calls of a project, by argument, by option, and on what another call makes',
      code: `
        import { connect } from '@acme/db';
        import { sign } from '../lib/tokens';
        import { Client } from '@acme/chat';
        connect({ host: process.env.HOST, password: 'nuclear-codes' });
        //                                          ^^^^^^^^^^^^^^^ error: The secret "password" that "@acme/db.connect" is given is written into the code.
        sign({}, 'nuclear-codes');
        //       ^^^^^^^^^^^^^^^ error: The secret that "../lib/tokens.sign" is given is written into the code.
        const client = new Client();
        client.login('nuclear-codes');
        //           ^^^^^^^^^^^^^^^ error: The secret that "@acme/chat.Client.login" is given is written into the code.
      `,
      configuration: {
        rules: {
          [rule.id]: [
            'error',
            { add: ['@acme/db.connect(0.password)', '*/lib/tokens.sign(1)', '@acme/chat.client.login(*)'] },
          ],
        },
      },
      fixTitle: 'Move literal to environment variable DB_PASSWORD',
    },
    {
      name: 'a database of a developer, in a script and in the service',
      code: `
        === scripts/compare.js ===
        import pg from 'pg';
        new pg.Pool({ user: 'postgres', password: 'postgres' });
        //                                        ^^^^^^^^^^ info: The secret "password" that "pg.Pool" is given is written into the code.
        === src/db.js ===
        import pg from 'pg';
        new pg.Pool({ user: 'postgres', password: 'postgres' });
        //                                        ^^^^^^^^^^ warning: The secret "password" that "pg.Pool" is given is written into the code.
      `,
    },
    {
      ...call(
        'a session',
        "import session from 'express-session';",
        "app.use(session({ secret: 'nuclear-codes' }));",
        "'nuclear-codes'",
        `warning: ${option('secret', 'express-session')}`,
      ),
      fixTitle: 'Move literal to environment variable SESSION_SECRET',
      fixed: {
        'src/index.ts':
          "import session from 'express-session';\napp.use(session({ secret: process.env.SESSION_SECRET }));\n",
        '.env': 'SESSION_SECRET=nuclear-codes\n',
        '.env.example': 'SESSION_SECRET=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a session with a secret that a generator has made',
      code: `import session from 'express-session';\n${marked(`session({ secret: '${RANDOM}' });`, `'${RANDOM}'`, `error: ${option('secret', 'express-session')}`)}`,
    },
    call(
      'a stand-in in use',
      "import session from 'express-session';",
      "app.use(session({ secret: 'keyboard cat' }));",
      "'keyboard cat'",
      `warning: ${option('secret', 'express-session')}`,
    ),
    call(
      'required',
      "const session = require('express-session');",
      "session({ secret: 'nuclear-codes' });",
      "'nuclear-codes'",
      option('secret', 'express-session'),
    ),
    call(
      'an element of a list',
      "import cookieSession from 'cookie-session';",
      "cookieSession({ keys: [process.env.KEY, 'old-and-known'] });",
      "'old-and-known'",
      option('keys', 'cookie-session'),
    ),
    call(
      'a positional argument',
      "import jwt from 'jsonwebtoken';",
      "jwt.sign({ id }, 'nuclear-codes', { expiresIn: '1h' });",
      "'nuclear-codes'",
      argument('jsonwebtoken.sign'),
    ),
    {
      name: 'a constant, which keeps its name',
      code: `import { verify } from 'jsonwebtoken';\n${marked("const ACCESS_SECRET = 'nuclear-codes';", "'nuclear-codes'", argument('jsonwebtoken.verify'))}\nverify(token, ACCESS_SECRET);\n`,
      fixTitle: 'Move literal to environment variable ACCESS_SECRET',
    },
    call(
      'a plugin',
      "import jwt from '@fastify/jwt';",
      "app.register(jwt, { secret: 'nuclear-codes' });",
      "'nuclear-codes'",
      option('secret', '@fastify/jwt'),
    ),
    call(
      'a property of an app',
      "import Koa from 'koa';\nconst app = new Koa();",
      "app.keys = ['nuclear-codes'];",
      "'nuclear-codes'",
      option('keys', 'koa'),
    ),
    call(
      'a method of a client',
      "import { Client } from 'discord.js';\nconst client = new Client({});",
      `await client.login('${password}');`,
      `'${password}'`,
      argument('discord.js.Client.login'),
    ),
    call(
      'encoded bytes',
      "import { SignJWT } from 'jose';",
      "await new SignJWT({}).setIssuedAt().sign(new TextEncoder().encode('nuclear-codes'));",
      "'nuclear-codes'",
      argument('jose.SignJWT.sign'),
    ),
    call(
      'a Nest module',
      "import { JwtModule } from '@nestjs/jwt';",
      "JwtModule.register({ secret: 'nuclear-codes' });",
      "'nuclear-codes'",
      option('secret', '@nestjs/jwt.JwtModule.register'),
    ),
    call(
      'a passport strategy',
      "import { Strategy } from 'passport-google-oauth20';",
      `new Strategy({ clientSecret: '${password}' });`,
      `'${password}'`,
      option('clientSecret', 'passport-google-oauth20.Strategy'),
    ),
    call(
      'a stand-in for a foreign key',
      "import Stripe from 'stripe';",
      "new Stripe('your-stripe-key');",
      "'your-stripe-key'",
      `hint: ${argument('stripe')}`,
    ),
    call(
      'a key for tests',
      "import Stripe from 'stripe';",
      `new Stripe('sk_${'test'}_${password}');`,
      `'sk_${'test'}_${password}'`,
      `warning: ${argument('stripe')}`,
    ),
    call(
      'an encryption key',
      "import { createCipheriv } from 'node:crypto';",
      "createCipheriv('aes-256-cbc', Buffer.from('nuclear-codes', 'utf8'), iv);",
      "'nuclear-codes'",
      argument('crypto.createCipheriv'),
    ),
    call(
      'a label for a digest',
      "import crypto from 'crypto';",
      "crypto.createHmac('sha256', 'orders-v1').update(x);",
      "'orders-v1'",
      `info: ${argument('crypto.createHmac')}`,
    ),
    call(
      'a nested option',
      "import nodemailer from 'nodemailer';",
      `nodemailer.createTransport({ host: 'smtp.acme.io', auth: { user: 'a', pass: '${password}' } });`,
      `'${password}'`,
      `error: ${option('auth.pass', 'nodemailer.createTransport')}`,
    ),
    call(
      'a mail server that delivers nothing',
      "import nodemailer from 'nodemailer';",
      `nodemailer.createTransport({ host: 'smtp.ethereal.email', auth: { user: 'a', pass: '${password}' } });`,
      `'${password}'`,
      `warning: ${option('auth.pass', 'nodemailer.createTransport')}`,
    ),
    call(
      'a database on this machine',
      "import { Pool } from 'pg';",
      "new Pool({ host: 'localhost', password: 'orders' });",
      "'orders'",
      `warning: ${option('password', 'pg.Pool')}`,
    ),
    call(
      'a client of a cloud',
      "import { S3Client } from '@aws-sdk/client-s3';",
      `new S3Client({ credentials: { accessKeyId, secretAccessKey: '${fakeSecret('aws-secret-access-key')}' } });`,
      `'${fakeSecret('aws-secret-access-key')}'`,
      option('credentials.secretAccessKey', '@aws-sdk/client-s3.S3Client'),
    ),
    {
      name: 'a word for what an address lacks',
      code: `import amqp from 'amqplib';\nconst url = new URL(settings.uri);\n${marked("amqp.connect({ password: url.password || 'guest' });", "'guest'", `hint: ${option('password', 'amqplib.connect')}`)}\n`,
    },
    {
      name: 'a secret for what an address lacks',
      code: `import { Pool } from 'pg';\nimport { parse } from 'node:url';\nconst { password } = new URL(address);\n${marked(`new Pool({ password: decodeURIComponent(password) || '${password}' });`, `'${password}'`, `warning: ${option('password', 'pg.Pool')}`)}\n`,
    },
    {
      name: 'a word for a field that is no part of an address',
      code: `import amqp from 'amqplib';\n${marked("amqp.connect({ hostname: 'rabbit', password: settings.password || 'guest' });", "'guest'", `hint: ${option('password', 'amqplib.connect')}`)}\n`,
    },
    call(
      'a store on this machine',
      "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
      "new DynamoDBClient({ endpoint, region: 'localhost', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });",
      "'local'",
      `hint: ${option('credentials.secretAccessKey', '@aws-sdk/client-dynamodb.DynamoDBClient')}`,
    ),
    call(
      'an account that is its own key',
      "import { S3Client } from '@aws-sdk/client-s3';",
      "new S3Client({ region, credentials: { accessKeyId: 'orders', secretAccessKey: 'orders' } });",
      "'orders'",
      `hint: ${option('credentials.secretAccessKey', '@aws-sdk/client-s3.S3Client')}`,
    ),
    call(
      'calls that need no account',
      "import { STSClient } from '@aws-sdk/client-sts';",
      "new STSClient({ region, credentials: { accessKeyId, secretAccessKey: 'anonymous' } });",
      "'anonymous'",
      `hint: ${option('credentials.secretAccessKey', '@aws-sdk/client-sts.STSClient')}`,
    ),
    call(
      'a server of models that one hosts',
      "import OpenAI from 'openai';",
      "new OpenAI({ apiKey: 'orders', baseURL: url });",
      "'orders'",
      `hint: ${option('apiKey', 'openai')}`,
    ),
    call(
      'a word for a key of the vendor',
      "import OpenAI from 'openai';",
      "new OpenAI({ apiKey: 'orders', baseURL: 'https://api.openai.com/v1' });",
      "'orders'",
      `warning: ${option('apiKey', 'openai')}`,
    ),
    call(
      'a random key for a server that one hosts',
      "import OpenAI from 'openai';",
      `new OpenAI({ apiKey: '${password}', baseURL: url });`,
      `'${password}'`,
      `error: ${option('apiKey', 'openai')}`,
    ),
    call(
      'a word where another source gives nothing',
      "import { AES } from 'crypto-js';",
      "AES.decrypt(text, oldKey || 'dev');",
      "'dev'",
      `warning: ${argument('crypto-js.AES.decrypt')}`,
    ),
    {
      ...call(
        'a word where another source gives nothing, in a script',
        "import { AES } from 'crypto-js';",
        "AES.decrypt(text, oldKey || 'dev');",
        "'dev'",
        `info: ${argument('crypto-js.AES.decrypt')}`,
      ),
      file: 'src/scripts/migrate-key.ts',
    },
    call(
      'development only',
      "import session from 'express-session';",
      "if (process.env.NODE_ENV !== 'production') app.use(session({ secret: 'dev' }));",
      "'dev'",
      `hint: ${option('secret', 'express-session')}`,
    ),
    {
      name: 'a bearer token',
      code: marked(
        `fetch('/', { headers: { Authorization: 'Bearer ${password}${password}Ab1' } });`,
        `'Bearer ${password}${password}Ab1'`,
        'error: The "Authorization" header carries a credential that is written into the code.',
      ),
    },
    {
      name: 'a user and a password for basic authentication',
      code: marked(
        `request.set('Authorization', 'Basic ' + Buffer.from('app:${password}').toString('base64'));`,
        `'app:${password}'`,
        'The "Authorization" header carries a credential that is written into the code.',
      ),
      fixTitle: 'Move literal to environment variable AUTHORIZATION',
    },
    {
      ...call(
        'a script',
        "import { Client } from 'pg';",
        `new Client({ host: 'db.acme.io', password: '${password}' });`,
        `'${password}'`,
        `error: ${option('password', 'pg.Client')}`,
      ),
      file: 'scripts/report.ts',
    },
    {
      name: 'CRLF and an emoji before it',
      code: `import session from 'express-session';\r\n${marked("const s = '🔑', m = session({ secret: 'nuclear-codes' });", "'nuclear-codes'", option('secret', 'express-session'))}`,
    },
  ],
});

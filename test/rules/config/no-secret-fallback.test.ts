import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/03-config/no-secret-fallback';
import { analyze } from '../../support/analyze';
import { fakeSecret } from '../../support/fake-secrets';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const falls = (name: string): string => `"${name}" falls back to a secret that is written into the code.`;
const EXAMPLE = { '.env.example': 'JWT_SECRET=\n' };

ruleTester(rule, {
  keeps: [
    { name: 'no fallback', code: 'const secret = process.env.JWT_SECRET;\n' },
    { name: 'an empty one', code: "const secret = process.env.JWT_SECRET || '';\n" },
    {
      name: 'words that say that nothing is set',
      code: "console.log(process.env.API_KEY || 'not set', process.env.API_TOKEN ?? 'none', process.env.DB_PASSWORD || 'no password configured');\n",
    },
    {
      name: 'flags, numbers and files',
      code: "const a = process.env.USE_SECRET || 'true', b = process.env.JWT_TOKEN || '12', c = process.env.PRIVATE_KEY || './keys/private.pem';\n",
    },
    {
      name: 'names that only sound like secrets',
      code: "const a = process.env.TEMPLATEID_PASSWORD_RESET || 'password-reset-1', b = process.env.TOKEN_EXPIRES_IN || '1 day', c = process.env.CLI_SEGMENT_WRITE_KEY || 'tz68K6ytWx6AUqDl30';\n",
    },
    { name: 'what is public', code: `const a = process.env.STRIPE_PUBLISHABLE_KEY || 'pk_${'test'}_abcdefgh';\n` },
    { name: 'no secret', code: "const port = process.env.PORT || '3000', level = process.env.LOG_LEVEL ?? 'info';\n" },
    { name: 'what is not known', code: 'const secret = process.env.JWT_SECRET || readSecret();\n' },
    {
      name: 'a test',
      code: "=== src/auth.spec.ts ===\nconst secret = process.env.JWT_SECRET || 'test';\nprocess.env.JWT_SECRET = 'test';\n",
    },
    {
      name: 'a default of something else',
      code: "const schema = z.object({ password: z.string().default('x') });\nconst options = { default: 'x', token: 'y' };\nmap.get('JWT_SECRET', 'x');\n",
    },
    {
      name: 'a kind of value that a function of the project is told',
      code: "const secret = parseEnv('JWT_SECRET', 'string'), key = getEnv('API_TOKEN', 'required');\n",
    },
    { name: 'a comparison', code: "if (process.env.API_TOKEN === 'abc' || other) run();\n" },
    {
      name: 'a name that the configuration allows',
      code: "const secret = process.env.DEV_SECRET || 'abc';\n",
      configuration: { rules: { [rule.id]: ['warning', { allow: ['DEV_*'] }] } },
    },
    {
      name: 'a suppression',
      code: "const secret = process.env.JWT_SECRET || 'abc'; // twelve-factor-disable-line config/no-secret-fallback -- demo\n",
    },
  ],
  breaks: [
    {
      name: "the name of what a vendor's console shows stands in for it",
      code: `
        export const facebook = { clientSecret: process.env.FACEBOOK_SECRET || 'APP_SECRET' };
        //                                                                     ^^^^^^^^^^^^ hint: "FACEBOOK_SECRET" falls back to a secret that is written into the code.
      `,
    },
    {
      name: 'a function of the file that demands a variable',
      code: `
        function requireEnv(name: string): string {
          const value = process.env[name];
          if (!value) throw new Error(\`\${name} is not set\`);
          return value;
        }
        export const secret = process.env.JWT_SECRET || 'default';
        //                                              ^^^^^^^^^ ${falls('JWT_SECRET')}
      `,
      fixTitle: 'Remove the fallback of JWT_SECRET and read it with requireEnv',
      fixed: {
        'src/index.ts':
          "function requireEnv(name: string): string {\n  const value = process.env[name];\n  if (!value) throw new Error(`${name} is not set`);\n  return value;\n}\nexport const secret = requireEnv('JWT_SECRET');\n",
        ...EXAMPLE,
      },
    },
    {
      name: 'a function of the config module that demands a variable',
      code: `
        import express from 'express';
        export const secret = process.env.JWT_SECRET ?? 'default';
        //                                              ^^^^^^^^^ ${falls('JWT_SECRET')}
        === src/config.ts ===
        export const must = (key: string): string => {
          const value = process.env[key];
          if (value === undefined) throw new Error(key);
          return value;
        };
        export const port = must('PORT');
        export const url = must('URL');
      `,
      fixed: {
        'src/index.ts':
          "import express from 'express';\nimport { must } from './config';\nexport const secret = must('JWT_SECRET');\n",
        ...EXAMPLE,
      },
    },
    {
      name: 'a copy of the environment',
      code: marked("const secret = envVars.JWT_SECRET || 'default';", "'default'", falls('JWT_SECRET')),
    },
    {
      name: "a stand-in for what opens somebody else's service, and one for a secret of its own",
      code: `
        export const twitter = process.env.TWITTER_ACCESS_TOKEN || 'dummyAccessToken';
        //                                                         ^^^^^^^^^^^^^^^^^^ hint: ${falls('TWITTER_ACCESS_TOKEN')}
        export const session = process.env.SESSION_SECRET || 'dummySecret';
        //                                                   ^^^^^^^^^^^^^ warning: ${falls('SESSION_SECRET')}
      `,
    },
    {
      name: 'one variable with the same fallback at two places',
      code: `
        import jwt from 'jsonwebtoken';
        export const issue = (payload) => jwt.sign(payload, process.env.TOKEN_SECRET || 'our-words');
        //                                                                              ^^^^^^^^^^^ error: ${falls('TOKEN_SECRET')}
        export const verify = (token) => jwt.verify(token, process.env.TOKEN_SECRET || 'our-words');
      `,
    },
    {
      name: 'a fallback that the module stops on',
      code: `
        export const JWT_SECRET = process.env.JWT_SECRET || 'dev';
        //                                                  ^^^^^ hint: ${falls('JWT_SECRET')}
        export const COOKIE_SECRET = process.env.COOKIE_SECRET || 'dev';
        //                                                        ^^^^^ warning: ${falls('COOKIE_SECRET')}
        if (prod && JWT_SECRET === 'dev') {
          throw new Error('not in production');
        }
        if (COOKIE_SECRET === 'dev') console.log('development');
      `,
    },
    {
      name: 'a constant that a method refuses, and a list of what is refused',
      code: `
        const DEFAULT_SECRET = 'our-session-words';
        //                     ^^^^^^^^^^^^^^^^^^^ hint: ${falls('SESSION_SECRET')}
        const WEAK = ['dev', 'secret'];
        class Settings {
          load() {
            const jwtSecret = process.env.JWT_SECRET ?? 'secret';
            //                                          ^^^^^^^^ hint: ${falls('JWT_SECRET')}
            if (WEAK.includes(jwtSecret)) process.exit(1);
            return { secret: process.env.SESSION_SECRET || DEFAULT_SECRET, jwtSecret };
          }
          check(config) {
            const errors = [];
            if (config.environment === 'production' && config.secret === DEFAULT_SECRET) errors.push('no secret');
            if (errors.length > 0) throw new Error(errors.join());
          }
        }
      `,
    },
    {
      name: 'an operator',
      code: marked(
        "const secret = process.env.JWT_SECRET || 'default';",
        "'default'",
        `warning: ${falls('JWT_SECRET')}`,
      ),
      fixTitle: 'Remove the fallback of JWT_SECRET',
      fixed: { 'src/index.ts': 'const secret = process.env.JWT_SECRET;', ...EXAMPLE },
    },
    {
      name: 'a newer operator',
      code: marked("const secret = process.env['JWT_SECRET'] ?? 'default';", "'default'", falls('JWT_SECRET')),
      fixed: { 'src/index.ts': "const secret = process.env['JWT_SECRET'];", ...EXAMPLE },
    },
    {
      name: 'a condition on the variable',
      code: marked(
        "const s = process.env.JWT_SECRET ? process.env.JWT_SECRET : 'default';",
        "'default'",
        falls('JWT_SECRET'),
      ),
      fixed: { 'src/index.ts': 'const s = process.env.JWT_SECRET;', ...EXAMPLE },
    },
    {
      name: 'a condition on the deploy',
      code: marked("const s = isProduction ? process.env.JWT_SECRET : 'dev';", "'dev'", `hint: ${falls('JWT_SECRET')}`),
    },
    {
      name: 'a destructuring',
      code: marked("const { JWT_SECRET: secret = 'default' } = process.env;", "'default'", falls('JWT_SECRET')),
      fixed: { 'src/index.ts': 'const { JWT_SECRET: secret } = process.env;', ...EXAMPLE },
    },
    { name: 'an assignment', code: marked("process.env.JWT_SECRET ||= 'default';", "'default'", falls('JWT_SECRET')) },
    {
      name: 'a variable that is set',
      code: marked(
        "if (!process.env.JWT_SECRET) process.env.JWT_SECRET = 'default';",
        "'default'",
        'warning: "JWT_SECRET" is set to a secret that is written into the code.',
      ),
    },
    {
      name: 'a variable that a tool sets',
      code: marked(
        "process.env.JWT_SECRET = 'default';",
        "'default'",
        'info: "JWT_SECRET" is set to a secret that is written into the code.',
      ),
      file: 'knexfile.ts',
    },
    {
      name: 'zod',
      code: `import { z } from 'zod';\n${marked("const schema = z.object({ JWT_SECRET: z.string().min(8).default('default') });", "'default'", falls('JWT_SECRET'))}`,
      fixed: {
        'src/index.ts': "import { z } from 'zod';\nconst schema = z.object({ JWT_SECRET: z.string().min(8) });",
        ...EXAMPLE,
      },
    },
    {
      name: 'joi',
      code: `import Joi from 'joi';\n${marked("const schema = Joi.object({ JWT_SECRET: Joi.string().default('default').required() });", "'default'", falls('JWT_SECRET'))}`,
      fixed: {
        'src/index.ts': "import Joi from 'joi';\nconst schema = Joi.object({ JWT_SECRET: Joi.string().required() });",
        ...EXAMPLE,
      },
    },
    {
      name: 'valibot',
      code: `import * as v from 'valibot';\n${marked("const schema = v.object({ JWT_SECRET: v.optional(v.string(), 'default') });", "'default'", falls('JWT_SECRET'))}`,
      fixed: {
        'src/index.ts': "import * as v from 'valibot';\nconst schema = v.object({ JWT_SECRET: v.string() });",
        ...EXAMPLE,
      },
    },
    {
      name: 'envalid',
      code: `import { cleanEnv, str } from 'envalid';\n${marked("cleanEnv(process.env, { JWT_SECRET: str({ default: 'default' }) });", "'default'", falls('JWT_SECRET'))}`,
      fixed: {
        'src/index.ts': "import { cleanEnv, str } from 'envalid';\ncleanEnv(process.env, { JWT_SECRET: str() });",
        ...EXAMPLE,
      },
    },
    {
      name: 'envalid, for development',
      code: `import { cleanEnv, str } from 'envalid';\n${marked("cleanEnv(process.env, { JWT_SECRET: str({ desc: 'x', devDefault: 'default' }) });", "'default'", `hint: ${falls('JWT_SECRET')}`)}`,
      fixed: {
        'src/index.ts':
          "import { cleanEnv, str } from 'envalid';\ncleanEnv(process.env, { JWT_SECRET: str({ desc: 'x' }) });",
        ...EXAMPLE,
      },
    },
    {
      name: 'convict',
      code: marked(
        "convict({ jwt: { secret: { format: String, default: 'default', env: 'JWT_SECRET' } } });",
        "'default'",
        falls('JWT_SECRET'),
      ),
      fixed: {
        'src/index.ts': "convict({ jwt: { secret: { format: String, default: '', env: 'JWT_SECRET' } } });",
        ...EXAMPLE,
      },
    },
    {
      name: 'a JSON schema',
      code: marked(
        "const schema = { properties: { JWT_SECRET: { type: 'string', default: 'default' } } };",
        "'default'",
        falls('JWT_SECRET'),
      ),
    },
    {
      name: 'env-var',
      code: `import * as env from 'env-var';\n${marked("const s = env.get('JWT_SECRET').default('default').asString();", "'default'", falls('JWT_SECRET'))}`,
      fixed: {
        'src/index.ts': "import * as env from 'env-var';\nconst s = env.get('JWT_SECRET').asString();",
        ...EXAMPLE,
      },
    },
    {
      name: 'a configuration service',
      code: marked(
        "const s = this.configService.get<string>('JWT_SECRET', 'default');",
        "'default'",
        falls('JWT_SECRET'),
      ),
      fixed: { 'src/index.ts': "const s = this.configService.get<string>('JWT_SECRET');", ...EXAMPLE },
    },
    {
      name: 'a function of its own',
      code: marked("const s = getEnv('JWT_SECRET', 'default');", "'default'", falls('JWT_SECRET')),
    },
    {
      name: 'a kept variable',
      code: `import { env } from './env';\n${marked("const s = env.JWT_SECRET || 'default';", "'default'", falls('JWT_SECRET'))}`,
    },
    {
      name: 'a converted variable',
      code: marked("const s = process.env.JWT_SECRET?.trim() || 'default';", "'default'", falls('JWT_SECRET')),
    },
    {
      name: 'what signs sessions',
      code: `import session from 'express-session';\n${marked("session({ secret: process.env.SESS || 'default' });", "'default'", `warning: ${falls('SESS')}`)}`,
    },
    {
      name: 'what signs cookies that hold the session',
      code: `import session from 'cookie-session';\n${marked("session({ secret: process.env.SESS || 'default' });", "'default'", `error: ${falls('SESS')}`)}`,
    },
    {
      name: 'a constant that signs tokens',
      code: `import jwt from 'jsonwebtoken';\n${marked("const secret = process.env.JWT_SECRET || 'default';", "'default'", `error: ${falls('JWT_SECRET')}`)}\njwt.sign({}, secret);`,
    },
    {
      name: 'options kept in a constant',
      code: `import session from 'express-session';\n${marked("const options = { secret: process.env.SESS ?? 'default' };", "'default'", `warning: ${falls('SESS')}`)}\nsession(options);`,
    },
    {
      name: 'a label for a digest',
      code: `import { createHmac } from 'crypto';\n${marked("createHmac('sha256', process.env.SALT || 'orders');", "'orders'", `info: ${falls('SALT')}`)}`,
    },
    {
      name: 'a real token',
      code: marked(
        `const s = process.env.GITHUB_TOKEN || '${fakeSecret('github-token')}';`,
        `'${fakeSecret('github-token')}'`,
        `error: ${falls('GITHUB_TOKEN')}`,
      ),
    },
    {
      name: 'words in place of what a vendor hands out',
      code: marked("const s = process.env.STRIPE_API_KEY || 'ABC';", "'ABC'", `hint: ${falls('STRIPE_API_KEY')}`),
    },
    {
      name: 'a secret that is agreed on with a vendor',
      code: marked(
        "const s = process.env.GITHUB_WEBHOOK_SECRET || 'development';",
        "'development'",
        falls('GITHUB_WEBHOOK_SECRET'),
      ),
    },
    {
      name: 'a stand-in in a program that makes infrastructure',
      code: `import * as aws from '@pulumi/aws';\n${marked("aws.secret(process.env.DB_PASSWORD ?? 'change-me');", "'change-me'", `info: ${falls('DB_PASSWORD')}`)}`,
    },
    {
      name: 'a weak secret in such a program',
      code: `import * as aws from '@pulumi/aws';\n${marked("aws.secret(process.env.DB_PASSWORD ?? 'letmein');", "'letmein'", falls('DB_PASSWORD'))}`,
    },
    {
      name: 'a database on this machine',
      code: marked(
        "const db = { host: process.env.DB_HOST || 'localhost', password: process.env.DB_PASSWORD || 'postgres' };",
        "'postgres'",
        `hint: ${falls('DB_PASSWORD')}`,
      ),
    },
    {
      name: 'a database elsewhere',
      code: marked(
        "const db = { host: process.env.DB_HOST, password: process.env.DB_PASSWORD || 'postgres' };",
        "'postgres'",
        `warning: ${falls('DB_PASSWORD')}`,
      ),
    },
    {
      name: 'one constant for two variables',
      code: `${marked("const DEFAULT = 'default';", "'default'", falls('JWT_SECRET'))}\nconst a = process.env.JWT_SECRET || DEFAULT, b = process.env.COOKIE_SECRET || DEFAULT;`,
    },
    {
      name: 'a name that the configuration adds',
      code: marked("const s = process.env.GITHUB_PAT || 'default';", "'default'", falls('GITHUB_PAT')),
      configuration: { secretNames: { add: ['*_PAT'] } },
    },
    {
      name: 'CRLF and an example that has the name',
      code: `=== src/index.ts ===\n// 🔑\r\n${marked("const secret = process.env.JWT_SECRET || 'default';", "'default'", falls('JWT_SECRET'))}\n=== .env.example ===\nJWT_SECRET=\n`,
      fixed: { 'src/index.ts': '// 🔑\r\nconst secret = process.env.JWT_SECRET;\n' },
    },
  ],
});

describe('config/no-secret-fallback as a witness', () => {
  it('says which variables a config module reads', () => {
    const files = {
      'package.json': '{ "private": true, "dependencies": { "express": "5" } }',
      'src/config.ts':
        "import { z } from 'zod';\nexport const a = process.env.A, b = getEnv('B');\nexport const schema = z.object({ C: z.string() });\n",
    };
    const evidence = analyze(files, { rules: [rule] })
      .appReports()
      .flatMap((report) => report.evidence);
    assert.deepEqual(
      evidence.map(({ file, statement }) => `${file}: ${statement}`),
      ['src/config.ts: A config module reads 3 variables: A, B, C.'],
    );
  });
});

import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/03-config/no-hardcoded-credentials';
import argumentRule from '../../../server/src/rules/03-config/no-hardcoded-secret-argument';
import fallbackRule from '../../../server/src/rules/03-config/no-secret-fallback';
import { analyze, applyFix, findingsOf, fixIn } from '../../support/analyze';
import { fakeSecret } from '../../support/fake-secrets';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const password = fakeSecret('password');
const github = fakeSecret('github-token');
const stripe = fakeSecret('stripe-key');
const key = fakeSecret('private-key').replaceAll('\n', '\\n');
const random = ['v9dn0balp', 'qas1pcc281', 'tn5ood1'].join('');
const google = `AI${'za'}SyQ7ZtR2vXk9LwB4nHs6Yd1Fg8Jc3Pa5Ue0`;
const bcrypt = `$2b$10$${'EpRnTzVlqHNP0.fUbXUwSOyuiXe'}/QLSUG6xNekdHgTGmrpHEfIoxm`;

const named = (name: string): string =>
  `The value of "${name}" has the form of a real credential and is written into the code.`;
const token = (kind: string): string => `A credential of the kind "${kind}" is written into the code.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'an example beside the code',
      code: `=== packages/protocol/example.ts ===\nexport const password = '${'Pa55' + 'w0rd-x7'}';\n`,
    },
    {
      name: 'a part of a pattern',
      code: 'const TOKEN_VALUE = "[^\\"\'\\\\s,;}&\\\\]\\\\[]{4,}";\n',
    },
    {
      name: 'what the tests are handed by the configuration of Vitest',
      code: `=== vite.config.ts ===\nexport default defineConfig({ test: { include: ['**/*.test.ts'], env: { ENCRYPTION_KEY: '${random}' } } });\n`,
    },
    {
      name: 'an event that somebody has kept',
      code: `export const order = { id: 5874, cart_token: '${random}', lines: [{ title: 'Tea' }], created_at: '2023-12-09T06:53:51+01:00' };\n`,
    },
    {
      name: 'names of design tokens',
      code: "export const tokens = { mapToken: ['fontSizeSM', 'fontSizeHeading1', 'fontSizeHeading2', 'colorTextHeading3'] };\n",
    },
    {
      name: 'a test of a driver',
      code: `=== drivers/mysql/test.js ===\nconst assert = require('assert');\ndescribe('drivers/mysql', () => {\n  it('connects', () => connect({ username: 'root', password: '${'Pa55' + 'w0rd-x7'}' }));\n});\n`,
    },
    { name: 'a read of the environment', code: 'const apiKey = process.env.API_KEY;\n' },
    { name: 'a test', code: `=== src/db.test.ts ===\nconst password = '${password}';\n` },
    {
      name: 'a signed token and a key made for a test',
      code: `=== test/auth.ts ===\nconst token = '${fakeSecret('jwt')}';\nconst pem = '${key}';\n`,
    },
    { name: 'an example', code: `=== examples/db.ts ===\nconst password = '${password}';\n` },
    { name: 'generated code', code: `=== src/generated/client.ts ===\nconst apiKey = '${random}';\n` },
    {
      name: 'names of types and messages with a year or a version',
      code: "export const kinds = { refreshToken: 'RefreshToken2024', password: 'ResetPassword1', token: 'AccessTokenV2' };\n",
    },
    {
      name: 'stand-ins',
      code: "const a = { password: 'changeme', apiKey: 'your-api-key-here', token: 'xxxxxxxxxxxx', secret: '<secret>', clientSecret: '123456789' };\n",
    },
    { name: 'masks in a comparison', code: "if (user.password === '********') throw new Error();\n" },
    {
      name: 'references',
      code: "const c = { password: '${DB_PASSWORD}', apiKey: 'op://vault/item/key', token: 'arn:aws:secretsmanager:eu-west-1:1:secret:x', secret: '/run/secrets/app' };\n",
    },
    {
      name: 'texts',
      code: "const labels = { password: 'Must contain 8 letters and 1 digit', token: 'invalid_token_2' };\nconst forgotPassword = 'auth/reset-password';\n",
    },
    {
      name: 'selectors, routes and kinds in objects of them',
      code: `const selectors = { password: '#pw-${random}' };\nconst routes = { token: '/oauth2/v2/token1' };\nexport const errorCodes = { invalidToken: '${random}', secret: '${random}' };\n`,
    },
    {
      name: 'enum members and unions',
      code: `enum Kind { Password = '${random}' }\ntype T = { password: '${random}' };\n`,
    },
    {
      name: 'names about secrets',
      code: `const passwordResetUrl = 'https://a.b/c1';\nconst tokenExpiresIn = '${random}';\nconst secretName = '${random}';\nconst csrfTokenHeader = 'X-Csrf-Token-1';\nconst maskedPassword = '${random}';\n`,
    },
    {
      name: 'public keys',
      code: `const stripePublishableKey = 'pk_${'live'}_${random}';\nconst firebase = { apiKey: '${google}', authDomain: 'a.firebaseapp.com' };\nconst docsearch = { apiKey: '${random}', indexName: 'docs' };\n`,
    },
    {
      name: 'a key of a web API in browser code',
      code: `=== src/map.tsx ===\nexport const Map = () => <GoogleMap apiKey="${google}" />;\n`,
    },
    {
      name: 'what a form shows as an example',
      code: `=== src/form.tsx ===\nconst keyHolder = '${key}';\nconst apiToken = ['${random}', '${random}'].join('');\nexport const Form = ({ tokenPlaceholder = '${github}' }) => (\n  <>\n    <input placeholder="${github}" />\n    <textarea placeholder={keyHolder} />\n    <Field placeholder={hint || apiToken} />\n  </>\n);\n`,
    },
    {
      name: 'an example in a schema',
      code: `class Body {\n  @ApiProperty({ example: '${github}' })\n  token: string;\n}\n`,
    },
    {
      name: 'sample data beside addresses that nobody owns',
      code: `const confirmation = { user: { email: 'ada@shop.example.com' }, token: '${random}' };\nconst users = [{ url: 'https://api.acme.test/v1', key: '${github}', apiKey: '${random}' }];\n`,
    },
    {
      name: 'data that a name calls samples',
      code: `const mockApiKeys = [{ secret: '${random}', pem: '${fakeSecret('jwt')}' }];\nexport const examplePayloads = { reset: { token: '${random}' } };\nconst defaultPayload = { token: '${random}' };\nconst DEMO_USER = { password: '${password}' };\nconst ACCOUNT_TEST_PROFILES = { alice: { privateKey: '${random}' } };\nconst vault = 'hvs.${'notification'}-service-token-of-ours';\nconst testcase = [{ pem: '${fakeSecret('jwt')}', secret: '${random}' }];\n`,
    },
    {
      name: 'runs of the alphabet',
      code: `const keys = [{ secret: 'sk_${'test'}_abcdefghijklmnopqrstuvwxyz123456' }, { secret: 'sk_${'test'}_zyxwvutsrqponmlkjihgfedcba654321' }];\n`,
    },
    {
      name: 'keys that a vendor makes for pages',
      code: `import posthog from 'posthog-js';\nimport type { InkeepBaseSettings } from '@inkeep/uikit';\nconst settings: InkeepBaseSettings = { apiKey: '${random}' };\nexport const options = { integrations: { amplitude: { apiKey: '${random}' } } };\namplitude.init({ apiKey: '${random}' });\nposthog.init({ token: '${random}' });\n`,
    },
    {
      name: 'a path of words',
      code: "const links = { webhookSecrets: '/app/webhooks#webhook-secrets', apiToken: '/api/v2/tokens#create' };\n",
    },
    {
      name: 'what a double of a service is given',
      code: `await TestServer.create({ port, privateKey: '${random}' });\nnew MockServer({ apiKey: '${random}' });\n`,
    },
    {
      name: 'a load test',
      code: `=== bench.js ===\nimport http from 'k6/http';\nhttp.post(url, body, { headers: { apiKey: '${random}', token: '${fakeSecret('jwt')}' } });\n`,
    },
    {
      name: 'kinds and grant types',
      code: "const field = { type: 'password', grant_type: 'password', tokenType: 'Bearer1234' };\n",
    },
    {
      name: 'URLs without credentials and module names',
      code: "const tokenEndpoint = 'https://accounts.example.com/o/oauth2/v2/token';\nconst secretUrl = 'https://a.b.c/1';\nimport './password1';\n",
    },
    { name: 'the hash of a password', code: `const admin = { password: '${bcrypt}' };\n` },
    {
      name: 'a connection string, which has a rule of its own',
      code: `const databaseUrl = '${fakeSecret('postgres-url')}';\n`,
    },
    {
      name: 'the fallback of a variable, which has a rule of its own',
      code: `const apiKey = process.env.API_KEY || '${random}';\n`,
    },
    {
      name: 'what is not known',
      code: 'const password = read();\nconst token = `${a}${b}`;\nconst secret = `prefix-${id}`;\n',
    },
    {
      name: 'names and values that the configuration allows',
      code: `const templatePassword = '${random}';\nconst apiKey = 'demo-${random}';\nconst internalToken = '${random}';\n`,
      configuration: {
        secretNames: { allow: ['template*'] },
        rules: { [rule.id]: ['error', { allow: ['internal*'], allowPatterns: ['demo-.*'] }] },
      },
    },
    {
      name: 'a suppression with a reason',
      code: `// twelve-factor-disable-next-line config/no-hardcoded-credentials -- revoked\nconst apiKey = '${random}';\n`,
    },
  ],
  breaks: [
    {
      name: 'what is called a token and has no form that gives it away',
      code: marked(`const widgetToken = '${random}';`, `'${random}'`, `warning: ${named('widgetToken')}`),
    },
    {
      name: 'a signed token, which may have ended',
      code: marked(`const x = '${fakeSecret('jwt')}';`, `'${fakeSecret('jwt')}'`, `warning: ${token('jwt')}`),
    },
    {
      name: 'the type of an answer that a manual shows',
      code: marked(
        `interface Answer { token: '${github}' }`,
        `'${github}'`,
        'info: A credential of the kind "github-token" is written into the code.',
      ),
    },
    {
      name: 'in the settings of development',
      code: `=== config/env/development.js ===\nmodule.exports = { zapApiKey: '${'v9dn0ba' + 'lmk8xqz4p7'}' };\n//                            ^^^^^^^^^^^^^^^^^^^ info: The value of "zapApiKey" has the form of a real credential and is written into the code.\n`,
    },
    {
      name: 'a page for the developers of a library',
      code: `=== private/dev/dashboard.ts ===\nexport const password = '${'Pa55' + 'w0rd-x7'}';\n//                      ^^^^^^^^^^^^^ info: The value of "password" has the form of a real credential and is written into the code.\n`,
    },
    {
      name: 'rows of users that a database is filled with',
      code: marked(
        `const rows = [{ userName: 'ann', isAdmin: true, password: '${password}' }, { userName: 'bo', email: 'bo@acme.io' }];`,
        `'${password}'`,
        `info: ${named('password')}`,
      ),
    },
    {
      name: 'the half of a pair of keys that names the account',
      code: [
        marked(`const API_KEY = '${random}';`, `'${random}'`, `info: ${named('API_KEY')}`),
        marked(`const SECRET_KEY = '${random}';`, `'${random}'`, `error: ${named('SECRET_KEY')}`),
        marked(
          `client({ access_key: '${random}', access_secret: process.env.S });`,
          `'${random}'`,
          `info: ${named('access_key')}`,
        ),
      ].join('\n'),
    },
    {
      name: 'a list of logins',
      code: marked(
        `const logins = [{ userName: 'ann', password: '${password}' }, { userName: 'bo', token: 'x' }];`,
        `'${password}'`,
        `warning: ${named('password')}`,
      ),
    },
    {
      name: 'a key in code for browsers',
      code: `=== src/chat.tsx ===\n${marked(`const apiKey = '${random}';`, `'${random}'`, `info: ${named('apiKey')}`)}\n${marked(`const password = '${password}';`, `'${password}'`, `warning: ${named('password')}`)}\n`,
    },
    {
      name: 'what a vendor of browser keys gives to servers alone',
      code: marked(
        `const posthog = { personalApiKey: '${random}' };`,
        `'${random}'`,
        `error: ${named('personalApiKey')}`,
      ),
    },
    {
      name: 'a database that is shared as a demo',
      code: marked(
        `const DEMO_DATASOURCE = { user: 'acmedemoreader', host: DEMO_HOST, password: '${password}' };`,
        `'${password}'`,
        `info: ${named('password')}`,
      ),
    },
    {
      name: 'a token of a provider in sample data',
      code: marked(`const mockKeys = { github: '${github}' };`, `'${github}'`, `info: ${token('github-token')}`),
    },
    {
      name: 'a package that sets up an environment for development',
      code: `=== packages/dev-env/src/network.ts ===\n${marked(`const server = { apiKey: '${random}' };`, `'${random}'`, `info: ${named('apiKey')}`)}\n`,
    },
    {
      name: 'a constant that a form shows and something else uses',
      code: `=== src/form.tsx ===\n${marked(`const sample = '${github}';`, `'${github}'`, `error: ${token('github-token')}`)}\nexport const Form = () => <input placeholder={sample} onFocus={() => send(sample)} />;\n`,
    },
    {
      name: 'an exported constant that a form shows',
      code: `=== src/form.tsx ===\n${marked(`export const sample = '${github}';`, `'${github}'`, `error: ${token('github-token')}`)}\nexport const Form = () => <input placeholder={sample} />;\n`,
    },
    {
      name: 'a token of a provider, whatever it is called',
      code: marked(`const value = '${github}';`, `'${github}'`, `error: ${token('github-token')}`),
      fixTitle: 'Move literal to environment variable GITHUB_TOKEN',
      fixed: {
        'src/index.ts': 'const value = process.env.GITHUB_TOKEN;',
        '.env': `GITHUB_TOKEN=${github}\n`,
        '.env.example': 'GITHUB_TOKEN=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a token inside of a text',
      code: marked(`run("deploy --token ${github}");`, `"deploy --token ${github}"`, `error: ${token('github-token')}`),
      fixed: {
        'src/index.ts': 'run(process.env.GITHUB_TOKEN);',
        '.env': `GITHUB_TOKEN="deploy --token ${github}"\n`,
        '.env.example': 'GITHUB_TOKEN=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a token in a template',
      code: marked(`f(\`\${a}:${stripe}\`);`, `\`\${a}:${stripe}\``, `error: ${token('stripe-key')}`),
    },
    {
      name: 'a private key over several literals',
      code: `const pem = '-----BEGIN ${'PRI'}VATE KEY-----\\n' +\n//          ^ error: ${token('private-key')}\n  '${key.slice(29)}';\n`.replace(
        /\^ /,
        `${'^'.repeat(35)} `,
      ),
    },
    {
      name: 'a token in a comment',
      code: `// curl -H 'token: ${github}'\n//${' '.repeat(17)}${'^'.repeat(github.length)} hint: A credential of the kind "github-token" stands in a comment.\n`,
    },
    {
      name: 'a live token in a test',
      code: marked(
        `=== src/pay.test.ts ===\nconst a = '${stripe}';`.split('\n')[1] ?? '',
        `'${stripe}'`,
        `info: ${token('stripe-key')}`,
      ),
      file: 'src/pay.test.ts',
    },
    {
      name: 'a token in a script',
      code: marked(`const a = '${github}';`, `'${github}'`, `error: ${token('github-token')}`),
      file: 'scripts/release.ts',
    },
    {
      name: 'a random value under a name',
      code: marked(`const apiKey = '${random}';`, `'${random}'`, `error: ${named('apiKey')}`),
      fixed: {
        'src/index.ts': 'const apiKey = process.env.API_KEY;',
        '.env': `API_KEY=${random}\n`,
        '.env.example': 'API_KEY=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a property',
      code: marked(
        `const db = { user: 'app', password: '${password}' };`,
        `'${password}'`,
        `warning: ${named('password')}`,
      ),
      fixed: {
        'src/index.ts': "const db = { user: 'app', password: process.env.DB_PASSWORD };",
        '.env': `DB_PASSWORD=${password}\n`,
        '.env.example': 'DB_PASSWORD=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a class field',
      code: marked(`class A { private readonly clientSecret = '${random}'; }`, `'${random}'`, named('clientSecret')),
    },
    {
      name: 'a default of a parameter',
      code: marked(`function sign(secret = '${random}') {}`, `'${random}'`, named('secret')),
    },
    {
      name: 'a default in a destructuring',
      code: marked(`const { authToken = '${random}' } = options;`, `'${random}'`, named('authToken')),
    },
    { name: 'an assignment', code: marked(`this.config.apiKey = '${random}';`, `'${random}'`, named('apiKey')) },
    {
      name: 'a comparison',
      code: marked(`if (req.headers['x-api-key'] !== '${random}') deny();`, `'${random}'`, named('x-api-key')),
    },
    {
      name: 'a JSX attribute',
      code: marked(`const a = <Client apiKey="${random}" />;`, `"${random}"`, named('apiKey')),
      file: 'src/page.tsx',
    },
    {
      name: 'an entry of a map',
      code: marked(`headers.set('X-Auth-Token', '${random}');`, `'${random}'`, named('X-Auth-Token')),
      fixed: {
        'src/index.ts': "headers.set('X-Auth-Token', process.env.X_AUTH_TOKEN);",
        '.env': `X_AUTH_TOKEN=${random}\n`,
        '.env.example': 'X_AUTH_TOKEN=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a branch',
      code: marked(`const apiKey = isEurope ? readKey() : '${random}';`, `'${random}'`, named('apiKey')),
    },
    {
      name: 'a default that is no variable of the environment',
      code: marked(`const apiKey = options.apiKey ?? '${random}';`, `'${random}'`, named('apiKey')),
    },
    {
      name: 'joined literals',
      code: marked(
        `const apiKey = '${random.slice(0, 9)}' + '${random.slice(9)}';`,
        `'${random.slice(0, 9)}' + '${random.slice(9)}'`,
        named('apiKey'),
      ),
      fixed: {
        'src/index.ts': 'const apiKey = process.env.API_KEY;',
        '.env': `API_KEY=${random}\n`,
        '.env.example': 'API_KEY=\n',
        '.gitignore': '.env\n',
      },
    },
    { name: 'an element of a list', code: marked(`const apiKeys = ['${random}'];`, `'${random}'`, named('apiKeys')) },
    {
      name: 'a constant under another name',
      code: `${marked(`const k = '${random}';`, `'${random}'`, named('apiKey'))}\nnew Client({ apiKey: k });`,
    },
    {
      name: 'development only',
      code: marked(`if (isDev) { client.password = '${password}'; }`, `'${password}'`, `info: ${named('password')}`),
    },
    {
      name: 'a script',
      code: marked(`const password = '${password}';`, `'${password}'`, `info: ${named('password')}`),
      file: 'scripts/reset.ts',
    },
    {
      name: 'a name that the configuration adds',
      code: marked(`const GITHUB_PAT = '${random}';`, `'${random}'`, named('GITHUB_PAT')),
      configuration: { secretNames: { add: ['*_PAT'] } },
    },
    {
      name: 'a library',
      bare: true,
      code: `=== src/index.ts ===\n${marked(`const apiKey = '${random}';`, `'${random}'`, named('apiKey'))}\n=== package.json ===\n{ "name": "lib", "main": "index.js", "files": ["dist"] }\n`,
    },
    {
      name: 'CRLF, a BOM and an emoji before it',
      code: `\uFEFF// 🔑\r\n${marked(`const s = '🔑', apiKey = '${random}';`, `'${random}'`, named('apiKey'))}`,
    },
    {
      name: 'in a package of a monorepo',
      bare: true,
      code: `=== packages/api/src/index.ts ===\n${marked(`const apiKey = '${random}';`, `'${random}'`, named('apiKey'))}\n=== packages/api/package.json ===\n{ "private": true, "dependencies": { "express": "5" } }\n=== package.json ===\n{ "private": true, "workspaces": ["packages/*"] }\n=== .gitignore ===\nnode_modules\n`,
      fixed: {
        'packages/api/src/index.ts': 'const apiKey = process.env.API_KEY;\n',
        'packages/api/.env': `API_KEY=${random}\n`,
        'packages/api/.env.example': 'API_KEY=\n',
        '.gitignore': 'node_modules\n.env\n',
      },
    },
  ],
});

describe('config/no-hardcoded-credentials beside its kin', () => {
  it('leaves a string to the rule that knows more about it', () => {
    const files = {
      'package.json': '{ "private": true, "dependencies": { "express": "5" } }',
      'src/index.ts': `import jwt from 'jsonwebtoken';\nconst signingSecret = '${random}';\njwt.sign({}, signingSecret);\nconst apiKey = process.env.API_KEY ?? '${github}';\n`,
    };
    const findings = findingsOf(analyze(files, { rules: [rule, argumentRule, fallbackRule] }));
    assert.deepEqual(findings.map((finding) => finding.rule).sort(), [argumentRule.id, fallbackRule.id]);
  });

  it('says no value', () => {
    const files = { 'src/index.ts': `const apiKey = '${random}';\nconst t = '${github}';\n` };
    const folder = analyze(files, { rules: [rule] });
    for (const finding of findingsOf(folder)) {
      const fix = fixIn(folder, files, finding);
      const said = JSON.stringify({ ...finding, title: fix?.title, ask: fix?.needsConfirmation });
      assert.ok(!said.includes(random) && !said.includes(github), said);
      assert.ok(fix !== undefined && applyFix(files, fix)['.env'] !== undefined);
    }
  });
});

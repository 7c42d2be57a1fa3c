import rule from '../../../server/src/rules/03-config/no-process-env-outside-config';
import { type RuleCase, ruleTester } from '../../support/rule-tester';

const ID = rule.id;
const strict = { preset: 'strict' } as const;
const CONFIG =
  '=== src/config.ts ===\nexport const config = {\n  port: process.env.PORT,\n  url: process.env.URL,\n  limit: Number(process.env.LIMIT),\n};\n';

const keep = (name: string, code: string, more: Partial<RuleCase> = {}): RuleCase => ({
  name,
  code,
  configuration: strict,
  ...more,
});

ruleTester(rule, {
  keeps: [
    {
      name: 'a script of the package that no process runs, and what the system sets',
      code: "=== src/config.ts ===\nexport const config = { port: process.env.PORT, url: process.env.URL };\n=== src/server.ts ===\nimport express from 'express';\nimport { config } from './config';\nimport './browser';\nexpress().listen(config.port);\n=== src/browser.ts ===\nexport const folder = process.env.LOCALAPPDATA;\n=== extra/release.ts ===\nexport const version = process.env.RELEASE_VERSION;\n",
    },
    {
      name: 'connections that Sequelize reads for its command line are no config module',
      code: "=== src/config/config.js ===\nmodule.exports = {\n  development: { dialect: 'mysql', host: process.env.DB_HOST_DEV },\n  production: { dialect: 'mysql', host: process.env.DB_HOST },\n};\n=== src/a.js ===\nexports.url = process.env.URL;\n",
    },
    keep('the config module itself', CONFIG),
    keep('no config module', 'export const a = process.env.A;\nexport const f = () => 1;\nexport const g = () => 2;\n'),
    keep('the recommended preset', `export const f = () => process.env.A;\n${CONFIG}`, { configuration: {} }),
    keep(
      'an entry file',
      `=== src/server.ts ===\nimport express from 'express';\nexpress().listen(process.env.PORT2);\n${CONFIG}`,
    ),
    keep('a test', `=== test/a.ts ===\nexport const f = () => process.env.A;\n${CONFIG}`),
    keep('a script', `=== scripts/a.ts ===\nexport const f = () => process.env.A;\n${CONFIG}`),
    keep('a tool configuration', `=== vite.config.ts ===\nexport const f = () => process.env.A;\n${CONFIG}`),
    keep('a browser build', `=== client/a.ts ===\nexport const f = () => process.env.A;\n${CONFIG}`),
    keep(
      'NODE_ENV and variables of npm',
      `=== src/a.ts ===\nexport const f = () => process.env.NODE_ENV ?? process.env.npm_package_version;\n${CONFIG}`,
    ),
    keep(
      'the environment as a whole',
      `=== src/a.ts ===\nexport const f = () => spawn('x', { env: process.env });\n${CONFIG}`,
    ),
    keep(
      'a name that only the run knows',
      `=== src/a.ts ===\nexport const f = (name: string) => process.env[name];\n${CONFIG}`,
    ),
    keep(
      'variables that the rule allows',
      `=== src/a.ts ===\nexport const f = () => process.env.OTEL_URL;\n${CONFIG}`,
      {
        configuration: { rules: { [ID]: ['hint', { allowedVariables: ['OTEL_*'] }] } },
      },
    ),
    keep(
      'a module that only exports tell',
      '=== src/settings/x.ts ===\nexport const a = 1;\n=== src/values.ts ===\nexport const url = process.env.URL;\nexport const key = process.env.KEY;\n',
    ),
    keep(
      'suppressed with a reason',
      `=== src/a.ts ===\n// twelve-factor-disable-next-line ${ID} -- changes while running\nexport const f = () => process.env.A;\n${CONFIG}`,
    ),
  ],
  breaks: [
    {
      name: 'reads in two places: a key that is there, and a new one',
      configuration: strict,
      code: `
        === src/a.ts ===
        import { send } from './send';
        export const f = () => send(process.env.URL);
        //                          ^^^^^^^^^^^^^^^ hint: "URL" and 1 more are read here and not in "src/config.ts".
        export const g = () => send(process.env.SMTP_HOST);
        ${CONFIG.replaceAll('\n', '\n        ')}
      `,
      fixed: {
        'src/a.ts':
          "import { send } from './send';\nimport { config } from './config';\nexport const f = () => send(config.url);\nexport const g = () => send(config.smtpHost);\n",
        'src/config.ts':
          'export const config = {\n  port: process.env.PORT,\n  url: process.env.URL,\n  limit: Number(process.env.LIMIT),\n  smtpHost: process.env.SMTP_HOST,\n};\n\n',
      },
      fixTitle: 'Read it through src/config.ts',
    },
    {
      name: 'a variable that the module converts: no fix',
      configuration: strict,
      code: `
        === src/a.ts ===
        export const f = () => process.env.LIMIT;
        //                     ^^^^^^^^^^^^^^^^^ hint: "LIMIT" is read here and not in "src/config.ts".
        ${CONFIG.replaceAll('\n', '\n        ')}
      `,
    },
    {
      name: 'a schema beside a module that is only called so',
      configuration: strict,
      code: `
        === src/a.ts ===
        const { TOKEN } = process.env;
        //      ^^^^^ hint: "TOKEN" is read here and not in "src/boot/variables.ts".
        export const f = () => TOKEN;
        === src/env.ts ===
        export const name = process.env.NAME;
        === src/boot/variables.ts ===
        import { z } from 'zod';
        const schema = z.object({ PORT: z.string(), URL: z.string() });
        export const variables = schema.parse(process.env);
      `,
    },
    {
      name: 'the module that the setting names, and the helper and the sentence of a house',
      configuration: {
        configModule: 'src/lib/boot.ts',
        rules: { [ID]: ['warning', { requireEnvHelper: 'need', messageSuffix: 'See the handbook.' }] },
      },
      code: `
        === src/a.ts ===
        export const f = () => process.env.A;
        //                     ^^^^^^^^^^^^^ warning: "A" is read here and not in "src/lib/boot.ts" by "need". See the handbook.
        === src/lib/boot.ts ===
        export function need(name: string): string { return process.env[name] ?? fail(name); }
      `,
      fixed: {
        'src/a.ts': "import { need } from './lib/boot';\n\nexport const f = () => need('A');\n",
      },
    },
    {
      name: 'each package of a workspace has its own, with CRLF and characters outside the basic plane',
      configuration: strict,
      bare: true,
      code: '=== package.json ===\n{ "private": true, "workspaces": ["apps/*"] }\n=== apps/api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "5" } }\n=== apps/api/src/config.js ===\nmodule.exports = { port: process.env.PORT, url: process.env.URL };\n=== apps/web/package.json ===\n{ "name": "web", "private": true, "dependencies": { "express": "5" } }\n=== apps/web/a.js ===\nexports.f = () => process.env.A;\n=== apps/api/src/a.js ===\nconst smile = \'😀\';\r\nexports.f = () => process.env.A + smile;\r\n//                ^^^^^^^^^^^^^ hint: "A" is read here and not in "apps/api/src/config.js".\n',
    },
  ],
});

import assert from 'node:assert/strict';
import { analyze, type Files } from '../../../support/analyze';

const MANIFEST = `{ "name": "orders", "dependencies": { "express": "5", "envalid": "8", "convict": "6", "zod": "4" } }`;

/** Every read that goes through an object, as `file: text at the place -> variable`, with and without the prefilter. */
function readsOf(files: Files): string[] {
  const all = { 'package.json': MANIFEST, ...files };
  const of = (prefilter: boolean): string[] => {
    const app = analyze(all, { rules: [], prefilter }).structure().app('');
    return [...app.environment.variables.values()].flatMap(({ name, reads }) =>
      reads
        .filter(({ through }) => through !== undefined)
        .map(({ file, span }) => `${file}: ${all[file as keyof typeof all]?.slice(span.start, span.end)} -> ${name}`),
    );
  };
  const found = of(true);
  assert.deepEqual(of(false), found, 'a file reads as much when it is not parsed');
  return found;
}

const ENV = `import { cleanEnv, str } from 'envalid';
export const env = cleanEnv(process.env, { DATABASE_URL: str(), TOKEN: str() });
`;

describe('reads through objects made of the environment', () => {
  it('go through a checked environment that is imported', () => {
    const user = "import { env } from './env';\nconsole.log(env.DATABASE_URL, env['TOKEN'], env.isProduction);\n";
    assert.deepEqual(readsOf({ 'src/env.ts': ENV, 'src/use.ts': `${user}process.env.X;` }), [
      'src/use.ts: DATABASE_URL -> DATABASE_URL',
      'src/use.ts: TOKEN -> TOKEN',
    ]);
  });

  it('are found in files that nothing has parsed', () => {
    const lines = [
      "import { type Mail, env as settings } from './env';",
      "import * as everything from './env';",
      '// settings.TOKEN is secret',
      "const text = 'settings.TOKEN';",
      'const filled = `${settings.DATABASE_URL}`;',
      'const { TOKEN, DATABASE_URL: url } = settings;',
      'everything.env.TOKEN.trim();',
      'other.settings.TOKEN;',
    ];
    assert.deepEqual(readsOf({ 'src/env.ts': ENV, 'src/use.ts': `${lines.join('\n')}\n` }), [
      'src/use.ts: DATABASE_URL -> DATABASE_URL',
      'src/use.ts: DATABASE_URL -> DATABASE_URL',
      'src/use.ts: TOKEN -> TOKEN',
      'src/use.ts: TOKEN -> TOKEN',
    ]);
  });

  it('go through plain objects, also where the property has another name', () => {
    const config = `export const config = {
  PORT: Number(process.env.PORT ?? 3000),
  db: { url: process.env.DATABASE_URL },
  client: new Client(process.env.TOKEN),
};
export default config;
`;
    const user =
      "import { config } from '../config';\nimport other from '../config';\nuse(config.PORT, config.db.url, other.PORT, config.client);\n";
    assert.deepEqual(readsOf({ 'src/config.ts': config, 'src/a/use.ts': user }), [
      'src/a/use.ts: url -> DATABASE_URL',
      'src/a/use.ts: PORT -> PORT',
      'src/a/use.ts: PORT -> PORT',
    ]);
  });

  it('go through what other modules pass on', () => {
    const files = {
      'src/env.ts': ENV,
      'src/config/index.ts': "export * from '../env';\n",
      'src/settings.ts': "import { env } from './config';\nexport { env as settings };\n",
      'src/use.ts': "import { env } from './config';\nimport { settings } from './settings';\nuse(env.TOKEN);\n",
      'src/other.ts': "const { env } = require('./config');\nuse(env.TOKEN);\n",
    };
    assert.deepEqual(readsOf(files), ['src/other.ts: TOKEN -> TOKEN', 'src/use.ts: TOKEN -> TOKEN']);
  });

  it('go through the result of a check, however it is kept', () => {
    const checks = [
      'const parsed = schema.safeParse(process.env);\nexport const env = parsed.data;',
      'const { value: vars, error } = schema.validate(process.env);\nexport const env = Object.freeze(vars);',
      'function load() {\n  return schema.parse({ ...process.env });\n}\nexport const env = load();',
      'const all = schema.parse(process.env);\nexport const env = { TOKEN: all.TOKEN };',
      'export const env = { ...process.env };',
    ];
    for (const check of checks) {
      const module = `import { z } from 'zod';\nconst schema = z.object({ TOKEN: z.string() });\n${check}\n`;
      const found = readsOf({ 'src/env.ts': module, 'src/use.ts': "import { env } from './env';\nuse(env.TOKEN);\n" });
      assert.ok(found.includes('src/use.ts: TOKEN -> TOKEN'), check);
    }
  });

  it('go through the fields of a class', () => {
    const module = `import environment from './raw';
class Environment {
  TOKEN = this.text(environment.TOKEN ?? process.env.OTHER_TOKEN);
  private readonly secret = process.env.SECRET;
}
export class Limits { static readonly SIZE = process.env.SIZE; readonly AGE = process.env.AGE; }
export default new Environment();
`;
    const user = "import env, { Limits } from './env';\nuse(env.TOKEN, env.text, Limits.SIZE, Limits.AGE);\n";
    assert.deepEqual(readsOf({ '.env.example': 'TOKEN=\n', 'src/env.ts': module, 'src/use.ts': user }), [
      'src/use.ts: SIZE -> SIZE',
      'src/use.ts: TOKEN -> TOKEN',
    ]);
  });

  it('go through the keys of convict', () => {
    const config = `import convict from 'convict';
export const config = convict({ db: { url: { format: String, default: '', env: 'DATABASE_URL' } } });
`;
    const user = "import { config } from './config';\nuse(config.get('db.url'), config.get('db'));\n";
    assert.deepEqual(readsOf({ 'src/config.ts': config, 'src/use.ts': user }), ['src/use.ts: db.url -> DATABASE_URL']);
  });

  it('go through an object in its own file', () => {
    const file = `${ENV}console.log(env.TOKEN);\nfunction f(env) {\n  return env.DATABASE_URL;\n}\n`;
    assert.deepEqual(readsOf({ 'src/env.ts': file }), ['src/env.ts: TOKEN -> TOKEN']);
  });

  it('are none where the object is something else', () => {
    const files = {
      'src/env.ts': ENV,
      'src/constants.ts': 'export const constants = { TOKEN: 1, DATABASE_URL: "x" };\n',
      'src/use.ts': [
        "import { constants } from './constants';",
        "import { env } from './missing';",
        "import { env as types } from 'some-package';",
        "import type { env as kind } from './env';",
        'use(constants.TOKEN, env.TOKEN, types.TOKEN, process.env.TOKEN);',
        '',
      ].join('\n'),
    };
    assert.deepEqual(readsOf(files), []);
  });

  it('belong to the app of the object and to that of the code', () => {
    const files = {
      'package.json': '{ "private": true, "workspaces": ["apps/*", "packages/*"] }',
      'packages/env/package.json': '{ "name": "@acme/env", "main": "index.ts" }',
      'packages/env/index.ts': ENV,
      'apps/api/package.json': '{ "name": "api", "dependencies": { "express": "5", "@acme/env": "*" } }',
      'apps/api/.env.example': 'TOKEN=\n',
      'apps/api/server.ts': "import { env } from '@acme/env';\nrequire('express')().listen(env.TOKEN);\n",
    };
    const model = analyze(files, { rules: [] }).structure();
    for (const root of ['', 'apps/api']) {
      const reads = model.app(root).environment.variables.get('TOKEN')?.reads ?? [];
      assert.deepEqual(
        reads.map(({ file }) => file),
        ['apps/api/server.ts'],
        root,
      );
    }
  });

  it('follow an edit of the module without a new look at the file', () => {
    const files = {
      'package.json': MANIFEST,
      'src/env.ts': ENV,
      'src/use.ts': "import { env } from './env';\nenv.TOKEN;\n",
    };
    const folder = analyze(files, { rules: [] });
    const count = (): number =>
      folder
        .structure()
        .app('')
        .environment.variables.get('TOKEN')
        ?.reads.filter(({ through }) => through).length ?? 0;
    assert.equal(count(), 1);
    folder.update({ file: 'src/env.ts', text: ENV.replace('const env', 'const settings'), version: 2 });
    assert.equal(count(), 0);
    folder.update({ file: 'src/env.ts', text: ENV, version: 3 });
    assert.equal(count(), 1);
  });
});

import assert from 'node:assert/strict';
import { moveMarked } from './config-home/move';

const PASSWORD = ['hunter2', 'horse', 'X9q'].join('');

describe('what goes along with a moved literal', () => {
  describe('names', () => {
    it('reuse the variable that holds the value already', () => {
      const env = `DB_PASS=${PASSWORD}\nOTHER=1\n`;
      const { after } = moveMarked({ '.env': env, 'src/a.ts': `export const password = «'${PASSWORD}'»;\n` });
      assert.equal(after['src/a.ts'], 'export const password = process.env.DB_PASS;\n');
      assert.equal(after['.env'], env);
    });

    it('do not reuse one with a short value, which may be the same by chance', () => {
      const { after } = moveMarked({ '.env': 'RETRIES=3\n', 'src/a.ts': 'export const timeout = «3»;\n' });
      assert.equal(after['src/a.ts'], 'export const timeout = Number(process.env.TIMEOUT);\n');
    });

    it('step aside for a variable that holds another value', () => {
      const { after } = moveMarked({
        '.env': 'PASSWORD=x\n',
        'src/a.ts': `export const password = «'${PASSWORD}'»;\n`,
      });
      assert.equal(after['.env'], `PASSWORD=x\nPASSWORD_2=${PASSWORD}\n`);
    });

    it('differ for two literals that the code calls the same', () => {
      const { after } = moveMarked({
        'src/a.ts':
          'export const a = { timeout: «1» };\nexport const b = { timeout: «2» };\nexport const c = { timeout: «1» };\n',
      });
      assert.equal(after['.env'], 'TIMEOUT=1\nTIMEOUT_2=2\n');
      assert.match(after['src/a.ts'] ?? '', /a = .*\.TIMEOUT\).*\n.*b = .*\.TIMEOUT_2\).*\n.*c = .*\.TIMEOUT\)/);
    });
  });

  describe('the local file', () => {
    const next = '{ "private": true, "dependencies": { "next": "16" } }\n';
    const code = `export const password = «'${PASSWORD}'»;\n`;

    it('is .env.local where the framework reads that first', () => {
      const files = { 'package.json': next, '.env': 'A=1\n', '.gitignore': '.env*.local\n', 'src/a.ts': code };
      const { after } = moveMarked(files);
      assert.equal(after['.env.local'], `PASSWORD=${PASSWORD}\n`);
      assert.equal(after['.env'], 'A=1\n');
      assert.equal(after['.gitignore'], '.env*.local\n');
    });

    it('is the .env that such a repository ignores and uses', () => {
      const { after } = moveMarked({ 'package.json': next, '.env': 'A=1\n', 'src/a.ts': code });
      assert.equal(after['.env'], `A=1\nPASSWORD=${PASSWORD}\n`);
    });

    it('is .env for everybody else', () => {
      const { after } = moveMarked({ '.env.local': 'A=1\n', '.gitignore': '.env*\n!.env.example\n', 'src/a.ts': code });
      assert.equal(after['.env'], `PASSWORD=${PASSWORD}\n`);
      assert.equal(after['.env.local'], 'A=1\n');
    });
  });

  describe('compose files', () => {
    const code = `export const password = «'${PASSWORD}'»;\n`;
    const pass = (compose: string): string | undefined =>
      moveMarked({ 'compose.yml': compose, Dockerfile: 'FROM node:24\n', 'src/a.ts': code }).after['compose.yml'];

    it('hand the name through, in a list and in a map', () => {
      const list = 'services:\n  api:\n    build: .\n    environment:\n      - PORT\n  db:\n    image: postgres:18\n';
      assert.equal(pass(list), list.replace('- PORT\n', '- PORT\n      - PASSWORD\n'));
      const map = 'services:\n  api:\n    build: .\n    environment:\n      PORT: 3000\n';
      assert.equal(pass(map), `${map}      PASSWORD:\n`);
    });

    it('stay as they are where the service gets its variables from a file, or is another one', () => {
      const withFile = 'services:\n  api:\n    build: .\n    env_file: .env\n    environment:\n      - PORT\n';
      assert.equal(pass(withFile), withFile);
      const other = 'services:\n  db:\n    image: postgres:18\n    environment:\n      - PGDATA\n';
      assert.equal(pass(other), other);
    });
  });

  describe('the config home', () => {
    const envalid = (name: string): string =>
      `import { cleanEnv, str } from 'envalid';\n\nexport const ${name} = cleanEnv(process.env, { HOST: str() });\n`;

    it('is the module that the setting names, and no other', () => {
      const files = {
        'src/env.ts': envalid('env'),
        'src/settings.ts': 'export const settings = { host: process.env.HOST };\n',
        'src/a.ts': `export const password = «'${PASSWORD}'»;\n`,
      };
      const { after } = moveMarked(files, { configModule: 'src/settings.ts' });
      assert.equal(
        after['src/a.ts'],
        "import { settings } from './settings';\n\nexport const password = settings.password;\n",
      );
      assert.equal(
        after['src/settings.ts'],
        'export const settings = { host: process.env.HOST, password: process.env.PASSWORD };\n',
      );
      assert.match(moveMarked(files).after['src/env.ts'] ?? '', /PASSWORD: str\(\)/);
    });

    it('is that of the nearest package', () => {
      const { after } = moveMarked({
        'packages/a/package.json': '{ "name": "a", "dependencies": { "express": "5" } }\n',
        'packages/a/src/index.ts': `export const password = «'${PASSWORD}'»;\n`,
        'packages/b/package.json': '{ "name": "b", "dependencies": { "express": "5" } }\n',
        'packages/b/src/env.ts': envalid('env'),
      });
      assert.equal(after['packages/a/src/index.ts'], 'export const password = process.env.PASSWORD;\n');
      assert.equal(after['packages/a/.env'], `PASSWORD=${PASSWORD}\n`);
    });

    it('is no module that needs the file itself', () => {
      const { after } = moveMarked({
        'src/env.ts': `import './a';\n${envalid('env')}`,
        'src/a.ts': `export const password = «'${PASSWORD}'»;\n`,
      });
      assert.equal(after['src/a.ts'], 'export const password = process.env.PASSWORD;\n');
    });

    it('is used under the name, and from the path, that the file has for it', () => {
      const { after } = moveMarked({
        'src/env.ts': envalid('env'),
        'src/a.ts': `import { env as settings } from './env.js';\n\nexport const x = [settings.HOST, { password: «'${PASSWORD}'» }];\n`,
      });
      assert.match(after['src/a.ts'] ?? '', /^import \{ env as settings \} .*\n\n.*password: settings\.PASSWORD/);
    });

    it('is imported under another name where its own is taken, behind the other imports', () => {
      const { after } = moveMarked({
        'src/env.ts': envalid('env'),
        'src/a.ts': `import fs from 'node:fs'; // files\n\nconst env = fs;\nexport const x = [env, { password: «'${PASSWORD}'» }];\n`,
      });
      assert.match(after['src/a.ts'] ?? '', /\/\/ files\nimport \{ env as appConfig \} from '\.\/env';\n/);
    });

    it('gets its own literal behind the schema', () => {
      const { after } = moveMarked({
        'src/env.ts': `${envalid('env')}export const extra = { password: «'${PASSWORD}'» };\n`,
      });
      assert.match(after['src/env.ts'] ?? '', /HOST: str\(\), EXTRA_PASSWORD: str\(\) \}/);
      assert.match(after['src/env.ts'] ?? '', /password: env\.EXTRA_PASSWORD/);
    });

    it('keeps its quotes, line breaks, trailing commas and comments', () => {
      const lines = [
        'const { cleanEnv, str } = require("envalid")',
        '',
        'const env = cleanEnv(process.env, {',
        '\tHOST: str(), // the database',
        '})',
        'module.exports = { env }',
        '',
      ];
      const { after } = moveMarked({
        'src/env.js': lines.join('\r\n'),
        'src/a.js': 'const { env } = require("./env")\r\n\r\nmodule.exports = { retries: «5», host: env.HOST }\r\n',
      });
      const added = [...lines.slice(0, 4), '\tRETRIES: num({ devDefault: 5 }),', ...lines.slice(4)];
      assert.equal(after['src/env.js'], added.join('\r\n').replace('cleanEnv, str }', 'cleanEnv, str, num }'));
      assert.match(after['src/a.js'] ?? '', /retries: env\.RETRIES, host/);
    });

    it('is left aside for an empty text, which schemas take for nothing', () => {
      const { after } = moveMarked({ 'src/env.ts': envalid('env'), 'src/a.ts': "export const prefix = «''»;\n" });
      assert.equal(after['src/a.ts'], 'export const prefix = process.env.PREFIX;\n');
    });

    it('may check the environment with Joi', () => {
      const lines = [
        "const Joi = require('joi');",
        '',
        'const envVarsSchema = Joi.object()',
        '  .keys({',
        '    PORT: Joi.number().default(3000), // of the server',
        '  })',
        '  .unknown();',
        "const { value: envVars, error } = envVarsSchema.prefs({ errors: { label: 'key' } }).validate(process.env);",
        'module.exports = {',
        '  port: envVars.PORT,',
        '};',
        '',
      ];
      const { after } = moveMarked({
        'src/config/config.js': lines.join('\n'),
        'src/a.js': `const password = «'${PASSWORD}'»;\nmodule.exports = { password };\n`,
      });
      assert.match(
        after['src/config/config.js'] ?? '',
        /server\n {4}PASSWORD: Joi\.string\(\)\.required\(\),\n {2}\}\)/,
      );
      assert.match(after['src/config/config.js'] ?? '', /port: envVars\.PORT,\n {2}password: envVars\.PASSWORD,\n\};/);
      assert.match(
        after['src/a.js'] ?? '',
        /^const config = require\('\.\/config\/config'\);\n\nconst password = config\.password;/,
      );
    });

    it('hands its variables on through the object that it exports', () => {
      const { after } = moveMarked({
        'src/config.ts':
          "import { z } from 'zod';\n\nconst env = z.object({ HOST: z.string() }).parse(process.env);\nexport default { host: env.HOST };\n",
        'src/a.ts': `export const password = «'${PASSWORD}'»;\n`,
      });
      assert.match(after['src/config.ts'] ?? '', /HOST: z\.string\(\), PASSWORD: z\.string\(\)\.min\(1\) \}/);
      assert.match(after['src/config.ts'] ?? '', /host: env\.HOST, password: env\.PASSWORD \}/);
      assert.equal(after['src/a.ts'], "import config from './config';\n\nexport const password = config.password;\n");
    });
  });

  describe('a Nest class', () => {
    const files = (member: string): Record<string, string> => ({
      'src/app.module.ts':
        "import { ConfigModule } from '@nestjs/config';\nexport const module = ConfigModule.forRoot();\n",
      'src/a.service.ts': `import { ConfigService } from '@nestjs/config';\n\nexport class A {\n${member}\n}\n`,
    });
    const moved = (member: string): string => moveMarked(files(member)).after['src/a.service.ts'] ?? '';

    it('uses the parameter of the constructor inside of it', () => {
      const code = moved(`  constructor(config: ConfigService) {\n    super({ secret: «'${PASSWORD}'» });\n  }`);
      assert.match(code, /secret: config\.getOrThrow<string>\('SECRET'\)/);
    });

    it('that is given no service, and a field, read the environment', () => {
      assert.match(moved(`  get() {\n    return { secret: «'${PASSWORD}'» };\n  }`), /secret: process\.env\.SECRET/);
      const field = `  secret = «'${PASSWORD}'»;\n  constructor(private readonly config: ConfigService) {}`;
      assert.match(moved(field), /secret = process\.env\.SECRET/);
    });

    it('whose service knows its keys reads the environment', () => {
      const typed = `  constructor(private c: ConfigService<Env, true>) {}\n  get() {\n    return { secret: «'${PASSWORD}'» };\n  }`;
      assert.match(moved(typed), /secret: process\.env\.SECRET/);
    });
  });
});

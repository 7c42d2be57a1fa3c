import rule from '../../../server/src/rules/01-codebase/no-import-of-ignored-file';
import { ruleTester } from '../../support/rule-tester';

const ignore = (line: string) => `=== .gitignore ===\nnode_modules\n${line}\n`;
const file = (code: string) => `=== src/index.ts ===\n${code}\n`;
const message = (target: string) => `Git ignores "${target}": a fresh clone does not hold what is imported here.`;
const IMPORT = "import { a } from './config.local';\nconsole.log(a);";

ruleTester(rule, {
  keeps: [
    { name: 'a file that is there', code: `${file(IMPORT)}=== src/config.local.ts ===\nexport const a = 1;\n` },
    { name: 'a file that is missing and not ignored', code: file(IMPORT) },
    {
      name: 'a name that generators make',
      code: `${file("import { a } from './client';\nconsole.log(a);")}${ignore('src/client.ts')}`,
    },
    {
      name: 'the output of a build',
      code: `${file("import { a } from '../dist/config';\nconsole.log(a);")}${ignore('dist/config.js')}`,
    },
    {
      name: 'the output folder of a tsconfig',
      code: `${file("import { a } from '../target/config';\nconsole.log(a);")}${ignore('target/config.*')}=== tsconfig.json ===\n{ "compilerOptions": { "outDir": "target" } }\n`,
    },
    {
      name: 'a folder that is ignored as a whole',
      code: `${file("import { a } from './entries/secret';\nconsole.log(a);")}${ignore('src/entries')}`,
    },
    { name: 'a pattern for all files of a kind', code: `${file(IMPORT)}${ignore('*.js')}` },
    {
      name: 'types',
      code: `${file("import type { A } from './config.local';\nexport const a: A = 1;")}${ignore('src/config.local.ts')}`,
    },
    {
      name: 'where the failure is caught',
      code: `${file("try {\n  require('./config.local');\n} catch {}")}${ignore('src/config.local.ts')}`,
    },
    {
      name: 'after a look for the file',
      code: `${file("if (existsSync('./config.local.js')) require('./config.local');")}${ignore('src/config.local.js')}`,
    },
    { name: 'without git', git: false, code: `${file(IMPORT)}${ignore('src/config.local.ts')}` },
    {
      name: 'a file that git tracks all the same',
      tracked: ['src/config.local.ts'],
      code: `${file(IMPORT)}${ignore('src/config.local.ts')}`,
    },
    {
      name: 'declarations of types',
      code: `${file(IMPORT)}=== src/config.local.d.ts ===\nexport const a: number;\n${ignore('src/config.local.js')}`,
    },
    {
      name: 'a name made at run time',
      code: `${file('await import(`./config.${name}`);')}${ignore('src/config.local.ts')}`,
    },
    { name: 'a comment', code: `${file("// import './config.local';\nexport {};")}${ignore('src/config.local.ts')}` },
    {
      name: 'suppressed with a reason',
      code: `${file(`// twelve-factor-disable-next-line codebase/no-import-of-ignored-file -- made by the setup\n${IMPORT}`)}${ignore('src/config.local.ts')}`,
    },
  ],
  breaks: [
    {
      name: 'a local configuration',
      code: `=== src/index.ts ===\nimport { a } from './config.local';\n//                 ^^^^^^^^^^^^^^ warning: ${message('src/config.local.ts')}\nconsole.log(a);\n${ignore('src/config.local.ts')}`,
      fixTitle: 'Stop ignoring "src/config.local.ts"',
      fixed: { '.gitignore': 'node_modules\n' },
    },
    {
      name: 'secrets, which stay out of the repository',
      code: `=== src/index.js ===\nconst secrets = require('./secrets.json');\n//                       ^^^^^^^^^^^^^^ warning: ${message('src/secrets.json')}\n${ignore('secrets.json')}`,
    },
    {
      name: 'one finding for a file',
      code: `=== src/a.js ===\nconst a = require('./settings');\n//                 ^^^^^^^^^^ warning: ${message('src/settings.js')}\n=== src/b.js ===\nconst b = require('./settings');\n${ignore('settings.js')}`,
    },
    {
      name: 'a package of a monorepo, with an ignore file of its own',
      code: `=== packages/api/src/a.js ===\nrequire('./settings');\n//       ^^^^^^^^^^ warning: ${message('packages/api/src/settings.js')}\n=== packages/api/package.json ===\n{ "name": "api" }\n=== packages/api/.gitignore ===\nsettings.js\n`,
    },
  ],
});

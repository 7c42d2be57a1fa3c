/** One small app that brings every kind of report about: see `test-rules.ts` for what is found in it. */
export const FIXTURE_APP: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "private": true }\n',
  Dockerfile: `FROM node:20\nENV PASSWORD=${'hunter2' + '-docker'}\nCMD ["node", "server.js"]\n`,
  'compose.yml': `services:\n  db:\n    image: postgres:16\n    environment:\n      PASSWORD: ${'hunter2' + '-compose'}\n`,
  '.env': `# note: ${'hunter2' + '-comment'}\nPASSWORD="${'hunter2' + '-dotenv'}"\nNAME=plain\n`,
  '.gitignore': '.env\n',
  'src/server.ts': [
    "import { listen } from './listen';",
    '',
    `const password = connect('db', '${'hunter2' + '-code'}', 4711);`,
    'function connect(...parts: unknown[]) {',
    "\tconsole.shout('connecting', parts); // tab, \u65e5\u672c",
    '  return parts;',
    '}',
    'listen(3000);',
    '// twelve-factor-disable-next-line logs/no-shout -- agreed',
    "console.shout('silenced');",
    "console.log('up');",
    '',
  ].join('\n'),
  'apps/worker/package.json': '{ "name": "worker", "dependencies": { "express": "^5.0.0" } }\n',
  'apps/worker/index.js': "console.log('working');\n",
};

import rule from '../../../server/src/rules/03-config/no-committed-dotenv';
import { fakeSecret } from '../../support/fake-secrets';
import { ruleTester } from '../../support/rule-tester';

const TOKEN = fakeSecret('github-token');
const PASSWORD = fakeSecret('password');
const RANDOM = ['v9dn0balp', 'qas1pcc281', 'tn5ood1'].join('');
const committed = (file: string, name: string): string =>
  `"${file}" is committed, and "${name}" in it has the form of a real secret.`;

ruleTester(rule, {
  keeps: [
    { name: 'not in the index', code: `=== .env ===\nGITHUB_TOKEN=${TOKEN}\n` },
    { name: 'defaults', code: '=== .env ===\nPORT=3000\nAPI_URL=http://localhost:3000\n', tracked: ['.env'] },
    { name: 'stand-ins', code: '=== .env ===\nAPI_KEY=changeme\nDB_PASSWORD=\n', tracked: ['.env'] },
    { name: 'a reference', code: '=== .env ===\nAPI_KEY=op://vault/key\n', tracked: ['.env'] },
    { name: 'encrypted', code: '=== .env ===\nDOTENV_PUBLIC_KEY="02a1"\nA="encrypted:BE7Q"\n', tracked: ['.env'] },
    { name: 'for tests', code: `=== .env.test ===\nSESSION_SECRET=${PASSWORD}\n`, tracked: ['.env.test'] },
    { name: 'weak values in an example', code: '=== .env.example ===\nDB_PASSWORD=shop\n', tracked: ['.env.example'] },
    {
      name: 'a suppression',
      code: `=== .env ===\n# twelve-factor-disable-next-line config/no-committed-dotenv -- a toy\nSESSION_SECRET=${PASSWORD}\n`,
      tracked: ['.env'],
    },
  ],
  breaks: [
    {
      name: 'a token',
      code: `=== .env ===\nPORT=3000\nGITHUB_TOKEN=${TOKEN}\n#<^^^^^^^^^^ error: ${committed('.env', 'GITHUB_TOKEN')}\n=== .gitignore ===\nnode_modules\n`,
      tracked: ['.env'],
    },
    {
      name: 'under a name that the configuration adds',
      code: `=== .env ===\nGITHUB_PAT=${PASSWORD}\n#<^^^^^^^^ warning: ${committed('.env', 'GITHUB_PAT')}\n`,
      tracked: ['.env'],
      configuration: { secretNames: { add: ['*_PAT'] } },
    },
    {
      name: 'of one deploy, in a monorepo',
      code: `=== apps/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n=== apps/api/.env.production ===\nSESSION_SECRET=${PASSWORD}\n#<^^^^^^^^^^^^ warning: ${committed('.env.production', 'SESSION_SECRET')}\n`,
      tracked: ['apps/api/.env.production'],
    },
    {
      name: 'what a generator has made, before what somebody thought of',
      code: `=== .env ===\nDB_PASSWORD=${PASSWORD}\nSESSION_SECRET=${RANDOM}\n#<^^^^^^^^^^^^ error: ${committed('.env', 'SESSION_SECRET')}\n`,
      tracked: ['.env'],
    },
    {
      name: 'a weak password',
      code: '=== .env ===\nDB_PASSWORD=shop\n#<^^^^^^^^^ info: ".env" is committed with a value for "DB_PASSWORD", which belongs to one deploy.\n=== .gitignore ===\n.env\n',
      tracked: ['.env'],
    },
    {
      name: 'an example with a token',
      code: `=== .env.example ===\n# ask\nGITHUB_TOKEN="${TOKEN}" # the bot\n#<^^^^^^^^^^ error: "GITHUB_TOKEN" in the example ".env.example" has the form of a real secret.\n`,
      fixed: { '.env.example': '# ask\nGITHUB_TOKEN= # the bot\n' },
    },
  ],
});

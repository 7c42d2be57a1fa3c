import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/03-config/dotenv-not-ignored';
import { analyze, type Files } from '../../support/analyze';
import { fakeSecret } from '../../support/fake-secrets';
import { ruleTester } from '../../support/rule-tester';

const exposed = (file: string): string => `Git does not ignore "${file}": the next "git add" commits what it holds.`;
const VITE = '=== package.json ===\n{ "private": true, "devDependencies": { "vite": "7" } }\n';

ruleTester(rule, {
  keeps: [
    { name: 'ignored', code: '=== .env ===\nA=1\n=== .gitignore ===\n.env\n' },
    { name: 'ignored by a pattern further up', code: '=== packages/api/.env ===\nA=1\n=== .gitignore ===\n.env*\n' },
    { name: 'no work tree', code: '=== .env ===\nA=1\n', git: false },
    { name: 'an example', code: '=== .env.example ===\nA=1\n=== .env.sample ===\nA=1\n' },
    { name: 'nothing in it', code: '=== .env ===\n# nothing yet\n' },
    { name: 'an encrypted file', code: '=== .env ===\nDOTENV_PUBLIC_KEY="02a1"\nA="encrypted:BE7Q"\n' },
    { name: 'defaults that a framework wants committed', bare: true, code: `=== .env ===\nVITE_TITLE=Shop\n${VITE}` },
    {
      name: 'a name among such defaults that the configuration allows',
      bare: true,
      code: `=== .env ===\nAPI_TOKEN=abc\n${VITE}`,
      configuration: { secretNames: { allow: ['api_token'] } },
    },
    { name: 'a fixture', code: '=== test/fixtures/app/.env ===\nA=1\n' },
    {
      name: "a committed file, which is another rule's matter",
      code: `=== .env ===\nSTRIPE_SECRET_KEY=${fakeSecret('stripe-key')}\n`,
      tracked: ['.env'],
    },
    { name: 'committed defaults', code: '=== .env ===\nPORT=3000\nPASSWORD=changeme\n', tracked: ['.env'] },
    {
      name: 'a suppression',
      code: '=== .env ===\n# twelve-factor-disable-file config/dotenv-not-ignored -- ignored on the server\nA=1\n',
    },
  ],
  breaks: [
    {
      name: 'no ignore file',
      code: `=== .env ===\nPORT=3000\n#<^^ warning: ${exposed('.env')}\n`,
      fixTitle: 'Add .env to .gitignore',
      fixed: { '.gitignore': '.env\n' },
    },
    {
      name: 'an ignore file of other lines, CRLF and no line break at its end',
      code: `=== .env ===\nPORT=3000\n#<^^ ${exposed('.env')}\n=== .gitignore ===\nnode_modules\r\ndist`,
      fixed: { '.gitignore': 'node_modules\r\ndist\r\n.env\r\n' },
    },
    {
      name: 'taken back in by an exception',
      code: `=== .env ===\nPORT=3000\n#<^^ ${exposed('.env')}\n=== .gitignore ===\n.env*\n!.env\n`,
      fixed: { '.gitignore': '.env*\n!.env\n.env\n' },
    },
    {
      name: 'a file for one machine, in a framework too',
      bare: true,
      code: `=== .env.local ===\nVITE_TITLE=Shop\n#<^^^^^^^^ ${exposed('.env.local')}\n${VITE}=== .gitignore ===\n.env\n`,
      fixed: { '.gitignore': '.env\n.env.local\n' },
    },
    {
      name: 'a secret among the defaults of a framework',
      bare: true,
      code: `=== .env ===\nAPI_TOKEN=abc\n#<^^^^^^^ ${exposed('.env')}\n${VITE}`,
    },
    {
      name: 'a name among such defaults that the configuration adds',
      bare: true,
      code: `=== .env ===\nGITHUB_PAT=abc\n#<^^^^^^^^ ${exposed('.env')}\n${VITE}`,
      configuration: { secretNames: { add: ['*_PAT'] } },
    },
    {
      name: 'in a package of a monorepo',
      code: `=== packages/api/.env ===\nPORT=3000\n#<^^ ${exposed('.env')}\n=== packages/api/package.json ===\n{ "private": true, "dependencies": { "express": "5" } }\n=== .gitignore ===\nnode_modules\n`,
      fixed: { '.gitignore': 'node_modules\n.env\n' },
    },
  ],
});

describe('config/dotenv-not-ignored as a witness', () => {
  const statements = (files: Files): string[] =>
    analyze(files, { rules: [rule] })
      .appReports()
      .flatMap(({ evidence }) => evidence.map(({ file, span, statement }) => `${file}:${span.start} ${statement}`));
  const manifest = '{ "private": true, "dependencies": { "express": "5" } }';

  it('attests a file that git ignores', () =>
    assert.deepEqual(statements({ 'package.json': manifest, '.env': 'A=1\n', '.gitignore': '.env\n' }), [
      '.env:0 Git ignores ".env".',
    ]));

  it('attests the line where no file exists yet', () =>
    assert.deepEqual(statements({ 'package.json': manifest, '.gitignore': 'dist\n.env*\n' }), [
      '.gitignore:5 Git ignores ".env".',
    ]));
});

import rule from '../../../server/src/rules/03-config/invalid-env-line';
import { fakeSecret } from '../../support/fake-secrets';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const DOCKER =
  '{ "private": true, "dependencies": { "express": "5" }, "scripts": { "up": "docker run --env-file .env app" } }';
const key = fakeSecret('private-key');
const quotedKey = `KEY="${key}"\n`;

ruleTester(rule, {
  keeps: [
    { name: 'a line that shows how names are made', file: '.env.example', code: '{world}_DB_HOST=\nDB_<NAME>_URL=\n' },
    {
      name: 'a comment directly behind a value, and an env file of Python',
      code: `=== .env.example ===\nRPC_URLS=["http://127.0.0.1:8899"]# localnet\n=== backend/.env.shared ===\nSECRET_KEY=ab#cd\n=== backend/pyproject.toml ===\n[project]\nname = "a"\n`,
    },
    {
      name: 'a line that a template fills',
      code: '=== .env.test.tpl ===\nA=1\n{{{envs}}}\n=== .env.test ===\n{{{envs}}}\nB=2\n',
    },
    { name: 'plain lines', code: '# a comment\n\nA=1\nexport B=2\nC=\nlower_case=3\nD="x y" # why\n' },
    { name: 'values of several lines', code: `${quotedKey}JSON='{\n  "a": 1\n}'\n` },
    {
      name: 'a hash that the installed version keeps',
      code: `=== .env ===\nA=a#b\n=== package-lock.json ===\n{ "lockfileVersion": 3, "packages": { "": {}, "node_modules/dotenv": { "version": "10.0.0" } } }\n=== package.json ===\n{ "private": true, "dependencies": { "dotenv": "^10.0.0" } }\n`,
    },
    { name: 'a hash in quotes', code: 'A="a#b"\nB=a #b\n' },
    { name: 'blanks that only the dotenv package reads', code: 'A = 1\n' },
    {
      name: 'a bare name that compose hands through',
      code: '=== .env ===\nTOKEN\n=== compose.yml ===\nservices:\n  api:\n    image: api\n    env_file: .env\n',
    },
    { name: 'quotes that only the dotenv package reads', code: 'export A="1"\n' },
    { name: 'another format of the same name', code: '=== .env.json ===\n{\n  "a": 1\n}\n' },
    {
      name: 'a suppression above the line',
      code: '# twelve-factor-disable-next-line config/invalid-env-line -- read by another tool\nA: 1\n',
    },
  ],
  breaks: [
    {
      name: 'a sign within a value of several lines, which marks no comment',
      file: '.env',
      code: `KEY="first\n${marked('// ${unclosed', '${unclosed', 'The value of "KEY" has a "${" that is not closed.', '#')}\n"\n`,
    },
    {
      name: 'comments in the manner of INI files, said once and mended together',
      file: '.env.example',
      code: `${marked('; Database', '; Database', 'info: A line that begins with ";" is no comment for readers of env files.', '#')}\nDB_HOST=a\n  ; mode = 1\n// more\nPORT=1\n`,
      fixTitle: 'Begin comments with "#"',
      fixed: '# Database\nDB_HOST=a\n  # mode = 1\n# more\nPORT=1\n',
    },
    {
      name: 'no assignment',
      code: marked('some words', 'some words', 'warning: This line has no "=" and sets nothing.', '#'),
      fixTitle: 'Make this line a comment',
      fixed: '# some words',
    },
    {
      name: 'a bare name',
      code: `${marked('TOKEN', 'TOKEN', 'hint: This line has no "=" and sets nothing.', '#')}\nA=1\n`,
      fixed: '# TOKEN\nA=1\n',
    },
    {
      name: 'a name with a digit at its start',
      code: `A=1\n${marked('2FA_KEY=x', '2FA_KEY', 'What stands before the "=" is no name of a variable that every reader accepts.', '#')}`,
    },
    {
      name: 'a name with a dash',
      code: `${marked('MY-KEY=x', 'MY-KEY', 'What stands before the "=" is no name of a variable that every reader accepts.', '#')}`,
    },
    {
      name: 'YAML',
      code: `${marked('HOST: a', ': ', '"HOST" is followed by a colon, which shells, Node and "docker run" do not take for a "=".', '#')}`,
      fixed: 'HOST=a',
    },
    {
      name: 'an open quote',
      code: marked('A="b', '"b', 'The value of "A" opens a quote that is not closed, so the quote is part of it.', '#'),
      fixTitle: 'Close the quote of A',
      fixed: 'A=b',
    },
    {
      name: 'an open interpolation',
      code: marked('A=x${B', '${B', 'The value of "A" has a "${" that is not closed.', '#'),
    },
    {
      name: 'text behind a quote',
      code: marked('A="x" y', ' y', 'Text behind the closing quote of "A" makes the quotes part of the value.', '#'),
    },
    {
      name: 'a hash in a value',
      code: marked(
        'PASSWORD=ab#cd',
        '#cd',
        'The unquoted "#" cuts the value of "PASSWORD" off in the dotenv package, and not in other readers.',
        '#',
      ),
      fixTitle: 'Take the rest of the line into the value of PASSWORD',
      fixed: 'PASSWORD="ab#cd"',
    },
    {
      name: 'a key without quotes',
      code: `KEY=${key}\n`
        .replace('\n', '\n#   ^ The value of "KEY" has several lines and no quotes, so only the first is read.\n')
        .replace('^', '^'.repeat(key.indexOf('\n'))),
      fixTitle: 'Quote the value of KEY',
      fixed: quotedKey,
    },
    {
      name: 'blanks and a shell',
      code: `=== .env ===\n${marked('A = 1', ' = ', 'Blanks around the "=" of "A" break the line for the shell that reads it.', '#')}\n=== start.sh ===\n. ./.env\nnode server.js\n`,
      fixed: { '.env': 'A=1\n' },
    },
    {
      name: 'blanks and Docker',
      code: `=== .env ===\n${marked('A = 1', ' = ', 'Blanks around the "=" of "A" break the line for "docker run --env-file".', '#')}\n=== package.json ===\n${DOCKER}\n`,
    },
    {
      name: 'export and Docker',
      code: `=== .env ===\n${marked('export A=1', 'export', '"export" before "A" breaks the line for "docker run --env-file".', '#')}\n=== package.json ===\n${DOCKER}\n`,
      fixed: { '.env': 'A=1\n' },
    },
    {
      name: 'quotes and Docker',
      code: `=== .env ===\n${marked('A="x y"', '"x y"', 'The quotes around "A" become part of its value in "docker run --env-file".', '#')}\n=== package.json ===\n${DOCKER}\n`,
      fixed: { '.env': 'A=x y\n' },
    },
    {
      name: 'CRLF, a BOM and an emoji',
      code: `\uFEFF# 🔑\r\n${marked('HOST: a\r', ': ', '"HOST" is followed by a colon, which shells, Node and "docker run" do not take for a "=".', '#')}\nB=1\r\n`,
      fixed: '\uFEFF# 🔑\r\nHOST=a\r\nB=1\r\n',
    },
    {
      name: 'an example',
      code: marked(
        'HOST: a',
        ': ',
        'info: "HOST" is followed by a colon, which shells, Node and "docker run" do not take for a "=".',
        '#',
      ),
      file: '.env.example',
    },
  ],
});

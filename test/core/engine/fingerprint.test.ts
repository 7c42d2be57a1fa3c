import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTypeScript } from '../../../server/src/core/documents/typescript/parse';
import { hash, typescriptAnchor } from '../../../server/src/core/engine/fingerprint';
import { rules } from '../../../server/src/rules';
import port from '../../../server/src/rules/07-port-binding/no-hardcoded-port';
import { analyze, findingsOf } from '../../support/analyze';

const MANIFEST = '{ "dependencies": { "express": "5" } }';
const HEAD = "import express from 'express';\n";

const fingerprints = (text: string, file = 'src/server.ts'): string[] =>
  findingsOf(analyze({ 'package.json': MANIFEST, [file]: text }, { rules: [port] })).map(
    ({ fingerprint }) => fingerprint,
  );

function anchorAt(text: string, part: string): string {
  const start = text.indexOf(part);
  return typescriptAnchor(parseTypeScript('a.ts', text), { start, end: start + part.length });
}

describe('fingerprints', () => {
  const [original] = fingerprints(`${HEAD}express().listen(3000);\n`);

  it('survive moved lines, neighbours, comments and formatting', () => {
    for (const text of [
      `\n\n// a remark\n${HEAD}\nexport const other = 1;\n\nexpress().listen(3000);\n`,
      `${HEAD}express()\n  .listen(\n    3000,\n  );\n`,
      `\uFEFF${HEAD.replace('\n', '\r\n')}express().listen(3000);\r\n`,
    ]) {
      assert.deepEqual(fingerprints(text), [original]);
    }
  });

  it('tell places, files and repeats apart', () => {
    const inFunction = fingerprints(`${HEAD}function start() { express().listen(3000); }\n`);
    const elsewhere = fingerprints(`${HEAD}express().listen(3000);\n`, 'src/other.ts');
    const twice = fingerprints(`${HEAD}express().listen(3000);\nexpress().listen(3000);\n`);
    assert.equal(
      new Set([original, ...inFunction, ...elsewhere, ...twice]).size,
      4,
      'the first of two is the one there was',
    );
  });

  it('do not depend on where the app lies', () => {
    const files = {
      'apps/a/package.json': MANIFEST,
      'apps/a/src/server.ts': `${HEAD}express().listen(3000);\n`,
      'package.json': '{}',
    };
    assert.deepEqual(
      findingsOf(analyze(files, { rules: [port] })).map(({ fingerprint }) => fingerprint),
      [original],
    );
  });

  it('say nothing of values', () => {
    assert.deepEqual(fingerprints(`${HEAD}express().listen(8080);\n`), [original]);
    const value = fc.string({ minLength: 1 }).map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const code = (text: string): string => `connect({ password: ${text}, key: /x/, n: 12 });`;
        assert.equal(anchorAt(code(a), a), anchorAt(code(b), b));
      }),
    );
  });

  it('of a template or a regular expression neither', () => {
    assert.equal(anchorAt('f(`one${a}two`);', '`one'), anchorAt('f(`1${a}2`);', '`1'));
    assert.equal(anchorAt('f(/one/);', '/one'), anchorAt('f(/two/g);', '/two'));
  });

  describe('of documents that are no code', () => {
    /** Every place where a secret can stand, by the file it stands in. */
    const PLACES: Readonly<Record<string, (secret: string) => Record<string, string>>> = {
      'a variable of an env file': (secret) => ({ '.env': `DB_PASSWORD=${secret}\nDB_PASSWORD=${secret}\n` }),
      'a broken line of an env file': (secret) => ({ '.env': `not a line ${secret}\n` }),
      'a line of an env file without a name': (secret) => ({ '.env': `${secret}\n` }),
      'a key of an env file with blanks': (secret) => ({ '.env': `PASS PHRASE = ${secret}\n` }),
      'a quote that is never closed': (secret) => ({ '.env': `API_KEY="${secret}\n` }),
      'ENV and ARG of a Dockerfile': (secret) => ({
        Dockerfile: `FROM node:20\nARG NPM_TOKEN=${secret}\nENV PORT=1 DB_PASSWORD=${secret}\nENV API_KEY ${secret}\nCMD npm start\n`,
      }),
      'commands of a Dockerfile': (secret) => ({
        Dockerfile: `FROM node\nRUN curl -u admin:${secret} https://a.acme.io && npm install\nCMD DB_PASSWORD=${secret} npm start\n`,
      }),
      'compose maps': (secret) => ({
        'compose.yml': `services:\n  web:\n    image: acme/web:latest\n    environment:\n      DB_PASSWORD: ${secret}\n    command: sh -c "DB_PASSWORD=${secret} npm run build && npm start"\n`,
      }),
      'compose lists': (secret) => ({
        'compose.yml': `services:\n  web:\n    build: .\n    environment:\n      - DB_PASSWORD=${secret}\n      - DB_PASSWORD=${secret}\n`,
      }),
      'a workflow': (secret) => ({
        '.github/workflows/ci.yml': `on: push\njobs:\n  ci:\n    runs-on: ubuntu-latest\n    env:\n      TOKEN: ${secret}\n    steps:\n      - run: TOKEN=${secret} npm install\n`,
      }),
      'a Procfile': (secret) => ({ Procfile: `web: API_KEY=${secret} npm run build && npm start\n` }),
      'a shell script': (secret) => ({
        Dockerfile: 'FROM node:20\nCOPY . .\nCMD ["./start.sh"]\n',
        'start.sh': `export API_KEY=${secret}\ncurl -u a:${secret} x\npsql postgres://app:${secret}@db.acme.io/app\nnpm run build\nnpm start\n`,
      }),
      'scripts of a manifest': (secret) => ({
        'package.json': `{ "dependencies": { "express": "5" }, "scripts": { "start": "API_KEY=${secret} npm run build && psql postgres://app:${secret}@db.acme.io/app" } }`,
      }),
    };
    const base = { 'package.json': MANIFEST, 'src/server.ts': `${HEAD}express().listen(process.env.PORT);\n` };
    const all = (files: Record<string, string>) => findingsOf(analyze({ ...base, ...files }, { rules }));
    const secrets = fc.stringMatching(/^zQ4[a-zA-Z0-9]{14,20}7xK$/);

    for (const [place, filesWith] of Object.entries(PLACES)) {
      it(`do not depend on a secret in ${place}`, () => {
        assert.ok(all(filesWith('zQ4vbKx2mPw9TnRs47xK')).length > 0);
        fc.assert(
          fc.property(secrets, secrets, (one, other) => {
            const [before, after] = [one, other].map((secret) =>
              all(filesWith(secret)).map(({ rule, messageId, fingerprint }) => `${rule} ${messageId} ${fingerprint}`),
            );
            assert.deepEqual(after, before);
          }),
          { numRuns: 8 },
        );
      });
    }

    it('stay when lines move and values change, and tell names apart', () => {
      const compose = PLACES['compose maps']?.('zQ4vbKx2mPw9TnRs47xK')['compose.yml'] ?? '';
      const prints = (text: string) => all({ 'compose.yml': text }).map(({ fingerprint }) => fingerprint);
      assert.deepEqual(prints(`# a remark\n\n${compose}`), prints(compose));
      assert.notDeepEqual(prints(compose.replace('web:\n', 'api:\n')), prints(compose));
      const dockerfile = (head: string, name: string, version: string) =>
        all({ Dockerfile: `${head}FROM node:${version}\nENV ${name}=zQ4vbKx2mPw9TnRs47xK\nCMD ["node", "a.js"]\n` })
          .filter(({ messageId }) => messageId === 'environment')
          .map(({ fingerprint }) => fingerprint);
      const [first] = dockerfile('', 'DB_PASSWORD', '20');
      assert.notEqual(first, undefined);
      assert.deepEqual(dockerfile('# a remark\nFROM alpine:3 AS tools\n', 'DB_PASSWORD', '22'), [first]);
      assert.notDeepEqual(dockerfile('', 'API_KEY', '20'), [first]);
    });
  });

  it('are 16 hexadecimal digits, different for different texts', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[0-9a-f]{16}$/.test(hash(text))));
    const texts = Array.from({ length: 20_000 }, (_, index) => `rule|file-${index}|anchor`);
    assert.equal(new Set(texts.map(hash)).size, texts.length);
  });
});

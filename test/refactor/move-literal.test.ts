import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDotenv } from '../../server/src/core/documents/dotenv/parse';
import { isSerializable } from '../../server/src/core/documents/dotenv/serialize';
import { parseErrorCount, parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import type { Fix } from '../../server/src/core/rule/fix';
import { type MoveLiteralOptions, moveLiteral } from '../../server/src/refactor/move-literal';
import credentials from '../../server/src/rules/03-config/no-hardcoded-credentials';
import { analyze, applyFix, type Files, findingsOf, fixIn } from '../support/analyze';
import { fixContext, gitIgnoreOf } from './fix-context';

const FILE = 'src/index.tsx';

/** Moves the one literal between `«` and `»`. */
function move(
  code: string,
  others: Files = {},
  options: MoveLiteralOptions = {},
): { fix: Fix | undefined; after: Files } {
  const start = code.indexOf('«');
  const end = code.indexOf('»') - 1;
  const files = { ...others, [FILE]: code.replace('«', '').replace('»', '') };
  const fix = moveLiteral(fixContext(files, FILE, { start, end }), options);
  return { fix, after: fix === undefined ? files : applyFix(files, fix) };
}

function code(text: string, others: Files = {}): string | undefined {
  const { fix, after } = move(text, others);
  return fix === undefined ? undefined : after[FILE];
}

describe('move literal to environment variable', () => {
  it('leaves an env file alone that git tracks, whatever the ignore file says of it', () => {
    const password = ['hunter2', 'horse', 'X9'].join('');
    const files = {
      'package.json': '{ "private": true }',
      '.gitignore': '.env\n',
      '.env': 'PORT=3000\n',
      'src/db.ts': `export const password = '${password}';\n`,
    };
    for (const tracked of [['.env'], []]) {
      const folder = analyze(files, { rules: [credentials], tracked });
      const [finding] = findingsOf(folder);
      assert.ok(finding);
      const fix = fixIn(folder, files, finding);
      assert.ok(fix);
      const after = applyFix(files, fix);
      assert.equal(after['src/db.ts'], 'export const password = process.env.PASSWORD;\n');
      assert.equal(after['.env.example'], 'PASSWORD=\n');
      const isTracked = tracked.length > 0;
      assert.equal(after['.env'], isTracked ? 'PORT=3000\n' : `PORT=3000\nPASSWORD=${password}\n`);
      assert.equal(fix.needsConfirmation !== undefined, isTracked, 'the value would be lost');
    }
  });

  describe('writes', () => {
    it('the read, the value and the bare name', () => {
      const { fix, after } = move("const apiKey = «'abc'»;\n");
      assert.equal(fix?.title, 'Move literal to environment variable API_KEY');
      assert.deepEqual(after, {
        [FILE]: 'const apiKey = process.env.API_KEY;\n',
        '.env': 'API_KEY=abc\n',
        '.env.example': 'API_KEY=\n',
        '.gitignore': '.env\n',
      });
    });

    it('a number as a number and a flag as a flag', () => {
      assert.equal(code('const timeout = «3_000»;'), 'const timeout = Number(process.env.TIMEOUT);');
      assert.equal(code('const verbose = «true»;'), "const verbose = process.env.VERBOSE === 'true';");
      assert.equal(code('const isOn = «true» && b;'), "const isOn = (process.env.IS_ON === 'true') && b;");
    });

    it('into the example file that is there, under whatever name', () => {
      const { after } = move("const apiKey = «'abc'»;", { '.env.sample': 'PORT=3000' });
      assert.equal(after['.env.sample'], 'PORT=3000\nAPI_KEY=\n');
    });

    it('an ignore line at the end of the nearest ignore file, in its own line breaks', () => {
      const { after } = move("const apiKey = «'abc'»;", { '.gitignore': 'dist\r\nnode_modules' });
      assert.equal(after['.gitignore'], 'dist\r\nnode_modules\r\n.env\r\n');
    });

    it('a line for Docker too, where an image is built', () => {
      const { after } = move("const apiKey = «'abc'»;", { Dockerfile: 'FROM node:24\n', '.dockerignore': 'dist\n' });
      assert.equal(after['.dockerignore'], 'dist\n.env\n');
      const kept = move("const apiKey = «'abc'»;", { Dockerfile: 'FROM node:24\n', '.dockerignore': '.env*\n' });
      assert.equal(kept.after['.dockerignore'], '.env*\n');
    });

    it('the value in place of an empty one', () => {
      const { after } = move("const apiKey = «'abc'»;", { '.env': 'API_KEY=\nB=1\n', '.gitignore': '.env' });
      assert.equal(after['.env'], 'API_KEY=abc\nB=1\n');
    });

    it('no name twice into the example, commented ones included', () => {
      const { after } = move("const apiKey = «'abc'»;", { '.env.example': '# API_KEY=\n' });
      assert.equal(after['.env.example'], '# API_KEY=\n');
    });
  });

  describe('leaves alone', () => {
    it('an existing .env that git does not ignore, and says so', () => {
      const { fix, after } = move("const apiKey = «'abc'»;", { '.env': 'A=1\n' });
      assert.equal(after['.env'], 'A=1\n');
      assert.equal(fix?.carriesValue, false);
      assert.match(fix?.needsConfirmation ?? '', /nowhere/);
    });

    it('an encrypted .env', () => {
      const env = 'DOTENV_PUBLIC_KEY="02a1"\nA="encrypted:BE7Q"\n';
      assert.equal(move("const apiKey = «'abc'»;", { '.env': env, '.gitignore': '.env' }).after['.env'], env);
    });

    it('a .env whose open quote would swallow the new line', () => {
      const env = 'A="x\n';
      const { after, fix } = move("const apiKey = «'a b'»;", { '.env': env, '.gitignore': '.env' });
      const entry = parseDotenv(after['.env'] ?? '').entries.find(({ key }) => key === 'API_KEY');
      assert.ok(entry === undefined ? after['.env'] === env : entry.value === 'a b');
      assert.equal(fix?.carriesValue, entry !== undefined);
    });

    it('no exception that a later line can overrule', () => {
      const { after } = move("const apiKey = «'abc'»;", { '.gitignore': '.env\n!.env\n' });
      assert.equal(after['.gitignore'], '.env\n!.env\n.env\n');
    });
  });

  describe('names', () => {
    const named = (text: string, others: Files = {}): string | undefined =>
      /process\.env\.(\w+)/.exec(code(text, others) ?? '')?.[1];

    it('what the code calls the value', () => {
      assert.equal(named("const db = { password: «'x'» };"), 'DB_PASSWORD');
      assert.equal(named("this.stripeKey = «'x'»;"), 'STRIPE_KEY');
      assert.equal(named("class A { mailToken = «'x'»; }"), 'MAIL_TOKEN');
      assert.equal(named("function f(webhookSecret = «'x'») {}"), 'WEBHOOK_SECRET');
      assert.equal(named('const a = <Map apiKey=«"x"» />;'), 'API_KEY');
      assert.equal(named("headers.set('X-Api-Key', «'x'»);"), 'X_API_KEY');
    });

    it('the client of a word that says too little', () => {
      assert.equal(
        named("import mail from 'nodemailer';\nmail.createTransport({ auth: { pass: «'x'» } });"),
        'SMTP_AUTH_PASS',
      );
      assert.equal(named("import { Pool } from 'pg';\nnew Pool({ password: «'x'» });"), 'DATABASE_PASSWORD');
    });

    it('the scheme of an address', () => assert.equal(named("const x = «'rediss://cache.acme.io'»;"), 'REDIS_URL'));

    it('nothing that the system sets, nothing that a bundler publishes', () => {
      assert.equal(named("const pwd = «'x'»;"), 'APP_PWD');
      assert.equal(named("const VITE_SECRET_KEY = «'x'»;"), 'SECRET_KEY');
    });

    it('the same value once, another value under another name', () => {
      const ignored = { '.gitignore': '.env' };
      const same = move("const apiKey = «'abc'»;", { ...ignored, '.env': 'API_KEY=abc\n' });
      assert.equal(same.after['.env'], 'API_KEY=abc\n');
      assert.match(same.after[FILE] ?? '', /process\.env\.API_KEY;/);
      const other = move("const apiKey = «'abc'»;", { ...ignored, '.env': 'API_KEY=other\n' });
      assert.equal(other.after['.env'], 'API_KEY=other\nAPI_KEY_2=abc\n');
      assert.match(other.after[FILE] ?? '', /process\.env\.API_KEY_2;/);
    });

    it('the variable whose fallback it is', () => {
      const { fix, after } = move("const url = process.env.DATABASE_URL ?? «'x'»;");
      assert.equal(fix?.title, 'Move the fallback of DATABASE_URL to the environment');
      assert.equal(after[FILE], 'const url = process.env.DATABASE_URL;');
      assert.equal(after['.env'], 'DATABASE_URL=x\n');
    });
  });

  describe('in the grammar', () => {
    it('keeps words apart', () => {
      assert.equal(code("function f() { return«'x'»}"), 'function f() { return process.env.APP_SECRET}');
      assert.equal(code("const found = «'x'»in b;"), 'const found = process.env.FOUND in b;');
    });

    it('takes `as const` along', () =>
      assert.equal(code("const key1 = «'x'» as const;"), 'const key1 = process.env.KEY1;'));

    it('refuses places for literals only', () => {
      for (const text of [
        "import a from «'x'»;",
        "export * from «'x'»;",
        "const a = require(«'x'»);",
        "const a = await import(«'x'»);",
        "type A = «'x'»;",
        "enum A { B = «'x'» }",
        "declare module «'x'» {}",
        "const a = { «'x'»: 1 };",
        'const a = tag«`x`»;',
        "«'use strict'»;",
        'const a = «`x${y}`»;',
        'const a = <const>«"x"»;',
      ]) {
        assert.equal(code(text), undefined, text);
      }
    });
  });
});

describe('move literal, whatever the value and the files', () => {
  const MARKER = 'S3cretMarker';
  const shapes = [
    (x: string) => `const apiKey = ${x};`,
    (x: string) => `export default { db: { password: ${x}, port: 1 } };`,
    (x: string) => `function f(token = ${x}) { return token; }`,
    (x: string) => `function f() { return${x} }`,
    (x: string) => `const list = [1, ${x}, ...more];`,
    (x: string) => `call(a, ${x} as const, /* why */ b);`,
    (x: string) => `const a = <Client apiKey={${x}} />;`,
    (x: string) => `switch (key) { case ${x}: break; }`,
    (x: string) => `const a = typeof ${x}in b ? 1 : 2;`,
    (x: string) => `class A { static secret = ${x}; }`,
  ];
  const values = fc
    .oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        'a b',
        "it's",
        '"q"',
        'a#b',
        '$HOME',
        '${X}',
        'a\\nb',
        'a\nb',
        '`',
        ' x ',
        '-----BEGIN X-----\nabc\n',
      ),
    )
    .map((text) => `${MARKER}${text}`);
  const lineBreaks = fc.constantFrom('\n', '\r\n');
  const env = fc.option(
    fc
      .record({
        eol: lineBreaks,
        bom: fc.boolean(),
        lines: fc.array(
          fc.constantFrom(
            'A=1',
            'export B="x y"',
            '# note',
            '',
            "C='a",
            'D: 5',
            'API_KEY=',
            'API_KEY=taken',
            'PASSWORD="p#1"',
          ),
          { maxLength: 5 },
        ),
        open: fc.boolean(),
      })
      .map(
        ({ eol, bom, lines, open }) =>
          `${bom ? '\uFEFF' : ''}${lines.join(eol)}${open || lines.length === 0 ? '' : eol}`,
      ),
    { nil: undefined },
  );
  const ignore = fc.constantFrom(
    undefined,
    '',
    'dist',
    '.env',
    '.env*\n!.env.example\n',
    '.env\r\ndist\r\n',
    '*.local\n!.env\n',
  );
  const cases = fc.record({ value: values, shape: fc.constantFrom(...shapes), env, ignore, docker: fc.boolean() });

  it('keeps the value in files that git ignores, the code whole and every other variable', () => {
    fc.assert(
      fc.property(cases, ({ value, shape, env, ignore, docker }) => {
        const literal = JSON.stringify(value);
        const text = shape(literal);
        const start = text.indexOf(literal);
        const before: Files = {
          [FILE]: text,
          ...(env !== undefined && { '.env': env }),
          ...(ignore !== undefined && { '.gitignore': ignore }),
          ...(docker && { Dockerfile: 'FROM node:24\nCOPY . .\n' }),
        };
        const fix = moveLiteral(fixContext(before, FILE, { start, end: start + literal.length }));
        assert.ok(fix !== undefined);
        assert.ok(!JSON.stringify([fix.title, fix.needsConfirmation]).includes(MARKER));
        const after = applyFix(before, fix);
        const isIgnored = gitIgnoreOf(after);
        for (const [path, content] of Object.entries(after)) {
          if (content.includes(MARKER))
            assert.ok(isIgnored(path), `${path} holds the value and git does not ignore it`);
        }
        assert.equal(parseErrorCount(parseTypeScript(FILE, after[FILE] ?? '')), 0, after[FILE]);
        checkEnvironment({ before, after, value, written: fix.carriesValue === true });
      }),
      { numRuns: 400 },
    );
  });

  function checkEnvironment({
    before,
    after,
    value,
    written,
  }: {
    before: Files;
    after: Files;
    value: string;
    written: boolean;
  }): void {
    const name = /process\.env\.(\w+)/.exec(after[FILE] ?? '')?.[1];
    const old = before['.env'];
    const now = after['.env'];
    if (old !== undefined && !gitIgnoreOf(before)('.env'))
      assert.equal(now, old, 'a file that may be tracked was touched');
    if (!written) {
      assert.equal(now, old);
      return;
    }
    assert.ok(isSerializable(value) && now !== undefined);
    const entries = parseDotenv(now).entries;
    assert.equal(entries.findLast(({ key }) => key === name)?.value, value);
    for (const entry of parseDotenv(old ?? '').entries) {
      if (entry.key === name) continue;
      assert.ok(
        entries.some(({ key, value: kept }) => key === entry.key && kept === entry.value),
        entry.key,
      );
    }
    if (old?.startsWith('\uFEFF')) assert.ok(now.startsWith('\uFEFF'));
    if (old?.includes('\r\n') && !value.includes('\n')) assert.ok(!/[^\r]\n/.test(now), 'line breaks are mixed');
  }
});

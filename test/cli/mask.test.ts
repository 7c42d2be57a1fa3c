import assert from 'node:assert/strict';
import pc from 'picocolors';
import { codeFrame, MASK } from '../../server/src/cli/reporters/code-frame';
import { createMasker } from '../../server/src/cli/reporters/mask';
import type { SecretNameOptions } from '../../server/src/core/knowledge/secret-names';

const colors = pc.createColors(false);
const SECRET = 'x9' + 'Kq2LmV7tRw';

/** The frame of the part between `⟦` and `⟧`, which holds a secret when `isSecret`. */
function frame(
  file: string,
  marked: string,
  isSecret: boolean,
  columns = 100,
  names: SecretNameOptions = {},
): string[] {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const text = marked.replace('⟦', '').replace('⟧', '');
  const span = { start, end };
  return codeFrame({ text, span, mask: createMasker(file, text, isSecret ? [span] : [], names), colors, columns });
}

describe('what a code frame hides', () => {
  const cases: [name: string, file: string, text: string, isSecret: boolean, expected: string][] = [
    [
      'every literal of a secret-bearing line',
      'a.ts',
      `f(⟦'${SECRET}'⟧, 'other', 12);`,
      true,
      "f('********', '********', ********);",
    ],
    ['template parts', 'a.ts', `f(⟦\`a\${b}${SECRET}\`⟧);`, true, 'f(`********${b}********`);'],
    [
      'a regular expression and JSX text',
      'a.tsx',
      `const a = ⟦<b c={/${SECRET}/}>${SECRET}</b>⟧;`,
      true,
      'const a = <b c={********}>********</b>;',
    ],
    ['an unterminated string', 'a.ts', `f(⟦'${SECRET}⟧`, true, "f('********"],
    ['a secret in a comment', 'a.ts', `f(); // ⟦${SECRET}⟧`, true, 'f(); // ********'],
    [
      'a literal elsewhere on the line that looks like a secret',
      'a.ts',
      `listen(⟦3000⟧, '${SECRET}');`,
      false,
      "listen(3000, '********');",
    ],
    [
      'a literal under a secret name',
      'a.ts',
      "listen(⟦3000⟧, { password: 'short', host: 'db' });",
      false,
      "listen(3000, { password: '********', host: 'db' });",
    ],
    ['a password in an address', 'a.ts', "listen(⟦3000⟧, 'redis://u:pw@h/0');", false, "listen(3000, '********');"],
    [
      'a fallback of a secret',
      'a.ts',
      "listen(⟦3000⟧, env.apiToken ?? 'abc');",
      false,
      "listen(3000, env.apiToken ?? '********');",
    ],
    [
      'an assignment in a comment',
      'a.ts',
      'listen(⟦3000⟧); // password: pass1',
      false,
      'listen(3000); // password: ********',
    ],
    ['every value of an environment file', '.env', `⟦A=1⟧`, false, 'A=********'],
    [
      'quoted values, between their quotes',
      '.env',
      `export ⟦A⟧='${SECRET}' # ${SECRET}`,
      false,
      "export A='********' ********",
    ],
    ['comments of an environment file', '.env', `⟦# ${SECRET}⟧`, false, '# ********'],
    ['what is no assignment', '.env', `⟦${SECRET}⟧`, false, '********'],
    ['all of a Dockerfile instruction but its name', 'Dockerfile', `⟦RUN login ${SECRET}⟧`, true, 'RUN ********'],
    ['an ARG default', 'Dockerfile', `ARG ⟦TOKEN=${SECRET}⟧`, true, 'ARG TOKEN=********'],
    ['the old ENV form', 'Dockerfile', `ENV ⟦TOKEN ${SECRET}⟧`, true, 'ENV TOKEN ********'],
    ['a value in YAML', 'compose.yml', `    - ⟦A=${SECRET}⟧`, true, '    - A=********'],
    ['a bare line of a block', 'compose.yml', `      ⟦${SECRET} ${SECRET}⟧`, true, '      ********'],
    [
      'what a secret flag is given',
      'Dockerfile',
      '⟦CMD⟧ npm start --password pw1 --port 80',
      false,
      'CMD npm start --password ******** --port 80',
    ],
    [
      'basic authentication',
      'Dockerfile',
      '⟦RUN⟧ curl -u me:pw1 https://a:pw2@b.c',
      false,
      'RUN curl -u me:******** https://a:********@b.c',
    ],
    [
      'tokens by their shape',
      'Procfile',
      `⟦web⟧: run ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`,
      false,
      'web: run ********',
    ],
  ];
  for (const [name, file, text, isSecret, expected] of cases) {
    it(name, () => assert.equal(frame(file, text, isSecret)[0]?.replace(/^\d+ │ /, ''), expected));
  }

  it('keeps what is harmless readable', () => {
    for (const [file, text] of [
      ['a.ts', "listen(⟦3000⟧, '0.0.0.0', () => console.log('listening on port'));"],
      ['a.ts', 'const ⟦password⟧ = process.env.PASSWORD;'],
      ['Dockerfile', `⟦FROM⟧ node:20-alpine@sha256:${'0123456789abcdef'.repeat(4)} AS build`],
      ['Dockerfile', 'ENV ⟦TOKEN⟧=$TOKEN PORT=3000'],
      ['compose.yml', '    image: ⟦postgres:16⟧'],
      ['.env', '⟦# twelve-factor-disable-next-line config/x -- why⟧'],
    ] as const) {
      assert.equal(frame(file, text, false, 200)[0]?.replace(/^\d+ │ /, ''), text.replace(/[⟦⟧]/g, ''));
    }
  });

  it('goes by the names that the settings add and allow', () => {
    const names = { add: ['*_PAT'], allow: ['*_template_password'] };
    for (const [file, text, plain, configured] of [
      ['a.ts', "f(⟦1⟧, { GITHUB_PAT: 'abc' });", "{ GITHUB_PAT: 'abc' }", "{ GITHUB_PAT: '********' }"],
      ['a.ts', 'f(⟦1⟧); // GITHUB_PAT=abc', 'GITHUB_PAT=abc', 'GITHUB_PAT=********'],
      ['a.ts', "f(⟦1⟧, '--github_pat', 'abc');", "'abc'", "'********'"],
      ['a.ts', "f(⟦1⟧, { mail_template_password: 'reset' });", "'********'", "'reset'"],
      ['Procfile', '⟦web⟧: GITHUB_PAT=abc node .', 'GITHUB_PAT=abc', 'GITHUB_PAT=********'],
      ['Dockerfile', '⟦ENV⟧ MAIL_TEMPLATE_PASSWORD=reset', 'PASSWORD=********', 'PASSWORD=reset'],
    ] as const) {
      assert.ok(frame(file, text, false)[0]?.includes(plain), text);
      assert.ok(frame(file, text, false, 100, names)[0]?.includes(configured), text);
    }
  });

  it('says nothing about the length of what it hides', () => {
    const [first] = frame('a.ts', "f(⟦'a'⟧);", true);
    const [second] = frame('a.ts', `f(⟦'${SECRET.repeat(5)}'⟧);`, true);
    assert.equal(first, second);
    assert.ok(first?.includes(MASK));
  });
});

describe('how a code frame looks', () => {
  it('points at the span, tabs and wide characters counted as they are shown', () => {
    assert.deepEqual(frame('a.ts', "\tf('日本', ⟦b⟧);", false), ["1 │   f('日本', b);", '  │             ^']);
  });

  it('points past the end of a line, and at an empty span', () => {
    assert.deepEqual(frame('a.ts', 'ab⟦⟧\nc', false), ['1 │ ab', '  │   ^']);
    assert.deepEqual(frame('a.ts', 'a⟦⟧b', false), ['1 │ ab', '  │  ^']);
    assert.deepEqual(frame('a.ts', '⟦⟧', false), ['1 │', '  │ ^']);
  });

  it('shows the first lines of a long span, never a line around it', () => {
    const lines = frame('a.ts', 'before;\n⟦f(\n  a,\n  b,\n  c,\n);\n⟧after;', false);
    assert.deepEqual(
      lines.filter((line) => /\d/.test(line)),
      ['2 │ f(', '3 │   a,', '4 │   b,', '  │ … 2 more lines'],
    );
  });

  it('does not underline the indentation of further lines', () => {
    assert.deepEqual(frame('a.ts', '  ⟦f(\n    a)⟧;', false), ['1 │   f(', '  │   ^^', '2 │     a);', '  │     ^^']);
  });

  it('cuts long lines around the span', () => {
    const [line = '', caret = ''] = frame('a.ts', `${'a + '.repeat(500)}⟦target⟧${' + b'.repeat(500)};`, false, 80);
    assert.ok(line.length <= 80 && line.includes('… ') && line.endsWith('…'), line);
    assert.equal(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1), 'target');
  });

  it('lets no control character and no directional mark through', () => {
    const text = frame('a.ts', 'f(⟦x⟧); // \u001b[2J\u0007 \u202e evil \u0000', false).join('\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.ok(!/[\u0000-\u0009\u000b-\u001f\u202e]/.test(text), JSON.stringify(text));
  });

  it('does not show a byte order mark', () => {
    assert.deepEqual(frame('a.ts', '\uFEFF⟦f⟧();', false), ['1 │ f();', '  │ ^']);
  });
});

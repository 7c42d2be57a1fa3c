import assert from 'node:assert/strict';
import { z } from 'zod';
import { loadConfigurations } from '../../server/src/host/configuration';

const RULES = new Set(['logs/no-shout']);

function load(configurations: Readonly<Record<string, string>>): ReturnType<typeof loadConfigurations> {
  return loadConfigurations(
    { configurations: Object.entries(configurations).map(([file, text]) => ({ file, text })) },
    RULES,
  );
}

describe('loading configurations', () => {
  it('reads comments, trailing commas and a byte order mark', () => {
    const text = '\uFEFF// ours\n{ "rules": { "logs/no-shout": "error", }, }';
    assert.deepEqual(load({ 'apps/a/twelve-factor.config.jsonc': text }), {
      files: [{ directory: 'apps/a', configuration: { rules: { 'logs/no-shout': 'error' } } }],
      problems: [],
    });
  });

  it("reads package.json's section, which a file of its own beats", () => {
    const { files } = load({
      'package.json': '{ "name": "a", "twelveFactor": { "preset": "strict" } }',
      'twelve-factor.config.jsonc': '{ "preset": "recommended" }',
      'b/package.json': '{ "keywords": ["twelveFactor"] }',
    });
    assert.deepEqual(
      files.map(({ directory, configuration }) => [directory, configuration.preset]),
      [
        ['', 'recommended'],
        ['', 'strict'],
      ],
    );
  });

  const broken: [text: string, message: RegExp][] = [
    ['{\n  "rules": {\n', /^line 3: not valid JSONC \(close brace expected\)$/],
    ['', /not valid JSONC/],
    ['[]', /^expected an object, found a list$/],
    ['{ "presett": "strict" }', /^"presett" is no setting; did you mean "preset"\?$/],
    [
      '{ "preset": "strct" }',
      /^"preset": expected one of "recommended" or "strict", found "strct"; did you mean "strict"\?$/,
    ],
    ['{ "preset": 3 }', /^"preset": expected one of .*, found a number$/],
    ['{ "rules": [] }', /^"rules": expected an object, found a list$/],
    ['{ "rules": { "__proto__": "off" } }', /^"rules": unknown rule "__proto__"$/],
    ['{ "rules": { "constructor": "off" } }', /^"rules": unknown rule "constructor"$/],
    ['{ "rules": { "a rule": "off" } }', /^"rules": unknown rule "a rule"$/],
    ['{ "rules": { "no-shout": "off" } }', /^"rules": unknown rule "no-shout"; did you mean "logs\/no-shout"\?$/],
    ['{ "overrides": [{ "files": ["a"], "rules": { "__proto__": {} } }] }', /^"rules": unknown rule "__proto__"$/],
    ['{ "__proto__": { "preset": "strict" } }', /^"__proto__" is no setting$/],
    ['{ "factors": { "__proto__": "off" } }', /^"__proto__" is no setting$/],
    [
      '{ "suppressions": { "alow": true } }',
      /^"suppressions": "alow" is no setting; known are "allow" and "requireReason"$/,
    ],
    ['{ "overrides": [{ "role": "cli" }] }', /^"overrides\[0\]\.files": missing; expected a list$/],
    ['{ "overrides": [{ "files": [] }] }', /^"overrides\[0\]\.files": expected at least one glob$/],
    ['{ "overrides": [{ "files": ["src/{a,b"] }] }', /^"overrides\[0\]\.files\[0\]": not a glob: "\{" is not closed$/],
    ['{ "ignore": ["dist/**", ""] }', /^"ignore\[1\]": expected a text that is not empty$/],
    ['{ "ignore": [" "] }', /^"ignore\[0\]": expected a text that is not empty$/],
    ['{ "ignore": ["a["] }', /^"ignore\[0\]": not a glob: "\[" is not closed$/],
    ['{ "ignore": ["/dist/**"] }', /^"ignore\[0\]": expected a path relative to the configuration/],
    ['{ "ignore": ["../dist/**"] }', /^"ignore\[0\]": expected a path below the configuration/],
    ['{ "secretNames": { "add": [""] } }', /^"secretNames\.add\[0\]": expected a text that is not empty$/],
    [
      '{ "baseline": "/x" }',
      /^"baseline": expected a path relative to the configuration, found one that begins at a root$/,
    ],
    ['{ "baseline": "C:\\\\x" }', /^"baseline": expected a path relative/],
    [
      '{ "rules": { "logs/no-shout": ["off"] } }',
      /^"rules\.logs\/no-shout": expected a list of a severity and an object of options, found a list of 1$/,
    ],
    ['{ "rules": { "logs/no-shout": ["off", []] } }', /found a list in the place of the object$/],
    [
      '{ "rules": { "logs/no-shout": ["fatal", {}] } }',
      /^"rules\.logs\/no-shout": expected one of "off".*, found another text in front$/,
    ],
    [
      '{ "rules": { "logs/no-shoot": "error" } }',
      /^"rules": unknown rule "logs\/no-shoot"; did you mean "logs\/no-shout"\?$/,
    ],
    ['{ "rules": { "logs/no-shout": "fatal" } }', /^"rules\.logs\/no-shout": expected one of "off"/],
    ['{ "factors": { "13": "off" } }', /1 to 12/],
  ];
  for (const [text, message] of broken) {
    it(`names what is wrong with ${JSON.stringify(text)}, in one line`, () => {
      const { files, problems } = load({ 'twelve-factor.config.jsonc': text });
      assert.deepEqual(files, []);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.file, 'twelve-factor.config.jsonc');
      assert.match(problems[0]?.message ?? '', message);
      assert.ok(!problems[0]?.message.includes('\n'));
    });
  }

  it('accepts globs of all kinds', () => {
    const globs = ['dist/**', './a', '**/*.{ts,tsx}', 'app/[id]/(group)/*', '!(a|b)/**', 'a\\[b', '[[]x', '@(a|[b(])'];
    assert.deepEqual(load({ 'twelve-factor.config.jsonc': JSON.stringify({ ignore: globs }) }).problems, []);
  });

  it('refuses what is nested too deeply to be read', () => {
    for (const text of ['['.repeat(50_000), '{"a":'.repeat(50_000), `${'['.repeat(50_000)}${']'.repeat(50_000)}`]) {
      assert.equal(load({ 'twelve-factor.config.jsonc': text }).problems[0]?.message, 'nested too deeply');
    }
  });
});

describe('options in a configuration', () => {
  const options = z.object({ allow: z.array(z.string()).default([]), limit: z.number().default(1) });
  const known = new Map([
    ['logs/no-shout', options],
    ['logs/no-whisper', undefined],
  ]);
  const problemOf = (id: string, given: unknown): string | undefined => {
    const text = JSON.stringify({ rules: { [id]: ['error', given] } });
    return loadConfigurations({ configurations: [{ file: 'twelve-factor.config.jsonc', text }] }, known).problems[0]
      ?.message;
  };

  it('are those that the rule has', () => {
    assert.equal(problemOf('logs/no-shout', { allow: ['a'] }), undefined);
    assert.equal(problemOf('logs/no-whisper', {}), undefined);
    assert.equal(
      problemOf('logs/no-shout', { alow: ['a'] }),
      '"rules.logs/no-shout": "alow" is no option of the rule; known are "allow" and "limit"',
    );
    assert.equal(
      problemOf('logs/no-whisper', { allow: ['a'] }),
      '"rules.logs/no-whisper": "allow" is no option: the rule has none',
    );
  });

  it('are of the type that it asks for', () => {
    assert.equal(
      problemOf('logs/no-shout', { allow: 'a' }),
      '"rules.logs/no-shout": "allow": expected a list, found a text',
    );
    assert.equal(
      problemOf('logs/no-shout', { allow: ['a', 3] }),
      '"rules.logs/no-shout": "allow[1]": expected a text, found a number',
    );
    assert.equal(
      problemOf('logs/no-shout', { limit: null }),
      '"rules.logs/no-shout": "limit": expected a number, found nothing',
    );
  });
});

import assert from 'node:assert/strict';
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
    ['[]', /expected object/i],
    ['{ "presett": "strict" }', /presett/],
    ['{ "rules": { "logs/no-shoot": "error" } }', /unknown rule "logs\/no-shoot"/],
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
});

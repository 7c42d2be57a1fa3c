import assert from 'node:assert/strict';
import pc from 'picocolors';
import { renderPage } from '../../server/src/cli/commands/explain';
import { rules } from '../../server/src/rules/index';
import { folderWith } from '../host/temporary-folder';
import { runCli } from './run-cli';
import { testRules } from './test-rules';

describe('rules', () => {
  it('lists every rule in a table, by factor', async () => {
    const { stdout, code } = await runCli(['rules'], { cwd: folderWith({}) });
    assert.equal(code, 0);
    for (const { id, summary } of testRules) assert.ok(stdout.includes(id) && stdout.includes(summary), id);
    assert.ok(stdout.indexOf('III. Config') < stdout.indexOf('XI. Logs'));
    assert.ok(stdout.indexOf('XI. Logs') < stdout.indexOf('Of no factor'));
  });

  it('lists them as JSON', async () => {
    const { stdout } = await runCli(['rules', '-f', 'json'], { cwd: folderWith({}), registry: 'real' });
    const listed: { id: string; factor: number | null; fix: string }[] = JSON.parse(stdout);
    assert.deepEqual(
      listed.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    assert.equal(listed.find(({ id }) => id === 'port-binding/no-hardcoded-port')?.factor, 7);
    assert.equal(listed.find(({ id }) => id === 'unused-suppression')?.factor, null);
  });
});

describe('explain', () => {
  it('prints the page of a rule, placeholders of fake secrets filled in', async () => {
    for (const { id, summary } of rules) {
      const { stdout, code } = await runCli(['explain', id], { cwd: folderWith({}), registry: 'real' });
      assert.equal(code, 0);
      assert.ok(stdout.startsWith(`${id}\n`) || stdout.startsWith(id), id);
      assert.ok(stdout.includes(summary), id);
      assert.doesNotMatch(stdout, /^- `secretNames`/m, `${id} lists a setting of all rules as an option of its own`);
      assert.ok(!stdout.includes('{{fake:') && !stdout.includes('<!--') && !stdout.includes('```'), id);
    }
  });

  it('takes the name without its factor where that is clear', async () => {
    const { stdout } = await runCli(['explain', 'no-hardcoded-port'], { cwd: folderWith({}), registry: 'real' });
    assert.match(stdout, /^port-binding\/no-hardcoded-port/);
  });

  it('tells what the rule says of itself when there is no page', async () => {
    const { stdout } = await runCli(['explain', 'no-shout'], { cwd: folderWith({}) });
    assert.equal(
      stdout,
      'logs/no-shout\n\nA log line is shouted.\n\nShouting wakes the neighbours.\n\nCall console.log.\n',
    );
  });

  it('proposes a rule of a similar name', async () => {
    const { stderr } = await runCli(['explain', 'config/no-hardcoded-prt'], { cwd: folderWith({}), registry: 'real' });
    assert.match(stderr, /unknown rule "config\/no-hardcoded-prt"; did you mean "[\w-]+\/no-hardcoded-\w+"\?/);
  });

  it('turns Markdown into text that reads well in a terminal', () => {
    const page =
      '<!-- x -->\n# Title\n\nSee [the site](https://example.net) and [here](../x.md), **now**: `a`.\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n```ts\nconst a = 1;\n```\n';
    assert.equal(
      renderPage(page, pc.createColors(false)),
      'Title\n\nSee the site (https://example.net) and here, now: `a`.\n\n| A | B |\n| 1 | 2 |\n\n    const a = 1;\n',
    );
    assert.ok(renderPage(page, pc.createColors(true)).includes('\u001b[1mTitle'));
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderWith } from '../host/temporary-folder';
import { FIXTURE_APP } from './fixture-app';
import { matchesGolden } from './golden';
import { runCli } from './run-cli';
import { assertValidSarif } from './sarif-schema';

describe('the formats of check', () => {
  it('prints for people', async () => {
    const { stdout, stderr, code } = await runCli(['check'], { cwd: folderWith(FIXTURE_APP) });
    matchesGolden('check.pretty.txt', stdout);
    assert.equal(stderr, '');
    assert.equal(code, 1);
  });

  it('prints in colour for a terminal', async () => {
    const cwd = folderWith(FIXTURE_APP);
    const { stdout } = await runCli(['check'], { cwd, isTerminal: true });
    matchesGolden('check.color.txt', stdout);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
    const plain = stdout.replace(/\u001b\[\d+m/g, '');
    assert.equal(plain, (await runCli(['check'], { cwd })).stdout);
  });

  it('prints suppressed findings on request, marked as such', async () => {
    const cwd = folderWith(FIXTURE_APP);
    const { stdout } = await runCli(['check', '--show-suppressed', 'src'], { cwd });
    matchesGolden('check-suppressed.pretty.txt', stdout);
  });

  it('prints JSON for programs', async () => {
    const { stdout, code } = await runCli(['check', '-f', 'json', '--show-suppressed'], {
      cwd: folderWith(FIXTURE_APP),
    });
    matchesGolden('check.json', stdout);
    assert.equal(code, 1);
    const report = JSON.parse(stdout);
    assert.deepEqual(
      report.findings.filter((finding: { suppressed?: string }) => finding.suppressed === 'inline').length,
      1,
    );
    assert.ok(report.findings.some(({ severity }: { severity: string }) => severity === 'hint'));
  });

  it('prints SARIF for code scanning', async () => {
    const root = folderWith(FIXTURE_APP);
    const { stdout } = await runCli(['check', '-f', 'sarif', '--show-suppressed'], { cwd: root });
    matchesGolden('check.sarif', stdout.replace(pathToFileURL(root).href, 'file:///root'));
    assertValidSarif(JSON.parse(stdout));
  });

  it('writes several formats at once, each into its file', async () => {
    const cwd = folderWith(FIXTURE_APP);
    const { stdout } = await runCli(
      ['check', '-f', 'json=a.json', '-f', 'sarif=b.sarif', '-f', 'pretty=c.txt', '-f', 'pretty'],
      {
        cwd,
        env: { FORCE_COLOR: '1' },
      },
    );
    assert.equal(JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8')).schemaVersion, 1);
    assertValidSarif(JSON.parse(readFileSync(join(cwd, 'b.sarif'), 'utf8')));
    assert.ok(!readFileSync(join(cwd, 'c.txt'), 'utf8').includes('\u001b'), 'a file has no colours');
    assert.ok(stdout.includes('\u001b'));
  });

  it('prints nothing when every format has its file', async () => {
    const cwd = folderWith(FIXTURE_APP);
    assert.equal((await runCli(['check', '-f', 'json=a.json'], { cwd })).stdout, '');
  });

  it('gives the same bytes twice', async () => {
    const cwd = folderWith(FIXTURE_APP);
    const first = await runCli(['check', '-f', 'json'], { cwd });
    assert.deepEqual(await runCli(['check', '-f', 'json'], { cwd }), first);
  });

  for (const [name, args, env, isTerminal, expected] of [
    ['a pipe', [], {}, false, false],
    ['a terminal', [], {}, true, true],
    ['a dumb terminal', [], { TERM: 'dumb' }, true, false],
    ['NO_COLOR', [], { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, true, true],
    ['--no-color', ['--no-color'], { FORCE_COLOR: '1' }, true, false],
    ['FORCE_COLOR in a pipe', [], { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, true, false],
    ['both variables', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
  ] as const) {
    it(`${expected ? 'colours' : 'does not colour'} with ${name}`, async () => {
      const cwd = folderWith(FIXTURE_APP);
      const { stdout } = await runCli(['check', ...args], { cwd, env, isTerminal });
      assert.equal(stdout.includes('\u001b['), expected);
    });
  }
});

describe('a clean app', () => {
  it('says so in every format and exits with 0', async () => {
    const cwd = folderWith({
      'package.json': '{ "name": "clean" }\n',
      'README.md': '',
      'index.js': "console.log('up');\n",
    });
    const pretty = await runCli(['check'], { cwd });
    assert.match(pretty.stdout, /No findings in 3 files/);
    assert.equal(pretty.code, 0);
    const json = await runCli(['check', '-f', 'json'], { cwd });
    assert.deepEqual(JSON.parse(json.stdout).findings, []);
    const sarif = JSON.parse((await runCli(['check', '-f', 'sarif'], { cwd })).stdout);
    assertValidSarif(sarif);
    assert.deepEqual(sarif.runs[0].results, []);
    assert.deepEqual(sarif.runs[0].tool.driver.rules, []);
  });
});

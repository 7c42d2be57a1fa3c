import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageBody, rulePage } from '../../server/scripts/generate/rule-pages';
import { ruleTemplates } from '../../server/scripts/new-rule/templates';
import { repositoryRoot } from '../../server/scripts/repository';
import type { Rule } from '../../server/src/core/rule/define-rule';
import { analyze, findingsOf } from '../support/analyze';
import { readRulePage, SECTIONS } from '../support/rule-page';
import { withManifest } from '../support/sample-apps';

describe('npm run new-rule', () => {
  const [rule, page, test] = ruleTemplates('logs', 'no-example-calls', '0.1.0');
  const written = [rule, page, test].flatMap((file) => file ?? []);
  let root = '';

  before(() => {
    root = mkdtempSync(join(tmpdir(), 'twelve-factor-new-rule-'));
    for (const shared of ['node_modules', 'server/src/core', 'test/support', 'biome.json']) {
      mkdirSync(dirname(join(root, shared)), { recursive: true });
      symlinkSync(join(repositoryRoot, shared), join(root, shared));
    }
    for (const { path, text } of written) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  it('writes a rule whose page is true', async () => {
    const loaded = await import(pathToFileURL(join(root, rule?.path ?? '')).href);
    const created: Rule = loaded.default;
    const { sections, examples } = readRulePage(page?.text ?? '');
    assert.deepEqual(
      sections,
      Object.values(SECTIONS).filter((section) => section !== SECTIONS.after),
    );
    for (const { section, files } of examples) {
      const found = findingsOf(analyze(withManifest(files), { rules: [created] })).length;
      assert.equal(found > 0, section === SECTIONS.breaks, section);
    }
    assert.equal(pageBody(rulePage(page?.text ?? '', created, undefined)), page?.text);
  });

  it('writes a rule and a test that compile', () => {
    const settings = {
      extends: join(repositoryRoot, 'tsconfig.json'),
      include: ['server/src/rules', 'test/rules'],
      exclude: [],
    };
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(settings));
    assert.equal(
      run('typescript/bin/tsc', ['-p', root, '--typeRoots', join(repositoryRoot, 'node_modules/@types')]),
      '',
    );
  }).timeout(120_000);

  it('writes a test that passes', () => {
    const { path = '' } = test ?? {};
    const output = run('mocha/bin/mocha.js', ['--reporter', 'json', join(root, path)]);
    const { stats } = JSON.parse(output.slice(output.indexOf('{')));
    assert.ok(stats.passes > 0, 'no test was executed');
    assert.equal(stats.failures, 0);
  }).timeout(60_000);

  it('writes code as the formatter wants it', () => {
    const files = written.map(({ path }) => join(root, path)).filter((path) => path.endsWith('.ts'));
    run('@biomejs/biome/bin/biome', ['ci', '--config-path', repositoryRoot, '--vcs-enabled=false', ...files]);
  });

  /** What a tool of ours says when it succeeds. */
  function run(tool: string, args: readonly string[]): string {
    const script = join(repositoryRoot, 'node_modules', tool);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, `${stdout}${stderr}`);
    return stdout;
  }
});

import assert from 'node:assert/strict';
import { createRegistry } from '../../server/src/core/engine/registry';
import type { Rule } from '../../server/src/core/rule/define-rule';
import { defineRule } from '../../server/src/core/rule/define-rule';
import { fixOf } from '../../server/src/core/rule/fix';
import { nodeFileHost } from '../../server/src/host/file-host';
import { factors } from '../../server/src/rules/index';
import { filesIn, folderWith } from '../host/temporary-folder';
import { runCli } from './run-cli';

const APP = { 'package.json': '{}', 'README.md': '' };

describe('check --fix', () => {
  it('changes files on disk, keeps line ends and byte order mark, and touches nothing else', async () => {
    const cwd = folderWith({
      ...APP,
      'crlf.ts': "\uFEFFconsole.shout('a');\r\nconsole.shout('b');\r\n",
      'lf.ts': "// console.shout\nconsole.shout('c')",
      'other.ts': "console.log('d');\n",
    });
    const { code, stdout } = await runCli(['check', '--fix'], { cwd });
    assert.deepEqual(filesIn(cwd), {
      ...APP,
      'crlf.ts': "\uFEFFconsole.log('a');\r\nconsole.log('b');\r\n",
      'lf.ts': "// console.shout\nconsole.log('c')",
      'other.ts': "console.log('d');\n",
    });
    assert.match(stdout, /^Fixed 3 findings in 2 files\.$/m);
    assert.match(stdout, /^No findings/m);
    assert.equal(code, 0);
  });

  it('creates files', async () => {
    const cwd = folderWith({ 'package.json': '{}' });
    await runCli(['check', '--fix'], { cwd });
    assert.deepEqual(filesIn(cwd), { 'package.json': '{}', 'README.md': '# package.json\n' });
  });

  it('leaves suggestions, suppressed findings and files that were not asked for alone', async () => {
    const files = {
      ...APP,
      'a.ts': "listen(3000);\n// twelve-factor-disable-next-line logs/no-shout -- agreed\nconsole.shout('a');\n",
      'b.ts': "console.shout('b');\n",
    };
    const cwd = folderWith(files);
    await runCli(['check', '--fix', 'a.ts'], { cwd });
    assert.deepEqual(filesIn(cwd), files);
  });

  it('has nothing to do the second time', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': "console.shout('a');\n" });
    await runCli(['check', '--fix'], { cwd });
    const before = filesIn(cwd);
    const { stdout } = await runCli(['check', '--fix'], { cwd });
    assert.ok(!stdout.includes('Fixed'));
    assert.deepEqual(filesIn(cwd), before);
  });

  it('goes on while fixes leave others to do', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': 'step3;\n' });
    const rule = ruleFixing(/step([1-9])/, (match) => (match[1] === '1' ? 'done' : `step${Number(match[1]) - 1}`));
    await runCli(['check', '--fix'], { cwd, registry: createRegistry([rule], factors) });
    assert.equal(filesIn(cwd)['a.ts'], 'done;\n');
  });

  it('lets fixes of the same place take turns', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': 'both;\n' });
    const rules = [ruleFixing(/both|one/, () => 'left'), { ...ruleFixing(/both/, () => 'right'), id: 'logs/other' }];
    const { stdout } = await runCli(['check', '--fix'], { cwd, registry: createRegistry(rules, factors) });
    assert.equal(filesIn(cwd)['a.ts'], 'left;\n');
    assert.match(stdout, /Fixed 1 finding in 1 file/);
  });

  it('takes back a round that does not help, or that breaks a file', async () => {
    for (const replacement of ['loop', '}{']) {
      const cwd = folderWith({ ...APP, 'a.ts': 'loop;\n' });
      const registry = createRegistry([ruleFixing(/loop/, () => replacement)], factors);
      const { stdout } = await runCli(['check', '--fix'], { cwd, registry });
      assert.equal(filesIn(cwd)['a.ts'], 'loop;\n');
      assert.ok(!stdout.includes('Fixed'));
    }
  });

  it('never applies an edit that carries a value', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': 'value;\n' });
    const rule = ruleFixing(/value/, () => 'x', { carriesValue: true });
    await runCli(['check', '--fix'], { cwd, registry: createRegistry([rule], factors) });
    assert.equal(filesIn(cwd)['a.ts'], 'value;\n');
  });

  it('writes all files of a fix or none, reports what could not be written, and exits with 2', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': "console.shout('a');\n", 'b.ts': "console.shout('b');\n" });
    const host = {
      ...nodeFileHost,
      write: (root: string, changes: Parameters<typeof nodeFileHost.write>[1]) =>
        changes.some(({ file }) => file === 'a.ts')
          ? Promise.resolve({ ok: false as const, file: 'a.ts', reason: 'it has changed meanwhile' })
          : nodeFileHost.write(root, changes),
    };
    const { code, stdout, stderr } = await runCli(['check', '--fix'], { cwd, host });
    assert.equal(code, 2);
    assert.equal(stderr, 'twelve-factor: a.ts: not fixed, it has changed meanwhile\n');
    assert.equal(filesIn(cwd)['a.ts'], "console.shout('a');\n");
    assert.equal(filesIn(cwd)['b.ts'], "console.log('b');\n");
    assert.match(stdout, /a\.ts[\s\S]*console\.shout is too loud/);
    assert.match(stdout, /Fixed 1 finding in 1 file/);
  });
});

/** Reports the first match in each TypeScript file and replaces it. */
function ruleFixing(
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string,
  more: { carriesValue?: boolean } = {},
): Rule {
  return defineRule({
    id: 'config/regexp',
    summary: 'Something matches.',
    why: 'It must not.',
    remedy: 'Change it.',
    messages: { found: 'Found.' },
    severity: 'warning',
    preset: 'recommended',
    confidence: 'certain',
    fixable: 'safe',
    since: '0.1.0',
    applies: { to: 'packages', libraries: true },
    typescript: {
      needles: [],
      create: (file) => ({
        endOfFile() {
          const match = pattern.exec(file.text);
          if (match !== null) file.report({ start: match.index, end: match.index + match[0].length }, 'found');
        },
      }),
    },
    fix({ finding, file, text }) {
      const match = pattern.exec(text);
      if (match === null) return undefined;
      return fixOf('Change it', 'safe', file, [{ span: finding.span, text: replace(match) }], more);
    },
  });
}

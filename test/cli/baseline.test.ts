import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, folderWith } from '../host/temporary-folder';
import { type CliResult, runCli } from './run-cli';

const NAME = 'twelve-factor-baseline.json';
const MANIFEST = '{ "name": "shop", "private": true, "dependencies": { "express": "5" } }\n';
const SHOUTS = "export function greet() {\n  console.shout('hello');\n}\n";
const APP = { 'package.json': MANIFEST, 'README.md': '# Shop\n', 'src/a.js': SHOUTS };
const CONFIGURED = { ...APP, 'twelve-factor.config.jsonc': `{ "baseline": "${NAME}" }\n` };
const WARNED = ['--max-warnings', '0'];

interface Entry {
  readonly file: string;
  readonly rule: string;
  readonly fingerprint: string;
}

const check = (cwd: string, ...args: string[]): Promise<CliResult> => runCli(['check', ...WARNED, ...args], { cwd });
const textOf = (cwd: string, name = NAME): string => readFileSync(join(cwd, name), 'utf8');
const entriesOf = (cwd: string, name = NAME): Entry[] => JSON.parse(textOf(cwd, name)).findings;
const placesOf = (cwd: string, name = NAME): string[] =>
  entriesOf(cwd, name).map(({ file, rule }) => `${file} ${rule}`);

describe('the baseline on the command line', () => {
  it('is written, and makes what it holds count for nothing', async () => {
    const cwd = folderWith(APP);
    assert.equal((await check(cwd)).code, 1);
    const written = await check(cwd, '--baseline', NAME, '--update-baseline');
    assert.equal(written.code, 0);
    assert.equal(written.stderr, 'twelve-factor: baseline of 1: 1 added, 0 taken out\n');
    assert.ok(written.stdout.includes('1 known finding in the baseline.'), written.stdout);
    assert.equal(
      textOf(cwd).replace(/"[0-9a-f]{16}"/, '"…"'),
      '{\n  "schemaVersion": 1,\n  "findings": [\n    { "file": "src/a.js", "rule": "logs/no-shout", "fingerprint": "…" }\n  ]\n}\n',
    );
    const again = await check(cwd, '--baseline', NAME);
    assert.equal(again.code, 0);
    assert.ok(!again.stdout.includes('too loud'));
    assert.equal((await check(cwd)).code, 1, 'it has to be named');
  });

  it('is named by the configuration, relative to it', async () => {
    const cwd = folderWith({
      'package.json': MANIFEST,
      'README.md': '',
      'apps/a/package.json': MANIFEST,
      'apps/a/twelve-factor.config.jsonc': '{ "baseline": "./known.json" }',
      'apps/a/src/a.js': SHOUTS,
      'b.js': SHOUTS,
      'twelve-factor.config.jsonc': '{}',
    });
    await check(cwd, '--update-baseline');
    assert.deepEqual(placesOf(cwd, 'apps/a/known.json'), ['src/a.js logs/no-shout']);
    const { stdout } = await check(cwd, '-f', 'json');
    assert.deepEqual(
      JSON.parse(stdout).findings.flatMap(({ file, ruleId }: { file: string; ruleId: string }) =>
        ruleId === 'logs/no-shout' ? [file] : [],
      ),
      ['b.js'],
    );
  });

  it('of a configuration file named on the command line lies beside that file', async () => {
    const cwd = folderWith({ ...APP, 'ci/ci.jsonc': '{ "baseline": "known.json" }' });
    await check(cwd, '--config', 'ci/ci.jsonc', '--update-baseline');
    assert.deepEqual(placesOf(cwd, 'ci/known.json'), ['../src/a.js logs/no-shout']);
    assert.equal((await check(cwd, '--config', 'ci/ci.jsonc')).code, 0);
  });

  it('may lie outside the project', async () => {
    const cwd = folderWith(APP);
    const file = join(folderWith({}), 'known.json');
    await check(cwd, '--baseline', file, '--update-baseline');
    assert.deepEqual(placesOf(file, '.'), ['src/a.js logs/no-shout']);
    assert.equal((await check(cwd, '--baseline', file)).code, 0);
  });

  it('holds when lines move and neighbours are renamed, not when the code becomes another', async () => {
    const cwd = folderWith(CONFIGURED);
    await check(cwd, '--update-baseline');
    const write = (text: string): void => writeFileSync(join(cwd, 'src/a.js'), text);
    write(`// A word before.\n\nexport function renamed() {}\n\n${SHOUTS}\nexport const other = 1;\n`);
    assert.equal((await check(cwd)).code, 0);
    write(SHOUTS.replace('hello', 'good morning'));
    assert.equal((await check(cwd)).code, 0, 'a literal is no part of it');
    write(SHOUTS.replace('greet', 'shout'));
    assert.equal((await check(cwd)).code, 1);
    write(`${SHOUTS}${SHOUTS.replace('greet', 'again')}`);
    const { code, stdout } = await check(cwd);
    assert.equal(code, 1, 'a new one is told');
    assert.equal(stdout.split('too loud').length, 2);
  });

  it('holds in the same file only', async () => {
    const cwd = folderWith({ ...CONFIGURED, 'apps/b/package.json': MANIFEST });
    await check(cwd, '--update-baseline');
    mkdirSync(join(cwd, 'apps/b/src'));
    writeFileSync(join(cwd, 'apps/b/src/a.js'), SHOUTS);
    assert.equal((await check(cwd)).code, 1);
  });

  it('loses what is gone, and is left alone when nothing has changed', async () => {
    const cwd = folderWith({ ...CONFIGURED, 'src/b.js': SHOUTS });
    await check(cwd, '--update-baseline');
    assert.deepEqual(placesOf(cwd), ['src/a.js logs/no-shout', 'src/b.js logs/no-shout']);
    const reformatted = textOf(cwd).replaceAll('\n', '\r\n');
    writeFileSync(join(cwd, NAME), reformatted);
    await check(cwd, '--update-baseline');
    assert.equal(textOf(cwd), reformatted);
    writeFileSync(join(cwd, 'src/a.js'), 'export {};\n');
    const { stderr } = await check(cwd, '--update-baseline');
    assert.deepEqual(placesOf(cwd), ['src/b.js logs/no-shout']);
    assert.equal(stderr, 'twelve-factor: baseline of 1: 0 added, 1 taken out\n');
  });

  it('keeps what a narrower run did not look at', async () => {
    const cwd = folderWith({ ...CONFIGURED, 'src/b.js': SHOUTS });
    await check(cwd, '--update-baseline');
    writeFileSync(join(cwd, 'src/a.js'), 'export {};\n');
    writeFileSync(join(cwd, 'src/b.js'), 'export {};\n');
    await check(cwd, '--update-baseline', '--rule', 'port-binding/no-test-port');
    assert.equal(entriesOf(cwd).length, 2);
    await check(cwd, '--update-baseline', 'src/b.js');
    assert.deepEqual(placesOf(cwd), ['src/a.js logs/no-shout']);
  });

  it('shows what it holds on request, marked as such', async () => {
    const cwd = folderWith({
      ...CONFIGURED,
      'src/b.js': `// twelve-factor-disable-next-line logs/no-shout -- on purpose\n${SHOUTS.split('\n')[1]}\n`,
    });
    await check(cwd, '--update-baseline');
    const marks = async (...args: string[]): Promise<unknown[]> =>
      JSON.parse((await check(cwd, '-f', 'json', ...args)).stdout).findings.map(
        ({ file, suppressed }: { file: string; suppressed?: string }) => [file, suppressed],
      );
    assert.deepEqual(await marks(), []);
    assert.deepEqual(await marks('--show-suppressed'), [
      ['src/a.js', 'baseline'],
      ['src/b.js', 'inline'],
    ]);
    const pretty = await check(cwd, '--show-suppressed');
    assert.ok(pretty.stdout.includes('(in the baseline)'));
    assert.equal(pretty.code, 0);
    const sarif = JSON.parse((await check(cwd, '-f', 'sarif', '--show-suppressed')).stdout);
    assert.deepEqual(
      sarif.runs[0].results.map(({ suppressions }: { suppressions: unknown }) => suppressions),
      [[{ kind: 'external' }], [{ kind: 'inSource' }]],
    );
  });

  it('leaves hints out: they fail nothing', async () => {
    const cwd = folderWith({ 'package.json': MANIFEST, 'src/a.js': SHOUTS });
    await check(cwd, '--baseline', NAME, '--update-baseline');
    assert.deepEqual(placesOf(cwd), ['src/a.js logs/no-shout']);
  });

  it('holds what is left after fixing', async () => {
    const cwd = folderWith({ ...CONFIGURED, 'src/b.js': 'listen(3000);\n' });
    await check(cwd, '--fix', '--update-baseline');
    assert.deepEqual(placesOf(cwd), ['src/b.js port-binding/no-test-port']);
    assert.ok(textOf(cwd, 'src/a.js').includes('console.log'));
  });

  describe('that does not hold costs one line and exit code 2', () => {
    const cases: [name: string, files: Record<string, string>, args: string[], line: RegExp][] = [
      [
        'missing',
        APP,
        ['--baseline', 'no.json'],
        /^twelve-factor: baseline "no\.json" does not exist or cannot be read\n$/,
      ],
      ['missing, configured', CONFIGURED, [], /^twelve-factor: baseline "twelve-factor-baseline\.json" does not exist/],
      ['no JSON', { ...CONFIGURED, [NAME]: '{\n<<<<<<< HEAD' }, [], /baseline\.json" is not valid JSON \(line 2\)\n$/],
      ['other JSON', { ...APP, 'x.json': '[]' }, ['--baseline', 'x.json'], /"x\.json" is not a baseline\n$/],
      [
        'half',
        { ...APP, 'x.json': '{ "schemaVersion": 1, "findings": [{}] }' },
        ['--baseline', 'x.json'],
        /is not a baseline: "findings\.0\.file"/,
      ],
      [
        'newer',
        { ...APP, 'x.json': '{ "schemaVersion": 2 }' },
        ['--baseline', 'x.json'],
        /was written by a newer version of twelve-factor\n$/,
      ],
      [
        'broken, to be updated',
        { ...APP, 'x.json': 'secret notes' },
        ['--baseline', 'x.json', '--update-baseline'],
        /"x\.json" is not valid JSON \(line 1\)\n$/,
      ],
      ['nameless', APP, ['--update-baseline'], /^twelve-factor: --update-baseline needs to know where: /],
      [
        'outside',
        { ...APP, 'twelve-factor.config.jsonc': '{ "baseline": "../x.json" }' },
        ['--update-baseline'],
        /"\.\.\/x\.json" lies outside the analysed folder\n$/,
      ],
      ['a folder', APP, ['--baseline', 'src'], /"src" does not exist or cannot be read\n$/],
    ];
    for (const [name, files, args, line] of cases) {
      it(name, async () => {
        const cwd = folderWith(files);
        const before = filesIn(cwd);
        const { code, stdout, stderr } = await check(cwd, ...args);
        assert.match(stderr, line);
        assert.equal(stderr.split('\n').length, 2, 'one line');
        assert.equal(stdout, '');
        assert.equal(code, 2);
        assert.deepEqual(filesIn(cwd), before);
      });
    }

    it('not writable', async () => {
      const cwd = folderWith({ ...APP, file: 'x' });
      const { code, stderr } = await check(cwd, '--baseline', 'file/known.json', '--update-baseline');
      assert.match(stderr, /^twelve-factor: baseline "file\/known\.json" cannot be written: /);
      assert.equal(code, 2);
      assert.ok(!existsSync(join(cwd, NAME)));
    });
  });
});

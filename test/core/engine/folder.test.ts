import assert from 'node:assert/strict';
import { FolderAnalysis } from '../../../server/src/core/engine/folder';
import { createRegistry } from '../../../server/src/core/engine/registry';
import type { Rule } from '../../../server/src/core/rule/define-rule';
import { Settings } from '../../../server/src/core/settings/resolve';
import { NO_GIT } from '../../../server/src/core/workspace/folder-model';
import port from '../../../server/src/rules/07-port-binding/no-hardcoded-port';
import sigterm from '../../../server/src/rules/09-disposability/missing-sigterm-handler';
import migration from '../../../server/src/rules/12-admin-processes/no-migration-on-start';
import unused from '../../../server/src/rules/unused-suppression';

const MANIFEST =
  '{ "name": "a", "private": true, "scripts": { "start": "node ." }, "dependencies": { "express": "5" } }';
const SERVER = "import express from 'express';\nexpress().listen(3000);\n";

class Folder {
  readonly failures: string[] = [];
  readonly analysis: FolderAnalysis;
  private readonly texts = new Map<string, string>();
  private version = 0;

  constructor(rules: readonly Rule[], files: Readonly<Record<string, string>>) {
    const registry = createRegistry(rules, []);
    this.analysis = new FolderAnalysis({
      registry,
      onFailure: (file, rule, error) => this.failures.push(`${rule} ${file} ${String(error)}`),
    });
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.analysis.setComplete(true);
    this.analysis.refresh();
  }

  write(path: string, text: string): void {
    this.texts.set(path, text);
    this.analysis.setPaths(new Set(this.texts.keys()), NO_GIT);
    this.analysis.update({ file: path, text, version: ++this.version });
  }

  remove(path: string): void {
    this.texts.delete(path);
    this.analysis.setPaths(new Set(this.texts.keys()), NO_GIT);
    this.analysis.remove(path);
  }

  rulesIn(path: string): string[] {
    return (this.analysis.reportOf(path)?.findings ?? []).map(({ rule, severity }) => `${rule} ${severity}`).sort();
  }
}

describe('the analysis of a folder', () => {
  it('names the files whose reports changed, and no others', () => {
    const folder = new Folder([port], { 'package.json': MANIFEST, 'src/a.ts': SERVER, 'src/b.ts': 'export {};\n' });
    assert.deepEqual(folder.analysis.refresh(), []);
    folder.analysis.update({ file: 'src/a.ts', text: SERVER.replace('3000', 'process.env.PORT'), version: 9 });
    assert.deepEqual(folder.analysis.refresh(), ['src/a.ts']);
    assert.deepEqual(folder.rulesIn('src/a.ts'), []);
  });

  it('judges other files anew when the structure changes', () => {
    const folder = new Folder([sigterm], { 'package.json': MANIFEST, 'src/a.ts': SERVER });
    assert.deepEqual(folder.rulesIn('src/a.ts'), ['disposability/missing-sigterm-handler hint']);
    folder.write('Dockerfile', 'FROM node\nCMD ["node", "src/a.js"]\n');
    assert.ok(folder.analysis.refresh().includes('src/a.ts'));
    assert.deepEqual(folder.rulesIn('src/a.ts'), ['disposability/missing-sigterm-handler warning']);
    folder.remove('Dockerfile');
    folder.analysis.refresh();
    assert.deepEqual(folder.rulesIn('src/a.ts'), ['disposability/missing-sigterm-handler hint']);
  });

  it('judges a file anew when one that it imports changes', () => {
    const folder = new Folder([sigterm], {
      'package.json': MANIFEST,
      'src/a.ts': `${SERVER}import './stop';\n`,
      'src/stop.ts': 'export {};\n',
    });
    assert.equal(folder.rulesIn('src/a.ts').length, 1);
    folder.write('src/stop.ts', "process.on('SIGTERM', () => process.exit());\n");
    assert.ok(folder.analysis.refresh().includes('src/a.ts'));
    assert.deepEqual(folder.rulesIn('src/a.ts'), []);
  });

  it('forgets removed files', () => {
    const folder = new Folder([port], { 'package.json': MANIFEST, 'src/a.ts': SERVER });
    folder.remove('src/a.ts');
    assert.ok(folder.analysis.refresh().includes('src/a.ts'));
    assert.equal(folder.analysis.reportOf('src/a.ts'), undefined);
  });

  it('runs rules across files only when the index is complete', () => {
    const folder = new Folder([port, sigterm], { 'package.json': MANIFEST, 'src/a.ts': SERVER });
    folder.analysis.setComplete(false);
    folder.analysis.refresh();
    assert.deepEqual(folder.rulesIn('src/a.ts'), ['port-binding/no-hardcoded-port warning']);
  });

  it('takes new settings', () => {
    const folder = new Folder([port], { 'package.json': MANIFEST, 'src/a.ts': SERVER });
    const { registry } = folder.analysis;
    folder.analysis.setSettings(new Settings({ registry, editor: { rules: { [port.id]: 'error' } } }));
    folder.analysis.refresh();
    assert.deepEqual(folder.rulesIn('src/a.ts'), [`${port.id} error`]);
    folder.analysis.setSettings(
      new Settings({ registry, editor: { overrides: [{ files: ['src/**'], role: 'test' }] } }),
    );
    folder.analysis.refresh();
    assert.deepEqual(folder.rulesIn('src/a.ts'), []);
  });

  it('leaves out what the settings ignore', () => {
    const folder = new Folder([port], { 'package.json': MANIFEST, 'src/a.ts': SERVER });
    folder.analysis.setSettings(new Settings({ registry: folder.analysis.registry, editor: { ignore: ['src/**'] } }));
    folder.write('src/a.ts', SERVER);
    folder.analysis.refresh();
    assert.equal(folder.analysis.reportOf('src/a.ts'), undefined);
  });

  it('one throwing rule costs its own findings only', () => {
    const throwing: Rule = {
      ...port,
      id: 'logs/throws',
      typescript: {
        needles: ['listen'],
        create: () => ({
          CallExpression() {
            throw new Error('a bug');
          },
        }),
      },
    };
    const folder = new Folder([throwing, port], { 'package.json': MANIFEST, 'src/a.ts': SERVER });
    assert.deepEqual(folder.rulesIn('src/a.ts'), [`${port.id} warning`]);
    assert.equal(folder.failures.length, 1);
  });

  describe('suppressions across files', () => {
    const START = 'npx prisma migrate deploy\nexec node dist/server.js\n';
    const image = (comment: string): string => `FROM node\n${comment}ENTRYPOINT ["./start.sh"]\n`;
    const COMMENT = `# twelve-factor-disable-next-line ${migration.id}\n`;

    it('hold at either place, in whatever order the files come', () => {
      for (const names of [
        ['Dockerfile', 'start.sh'],
        ['start.sh', 'Dockerfile'],
      ]) {
        const texts: Record<string, string> = { Dockerfile: image(COMMENT), 'start.sh': START };
        const folder = new Folder(
          [migration, unused],
          Object.fromEntries([['package.json', MANIFEST], ...names.map((name) => [name, texts[name] ?? ''])]),
        );
        assert.deepEqual([...folder.rulesIn('Dockerfile'), ...folder.rulesIn('start.sh')], []);
        assert.equal(folder.analysis.reportOf('start.sh')?.suppressed.length, 1);
      }
    });

    it('become unused when the other file is mended', () => {
      const folder = new Folder([migration, unused], {
        'package.json': MANIFEST,
        Dockerfile: image(COMMENT),
        'start.sh': START,
      });
      folder.write('start.sh', 'exec node dist/server.js\n');
      assert.ok(folder.analysis.refresh().includes('Dockerfile'));
      assert.deepEqual(folder.rulesIn('Dockerfile'), ['unused-suppression hint']);
      folder.write('start.sh', START);
      assert.ok(folder.analysis.refresh().includes('Dockerfile'));
      assert.deepEqual(folder.rulesIn('Dockerfile'), []);
    });
  });
});

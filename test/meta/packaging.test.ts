import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '@vscode/vsce';
import { packagingFaults } from '../../server/scripts/package/shipped-files';
import { bundledPackages, thirdPartyNotices } from '../../server/scripts/package/third-party-notices';
import { repositoryRoot } from '../../server/scripts/repository';
import { rules } from '../../server/src/rules';

describe('the package', () => {
  it('takes nothing from the repository but what ships', async () => {
    const files = await listFiles({ cwd: repositoryRoot, packagedDependencies: [] });
    const entries = files.map((path) => ({ path: `extension/${path.replaceAll('\\', '/')}`, size: 0 }));
    const wrong = packagingFaults(entries, 0).filter((fault) => fault.includes('not to be shipped'));
    assert.deepEqual(wrong, []);
    for (const { id } of rules) assert.ok(files.includes(`server/docs/rules/${id}.md`), id);
  });

  it('is refused when something is missing, foreign or too large', () => {
    const faults = packagingFaults([{ path: 'extension/.env', size: 1 }], 4 * 1024 * 1024);
    assert.ok(faults.includes('extension/.env is not to be shipped'));
    assert.ok(faults.includes('4.00 MB is more than 3.00 MB'));
    assert.ok(faults.some((fault) => fault.includes('server\\/dist\\/server\\.mjs')));
  });

  it('names every bundled package with its licence', () => {
    const input = (path: string): object => ({ outputs: { bundle: { inputs: { [path]: {} } } } });
    const metafiles = [input('node_modules/zod/index.js'), input('node_modules/@ts-morph/common/dist/a.js')] as never[];
    const expected = ['node_modules/@ts-morph/common', 'node_modules/typescript', 'node_modules/zod'];
    assert.deepEqual(bundledPackages(metafiles), expected);
    const notices = thirdPartyNotices(repositoryRoot, metafiles);
    assert.match(notices, /^zod \d+\.\d+\.\d+ \(MIT\)$/m);
    assert.match(notices, /^typescript \d+\.\d+\.\d+ \(Apache-2\.0\)$/m);
    assert.match(notices, /Permission is hereby granted/);
  });

  it('brings a command that exists after a build', () => {
    const { bin, files } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
    assert.deepEqual(bin, { 'twelve-factor': 'server/dist/cli.mjs' });
    assert.equal(files, undefined, 'vsce refuses "files" beside .vscodeignore');
    const source = readFileSync(join(repositoryRoot, 'server/src/cli/main.ts'), 'utf8');
    assert.match(source, /^#!\/usr\/bin\/env node\n/);
  });
});

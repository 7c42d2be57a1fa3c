import assert from 'node:assert/strict';
import { folderWith } from '../host/temporary-folder';
import { runCli } from './run-cli';

/** Nothing in its shape gives it away. */
const VALUE = ['plain', 'word'].join('-');
const APP = {
  'package.json': '{ "name": "shop", "private": true, "dependencies": { "express": "5" } }\n',
  'src/a.js': `console.shout({ GITHUB_PAT: '${VALUE}' });\n`,
};

describe('the setting secretNames on the command line', () => {
  it('decides what a code frame hides, by the nearest configuration', async () => {
    const shown = await runCli(['check'], { cwd: folderWith(APP) });
    assert.ok(shown.stdout.includes(VALUE));
    const configured = { ...APP, 'twelve-factor.config.jsonc': '{ "secretNames": { "add": ["*_PAT"] } }\n' };
    const hidden = await runCli(['check'], { cwd: folderWith(configured) });
    assert.ok(hidden.stdout.includes('********'));
    assert.ok(!hidden.stdout.includes(VALUE));
  });
});

import assert from 'node:assert/strict';
import { scanBundlerAliases } from '../../../../server/src/core/documents/typescript/bundler-aliases';

describe('aliases of bundlers', () => {
  for (const [text, expected] of Object.entries({
    "module.exports = { resolve: { alias: { '@': path.join(root, 'client'), gql: path.join(root, 'graph') } } };": [
      '@',
      '@/*',
      'gql',
      'gql/*',
    ],
    "export default { resolve: { alias: { 'modernizr$': require.resolve('./rc.js', { paths: [root] }) } } };": [
      'modernizr',
    ],
    "alias({ entries: [{ find: 'shared', replacement: '../shared' }] })": ['shared', 'shared/*'],
    "alias({ entries: { utils: '../utils' } })": ['utils', 'utils/*'],
    "export default defineConfig({ resolve: { alias: [{ find: 'shared', replacement: '../shared' }] } });": [
      'shared',
      'shared/*',
    ],
    'const alias = [': [],
    'export default { server: { port: 1 } };': [],
  })) {
    it(text, () => assert.deepEqual(scanBundlerAliases(text), expected));
  }
});

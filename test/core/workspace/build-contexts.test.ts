import assert from 'node:assert/strict';
import { structureOf } from '../../support/structure';

describe('the build context of a Dockerfile that nothing builds', () => {
  const contextOf = (files: Readonly<Record<string, string>>): string | undefined =>
    structureOf(files).dockerfiles[0]?.context;
  const MANIFEST = '{ "name": "payment" }';

  it('is the folder of its package', () => {
    assert.equal(
      contextOf({
        'src/payment/package.json': MANIFEST,
        'src/payment/Dockerfile': 'FROM node:22\nCOPY package.json index.js ./\n',
        'src/payment/index.js': '',
        'index.js': '',
      }),
      'src/payment',
    );
  });

  it('is the folder above from which copied sources lead back into the package', () => {
    assert.equal(
      contextOf({
        'src/payment/package.json': MANIFEST,
        'src/payment/Dockerfile': 'FROM node:22\nCOPY ./src/payment/package.json ./pb/demo.proto ./\n',
        'pb/demo.proto': '',
      }),
      '',
    );
    assert.equal(
      contextOf({
        'services/api/package.json': MANIFEST,
        'services/api/Dockerfile': 'FROM node:22\nCOPY api/lib lib\nCOPY shared shared\n',
        'services/api/lib/a.js': '',
        'services/shared/b.js': '',
      }),
      'services',
    );
  });

  it('stays where a source is in both', () => {
    assert.equal(
      contextOf({
        'src/payment/package.json': MANIFEST,
        'src/payment/Dockerfile': 'FROM node:22\nCOPY src/payment ./\n',
        'src/payment/src/payment/a.js': '',
      }),
      'src/payment',
    );
  });
});

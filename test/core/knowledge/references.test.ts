import assert from 'node:assert/strict';
import { defaultOfReference, isFilePath, isReference } from '../../../server/src/core/knowledge/references';

describe('defaultOfReference', () => {
  it('gives the default of a whole reference', () => {
    assert.deepEqual(defaultOfReference('${A:-secret}'), { text: 'secret', span: { start: 5, end: 11 } });
    assert.equal(defaultOfReference('${A-x}')?.text, 'x');
    assert.equal(defaultOfReference('${A:?missing}'), undefined);
    assert.equal(defaultOfReference('${A}'), undefined);
    assert.equal(defaultOfReference('x${A:-b}'), undefined);
  });
});

describe('isFilePath', () => {
  for (const path of [
    '/run/secrets/db',
    './a/b.key',
    '../x',
    '~/.ssh/id_rsa',
    'file:///x',
    'certs/tls.pem',
    'server.key',
    'C:\\keys\\id.pem',
  ])
    it(path, () => assert.equal(isFilePath(path), true));
  for (const text of ['/a8Fk2Lq9Zp3Xv7Bn1M', 'a/b', 'word', 'Xk29/fLq0.Zp7v', '/9j/4AAQSkZJRgABAQ'])
    it(`not ${text}`, () => assert.equal(isFilePath(text), false));
});

describe('isReference', () => {
  for (const text of [
    'pa$$word',
    '$ecretPassw0rd',
    'a%b%c',
    '100%',
    '@handle',
    'me@acme.io',
    'arn:aws:s3:::bucket',
    'vault',
    '{a}',
    '${}',
    '$',
  ]) {
    it(`not ${text}`, () => assert.equal(isReference(text), false));
  }
});

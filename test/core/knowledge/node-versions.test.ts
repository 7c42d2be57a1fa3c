import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  majorsIntersect,
  parseNodeMajor,
  satisfiesMajor,
  versionOfNodeTag,
} from '../../../server/src/core/knowledge/node-versions';

describe('node versions', () => {
  it('reads one major', () => {
    for (const text of [
      '20',
      'v20',
      '20.x',
      '20.11.1',
      'v20.1',
      '=20',
      '^20.1',
      '~20.1.2',
      '20.*',
      '>=20 <21',
      'lts/iron',
      'Iron',
      '"20"',
      '20.0.0-rc.1',
      '20 || 20.3',
      '>=20.1.0 <21.0.0',
      '20 - 20.9',
    ]) {
      assert.equal(parseNodeMajor(text), 20, text);
    }
    for (const text of [
      '',
      'lts/*',
      'lts/-1',
      'node',
      'latest',
      '>=20',
      '20 || 22',
      '*',
      'x',
      '$V',
      '${{ matrix.node }}',
      'abc',
      '20.a',
      '^',
      '>=',
      '20 or 21',
      'constructor',
    ]) {
      assert.equal(parseNodeMajor(text), undefined, text);
    }
  });

  it('tests a range for a major', () => {
    const cases: readonly [string, number, boolean | undefined][] = [
      ['^20.1 || >=22', 20, true],
      ['^20.1 || >=22', 21, false],
      ['^20.1 || >=22', 24, true],
      ['>=18.17.0', 18, true],
      ['>=18.17.0', 17, false],
      ['>18', 18, false],
      ['>18.1', 18, true],
      ['<20', 20, false],
      ['<20.5', 20, true],
      ['< 21', 20, true],
      ['<=20', 20, true],
      ['18 - 20', 19, true],
      ['18 - 20', 21, false],
      ['*', 5, true],
      ['~22', 22, true],
      ['>=20 <19', 20, false],
      ['lts/*', 20, undefined],
      ['', 20, undefined],
      ['>=20 || nonsense', 22, undefined],
    ];
    for (const [range, major, expected] of cases)
      assert.equal(satisfiesMajor(range, major), expected, `${range} ${major}`);
  });

  it('intersects', () => {
    assert.equal(majorsIntersect('20', '>=18'), true);
    assert.equal(majorsIntersect('lts/iron', '^22 || ^24'), false);
    assert.equal(majorsIntersect('20', 'latest'), undefined);
  });

  it('reads image tags', () => {
    assert.equal(versionOfNodeTag('22.3-alpine'), '22.3');
    assert.equal(versionOfNodeTag('20'), '20');
    assert.equal(versionOfNodeTag('iron-slim'), 'iron');
    assert.equal(versionOfNodeTag('lts-alpine'), 'lts');
    assert.equal(versionOfNodeTag('alpine'), undefined);
    assert.equal(versionOfNodeTag('22alpine'), undefined);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseNodeMajor(text);
        satisfiesMajor(text, 20);
      }),
    );
    parseNodeMajor('1 '.repeat(100_000));
  });
});

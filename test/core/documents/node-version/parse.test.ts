import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseNodeVersion } from '../../../../server/src/core/documents/node-version/parse';
import { textOf } from '../../../../server/src/core/text/span';

function versions(file: string, text: string): string[] {
  const found = parseNodeVersion(file, text).versions;
  for (const version of found) assert.equal(textOf(text, version.span), version.text);
  return found.map((version) => version.text);
}

describe('parseNodeVersion', () => {
  it('reads .nvmrc and .node-version', () => {
    assert.deepEqual(versions('a/.nvmrc', '\ufeffv20.11.1\r\n'), ['v20.11.1']);
    assert.deepEqual(versions('.nvmrc', '# ours\n\n  lts/iron # why\n18'), ['lts/iron']);
    assert.deepEqual(versions('.node-version', '22'), ['22']);
    assert.deepEqual(versions('.nvmrc', ''), []);
  });

  it('reads .tool-versions', () => {
    assert.deepEqual(versions('.tool-versions', 'python 3.12\nnodejs 20.1.0 18 # x\nruby 3\n'), ['20.1.0', '18']);
    assert.deepEqual(versions('.tool-versions', 'node\tlts'), ['lts']);
    assert.deepEqual(versions('.tool-versions', 'nodenv 1\n'), []);
  });

  it('reads mise.toml', () => {
    assert.deepEqual(versions('mise.toml', '[env]\nnode = "1"\n[tools]\npython = "3"\nnode = "22" # x\n'), ['22']);
    assert.deepEqual(versions('.mise.toml', '[tools]\r\nnode = [\'22\', "20"]\r\n'), ['22', '20']);
    assert.deepEqual(versions('mise.toml', '[tools]\n"node" = { version = "22", os = ["linux"] }\n'), ['22']);
    assert.deepEqual(versions('mise.toml', 'tools.node = "22"\n'), ['22']);
    assert.deepEqual(versions('mise.toml', '[tools.node]\nversion = "22"\n'), ['22']);
    assert.deepEqual(versions('mise.toml', '[tools]\n# node = "1"\nnode = # "2"\n'), []);
  });

  it('never throws', () => {
    for (const file of ['.nvmrc', '.tool-versions', 'mise.toml']) {
      fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseNodeVersion(file, text)));
      parseNodeVersion(file, `node${' '.repeat(100_000)}`);
      parseNodeVersion(file, `[${' '.repeat(100_000)}`);
    }
  });
});

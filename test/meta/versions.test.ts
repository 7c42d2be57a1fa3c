import assert from 'node:assert/strict';
import { FolderAnalysis } from '../../server/src/core/engine/folder';
import { createRegistry } from '../../server/src/core/engine/registry';
import { NO_GIT } from '../../server/src/core/workspace/folder-model';
import { factors, rules } from '../../server/src/rules';

const FILE = 'src/server.ts';
const SERVER = "import express from 'express';\nexpress().listen(3000);\n";

describe('invariant 7: results carry their version', () => {
  it('of the document they were computed for', () => {
    const folder = open();
    update(folder, SERVER, 4);
    assert.deepEqual(folder.refresh(), [FILE]);
    assert.equal(folder.reportOf(FILE)?.version, 4);
    assert.equal(folder.resultOf(FILE)?.version, 4);
    update(folder, `${SERVER}\n`, 7);
    folder.refresh();
    assert.equal(folder.reportOf(FILE)?.version, 7);
  });

  it('and are not given out again while nothing differs', () => {
    const folder = open();
    update(folder, SERVER, 1);
    folder.refresh();
    assert.deepEqual(folder.refresh(), []);
    update(folder, SERVER, 1);
    assert.deepEqual(folder.refresh(), []);
  });

  it('and go when the document goes', () => {
    const folder = open();
    update(folder, SERVER, 1);
    folder.refresh();
    folder.remove(FILE);
    assert.deepEqual(folder.refresh(), [FILE]);
    assert.equal(folder.reportOf(FILE), undefined);
  });
});

function open(): FolderAnalysis {
  const folder = new FolderAnalysis({
    registry: createRegistry(rules, factors),
    onFailure: (_file, _rule, error) => {
      throw error;
    },
  });
  folder.setPaths(new Set([FILE]), NO_GIT);
  folder.setComplete(true);
  return folder;
}

function update(folder: FolderAnalysis, text: string, version: number): void {
  folder.update({ file: FILE, text, version });
}

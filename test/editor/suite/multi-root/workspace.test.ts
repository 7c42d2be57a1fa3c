import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a workspace of several folders', () => {
  it('is open', () => {
    assert.deepEqual(
      vscode.workspace.workspaceFolders?.map((folder) => folder.name),
      ['orders', 'billing'],
    );
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the editor', () => {
  it('is alive', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('workbench.action.files.save'));
  });

  it('has a workspace open that tests may change', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, 'written-by-a-test.txt');
    await vscode.workspace.fs.writeFile(file, Buffer.from('1'));
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.getText(), '1');
    await vscode.workspace.fs.delete(file);
  });
});

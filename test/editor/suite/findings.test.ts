import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingOf, findings, noFindingOf, ruleOf, startExtension } from './support/extension';
import { until } from './support/until';
import { at, inFreshWorkspace, open, replace } from './support/workspace';

describe('findings', () => {
  inFreshWorkspace(startExtension);

  it('appear when a file is opened, at their place, with rule and address', async () => {
    const { document } = await open('src/server.ts');
    const finding = await findingOf(document.uri, 'port-binding/no-hardcoded-port');
    assert.equal(document.getText(finding.range), '3000');
    assert.equal(finding.source, 'twelve-factor');
    assert.ok(typeof finding.code === 'object');
    assert.equal(finding.code.target.authority, '12factor.net');
  });

  it('are there for closed files too', async () => {
    await findingOf(at('Dockerfile'), 'dependencies/unpinned-base-image');
    assert.ok(!vscode.workspace.textDocuments.some(({ fileName }) => fileName.endsWith('Dockerfile')));
  });

  it('follow the text while it is typed, and what is not saved counts', async () => {
    const editor = await open('src/server.ts');
    await findingOf(editor.document.uri, 'port-binding/no-hardcoded-port');
    await replace(editor, 'app.listen(3000,', 'app.listen(process.env.PORT,');
    await noFindingOf(editor.document.uri, 'port-binding/no-hardcoded-port');
    await replace(editor, 'process.env.PORT', '4000');
    const finding = await findingOf(editor.document.uri, 'port-binding/no-hardcoded-port');
    assert.equal(editor.document.getText(finding.range), '4000');
    assert.ok(editor.document.isDirty);
  });

  it('appear in an untitled document', async () => {
    const content = "import express from 'express';\n\nexpress().listen(3000);\n";
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
    await vscode.window.showTextDocument(document);
    await findingOf(document.uri, 'port-binding/no-hardcoded-port');
  });

  it('say nothing of the secret that they are about', async () => {
    const { document } = await open('src/database.ts');
    const finding = await findingOf(document.uri, 'backing-services/no-hardcoded-connection-string');
    assert.match(document.getText(finding.range), /Kestrel/);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      finding.range.start,
    );
    assert.ok(hover, 'there is no hover');
    assert.doesNotMatch(JSON.stringify([findings(), hover]), /Kestrel|parcels and pigeons|pigeon-post/);
  });

  it('can be explained', async () => {
    const { document } = await open('src/server.ts');
    const rule = ruleOf(await findingOf(document.uri, 'port-binding/no-hardcoded-port'));
    await vscode.commands.executeCommand('twelveFactor.explainRule', rule);
    await until('the page is shown', [vscode.window.tabGroups.onDidChangeTabs], () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputWebview && /markdown\.preview/.test(input.viewType) ? true : undefined;
    });
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`twelve-factor-rule:/${rule}.md`));
    assert.match(page.getText(), /port-binding\/no-hardcoded-port/);
  });
});

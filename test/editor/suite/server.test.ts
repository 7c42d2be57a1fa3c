import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionId, findingOf, indexed, noFindingOf, startExtension } from './support/extension';
import { until } from './support/until';
import { at, inFreshWorkspace, open, replace, textOf } from './support/workspace';

describe('the language server', () => {
  const workspace = inFreshWorkspace(startExtension);

  it('comes back by itself after it was killed, and knows the unsaved text', async () => {
    const { api } = workspace;
    const editor = await open('src/server.ts');
    await replace(editor, 'app.listen(3000,', 'app.listen(process.env.PORT,');
    await noFindingOf(editor.document.uri, 'port-binding/no-hardcoded-port');
    const killed = api.serverProcessId;
    assert.ok(killed);
    process.kill(killed, 'SIGKILL');
    await until('a new server', [api.onDidChangeServerState, api.onDidChangeCompliance], () =>
      api.serverState === 'running' && api.serverProcessId !== killed ? true : undefined,
    );
    await indexed(api);
    await findingOf(at('src/logger.ts'), 'logs/no-file-log-transport');
    await noFindingOf(editor.document.uri, 'port-binding/no-hardcoded-port');
    assert.equal((await api.complianceTree.getChildren())?.length, 12);
  });

  it('is restarted by command', async () => {
    const { api } = workspace;
    const before = api.serverProcessId;
    await vscode.commands.executeCommand('twelveFactor.restartServer');
    await indexed(api);
    assert.notEqual(api.serverProcessId, before);
    await findingOf(at('src/logger.ts'), 'logs/no-file-log-transport');
  });

  it('obeys the configuration file as soon as it changes', async () => {
    await findingOf(at('src/logger.ts'), 'logs/no-file-log-transport');
    const text = '{ "rules": { "logs/no-file-log-transport": "off" } }\n';
    await vscode.workspace.fs.writeFile(at('twelve-factor.config.jsonc'), Buffer.from(text));
    await noFindingOf(at('src/logger.ts'), 'logs/no-file-log-transport');
  });
});

describe('commands', () => {
  inFreshWorkspace(startExtension);

  it('are all there', async () => {
    const manifest = vscode.extensions.getExtension(extensionId)?.packageJSON;
    const known = new Set(await vscode.commands.getCommands(true));
    const contributed: { command: string }[] = manifest.contributes.commands;
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  it('create a configuration file, and never write over one', async () => {
    await vscode.commands.executeCommand('twelveFactor.createConfiguration');
    const created = vscode.window.activeTextEditor;
    assert.equal(created?.document.uri.toString(), at('twelve-factor.config.jsonc').toString());
    assert.equal(created?.document.languageId, 'jsonc');
    assert.ok(created);
    await replace(created, '"recommended"', '"strict"');
    await created.document.save();
    await vscode.commands.executeCommand('twelveFactor.createConfiguration');
    assert.match((await textOf('twelve-factor.config.jsonc')) ?? '', /"preset": "strict"/);
  });
});

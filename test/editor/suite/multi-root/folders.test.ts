import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingOf, findings, noFindingOf, startExtension } from '../support/extension';
import { at, inFreshWorkspace } from '../support/workspace';

const PORT = 'port-binding/no-hardcoded-port';

describe('several folders', () => {
  const workspace = inFreshWorkspace(startExtension);

  async function appItems(): Promise<vscode.TreeItem[]> {
    const { complianceTree } = workspace.api;
    const ids = (await complianceTree.getChildren()) ?? [];
    return Promise.all(ids.map((id) => complianceTree.getTreeItem(id)));
  }

  it('are judged each for itself', async () => {
    await findingOf(at('src/server.js', 'billing'), PORT);
    assert.deepEqual(
      findings(at('src/server.js', 'orders')).filter(({ code }) => typeof code === 'object' && code.value === PORT),
      [],
    );
  });

  it('are apps of the tree, with the counts of each', async () => {
    const labels = (await appItems()).map(({ label }) => label);
    assert.deepEqual(labels, ['orders', 'billing']);
    const [orders, billing] = workspace.api.compliance?.apps ?? [];
    const portsOf = (app: typeof orders) => app?.factors.find(({ id }) => id === 'port-binding')?.findings;
    assert.deepEqual([portsOf(orders), portsOf(billing)], [0, 1]);
  });

  it('have settings of their own', async () => {
    const text = '{ "rules": { "port-binding/no-hardcoded-port": "off" } }\n';
    await vscode.workspace.fs.writeFile(at('twelve-factor.config.jsonc', 'orders'), Buffer.from(text));
    await vscode.commands.executeCommand('twelveFactor.analyzeWorkspace');
    await findingOf(at('src/server.js', 'billing'), PORT);
    await vscode.workspace.fs.writeFile(at('twelve-factor.config.jsonc', 'billing'), Buffer.from(text));
    await noFindingOf(at('src/server.js', 'billing'), PORT);
  });
});

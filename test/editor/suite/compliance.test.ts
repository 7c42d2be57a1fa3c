import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingOf, findings, noFindingOf, ruleOf, startExtension } from './support/extension';
import { until } from './support/until';
import { at, inFreshWorkspace, open, replace } from './support/workspace';

const FACTORS = [
  'I. Codebase',
  'II. Dependencies',
  'III. Config',
  'IV. Backing services',
  'V. Build, release, run',
  'VI. Processes',
  'VII. Port binding',
  'VIII. Concurrency',
  'IX. Disposability',
  'X. Dev/prod parity',
  'XI. Logs',
  'XII. Admin processes',
];

describe('the compliance tree', () => {
  const workspace = inFreshWorkspace(startExtension);

  async function items(id?: string): Promise<{ id: string; item: vscode.TreeItem }[]> {
    const ids = (await workspace.api.complianceTree.getChildren(id)) ?? [];
    return Promise.all(
      ids.map(async (child) => ({ id: child, item: await workspace.api.complianceTree.getTreeItem(child) })),
    );
  }

  async function factor(label: string): Promise<{ id: string; item: vscode.TreeItem }> {
    const found = (await items()).find(({ item }) => item.label === label);
    assert.ok(found, label);
    return found;
  }

  /** Waits until a factor is described so. */
  function described(label: string, pattern: RegExp): Promise<true> {
    return until(`${label} ${pattern}`, [workspace.api.onDidChangeCompliance], async () =>
      pattern.test(String((await factor(label)).item.description)) ? true : undefined,
    );
  }

  it('shows the twelve factors', async () => {
    assert.deepEqual(
      (await items()).map(({ item }) => item.label),
      FACTORS,
    );
  });

  it('counts as many findings as the Problems view shows, factor by factor', async () => {
    const slugs = workspace.api.compliance?.apps[0]?.factors.map(({ id }) => id) ?? [];
    const shown = findings().filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
    for (const [index, { item }] of (await items()).entries()) {
      const count = shown.filter((finding) => ruleOf(finding).startsWith(`${slugs[index]}/`)).length;
      const described = /^(\d+) finding/.exec(String(item.description))?.[1] ?? '0';
      assert.equal(Number(described), count, String(item.label));
    }
    assert.ok(shown.length >= 10, `the example breaks ${shown.length} rules only`);
  });

  it('shows findings and evidence below a factor, each with its place', async () => {
    const factors = workspace.api.compliance?.apps[0]?.factors ?? [];
    const both = factors.findIndex(({ findings: count, evidence }) => count > 0 && evidence > 0);
    const { id, item } = await factor(FACTORS[both] ?? 'a factor with findings and evidence');
    assert.match(String(item.description), /^\d findings? · \d ✓$/);
    const leaves = await items(id);
    const icons = leaves.map((leaf) => (leaf.item.iconPath as vscode.ThemeIcon).id);
    assert.ok(icons[0] === 'warning' && icons.at(-1) === 'check', icons.join());
    for (const leaf of leaves) assert.match(String(leaf.item.description), /^[\w./-]+:\d+$/);
  });

  it('goes to the line of a leaf', async () => {
    const [leaf] = await items((await factor('VII. Port binding')).id);
    assert.ok(leaf?.item.command);
    await vscode.commands.executeCommand(leaf.item.command.command, ...(leaf.item.command.arguments ?? []));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), at('src/server.ts').toString());
    assert.equal(editor?.document.getText(editor.selection), '3000');
  });

  it('follows an edit', async () => {
    const editor = await open('src/server.ts');
    await described('VII. Port binding', /^1 finding/);
    await replace(editor, 'app.listen(3000,', 'app.listen(process.env.PORT,');
    await described('VII. Port binding', /^clean/);
    await replace(editor, 'process.env.PORT', '3000');
    await described('VII. Port binding', /^1 finding/);
  });

  it('applies a fix from a leaf', async () => {
    const leaf = (await items((await factor('XI. Logs')).id)).find(
      ({ item }) => item.contextValue === 'finding.fixable',
    );
    assert.ok(leaf);
    await vscode.commands.executeCommand('twelveFactor.compliance.applyFix', leaf.id);
    await noFindingOf(at('src/logger.ts'), 'logs/no-file-log-transport');
    await described('XI. Logs', /^clean/);
  });

  it('groups by file', async () => {
    await vscode.commands.executeCommand('twelveFactor.compliance.groupByFile');
    try {
      const labels = (await items()).map(({ item }) => item.label);
      assert.ok(labels.includes('Dockerfile') && labels.includes('server.ts'), labels.join());
      const dockerfile = (await items()).find(({ item }) => item.label === 'Dockerfile');
      const messages = (await items(dockerfile?.id)).map(({ item }) => item.label);
      const shown = findings(at('Dockerfile')).map(({ message }) => message);
      assert.deepEqual([...messages].sort(), [...shown].sort());
    } finally {
      await vscode.commands.executeCommand('twelveFactor.compliance.groupByFactor');
    }
    assert.deepEqual((await items()).length, 12);
  });

  it('copies a message without the secret it is about', async () => {
    const [leaf] = await items((await factor('IV. Backing services')).id);
    assert.ok(leaf);
    await vscode.commands.executeCommand('twelveFactor.compliance.copyMessage', leaf.id);
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^src\/database\.ts:5: .* \(backing-services\/no-hardcoded-connection-string\)$/);
    assert.doesNotMatch(text, /Kestrel/);
  });

  it('sees files come and go', async () => {
    await vscode.workspace.fs.writeFile(
      at('src/second.ts'),
      Buffer.from("import express from 'express';\nexpress().listen(3001);\n"),
    );
    await findingOf(at('src/second.ts'), 'port-binding/no-hardcoded-port');
    await described('VII. Port binding', /^2 findings/);
    await vscode.workspace.fs.delete(at('src/second.ts'));
    await described('VII. Port binding', /^1 finding/);
  });
});

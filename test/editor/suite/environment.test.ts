import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startExtension } from './support/extension';
import { until } from './support/until';
import { inFreshWorkspace, open, replace, textOf } from './support/workspace';

/** The place of a text, with `^` in front of the character that is meant. */
function placeOf(document: vscode.TextDocument, marked: string): vscode.Position {
  const start = document.getText().indexOf(marked.replace('^', ''));
  assert.ok(start >= 0, `"${marked}" is not in ${document.uri.path}`);
  return document.positionAt(start + Math.max(0, marked.indexOf('^')));
}

function renamed(document: vscode.TextDocument, marked: string, name: string): Thenable<vscode.WorkspaceEdit> {
  const place = placeOf(document, marked);
  return vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, place, name);
}

describe('environment variables', () => {
  const workspace = inFreshWorkspace(startExtension);

  async function labels(id?: string): Promise<string[]> {
    const { environmentTree } = workspace.api;
    const ids = (await environmentTree.getChildren(id)) ?? [];
    const items = await Promise.all(ids.map((child) => environmentTree.getTreeItem(child)));
    return items.map(({ label, description }) => `${label} ${description}`);
  }

  /** Waits until the view lists a variable. */
  async function listed(matches: (label: string) => boolean): Promise<void> {
    const { onDidChangeTreeData } = workspace.api.environmentTree;
    assert.ok(onDidChangeTreeData);
    await until('the view lists the variable', [(listener) => onDidChangeTreeData(listener)], async () =>
      (await labels()).some(matches) ? true : undefined,
    );
  }

  async function idOf(name: string): Promise<string> {
    const ids = (await workspace.api.environmentTree.getChildren()) ?? [];
    return ids.find((id) => id.endsWith(`:${name}`)) ?? assert.fail(`${name} is not in the view`);
  }

  it('are listed in their view, with their places', async () => {
    await vscode.commands.executeCommand('twelveFactor.environment.focus');
    await listed((label) => /^MAIL_API_KEY .*undeclared.*secret/.test(label));
    const places = await labels(await idOf('LOG_LEVEL'));
    assert.deepEqual(places.at(-1), 'src/logger.ts:4 read, with a default');
    assert.ok(places.includes('.env.example:4 example'), places.join(', '));
  });

  it('come to the view while one types', async () => {
    const editor = await open('src/logger.ts');
    await replace(editor, 'process.env.LOG_LEVEL', 'process.env.LOG_DEPTH');
    await listed((label) => label.startsWith('LOG_DEPTH '));
  });

  it('are renamed from code in all files', async () => {
    const { document } = await open('src/logger.ts');
    assert.ok(await vscode.workspace.applyEdit(await renamed(document, 'env.^LOG_LEVEL', 'LOG_DETAIL')));
    assert.match(document.getText(), /process\.env\.LOG_DETAIL \?\? 'info'/);
    assert.match((await textOf('.env.example')) ?? '', /^LOG_DETAIL=info$/m);
  });

  it('are renamed from an env file', async () => {
    const { document } = await open('.env.example');
    assert.ok(await vscode.workspace.applyEdit(await renamed(document, 'LOG_LEVEL=info', 'LOG_DETAIL')));
    assert.match((await textOf('src/logger.ts')) ?? '', /process\.env\.LOG_DETAIL \?\? 'info'/);
  });

  it('are renamed from a compose file', async () => {
    const { document } = await open('compose.yaml');
    assert.ok(await vscode.workspace.applyEdit(await renamed(document, 'REDIS_URL: redis', 'CACHE_URL')));
    assert.equal(document.getText().match(/^ {6}CACHE_URL: redis:/gm)?.length, 2);
    assert.match((await textOf('src/config.ts')) ?? '', /redisUrl: required\('CACHE_URL'\)/);
    assert.match((await textOf('.env.example')) ?? '', /^CACHE_URL=redis/m);
  });

  it('leave the renames of TypeScript as they are', async () => {
    const { document } = await open('src/logger.ts');
    const name = /export const (\w+)/.exec(document.getText())?.[1] ?? assert.fail();
    const edit = await until('TypeScript renames', [vscode.languages.onDidChangeDiagnostics], async () => {
      const found = await renamed(document, `export const ^${name}`, 'journal').then(
        (one) => one,
        () => undefined,
      );
      return found !== undefined && found.size > 0 ? found : undefined;
    });
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /export const journal/);
  });

  it('are proposed behind process.env', async () => {
    const editor = await open('src/logger.ts');
    await replace(editor, 'process.env.LOG_LEVEL', 'process.env.');
    const place = placeOf(editor.document, 'process.env.^ ');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      place,
    );
    assert.ok(items.some(({ label }) => label === 'MAIL_API_KEY'));
  });

  it('are put into the example by the view', async () => {
    // The files of the test before have just been put back.
    await listed((label) => label.startsWith('MAIL_API_KEY '));
    await vscode.commands.executeCommand('twelveFactor.environment.addToExample', await idOf('MAIL_API_KEY'));
    assert.match((await textOf('.env.example')) ?? '', /^MAIL_API_KEY=$/m);
  });
});

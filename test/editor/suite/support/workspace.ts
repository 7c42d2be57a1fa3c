import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TwelveFactorApi } from '../../../../client/src/extension';
import { indexed } from './extension';

export function folder(name?: string): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find((entry) => name === undefined || entry.name === name);
  assert.ok(found, `the folder ${name ?? ''} is not open`);
  return found.uri;
}

export function at(path: string, folderName?: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(folderName), path);
}

/** Shows a file as a person opens it. */
export async function open(path: string, folderName?: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(at(path, folderName));
  return vscode.window.showTextDocument(document, { preview: false });
}

/** What a person sees in a file: the text of its buffer, else of the disk; `undefined` where there is no file. */
export async function textOf(path: string, folderName?: string): Promise<string | undefined> {
  const uri = at(path, folderName);
  const buffer = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (buffer !== undefined && !buffer.isClosed) return buffer.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** Puts the text in place of the first occurrence of another, as typing does: in the buffer, unsaved. */
export async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  // A file that was put back on disk is read anew at some moment, and an edit made just then is refused: the change that
  // forestalled it is known here by the time of the answer.
  for (let attempt = 0; attempt < 5; attempt++) {
    const { document } = editor;
    const offset = document.getText().indexOf(old);
    assert.ok(offset >= 0, `"${old}" does not stand in ${document.uri.path}`);
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + old.length));
    if (await editor.edit((edit) => edit.replace(range, text))) return;
  }
  assert.fail(`"${old}" cannot be replaced in ${editor.document.uri.path}`);
}

type Contents = ReadonlyMap<string, Uint8Array>;

/** Reads all files of the workspace, so that each test can find them as they were. */
export async function readWorkspace(): Promise<Contents> {
  const contents = new Map<string, Uint8Array>();
  const uris = await vscode.workspace.findFiles('**/*', null);
  for (const uri of uris) contents.set(uri.toString(), await vscode.workspace.fs.readFile(uri));
  return contents;
}

/** Closes all editors unsaved, puts the files back, and waits until the server has read them anew. */
export async function restoreWorkspace(before: Contents, api: TwelveFactorApi): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const now = await readWorkspace();
  for (const uri of now.keys()) if (!before.has(uri)) await vscode.workspace.fs.delete(vscode.Uri.parse(uri));
  for (const [uri, bytes] of before) {
    const current = now.get(uri);
    if (current === undefined || !Buffer.from(current).equals(bytes)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), bytes);
    }
  }
  await vscode.commands.executeCommand('twelveFactor.analyzeWorkspace');
  await indexed(api);
}

/** Runs the tests of a file in a workspace that each of them may change. */
export function inFreshWorkspace(start: () => Promise<TwelveFactorApi>): { readonly api: TwelveFactorApi } {
  let api: TwelveFactorApi | undefined;
  let contents: Contents = new Map();
  before(async () => {
    api = await start();
    contents = await readWorkspace();
  });
  afterEach(async () => {
    assert.ok(api);
    await restoreWorkspace(contents, api);
  });
  return {
    get api() {
      assert.ok(api);
      return api;
    },
  };
}

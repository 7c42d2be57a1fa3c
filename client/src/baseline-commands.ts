import * as vscode from 'vscode';
import { type BaselineParams, type BaselineResult, SERVER_COMMANDS } from '../../server/src/protocol/index';
import type { LanguageServer } from './language-client';

/** Takes what is found now into a baseline: from then on it is faded, and stands apart in the tree. */
export async function createBaseline(server: LanguageServer): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  await tell(server.execute<BaselineResult>(SERVER_COMMANDS.createBaseline, paramsOf(folder)));
}

export async function updateBaseline(server: LanguageServer): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const items = [
    { label: vscode.l10n.t('Take in what is new, take out what is gone'), onlyPrune: false },
    { label: vscode.l10n.t('Only take out what is gone'), onlyPrune: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Update the baseline') });
  if (chosen === undefined) return;
  const params = { ...paramsOf(folder), onlyPrune: chosen.onlyPrune };
  await tell(server.execute<BaselineResult>(SERVER_COMMANDS.updateBaseline, params));
}

/** Tells the user that there is none, or asks which of several. */
async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first.'));
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

function paramsOf({ uri }: vscode.WorkspaceFolder): BaselineParams {
  return { folder: uri.toString() };
}

/** The server reads baselines from the disk. */
async function tell(answer: Promise<BaselineResult>): Promise<void> {
  const { applied, refused, findings = 0, files = [] } = await answer;
  for (const file of files) await (await vscode.workspace.openTextDocument(vscode.Uri.parse(file))).save();
  const message = !applied
    ? (refused ?? vscode.l10n.t('Nothing was changed.'))
    : findings === 1
      ? vscode.l10n.t('The baseline holds 1 finding.')
      : vscode.l10n.t('The baseline holds {0} findings.', findings);
  void vscode.window.showInformationMessage(message);
}

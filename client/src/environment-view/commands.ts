import * as vscode from 'vscode';
import { SERVER_COMMANDS, type VariableEditResult } from '../../../server/src/protocol/index';
import type { LanguageServer } from '../language-client';
import type { EnvironmentNode } from './model';
import { ENVIRONMENT_VIEW, type EnvironmentView } from './provider';

/** What can be done with a node of the environment view. */
export function environmentCommands(
  server: LanguageServer,
  view: EnvironmentView,
): Readonly<Record<string, (id: string) => Promise<void>>> {
  const withNode = (run: (node: EnvironmentNode) => Promise<void>) => async (id: string) => {
    const node = await view.currentNode(id);
    if (node !== undefined) await run(node);
  };
  return {
    [`${ENVIRONMENT_VIEW}.openLocation`]: withNode(openLocation),
    [`${ENVIRONMENT_VIEW}.copyName`]: withNode(copyName),
    [`${ENVIRONMENT_VIEW}.rename`]: withNode((node) => rename(server, node)),
    [`${ENVIRONMENT_VIEW}.addToExample`]: withNode((node) => addToExample(server, node)),
  };
}

async function openLocation({ place }: EnvironmentNode): Promise<void> {
  if (place === undefined) return;
  const { start, end } = place.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection, preserveFocus: true });
}

async function copyName({ variable }: EnvironmentNode): Promise<void> {
  if (variable !== undefined) await vscode.env.clipboard.writeText(variable.name);
}

async function rename(server: LanguageServer, { variable }: EnvironmentNode): Promise<void> {
  if (variable === undefined) return;
  const newName = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename {0}', variable.name),
    prompt: vscode.l10n.t('The new name, in all files of the app. Deploys have to follow.'),
    value: variable.name,
    validateInput: (text) =>
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? undefined : vscode.l10n.t('Letters, digits and underscores only.'),
  });
  if (newName === undefined || newName === variable.name) return;
  await tell(server.execute<VariableEditResult>(SERVER_COMMANDS.renameVariable, { ...variable, newName }));
}

async function addToExample(server: LanguageServer, { variable }: EnvironmentNode): Promise<void> {
  if (variable === undefined) return;
  await tell(server.execute<VariableEditResult>(SERVER_COMMANDS.documentVariable, variable));
}

async function tell(answer: Promise<VariableEditResult>): Promise<void> {
  const { applied, refused } = await answer;
  if (applied) return;
  void vscode.window.showInformationMessage(refused ?? vscode.l10n.t('Nothing was changed.'));
}

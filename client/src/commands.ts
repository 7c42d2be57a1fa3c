import * as vscode from 'vscode';
import { CLIENT_COMMANDS, type RuleListEntry, SERVER_COMMANDS } from '../../server/src/protocol/index';
import { createBaseline, updateBaseline } from './baseline-commands';
import { LEAF_CLASSES, type LeafClass } from './compliance-view/model';
import { COMPLIANCE_VIEW, type ComplianceView } from './compliance-view/provider';
import { CONFIGURATION_FILE, CONFIGURATION_TEMPLATE } from './configuration-template';
import { environmentCommands } from './environment-view/commands';
import type { EnvironmentView } from './environment-view/provider';
import type { LanguageServer } from './language-client';
import { showRulePage } from './rule-pages';

type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

export function registerCommands(
  server: LanguageServer,
  view: ComplianceView,
  environment: EnvironmentView,
): vscode.Disposable {
  const handlers: Handlers = {
    [CLIENT_COMMANDS.explainRule]: (rule?: unknown) => explainRule(server, rule),
    [CLIENT_COMMANDS.showReferences]: showReferences,
    'twelveFactor.analyzeWorkspace': () => analyzeWorkspace(server),
    'twelveFactor.fixAllSafe': () => fixAllSafe(server),
    'twelveFactor.restartServer': () => server.restart(),
    'twelveFactor.showOutput': () => server.output.show(),
    'twelveFactor.createConfiguration': () => createConfiguration(),
    'twelveFactor.createBaseline': () => createBaseline(server),
    'twelveFactor.updateBaseline': () => updateBaseline(server),
    [`${COMPLIANCE_VIEW}.groupByFactor`]: () => view.setGrouping('factor'),
    [`${COMPLIANCE_VIEW}.groupByFile`]: () => view.setGrouping('file'),
    [`${COMPLIANCE_VIEW}.filter`]: () => chooseShown(view),
    [`${COMPLIANCE_VIEW}.openLocation`]: (id: string) => openLocation(view, id),
    [`${COMPLIANCE_VIEW}.applyFix`]: (id: string) => applyFix(server, view, id),
    [`${COMPLIANCE_VIEW}.explain`]: (id: string) => explainLeaf(view, id),
    [`${COMPLIANCE_VIEW}.copyMessage`]: (id: string) => copyMessage(view, id),
    ...environmentCommands(server, environment),
  };
  const registrations = Object.entries(handlers).map(([id, run]) => vscode.commands.registerCommand(id, run));
  return vscode.Disposable.from(...registrations);
}

function analyzeWorkspace(server: LanguageServer): Thenable<unknown> {
  const options = { location: { viewId: COMPLIANCE_VIEW } };
  return vscode.window.withProgress(options, () => server.execute(SERVER_COMMANDS.analyzeWorkspace));
}

async function fixAllSafe(server: LanguageServer): Promise<void> {
  const count = await server.execute<number>(SERVER_COMMANDS.fixAllSafe);
  const message =
    count === 0
      ? vscode.l10n.t('There is nothing that can be fixed safely.')
      : count === 1
        ? vscode.l10n.t('Applied 1 safe fix.')
        : vscode.l10n.t('Applied {0} safe fixes.', count);
  void vscode.window.showInformationMessage(message);
}

/** What a lens says it has counted. */
async function showReferences(address: string, { line, character }: vscode.Position): Promise<void> {
  const uri = vscode.Uri.parse(address);
  const place = new vscode.Position(line, character);
  const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', uri, place);
  await vscode.commands.executeCommand('editor.action.showReferences', uri, place, found);
}

/** @param rule a rule id; without one, the user chooses. */
async function explainRule(server: LanguageServer, rule: unknown): Promise<void> {
  const chosen = typeof rule === 'string' ? rule : await chooseRule(server.rules());
  if (chosen !== undefined) await showRulePage(chosen);
}

async function chooseRule(rules: Promise<readonly RuleListEntry[]>): Promise<string | undefined> {
  const items = rules.then((list) => list.map(({ id, summary }) => ({ label: id, detail: summary })));
  const options = { placeHolder: vscode.l10n.t('Rule to explain'), matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

/** Never writes over a file: one that exists is opened as it is. */
async function createConfiguration(): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (folder === undefined) {
    if (folders.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first.'));
    return;
  }
  const file = vscode.Uri.joinPath(folder.uri, CONFIGURATION_FILE);
  if (await exists(file)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} exists already.', CONFIGURATION_FILE));
  } else {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(CONFIGURATION_TEMPLATE));
  }
  await vscode.window.showTextDocument(file);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

async function chooseShown(view: ComplianceView): Promise<void> {
  const labels: Readonly<Record<LeafClass, string>> = {
    error: vscode.l10n.t('Errors'),
    warning: vscode.l10n.t('Warnings'),
    info: vscode.l10n.t('Information'),
    hint: vscode.l10n.t('Hints'),
    evidence: vscode.l10n.t('Evidence of compliance'),
  };
  const items = LEAF_CLASSES.map((name) => ({ name, label: labels[name], picked: view.shown.has(name) }));
  const placeHolder = vscode.l10n.t('What the compliance view shows');
  const chosen = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder });
  if (chosen !== undefined) await view.setShown(chosen.map(({ name }) => name));
}

async function openLocation(view: ComplianceView, id: string): Promise<void> {
  const leaf = await view.currentLeaf(id);
  if (leaf === undefined) return;
  const { start, end } = leaf.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(leaf.uri), { selection, preserveFocus: true });
}

/** Shows the place first, so that the user sees what the fix changes, and undoes it there. */
async function applyFix(server: LanguageServer, view: ComplianceView, id: string): Promise<void> {
  const leaf = await view.currentLeaf(id);
  if (leaf?.fingerprint === undefined) return;
  await openLocation(view, id);
  const { uri, fingerprint } = leaf;
  const isApplied = await server.execute<boolean>(SERVER_COMMANDS.applyFix, { uri, fingerprint });
  if (isApplied) return;
  void vscode.window.showInformationMessage(vscode.l10n.t('No fix was applied: the text has changed.'));
}

async function explainLeaf(view: ComplianceView, id: string): Promise<void> {
  const leaf = await view.currentLeaf(id);
  if (leaf !== undefined) await showRulePage(leaf.rule);
}

async function copyMessage(view: ComplianceView, id: string): Promise<void> {
  const leaf = await view.currentLeaf(id);
  if (leaf === undefined) return;
  await vscode.env.clipboard.writeText(`${leaf.path}:${leaf.range.start.line + 1}: ${leaf.message} (${leaf.rule})`);
}

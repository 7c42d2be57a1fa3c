import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingOf, noFindingOf, startExtension } from './support/extension';
import { until } from './support/until';
import { at, inFreshWorkspace, open, replace, textOf } from './support/workspace';

const PORT = 'port-binding/no-hardcoded-port';
const CONNECTION = 'backing-services/no-hardcoded-connection-string';

/** The code actions at a finding, their edits computed. */
async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind, 20);
}

/**
 * Puts the cursor on a finding and applies its preferred fix with the editor's own command. The editor drops that
 * request when it looks for its light bulb at the same moment, as it does some time after the cursor or the markers
 * have changed; a test is quick enough to meet that moment, so the command is given again after it.
 */
async function applyPreferred(editor: vscode.TextEditor, finding: vscode.Diagnostic): Promise<void> {
  const lookedForActions = new vscode.EventEmitter<void>();
  const provider = vscode.languages.registerCodeActionsProvider('*', {
    provideCodeActions: (_document, _range, { triggerKind }) => {
      if (triggerKind === vscode.CodeActionTriggerKind.Automatic) lookedForActions.fire();
      return [];
    },
  });
  const { version } = editor.document;
  editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
  const events = [vscode.workspace.onDidChangeTextDocument, lookedForActions.event];
  await until('the fix is applied', events, async () => {
    if (editor.document.version !== version) return true;
    await vscode.commands.executeCommand('editor.action.codeAction', {
      kind: 'quickfix',
      apply: 'first',
      preferred: true,
    });
    return undefined;
  });
  provider.dispose();
}

describe('fixes', () => {
  inFreshWorkspace(startExtension);

  it('are offered at a finding: the fix first, then suppression and documentation', async () => {
    const { document } = await open('src/logger.ts');
    const finding = await findingOf(document.uri, 'logs/no-file-log-transport');
    const actions = await actionsAt(document.uri, finding.range);
    assert.equal(actions[0]?.isPreferred, true);
    assert.ok(actions[0]?.edit, 'the edit is not computed');
    const titles = actions.slice(1).map(({ title }) => title.toLowerCase());
    assert.match(titles.join('\n'), /disable.*line[\s\S]*disable.*file[\s\S]*documentation/);
  });

  it('make the finding vanish, applied by the code action command', async () => {
    const editor = await open('src/logger.ts');
    const finding = await findingOf(editor.document.uri, 'logs/no-file-log-transport');
    await applyPreferred(editor, finding);
    await noFindingOf(editor.document.uri, 'logs/no-file-log-transport');
    assert.doesNotMatch(editor.document.getText(), /transports\.File/);
    assert.match(editor.document.getText(), /transports\.Console/);
    await vscode.commands.executeCommand('undo');
    await findingOf(editor.document.uri, 'logs/no-file-log-transport');
  });

  it('suppress a finding with a reason to be filled in', async () => {
    const editor = await open('src/server.ts');
    const finding = await findingOf(editor.document.uri, PORT);
    const actions = await actionsAt(editor.document.uri, finding.range);
    const action = actions.find(({ title }) => title === `Disable ${PORT} for this line`);
    assert.ok(action?.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    await noFindingOf(editor.document.uri, PORT);
    assert.match(editor.document.getText(), /\/\/ twelve-factor-disable-next-line port-binding\/no-hardcoded-port -- /);
  });

  it('move a literal to the environment: value into .env, name into .env.example, .env ignored by git', async () => {
    const editor = await open('src/database.ts');
    const finding = await findingOf(editor.document.uri, CONNECTION);
    const value = editor.document.getText(finding.range).slice(1, -1);
    const actions = await actionsAt(editor.document.uri, finding.range);
    const action = actions.find(({ title }) => /environment variable/.test(title));
    assert.ok(action?.edit, `no such action among: ${actions.map(({ title }) => title).join(', ')}`);
    assert.ok(!action.title.includes(value));
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    await noFindingOf(editor.document.uri, CONNECTION);
    // The example keeps its variables in a config module, so that is where the new one is read.
    assert.match(editor.document.getText(), /connectionString: config\.databaseUrl,/);
    assert.match((await textOf('src/config.ts')) ?? '', /databaseUrl: .*DATABASE_URL/);
    assert.equal(await textOf('.env'), `DATABASE_URL=${value}\n`);
    assert.match((await textOf('.env.example')) ?? '', /^DATABASE_URL=$/m);
    assert.match((await textOf('.gitignore')) ?? '', /^\.env$/m);
  });

  it('are applied on save where the user asks for it, the safe ones only', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const workspace = vscode.ConfigurationTarget.Workspace;
    await settings.update('codeActionsOnSave', { 'source.fixAll.twelveFactor': 'explicit' }, workspace);
    const editor = await open('.env.example');
    await findingOf(editor.document.uri, 'config/duplicate-env-key');
    await findingOf(editor.document.uri, 'config/invalid-env-line');
    await replace(editor, '# What a deploy', '# All that a deploy');
    await vscode.commands.executeCommand('workbench.action.files.save');
    await noFindingOf(editor.document.uri, 'config/duplicate-env-key');
    await noFindingOf(editor.document.uri, 'config/invalid-env-line');
    const saved = new TextDecoder().decode(await vscode.workspace.fs.readFile(at('.env.example')));
    assert.match(saved, /^# All that a deploy/);
    assert.match(saved, /^UPLOAD_LIMIT=10mb$/m);
    assert.equal(saved.match(/^LOG_LEVEL=/gm)?.length, 1);
    const server = await open('src/server.ts');
    await replace(server, 'resave: false', 'resave: true');
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.match(server.document.getText(), /app\.listen\(3000,/);
    await settings.update('codeActionsOnSave', undefined, workspace);
  });

  it('are applied all at once, in closed files too, by command', async () => {
    await findingOf(at('.env.example'), 'config/duplicate-env-key');
    await findingOf(at('.env.example'), 'config/invalid-env-line');
    await vscode.commands.executeCommand('twelveFactor.fixAllSafe');
    await noFindingOf(at('.env.example'), 'config/duplicate-env-key');
    await noFindingOf(at('.env.example'), 'config/invalid-env-line');
  });
});

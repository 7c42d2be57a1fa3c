import * as vscode from 'vscode';
import type { ComplianceChangedParams } from '../../server/src/protocol/index';
import { registerCommands } from './commands';
import { ComplianceView } from './compliance-view/provider';
import { EnvironmentView } from './environment-view/provider';
import { LanguageServer, type ServerState } from './language-client';
import { registerRulePages } from './rule-pages';
import { createStatusItem } from './status';

/** What other extensions, and the tests in a real editor, may look at. */
export interface TwelveFactorApi {
  readonly serverState: ServerState;
  readonly serverProcessId: number | undefined;
  readonly onDidChangeServerState: vscode.Event<ServerState>;
  /** The last compliance summary; `undefined` until there is one. */
  readonly compliance: ComplianceChangedParams | undefined;
  readonly onDidChangeCompliance: vscode.Event<ComplianceChangedParams>;
  /** The compliance tree as the view shows it, by node id. */
  readonly complianceTree: vscode.TreeDataProvider<string>;
  /** The environment view, by node id. */
  readonly environmentTree: vscode.TreeDataProvider<string>;
}

/** Only `deactivate`, which VS Code calls without arguments and waits for, needs it from here. */
let running: LanguageServer | undefined;

export function activate(context: vscode.ExtensionContext): TwelveFactorApi {
  const output = vscode.window.createOutputChannel('Twelve-Factor', { log: true });
  const server = new LanguageServer(context.extensionUri, output);
  const view = new ComplianceView(server, context.workspaceState);
  const environment = new EnvironmentView(server);
  context.subscriptions.push(
    output,
    view,
    environment,
    createStatusItem(server, view),
    registerCommands(server, view, environment),
    registerRulePages(server),
  );
  running = server;
  void server.start();
  return {
    get serverState() {
      return server.state;
    },
    get serverProcessId() {
      return server.processId;
    },
    get compliance() {
      return view.compliance;
    },
    onDidChangeServerState: server.onDidChangeState,
    onDidChangeCompliance: server.onDidChangeCompliance,
    complianceTree: view,
    environmentTree: environment,
  };
}

export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}

import {
  type ApplyWorkspaceEditResult,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  type InitializeParams,
  type WorkspaceEdit,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { createRegistry } from '../core/engine/registry';
import type { Rule } from '../core/rule/define-rule';
import type { Factor } from '../core/rule/factors';
import type { RuleId } from '../core/rule/finding';
import { type LeavesParams, METHODS, type RuleDocumentParams, SETTINGS_SECTION } from '../protocol/index';
import { bindEnvironment } from './bind-environment';
import type { Clock } from './clock';
import { type ClientFeatures, readFeatures, readOptions } from './features';
import { Fixer } from './fixes/fixer';
import { BaselineCommands } from './handlers/baseline-commands';
import { CodeActions } from './handlers/code-action';
import { Commands } from './handlers/commands';
import { EnvironmentCommands } from './handlers/environment-commands';
import { guarded } from './handlers/guard';
import { Hovers } from './handlers/hover';
import type { Log } from './log';
import { OptionalProviders } from './optional-providers';
import { DiagnosticsPublisher } from './publisher';
import { Scheduler, type SchedulerOptions } from './scheduler';
import type { FolderReader, Services } from './services';
import { ComplianceBoard } from './session/compliance-board';
import { EnvironmentBoard } from './session/environment-board';
import { FailureLog } from './session/failures';
import type { FileEvent } from './session/folder-files';
import { Workspace } from './session/workspace';
import { SettingsSource } from './settings/settings-source';
import type { PathStyle } from './uris';

export interface ServerDependencies {
  readonly host: FolderReader;
  readonly rules: readonly Rule[];
  readonly factors: readonly Factor[];
  readonly readRulePage: (rule: RuleId) => Promise<string | undefined>;
  readonly clock: Clock;
  readonly schedule: SchedulerOptions;
  readonly pathStyle: PathStyle;
}

/** Puts the server together and binds it to a connection whose `initialize` has been answered. */
export function createServer(connection: Connection, params: InitializeParams, dependencies: ServerDependencies): void {
  const features = readFeatures(params);
  const log: Log = {
    error: (message) => connection.console.error(message),
    warn: (message) => connection.console.warn(message),
    info: (message) => connection.console.info(message),
  };
  const failures = new FailureLog(log);
  const services = createServices(connection, params, dependencies, { features, log, failures });
  const optional = new OptionalProviders(connection, features, failures);
  const switches = () => workspace.sessions.map(({ settings }) => settings.editor.features);
  const workspace: Workspace = new Workspace({
    services,
    failures,
    pathStyle: dependencies.pathStyle,
    onChange: () => {
      compliance.changed();
      environment.changed();
    },
    onSettings: () => optional.set(switches()),
  });
  const compliance = new ComplianceBoard({
    clock: dependencies.clock,
    registry: services.registry,
    folders: () => workspace.folders,
    send: (state) => void connection.sendNotification(METHODS.complianceChanged, state),
  });
  const environment = new EnvironmentBoard({
    clock: dependencies.clock,
    folders: () => workspace.folders,
    send: (params) => {
      void connection.sendNotification(METHODS.environmentChanged, params);
      optional.refresh(switches());
    },
  });
  bindDocuments(connection, workspace);
  bindEnvironment(connection, workspace, services);
  bindWorkspace(connection, workspace, services);
  bindRequests(connection, {
    workspace,
    compliance,
    environment,
    services,
    fixer: new Fixer(features, failures),
    dependencies,
  });
  connection.onInitialized(() => {
    register(connection, features, failures);
    workspace.changeFolders(foldersOf(params), []);
  });
  connection.onShutdown(() => {
    services.scheduler.dispose();
    compliance.dispose();
    environment.dispose();
  });
}

interface Basics {
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly failures: FailureLog;
}

function createServices(
  connection: Connection,
  params: InitializeParams,
  dependencies: ServerDependencies,
  { features, log, failures }: Basics,
): Services {
  const { clock, rules, factors, host, schedule } = dependencies;
  const knownRules = new Map(rules.map(({ id, options }) => [id, options]));
  const options = params.initializationOptions;
  return {
    features,
    log,
    clock,
    host,
    knownRules,
    registry: createRegistry(rules, factors),
    scheduler: new Scheduler(
      clock,
      failures.reportWork,
      features.immediate ? { ...schedule, minimumQuiet: 0, maximumQuiet: 0 } : schedule,
    ),
    publisher: new DiagnosticsPublisher({
      send: (diagnostics) => void connection.sendDiagnostics(diagnostics),
    }),
    settings: new SettingsSource({
      initial: readOptions(options).settings ?? options,
      pull: features.configuration
        ? (scopeUri) =>
            connection.workspace.getConfiguration({
              section: SETTINGS_SECTION,
              ...(scopeUri !== undefined && { scopeUri }),
            })
        : undefined,
      knownRules,
      log,
    }),
    createProgress: () => connection.window.createWorkDoneProgress(),
  };
}

function bindDocuments(connection: Connection, workspace: Workspace): void {
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
    workspace.open(uri, languageId, version, text),
  );
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    workspace.change(uri, contentChanges, version),
  );
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => workspace.save(uri));
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => workspace.close(uri));
}

function bindWorkspace(connection: Connection, workspace: Workspace, services: Services): void {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    workspace.fileEvents(changes.map(({ uri, type }) => ({ uri, kind: EVENT_KINDS[type] })));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    services.settings.push(settings);
    workspace.reloadSettings();
  });
  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
    workspace.changeFolders(event.added, event.removed);
  });
}

interface RequestServices {
  readonly workspace: Workspace;
  readonly compliance: ComplianceBoard;
  readonly environment: EnvironmentBoard;
  readonly services: Services;
  readonly fixer: Fixer;
  readonly dependencies: ServerDependencies;
}

function bindRequests(
  connection: Connection,
  { workspace, compliance, environment, services, fixer, dependencies }: RequestServices,
): void {
  const { registry, features, log } = services;
  const actions = new CodeActions(workspace, fixer, features);
  const hovers = new Hovers(workspace, registry, features);
  const applyEdit = async (label: string, edit: WorkspaceEdit): Promise<ApplyWorkspaceEditResult> =>
    features.applyEdit ? connection.workspace.applyEdit({ label, edit }) : { applied: false };
  const commands = new Commands({
    workspace,
    fixer,
    compliance,
    registry,
    readRulePage: dependencies.readRulePage,
    applyEdit,
    environment,
    variables: new EnvironmentCommands({ workspace, features, applyEdit }),
    baselines: new BaselineCommands({ workspace, features, applyEdit }),
    showAddress: async (uri) =>
      features.showDocument && (await connection.window.showDocument({ uri, external: true })).success,
  });
  connection.onCodeAction((params, token) =>
    guarded('textDocument/codeAction', log, () => actions.provide(params, token)),
  );
  connection.onCodeActionResolve((action) => guarded('codeAction/resolve', log, () => actions.resolve(action)));
  connection.onHover((params) => guarded('textDocument/hover', log, () => hovers.provide(params)));
  connection.onExecuteCommand((params) => guarded(params.command, log, () => commands.execute(params)));
  connection.onRequest(METHODS.leaves, ({ app }: LeavesParams) =>
    guarded(METHODS.leaves, log, () => commands.leaves(app)),
  );
  connection.onRequest(METHODS.environment, () => guarded(METHODS.environment, log, () => environment.current()));
  connection.onRequest(METHODS.ruleDocument, ({ rule }: RuleDocumentParams) =>
    guarded(METHODS.ruleDocument, log, () => commands.ruleDocument(rule)),
  );
}

/** Asks the client to tell what it can tell; one that refuses is one that cannot. */
function register(connection: Connection, features: ClientFeatures, failures: FailureLog): void {
  const refused = (what: string) => (error: unknown) => failures.reportWork(what, error);
  if (features.dynamicConfiguration) {
    connection.client
      .register(DidChangeConfigurationNotification.type, { section: SETTINGS_SECTION })
      .catch(refused('configuration changes'));
  }
  if (features.dynamicFileWatching) {
    // Everything: of a folder that comes or goes nothing but its name is told.
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
      .catch(refused('file watching'));
  }
}

/** Older clients name one root only; some name none. */
function foldersOf(params: InitializeParams): WorkspaceFolder[] {
  if (params.workspaceFolders) return params.workspaceFolders;
  const { rootUri } = params;
  return rootUri ? [{ uri: rootUri, name: decodeURIComponent(rootUri.slice(rootUri.lastIndexOf('/') + 1)) }] : [];
}

const EVENT_KINDS: Readonly<Record<FileChangeType, FileEvent['kind']>> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};

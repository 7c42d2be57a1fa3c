import { PassThrough } from 'node:stream';
import {
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  type Command,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type FileEvent,
  type Hover,
  type InitializeResult,
  type Message,
  type MessageReader,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type UnregistrationParams,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
  type WorkspaceEdit,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { Rule } from '../../server/src/core/rule/define-rule';
import { LineMap } from '../../server/src/core/text/line-map';
import { initializeResult } from '../../server/src/lsp/capabilities';
import type { Clock } from '../../server/src/lsp/clock';
import { GatedReader } from '../../server/src/lsp/gated-reader';
import { DEFAULT_SCHEDULE } from '../../server/src/lsp/scheduler';
import { createServer, type ServerDependencies } from '../../server/src/lsp/server';
import { type ComplianceChangedParams, type EnvironmentChangedParams, METHODS } from '../../server/src/protocol/index';
import { InstantClock } from './clocks';
import { TEST_FACTORS, TEST_RULES } from './lsp-rules';
import { MemoryHost } from './memory-host';

/** What VS Code announces; tests of plainer clients leave parts out. */
export const FULL_CAPABILITIES: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    publishDiagnostics: {
      versionSupport: true,
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    rename: { dynamicRegistration: true, prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

export interface PairOptions {
  /** Workspace folders by absolute path, with their files by relative path. */
  readonly folders?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly host?: MemoryHost;
  readonly rules?: readonly Rule[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the client answers to `workspace/configuration`. */
  readonly settings?: unknown;
  readonly clock?: Clock;
  readonly dependencies?: Partial<ServerDependencies>;
}

export type Progress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

export function uriOf(path: string): string {
  return URI.file(path).toString();
}

/** A server and a client in one process, joined by streams, with a disk in memory. */
export async function startPair(options: PairOptions = {}): Promise<TestClient> {
  const host = options.host ?? new MemoryHost();
  for (const [root, files] of Object.entries(options.folders ?? {})) {
    for (const [file, text] of Object.entries(files)) host.write(`${root}/${file}`, text);
  }
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const gate = new GatedReader(new StreamMessageReader(toServer));
  const server = createConnection(gate, new StreamMessageWriter(toClient));
  server.onInitialize((params) => {
    createServer(server, params, {
      host,
      rules: options.rules ?? TEST_RULES,
      factors: TEST_FACTORS,
      readRulePage: async (rule) => `# ${rule}\n`,
      clock: options.clock ?? new InstantClock(),
      schedule: DEFAULT_SCHEDULE,
      pathStyle: { ignoreCase: false },
      ...options.dependencies,
    });
    gate.open();
    return initializeResult(params);
  });
  server.listen();
  const client = new TestClient(new StreamMessageReader(toClient), new StreamMessageWriter(toServer), host, options);
  await client.initialize(Object.keys(options.folders ?? {}));
  return client;
}

/** The client's side: what an editor would do, and everything the server said. */
export class TestClient {
  readonly connection: ProtocolConnection;
  /** Every message of the server, as it came over the wire. */
  readonly received: string[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  readonly compliance: ComplianceChangedParams[] = [];
  readonly environmentRevisions: number[] = [];
  readonly progress: Progress[] = [];
  /** Methods that are registered at present. */
  readonly registrations: string[] = [];
  readonly logs: string[] = [];
  readonly shownAddresses: string[] = [];
  readonly appliedEdits: WorkspaceEdit[] = [];
  initializeResult: InitializeResult | undefined;
  settings: unknown;
  private readonly texts = new Map<string, { text: string; version: number }>();
  private listeners: (() => void)[] = [];

  constructor(
    reader: MessageReader,
    writer: StreamMessageWriter,
    readonly host: MemoryHost,
    private readonly options: PairOptions,
  ) {
    this.settings = options.settings;
    this.connection = createProtocolConnection(
      recording(reader, (message) => this.record(message)),
      writer,
    );
    this.answerRequests();
    this.connection.listen();
  }

  async initialize(folders: readonly string[]): Promise<void> {
    this.initializeResult = await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: this.options.capabilities ?? FULL_CAPABILITIES,
      initializationOptions: this.options.initializationOptions,
      workspaceFolders: folders.map(folderOf),
    });
    await this.connection.sendNotification('initialized', {});
  }

  open(path: string, text?: string, languageId = 'typescript'): Promise<void> {
    return this.openUri(uriOf(path), text ?? this.host.files.get(path) ?? '', languageId);
  }

  openUri(uri: string, text: string, languageId: string): Promise<void> {
    this.texts.set(uri, { text, version: 1 });
    return this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces the first occurrence of a piece of text; gives the new version. */
  async change(path: string, oldText: string, newText: string): Promise<number> {
    const uri = uriOf(path);
    const { text } = this.state(uri);
    const start = text.indexOf(oldText);
    if (start < 0) throw new Error(`"${oldText}" is not in ${path}`);
    const lines = new LineMap(text);
    const range = { start: lines.positionAt(start), end: lines.positionAt(start + oldText.length) };
    return this.changes(
      path,
      [{ range, text: newText }],
      text.slice(0, start) + newText + text.slice(start + oldText.length),
    );
  }

  /** Sends changes as they are; `text` is what they lead to. */
  async changes(
    path: string,
    contentChanges: readonly { range?: Range; text: string }[],
    text: string,
  ): Promise<number> {
    const uri = uriOf(path);
    const version = this.state(uri).version + 1;
    this.texts.set(uri, { text, version });
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return version;
  }

  save(path: string): Promise<void> {
    this.host.write(path, this.textOf(path));
    return this.notify('textDocument/didSave', { textDocument: { uri: uriOf(path) } });
  }

  close(path: string): Promise<void> {
    this.texts.delete(uriOf(path));
    return this.notify('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
  }

  fileEvents(changes: readonly FileEvent[]): Promise<void> {
    return this.notify('workspace/didChangeWatchedFiles', { changes });
  }

  /** Changes what `workspace/configuration` answers, and says so. */
  configure(settings: unknown): Promise<void> {
    this.settings = settings;
    return this.notify('workspace/didChangeConfiguration', { settings: null });
  }

  changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    return this.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: added.map(folderOf), removed: removed.map(folderOf) },
    });
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  execute<T>(command: string, ...values: unknown[]): Promise<T> {
    return this.request('workspace/executeCommand', { command, arguments: values });
  }

  textOf(path: string): string {
    return this.state(uriOf(path)).text;
  }

  /** What is shown of a file now. */
  diagnosticsOf(path: string): readonly Diagnostic[] {
    return this.lastPublished(uriOf(path))?.diagnostics ?? [];
  }

  lastPublished(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast((params) => params.uri === uri);
  }

  /** How often a file's diagnostics were sent. */
  countPublished(path: string): number {
    return this.published.filter(({ uri }) => uri === uriOf(path)).length;
  }

  /** Resolves as soon as what is shown of the file satisfies the predicate; it may do so already. */
  async waitForDiagnostics(
    path: string,
    predicate: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean,
  ): Promise<readonly Diagnostic[]> {
    const uri = uriOf(path);
    await this.waitFor(() => {
      const last = this.lastPublished(uri);
      return last !== undefined && predicate(last.diagnostics, last.version);
    });
    return this.diagnosticsOf(path);
  }

  /** Resolves when the server has nothing left to do in any folder. */
  async waitForIndex(): Promise<void> {
    await this.waitFor(() => this.compliance.at(-1)?.indexing === false);
  }

  /** Resolves when everything sent so far was worked on: messages are handled in order. */
  async settle(): Promise<void> {
    await this.execute('twelveFactor.server.rules');
  }

  /** Resolves when settings that were changed hold: the server asks for them, and its question is answered in order. */
  async settingsTaken(): Promise<void> {
    await this.settle();
    await this.settle();
  }

  async waitFor(predicate: () => boolean): Promise<void> {
    while (!predicate()) {
      await new Promise<void>((resolve) => {
        this.listeners.push(resolve);
      });
    }
  }

  codeActions(path: string, range: Range, only?: readonly string[]): Promise<(CodeAction | Command)[]> {
    return this.request('textDocument/codeAction', {
      textDocument: { uri: uriOf(path) },
      range,
      context: { diagnostics: this.diagnosticsOf(path), ...(only !== undefined && { only }) },
    });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.request('codeAction/resolve', action);
  }

  hover(path: string, line: number, character: number): Promise<Hover | null> {
    return this.request('textDocument/hover', { textDocument: { uri: uriOf(path) }, position: { line, character } });
  }

  /** Asks something about the place of a piece of text; with `^` in it, about that character's place. */
  ask<T>(method: string, path: string, marked: string, more: object = {}): Promise<T> {
    const mark = marked.includes('^') ? marked.indexOf('^') : 0;
    const text = this.textOf(path);
    const start = text.indexOf(marked.replace('^', ''));
    if (start < 0) throw new Error(`"${marked}" is not in ${path}`);
    const position = new LineMap(text).positionAt(start + mark);
    return this.request(method, { textDocument: { uri: uriOf(path) }, position, ...more });
  }

  /** As an editor does: open documents change by notification, other files on disk. */
  async applyEdit(edit: WorkspaceEdit): Promise<void> {
    for (const change of edit.documentChanges ?? []) {
      if ('textDocument' in change) await this.applyTextEdits(change.textDocument.uri, change.edits as TextEdits);
      else if (change.kind === 'create') this.host.write(URI.parse(change.uri).path, '');
      else if (change.kind === 'delete') this.host.delete(URI.parse(change.uri).path);
    }
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) await this.applyTextEdits(uri, edits);
  }

  async shutdown(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }

  private async applyTextEdits(uri: string, edits: TextEdits): Promise<void> {
    const { path } = URI.parse(uri);
    const open = this.texts.get(uri);
    const text = open?.text ?? this.host.files.get(path) ?? '';
    const after = applyTextEdits(text, edits);
    if (open === undefined) this.host.write(path, after);
    else await this.changes(path, [{ text: after }], after);
  }

  private state(uri: string): { text: string; version: number } {
    const state = this.texts.get(uri);
    if (state === undefined) throw new Error(`${uri} is not open`);
    return state;
  }

  private answerRequests(): void {
    const { connection } = this;
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => this.settings ?? null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('client/unregisterCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('window/showDocument', ({ uri }: { uri: string }) => {
      this.shownAddresses.push(uri);
      return { success: true };
    });
    connection.onRequest('workspace/applyEdit', async ({ edit }: ApplyWorkspaceEditParams) => {
      this.appliedEdits.push(edit);
      await this.applyEdit(edit);
      return { applied: true };
    });
  }

  private record(message: Message): void {
    this.received.push(JSON.stringify(message));
    if ('method' in message && 'params' in message) this.take(String(message.method), message.params);
    const { listeners } = this;
    this.listeners = [];
    for (const listener of listeners) listener();
  }

  private take(method: string, params: unknown): void {
    if (method === 'textDocument/publishDiagnostics') this.published.push(params as PublishDiagnosticsParams);
    else if (method === METHODS.complianceChanged) this.compliance.push(params as ComplianceChangedParams);
    else if (method === 'client/registerCapability') {
      this.registrations.push(...(params as RegistrationParams).registrations.map((one) => one.method));
    } else if (method === 'client/unregisterCapability') {
      for (const one of (params as UnregistrationParams).unregisterations) {
        this.registrations.splice(this.registrations.indexOf(one.method), 1);
      }
    } else if (method === METHODS.environmentChanged) {
      this.environmentRevisions.push((params as EnvironmentChangedParams).revision);
    } else if (method === '$/progress') this.progress.push((params as { value: Progress }).value);
    else if (method === 'window/logMessage') this.logs.push((params as { message: string }).message);
  }
}

type TextEdits = readonly { range: Range; newText: string }[];

export function applyTextEdits(text: string, edits: TextEdits): string {
  const lines = new LineMap(text);
  const sorted = edits
    .map(({ range, newText }, index) => ({
      start: lines.offsetAt(range.start),
      end: lines.offsetAt(range.end),
      newText,
      index,
    }))
    .sort((a, b) => b.start - a.start || b.index - a.index);
  return sorted.reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

export function rangeOf(line: number, start: number, end = start): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

function folderOf(path: string): WorkspaceFolder {
  return { uri: uriOf(path), name: path.slice(path.lastIndexOf('/') + 1) };
}

function recording(reader: MessageReader, record: (message: Message) => void): MessageReader {
  return {
    onError: reader.onError,
    onClose: reader.onClose,
    onPartialMessage: reader.onPartialMessage,
    dispose: () => reader.dispose(),
    listen: (callback) =>
      reader.listen((message) => {
        callback(message);
        record(message);
      }),
  };
}

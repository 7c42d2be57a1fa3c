import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** Diagnostics of one file, as a server pushed them. */
export interface Published {
  readonly uri: string;
  readonly version?: number | null;
  readonly diagnostics: readonly unknown[];
}

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly initializationOptions?: unknown;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface InitializeResult {
  readonly capabilities: { readonly textDocumentSync?: number | { readonly change?: number } };
}

interface Waiter {
  readonly accepts: (message: Message) => boolean;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: Error) => void;
}

const LIMIT = 60_000;
const INCREMENTAL = 2;

/** The least a client needs to measure any language server over stdio; takes pushed diagnostics, as every editor does. */
export class LanguageClient {
  readonly spawned = performance.now();
  private readonly child: ChildProcess;
  private readonly waiters = new Set<Waiter>();
  private buffer: Buffer = Buffer.alloc(0);
  private nextId = 1;
  private hasEnded = false;
  private complaints = '';

  constructor(
    private readonly server: ServerCommand,
    private readonly root: string,
  ) {
    this.child = spawn(server.command, server.args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (data: Buffer) => this.receive(data));
    this.child.stderr?.on('data', (data: Buffer) => {
      this.complaints = `${this.complaints}${data}`.slice(-2_000);
    });
    this.child.stdin?.on('error', () => {});
    this.child.once('close', () => {
      this.hasEnded = true;
      for (const waiter of this.waiters) waiter.reject(new Error(`${server.name} ended: ${this.complaints}`));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Tells whether the server takes changes (`incremental`) or wants the whole text each time (`full`). */
  async initialize(): Promise<'incremental' | 'full'> {
    const folder = { uri: pathToFileURL(this.root).href, name: 'benchmark' };
    const result = await this.request('initialize', {
      processId: process.pid,
      rootUri: folder.uri,
      workspaceFolders: [folder],
      initializationOptions: this.server.initializationOptions,
      capabilities: {
        textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true, dataSupport: true } },
        workspace: { workspaceFolders: true, configuration: true },
        window: { workDoneProgress: true },
      },
    });
    this.notify('initialized', {});
    const { textDocumentSync } = (result as InitializeResult).capabilities;
    const kind = typeof textDocumentSync === 'number' ? textDocumentSync : textDocumentSync?.change;
    return kind === INCREMENTAL ? 'incremental' : 'full';
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = this.nextId++;
    const answer = this.waitFor(
      `the answer to ${method}`,
      (message) => message.id === id && message.method === undefined,
    );
    this.send({ id, method, params });
    return answer.then(({ result, error }) => {
      if (error !== undefined) throw new Error(`${this.server.name}: ${error.message}`);
      return result;
    });
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  notification(method: string, accepts: (params: unknown) => boolean): Promise<unknown> {
    const isIt = (message: Message): boolean => message.method === method && accepts(message.params);
    return this.waitFor(method, isIt).then(({ params }) => params);
  }

  /** The first diagnostics of the file for the version or a later one; servers without versions answer in order. */
  diagnostics(uri: string, version: number): Promise<Published> {
    return this.notification('textDocument/publishDiagnostics', (params) => {
      const published = params as Published;
      return published.uri === uri && (published.version ?? version) >= version;
    }) as Promise<Published>;
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    const stopped = this.request('shutdown', null).then(
      () => this.notify('exit', undefined),
      () => this.child.kill(),
    );
    const limit = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await Promise.all([stopped, ended]);
    clearTimeout(limit);
  }

  private waitFor(what: string, accepts: Waiter['accepts']): Promise<Message> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(limit);
        this.waiters.delete(waiter);
      };
      const waiter: Waiter = {
        accepts,
        resolve: (message) => {
          settle();
          resolve(message);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      const limit = setTimeout(() => waiter.reject(new Error(`${this.server.name}: ${what} did not come`)), LIMIT);
      this.waiters.add(waiter);
    });
  }

  private send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  private receive(data: Buffer): void {
    this.buffer = this.buffer.length === 0 ? data : Buffer.concat([this.buffer, data]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.buffer.toString('latin1', 0, end))?.[1]);
      if (this.buffer.length < end + 4 + length) return;
      const message: Message = JSON.parse(this.buffer.toString('utf8', end + 4, end + 4 + length));
      this.buffer = this.buffer.subarray(end + 4 + length);
      this.handle(message);
    }
  }

  private handle(message: Message): void {
    if (message.id !== undefined && message.method !== undefined) this.answer(message.id, message);
    for (const waiter of this.waiters) if (waiter.accepts(message)) waiter.resolve(message);
  }

  /** Servers ask for settings and registrations; nobody has set anything. */
  private answer(id: number, { method, params }: Message): void {
    const isQuestion = method === 'workspace/configuration';
    const items = isQuestion ? (params as { readonly items: readonly unknown[] }).items : [];
    this.send({ id, result: isQuestion ? items.map(() => null) : null });
  }
}

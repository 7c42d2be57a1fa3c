import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, uriOf } from '../support/lsp-pair';

const BUNDLE = fileURLToPath(new URL('../../server/dist/server.mjs', import.meta.url));
const CODE = "import express from 'express';\nconst app = express();\napp.listen(3000);\n";

/** The bundled server as a process of its own, and a folder on disk for it. */
class Spawned {
  readonly root = mkdtempSync(join(tmpdir(), 'twelve-factor-lsp-'));
  readonly connection: ProtocolConnection;
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  stderr = '';
  private readonly published: PublishDiagnosticsParams[] = [];
  private listeners: (() => void)[] = [];

  constructor(mode: '--stdio' | '--node-ipc') {
    const isIpc = mode === '--node-ipc';
    this.child = spawn(process.execPath, [BUNDLE, mode], {
      stdio: isIpc ? ['ignore', 'ignore', 'pipe', 'ipc'] : ['pipe', 'pipe', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.exit = new Promise((resolve) => this.child.once('exit', (code) => resolve(code)));
    const [reader, writer] = this.transport(isIpc);
    this.connection = createProtocolConnection(reader, writer);
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      for (const listener of this.listeners.splice(0)) listener();
    });
    this.connection.listen();
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  async initialize(): Promise<void> {
    const folder = { uri: uriOf(this.root), name: 'service' };
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder.uri,
      workspaceFolders: [folder],
      capabilities: FULL_CAPABILITIES,
    });
    await this.connection.sendNotification('initialized', {});
  }

  open(file: string): Promise<void> {
    const textDocument = {
      uri: uriOf(join(this.root, file)),
      languageId: 'typescript',
      version: 1,
      text: readFileSync(join(this.root, file), 'utf8'),
    };
    return this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async findings(file: string, expected: number): Promise<void> {
    const uri = uriOf(join(this.root, file));
    for (;;) {
      const last = this.published.findLast((params) => params.uri === uri);
      if (last?.diagnostics.length === expected) return;
      await new Promise<void>((resolve) => {
        this.listeners.push(resolve);
      });
    }
  }

  async end(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return this.exit;
  }

  remove(): void {
    this.child.kill('SIGKILL');
    rmSync(this.root, { recursive: true, force: true });
  }

  private transport(isIpc: boolean): [MessageReader, MessageWriter] {
    if (isIpc) return [new IPCMessageReader(this.child), new IPCMessageWriter(this.child)];
    const { stdin, stdout } = this.child;
    assert.ok(stdin !== null && stdout !== null);
    return [new StreamMessageReader(stdout), new StreamMessageWriter(stdin)];
  }
}

describe('the server as a process', function () {
  this.timeout(30_000);
  let spawned: Spawned;

  before(() => assert.ok(existsSync(BUNDLE), 'run "npm run build" first: the tests start the bundle'));
  afterEach(() => spawned.remove());

  for (const mode of ['--stdio', '--node-ipc'] as const) {
    it(`answers over ${mode}, and ends with 0 after shutdown and exit`, async () => {
      spawned = new Spawned(mode);
      spawned.write('package.json', '{ "name": "service", "private": true, "dependencies": { "express": "5" } }\n');
      spawned.write('src/open.ts', CODE);
      spawned.write('src/closed.ts', CODE);
      await spawned.initialize();
      await spawned.open('src/open.ts');
      await spawned.findings('src/open.ts', 1);
      await spawned.findings('src/closed.ts', 1);
      assert.equal(await spawned.end(), 0);
      assert.equal(spawned.stderr, '');
    });
  }

  it('holds nothing back that came while it was loading', async () => {
    spawned = new Spawned('--stdio');
    spawned.write('package.json', '{ "name": "service", "private": true, "dependencies": { "express": "5" } }\n');
    spawned.write('src/a.ts', CODE);
    // The answer is not waited for, so that all of it is there long before the rest of the server is.
    const initialized = spawned.initialize();
    await spawned.open('src/a.ts');
    const uri = uriOf(join(spawned.root, 'src/a.ts'));
    await spawned.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: `${CODE}app.listen(4000);\n` }],
    });
    const hover = spawned.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    await initialized;
    assert.equal(await hover, null);
    await spawned.findings('src/a.ts', 2);
    assert.equal(await spawned.end(), 0);
  });

  it('ends with 1 when it is told to exit without shutdown', async () => {
    spawned = new Spawned('--stdio');
    await spawned.initialize();
    await spawned.connection.sendNotification('exit');
    assert.equal(await spawned.exit, 1);
  });

  it('ends with 1 when its client vanishes, with 0 when that had said good-bye', async () => {
    spawned = new Spawned('--stdio');
    await spawned.initialize();
    spawned.child.stdin?.end();
    assert.equal(await spawned.exit, 1);
    spawned.remove();
    spawned = new Spawned('--stdio');
    await spawned.initialize();
    await spawned.connection.sendRequest('shutdown');
    spawned.child.stdin?.end();
    assert.equal(await spawned.exit, 0);
  });

  it('answers what comes before initialize with the error the protocol asks for', async () => {
    spawned = new Spawned('--stdio');
    await assert.rejects(spawned.connection.sendRequest('textDocument/hover', {}), { code: -32002 });
    await spawned.initialize();
    assert.equal(await spawned.end(), 0);
  });

  it('wants to know how to talk', async () => {
    spawned = new Spawned('--stdio');
    const child = spawn(process.execPath, [BUNDLE], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    assert.equal(code, 2);
    assert.match(stderr, /--stdio or --node-ipc/);
  });
});

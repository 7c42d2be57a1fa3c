import { randomBytes } from 'node:crypto';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HostError } from './host-error';
import { installServer } from './install-server';
import { killGroup, spawnGroup } from './lifetime';

const supervisor = fileURLToPath(new URL('./supervisor.mjs', import.meta.url));
const startLimit = 30_000;

export interface ServerOptions {
  /** Folder for all that the server writes. */
  readonly dataDir: string;
  /** A free port if left out. */
  readonly port?: number;
  /** Where `User/settings.json` is; inside `dataDir` if left out. */
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
  /** Environment variables for the extension host, beside this process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether the workbench asks if it may trust a folder. */
  readonly workspaceTrust?: boolean;
}

/** A running VS Code server. */
export interface Server {
  readonly url: string;
  readonly port: number;
  /** Secret that the first address must carry: whoever reaches the server can run programs. */
  readonly token: string;
  /** Resolves to the reason when the server has ended, on purpose or not. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

function refuseTakenPort(port: number): Promise<void> {
  return new Promise((free, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EACCES' ? 'needs more rights' : 'is taken';
      reject(new HostError(`port ${port} ${reason}; choose another with --port, or leave it out`));
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => free()));
  });
}

/** A socket's path has at most 107 bytes; the server's longest name for one takes about half of them. */
const longestSocketFolder = 60;

function environment(temporary: string, extra: ServerOptions['env']): NodeJS.ProcessEnv {
  // Without what an editor around this process, or the Node that runs it, has set for its own children.
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  // Sockets and other leavings go where they are cleared away.
  const folders = temporary.length <= longestSocketFolder ? { TMPDIR: temporary, XDG_RUNTIME_DIR: temporary } : {};
  // An empty gallery: nothing is looked up on the network, and a test sees the same extensions everywhere.
  return { ...Object.fromEntries(own), ...folders, EXTENSIONS_GALLERY: '{}', ...extra };
}

/**
 * Shows the built-in extensions under a path outside the repository. The editor takes whatever lies below the path of
 * the extension under development, as the cache does, for a part of it: it would show the first of all icon themes.
 */
async function linkBuiltInExtensions(main: string, dataDir: string): Promise<string> {
  const link = join(dataDir, 'built-in-extensions');
  await rm(link, { force: true });
  await symlink(resolve(dirname(main), '../extensions'), link);
  return link;
}

/** Starts the VS Code server and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const [files] = await Promise.all([installServer(), options.port ? refuseTakenPort(options.port) : undefined]);
  const userDataDir = options.userDataDir ?? join(options.dataDir, 'user-data');
  const extensionsDir = options.extensionsDir ?? join(options.dataDir, 'extensions');
  const temporary = join(options.dataDir, 'tmp');
  for (const folder of [temporary, userDataDir, extensionsDir]) await mkdir(folder, { recursive: true });
  const token = randomBytes(16).toString('hex');
  const args = [
    ...[files.main, '--host', '127.0.0.1', '--port', String(options.port ?? 0), '--connection-token', token],
    ...['--server-data-dir', options.dataDir, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    // The smoke test driver makes the workbench load an extension under development, and run its tests.
    ...['--accept-server-license-terms', '--enable-smoke-test-driver', '--telemetry-level', 'off'],
    ...['--builtin-extensions-dir', await linkBuiltInExtensions(files.main, options.dataDir)],
    // The login shell must not have a say in the environment of the extension host.
    '--force-disable-user-env',
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
  const child = spawnGroup(process.execPath, [supervisor, files.node, ...args], {
    env: environment(temporary, options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  const ended = new Promise<string>((end) => {
    child.once('error', (error) => end(error.message));
    child.once('close', () => end(errors.trim().split('\n').slice(-5).join('\n')));
  });
  const port = await new Promise<number>((listen, reject) => {
    let output = '';
    const limit = setTimeout(() => {
      killGroup(child);
      reject(new HostError(`the VS Code server did not start within ${startLimit / 1000} s`));
    }, startLimit);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (output.length < 10_000) output += chunk.toString();
      const listening = /agent listening on (\d+)/.exec(output);
      if (!listening) return;
      clearTimeout(limit);
      listen(Number(listening[1]));
    });
    void ended.then((reason) => {
      clearTimeout(limit);
      reject(new HostError(`the VS Code server did not start: ${reason}`));
    });
  });
  const stop = async (): Promise<void> => {
    killGroup(child);
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, port, token, ended, stop };
}

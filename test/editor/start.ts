import { spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { findDesktop } from './find-desktop';
import { exampleService, repositoryRoot } from './paths';
import {
  describeError,
  exitOnSignals,
  exitWithParent,
  HostError,
  onExit,
  quietSettings,
  startServer,
  temporaryFolder,
  windowAddress,
} from './web-host';

const usage = `usage: npm start -- [PATH] [--web] [--port N]

Opens PATH, a folder or .code-workspace file (the example service if left out), in an editor that has this extension:
desktop VS Code where there is one, else VS Code in a browser, at an address that is printed.

  --web       in the browser even where there is a desktop VS Code
  --port N    serve the browser at this port; implies --web`;

interface Wish {
  readonly path: string;
  readonly web: boolean;
  readonly port: number | undefined;
  /** A folder of this repository is trusted, one from elsewhere is not: VS Code asks, as it always does. */
  readonly trusted: boolean;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new HostError(`--port ${text} is no port number`);
  return port;
}

function readWish(): Wish | undefined {
  const options = {
    web: { type: 'boolean' },
    port: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new HostError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  if (positionals.length > 1) throw new HostError(`only one PATH can be opened\n\n${usage}`);
  const path = resolve(positionals[0] ?? exampleService);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new HostError(`${path} does not exist`);
  if (!stat.isDirectory() && extname(path) !== '.code-workspace') {
    throw new HostError(`${path} is neither a folder nor a .code-workspace file`);
  }
  const port = readPort(values.port);
  const trusted = !relative(repositoryRoot, path).startsWith('..');
  return { path, web: values.web === true || port !== undefined, port, trusted };
}

function userDataFolder(folder: string): string {
  const userData = join(folder, 'user-data');
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(join(userData, 'User/settings.json'), JSON.stringify(quietSettings, undefined, 2));
  return userData;
}

/** Runs desktop VS Code, with a profile of its own, until its last window is closed. */
function runDesktop(executable: string, wish: Wish, folder: string): Promise<number> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [
    wish.path,
    `--extensionDevelopmentPath=${repositoryRoot}`,
    `--user-data-dir=${userDataFolder(folder)}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
    ...(wish.trusted ? ['--disable-workspace-trust'] : []),
    ...(asRoot ? ['--no-sandbox'] : []),
  ];
  process.stdout.write(`Opening ${wish.path} in ${executable}. Ctrl-C closes it.\n`);
  // A group of its own, so that the editor's many processes end together, and by our signal rather than the terminal's.
  const detached = process.platform !== 'win32';
  const child = spawn(executable, args, { stdio: 'ignore', detached });
  onExit(() => {
    if (child.pid === undefined || child.exitCode !== null) return;
    if (detached) process.kill(-child.pid, 'SIGTERM');
    else child.kill();
  });
  return new Promise((resolveExit, reject) => {
    child.once('error', (error) => reject(new HostError(`${executable} does not start: ${error.message}`)));
    child.once('exit', (code) => resolveExit(code ?? 0));
  });
}

/** Serves VS Code to a browser until it is stopped. */
async function runServer(wish: Wish, folder: string): Promise<number> {
  const server = await startServer({
    dataDir: join(folder, 'server'),
    userDataDir: userDataFolder(folder),
    workspaceTrust: !wish.trusted,
    ...(wish.port === undefined ? {} : { port: wish.port }),
  });
  const isWorkspace = extname(wish.path) === '.code-workspace';
  const address = windowAddress(server, {
    ...(isWorkspace ? { workspaceFile: wish.path } : { folder: wish.path }),
    extensionDevelopmentPaths: [repositoryRoot],
  });
  process.stdout.write(
    `\nNo desktop VS Code is used. Open this address in a browser on this machine:\n\n  ${pc.cyan(address)}\n\n` +
      `It shows ${wish.path} with the extension loaded. Whoever knows the address can run programs as you.\n` +
      'Ctrl-C stops it.\n',
  );
  const reason = await server.ended;
  throw new HostError(`the VS Code server is lost: ${reason}`);
}

async function main(): Promise<number> {
  const wish = readWish();
  if (!wish) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const desktop = wish.web ? undefined : await findDesktop({ visible: true });
  const folder = temporaryFolder('twelve-factor-start').path;
  return desktop ? runDesktop(desktop, wish, folder) : runServer(wish, folder);
}

exitOnSignals(0);
exitWithParent();
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(2);
  },
);

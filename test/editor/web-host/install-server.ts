import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, timed } from './cache';
import { downloadPackage, unpack } from './download';
import { HostError } from './host-error';
import { runNpm } from './npm';
import { codeServer, nodeBinary } from './pinned-packages';

/** Counts changes of the recipe below, so that a cache made by an older one is made anew. */
const recipe = 1;

/** What only the server's AI agents, its telemetry or Windows need: two thirds of the download. */
const unneededDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/1ds-post-js',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

/** Built-in extensions that ask for an account or a network at start. */
const unneededExtensions = ['copilot', 'mermaid-markdown-features', 'microsoft-authentication', 'tunnel-forwarding'];

/** The one dependency that the server's own lock file forgets. */
const unlocked = { tslib: '2.8.1' };

/** An installed VS Code server. */
export interface ServerFiles {
  /** The Node binary that the server wants. */
  readonly node: string;
  /** The server's main module. */
  readonly main: string;
}

async function dropDependencies(folder: string): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  for (const name of unneededDependencies) delete manifest.dependencies[name];
  manifest.overrides = { ...manifest.overrides, ...unlocked };
  await writeFile(file, JSON.stringify(manifest, undefined, 2));
}

async function putStandIns(folder: string): Promise<void> {
  const standIns = fileURLToPath(new URL('./stand-ins', import.meta.url));
  for (const name of ['spdlog', 'native-watchdog']) {
    await copyFile(join(standIns, `${name}.cjs`), join(folder, 'node_modules/@vscode', name, 'index.js'));
  }
}

async function build(folder: string): Promise<unknown> {
  const runtime = nodeBinary[process.arch];
  if (!runtime) throw new HostError(`no VS Code server for ${process.arch}; use desktop VS Code`);
  const downloads = join(folder, 'downloads');
  const server = join(folder, 'server');
  await mkdir(server);
  await timed(`VS Code server ${codeServer.version}, Node ${runtime.version}: download`, async () => {
    const excluded = unneededExtensions.map((name) => `--exclude=*/extensions/${name}`);
    await Promise.all([
      downloadPackage(runtime, downloads).then((file) => unpack(file, folder, ['--strip-components=2', 'package/bin'])),
      downloadPackage(codeServer, downloads).then((file) =>
        unpack(file, server, ['--strip-components=3', ...excluded, 'package/lib/vscode']),
      ),
    ]);
    await rm(downloads, { recursive: true });
  });
  await timed('VS Code server: dependencies', async () => {
    await dropDependencies(server);
    await runNpm('install of the VS Code server', ['install'], server, folder);
    await runNpm('install of its built-in extensions', ['install'], join(server, 'extensions'), folder);
    await putStandIns(server);
  });
  return { server: codeServer.version, node: runtime.version };
}

/** Installs the VS Code server into the cache, once. */
export async function installServer(): Promise<ServerFiles> {
  if (process.platform !== 'linux') throw new HostError('the web host runs on Linux; elsewhere install VS Code');
  const runtime = nodeBinary[process.arch]?.version;
  const folder = await cached('server', `${codeServer.version}-node-${runtime}-${process.arch}-${recipe}`, build);
  return { node: join(folder, 'node'), main: join(folder, 'server/out/server-main.js') };
}

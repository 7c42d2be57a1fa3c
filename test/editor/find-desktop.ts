import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { downloadAndUnzipVSCode, type ProgressReporter, ProgressReportStage } from '@vscode/test-electron';
import { editorCache, repositoryRoot } from './paths';

/** Long enough for any network that could carry the download, short enough to wait for in vain. */
const answerLimit = 1500;

export interface DesktopOptions {
  /** Exactly this version, downloaded; without it what is installed, else the latest. */
  readonly version?: string;
  /** Whether a person is to see it, so that a virtual display is of no use. */
  readonly visible?: boolean;
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The program behind the `code` command, which is a script in the folder `bin` of the installation. */
function behindCommand(command: string): string[] {
  const installation = dirname(dirname(realpathSync(command)));
  return ['code', 'Code.exe', '../../MacOS/Electron', '../../MacOS/Code'].map((path) => resolve(installation, path));
}

function usualPlaces(): string[] {
  const programs = [process.env.LOCALAPPDATA && join(process.env.LOCALAPPDATA, 'Programs')];
  const windows = [...programs, process.env.ProgramFiles].filter((path) => path !== undefined && path !== '');
  const mac = ['/Applications', join(homedir(), 'Applications')].map((path) => `${path}/Visual Studio Code.app`);
  return [
    ...[
      '/usr/share/code/code',
      '/usr/lib/code/code',
      '/opt/visual-studio-code/code',
      '/snap/code/current/usr/share/code/code',
    ],
    ...mac.flatMap((path) => [`${path}/Contents/MacOS/Electron`, `${path}/Contents/MacOS/Code`]),
    ...windows.map((path) => join(path ?? '', 'Microsoft VS Code', 'Code.exe')),
  ];
}

function readVersion(
  manifest: string,
  read: (json: { version?: string; engines?: { vscode?: string } }) => string | undefined,
): number[] | undefined {
  try {
    const text = read(JSON.parse(readFileSync(manifest, 'utf8')));
    return text?.replace(/^\D*/, '').split('.').map(Number);
  } catch {
    return undefined;
  }
}

/** Whether an installation is one that the extension supports; one that hides its version gets the benefit of doubt. */
function isRecentEnough(executable: string): boolean {
  const needed = readVersion(join(repositoryRoot, 'package.json'), (json) => json.engines?.vscode);
  const found = ['resources/app/package.json', '../Resources/app/package.json']
    .map((path) => readVersion(resolve(dirname(executable), path), (json) => json.version))
    .find((version) => version !== undefined);
  if (!needed || !found) return true;
  const [major = 0, minor = 0] = needed;
  return (found[0] ?? 0) > major || (found[0] === major && (found[1] ?? 0) >= minor);
}

/** Whether it starts at all: on Linux, a download lacks the libraries that a package would have brought along. */
async function isRunnable(executable: string): Promise<boolean> {
  try {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    await promisify(execFile)(executable, ['-e', '0'], { env, timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}

/** Finds out by a short question if the network is there, before a download that may take its time. */
async function latestVersion(): Promise<string | undefined> {
  let version: string | undefined;
  const reporter: ProgressReporter = {
    report(progress) {
      if (progress.stage !== ProgressReportStage.ResolvedVersion) return;
      version = progress.version;
      // The download that would follow has its own, longer limit.
      throw new Error('enough');
    },
    error() {},
  };
  const options = { version: 'stable', cachePath: editorCache, timeout: answerLimit, reporter };
  await downloadAndUnzipVSCode(options).catch(() => undefined);
  return version;
}

async function download(wanted: string | undefined): Promise<string | undefined> {
  await mkdir(editorCache, { recursive: true });
  const version = wanted ?? (await latestVersion());
  if (!version) return undefined;
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: editorCache });
  } catch (error) {
    process.stderr.write(
      `VS Code ${version} cannot be downloaded: ${error instanceof Error ? error.message : error}\n`,
    );
    return undefined;
  }
}

/** Wraps a program into a script that gives it a virtual display. */
function underVirtualDisplay(executable: string): string {
  const script = join(editorCache, 'code-under-xvfb.sh');
  writeFileSync(script, `#!/bin/sh\nexec xvfb-run -a "${executable}" "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}

/** The executable of a desktop VS Code that can run here, or undefined. Takes two seconds at most without a network. */
export async function findDesktop(options: DesktopOptions = {}): Promise<string | undefined> {
  const { env, platform } = process;
  const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  const virtual = !hasDisplay && !options.visible && onPath('xvfb-run') !== undefined;
  if (!hasDisplay && !virtual) return undefined;
  const command = onPath(platform === 'win32' ? 'code.cmd' : 'code');
  const installed = options.version ? [] : [...(command ? behindCommand(command) : []), ...usualPlaces()];
  let executable: string | undefined;
  for (const candidate of installed) {
    if (!existsSync(candidate) || !isRecentEnough(candidate) || !(await isRunnable(candidate))) continue;
    executable = candidate;
    break;
  }
  if (!executable) {
    executable = await download(options.version);
    if (!executable || !(await isRunnable(executable))) return undefined;
  }
  await mkdir(editorCache, { recursive: true });
  return virtual ? underVirtualDisplay(executable) : executable;
}

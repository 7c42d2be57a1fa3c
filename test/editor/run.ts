import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { appendFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import pc from 'picocolors';
import { type Bundle, bundleSuite } from './bundle';
import { findDesktop } from './find-desktop';
import { type Group, groups } from './groups';
import { repositoryRoot } from './paths';
import { describeError, HostError, quietSettings, temporaryFolder } from './web-host';

const usage = `usage: run.ts [--group NAME] [--host desktop|web] [--vscode VERSION|minimum] [--grep PATTERN]`;

const webHost = fileURLToPath(new URL('./web-host/code.mjs', import.meta.url));

interface Result {
  readonly passed: number;
  readonly failed: number;
}

interface Run {
  readonly executable: string;
  readonly bundle: Bundle;
  readonly grep: string | undefined;
}

/** The exit code of the signal that has ended this run, if one has. */
let interrupted: number | undefined;
let isEditorRunning = false;

/**
 * While an editor runs, `runTests` ends it on SIGINT and then returns; any other signal is made that one, so that the
 * editor's folders can be removed once it is gone.
 */
function handleSignals(): void {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  for (const [signal, code] of Object.entries(codes)) {
    process.on(signal, () => {
      interrupted ??= code;
      if (!isEditorRunning) process.exit(code);
      if (signal !== 'SIGINT') process.emit('SIGINT');
    });
  }
}

/** The oldest VS Code that the manifest promises to run in. */
function minimumVersion(): string | undefined {
  const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
  return /\d+\.\d+\.\d+/.exec(manifest.engines.vscode)?.[0];
}

async function chooseHost(host: string | undefined, wanted: string | undefined): Promise<string> {
  const version = wanted === 'minimum' ? minimumVersion() : wanted;
  if (host !== undefined && host !== 'desktop' && host !== 'web') throw new HostError(usage);
  const desktop = host === 'web' ? undefined : await findDesktop(version ? { version } : {});
  if (desktop) return desktop;
  if (host === 'desktop' || version) throw new HostError('no desktop VS Code that can run here; install it');
  // An archive or a share may have lost the mode bits.
  if (process.platform !== 'win32') chmodSync(webHost, 0o755);
  return webHost;
}

/** Reads what the runner in the editor reported; an editor that died before counts as one failure. */
function readResult(file: string, ended: boolean): Result {
  const line = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const result: Result = line ? JSON.parse(line) : { passed: 0, failed: 1 };
  return !ended && result.failed === 0 ? { ...result, failed: 1 } : result;
}

async function runGroup(group: Group, { executable, bundle, grep }: Run): Promise<Result> {
  const files = await bundle.files(group.files);
  const folder = temporaryFolder('editor-test');
  const workspace = join(folder.path, basename(group.fixture));
  const userData = join(folder.path, 'user-data');
  const resultFile = join(folder.path, 'result.json');
  await mkdir(workspace);
  await mkdir(join(userData, 'User'), { recursive: true });
  if (existsSync(group.fixture)) await cp(group.fixture, workspace, { recursive: true });
  else process.stderr.write(`${group.fixture} does not exist: ${group.name} runs in an empty folder\n`);
  await writeFile(join(userData, 'User/settings.json'), JSON.stringify(quietSettings));
  let ended = true;
  isEditorRunning = true;
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: bundle.runner,
      launchArgs: [
        join(workspace, group.workspaceFile ?? ''),
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder.path, 'extensions')}`,
      ],
      extensionTestsEnv: {
        TWELVE_FACTOR_TEST_FILES: JSON.stringify(files),
        TWELVE_FACTOR_TEST_RESULT: resultFile,
        TWELVE_FACTOR_TEST_GREP: grep,
        TWELVE_FACTOR_TEST_COLOR: pc.isColorSupported ? '1' : undefined,
      },
    });
  } catch {
    // The editor has said why on its own output.
    ended = false;
  }
  isEditorRunning = false;
  const result = readResult(resultFile, ended);
  folder.remove();
  return result;
}

function readOptions() {
  const text = { type: 'string' } as const;
  const options = { group: { ...text, multiple: true }, host: text, vscode: text, grep: text } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new HostError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

async function main(): Promise<number> {
  const values = readOptions();
  const chosen = groups.filter(({ name }) => !values.group || values.group.includes(name));
  if (chosen.length === 0) throw new HostError(`no such group; there are ${groups.map(({ name }) => name).join(', ')}`);
  const start = performance.now();
  const [executable, bundle] = await Promise.all([chooseHost(values.host, values.vscode), bundleSuite()]);
  const total = { passed: 0, failed: 0 };
  for (const group of chosen) {
    process.stdout.write(`\n${pc.bold(group.name)} in ${executable === webHost ? 'the web workbench' : executable}\n`);
    const { passed, failed } = await runGroup(group, { executable, bundle, grep: values.grep });
    if (interrupted) return interrupted;
    total.passed += passed;
    total.failed += failed;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`\neditor tests: ${total.passed} passed, ${total.failed} failed, ${seconds} s\n`);
  const report = process.env.TWELVE_FACTOR_TEST_RESULT;
  if (report) await appendFile(report, `${JSON.stringify(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

handleSignals();
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(2);
  },
);

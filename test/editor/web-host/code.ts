import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeError, HostError } from './host-error';
import { exitOnSignals, exitWithParent } from './lifetime';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench';

/** Exit code of tests that did not come to an end, as of the `timeout` command. */
const timeoutExitCode = 124;
const defaultLimit = 300;

/** Options of VS Code that take a value, either behind `=` or as the next argument. */
const valued = new Set([
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'extensions-dir',
  'file-uri',
  'folder-uri',
  'user-data-dir',
]);

interface Arguments {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
  readonly paths: readonly string[];
}

function readArguments(args: readonly string[]): Arguments {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const paths: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      if (!arg.startsWith('-')) paths.push(arg);
    } else if (valued.has(name)) {
      values.set(name, [...(values.get(name) ?? []), value ?? args[++i] ?? '']);
    } else {
      flags.add(name);
    }
  }
  return { values, flags, paths };
}

function opened({ values, paths }: Arguments): Pick<WorkbenchOptions, 'folder' | 'workspaceFile'> {
  const uri = values.get('folder-uri')?.[0] ?? values.get('file-uri')?.[0];
  const path = uri ? fileURLToPath(uri) : paths[0];
  if (path === undefined) return {};
  const absolute = resolve(path);
  const stat = statSync(absolute, { throwIfNoEntry: false });
  if (!stat) throw new HostError(`${path} does not exist`);
  if (stat.isDirectory()) return { folder: absolute };
  if (extname(absolute) === '.code-workspace') return { workspaceFile: absolute };
  throw new HostError(`${path} is neither a folder nor a .code-workspace file`);
}

function workbenchOptions(args: Arguments): WorkbenchOptions {
  const { values, flags } = args;
  return {
    ...opened(args),
    extensionDevelopmentPath: values.get('extensionDevelopmentPath') ?? [],
    extensionTestsPath: values.get('extensionTestsPath')?.[0],
    userDataDir: values.get('user-data-dir')?.[0],
    extensionsDir: values.get('extensions-dir')?.[0],
    workspaceTrust: !flags.has('disable-workspace-trust'),
    onTestOutput: (stream, text) => process[stream].write(text),
  };
}

/** The exit code of the tests, or of a run that took too long. */
async function runTests(workbench: Workbench): Promise<number> {
  const limit = Number(process.env.TWELVE_FACTOR_EDITOR_TIMEOUT ?? defaultLimit);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>((resolveLate) => {
    timer = setTimeout(() => {
      process.stderr.write(
        `web host: the extension tests did not end within ${limit} s; the limit is TWELVE_FACTOR_EDITOR_TIMEOUT\n`,
      );
      resolveLate(timeoutExitCode);
    }, limit * 1000);
  });
  const code = await Promise.race([workbench.exit, late]);
  clearTimeout(timer);
  return code;
}

/**
 * Takes VS Code's own arguments, as `runTests` of @vscode/test-electron passes them, runs the extension's tests in the
 * web workbench, prints what they print, and ends with their exit code.
 */
export async function main(argv: readonly string[]): Promise<void> {
  exitOnSignals();
  exitWithParent();
  let code = 1;
  try {
    const options = workbenchOptions(readArguments(argv));
    if (!options.extensionTestsPath) throw new HostError('--extensionTestsPath is missing: this host runs tests only');
    const workbench = await openWorkbench(options);
    code = await runTests(workbench);
    if (code !== 0) for (const line of workbench.log) process.stderr.write(`workbench ${line}\n`);
    await workbench.stop();
  } catch (error) {
    process.stderr.write(`web host: ${describeError(error)}\n`);
  }
  process.exitCode = code;
  // Let the pipes take what has been printed: process.exit() would cut it off.
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise<void>((r) => stream.write('', () => r()))),
  );
  process.exit(code);
}

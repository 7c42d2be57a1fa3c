import { Command, CommanderError, Option } from 'commander';
import type { Registry } from '../core/engine/registry';
import type { CheckOptions } from './commands/check';
import type { EnvironmentOptions } from './commands/environment';
import type { ServeOptions } from './commands/lsp';
import { type ExitCode, type Io, isSwitchedOn, oneLine, UsageError } from './io';

/** Set by the bundler. */
const VERSION = process.env.TWELVE_FACTOR_VERSION ?? '0.0.0-development';

/**
 * Runs one command line. Whatever is heavy is loaded by the command that needs it, so that help is there at once.
 * @param registry the rules to work with; all of them unless given
 */
export async function run(args: readonly string[], io: Io, registry?: Registry): Promise<ExitCode> {
  let code: ExitCode = 0;
  const pending: Promise<void>[] = [];
  const program = createProgram({
    io,
    pending,
    registry,
    finish: (result) => {
      code = result;
    },
  });
  try {
    if (args.length === 0) {
      program.outputHelp({ error: true });
      code = 2;
    } else await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    code = await reportError(error, io);
  }
  await Promise.all(pending);
  return code;
}

interface Context {
  readonly io: Io;
  readonly registry: Registry | undefined;
  /** Writes that commander began and that must end before the process does. */
  readonly pending: Promise<void>[];
  finish(code: ExitCode): void;
}

function createProgram(context: Context): Command {
  const { io, pending } = context;
  const program = new Command('twelve-factor')
    .description('Shows where a service breaks the twelve-factor methodology, and repairs it.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => pending.push(io.stdout.write(text)),
      writeErr: (text) => pending.push(io.stderr.write(text)),
      outputError: () => undefined,
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .addHelpText('after', HELP);
  addCheck(program, context);
  addOthers(program, context);
  return program;
}

const HELP = `
Exit codes: 0 clean, 1 findings at or above --fail-on (or more warnings than --max-warnings), 2 usage or internal error.
Start with: twelve-factor check`;

function addCheck(program: Command, { io, registry, finish }: Context): void {
  program
    .command('check')
    .description('analyse files or folders')
    .argument('[paths...]', 'what to report on; the project around them is analysed with them', ['.'])
    .option('-f, --format <format>', 'pretty, json or sarif, with "=FILE" into a file; may be repeated', collect)
    .option('--fix', 'apply the safe fixes')
    .addOption(
      new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
        .choices(['error', 'warning', 'info'])
        .default('error'),
    )
    .option('--max-warnings <number>', 'exit code 1 with more warnings than this', wholeNumber)
    .option(
      '--factor <factor>',
      'only these factors (III, 3 or config); may be repeated or separated by commas',
      collectList,
    )
    .option('--rule <rule>', 'only these rules; may be repeated or separated by commas', collectList)
    .option('--config <file>', 'use this configuration file instead of those found')
    .option('--baseline <file>', 'known findings, which count for nothing, instead of those the configuration names')
    .option('--update-baseline', 'write what is found into the baseline, and take out what is gone')
    .option('--show-suppressed', 'report findings that a comment silences or the baseline holds, too')
    .option('--no-color', 'no colours (as the variable NO_COLOR)')
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./commands/check');
      finish(await check(paths, { ...options, version: VERSION }, io, registry));
    });
}

function addOthers(program: Command, { io, registry, finish }: Context): void {
  program
    .command('explain')
    .description('print the page of a rule')
    .argument('<rule>', 'its id, such as config/no-secret-fallback')
    .option('--no-color', 'no colours (as the variable NO_COLOR)')
    .action(async (rule: string, options: { color: boolean }) => {
      const { explain } = await import('./commands/explain');
      finish(await explain(rule, options, io, registry));
    });
  program
    .command('rules')
    .description('list all rules')
    .addOption(new Option('-f, --format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .option('--no-color', 'no colours (as the variable NO_COLOR)')
    .action(async (options: { format: 'table' | 'json'; color: boolean }) => {
      const { listRules } = await import('./commands/rules');
      finish(await listRules(options, io, registry));
    });
  program
    .command('env')
    .description('list environment variables, where they are declared and read; never a value')
    .argument('[path]', 'a folder', '.')
    .addOption(new Option('-f, --format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .option('--check', 'exit code 1 when variables are undeclared, unused or undocumented')
    .option('--no-color', 'no colours (as the variable NO_COLOR)')
    .action(async (path: string, options: Omit<EnvironmentOptions, 'version'>) => {
      const { environment } = await import('./commands/environment');
      finish(await environment(path, { ...options, version: VERSION }, io, registry));
    });
  program
    .command('lsp')
    .description('run the language server, for editors')
    .option('--stdio', 'talk over standard input and output (default)')
    .option('--node-ipc', 'talk over the channel of a parent Node process')
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./commands/lsp');
      serve(options);
    });
}

async function reportError(error: unknown, io: Io): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    const message = oneLine(error.message.replace(/^error: /, ''));
    await io.stderr.write(`twelve-factor: ${message}${error.code === 'commander.help' ? '' : HINT}\n`);
    return 2;
  }
  if (error instanceof UsageError) {
    await io.stderr.write(`twelve-factor: ${oneLine(error.message)}\n`);
    return 2;
  }
  const isDebug = isSwitchedOn(io.env.TWELVE_FACTOR_DEBUG);
  const told = error instanceof Error ? error : new Error(String(error));
  // Without the debug switch only the kind of error is shown: its message could quote what was being read.
  await io.stderr.write(
    isDebug
      ? `twelve-factor: ${told.stack ?? told.message}\n`
      : `twelve-factor: internal error (${told.name}); set TWELVE_FACTOR_DEBUG=1 to see where\n`,
  );
  return 2;
}

const HINT = ' (see twelve-factor --help)';

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function collectList(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map((part) => part.trim())];
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new UsageError(`--max-warnings wants a whole number, not "${value}"`);
  return Number(value);
}

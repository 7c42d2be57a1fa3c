/** Programs that keep running until they are stopped, and programs whose purpose it is to run several of them. */
import { packageManagerCommand } from '../documents/shell/package-manager';
import { baseProgram, type ShellCommand } from '../documents/shell/split';
import { entryOf } from './node-runners';
import { startProgramOf } from './start-programs';

const SERVERS: ReadonlySet<string> = new Set([
  ...[
    'nginx',
    'caddy',
    'haproxy',
    'traefik',
    'httpd',
    'apache2-foreground',
    'php-fpm',
    'envoy',
    'http-server',
    'serve',
  ],
  ...['redis-server', 'memcached', 'mongod', 'postgres', 'mysqld', 'rabbitmq-server', 'etcd', 'minio'],
  ...['gunicorn', 'uvicorn', 'hypercorn', 'daphne', 'celery', 'puma', 'unicorn', 'sidekiq', 'crond', 'supercronic'],
]);

/** Programs that serve under a sub-command of their own. */
const STARTED: ReadonlySet<string> = new Set(['next', 'nuxt', 'nuxi', 'remix', 'strapi', 'medusa', 'nest', 'astro']);

/** What a command keeps running, as people call it; `undefined` for tasks that end and for unknown programs. */
export function runningProgram(command: ShellCommand): string | undefined {
  const [program, operand] = command.words;
  const kind = startProgramOf(command)?.kind;
  if (program === undefined || kind === 'migration' || kind === 'build' || kind === 'install') return undefined;
  const name = baseProgram(program);
  const entry = entryOf(command);
  if (entry !== undefined) return TASK_FILE.test(entry) ? undefined : `${name} ${entry}`;
  if (STARTED.has(name)) return operand?.text === 'start' ? `${name} start` : undefined;
  return SERVERS.has(name) ? name : undefined;
}

/** Files that do something once, by their name. */
const TASK_FILE = /migrat|seed|setup|init|prepare|deploy-commands|register|check|wait|warm/i;

/** The commands that a program such as `concurrently` is told to run; `undefined` for other programs. */
export interface ParallelRun {
  readonly program: string;
  /** At least this many; `several` for a pattern such as `start:*`. */
  readonly count: number | 'several';
  /** Whole command lines, where they are written as such. */
  readonly commands: readonly string[];
  /** A script that is run in every package which has it. */
  readonly everywhere?: string;
}

export function parallelRunOf(command: ShellCommand): ParallelRun | undefined {
  const [program, ...rest] = command.words;
  if (program === undefined) return undefined;
  const name = baseProgram(program);
  const texts = rest.map(({ text }) => text);
  if (name === 'concurrently' || name === 'conc') {
    const commands = operandsOf(texts, CONCURRENTLY_VALUES);
    return { program: 'concurrently', count: countOf(commands), commands: commands.some(isShort) ? [] : commands };
  }
  const isParallel = name === 'run-p' || texts.some((text) => /^(?:-p|--parallel)$/.test(text));
  if ((name === 'npm-run-all' || name === 'run-p' || name === 'npm-run-all2') && isParallel) {
    return { program: name, count: countOf(operandsOf(texts, NPM_RUN_ALL_VALUES)), commands: [] };
  }
  return workspaceRun(command, name, texts);
}

/** `turbo run start`, `lerna run start --parallel`, `pnpm -r --parallel start`, without a choice of packages. */
function workspaceRun(command: ShellCommand, name: string, texts: readonly string[]): ParallelRun | undefined {
  if (texts.some((text) => /^(?:--filter|-F|--scope|--projects)(?:=|$)/.test(text))) return undefined;
  if (name === 'turbo' || (name === 'lerna' && texts.includes('--parallel'))) {
    const tasks = texts.filter((text) => !text.startsWith('-') && text !== 'run');
    const [script] = tasks;
    return tasks.length === 1 && script !== undefined
      ? { program: name, count: 1, commands: [], everywhere: script }
      : undefined;
  }
  const run = packageManagerCommand(command);
  const isEverywhere = run?.manager === 'pnpm' && run.flags.has('--parallel');
  const script = run?.action === 'start' ? 'start' : run?.script;
  return isEverywhere && script !== undefined
    ? { program: 'pnpm --parallel', count: 1, commands: [], everywhere: script }
    : undefined;
}

/** https://github.com/open-cli-tools/concurrently: options with a value behind them. */
const CONCURRENTLY_VALUES: ReadonlySet<string> = new Set([
  ...['-n', '--names', '-c', '--prefix-colors', '-p', '--prefix', '-s', '--success', '-m', '--max-processes'],
  ...['-l', '--prefix-length', '-t', '--timestamp-format', '--restart-tries', '--restart-after', '--name-separator'],
  ...['--default-input-target', '--hide', '--kill-signal', '--ks', '--kill-timeout', '--teardown'],
]);
const NPM_RUN_ALL_VALUES: ReadonlySet<string> = new Set(['--max-parallel', '--npm-path']);

function operandsOf(texts: readonly string[], valued: ReadonlySet<string>): string[] {
  return texts.filter((text, index) => !text.startsWith('-') && !valued.has(texts[index - 1] ?? ''));
}

function countOf(commands: readonly string[]): ParallelRun['count'] {
  return commands.some((text) => /^(?:(?:npm|yarn|pnpm|bun|node):)?[\w:-]*\*/.test(text)) ? 'several' : commands.length;
}

/** `npm:start`: a script, not a command line. */
function isShort(text: string): boolean {
  return /^(?:npm|yarn|pnpm|bun|node|deno):|\*/.test(text);
}

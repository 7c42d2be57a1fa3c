/** What a command asks of npm, Yarn, pnpm or Bun. */
import { BUN_OPTIONS, NPM_OPTIONS, PNPM_OPTIONS, YARN_OPTIONS } from '../../knowledge/command-options';
import type { ShellCommand, ShellWord } from './model';
import { type OptionSpec, type ParsedOptions, parseOptions } from './options';
import { baseProgram } from './wrappers';

export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/**
 * - `install`: everything the manifest asks for, the lock file being updated if need be
 * - `frozen-install`: the same, failing when the lock file does not agree
 * - `add`: named packages, so the manifest changes (with `global`: not)
 * - `run`, `start`: a script of package.json
 * - `exec`: a program of a package
 */
export type PackageManagerAction = 'install' | 'frozen-install' | 'add' | 'run' | 'start' | 'exec' | 'other';

export interface PackageManagerCommand {
  readonly manager: PackageManager;
  readonly managerWord: ShellWord;
  readonly action: PackageManagerAction;
  /** `install`, `ci`, `run`, …; absent in a bare `yarn`. */
  readonly actionWord?: ShellWord;
  /** Name of the script for `run` and `start`; absent when it is dynamic. */
  readonly script?: string;
  readonly scriptWord?: ShellWord;
  /** Operands of `add`. */
  readonly packages: readonly ShellWord[];
  /** By long name (`--omit`, `--frozen-lockfile`); `true` without a value. */
  readonly flags: ReadonlyMap<string, string | true>;
  readonly flagWords: ReadonlyMap<string, ShellWord>;
  readonly global: boolean;
  /** Of `--prefix`, `-C`, `--cwd`, `--dir`. */
  readonly directory?: string;
  /** Handed on to the script or program. */
  readonly arguments: readonly ShellWord[];
  /** Options that no table knows, and variables that may hide some: when there are any, be silent. */
  readonly unknown: readonly ShellWord[];
}

/** `undefined` when the program is none of the four, or when Bun runs a file. */
export function packageManagerCommand(command: ShellCommand): PackageManagerCommand | undefined {
  if (!KNOWN.has(command)) KNOWN.set(command, readCommand(command));
  return KNOWN.get(command);
}

/** Many rules ask about one command. */
const KNOWN = new WeakMap<ShellCommand, PackageManagerCommand | undefined>();

function readCommand(command: ShellCommand): PackageManagerCommand | undefined {
  const [program, ...words] = command.words;
  if (program === undefined || program.dynamic) return undefined;
  const name = baseProgram(program).replace(/^(npm|yarn|pnpm)(?:@.*|\.c?js|\.cmd)$/, '$1');
  const manager = name === 'yarnpkg' ? 'yarn' : name;
  if (!isManager(manager)) return undefined;
  const reading = read(words, MANAGERS[manager]);
  const action = actionOf(manager, reading);
  return action && { manager, managerWord: program, ...action };
}

interface Manager {
  readonly options: OptionSpec;
  readonly actions: Readonly<Record<string, PackageManagerAction>>;
  /** Sub-commands that are no script; any other word is one. `undefined` where scripts need `run`. */
  readonly builtins?: ReadonlySet<string>;
}

const INSTALL = { install: 'install', i: 'install', add: 'add' } as const;
const SCRIPTS = {
  run: 'run',
  'run-script': 'run',
  start: 'start',
  test: 'run',
  t: 'run',
  stop: 'run',
  restart: 'run',
} as const;

const NPM_ACTIONS: Readonly<Record<string, PackageManagerAction>> = {
  ...INSTALL,
  ...SCRIPTS,
  ...Object.fromEntries(
    ['in', 'ins', 'inst', 'insta', 'instal', 'isnt', 'isnta', 'isntal', 'isntall', 'it', 'install-test'].map(
      (name) => [name, 'install'] as const,
    ),
  ),
  ...Object.fromEntries(
    ['ci', 'clean-install', 'ic', 'install-clean', 'isntall-clean', 'cit', 'install-ci-test'].map(
      (name) => [name, 'frozen-install'] as const,
    ),
  ),
  add: 'add',
  tst: 'run',
  rum: 'run',
  urn: 'run',
  exec: 'exec',
  x: 'exec',
};

const MANAGERS: Readonly<Record<PackageManager, Manager>> = {
  npm: { options: NPM_OPTIONS, actions: NPM_ACTIONS },
  yarn: {
    options: YARN_OPTIONS,
    actions: { install: 'install', add: 'add', run: 'run', start: 'start', test: 'run', exec: 'exec', dlx: 'exec' },
    builtins: new Set(
      (
        'access audit autoclean bin cache check config constraints create dedupe explain generate-lock-entry global help import info init licenses link list login logout node npm outdated owner pack patch ' +
        'patch-commit plugin policies publish rebuild remove search set stage tag team unlink unplug up upgrade upgrade-interactive version versions why workspace workspaces'
      ).split(' '),
    ),
  },
  pnpm: {
    options: PNPM_OPTIONS,
    actions: {
      ...INSTALL,
      ...SCRIPTS,
      exec: 'exec',
      dlx: 'exec',
      ci: 'frozen-install',
      'clean-install': 'frozen-install',
    },
    builtins: new Set(
      (
        'approve-builds audit bin c cache cat-file cat-index completion config create dedupe deploy doctor env fetch find-hash get help import init install-test it la licenses link list ll ln ls m multi outdated pack patch ' +
        'patch-commit patch-remove prune publish rb rebuild recursive remove rm root self-update server set setup store un uninstall unlink up update upgrade version why'
      ).split(' '),
    ),
  },
  bun: {
    options: BUN_OPTIONS,
    actions: { ...INSTALL, a: 'add', ci: 'frozen-install', run: 'run', start: 'start', x: 'exec' },
    builtins: new Set(
      'audit build c completions create discord exec init info link outdated patch patch-commit pm publish remove repl rm test unlink update upgrade why'.split(
        ' ',
      ),
    ),
  },
};

interface Reading {
  readonly manager: Manager;
  readonly verb: ShellWord | undefined;
  /** What follows the verb, options included. */
  readonly after: readonly ShellWord[];
  readonly before: ParsedOptions;
  readonly global: boolean;
}

function isManager(name: string): name is PackageManager {
  return name === 'npm' || name === 'yarn' || name === 'pnpm' || name === 'bun';
}

/** Options before the verb, then the verb; `yarn workspace NAME` and `yarn global` are stepped over. */
function read(words: readonly ShellWord[], manager: Manager): Reading {
  const before = parseOptions(words, manager.options, true);
  const [verb] = before.operands;
  const reading: Reading = { manager, verb, after: before.rest, before, global: false };
  if (manager !== MANAGERS.yarn) return reading;
  if (verb?.text === 'workspace' && before.rest.length > 1) return { ...read(before.rest.slice(1), manager), before };
  if (verb?.text === 'global' && before.rest[0]?.text === 'add') {
    return { ...reading, verb: before.rest[0], after: before.rest.slice(1), global: true };
  }
  return reading;
}

type Result = Omit<PackageManagerCommand, 'manager' | 'managerWord'>;

function actionOf(name: PackageManager, reading: Reading): Result | undefined {
  const { manager, verb } = reading;
  const known = verb === undefined ? undefined : lookup(manager.actions, verb.text);
  if (verb === undefined)
    return name === 'yarn' ? result(reading, 'install', undefined) : result(reading, 'other', undefined);
  if (verb.dynamic) return { ...result(reading, 'other', verb), unknown: [verb] };
  if (known === 'run' || known === 'start') return scriptResult(name, reading, known, verb);
  if (known !== undefined) return result(reading, known, verb);
  if (!manager.builtins || manager.builtins.has(verb.text)) return result(reading, 'other', verb);
  if (name === 'bun' && isFile(verb.text)) return undefined;
  return { ...passOn(reading), action: 'run', script: verb.text, scriptWord: verb };
}

function result(reading: Reading, action: PackageManagerAction, verb: ShellWord | undefined): Result {
  const { manager, before, after } = reading;
  const word = verb ? { actionWord: verb } : {};
  // Options of programs and of foreign sub-commands are not ours to know.
  if (action === 'exec') return { ...base(before), ...word, action, arguments: after };
  const parsed = parseOptions(after, manager.options, false);
  const merged = merge(before, parsed);
  const operands = parsed.operands;
  const isInstall = action === 'install' || action === 'add' || action === 'frozen-install';
  const packages = isInstall && action !== 'frozen-install' ? [...operands, ...parsed.rest] : [];
  const global = reading.global || merged.flags.has('--global') || merged.flags.get('--location') === 'global';
  return {
    ...merged,
    ...word,
    action: action === 'other' ? action : installAction(action, packages, merged.flags),
    packages,
    global,
    arguments: isInstall ? [] : operands,
    unknown: isInstall ? merged.unknown : before.unknown.filter((entry) => entry.text.startsWith('-')),
  };
}

/** Yarn's bare `--immutable` is an install too; `--no-frozen-lockfile` takes the promise back. */
function installAction(
  action: PackageManagerAction,
  packages: readonly ShellWord[],
  flags: ReadonlyMap<string, string | true>,
): PackageManagerAction {
  if (action === 'install' && packages.length > 0) return 'add';
  if (action !== 'install' || flags.has('--no-frozen-lockfile') || flags.has('--no-immutable')) return action;
  return isOn(flags.get('--frozen-lockfile')) || isOn(flags.get('--immutable')) ? 'frozen-install' : action;
}

function isOn(value: string | true | undefined): boolean {
  return value === true || (value !== undefined && value !== 'false');
}

/** npm reads its options after the script's name too; the others hand everything there on. */
function scriptResult(
  name: PackageManager,
  reading: Reading,
  action: 'run' | 'start',
  verb: ShellWord,
): Result | undefined {
  // Only npm reads options behind `start` and `test`.
  if (name !== 'npm' && verb.text !== 'run' && verb.text !== 'run-script') {
    const script = verb.text === 't' ? 'test' : verb.text;
    return { ...passOn(reading), action, actionWord: verb, script, arguments: withoutDashes(reading.after) };
  }
  const needsName = verb.text === 'run' || verb.text === 'run-script' || verb.text === 'rum' || verb.text === 'urn';
  const parsed = parseOptions(reading.after, reading.manager.options, name !== 'npm' || !needsName);
  const scriptWord = needsName ? parsed.operands[0] : undefined;
  const script = needsName ? scriptWord?.text : verb.text === 't' || verb.text === 'tst' ? 'test' : verb.text;
  if (needsName && name === 'bun' && scriptWord && isFile(scriptWord.text)) return undefined;
  const merged = merge(reading.before, parsed);
  const own = needsName ? parsed.operands.slice(1) : parsed.operands;
  return {
    ...merged,
    action,
    actionWord: verb,
    ...(script !== undefined && !scriptWord?.dynamic ? { script } : {}),
    ...(scriptWord ? { scriptWord } : {}),
    arguments: [...own, ...withoutDashes(parsed.rest)],
    unknown: merged.unknown.filter((word) => !own.includes(word)),
  };
}

function withoutDashes(words: readonly ShellWord[]): readonly ShellWord[] {
  return words[0]?.text === '--' ? words.slice(1) : words;
}

function passOn(reading: Reading): Omit<Result, 'action'> {
  return { ...base(reading.before), arguments: reading.after };
}

function base(before: ParsedOptions): Omit<Result, 'action'> {
  const { options, optionWords, unknown } = before;
  return {
    packages: [],
    flags: options,
    flagWords: optionWords,
    global: false,
    arguments: [],
    unknown,
    ...directoryOf(options),
  };
}

function merge(before: ParsedOptions, after: ParsedOptions): Omit<Result, 'action'> {
  const options = new Map([...before.options, ...after.options]);
  const optionWords = new Map([...before.optionWords, ...after.optionWords]);
  return { ...base({ ...after, options, optionWords }), unknown: [...before.unknown, ...after.unknown] };
}

function directoryOf(options: ReadonlyMap<string, string | true>): { readonly directory?: string } {
  const value = options.get('--prefix') ?? options.get('--cwd') ?? options.get('--dir');
  return typeof value === 'string' ? { directory: value } : {};
}

function lookup(
  actions: Readonly<Record<string, PackageManagerAction>>,
  name: string,
): PackageManagerAction | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}

function isFile(text: string): boolean {
  return /[./]/.test(text);
}

/** Lock files of package managers for Node, and how each manager is told to keep to its lock file. */
export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** By file name. */
export const LOCKFILES: ReadonlyMap<string, PackageManager> = new Map([
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['yarn.lock', 'yarn'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]);

/** Preferred lock file names, the first to be created by today's version of the manager. */
export const LOCKFILE_NAMES: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
};

export interface FrozenInstall {
  /** Subcommands that always keep to the lock file. */
  readonly commands: readonly string[];
  /** Flags of an install that make it keep to the lock file. */
  readonly flags: readonly string[];
  /** Flags that allow it to change the lock file, whatever else says. */
  readonly thawFlags: readonly string[];
  /** True when the manager keeps to the lock file by itself where the variable `CI` is set. */
  readonly isDefaultInCi: boolean;
  /** The command to recommend. */
  readonly recommended: string;
}

/**
 * npm: https://docs.npmjs.com/cli/commands/npm-ci, pnpm: https://pnpm.io/cli/install#--frozen-lockfile,
 * Yarn 1: https://classic.yarnpkg.com/en/docs/cli/install, Yarn 2+: https://yarnpkg.com/cli/install, bun: https://bun.sh/docs/cli/install
 */
export const FROZEN_INSTALL: Readonly<Record<PackageManager | 'yarn-berry', FrozenInstall>> = {
  npm: {
    commands: [
      'ci',
      'clean-install',
      'ic',
      'install-clean',
      'isntall-clean',
      'cit',
      'install-ci-test',
      'clean-install-test',
      'sit',
    ],
    flags: [],
    thawFlags: [],
    isDefaultInCi: false,
    recommended: 'npm ci',
  },
  yarn: {
    commands: [],
    flags: ['--frozen-lockfile', '--immutable'],
    thawFlags: ['--no-lockfile'],
    isDefaultInCi: false,
    recommended: 'yarn install --frozen-lockfile',
  },
  'yarn-berry': {
    commands: [],
    flags: ['--immutable', '--frozen-lockfile'],
    thawFlags: ['--no-immutable'],
    isDefaultInCi: true,
    recommended: 'yarn install --immutable',
  },
  pnpm: {
    commands: ['ci', 'clean-install', 'ic', 'install-clean'],
    flags: ['--frozen-lockfile'],
    thawFlags: ['--no-frozen-lockfile', '--no-lockfile', '--fix-lockfile', '--frozen-lockfile=false'],
    isDefaultInCi: true,
    recommended: 'pnpm install --frozen-lockfile',
  },
  bun: {
    commands: ['ci'],
    flags: ['--frozen-lockfile'],
    thawFlags: ['--no-save'],
    isDefaultInCi: false,
    recommended: 'bun install --frozen-lockfile',
  },
};

export interface PackageManagerField {
  readonly manager: PackageManager;
  /** Without the hash behind `+`; `undefined` when none is written. */
  readonly version: string | undefined;
  /** Major version, when the version begins with a number. */
  readonly major: number | undefined;
}

/** Reads `packageManager` of package.json (`pnpm@9.1.0+sha512.…`); `undefined` for an unknown manager. */
export function packageManagerOf(text: string): PackageManagerField | undefined {
  const [, name, version] = /^\s*(npm|yarn|pnpm|bun)(?:@([^+\s]+))?/.exec(text) ?? [];
  const manager = [...LOCKFILES.values()].find((known) => known === name);
  if (manager === undefined) return undefined;
  const major = /^[\^~v]?(\d{1,4})(?:\.|$)/.exec(version ?? '')?.[1];
  return { manager, version, major: major === undefined ? undefined : Number(major) };
}

/** Yarn 2 and later write a `__metadata` block, Yarn 1 the comment `# yarn lockfile v1`; `undefined` when neither is there. */
export function isYarnBerryLockfile(text: string): boolean | undefined {
  const head = text.slice(0, 1000);
  if (/^__metadata:/m.test(head)) return true;
  return /^# yarn lockfile v1/m.test(head) ? false : undefined;
}

/** Steps of workflows whose purpose it is to change versions or dependencies. */
export const UPDATING_COMMAND =
  /\bgit\s+(?:commit|push)\b|\b(?:npm|yarn|pnpm|changeset)\s+(?:version|update|upgrade|up)\b/;
export const UPDATING_ACTION = /create-pull-request|git-auto-commit|changesets\/action|add-and-commit/;

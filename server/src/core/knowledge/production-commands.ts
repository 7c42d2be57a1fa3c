/**
 * What starts an app in production where development starts it with a watcher, a development server or a transpiler.
 * Options that are not listed are unknown, and then nothing is proposed.
 */

/** Programs around a file of the app: without them `node` runs it. */
export interface FileRunner {
  /** Sub-commands before the file. */
  readonly verbs: readonly string[];
  /** Options of the tool's own, which go with it; matched up to an `=`. */
  readonly flags: readonly string[];
  /** The same with a value behind them. */
  readonly values: readonly string[];
  /** Options that node knows as well and that have a value: they stay. */
  readonly kept: readonly string[];
}

const INSPECT = ['--inspect', '--inspect-brk', '--inspect-port'];
const REQUIRE = ['-r', '--require', '--import', '--env-file', '--env-file-if-exists'];
const TS_NODE: FileRunner = {
  verbs: [],
  flags: ['--transpile-only', '-T', '--files', '--esm', '--swc', '--pretty', '--log-error', ...INSPECT],
  values: ['-P', '--project', '--compiler', '-O', '--compiler-options'],
  kept: REQUIRE,
};
const TS_NODE_DEV: FileRunner = {
  ...TS_NODE,
  flags: [
    ...TS_NODE.flags,
    ...[
      '--respawn',
      '--clear',
      '--cls',
      '--rs',
      '--exit-child',
      '--no-notify',
      '--quiet',
      '--poll',
      '--debug',
      '--tree-kill',
    ],
  ],
  values: [...TS_NODE.values, '--watch', '--ignore', '--ignore-watch', '--interval', '--debounce', '--notify'],
};

export const FILE_RUNNERS: ReadonlyMap<string, FileRunner> = new Map([
  [
    'nodemon',
    {
      verbs: [],
      flags: [
        '-L',
        '--legacy-watch',
        '-q',
        '--quiet',
        '-V',
        '--verbose',
        '-C',
        '--on-change-only',
        '-I',
        '--no-stdin',
        '-t',
        '--polling-interval',
        ...INSPECT,
      ],
      values: ['-w', '--watch', '-e', '--ext', '-i', '--ignore', '-d', '--delay', '-s', '--signal', '--config'],
      kept: REQUIRE,
    },
  ],
  ['ts-node-dev', TS_NODE_DEV],
  ['tsnd', TS_NODE_DEV],
  ['ts-node', TS_NODE],
  ['ts-node-esm', TS_NODE],
  [
    'tsx',
    {
      verbs: ['watch'],
      flags: ['--watch', '--clear-screen', '--no-cache', '--no-deprecation', ...INSPECT],
      values: ['--tsconfig', '--ignore', '--exclude', '--include'],
      kept: REQUIRE,
    },
  ],
  [
    'babel-node',
    { verbs: [], flags: INSPECT, values: ['--presets', '--extensions', '--config-file', '-x'], kept: REQUIRE },
  ],
  ['swc-node', { verbs: [], flags: INSPECT, values: [], kept: REQUIRE }],
]);

/** Options of run-times that watch by themselves: only these go. */
export const WATCH_FLAGS: ReadonlyMap<
  string,
  { readonly flags: readonly string[]; readonly values: readonly string[] }
> = new Map([
  ['node', { flags: ['--watch', '--watch-preserve-output', ...INSPECT], values: ['--watch-path'] }],
  ['bun', { flags: ['--watch', '--hot', '--no-clear-screen'], values: [] }],
]);

/** Development servers of frameworks. */
export interface FrameworkStart {
  readonly verbs: readonly string[];
  /** Replaces program and verb; absent where only the verb changes. */
  readonly words?: readonly string[];
  /** The verb for production, where the program stays. */
  readonly verb?: string;
  /** Options that the production command knows too, with their values. */
  readonly kept: readonly string[];
  /** Options that only development has. */
  readonly flags: readonly string[];
}

export const FRAMEWORK_STARTS: ReadonlyMap<string, FrameworkStart> = new Map([
  [
    'next',
    {
      verbs: ['dev'],
      verb: 'start',
      kept: ['-p', '--port', '-H', '--hostname'],
      flags: ['--turbo', '--turbopack', '--webpack', '--experimental-https', '--disable-source-maps', ...INSPECT],
    },
  ],
  [
    'nuxt',
    {
      verbs: ['dev'],
      words: ['node', '.output/server/index.mjs'],
      kept: [],
      flags: ['--host', '--no-clear', '--no-fork'],
    },
  ],
  [
    'nuxi',
    {
      verbs: ['dev'],
      words: ['node', '.output/server/index.mjs'],
      kept: [],
      flags: ['--host', '--no-clear', '--no-fork'],
    },
  ],
  [
    'nest',
    {
      verbs: ['start'],
      words: ['node', 'dist/main'],
      kept: [],
      flags: ['--watch', '-w', '--debug', '-d', '--preserveWatchOutput', '--watchAssets'],
    },
  ],
]);

/** Scripts that people keep for the start of what was built, most telling first. */
export const PRODUCTION_SCRIPTS = ['start:prod', 'start:production', 'prod', 'production', 'serve', 'start'] as const;

/** Scripts that build. */
export const BUILD_SCRIPT = /^(?:(?:pre|post)?build|compile|bundle|transpile)(?:$|[:-])/;

/** Command lines of process managers, as far as a program can be read off them. */
export interface ProcessManagerOptions {
  readonly flags: readonly string[];
  /** With a value behind them. */
  readonly values: readonly string[];
  /** Their value is a list of options for node. */
  readonly forNode: readonly string[];
  /** True where words behind the file are arguments of the app. */
  readonly argumentsFollow: boolean;
}

const PM2: ProcessManagerOptions = {
  flags: [
    ...['--no-daemon', '--no-autorestart', '--no-vizion', '--no-pmx', '--no-color', '--no-treekill', '--no-automation'],
    ...[
      '--raw',
      '--json',
      '--format',
      '--time',
      '--merge-logs',
      '--attach',
      '--wait-ready',
      '--watch',
      '-f',
      '--force',
    ],
    ...['--disable-logs', '--disable-metrics', '--source-map-support', '--silent', '-s', '--auto-exit', '--formatted'],
  ],
  values: [
    ...[
      '--name',
      '-n',
      '-i',
      '--instances',
      '--env',
      '-o',
      '--output',
      '-e',
      '--error',
      '-l',
      '--log',
      '--log-date-format',
    ],
    ...['--max-memory-restart', '--restart-delay', '--exp-backoff-restart-delay', '--max-restarts', '--kill-timeout'],
    ...[
      '--listen-timeout',
      '--namespace',
      '-p',
      '--pid',
      '--delay',
      '--log-type',
      '--secret',
      '--public',
      '--machine-name',
    ],
    ...['--exec-mode', '--ignore-watch', '--cron-restart', '-c', '--cron', '--min-uptime'],
  ],
  forNode: ['--node-args', '--interpreter-args'],
  argumentsFollow: false,
};

export const PROCESS_MANAGER_OPTIONS: ReadonlyMap<string, ProcessManagerOptions> = new Map([
  ['pm2', PM2],
  ['pm2-runtime', PM2],
  ['pm2-docker', PM2],
  [
    'forever',
    {
      flags: [
        '-a',
        '--append',
        '-f',
        '--fifo',
        '-v',
        '--verbose',
        '-s',
        '--silent',
        '-w',
        '--watch',
        '--killTree',
        '--colors',
        '-d',
        '--debug',
      ],
      values: [
        '-m',
        '-l',
        '-o',
        '-e',
        '-p',
        '--uid',
        '--pidFile',
        '--minUptime',
        '--spinSleepTime',
        '--watchDirectory',
        '--watchIgnore',
      ],
      forNode: [],
      argumentsFollow: true,
    },
  ],
]);

/** pm2's runtime for containers: a single process of it is a matter of taste, and some choose it on purpose. */
export const CONTAINER_RUNTIME = /^pm2-(?:runtime|docker)$/;

/** Asks it for several processes. */
export const CLUSTER_FLAG = /(?:^|\s)(?:-i|--instances)(?:[=\s]|$)/;

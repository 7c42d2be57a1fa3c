/** Programs that only start another one, as data; from their own usage texts. */
import type { OptionSpec } from './options';

export interface Wrapper extends OptionSpec {
  /** Operands of its own before the command: the user of gosu. */
  readonly operands?: number;
  /** Takes `NAME=value` words. */
  readonly assigns?: boolean;
  /** Required first words, such as `exec` of `pnpm exec`. */
  readonly subcommand?: readonly string[];
  /** Everything up to `--` is its own; without a `--` it wraps nothing. */
  readonly needsDashes?: boolean;
}

const list = (text: string): readonly string[] => text.split(' ');

const NONE: Wrapper = { flags: [], values: [] };
const NPX: Wrapper = {
  flags: list(
    '-y --yes --no --no-install --quiet -q --silent --prefer-offline --prefer-online --offline --ignore-existing --bun -B',
  ),
  values: list('-p --package -w --workspace --prefix --cache --registry --loglevel --script-shell'),
};
const PNPM: Wrapper = {
  flags: list(
    '-r --recursive -w --workspace-root --silent -s --parallel --no-bail --stream --if-present --shell-mode -c',
  ),
  values: list(
    '-F --filter --filter-prod -C --dir --prefix --loglevel --reporter --package --allow-build --workspace-concurrency',
  ),
};

/** Keyed by program, longest sub-command first. */
export const WRAPPERS: Readonly<Record<string, readonly Wrapper[]>> = {
  exec: [{ flags: ['-c', '-l'], values: ['-a'] }],
  command: [{ flags: ['-p'], values: [] }],
  builtin: [NONE],
  env: [
    {
      flags: ['-i', '--ignore-environment', '-0', '-', '-v', '--debug'],
      values: ['-u', '--unset', '-C', '--chdir'],
      assigns: true,
    },
  ],
  'cross-env': [{ ...NONE, assigns: true }],
  'cross-env-shell': [{ ...NONE, assigns: true }],
  dotenv: [
    {
      flags: ['-c', '-o', '--override', '--overload', '--quiet', '--debug', '--expand'],
      values: ['-e', '-v', '-p', '-f'],
    },
  ],
  dotenvx: [
    {
      flags: ['--overload', '-o', '--quiet', '-q', '--strict', '--verbose', '-v', '--debug', '-d'],
      values: [
        '-f',
        '--env-file',
        '-fv',
        '--env-vault-file',
        '-fk',
        '--env-keys-file',
        '-e',
        '--env',
        '--convention',
        '--ignore',
      ],
      subcommand: ['run'],
    },
  ],
  'env-cmd': [
    {
      flags: ['--no-override', '--silent', '--use-shell', '--expand-envs', '--fallback', '--verbose', '-x'],
      values: ['-f', '--file', '-r', '--rc-file', '-e', '--environments'],
    },
  ],
  tini: [{ flags: ['-s', '-g', '-v', '-w'], values: ['-p', '-e'] }],
  'tini-static': [{ flags: ['-s', '-g', '-v', '-w'], values: ['-p', '-e'] }],
  'docker-init': [{ flags: ['-s', '-g', '-v', '-w'], values: ['-p', '-e'] }],
  'dumb-init': [{ flags: ['-c', '--single-child', '-v', '--verbose'], values: ['-r', '--rewrite'] }],
  catatonit: [NONE],
  'docker-entrypoint.sh': [NONE],
  'with-contenv': [NONE],
  gosu: [{ ...NONE, operands: 1 }],
  'su-exec': [{ ...NONE, operands: 1 }],
  setpriv: [
    {
      flags: ['--init-groups', '--clear-groups', '--keep-groups', '--no-new-privs'],
      values: ['--reuid', '--regid', '--groups'],
    },
  ],
  sudo: [
    {
      flags: ['-E', '-H', '-n', '-i', '-S', '--preserve-env', '--non-interactive'],
      values: ['-u', '--user', '-g', '--group'],
      assigns: true,
    },
  ],
  nice: [{ flags: ['-1', '-5', '-10', '-15', '-19'], values: ['-n', '--adjustment'] }],
  ionice: [{ flags: ['-t'], values: ['-c', '-n', '--class'] }],
  time: [{ flags: ['-p', '-v'], values: ['-f', '-o'] }],
  nohup: [NONE],
  setsid: [{ flags: ['-w', '--wait', '-f', '--fork', '-c'], values: [] }],
  stdbuf: [{ flags: [], values: ['-i', '-o', '-e', '--input', '--output', '--error'] }],
  timeout: [
    {
      flags: ['--foreground', '--preserve-status', '-v', '--verbose'],
      values: ['-s', '--signal', '-k', '--kill-after'],
      operands: 1,
    },
  ],
  'xvfb-run': [{ flags: ['-a', '--auto-servernum'], values: ['-s', '--server-args', '-n', '--server-num'] }],
  npx: [NPX],
  bunx: [NPX],
  pnpx: [NPX],
  npm: [
    { ...NPX, subcommand: ['exec'] },
    { ...NPX, subcommand: ['x'] },
  ],
  pnpm: [
    { ...PNPM, subcommand: ['exec'] },
    { ...PNPM, subcommand: ['dlx'] },
  ],
  yarn: [
    {
      flags: ['-q', '--quiet', '--silent', '-s', '-T', '--top-level', '-B', '--binaries-only'],
      values: ['-p', '--package', '--cwd'],
      subcommand: ['exec'],
    },
    { flags: ['-q', '--quiet'], values: ['-p', '--package', '--cwd'], subcommand: ['dlx'] },
  ],
  bun: [{ flags: ['--bun', '-b'], values: ['-p', '--package', '--cwd'], subcommand: ['x'] }],
  doppler: [{ flags: [], values: [], subcommand: ['run'], needsDashes: true }],
  infisical: [{ flags: [], values: [], subcommand: ['run'], needsDashes: true }],
  op: [{ flags: [], values: [], subcommand: ['run'], needsDashes: true }],
  'aws-vault': [{ flags: [], values: [], subcommand: ['exec'], needsDashes: true }],
  chamber: [{ flags: [], values: [], subcommand: ['exec'], needsDashes: true }],
  dockerize: [
    {
      flags: ['-wait-retry-interval', '-no-overwrite'],
      values: ['-wait', '-timeout', '-template', '-stdout', '-stderr'],
    },
  ],
  'wait-for-it': [{ ...NONE, needsDashes: true }],
  'wait-for-it.sh': [{ ...NONE, needsDashes: true }],
  'wait-for': [{ ...NONE, needsDashes: true }],
  'wait-for.sh': [{ ...NONE, needsDashes: true }],
};

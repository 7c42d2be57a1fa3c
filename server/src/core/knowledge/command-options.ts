/**
 * The options of the command-line tools that rules read, from the tools' own documentation: npm 11, Yarn 1 and 4, pnpm 10,
 * Bun 1, Node 24, APT, apk-tools, Docker, Next.js 15, PM2 6. An option that is missing here makes rules silent, not wrong.
 */
import type { OptionSpec } from '../documents/shell/options';

const list = (text: string): readonly string[] => text.split(' ');

export const NPM_OPTIONS: OptionSpec = {
  flags: list(
    '--version --help --verbose --global --save --no-save --save-dev --save-prod --save-optional --save-peer --save-exact --save-bundle --production --legacy-peer-deps --strict-peer-deps --force ' +
      '--ignore-scripts --no-audit --audit --no-fund --fund --silent --quiet --verbose --no-progress --progress --unsafe-perm --package-lock-only --no-package-lock --package-lock ' +
      '--foreground-scripts --prefer-offline --prefer-online --offline --dry-run --no-optional --no-shrinkwrap --workspaces --include-workspace-root --if-present --yes ' +
      '--no-update-notifier --no-bin-links --install-links --prefer-dedupe --no-color --color --json --no-package-lock --engine-strict --location=global --no-dev --only=prod',
  ),
  values: list(
    '--prefix --omit --include --only --registry --cache --loglevel --workspace --userconfig --globalconfig --tag --cpu --os --libc --install-strategy --script-shell --before ' +
      '--node-options --fetch-retries --fetch-timeout --fetch-retry-mintimeout --fetch-retry-maxtimeout --maxsockets --location --access --otp --scope --allow-git --network-timeout',
  ),
  aliases: {
    '-g': '--global',
    '-S': '--save',
    '-D': '--save-dev',
    '-P': '--save-prod',
    '-O': '--save-optional',
    '-E': '--save-exact',
    '-B': '--save-bundle',
    '-f': '--force',
    '-s': '--silent',
    '-q': '--quiet',
    '-d': '--verbose',
    '-C': '--prefix',
    '-w': '--workspace',
    '-ws': '--workspaces',
    '-y': '--yes',
    '-L': '--location',
    '-iwr': '--include-workspace-root',
  },
};

export const YARN_OPTIONS: OptionSpec = {
  flags: list(
    '--version --help --verbose --frozen-lockfile --immutable --no-immutable --immutable-cache --check-cache --check-resolutions --refresh-lockfile --inline-builds --production --prod --pure-lockfile --no-lockfile ' +
      '--ignore-engines --ignore-platform --ignore-scripts --ignore-optional --non-interactive --silent --no-progress --offline --prefer-offline --force --flat --har --verbose --check-files ' +
      '--no-bin-links --link-duplicates --json --skip-builds --dev --exact --tilde --peer --optional --ignore-workspace-root-check --no-default-rc --all --top-level --binaries-only --skip-integrity-check',
  ),
  values: list(
    '--cwd --mode --network-timeout --network-concurrency --modules-folder --cache-folder --registry --mutex --use-yarnrc --preferred-cache-folder --global-folder --prefix --concurrent',
  ),
  aliases: {
    '-s': '--silent',
    '-D': '--dev',
    '-P': '--peer',
    '-O': '--optional',
    '-E': '--exact',
    '-T': '--top-level',
    '-B': '--binaries-only',
    '-A': '--all',
    '-W': '--ignore-workspace-root-check',
  },
  stopAtOperand: true,
};

export const PNPM_OPTIONS: OptionSpec = {
  flags: list(
    '--version --help --verbose --frozen-lockfile --no-frozen-lockfile --recursive --workspace-root --silent --parallel --stream --aggregate-output --prod --production --dev --no-optional --optional --offline --prefer-offline ' +
      '--ignore-scripts --force --no-verify-store-integrity --fix-lockfile --lockfile-only --no-lockfile --shamefully-hoist --strict-peer-dependencies --no-strict-peer-dependencies --global --save-dev --save-prod ' +
      '--save-optional --save-peer --save-exact --no-bail --bail --if-present --ignore-workspace --color --no-color --use-stderr --sort --no-sort --side-effects-cache --workspace --merge-git-branch-lockfiles ' +
      '--unsafe-perm --no-unsafe-perm --include-workspace-root --fail-if-no-match --latest --no-hoist --no-color --loglevel=error --legacy --ignore-pnpmfile --dangerously-allow-all-builds --resume-from',
  ),
  values: list(
    '--filter --filter-prod --dir --store-dir --virtual-store-dir --modules-dir --lockfile-dir --reporter --loglevel --network-concurrency --child-concurrency --workspace-concurrency --hoist-pattern --registry --node-linker --package-import-method --config --allow-build --changed-files-ignore-pattern --test-pattern --cpu --os --libc',
  ),
  aliases: {
    '-r': '--recursive',
    '-w': '--workspace-root',
    '-s': '--silent',
    '-F': '--filter',
    '-C': '--dir',
    '--prefix': '--dir',
    '-P': '--prod',
    '-D': '--dev',
    '-g': '--global',
    '-O': '--save-optional',
    '-E': '--save-exact',
    '-L': '--latest',
  },
  stopAtOperand: true,
};

export const BUN_OPTIONS: OptionSpec = {
  flags: list(
    '--version --help --verbose --frozen-lockfile --production --prod --no-save --save --dry-run --force --no-cache --silent --quiet --verbose --no-progress --no-summary --no-verify --ignore-scripts --trust --global --dev --optional --peer --exact ' +
      '--save-text-lockfile --lockfile-only --bun --if-present --watch --hot --smol --no-clear-screen --no-install --inspect --inspect-wait --inspect-brk --only-missing --yarn --all --workspaces --sequential --parallel',
  ),
  values: list(
    '--cwd --filter --backend --registry --cache-dir --concurrent-scripts --network-concurrency --config --omit --linker --env-file --preload --require --import --define --port --eval --print --conditions --elide-lines --tsconfig-override',
  ),
  aliases: {
    '-p': '--production',
    '-g': '--global',
    '-d': '--dev',
    '-D': '--dev',
    '-E': '--exact',
    '-f': '--force',
    '-y': '--yarn',
    '-c': '--config',
    '-b': '--bun',
    '-F': '--filter',
    '-r': '--preload',
    '-i': '--install',
    '-e': '--eval',
  },
  stopAtOperand: true,
};

export const NODE_OPTIONS: OptionSpec = {
  flags: list(
    '--watch --inspect --inspect-brk --inspect-wait --trace-warnings --no-warnings --trace-deprecation --no-deprecation --throw-deprecation --enable-source-maps --experimental-strip-types --experimental-transform-types ' +
      '--no-experimental-strip-types --experimental-vm-modules --experimental-modules --experimental-json-modules --experimental-specifier-resolution --experimental-require-module --expose-gc --harmony --preserve-symlinks ' +
      '--preserve-symlinks-main --trace-uncaught --abort-on-uncaught-exception --unhandled-rejections --max-old-space-size --max_old_space_size --max-semi-space-size --max-http-header-size --stack-size --optimize-for-size ' +
      '--dns-result-order --report-on-fatalerror --report-uncaught-exception --heapsnapshot-near-heap-limit --heapsnapshot-signal --openssl-legacy-provider --openssl-shared-config --use-openssl-ca --use-bundled-ca ' +
      '--use-system-ca --tls-min-v1.0 --tls-min-v1.2 --tls-min-v1.3 --insecure-http-parser --no-node-snapshot --jitless --permission --prof --cpu-prof --heap-prof --test --check --version --help --interactive ' +
      '--allow-fs-read --allow-fs-write --allow-worker --allow-child-process --gc-interval --experimental-sqlite --experimental-websocket --network-family-autoselection --no-network-family-autoselection --watch-preserve-output ' +
      '--max-old-space-size-percentage --zero-fill-buffers --experimental-network-inspection --experimental-eventsource --secure-heap --expose_gc --disable-proto --force-context-aware --frozen-intrinsics --trace-sync-io',
  ),
  values: list(
    '--require --import --loader --experimental-loader --env-file --env-file-if-exists --conditions --title --eval --print --input-type --icu-data-dir --diagnostic-dir --redirect-warnings --watch-path --openssl-config --run --test-reporter --test-reporter-destination --test-name-pattern',
  ),
  aliases: {
    '-r': '--require',
    '-C': '--conditions',
    '-e': '--eval',
    '-p': '--print',
    '-pe': '--print',
    '-c': '--check',
    '-v': '--version',
    '-h': '--help',
    '-i': '--interactive',
  },
  stopAtOperand: true,
};

/** By program name, without its folder. Tools with sub-commands share one table: no option means two things in it. */
export const COMMAND_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  npm: NPM_OPTIONS,
  yarn: YARN_OPTIONS,
  yarnpkg: YARN_OPTIONS,
  pnpm: PNPM_OPTIONS,
  bun: BUN_OPTIONS,
  node: NODE_OPTIONS,
  nodejs: NODE_OPTIONS,
  npx: {
    flags: list('--yes --no --no-install --quiet --silent --prefer-offline --offline --ignore-existing'),
    values: list('--package --workspace --prefix --cache --registry --loglevel --call'),
    aliases: { '-y': '--yes', '-p': '--package', '-q': '--quiet', '-w': '--workspace', '-c': '--call' },
    stopAtOperand: true,
  },
  'apt-get': aptOptions(),
  apt: aptOptions(),
  apk: {
    flags: list(
      '--no-cache --update --update-cache --upgrade --available --quiet --verbose --force --purge --virtual-only --no-progress --allow-untrusted --no-scripts --initdb --latest --force-overwrite --force-broken-world --no-network --clean-protected --interactive --simulate',
    ),
    values: list(
      '--virtual --repository --repositories-file --root --arch --keys-dir --cache-dir --wait --timeout --cache-max-age',
    ),
    aliases: {
      '-U': '--update-cache',
      '-u': '--upgrade',
      '-q': '--quiet',
      '-v': '--verbose',
      '-f': '--force',
      '-t': '--virtual',
      '-X': '--repository',
      '-p': '--root',
      '-l': '--latest',
      '-a': '--available',
      '-i': '--interactive',
      '-s': '--simulate',
    },
  },
  docker: {
    flags: list(
      '--detach --rm --interactive --tty --privileged --init --no-cache --pull --push --load --quiet --all --force --follow --squash --build --remove-orphans --no-deps --no-build --force-recreate --wait --debug --tls --tlsverify --read-only --publish-all --no-healthcheck --compress --all-tags',
    ),
    values: list(
      '--tag --file --build-arg --target --platform --env --env-file --name --network --volume --publish --workdir --user --entrypoint --label --cache-from --cache-to --output --secret --ssh --add-host --restart --mount --memory --cpus --hostname --link --expose --log-driver --log-opt --progress --builder --context --host --config --log-level --project-name --project-directory --profile --scale --timeout --format --filter --username --password --iidfile --metadata-file --shm-size --gpus --ulimit --cap-add --cap-drop --device --dns --ip --pid --ipc --security-opt --stop-signal --stop-timeout --tmpfs --health-cmd --attach --tail --since',
    ),
    aliases: {
      '-d': '--detach',
      '-i': '--interactive',
      '-t': '--tag',
      '-f': '--file',
      '-e': '--env',
      '-v': '--volume',
      '-p': '--publish',
      '-w': '--workdir',
      '-u': '--user',
      '-q': '--quiet',
      '-a': '--all',
      '-P': '--publish-all',
      '-m': '--memory',
      '-c': '--context',
      '-H': '--host',
      '-D': '--debug',
      '-l': '--log-level',
      '-o': '--output',
      '-h': '--hostname',
    },
  },
  next: {
    flags: list(
      '--turbo --turbopack --webpack --experimental-https --debug --profile --no-lint --no-mangling --experimental-app-only --disable-source-maps --inspect --experimental-debug-memory-usage',
    ),
    values: list(
      '--port --hostname --keepAliveTimeout --experimental-https-key --experimental-https-cert --experimental-https-ca --experimental-build-mode --experimental-upload-trace',
    ),
    aliases: { '-p': '--port', '-H': '--hostname', '-d': '--debug', '--turbopack': '--turbo' },
  },
  pm2: pm2Options(),
  'pm2-runtime': pm2Options(),
  'pm2-docker': pm2Options(),
};

/** `docker exec OPTIONS CONTAINER COMMAND` */
export const DOCKER_EXEC_OPTIONS: OptionSpec = {
  flags: list('--detach --interactive --privileged --tty -it -ti -dit'),
  values: list('--detach-keys --env --env-file --user --workdir'),
  aliases: { '-d': '--detach', '-i': '--interactive', '-t': '--tty', '-e': '--env', '-u': '--user', '-w': '--workdir' },
  stopAtOperand: true,
};

/** Before the command of Compose. */
export const COMPOSE_OPTIONS: OptionSpec = {
  flags: list('--all-resources --compatibility --dry-run --verbose'),
  values: list('--file --env-file --profile --project-name --project-directory --ansi --progress --parallel'),
  aliases: { '-f': '--file', '-p': '--project-name' },
  stopAtOperand: true,
};

/** `docker compose exec OPTIONS SERVICE COMMAND` */
export const COMPOSE_EXEC_OPTIONS: OptionSpec = {
  flags: list('--detach --interactive --privileged --no-TTY --no-tty --tty -it -ti'),
  values: list('--env --index --user --workdir'),
  aliases: {
    '-d': '--detach',
    '-i': '--interactive',
    '-t': '--tty',
    '-T': '--no-TTY',
    '-e': '--env',
    '-u': '--user',
    '-w': '--workdir',
  },
  stopAtOperand: true,
};

export function optionsOf(program: string): OptionSpec | undefined {
  return Object.hasOwn(COMMAND_OPTIONS, program) ? COMMAND_OPTIONS[program] : undefined;
}

function aptOptions(): OptionSpec {
  return {
    flags: list(
      '--yes --assume-yes --quiet --no-install-recommends --no-install-suggests --install-recommends --fix-missing --fix-broken --force-yes --allow-unauthenticated --allow-downgrades --allow-change-held-packages --allow-releaseinfo-change --allow-remove-essential --purge --reinstall --only-upgrade --no-upgrade --download-only --simulate --dry-run --auto-remove --verbose-versions --show-upgraded --ignore-missing --no-remove --print-uris',
    ),
    values: list('--option --target-release --default-release --config-file --solver'),
    aliases: {
      '-y': '--yes',
      '--assume-yes': '--yes',
      '-q': '--quiet',
      '-qq': '--quiet',
      '-f': '--fix-broken',
      '-m': '--fix-missing',
      '-d': '--download-only',
      '-s': '--simulate',
      '-u': '--show-upgraded',
      '-V': '--verbose-versions',
      '-o': '--option',
      '-t': '--target-release',
      '-c': '--config-file',
    },
  };
}

function pm2Options(): OptionSpec {
  return {
    flags: list(
      '--watch --no-daemon --no-autorestart --attach --update-env --force --silent --time --merge-logs --no-treekill --no-vizion --source-map-support --disable-source-map-support --raw --json --web --auto-exit --no-auto-exit --wait-ready --cron --shallow --no-pmx --no-automation --trace --v1',
    ),
    values: list(
      '--name --instances --env --output --error --log --log-type --log-date-format --pid --kill-timeout --listen-timeout --max-memory-restart --max-restarts --restart-delay --exp-backoff-restart-delay --interpreter --interpreter-args --node-args --cwd --ignore-watch --watch-delay --user --uid --gid --namespace --only --port --secret --public --machine-name --delay --filter-env --stop-exit-codes --cron-restart --hp --ext',
    ),
    aliases: {
      '-n': '--name',
      '-i': '--instances',
      '-o': '--output',
      '-e': '--error',
      '-l': '--log',
      '-p': '--pid',
      '-k': '--kill-timeout',
      '-u': '--user',
      '-a': '--attach',
      '-f': '--force',
      '-s': '--silent',
      '--exec-interpreter': '--interpreter',
      '-c': '--cron-restart',
    },
  };
}

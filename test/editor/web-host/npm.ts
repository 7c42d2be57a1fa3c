import { delimiter } from 'node:path';
import { HostError } from './host-error';
import { spawnGroup } from './lifetime';

/** Settings that say how to reach the registry; every other `npm_config_*` belongs to the npm that runs this script. */
const registrySettings =
  /^npm_config_(registry|.*:_authtoken|https?_proxy|proxy|noproxy|no_proxy|ca|cafile|strict_ssl|userconfig|globalconfig|cache)$/i;

/** Options that keep a person's own npm settings from changing what is installed, where, or what runs meanwhile. */
const fixedOptions = [
  '--ignore-scripts',
  '--global=false',
  '--workspaces=false',
  '--dry-run=false',
  '--engine-strict=false',
  '--package-lock=true',
  '--install-strategy=hoisted',
  '--omit=dev',
  '--include=optional',
  '--include=prod',
  '--prefer-offline',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  '--audit=false',
  '--fund=false',
  '--update-notifier=false',
  '--progress=false',
  '--loglevel=error',
];

const reasons: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/,
    "the npm registry cannot be reached; check the network and npm's `registry` and `proxy` settings",
  ],
  [/SELF_SIGNED|UNABLE_TO_|CERT_/, "the npm registry's certificate is not trusted; set npm's `cafile`"],
  [
    /E404|ETARGET|ENOVERSIONS/,
    "the npm registry does not offer that version; check npm's `registry`, `before` and `min-release-age` settings",
  ],
  [/E401|E403|ENEEDAUTH/, 'the npm registry refuses access; check `npm login`'],
  [/ENOSPC/, 'the disk is full; about 1 GB is needed'],
  [/EACCES|EPERM|EROFS/, 'a folder cannot be written; check who owns .vscode-test and the npm cache'],
];

function environment(nodeFolder: string | undefined): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => name !== 'NODE_OPTIONS' && (!/^npm_/i.test(name) || registrySettings.test(name)),
  );
  const env: NodeJS.ProcessEnv = Object.fromEntries(entries);
  if (nodeFolder) env.PATH = `${nodeFolder}${delimiter}${env.PATH ?? ''}`;
  return env;
}

/** Says in one line why npm failed; without a known reason, npm's own first words. */
function explain(action: string, output: string): HostError {
  const advice = reasons.find(([pattern]) => pattern.test(output))?.[1];
  const line = output
    .split('\n')
    .map((text) => text.replace(/^npm (error|ERR!)\s*/, '').trim())
    .find((text) => text !== '' && !text.startsWith('npm warn') && !text.startsWith('code '));
  return new HostError(`${action} failed: ${advice ?? line ?? 'npm gave no reason'}`);
}

/**
 * Runs npm in `folder`, which holds a package.json of its own, so that neither the project above nor its workspaces
 * count. `nodeFolder` comes first on the path, for packages that look at the version of Node.
 */
export function runNpm(action: string, args: readonly string[], folder: string, nodeFolder?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const npm = spawnGroup('npm', [...args, `--prefix=${folder}`, ...fixedOptions], {
      cwd: folder,
      env: environment(nodeFolder),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    npm.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    npm.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new HostError(`${action} failed: npm is not on the PATH; install npm`)
          : new HostError(`${action} failed: ${error.message}`),
      ),
    );
    npm.on('close', (code) => (code === 0 ? resolve() : reject(explain(action, output))));
  });
}

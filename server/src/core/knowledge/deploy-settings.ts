/** Which variables differ between deploys by their name and value, and how deploys are called. */
import { publicPrefixOf, splitName, withoutPublicPrefix } from './names';
import { isPlaceholder } from './placeholders';
import { isSecretName } from './secret-names';
import { readServiceAddress } from './service-addresses';
import { namesAccessList, readEndpoint } from './service-endpoints';
import { isReference } from './value-classes';

/**
 * - `deploy`: belongs to one deploy
 * - `shared`: a public address that may well be the same for all
 * - `undefined`: no setting of a deploy, a local one, a sample, or a secret, which is graver
 */
export function deploySettingOf(name: string, value: string): 'deploy' | 'shared' | undefined {
  const words = splitName(withoutPublicPrefix(name));
  const tail = words.at(-1) ?? '';
  if (value === '' || isSecretName(name) || isPlaceholder(value, name) || isReference(value)) return undefined;
  if (words.some((word) => BUILD_WORDS.has(word)) || namesAccessList(name)) return undefined;
  if (tail === 'bucket') return /^[a-z0-9][a-z0-9.-]{2,62}$/.test(value) && words.length > 1 ? 'deploy' : undefined;
  if (!ADDRESS_TAILS.has(tail)) return undefined;
  const address = readServiceAddress(value);
  if (address !== undefined) return address.place === 'fixed' && !address.hasPassword ? 'deploy' : undefined;
  const endpoint = readEndpoint(value);
  if (endpoint === undefined || (endpoint.form === 'host' && !endpoint.host.includes('.'))) return undefined;
  if (endpoint.place === 'local' || endpoint.place === 'label') return undefined;
  return endpoint.place === 'public' ? 'shared' : 'deploy';
}

/** True for a variable that the code of a browser gets at build time. */
export function isFrozen(name: string): boolean {
  return publicPrefixOf(name) !== undefined;
}

/** A name that tells one deploy from the others; production is what a plain build is for. */
export const DEPLOY_NAME = /^(?:staging|stage|stg|uat|qa|preprod|pre-prod|pre-production|preproduction|demo|sandbox)$/i;

/** The same, production included. */
export function isDeployName(text: string): boolean {
  return DEPLOY_NAME.test(text) || /^(?:prod|production|live|dev|development)$/i.test(text);
}

const ADDRESS_TAILS: ReadonlySet<string> = new Set([
  ...['url', 'uri', 'host', 'hostname', 'endpoint', 'origin', 'domain', 'server', 'broker', 'brokers'],
]);

/** What the build itself fetches from, what telemetry and documentation name, and where a server binds. */
const BUILD_WORDS: ReadonlySet<string> = new Set([
  ...['mirror', 'download', 'registry', 'repo', 'repository', 'index', 'proxy', 'dist', 'release', 'releases', 'docs'],
  ...['documentation', 'homepage', 'source', 'schema', 'npm', 'yarn', 'pnpm', 'pip', 'nvm', 'node', 'git', 'github'],
  ...['telemetry', 'apt', 'alpine', 'debian', 'maven', 'electron', 'playwright', 'puppeteer', 'chromium', 'image'],
  ...['vendor', 'license', 'keyserver', 'issuer', 'bind', 'listen', 'cdn', 'engines', 'binaries', 'tarball', 'archive'],
]);

/** Files that hold the settings of one deploy. */
export const DEPLOY_FILE =
  /(?:^|\/)config\/(?:production|prod|staging|stage|uat|qa|preprod)\.(?:json5?|ya?ml|toml|[cm]?[jt]s)$|(?:^|\/)config[.-](?:staging|stage|uat|qa|preprod)\.(?:json5?|ya?ml|toml)$/i;

/** A command that gives an argument to the build of an image. */
export const BUILD_ARGUMENT = /\bdocker\b.*\bbuild\b.*--build-arg|--build-arg/;

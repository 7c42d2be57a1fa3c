/** What a host, `host:port` or URL of no database scheme says about a deploy. See `service-addresses.ts` for those of one. */
import { HOLE } from './connection-string';
import { DEPLOY_SUFFIXES, type HostClass, hostClass, ipv4, isPlatformHost, PRIVATE_SUFFIXES } from './hosts';
import { splitName } from './names';
import { isPlaceholder } from './placeholders';

export interface Endpoint {
  /** Without scheme, user, port and path. */
  readonly host: string;
  readonly form: 'url' | 'host';
  /** `label` is one word, which may be a service of a compose file; else as `hostClass` says. */
  readonly place: 'local' | 'label' | Exclude<HostClass, 'local' | 'documentation'>;
  /** True where the name alone does not tell whether the service is the deploy's own. */
  readonly isShared: boolean;
}

/** `undefined` for other texts, stand-ins, hosts of documentation, and hosts that are dynamic in part. */
export function readEndpoint(text: string): Endpoint | undefined {
  const match = ENDPOINT.exec(text.trim());
  const host = match?.[2] ?? match?.[3];
  if (match === null || host === undefined || host.includes(HOLE) || isPlaceholder(text)) return undefined;
  // A logo in a mail is the same for every deploy, wherever it is kept.
  if (ASSET.test(text)) return undefined;
  const found = hostClass(host);
  if (found === 'documentation') return undefined;
  const form = match[1] === undefined ? 'host' : 'url';
  const isLabel = found === 'private' && !/[.:]/.test(host);
  return {
    host,
    form,
    place: isLabel ? 'label' : found,
    isShared: isPlatformHost(host) || (found === 'deploy' && ipv4(host) !== undefined),
  };
}

const ASSET = /\.(?:png|jpe?g|gif|svg|webp|ico|css|woff2?|mp4|mp3|pdf)(?:[?#]|$)/i;

/** Offsets of texts that name a host inside some network or of one deploy: URLs, and strings that are such a host. */
export function endpointOffsets(text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const scheme = SCHEME_BEFORE.exec(text.slice(Math.max(0, at - 6), at));
    if (scheme !== null && isFixedUrl(text.slice(at, at + LONGEST_HOST))) found.push(at - scheme[0].length);
  }
  for (const { index } of text.matchAll(QUOTED_HOST)) found.push(index + 1);
  return found;
}

/** True for a name of something that holds an address: `dbHost`, `BROKER_URL`, `contactPoints`; not for lists of who may call. */
export function namesAddress(name: string): boolean {
  const words = splitName(name);
  return ADDRESS_WORDS.has(words.at(-1) ?? '') && !words.some((word) => LIST_WORDS.has(word));
}

/** Where requests may come from or must not go to is no service's address. */
export function namesAccessList(name: string): boolean {
  return splitName(name).some((word) => LIST_WORDS.has(word));
}

const LONGEST_HOST = 260;

const ENDPOINT =
  /^(?:(https?|wss?|tcp|grpcs?):\/\/(?:[^\s/@]*@)?(\[[0-9A-Fa-f:.]+\]|[^\s/:?#@[\]]+)(?::[^\s/]*)?(?:[/?#]\S*)?|([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]|::1)(?::\d{1,5})?)$/;

const SCHEME_BEFORE = /(?:https?|wss?|tcp|grpcs?)$/;

const URL_HOST = /^:\/\/(?:[^\s/@'"`]*@)?([A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z0-9-]+)/;

function isFixedUrl(rest: string): boolean {
  const host = URL_HOST.exec(rest)?.[1];
  return host !== undefined && /^(?:private|deploy)$/.test(hostClass(host));
}

/** Managed services and networks; host names with a stage in them count in URLs only. */
const QUOTED_HOST = new RegExp(
  `['"\`](?:(?:10\\.\\d{1,3}|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))\\.\\d{1,3}\\.\\d{1,3}|[A-Za-z0-9][A-Za-z0-9.-]*(?:${[
    ...PRIVATE_SUFFIXES,
    ...DEPLOY_SUFFIXES,
  ]
    .map((suffix) => suffix.replace(/\./g, '\\.'))
    .join('|')}))(?::\\d{1,5})?['"\`]`,
  'g',
);

const ADDRESS_WORDS: ReadonlySet<string> = new Set(
  (
    'host hosts hostname server servers url urls uri endpoint endpoints address addr broker brokers node nodes ip ' +
    'bootstrap peers backend upstream target'
  ).split(' '),
);

const LIST_WORDS: ReadonlySet<string> = new Set(
  (
    'allow allowed allowlist block blocked blocklist deny denied denylist blacklist whitelist whitelisted trusted trust ' +
    'forbidden banned ignore ignored reserved private cidr cidrs range ranges subnet subnets spam disposable'
  ).split(' '),
);

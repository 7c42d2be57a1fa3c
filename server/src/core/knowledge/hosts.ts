/** What a host name or address says about where it is. Sources: RFC 1918, 2606, 3849, 5737, 6598, 6761, 8375, 9637. */
import { splitName } from './names';

export type HostClass = 'local' | 'documentation' | 'private' | 'deploy' | 'public';

/**
 * - `local`: this machine, or a service of `serviceNames` (the workspace's compose files)
 * - `documentation`: reserved for examples, or a stand-in
 * - `private`: reachable only inside some network
 * - `deploy`: public, but one deploy's own: managed databases, platform sub-domains, `staging-…`
 * - `public`: the same for every deploy, or unknown (dynamic)
 *
 * Takes a host without port; brackets and a trailing dot do no harm.
 */
export function hostClass(host: string, serviceNames?: ReadonlySet<string>): HostClass {
  const raw = host
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const name = raw.toLowerCase();
  if (name === '' || isDynamic(name)) return 'public';
  if (serviceNames?.has(name) || isLocalName(name)) return 'local';
  const octets = ipv4(name);
  if (octets) return classOfIpv4(octets);
  if (name.includes(':')) return classOfIpv6(name);
  if (isDocumentationName(name, raw)) return 'documentation';
  if (CONSTANT_HOSTS.has(name)) return 'public';
  if (isPrivateName(name)) return 'private';
  return isDeployName(name) ? 'deploy' : 'public';
}

/** The four numbers of an IPv4 address, or `undefined`. */
export function ipv4(text: string): readonly [number, number, number, number] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const [a = 256, b = 256, c = 256, d = 256] = match ? match.slice(1).map(Number) : [];
  return a < 256 && b < 256 && c < 256 && d < 256 ? [a, b, c, d] : undefined;
}

/** Mail servers that deliver nothing but keep each message for its sender to look at: Ethereal, the sandbox of Mailtrap. */
export const SANDBOX_MAIL_HOSTS = /^(?:smtp\.ethereal\.email|(?:sandbox\.)?smtp\.mailtrap\.io)$/i;

/** Four numbers are a version rather than an address when the name beside them says so (bsl-language-server#699, clio#1046). */
export function isVersionContext(nameOrText: string): boolean {
  return splitName(nameOrText).some((word) => VERSION_WORDS.has(word));
}

const VERSION_WORDS: ReadonlySet<string> = new Set(
  'version versions release build revision oid assembly firmware agent'.split(' '),
);

/** Resolvers of Google, Cloudflare, Quad9, OpenDNS, AdGuard: the same everywhere. */
export const PUBLIC_DNS: ReadonlySet<string> = new Set([
  '8.8.8.8',
  '8.8.4.4',
  '1.1.1.1',
  '1.0.0.1',
  '1.1.1.2',
  '1.1.1.3',
  '9.9.9.9',
  '149.112.112.112',
  '208.67.222.222',
  '208.67.220.220',
  '94.140.14.14',
]);

/** Fixed addresses of platforms: cloud metadata, the Kubernetes API. */
const CONSTANT_HOSTS: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
]);

const LOCAL_NAMES: ReadonlySet<string> = new Set([
  'localhost',
  'host.docker.internal',
  'gateway.docker.internal',
  'host.containers.internal',
  'docker.for.mac.localhost',
  'localhost.localdomain',
  'lvh.me',
  'localtest.me',
]);

const DOCUMENTATION_DOMAINS: ReadonlySet<string> = new Set([
  'example.com',
  'example.net',
  'example.org',
  'yourdomain.com',
  'your-domain.com',
  'mydomain.com',
  'yourcompany.com',
  'yoursite.com',
  'yourapp.com',
  'domain.tld',
  'domain.com',
]);

const STAND_INS: ReadonlySet<string> = new Set([
  'host',
  'hostname',
  'your-host',
  'your_host',
  'yourhost',
  'example',
  'db_host',
  'server',
]);

/** Names that only one network knows. */
export const PRIVATE_SUFFIXES = [
  '.internal',
  '.intranet',
  '.corp',
  '.lan',
  '.home.arpa',
  '.private',
  '.consul',
  '.svc',
  '.svc.cluster.local',
  '.cluster.local',
  '.local',
];

/** Managed services and platforms whose sub-domains belong to one deploy. */
export const DEPLOY_SUFFIXES = [
  '.rds.amazonaws.com',
  '.cache.amazonaws.com',
  '.docdb.amazonaws.com',
  '.es.amazonaws.com',
  '.mq.amazonaws.com',
  '.redshift.amazonaws.com',
  '.elb.amazonaws.com',
  '.compute.amazonaws.com',
  '.elasticbeanstalk.com',
  '.mongodb.net',
  '.database.windows.net',
  '.documents.azure.com',
  '.redis.cache.windows.net',
  '.servicebus.windows.net',
  '.postgres.database.azure.com',
  '.mysql.database.azure.com',
  '.azurewebsites.net',
  '.supabase.co',
  '.pooler.supabase.com',
  '.neon.tech',
  '.upstash.io',
  '.redislabs.com',
  '.redis-cloud.com',
  '.cloudamqp.com',
  '.aivencloud.com',
  '.confluent.cloud',
  '.psdb.cloud',
  '.rlwy.net',
  '.railway.app',
  '.onrender.com',
  '.render.com',
  '.herokuapp.com',
  '.fly.dev',
  '.vercel.app',
  '.netlify.app',
  '.run.app',
  '.appspot.com',
  '.ondigitalocean.com',
  '.turso.io',
  '.elastic-cloud.com',
  '.found.io',
  '.databases.neo4j.io',
  '.clickhouse.cloud',
  '.cockroachlabs.cloud',
  '.b.db.ondigitalocean.com',
  '.execute-api.amazonaws.com',
] as const;

/** Of these, platforms where anybody's public service may live as well: the name alone does not tell whose it is. */
export function isPlatformHost(host: string): boolean {
  return PLATFORM_SUFFIXES.some((suffix) => host.toLowerCase().endsWith(suffix));
}

const PLATFORM_SUFFIXES: readonly string[] = [
  '.azurewebsites.net',
  '.elasticbeanstalk.com',
  '.execute-api.amazonaws.com',
  '.supabase.co',
  '.railway.app',
  '.onrender.com',
  '.render.com',
  '.herokuapp.com',
  '.fly.dev',
  '.vercel.app',
  '.netlify.app',
  '.run.app',
  '.appspot.com',
  '.ondigitalocean.com',
];

const STAGE = 'dev|develop|staging|stage|stg|prod|production|preprod|uat|qa';
const STAGE_LABEL = new RegExp(
  `^(?:${STAGE})-[\\w-]+$|^[\\w-]+-(?:${STAGE})$|^(?:staging|stage|stg|prod|production|preprod|uat)$`,
);

function isDynamic(name: string): boolean {
  return (
    name
      .split('.')
      .slice(-2)
      .some((label) => label.includes('\uFFFC')) || /[${}<%]/.test(name.replace(/^<[\w -]+>$/, 'host'))
  );
}

function isLocalName(name: string): boolean {
  return (
    LOCAL_NAMES.has(name) ||
    name.endsWith('.localhost') ||
    /^[^.]+\.local$/.test(name) ||
    /\.(?:lvh\.me|localtest\.me)$/.test(name)
  );
}

function isDocumentationName(name: string, raw: string): boolean {
  if (/^<[\w -]+>$/.test(name) || STAND_INS.has(name) || /^[A-Z][A-Z_]*$/.test(raw)) return true;
  const labels = name.split('.');
  if (['example', 'test', 'invalid'].includes(labels.at(-1) ?? '') && labels.length > 1) return true;
  return (
    DOCUMENTATION_DOMAINS.has(labels.slice(-2).join('.')) ||
    labels.some((label) =>
      /^(?:your|my|example)[-_](?:host|domain|server|company|app|site|cluster|project)/.test(label),
    )
  );
}

/** A name without dots is known to one network only: a compose service, a Kubernetes service, a machine. */
function isPrivateName(name: string): boolean {
  return !name.includes('.') || PRIVATE_SUFFIXES.some((suffix) => name.endsWith(suffix));
}

/** The registered name itself says nothing: `lr-in-prod.com` is one company's everywhere. */
function isDeployName(name: string): boolean {
  return (
    DEPLOY_SUFFIXES.some((suffix) => name.endsWith(suffix)) ||
    name
      .split('.')
      .slice(0, -2)
      .some((label) => STAGE_LABEL.test(label))
  );
}

function classOfIpv4([a, b, c, d]: readonly [number, number, number, number]): HostClass {
  if (a === 0 || a === 127) return 'local';
  if ((a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113))
    return 'documentation';
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128))
    return 'private';
  // Multicast, broadcast, link-local (cloud metadata) and object identifiers are no deploy's own.
  if (a >= 224 || (a === 169 && b === 254) || (a === 2 && b === 5) || PUBLIC_DNS.has(`${a}.${b}.${c}.${d}`))
    return 'public';
  return 'deploy';
}

function classOfIpv6(name: string): HostClass {
  if (name === '::1' || name === '::' || /^(?:0{1,4}:){7}0{0,3}[01]$/.test(name)) return 'local';
  if (/^(?:2001:0?db8|3fff):/.test(name)) return 'documentation';
  if (/^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/.test(name)) return 'private';
  const mapped = ipv4(/^::ffff:([\d.]+)$/.exec(name)?.[1] ?? '');
  if (mapped) return classOfIpv4(mapped);
  return /^[0-9a-f:]+$/.test(name) && !name.startsWith('ff') ? 'deploy' : 'public';
}

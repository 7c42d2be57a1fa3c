/** What the URL of a backing service says about a deploy; the text of a template has a `HOLE` for each dynamic part. */
import { WordSearch } from '../text/word-search';
import { HOLE, parseConnectionString, passwordOfKeyValueString } from './connection-string';
import { hostClass } from './hosts';
import { isMachineMade } from './machine-made';
import { isPlaceholder } from './placeholders';
import { isReference } from './references';
import { SERVICE_SCHEMES, type ServiceFamily } from './service-schemes';

export interface ServiceAddress {
  /** As written: `postgres`, `mongodb+srv`; `key=value` for ADO.NET and Azure strings. */
  readonly scheme: string;
  readonly family: ServiceFamily | undefined;
  /** `undefined` when it is dynamic or there is none. */
  readonly host: string | undefined;
  /**
   * - `local`: this machine
   * - `label`: one word, which may be a service of a compose file
   * - `fixed`: one deploy's own, or anybody's
   * - `unknown`: dynamic
   */
  readonly place: 'local' | 'label' | 'fixed' | 'unknown';
  /** True for a password that stands there in full and is no stand-in. */
  readonly hasPassword: boolean;
  /** True for a password that opens nothing by itself: it repeats the user, or is a person's idea for a host of one word. */
  readonly isWeak?: boolean;
}

/** `undefined` for what is no such address, and for samples: stand-ins throughout, or a host reserved for documentation. */
export function readServiceAddress(text: string): ServiceAddress | undefined {
  const connection = parseConnectionString(text);
  if (connection === undefined) return readKeyValueString(text);
  const { scheme, family, host, username, password } = connection;
  if (isPlaceholder(text)) return undefined;
  const secret = password && text.slice(password.start, password.end);
  const user = username && text.slice(username.start, username.end);
  const hasPassword = secret !== undefined && isRealPassword(secret);
  if (host === undefined || isDynamic(host)) {
    // A user that is called like the password is an example.
    const isReal = hasPassword && secret !== user && host !== undefined;
    return isReal ? { scheme, family, host: undefined, place: 'unknown', hasPassword } : undefined;
  }
  const found = hostClass(host);
  if (found === 'documentation') return undefined;
  // Public file servers and directories are the same for every deploy.
  if (!hasPassword && (family === 'ftp' || family === 'cloudinary')) return undefined;
  const place = found === 'local' ? 'local' : !host.includes('.') && !host.includes(':') ? 'label' : 'fixed';
  const isWeak = hasPassword && (secret === user || (place === 'label' && !isMachineMade(secret)));
  return { scheme, family, host, place, hasPassword, ...(isWeak && { isWeak }) };
}

/** Where a service's address can begin in a text: the offsets of its schemes and of its password keys. */
export function addressOffsets(text: string): number[] {
  const found: number[] = [];
  PASSWORD_KEYS.visit(text, (_key, start) => {
    PASSWORD_KEY.lastIndex = start;
    if (PASSWORD_KEY.test(text)) found.push(start);
    return undefined;
  });
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const scheme = SCHEME_BEFORE.exec(text.slice(Math.max(0, at - LONGEST_SCHEME), at));
    if (scheme !== null) found.push(at - scheme[0].length);
  }
  return found.sort((a, b) => a - b);
}

export function mayHoldAddress(text: string): boolean {
  return addressOffsets(text).length > 0;
}

const SCHEMES = Object.keys(SERVICE_SCHEMES).map((scheme) => scheme.replace(/\+/g, '\\+'));

/** At the end of what stands before `://`. */
const SCHEME_BEFORE = new RegExp(`(?<![\\w+.-])(?:jdbc:)?(?:${SCHEMES.join('|')})$`, 'i');
const LONGEST_SCHEME = 32;

const PASSWORD_KEYS = new WordSearch(['password', 'pwd', 'accountkey', 'sharedaccesskey'], 'ignore case');
const PASSWORD_KEY = /\b(?:Password|Pwd|AccountKey|SharedAccessKey)\s?=/iy;

function readKeyValueString(text: string): ServiceAddress | undefined {
  const at = passwordOfKeyValueString(text);
  const host =
    /(?:^|;)\s*(?:server|data source|host|addr(?:ess)?|endpoint|accountname)\s*=\s*(?:tcp:|sb:\/\/|https:\/\/)?([^;,:/\s]+)/i.exec(
      text,
    )?.[1];
  if (at === undefined || host === undefined || !isRealPassword(text.slice(at.start, at.end))) return undefined;
  if (isDynamic(host) || /^(?:local|documentation)$/.test(hostClass(host)) || /^\(?local/i.test(host)) return undefined;
  return { scheme: 'key=value', family: undefined, host, place: 'fixed', hasPassword: true };
}

function isRealPassword(secret: string): boolean {
  if (secret === '' || secret.includes(HOLE) || /^%[sdj]$|^\$\d$/.test(secret)) return false;
  return !isPlaceholder(secret, 'password') && !isReference(secret);
}

function isDynamic(part: string): boolean {
  return part.includes(HOLE) || /[$%{}<>]/.test(part.replace(/%[0-9A-Fa-f]{2}/g, ''));
}

/** Takes the URLs of backing services apart, with a span for every part. Judges nothing. */
import { type Span, span } from '../text/span';
import { type ServiceFamily, serviceScheme } from './service-schemes';

/** What stands for a dynamic part of a template when its static text is given to the functions here. */
export const HOLE = '\uFFFC';

/** Spans are offsets into the given value; texts are as written, not percent-decoded. */
export interface ConnectionString {
  /** Lower case, without `://`, with a `jdbc:` in front. */
  readonly scheme: string;
  readonly family: ServiceFamily;
  /** Without `://`. */
  readonly schemeSpan: Span;
  /** Absent when there is none; empty in `redis://:password@host`. */
  readonly username?: Span;
  readonly password?: Span;
  /** The first of several hosts, without port and brackets. May hold {@link HOLE}. */
  readonly host?: string;
  readonly hostSpan?: Span;
  /** The port of the first host; text, since it may be a {@link HOLE}. */
  readonly port?: string;
  readonly portSpan?: Span;
  /** The first path segment; for `jdbc:sqlserver` the `databaseName`. */
  readonly database?: string;
  readonly databaseSpan?: Span;
}

/** `undefined` for anything that does not begin with the scheme of a service (`service-schemes.ts`), a bare scheme included. */
export function parseConnectionString(value: string): ConnectionString | undefined {
  const match = /^\s*((?:jdbc:)?[A-Za-z][A-Za-z0-9+.]{1,20}):\/\//.exec(value);
  const scheme = match?.[1]?.toLowerCase();
  const known = scheme === undefined ? undefined : serviceScheme(scheme);
  if (!match || scheme === undefined || known === undefined) return undefined;
  const start = match[0].length;
  const end = value.trimEnd().length;
  if (end <= start || /\s/.test(value.slice(start, Math.min(end, start + 1)))) return undefined;
  const authorityEnd = endOfAuthority(value, start, end);
  const at = value.lastIndexOf('@', authorityEnd - 1);
  const hostStart = at >= start ? at + 1 : start;
  return {
    scheme,
    family: known.family,
    schemeSpan: span(start - 3 - scheme.length, start - 3),
    ...(at >= start ? readUser(value, start, at) : {}),
    ...readHost(value, hostStart, authorityEnd),
    ...readDatabase(value, authorityEnd, end),
    ...readParameters(value, authorityEnd, end),
  };
}

/** `Server=…;Password=…` and `AccountKey=…` strings of ADO.NET and Azure: the span of the secret, if it holds one. */
export function passwordOfKeyValueString(value: string): Span | undefined {
  const match = /(?:^|[;&?\s])(?:password|pwd|accountkey|sharedaccesskey)\s?=\s?/i.exec(value);
  if (!match || !value.includes('=')) return undefined;
  const start = match.index + match[0].length;
  const stop = value.slice(start).search(/[;&]|$/);
  return stop > 0 ? span(start, start + stop) : undefined;
}

type Part<Names extends keyof ConnectionString> = Partial<Pick<ConnectionString, Names>>;

/** Passwords with a raw `/`, `?` or `#` are illegal and common: an `@` further on still ends the user part. */
function endOfAuthority(value: string, start: number, end: number): number {
  const delimiter = value.slice(start, end).search(/[/?#;\s]/);
  const first = delimiter < 0 ? end : start + delimiter;
  if (delimiter < 0 || value.slice(start, first).includes('@') || !/[/#]/.test(value.charAt(first))) return first;
  const at = value.indexOf('@', first);
  const head = value.slice(start, first);
  // `host:5432/…@…` is a path; a port that is no number is the beginning of a password.
  if (at < 0 || at >= end || !head.includes(':') || /:\d{0,5}$/.test(head) || head.endsWith(HOLE)) return first;
  const next = value.slice(at, end).search(/[/?#;\s]/);
  return next < 0 ? end : at + next;
}

function readUser(value: string, start: number, at: number): Part<'username' | 'password'> {
  const colon = value.indexOf(':', start);
  if (colon < 0 || colon >= at) return { username: span(start, at) };
  return { username: span(start, colon), password: span(colon + 1, at) };
}

function readHost(value: string, start: number, end: number): Part<'host' | 'hostSpan' | 'port' | 'portSpan'> {
  const comma = value.indexOf(',', start);
  const limit = comma >= 0 && comma < end ? comma : end;
  const text = value.slice(start, limit);
  const bracket = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const colon = text.indexOf(':');
  const hostStart = bracket ? start + 1 : start;
  const host = bracket ? (bracket[1] ?? '') : colon < 0 ? text : text.slice(0, colon);
  const port = bracket ? bracket[2] : colon < 0 ? undefined : text.slice(colon + 1);
  return {
    ...(host === '' ? {} : { host, hostSpan: span(hostStart, hostStart + host.length) }),
    ...(port === undefined || port === '' ? {} : { port, portSpan: span(limit - port.length, limit) }),
  };
}

function readDatabase(value: string, start: number, end: number): Part<'database' | 'databaseSpan'> {
  if (value[start] !== '/') return {};
  const stop = value.slice(start + 1, end).search(/[/?#;\s]/);
  const at = span(start + 1, stop < 0 ? end : start + 1 + stop);
  return at.end === at.start ? {} : { database: value.slice(at.start, at.end), databaseSpan: at };
}

/** JDBC and Prisma put credentials into parameters: `?user=…&password=…`, `;user=…;password=…`. */
function readParameters(
  value: string,
  start: number,
  end: number,
): Part<'username' | 'password' | 'database' | 'databaseSpan'> {
  const found: { username?: Span; password?: Span; database?: string; databaseSpan?: Span } = {};
  const query = value.slice(start, end).search(/[?;]/);
  if (query < 0) return found;
  for (const match of value.slice(start + query, end).matchAll(/[?&;]([A-Za-z]{1,20})=([^&;\s]*)/g)) {
    const name = match[1]?.toLowerCase() ?? '';
    const text = match[2] ?? '';
    const from = start + query + match.index + match[0].length - text.length;
    const at = span(from, from + text.length);
    if (name === 'user' || name === 'username') found.username = at;
    else if (name === 'password' || name === 'pwd') found.password = at;
    else if (name === 'databasename' || (name === 'database' && text !== '')) {
      found.database = text;
      found.databaseSpan = at;
    }
  }
  return found;
}

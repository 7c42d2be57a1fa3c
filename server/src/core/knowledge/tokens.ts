/** Finds tokens that give themselves away by their shape, whatever they are called. */
import { overlaps, type Span, span } from '../text/span';
import { WordSearch } from '../text/word-search';
import { decodeBase64, encodesWords, shannonEntropy } from './entropy';
import { isPlaceholder } from './placeholders';
import { TOKEN_PATTERNS, type TokenPattern } from './token-patterns';

export interface ProviderToken {
  /** Which provider's, such as `github-token`; safe to show. */
  readonly id: string;
  readonly span: Span;
}

/** The first token anywhere in `text`, in the order of the table. Samples, masks and public tokens are passed over. */
export function findProviderToken(text: string): ProviderToken | undefined {
  return tokensIn(text)[0];
}

/** All tokens of a text, also of a whole source file, by place. Where two patterns fit, the first of the table counts. */
export function findProviderTokens(text: string): ProviderToken[] {
  const found: ProviderToken[] = [];
  for (const token of tokensIn(text)) {
    if (!found.some((other) => overlaps(other.span, token.span))) found.push(token);
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Supabase's anonymous key is a JWT that is meant for browsers: `"role":"anon"` in its payload. */
export function isPublicJwt(value: string): boolean {
  return JWT.test(value) && /"role"\s*:\s*"anon"/.test(payloadOf(value));
}

/** How the header of a key in PEM form begins: the one token that goes over many lines. */
export const KEY_BLOCK = '-----BEGIN';

const FOOTER = /-----END [A-Z0-9 ]{1,40}-----/y;
const JWT = /^eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{20,1000}$/;

/** In the order of the table; one pass over the text finds the places where a pattern may begin. */
function tokensIn(text: string): ProviderToken[] {
  const tokens: { readonly rank: number; readonly token: ProviderToken }[] = [];
  SEARCH.visit(text, (index, at) => {
    const needle = NEEDLES[index] ?? '';
    TOKEN_PATTERNS.forEach((pattern, rank) => {
      const found = pattern.needles.includes(needle) ? tokenAt(text, at, needle, pattern) : undefined;
      if (found) tokens.push({ rank, token: { id: pattern.id, span: found } });
    });
    return undefined;
  });
  return tokens.sort((a, b) => a.rank - b.rank || a.token.span.start - b.token.span.start).map(({ token }) => token);
}

const NEEDLES = [...new Set(TOKEN_PATTERNS.flatMap(({ needles }) => needles))];
const SEARCH = new WordSearch(NEEDLES);

function tokenAt(text: string, start: number, needle: string, pattern: TokenPattern): Span | undefined {
  if (!pattern.inside && start > 0 && /[\w-]/.test(text.charAt(start - 1))) return undefined;
  if (needle === ':AA' && !/(?:^|\D)\d{8,10}$/.test(text.slice(Math.max(0, start - 11), start))) return undefined;
  const bodyStart = start + needle.length;
  pattern.body.lastIndex = bodyStart;
  const body = pattern.body.exec(text)?.[0];
  if (body === undefined) return undefined;
  const found = span(start, bodyStart + body.length);
  if (pattern.id === 'private-key') return privateKey(text, found);
  if (pattern.id === 'jwt' && !isRealJwt(text.slice(found.start, found.end))) return undefined;
  if (pattern.mixed && !(/\d/.test(body) && /[A-Za-z]/.test(body) && hasRandomPart(body))) return undefined;
  return shannonEntropy(body) < (pattern.entropy ?? 3) || isSampleBody(body) ? undefined : found;
}

/** A header without forty characters of key behind it is a parser's constant or an ellipsis. */
function privateKey(text: string, header: Span): Span | undefined {
  const next = text.indexOf('-----', header.end);
  const inside = text.slice(header.end, Math.min(next < 0 ? text.length : next, header.end + 20_000));
  const body = inside.replace(/\\r|\\n|\s|["'+,\\]|[A-Za-z-]{1,20}: [^\n]*/g, '');
  const key = /^[A-Za-z0-9/+=]{40,}/.exec(body)?.[0];
  if (key === undefined || shannonEntropy(key) < 3.5 || isSampleBody(key.slice(0, 60))) return undefined;
  FOOTER.lastIndex = header.end + inside.length;
  const footer = FOOTER.exec(text);
  return span(header.start, footer ? FOOTER.lastIndex : header.end + Math.min(inside.length, key.length));
}

/** Passes over jwt.io's sample token and anonymous keys. */
function isRealJwt(token: string): boolean {
  if (isPublicJwt(token)) return false;
  const payload = payloadOf(token);
  return payload.includes('"') && !/"sub"\s*:\s*"1234567890"|"John Doe"/.test(payload);
}

function payloadOf(token: string): string {
  return decodeBase64(token.split('.')[1] ?? '');
}

/** Something between the separators that no word looks like. */
function hasRandomPart(body: string): boolean {
  return body
    .split(/[-_.]/)
    .some((part) => /\d/.test(part) && /[A-Za-z]/.test(part) && part.length >= 8 && !isPlaceholder(part));
}

/** The body alone is a stand-in, or says so itself: random text of this length has no five equal characters in a row. */
function isSampleBody(body: string): boolean {
  return (
    isPlaceholder(body) ||
    /(.)\1{4}/.test(body) ||
    /^[a-z]+(?:[-_][a-z]+)+$/.test(body) ||
    /EXAMPLE(?:KEY)?$/.test(body) ||
    /^(?:your|example|sample|dummy|fake)[-_a-z]/i.test(body) ||
    /12345678|abcdefgh/i.test(body) ||
    encodesWords(body)
  );
}

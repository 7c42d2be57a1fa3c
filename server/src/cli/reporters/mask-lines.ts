import { isSecretName, type SecretNameOptions } from '../../core/knowledge/secret-names';
import { classifyValue } from '../../core/knowledge/value-classes';
import type { Span } from '../../core/text/span';

/** What stays of a line with a secret: blanks, a list dash, an instruction's name, and the first name before `=` or `:`. */
const VISIBLE_START =
  /^\s*(?:-\s+)?(?:(?:ENV|ARG|LABEL|RUN|CMD|ENTRYPOINT|COPY|ADD|HEALTHCHECK|export)\s+)?(?:["']?[A-Za-z_][\w.-]*["']?\s*[=:]\s*|(?<=ENV\s+)[A-Za-z_]\w*\s+)?["']?/i;

/** For lines of Dockerfiles, YAML, shell and the like: there a literal needs no quotes, so all that follows is hidden. */
export function linesWithSecret(text: string, line: Span): Span[] {
  const content = text.slice(line.start, line.end).trimEnd();
  const lead = VISIBLE_START.exec(content)?.[0].length ?? 0;
  // Without a name before it, the last quote is the secret's as well.
  const tail = /["']$/.test(content) && content.length > lead ? 1 : 0;
  return [{ start: line.start + lead, end: line.start + content.length - tail }];
}

const ASSIGNMENT = /([A-Za-z_][\w.-]*)["']?\s*[=:]\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"',;]+))/dg;
/** Also as neighbours in a list: `"--password", "…"`. */
const FLAG = /--?([A-Za-z][\w-]*)["']?[ =,]+(?:"([^"]*)"?|'([^']*)'?|([^\s"'-][^\s"']*))/dg;
/** `ENV NAME value`, the old form. */
const ENV_PAIR = /^\s*ENV\s+([A-Za-z_]\w*)\s+(\S+)/dgi;
const USER_INFO = /:\/\/[^/\s@]*?:([^/\s]+)@/dg;
const USER_FLAG = /(?:^|\s)-u\s*["']?[^\s:"']+:([^\s"']+)/dg;
const AUTHORIZATION = /(?<![\w$])(?:[Bb]earer|[Bb]asic|token)\s+([^\s"']{6,})/dg;
/** Letters and digits without a break, long enough to be a key; the parts of addresses and paths each by itself. */
const MIXED = /[A-Za-z0-9]{8,}/dg;
const WORD = /[^\s"'=,;()[\]{}<>|&]+/dg;

/** Parts of a line that look like a secret, by their shape or by the name before them. */
export function suspiciousParts(text: string, line: Span, names: SecretNameOptions = {}): Span[] {
  const content = text.slice(line.start, line.end);
  const named = [ASSIGNMENT, FLAG, ENV_PAIR].flatMap((pattern) =>
    overlappingMatches(content, pattern).flatMap((match) => {
      const [, name = '', ...values] = match;
      const group = values.findIndex((value) => value !== undefined) + 2;
      const isHidden =
        isSecretName(name, names) && !/^(?:empty|reference)$/.test(classifyValue(match[group] ?? '', name));
      return isHidden ? spanOfGroup(match, group) : [];
    }),
  );
  const shaped = [USER_INFO, USER_FLAG, AUTHORIZATION].flatMap((pattern) =>
    [...content.matchAll(pattern)].flatMap((match) => (/^\$/.test(match[1] ?? '') ? [] : spanOfGroup(match, 1))),
  );
  const words = [...content.matchAll(WORD)].flatMap((match) => (looksSecret(match[0]) ? spanOfGroup(match, 0) : []));
  const random = [...content.matchAll(MIXED)].flatMap((match) => (isMixed(match[0]) ? spanOfGroup(match, 0) : []));
  return [...named, ...shaped, ...words, ...random].map(({ start, end }) => ({
    start: start + line.start,
    end: end + line.start,
  }));
}

/** A pair may stand inside the value of another one (`command: DB_PASSWORD=…`): each name begins a search of its own. */
function overlappingMatches(content: string, pattern: RegExp): RegExpExecArray[] {
  const search = new RegExp(pattern.source, pattern.flags);
  const found: RegExpExecArray[] = [];
  for (let match = search.exec(content); match !== null; match = search.exec(content)) {
    found.push(match);
    search.lastIndex = match.index + Math.max(1, match[0].indexOf(match[1] ?? '') + (match[1]?.length ?? 0));
  }
  return found;
}

/**
 * True for letters and digits that take turns as in nothing that people write (`Qz81xYk7`): both cases and digits, with three
 * changes between letters and digits at least. Digests in small letters stay.
 */
export function isMixed(word: string): boolean {
  if (!/[a-z]/.test(word) || !/[A-Z]/.test(word)) return false;
  return (word.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g) ?? []).length >= 3;
}

function looksSecret(word: string): boolean {
  // Image digests and package integrity are public and look like nothing else.
  if (/(?:^|@)sha(?:256|384|512)[:-]/.test(word)) return false;
  const found = classifyValue(word);
  // An address looks random as a whole; what is secret in it is its password.
  return found === 'token' || (found === 'secretish' && !word.includes('://'));
}

function spanOfGroup(match: RegExpExecArray, group: number): Span[] {
  const indices = match.indices?.[group];
  return indices === undefined ? [] : [{ start: indices[0], end: indices[1] }];
}

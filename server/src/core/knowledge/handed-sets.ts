import type { Span } from '../text/span';

/**
 * Where a deploy takes a whole set of variables from a place that no file of the folder shows: secrets that Kubernetes, or a
 * platform with manifests of its own, hands over as they are (`envFrom`; a ConfigMap is mostly committed beside it), env files
 * in a bucket for Amazon ECS, and the commands that start a program with what a store for secrets holds: Doppler, Infisical,
 * 1Password, Teller, Chamber, Berglas, SOPS, envconsul. UTF-16 offsets.
 */
export function handedSetIn(text: string): Span | undefined {
  for (const { 0: key, index } of text.matchAll(ENV_FROM)) {
    if (namesSecret(text, index + key.length, key.length - 'envFrom:'.length)) return spanOf(index, key);
  }
  for (const { 0: command, index } of text.matchAll(STORE_COMMAND)) {
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
    if (!/^\s*(?:#|\/\/)/.test(line)) return spanOf(index, command);
  }
  return undefined;
}

const ENV_FROM = /^[ \t]*(?:-[ \t]+)?envFrom:/gm;
const STORE_COMMAND =
  /"environmentFiles"\s*:|(?<![\w-])(?:(?:doppler|infisical|op|teller) run -|(?:chamber|berglas) exec [\w/-]|sops exec-env |envconsul -)/g;

function spanOf(start: number, { length }: string): Span {
  return { start, end: start + length };
}

/** Among the items of the list behind `envFrom:`, lines of templates passed over. @param column of the key */
function namesSecret(text: string, from: number, column: number): boolean {
  let start = text.indexOf('\n', from) + 1;
  for (let count = 0; start > 0 && count < MOST_LINES; count++) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, Math.min(end < 0 ? text.length : end, start + LONGEST_LINE));
    const [, blanks = '', first = ''] = /^([ \t]*)(\S?)/.exec(line) ?? [];
    const isInside = blanks.length > column || (blanks.length === column && first === '-');
    if (first !== '' && first !== '{' && first !== '#' && !isInside) return false;
    if (first !== '#' && /\bsecret(?:Ref)?:/.test(line)) return true;
    start = end < 0 ? 0 : end + 1;
  }
  return false;
}

const MOST_LINES = 20;
const LONGEST_LINE = 500;

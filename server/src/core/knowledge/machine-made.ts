/** Whether a value was made by a machine, or by somebody who had to think of a password. */
import { encodesWords, isHexDigest, shannonEntropy } from './entropy';
import { splitName } from './names';
import { isWordLike } from './prose';

/**
 * True for a value that nobody makes up: long, random, and hardly a word in it. What a person thinks of
 * (`Summer2024!`, `Admin_123`) opens real accounts as well as those of a demonstration; what a generator has made is in use.
 */
export function isMachineMade(value: string): boolean {
  const text = value.trim().replace(/^(?:Bearer|Basic|Token) +/i, '');
  if (encodesWords(text)) return false;
  if (UUID.test(text) || isHexDigest(text.replace(/-/g, ''))) return true;
  if (/\s/.test(text)) return false;
  const rest = text.replace(COUNTED, '');
  if (rest.length < SHORTEST || shannonEntropy(rest) < 3.5) return false;
  const inWords = splitName(rest)
    .filter((part) => part.length >= 3 && isWordLike(part))
    .reduce((sum, part) => sum + part.length, 0);
  return inWords * 2 < rest.length;
}

const SHORTEST = 16;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Keys that lie side by side: `12345`, `abcdef`, `qwerty`. */
const COUNTED =
  /0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|9?8?7654?3?2?1?|abc(?:d(?:e(?:fg?)?)?)?|qwer(?:ty?)?|asdf/gi;

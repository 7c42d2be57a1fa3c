/** Names with a version or a year behind them: what programs call their types, kinds and routes, not what they keep secret. */
import { splitName } from './names';
import { repeatsName } from './placeholders';
import { isWordLike } from './prose';
import { HARMLESS_TAILS, isSecretName, LEADING_VERBS, type SecretKind } from './secret-names';

/**
 * True for `RefreshToken2024`, `ResetPassword1`, `TokenTypeV2`: words and a number that name a secret, an act upon one or a
 * property of one. People make passwords of words and a number, so a password is a name only where it is no noun for one.
 */
export function isNumberedName(value: string, kind: SecretKind, keyName?: string): boolean {
  const stem = /^([A-Za-z][\w.-]*?[A-Za-z])[-_.]?[vV]?\d{1,4}$/.exec(value)?.[1];
  if (stem === undefined) return false;
  const words = splitName(stem);
  if (!words.every(isWordLike)) return false;
  if (isAboutSecret(words)) return true;
  if (kind === 'password') return false;
  // `fontSizeHeading1`: no machine counts words.
  if (kind !== 'secret' && words.length > 2 && /^[a-z]+(?:[A-Z][a-z]+)+\d$/.test(value)) return true;
  // A secret is often made up; tokens and keys come from machines, which count no words.
  const isName = kind !== 'secret' && isSecretName(stem);
  return isName || (keyName !== undefined && repeatsName(stem, keyName));
}

/** `reset password`, `token type`: the noun has a verb before it, or a tail that makes it something else. */
function isAboutSecret(words: readonly string[]): boolean {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined || words.length < 2) return false;
  return (
    (LEADING_VERBS.has(first) && isSecretName(words.slice(1).join('_'))) ||
    (HARMLESS_TAILS.has(last) && isSecretName(words.slice(0, -1).join('_')))
  );
}

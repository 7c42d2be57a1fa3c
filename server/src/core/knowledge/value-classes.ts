/**
 * The one order in which a literal is judged. A shape that gives a token away beats everything but a stand-in; what is left
 * must look random to count as a secret. Every test looks at the value alone, never at the line around it.
 */
import { parseConnectionString, passwordOfKeyValueString } from './connection-string';
import { characterClasses, isHexDigest, shannonEntropy } from './entropy';
import { splitName } from './names';
import { isNumberedName } from './numbered-names';
import { isPlaceholder } from './placeholders';
import { isProse, isWordLike } from './prose';
import { isPublicValue } from './public-values';
import { isReference } from './references';
import { type SecretKind, secretKind } from './secret-names';
import { findProviderToken } from './tokens';

export { parseConnectionString } from './connection-string';
export { hostClass } from './hosts';
export { findProviderToken, isPlaceholder, isProse, isPublicValue, isReference };

export type ValueClass = 'empty' | 'placeholder' | 'reference' | 'prose' | 'public' | 'token' | 'secretish' | 'plain';

/** `keyName` is the name the value stands under; it refines stand-ins, identifiers and the entropy gate. */
export function classifyValue(value: string, keyName?: string): ValueClass {
  if (value.trim() === '') return 'empty';
  if (isPlaceholder(value, keyName)) return 'placeholder';
  if (findProviderToken(value)) return 'token';
  if (isReference(value)) return 'reference';
  if (isPublicValue(value, keyName)) return 'public';
  const kind = keyName === undefined ? undefined : secretKind(keyName);
  if (isSecretish(value, kind ?? 'token', keyName)) return 'secretish';
  return isProse(value) ? 'prose' : 'plain';
}

/**
 * True when the value could well be the secret its name promises: eight characters, two character classes, enough entropy
 * (more than 3 bits for what people make up, 3.5 for what machines make), and neither a stand-in nor words nor a name.
 */
export function isSecretish(value: string, kind: SecretKind, keyName?: string): boolean {
  const text = value.trim().replace(/^(?:Bearer|Basic|Token) +/i, '');
  if (kind === 'connection-string') return holdsPassword(text);
  // Machines put no blanks into what they make, and nobody types a UUID.
  if (kind === 'password' ? UUID.test(text) : /\s/.test(text)) return false;
  if (text.length < 8 || text.length > MAXIMUM) return false;
  if (isPlaceholder(text) || isReference(text) || isProse(text) || NEVER_SECRET.some((pattern) => pattern.test(text)))
    return false;
  if (isNumberedName(text, kind, keyName) || isWordPath(text)) return false;
  if (isHexDigest(text.replace(/-/g, ''))) return true;
  if (characterClasses(text) < 2 || !hasRandomness(text)) return false;
  return shannonEntropy(text) > entropyGate(text, kind);
}

const MAXIMUM = 4096;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const NEVER_SECRET: readonly RegExp[] = [
  // URLs without credentials, module specifiers, mail addresses, MIME types, dates, versions, numbers, colours, cron lines.
  /^[a-z][a-z0-9+.-]*:\/\/[^\s@]*$/i,
  /^(?:@[\w.-]+\/)?[a-z][\w.-]*(?:\/[\w.-]+)*@[\^~]?\d+(?:\.[\dx]+){1,2}[\w.-]*$/,
  /^(?:[a-z][a-z-]*:)?@[a-z][a-z.-]*(?:\/[a-z][a-z.-]*)+$/,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[a-z]+\/[\w.+-]+(?:; ?[\w-]+=[\w-]+)*$/,
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/,
  /^v?\d+(?:\.\d+){1,4}(?:-[\w.]+)?$/,
  /^[+-]?[\d_.,:/ ]+(?:[a-z]{1,2}|min|hours?|days?)?$/i,
  /^#[0-9a-f]{3,8}$/i,
  // Password hashes (bcrypt, argon2, …), which prove a password without giving it away; user agents.
  /^\$(?:2[abxy]|argon2\w*|scrypt|pbkdf2[\w-]*|[156])\$/,
  /^[A-Za-z][\w.-]*\/\d+(?:\.\d+)*$/,
  // Classes of style sheets, and what selects an element of a page.
  /^(?=(?:.*?[a-z]-[a-z0-9]){2})(?:[a-z][a-z0-9:[\]./%_-]*(?: +|$)){3,}$/,
  /^[#.][a-z]+(?:[-_][a-z]+)+$/,
  // Patterns, markup, code, format strings, query strings.
  /^\/.+\/[dgimsuy]{0,8}$/,
  /^[\^].*[$]$/,
  /\[\^[^\]]+\]|\(\?[:=!<]|\[[a-z]-z[^\]]*\]|\\[sdwb][+*{]/i,
  /^<[a-z!/]/i,
  /=>|\bfunction\b|^[\w.]+\([^()]*\);?$/,
  /^%[sdj]|%[sdj]$/,
  /^(?:rgba?|hsla?|var|calc|url|linear-gradient)\(/,
  // Claims under a namespace, language tags with lists, accept headers.
  /^(?:urn|tag|did|spiffe):/,
];

/**
 * Three character classes in a short password leave little room above 3 bits: eight different characters are exactly 3.
 * So the gate gives way there, for passwords only.
 */
function entropyGate(text: string, kind: SecretKind): number {
  if (kind === 'token' || kind === 'key') return 3.5;
  return characterClasses(text) >= 3 ? Math.min(3, 0.78 * Math.log2(text.length)) : 3;
}

/** `/app/webhooks#webhook-secrets`. */
function isWordPath(text: string): boolean {
  return (
    /^\/[A-Za-z][\w/#?=&.:-]*$/.test(text) &&
    splitName(text).every((word) => /^v?\d{1,4}$/.test(word) || isWordLike(word))
  );
}

/** Words alone are no secret, in whatever case: at least a digit, or a symbol that joins no words. */
function hasRandomness(text: string): boolean {
  if (/\d/.test(text)) return true;
  if (/[^A-Za-z\s\-_.:/]/.test(text)) return !splitName(text).every(isWordLike) || /[!#$%^&*~@+=]/.test(text);
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && !splitName(text).every(isWordLike);
}

function holdsPassword(text: string): boolean {
  const password = parseConnectionString(text)?.password ?? passwordOfKeyValueString(text);
  if (password === undefined || password.end === password.start) return false;
  const secret = text.slice(password.start, password.end);
  return (
    !secret.includes('\uFFFC') && !isPlaceholder(text) && !isPlaceholder(secret, 'password') && !isReference(secret)
  );
}

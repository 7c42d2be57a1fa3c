/**
 * Values that stand for a value. Every test looks at the whole value: a filter that searches for words inside hides real
 * secrets (secretlint#1117 let "pass" anywhere switch the rule off).
 */
import { splitName } from './names';
import { isWordLike } from './prose';
import { isSecretName } from './secret-names';

/** True for stand-ins, masks, sample values and test words. `keyName` adds "a word equal to its own key name". */
export function isPlaceholder(value: string, keyName?: string): boolean {
  const text = unquote(value.trim());
  if (text === '') return true;
  if (text.length > 200) return false;
  return (
    SHAPES.some((pattern) => pattern.test(text)) ||
    KNOWN.has(text.toLowerCase()) ||
    isRepetition(text) ||
    isCounting(text) ||
    isCounting(/^(?:[a-z]{1,12}[-_]){1,3}(\d{6,})$/.exec(text)?.[1] ?? '') ||
    isAlphabet(text) ||
    isStandInPhrase(text) ||
    isTemplateUrl(text) ||
    isVariableName(text) ||
    (keyName !== undefined && repeatsName(text, keyName))
  );
}

/** `APP_SECRET`, `CONSUMER_SECRET`: the name of what is to be put there. */
function isVariableName(text: string): boolean {
  return /^[A-Z]{2,}(?:_[A-Z]{2,})+$/.test(text) && isSecretName(text);
}

/** True for words that say that there is no value: `none`, `not set`, `no key configured`. */
export function saysAbsent(value: string): boolean {
  return splitName(value).some((word) => ABSENT_WORDS.has(word)) || /^\s*n\/a\s*$/i.test(value);
}

const ABSENT_WORDS: ReadonlySet<string> = new Set(
  'no not none null nil nothing undefined unset unconfigured notset missing unknown empty absent disabled unavailable without'.split(
    ' ',
  ),
);

const SHAPES: readonly RegExp[] = [
  /^<[^<>%=]{1,120}>$/,
  /^\[[\w .-]{1,80}\]$/,
  /^\{[\w .-]{1,80}\}$/,
  // Masks, alone or after a provider's prefix: `****`, `...`, `sk_live_xxxxxxxx`, `ghp_****`.
  /^(?:[A-Za-z]{1,12}[-_.]){0,3}(?:x{3,}|X{3,}|\*{2,}|•{2,}|\.{2,}|…+|#{3,}|_{3,}|-{3,}|\?{2,}|0{6,})(?:[-_.]?(?:x+|X+|\*+|\.+))*$/,
  /^\w{0,20}(?:\.{3}|…|\*{3,})\w{0,6}$/,
  // `ghs_fake0fake1fake2…`: by chance a word may stand in random text once, and never twice.
  /(?:fake|dummy|example)\S*(?:fake|dummy|example)/i,
  // A provider's prefix with nothing behind it: `sk-proj-`.
  /^(?:[A-Za-z]{1,12}[-_]){1,3}$/,
  /^(?:AKIA|ASIA)[A-Z0-9]{0,20}EXAMPLE$/,
  /^[A-Za-z0-9/+]{20,40}EXAMPLEKEY$/,
  /^(?:n\/?a|none|null|nil|undefined|unset|not[-_ ]set|empty|blank|tbd|tba|todo|fixme)$/i,
];

/** Samples of well-known documentation; 'keyboard cat' and 'shhhhh' are what the session and JWT packages print in their READMEs. */
const KNOWN: ReadonlySet<string> = new Set([
  'keyboard cat',
  // The account that the emulators of Azure's storage have (https://learn.microsoft.com/azure/storage/common/storage-connect-azurite).
  ['eby8vdm02xnocqflquwjpllmetlcdxj1ouzft50usr', 'z6ifsufq2uvercz4i6tq/k1szfptotr/kbhbeksogmgw=='].join(''),
  'shhhhh',
  'correct horse battery staple',
  'lorem ipsum',
  '123e4567-e89b-12d3-a456-426614174000',
  '123e4567-e89b-12d3-a456-426655440000',
  '550e8400-e29b-41d4-a716-446655440000',
  'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  'asdf',
  'asdfasdf',
  'qwerty',
]);

/** One of these makes a phrase a stand-in, provided that all other words are plain ones. */
const MARKERS: ReadonlySet<string> = new Set(
  (
    'your yours generate changeme changeit changethis replace replaceme replacethis todo tbd fixme example examples sample dummy fake test testing tests placeholder foo bar baz ' +
    'foobar qux lorem insert mock stub demo some insecure mysecrethere yourkeyhere'
  ).split(' '),
);

/** Word pairs that do the same. */
const MARKER_PAIRS: ReadonlySet<string> = new Set([
  'change me',
  'change it',
  'change this',
  'change in',
  'change before',
  'please change',
  'must change',
  'put your',
  'goes here',
  'fill in',
  'fill me',
  'to change',
  'set me',
  'edit me',
  'for test',
  'for tests',
  'for testing',
  'not a',
  'not real',
  'not used',
  'not needed',
  'add your',
]);

/** Beside a weak marker only words about secrets may stand: `test-secret` is a stand-in, `test-hunter2horse` is not. */
const WEAK_MARKERS: ReadonlySet<string> = new Set(
  'test testing tests demo mock stub foo bar baz foobar qux example examples sample dummy fake some'.split(' '),
);

const SECRET_WORDS: ReadonlySet<string> = new Set(
  (
    'password passwd pwd pw pass passphrase secret secrets token tokens key keys api apikey access private public client auth jwt session cookie signing encryption ' +
    'webhook credential credentials user username id value string the a my some this is for only not real app db database local dev development and or'
  ).split(' '),
);

function isStandInPhrase(text: string): boolean {
  if (!/^[A-Za-z][\w .,:!?'<>()@/-]*$/.test(text)) return false;
  const words = splitName(text).flatMap(openCompound);
  if (!words.every(isPlainWord) || words.filter((word) => /\d/.test(word)).length > 1) return false;
  if (
    words.at(-1) === 'here' ||
    words.some((word, at) => MARKER_PAIRS.has(`${word} ${stripNumber(words[at + 1] ?? '')}`))
  )
    return true;
  // `changePassword`, `set-db-token`: words that ask for something else.
  const [first, ...others] = words;
  const isRequest =
    (first === 'change' || first === 'set' || first === 'enter') && others.every((word) => !/\d/.test(word));
  if (isRequest && others.some((word) => SECRET_WORDS.has(word))) return true;
  const markers = words.filter((word) => MARKERS.has(stripNumber(word)));
  if (markers.length === 0) return false;
  if (markers.some((word) => !WEAK_MARKERS.has(stripNumber(word)))) return true;
  return words.every((word) => WEAK_MARKERS.has(stripNumber(word)) || SECRET_WORDS.has(word) || /^\d{1,4}$/.test(word));
}

/** `yourpassword`, `changeme123`, `testpassword`: a marker glued to a word about secrets. */
function openCompound(word: string): string[] {
  const match = /^(your|my|some|test|dummy|fake|example|sample|change)(.+?)(here)?$/.exec(word);
  if (!match?.[1] || !match[2]) return [word];
  const rest = stripNumber(match[2]);
  const known = SECRET_WORDS.has(rest) || /^(?:me|it|this)$/.test(rest);
  return known ? [match[1], match[2], ...(match[3] ? [match[3]] : [])] : [word];
}

/** A pronounceable word with at most four digits at its end, or such a number. Random text has other pieces. */
function isPlainWord(word: string): boolean {
  return /^\d{1,4}$/.test(word) || isWordLike(stripNumber(word));
}

function stripNumber(word: string): string {
  return word.replace(/\d{1,4}$/, '');
}

/** `aaaa`, `1111-1111`, `00000000-0000-0000-…`: every part repeats one character, or the whole repeats one short piece. */
function isRepetition(text: string): boolean {
  const parts = text.split(/[-_ .:]/).filter((part) => part !== '');
  if (parts.length > 0 && text.length >= 3 && parts.every((part) => part === part.charAt(0).repeat(part.length))) {
    return parts.some((part) => part.length >= 3);
  }
  for (const size of [2, 3, 4]) {
    const piece = text.slice(0, size);
    if (text.length >= size * 3 && piece.repeat(Math.ceil(text.length / size)).startsWith(text)) return true;
  }
  return false;
}

/** `123456`, `abc123`, `abcdefghij`, `0123456789abcdef`: runs that start at the beginning of their alphabet. */
function isCounting(text: string): boolean {
  const plain = text.replace(/[-_ ]/g, '').toLowerCase();
  if (plain.length < 5 || !/^[a-z0-9]+$/.test(plain)) return false;
  let at = 0;
  while (at < plain.length) {
    if (!/[a01]/.test(plain.charAt(at))) return false;
    let length = 1;
    while (follows(plain.charAt(at + length - 1), plain.charAt(at + length))) length++;
    if (length < 3) return false;
    at += length;
  }
  return true;
}

/** `sk_test_abcdefghijklmnopqrstuvwxyz123456`, `zyxwvutsrqponmlk654321`: little but long runs, up or down. */
function isAlphabet(text: string): boolean {
  const plain = text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  if (plain.length < 12) return false;
  let inRuns = 0;
  for (let at = 0; at < plain.length; ) {
    const length = Math.max(runAt(plain, at, 1), runAt(plain, at, -1));
    if (length >= 5) inRuns += length;
    at += length;
  }
  return inRuns >= plain.length * 0.75;
}

/** Characters from a place on of which each is the next one's neighbour in the alphabet; at least one. */
function runAt(text: string, start: number, step: 1 | -1): number {
  let length = 1;
  while (text.charCodeAt(start + length) - text.charCodeAt(start + length - 1) === step) length++;
  return length;
}

function follows(before: string, after: string): boolean {
  if (after === '') return false;
  return before === '9' ? after === '0' || after === 'a' : after.charCodeAt(0) === before.charCodeAt(0) + 1;
}

/** `scheme://USER:PASSWORD@HOST…` and the lower-case `user:password@`; Prisma's `johndoe:randompassword` as well. */
function isTemplateUrl(text: string): boolean {
  return (
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?[A-Z_]+:[A-Z_]+@[A-Z_]+(?:[:/][\w:/?=&.-]*)?$/.test(text) ||
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:user(?:name)?:pass(?:word|wd)?|johndoe:randompassword|<[\w -]+>:<[\w -]+>)@[\w<>.:/?=&-]*$/.test(
      text,
    )
  );
}

/** `DB_PASSWORD=password`, `apiKey: 'api-key'`, `JWT_SECRET=jwtsecret`. */
export function repeatsName(text: string, keyName: string): boolean {
  const name = splitName(keyName).map((word) => word.replace(/\d+$/, ''));
  const joined = name.join('');
  const words = splitName(text);
  if (words.length === 0 || !/^[\w. -]+$/.test(text)) return false;
  const whole = words.join('');
  return (whole.length >= 3 && joined.endsWith(whole)) || words.every((word) => name.includes(word));
}

function unquote(text: string): string {
  const match = /^(["'`])(.*)\1$/s.exec(text);
  return match?.[2] ?? text;
}

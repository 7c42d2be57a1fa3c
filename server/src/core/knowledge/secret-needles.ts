/** Quick looks at a text: can a secret's name stand in it at all? Cheaper than a parse, and never narrower than the names. */
import { WordSearch } from '../text/word-search';
import { SECRET_PLUGINS, SECRET_PROPERTIES, SECRET_SINKS } from './secret-sinks';

/** True when a text may hold a name that `secret-names.ts` takes for a secret's, in whatever way it is written. */
export function maySpeakOfSecrets(text: string): boolean {
  return WORDS.isIn(text);
}

/** True when a text may hand something to a place of `secret-sinks.ts`. */
export function mayHoldSink(text: string): boolean {
  return SINK_WORDS.isIn(text) || MODULES.isIn(text);
}

/** True when a text imports a library with a place for a secret; less is said by `mayHoldSink`. */
export function mayImportSink(text: string): boolean {
  return IMPORTS.isIn(text);
}

/** What may stand between the parts of a compound: nothing, or up to two of these. */
const SEPARATORS = ['', '-', '_', '.', ' '];
const GAPS = [...new Set(SEPARATORS.flatMap((first) => SEPARATORS.map((second) => first + second)))];
const KEY_OWNERS = 'api access private signing encryption decryption master hmac aes role'.split(' ');

/** Every group of `SECRET_GROUPS` and every word of `COMPOUNDS` contains one of these. */
const NAME_PARTS = [
  ...['pass', 'pwd', 'pword', 'secret', 'token', 'jwt', 'cred'],
  ...KEY_OWNERS.flatMap((owner) => GAPS.map((gap) => `${owner}${gap}key`)),
];
const WORDS = new WordSearch(NAME_PARTS, 'ignore case');
const SINK_WORDS = new WordSearch([...NAME_PARTS, 'authorization'], 'ignore case');

const TABLES = [...SECRET_SINKS, ...SECRET_PLUGINS];
const PROPERTY_MODULES = SECRET_PROPERTIES.map(({ module }) => module);

/** Packages with a place that no name gives away: positional arguments, and options such as `keys` and `auth`. */
const MODULES = importPattern(
  TABLES.filter(({ places }) => places.some((place) => !WORDS.isIn(place)))
    .flatMap(({ modules }) => modules)
    .concat(PROPERTY_MODULES),
);

const IMPORTS = importPattern(TABLES.flatMap(({ modules }) => modules).concat(PROPERTY_MODULES));

/** A module's name behind a quote or the colon of `node:`. */
function importPattern(modules: readonly string[]): WordSearch {
  const starts = new Set(modules.map((module) => module.split('*')[0] ?? ''));
  return new WordSearch([...starts].flatMap((start) => ['"', "'", '`', ':'].map((quote) => quote + start)));
}

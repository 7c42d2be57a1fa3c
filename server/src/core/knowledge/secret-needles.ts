/** Quick looks at a text: can a secret's name stand in it at all? Cheaper than a parse, and never narrower than the names. */
import { SECRET_PLUGINS, SECRET_PROPERTIES, SECRET_SINKS } from './secret-sinks';

/** True when a text may hold a name that `secret-names.ts` takes for a secret's, in whatever way it is written. */
export function maySpeakOfSecrets(text: string): boolean {
  return WORDS.test(text);
}

/** True when a text may hand something to a place of `secret-sinks.ts`. */
export function mayHoldSink(text: string): boolean {
  return maySpeakOfSecrets(text) || MODULES.test(text) || /authorization/i.test(text);
}

/** True when a text imports a library with a place for a secret; less is said by `mayHoldSink`. */
export function mayImportSink(text: string): boolean {
  return IMPORTS.test(text);
}

/** Every group of `SECRET_GROUPS` and every word of `COMPOUNDS` contains one of these. */
const WORDS =
  /pass|pwd|pword|secret|token|jwt|cred|(?:api|access|private|signing|encryption|decryption|master|hmac|aes|role)[-_. ]{0,2}key/i;

const TABLES = [...SECRET_SINKS, ...SECRET_PLUGINS];
const PROPERTY_MODULES = SECRET_PROPERTIES.map(({ module }) => module);

/** Packages with a place that no name gives away: positional arguments, and options such as `keys` and `auth`. */
const MODULES = importPattern(
  TABLES.filter(({ places }) => places.some((place) => !WORDS.test(place)))
    .flatMap(({ modules }) => modules)
    .concat(PROPERTY_MODULES),
);

const IMPORTS = importPattern(TABLES.flatMap(({ modules }) => modules).concat(PROPERTY_MODULES));

/** A module's name behind a quote or the colon of `node:`. */
function importPattern(modules: readonly string[]): RegExp {
  const starts = new Set(modules.map((module) => (module.split('*')[0] ?? '').replace(/[.\\/]/g, '\\$&')));
  return new RegExp(`["'\`:](?:${[...starts].join('|')})`);
}

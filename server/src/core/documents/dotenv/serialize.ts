/** Writing values back. Kept beside the parser because it is the parser that proves the result. */
import { parseDotenv } from './parse';

/**
 * The right side of an assignment that dotenv and {@link parseDotenv} read back as `value`, quoted only when needed.
 * Text with a `$` or a backslash gets quotes in which shells and compose leave it alone, where the text allows it.
 * For the few texts that the format cannot express the nearest one is returned: ask {@link isSerializable} first.
 */
export function serializeDotenvValue(value: string): string {
  const candidates = candidatesFor(value);
  return candidates.find((candidate) => readsBackAs(candidate, value)) ?? candidates[0] ?? '';
}

/** False for the rare text with all three quotes and a line break or `#`, or with both a carriage return and a `\n`. */
export function isSerializable(value: string): boolean {
  return candidatesFor(value).some((candidate) => readsBackAs(candidate, value));
}

/** Safe without quotes for dotenv, compose, Docker, Node and every shell. */
const PLAIN = /^[A-Za-z0-9_./:@%+,=-]*$/;

function candidatesFor(value: string): readonly string[] {
  if (PLAIN.test(value)) return [value];
  const wrap = (quote: string) => ({ quote, text: `${quote}${value}${quote}` });
  const double = { quote: '"', text: `"${value.replace(/\r/g, '\\r').replace(/\n/g, '\\n')}"` };
  const isLiteral = /[$\\`!]/.test(value);
  const ordered = isLiteral ? [wrap("'"), wrap('`'), double] : [double, wrap("'"), wrap('`')];
  // Quotes that also occur inside work in dotenv only, by its second attempt at the line: they come last.
  const clean = ordered.filter(({ quote }) => !value.includes(quote));
  const forced = ordered.filter(({ quote }) => value.includes(quote));
  const texts = [...clean.map(({ text }) => text), value, ...forced.map(({ text }) => text)];
  // A backslash before the closing quote would escape it, depending on what the following lines hold.
  return value.endsWith('\\') ? [value, ...texts] : texts;
}

/** The second line catches a quote that reaches beyond its own line. */
function readsBackAs(candidate: string, value: string): boolean {
  const { entries, errors } = parseDotenv(`K=${candidate}\nL='x'\n`);
  const only = errors.every((error) => error.kind === 'unbalanced-interpolation' || error.kind === 'trailing-text');
  return only && entries.length === 2 && entries[0]?.value === value && entries[1]?.key === 'L';
}

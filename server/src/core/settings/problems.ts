import { z } from 'zod';
import { nearestName } from '../text/nearest-name';

/**
 * What is wrong with a configuration, in one line: the place, what was expected there and what was found. Texts that were
 * found are not repeated, unless they are nearly a word that is known: they may be anything.
 * @param noun what a key is called where it is none: "setting", "option of logs/…"
 */
export function problemOf(
  issue: z.core.$ZodIssue | undefined,
  value: unknown,
  schema: z.ZodType,
  noun: string,
): string {
  if (issue === undefined) return 'not a configuration';
  const place = placeName(issue.path);
  const found = valueAt(value, issue.path);
  const before = place === '' ? '' : `"${place}": `;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      return `${before}"${key}" is no ${noun}${suggestion(key, keysAt(schema, issue.path))}`;
    }
    case 'invalid_value':
      return `${before}${expectedOne(issue.values.map(String), found)}`;
    case 'invalid_type':
      if (found === undefined) return `${before}missing; expected ${TYPES[issue.expected] ?? issue.expected}`;
      return `${before}expected ${TYPES[issue.expected] ?? issue.expected}, found ${described(found)}`;
    case 'invalid_union':
      return `${before}${unionProblem(issue, found)}`;
    case 'invalid_key':
      return `${before}${issue.issues[0]?.message ?? 'unknown name'}`;
    default:
      return `${before}${issue.message}`;
  }
}

/** `, did you mean …`, or all that there is where that is little. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  if (near !== undefined) return `; did you mean "${near}"?`;
  return known.length === 0 || known.length > 12 ? '' : `; known are ${listOf(known, 'and')}`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

function expectedOne(values: readonly string[], found: unknown): string {
  const near = typeof found === 'string' ? nearestName(found, values) : undefined;
  const expected = `expected one of ${listOf(values, 'or')}`;
  if (near !== undefined) return `${expected}, found "${String(found)}"; did you mean "${near}"?`;
  return `${expected}, found ${typeof found === 'string' && found !== '' ? 'another text' : described(found)}`;
}

/** A severity, or a list of a severity and options: what was written says which of the two was meant. */
function unionProblem(issue: z.core.$ZodIssueInvalidUnion, found: unknown): string {
  const [alone] = issue.errors[0] ?? [];
  const values = alone?.code === 'invalid_value' ? alone.values.map(String) : [];
  if (!Array.isArray(found)) return expectedOne(values, found);
  const first: unknown = found[0];
  if (!values.includes(String(first))) return `${expectedOne(values, first)} in front`;
  return `expected a list of a severity and an object of options, found ${found.length === 2 ? `${described(found[1])} in the place of the object` : `a list of ${found.length}`}`;
}

function described(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (value === '') return 'an empty text';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'boolean' ? String(value) : typeof value === 'number' ? 'a number' : 'a text';
}

function listOf(words: readonly string[], last: 'and' | 'or'): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}

/** `overrides[0].files` */
function placeName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Object.getOwnPropertyDescriptor(inner, key)?.value : undefined,
    value,
  );
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = path.reduce<unknown>((outer, key) => partOf(outer, key), schema);
  const object = unwrapped(inner);
  return object instanceof z.ZodObject ? Object.keys(object.shape).filter((key) => !key.startsWith('$')) : [];
}

function partOf(schema: unknown, key: PropertyKey): unknown {
  const outer = unwrapped(schema);
  if (outer instanceof z.ZodObject) return Object.getOwnPropertyDescriptor(outer.shape, key)?.value;
  return outer instanceof z.ZodArray ? outer.element : undefined;
}

function unwrapped(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return isWrapped ? unwrapped(schema.unwrap()) : schema;
}

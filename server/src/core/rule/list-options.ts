import { RE2JS } from 're2js';
import type { ts } from 'ts-morph';
import { z } from 'zod';
import { baseProgram, type ShellCommand } from '../documents/shell/split';
import type { Bindings } from '../documents/typescript/bindings';
import { matchesAnyGlob } from '../knowledge/names';
import { wordSchema } from '../settings/globs';
import type { MessageData } from './finding';

/** What the lists of a rule name, and where its findings say the name. */
export interface ListMeta {
  /** One entry and several, as in "package" and "packages". */
  readonly entry: readonly [one: string, many: string];
  /** An entry as a user may write it. */
  readonly example: string;
  /** Keys of a finding's data that hold what `allow` and `allowPatterns` are compared with. */
  readonly subjects: readonly string[];
  /** What an entry of `add` means, as a sentence. Left out: the rule has no list that can grow. */
  readonly add?: string;
  /** What an entry of `allow` means, where it is more than "is left alone". */
  readonly allow?: string;
}

/** The lists of a user beside those that are built in; they extend, never replace. */
export interface ListOptions {
  readonly add: readonly string[];
  readonly allow: readonly string[];
  readonly allowPatterns: readonly string[];
}

/** For a rule that decides by a list: its options, and what the engine leaves out by them. To be spread into the rule. */
export function listed(meta: ListMeta): { readonly list: ListMeta; readonly options: z.ZodType<ListOptions> } {
  return { list: meta, options: listedWith(meta, {}).options };
}

/** The same for a rule that has more options. */
export function listedWith<S extends z.ZodRawShape>(
  meta: ListMeta,
  more: S,
): { readonly list: ListMeta; readonly options: z.ZodType<ListOptions & z.infer<z.ZodObject<S>>> } {
  const [one, many] = meta.entry;
  const { add, ...allow } = listShape({
    add: meta.add ?? '',
    allow: meta.allow ?? `${capitalised(many)} that are left alone, as globs (\`${meta.example}\`).`,
    allowPatterns: `Regular expressions; a ${one} that one of them matches as a whole is left alone.`,
  });
  const shape = { ...(meta.add !== undefined && { add }), ...allow, ...more };
  const schema: z.ZodType = z.object(shape);
  return { list: meta, options: schema as z.ZodType<ListOptions & z.infer<z.ZodObject<S>>> };
}

/** The three options, each described by what an entry does. */
export function listShape(words: Readonly<Record<keyof ListOptions, string>>) {
  return {
    add: globs.describe(words.add),
    allow: globs.describe(words.allow),
    allowPatterns: patterns.describe(words.allowPatterns),
  };
}

/** Whether a user's list names it beside those that are built in. */
export function isAdded(name: string, { add }: Pick<ListOptions, 'add'>): boolean {
  return matchesAnyGlob(name, add);
}

/** The package whose function or class is called, where a user's list names it. */
export function addedPackageOf(
  callee: ts.Expression,
  bindings: Bindings,
  options: Pick<ListOptions, 'add'>,
): string | undefined {
  const module = options.add.length === 0 ? undefined : bindings.importOf(callee)?.module;
  return module !== undefined && isAdded(module, options) ? module : undefined;
}

/** The program of a command, where a user's list names it: alone (`acme-watch`) or with its first word (`acme watch`). */
export function addedProgramOf({ words }: ShellCommand, options: Pick<ListOptions, 'add'>): string | undefined {
  const [program, operand] = words;
  if (options.add.length === 0 || program === undefined || program.dynamic) return undefined;
  const name = baseProgram(program);
  if (isAdded(name, options)) return name;
  // Any other operand may be a value, which findings never repeat.
  const isVerb = operand !== undefined && !operand.dynamic && /^[a-z][a-z:_-]*$/i.test(operand.text);
  const both = `${name} ${operand?.text ?? ''}`;
  return isVerb && isAdded(both, options) ? both : undefined;
}

/** Whether a user leaves alone what has this name. */
export function isAllowed(name: string, options: Pick<ListOptions, 'allow' | 'allowPatterns'>): boolean {
  return matchesAnyGlob(name, options.allow) || matchesPattern(name, options);
}

/** True for a finding about something that the user leaves alone. */
export function isLeftAlone(list: ListMeta | undefined, data: MessageData, options: unknown): boolean {
  if (list === undefined || !hasLists(options)) return false;
  const names = list.subjects.map((key) => data[key]).filter((name) => typeof name === 'string');
  return names.some((name) => isAllowed(name, options));
}

/** False where a text cannot name an entry of `add`: globs ignore case, and so does this. Words of one may stand apart. */
export function mayNameAdded(text: string, options: unknown): boolean {
  if (typeof options !== 'object' || options === null || !('add' in options) || !Array.isArray(options.add))
    return false;
  const needles = options.add.map((glob) =>
    longestOf(
      String(glob)
        .toLowerCase()
        .split(/[*?\s]+/),
    ),
  );
  if (needles.length === 0) return false;
  const lower = text.toLowerCase();
  return needles.some((needle) => lower.includes(needle));
}

/** Whole-text match with one of `allowPatterns`. */
export function matchesPattern(text: string, { allowPatterns }: Pick<ListOptions, 'allowPatterns'>): boolean {
  return allowPatterns.some((source) => patternOf(source)?.matches(text));
}

const globs = z.array(wordSchema).default([]);
const patterns = z
  .array(
    wordSchema.refine((source) => patternOf(source) !== undefined, {
      message: 'not a regular expression of RE2 (look-around and back-references are none)',
    }),
  )
  .default([]);

function hasLists(options: unknown): options is Pick<ListOptions, 'allow' | 'allowPatterns'> {
  return typeof options === 'object' && options !== null && 'allow' in options && 'allowPatterns' in options;
}

const compiled = new Map<string, RE2JS | undefined>();

/**
 * Patterns come with the code that is looked at, and one of JavaScript's own can keep a process busy for ever. RE2 takes time
 * in proportion to the text, whatever the pattern. `undefined` for what is none.
 */
function patternOf(source: string): RE2JS | undefined {
  if (!compiled.has(source)) {
    try {
      compiled.set(source, RE2JS.compile(source, RE2JS.DOTALL));
    } catch {
      compiled.set(source, undefined);
    }
  }
  return compiled.get(source);
}

function longestOf(parts: readonly string[]): string {
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

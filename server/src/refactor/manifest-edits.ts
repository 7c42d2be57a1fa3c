import { type FormattingOptions, modify } from 'jsonc-parser';
import { parseManifest } from '../core/documents/manifest/parse';
import { type Edit, lineBreakOf } from '../core/text/edits';
import type { Span } from '../core/text/span';

/** Edits of a package.json that keep its indentation, line breaks and order. All give nothing for a broken file. */

export interface WantedDependency {
  readonly name: string;
  readonly range: string;
}

/** Adds packages that the file does not list yet: in their place where the list is sorted, else at its end. */
export function addDependencies(text: string, wanted: readonly WantedDependency[]): Edit[] {
  const manifest = parseManifest(text);
  if (manifest.rootSpan === undefined || manifest.errors.length > 0) return [];
  const listed = [...manifest.dependencies.values()];
  const sections = [manifest.dependencies, manifest.optionalDependencies, manifest.peerDependencies];
  const missing = wanted.filter(({ name }) => !sections.some((section) => section.has(name)));
  if (listed.length === 0) return missing.length === 0 ? [] : newSection(text, missing);
  const isSorted = listed.every(({ name }, index) => index === 0 || (listed[index - 1]?.name ?? '') < name);
  return missing.flatMap(({ name, range }): Edit[] => {
    const after = isSorted ? listed.findLast((one) => one.name < name) : listed.at(-1);
    const [first] = listed;
    const entry = `${JSON.stringify(name)}: ${JSON.stringify(range)}`;
    if (after !== undefined) {
      const at = after.entrySpan.end;
      return [{ span: { start: at, end: at }, text: `,${blanksBefore(text, after.keySpan.start)}${entry}` }];
    }
    if (first === undefined) return [];
    const at = first.keySpan.start;
    return [{ span: { start: at, end: at }, text: `${entry},${blanksBefore(text, at)}` }];
  });
}

/** Declares a dependency of development for run time as well; in place where the list is the only thing that changes. */
export function moveToDependencies(text: string, name: string): Edit[] {
  const { devDependencies, errors } = parseManifest(text);
  const list = [...devDependencies.values()];
  const entry = devDependencies.get(name);
  if (entry === undefined || errors.length > 0) return [];
  return [...addDependencies(text, [entry]), cut(placeIn(list, list.indexOf(entry), entry.entrySpan))];
}

/** The entry of a list with the comma that goes with it. */
function placeIn(list: readonly { readonly entrySpan: Span }[], index: number, own: Span): Span {
  const next = list[index + 1];
  const previous = list[index - 1];
  if (next !== undefined) return { start: own.start, end: next.entrySpan.start };
  return previous === undefined ? own : { start: previous.entrySpan.end, end: own.end };
}

/** Deletes a script with its comma; a list that has no other stays as an empty one. */
export function removeScript(text: string, name: string): Edit | undefined {
  const { scripts, errors } = parseManifest(text);
  const list = [...scripts.values()];
  const index = list.findIndex((script) => script.name === name);
  const script = list[index];
  if (script === undefined || errors.length > 0) return undefined;
  return cut(placeIn(list, index, script.entrySpan));
}

function cut(span: Span): Edit {
  return { span, text: '' };
}

function newSection(text: string, wanted: readonly WantedDependency[]): Edit[] {
  const offset = text.startsWith('\uFEFF') ? 1 : 0;
  const value = Object.fromEntries(wanted.map(({ name, range }) => [name, range]));
  const edits = modify(text.slice(offset), ['dependencies'], value, { formattingOptions: formattingOf(text) });
  return edits.map(({ offset: start, length, content }) => ({
    span: { start: start + offset, end: start + length + offset },
    text: content,
  }));
}

function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: lineBreakOf(text) };
}

/** The line break and indentation (or blank) that stands before a key. */
function blanksBefore(text: string, offset: number): string {
  return /\s*$/.exec(text.slice(0, offset))?.[0] ?? '';
}

import { type DotenvDocument, type DotenvEntry, type DotenvError, parseDotenvAt } from '../core/documents/dotenv/parse';
import { isSerializable, serializeDotenvValue } from '../core/documents/dotenv/serialize';
import type { FixSafety } from '../core/rule/finding';
import { applyEdits, type Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';

export interface LineRepair {
  readonly title: string;
  /** `safe` when the dotenv package reads the same before and after. */
  readonly safety: FixSafety;
  readonly edits: readonly Edit[];
}

/**
 * How a line of an environment file becomes one that every reader understands; `kind` names what is wrong with it.
 * `undefined` where only the author can know what was meant.
 * @param document the text, parsed
 */
export function repairOf(text: string, kind: string, at: Span, document: DotenvDocument): LineRepair | undefined {
  const repair = proposalOf(text, kind, at, document);
  if (
    repair === undefined ||
    (repair.safety === 'safe' && !readsAlike(text, repair.edits, lineStartOf(text, at, document)))
  ) {
    return undefined;
  }
  return repair;
}

/** An error of a line as such; what is wrong within a value may stand on a line of its own. */
export function isOutsideValues({ kind }: DotenvError): boolean {
  return kind === 'no-equals' || kind === 'illegal-key';
}

/** The sign with which other formats begin a comment (`;` in INI files, `//` in code), where the line of an offset begins so. */
export function foreignMarkAt(text: string, at: number): Span | undefined {
  let lineStart = at;
  while (lineStart > 0 && !/[\r\n]/.test(text.charAt(lineStart - 1))) lineStart--;
  const [, blanks = '', mark = ''] = /^(\uFEFF?[ \t]*)(;+|\/\/+|)/.exec(text.slice(lineStart, lineStart + 200)) ?? [];
  const start = lineStart + blanks.length;
  return mark === '' ? undefined : { start, end: start + mark.length };
}

function proposalOf(text: string, kind: string, at: Span, document: DotenvDocument): LineRepair | undefined {
  const entry = entryAt(document, at);
  if (kind === 'comment-mark') {
    const marks = new Map<number, Edit>();
    for (const error of document.errors) {
      if (!isOutsideValues(error)) continue;
      const span = foreignMarkAt(text, error.span.start);
      if (span !== undefined) marks.set(span.start, { span, text: '#' });
    }
    return { title: 'Begin comments with "#"', safety: 'suggestion', edits: [...marks.values()] };
  }
  if (kind === 'no-equals')
    return safe('Make this line a comment', [{ span: { start: at.start, end: at.start }, text: '# ' }]);
  if (entry === undefined) return undefined;
  const { key } = entry;
  switch (kind) {
    case 'yaml-colon':
    case 'space-around-equals':
      return safe(`Write "=" after ${key}`, [{ span: entry.separatorSpan, text: '=' }]);
    case 'docker-export':
      return safe(`Remove "export" before ${key}`, [{ span: { start: at.start, end: entry.keySpan.start }, text: '' }]);
    case 'docker-quotes':
      return isSerializable(entry.value) && !/[\r\n]/.test(entry.value)
        ? suggestion(`Remove the quotes around the value of ${key}`, entry, entry.value)
        : undefined;
    case 'hash-in-value':
      return quoted(
        `Take the rest of the line into the value of ${key}`,
        entry,
        text.slice(entry.rawValueSpan.start, at.end).trimEnd(),
      );
    case 'unclosed-quote':
      return quoted(`Close the quote of ${key}`, entry, text.slice(entry.rawValueSpan.start + 1, at.end).trimEnd());
    case 'unquoted-multiline':
      return quoted(`Quote the value of ${key}`, { ...entry, rawValueSpan: at }, text.slice(at.start, at.end));
    default:
      return undefined;
  }
}

function safe(title: string, edits: readonly Edit[]): LineRepair {
  return { title, safety: 'safe', edits };
}

function suggestion(title: string, entry: Pick<DotenvEntry, 'rawValueSpan'>, right: string): LineRepair {
  return { title, safety: 'suggestion', edits: [{ span: entry.rawValueSpan, text: right }] };
}

/** The value in quotes; what the comment held goes along where it was meant to be a part of it. */
function quoted(title: string, entry: DotenvEntry, value: string): LineRepair | undefined {
  const plain = value.replace(/\r\n?/g, '\n');
  if (!isSerializable(plain) || value.includes('"')) return undefined;
  const right = plain.includes('\n') ? `"${value}"` : serializeDotenvValue(plain);
  const end = Math.max(entry.rawValueSpan.end, entry.rawValueSpan.start + value.length);
  return { title, safety: 'suggestion', edits: [{ span: { start: entry.rawValueSpan.start, end }, text: right }] };
}

/** A repair changes one assignment, or one line that is none: what stands below is read as before if it begins where it did. */
function readsAlike(text: string, edits: readonly Edit[], lineStart: number): boolean {
  const changed = applyEdits(text, edits);
  const before = parseDotenvAt(text, lineStart);
  const after = parseDotenvAt(changed, lineStart);
  return (
    after.end - before.end === changed.length - text.length &&
    after.entries.length === before.entries.length &&
    after.entries.every(
      ({ key, value }, index) => key === before.entries[index]?.key && value === before.entries[index]?.value,
    )
  );
}

/** Of the assignment, which may have several lines, or of a line that is none. */
function lineStartOf(text: string, at: Span, document: DotenvDocument): number {
  const own = entryAt(document, at)?.lineSpan.start;
  if (own !== undefined) return own;
  const start = Math.max(text.lastIndexOf('\n', at.start - 1), text.lastIndexOf('\r', at.start - 1)) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Entries stand in their order, and none within another. */
function entryAt({ entries }: DotenvDocument, at: Span): DotenvEntry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.lineSpan.end ?? 0) <= at.start) low = middle + 1;
    else high = middle;
  }
  return [entries[low - 1], entries[low]].find((entry) => entry !== undefined && contains(entry.lineSpan, at));
}

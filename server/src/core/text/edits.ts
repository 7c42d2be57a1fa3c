import { overlaps, type Span } from './span';

/** Replaces the text of a span; an empty span inserts, an empty text deletes. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Sorted by place; insertions at one offset keep the order in which they were given. */
export function sortEdits(edits: readonly Edit[]): Edit[] {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index)
    .map(({ edit }) => edit);
}

export function hasOverlap(edits: readonly Edit[]): boolean {
  const sorted = sortEdits(edits);
  return sorted.some((edit, index) => {
    const previous = sorted[index - 1];
    return previous !== undefined && overlaps(previous.span, edit.span);
  });
}

/**
 * The text after all edits.
 * @throws RangeError when two edits overlap or one lies outside the text: such a change must be refused whole.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const { span, text: replacement } of sortEdits(edits)) {
    if (span.start < position || span.end < span.start || span.end > text.length) {
      throw new RangeError(`edit ${span.start}-${span.end} overlaps another edit or leaves the text`);
    }
    result += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return result + text.slice(position);
}

/** Each group is taken whole or not at all, in order of its first edit; a group that overlaps a taken one is left out. */
export function mergeEdits(groups: readonly (readonly Edit[])[]): Edit[] {
  const taken: Edit[] = [];
  for (const group of groups) {
    if (group.some((edit) => taken.some((other) => clash(edit, other)))) continue;
    taken.push(...group);
  }
  return sortEdits(taken);
}

/** Two edits clash also when they insert at the same place: their order would decide the result. */
function clash(a: Edit, b: Edit): boolean {
  return overlaps(a.span, b.span) || (a.span.start === b.span.start && a.span.end === b.span.end);
}

/** The one edit that makes one text of another, without what is the same before and behind it. */
export function differenceOf(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { span: { start, end: before.length - same }, text: after.slice(start, after.length - same) };
}

/** `\r\n` when the text's first line break is one, else `\n`. */
export function lineBreakOf(text: string): '\r\n' | '\n' {
  const index = text.indexOf('\n');
  return index > 0 && text.charCodeAt(index - 1) === 13 ? '\r\n' : '\n';
}

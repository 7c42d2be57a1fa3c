import type { TextChange } from '../../core/documents/typescript/parse';

/**
 * Two changes in a row as one: `first` leads from an old text to a middle one, `second` from there to the new one.
 * What lies between them counts as replaced.
 */
export function joinChanges(first: TextChange, second: TextChange): TextChange {
  const grown = first.newLength - (first.oldEnd - first.start);
  const firstEnd = first.start + first.newLength;
  const start = Math.min(first.start, second.start);
  const middleEnd = Math.max(firstEnd, second.oldEnd);
  const oldEnd = second.oldEnd > firstEnd ? second.oldEnd - grown : first.oldEnd;
  const secondGrown = second.newLength - (second.oldEnd - second.start);
  return { start, oldEnd, newLength: middleEnd - start + secondGrown };
}

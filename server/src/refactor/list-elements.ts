import { ts } from 'ts-morph';
import type { Edit } from '../core/text/edits';

/**
 * Removes elements of a list (array elements, properties, specifiers) with their commas; comments on lines above an
 * element go with it, those above one that stays do not.
 */
export function removeFromList(list: readonly ts.Node[], idle: ReadonlySet<ts.Node>, tree: ts.SourceFile): Edit[] {
  const kept = list.findLastIndex((element) => !idle.has(element));
  const edits: Edit[] = [];
  for (const [index, element] of list.entries()) {
    const next = list[index + 1];
    if (index > kept || !idle.has(element) || next === undefined) continue;
    edits.push({ span: { start: element.getStart(tree), end: ownStart(next, tree) }, text: '' });
  }
  const last = list.at(-1);
  const first = list[0];
  if (last === undefined || first === undefined || kept === list.length - 1) return edits;
  const before = list[kept];
  if (before !== undefined) return [...edits, { span: { start: before.end, end: last.end }, text: '' }];
  // Nothing stays: a comma behind the last one would be left alone.
  const comma = /^\s*,/.exec(tree.text.slice(last.end))?.[0].length ?? 0;
  return [{ span: { start: first.getStart(tree), end: last.end + comma }, text: '' }];
}

/** Where the element begins together with the comments on the lines above it; a comment behind the comma is not its own. */
function ownStart(node: ts.Node, tree: ts.SourceFile): number {
  const comments = ts.getLeadingCommentRanges(tree.text, node.pos) ?? [];
  const own = comments.find(({ pos }) => tree.text.slice(node.pos, pos).includes('\n'));
  return own?.pos ?? node.getStart(tree);
}

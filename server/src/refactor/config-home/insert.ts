import { ts } from 'ts-morph';
import { propertyName } from '../../core/documents/typescript/ast';
import { type Edit, lineBreakOf } from '../../core/text/edits';
import { indentationAt } from '../source-style';

/** Puts elements at the end of a list, one a line where the others stand so, without moving a comment behind the last one. */
export function insertInto(list: ts.NodeArray<ts.Node>, added: readonly string[], tree: ts.SourceFile): Edit[] {
  if (added.length === 0) return [];
  const { text } = tree;
  const last = list.at(-1);
  if (last === undefined) return [insertion(list.pos, ` ${added.join(', ')} `)];
  const start = last.getStart(tree);
  if (!text.slice(list.pos, start).includes('\n')) {
    return [insertion(last.end, added.map((one) => `, ${one}`).join(''))];
  }
  const lead = lineBreakOf(text) + indentationAt(text, start);
  const comma = list.hasTrailingComma ? text.indexOf(',', last.end) + 1 : last.end;
  const behind = ts.getTrailingCommentRanges(text, comma)?.at(-1)?.end ?? comma;
  if (list.hasTrailingComma) return [insertion(behind, added.map((one) => `${lead}${one},`).join(''))];
  const lines = added.map((one) => lead + one).join(',');
  return behind === last.end ? [insertion(behind, `,${lines}`)] : [insertion(last.end, ','), insertion(behind, lines)];
}

/** Puts members at the end of an interface or type literal, in the manner of the last one. */
export function insertMembers(
  members: ts.NodeArray<ts.TypeElement>,
  added: readonly string[],
  tree: ts.SourceFile,
): Edit[] {
  const { text } = tree;
  const last = members.at(-1);
  if (added.length === 0) return [];
  if (last === undefined) return [insertion(members.pos, ` ${added.join('; ')} `)];
  const separator = /[;,]$/.exec(last.getText(tree))?.[0] ?? '';
  const start = last.getStart(tree);
  if (!text.slice(members.pos, start).includes('\n')) {
    const lead = separator === '' ? '; ' : ' ';
    return [insertion(last.end, lead + added.map((one) => one + separator).join(separator === '' ? '; ' : ' '))];
  }
  const lead = lineBreakOf(text) + indentationAt(text, start);
  const behind = ts.getTrailingCommentRanges(text, last.end)?.at(-1)?.end ?? last.end;
  return [insertion(behind, added.map((one) => lead + one + separator).join(''))];
}

export function keysOf(object: ts.ObjectLiteralExpression): Set<string> {
  return new Set(object.properties.flatMap(({ name }) => (name === undefined ? [] : (propertyName(name) ?? []))));
}

/** Each edit once: two variables may need the same import. */
export function distinct(edits: readonly Edit[]): Edit[] {
  const seen = new Set<string>();
  return edits.filter(({ span, text }) => {
    const key = `${span.start} ${span.end} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

function insertion(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}

import { type Edit, lineBreakOf } from '../core/text/edits';

/** A line at the end of a text, in the text's own line breaks; a missing break before it is put in. */
export function appendLine(text: string, line: string): Edit {
  const lineBreak = lineBreakOf(text);
  const isOpen = text !== '' && text !== '\uFEFF' && !/[\r\n]$/.test(text);
  return { span: { start: text.length, end: text.length }, text: `${isOpen ? lineBreak : ''}${line}${lineBreak}` };
}

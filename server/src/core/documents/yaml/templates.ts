import type { Span } from '../../text/span';

/** A text with what a template engine (Helm, Jinja and the like) fills in made harmless. */
export interface MaskedText {
  /** As long as the original, line breaks in their places. */
  readonly text: string;
  /** What an action such as `{{ if … }}` governs, up to and with its `{{ end }}`: it may be there or not. */
  readonly conditions: readonly Span[];
}

/** An expression of a GitHub workflow (`${{ … }}`) is no template. */
const ACTION = /(?<!\$)\{\{[\s\S]*?\}\}/g;
const OPENING = /^\{\{-?\s*(if|with|range|define|block)\b/;
const CLOSING = /^\{\{-?\s*end\b/;
/** Stands for a character of a template while lines are sorted out; no text that people write holds it. */
const MARK = '\uE000';

/** Lines that hold templates alone become blank, templates inside of a line become a word of the same length. */
export function maskTemplates(text: string): MaskedText {
  const marked = text.replace(ACTION, (action) => action.replace(/[^\r\n]/g, MARK));
  const lines = marked.split('\n').map((line) => {
    if (!line.includes(MARK)) return line;
    const isAlone = /^[\s\uE000]*$/.test(line);
    return line.replaceAll(MARK, isAlone ? ' ' : '_');
  });
  return { text: lines.join('\n'), conditions: conditionsIn(text) };
}

function conditionsIn(text: string): Span[] {
  const open: { readonly start: number; readonly keyword: string }[] = [];
  const conditions: Span[] = [];
  for (const { 0: action, index } of text.matchAll(ACTION)) {
    const keyword = OPENING.exec(action)?.[1];
    if (keyword !== undefined) open.push({ start: index, keyword });
    else if (CLOSING.test(action)) {
      const begun = open.pop();
      const isBlock = begun?.keyword === 'define' || begun?.keyword === 'block';
      if (begun !== undefined && !isBlock) conditions.push({ start: begun.start, end: index + action.length });
    }
  }
  // What is never closed governs the rest.
  return [...conditions, ...open.map(({ start }) => ({ start, end: text.length }))];
}

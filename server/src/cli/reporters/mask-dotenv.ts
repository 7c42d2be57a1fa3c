import { parseDotenv } from '../../core/documents/dotenv/parse';
import type { Span } from '../../core/text/span';

/** What of an environment file may be seen: names, what joins them to values, quotes, and our own comments. */
export function dotenvSecrets(text: string): Span[] {
  const { entries, comments } = parseDotenv(text);
  const visible: Span[] = [];
  for (const entry of entries) {
    visible.push(entry.keySpan, entry.separatorSpan);
    if (entry.exportSpan !== undefined) visible.push({ start: entry.exportSpan.start, end: entry.keySpan.start });
    visible.push({ start: entry.rawValueSpan.start, end: entry.valueSpan.start });
    visible.push({ start: entry.valueSpan.end, end: entry.rawValueSpan.end });
  }
  for (const { span, text: body } of comments) {
    visible.push(body.startsWith('twelve-factor-') ? span : { start: span.start, end: span.start + 1 });
  }
  return complement(
    visible.sort((a, b) => a.start - b.start),
    text,
  );
}

/** Everything else but blanks. */
function complement(visible: readonly Span[], text: string): Span[] {
  const hidden: Span[] = [];
  let position = 0;
  for (const { start, end } of [...visible, { start: text.length, end: text.length }]) {
    if (start > position) hidden.push({ start: position, end: start });
    position = Math.max(position, end);
  }
  return hidden.flatMap((span) => withoutBlankEnds(text, span));
}

function withoutBlankEnds(text: string, { start, end }: Span): Span[] {
  const part = text.slice(start, end);
  const lead = part.length - part.trimStart().length;
  const trimmed = part.trim();
  return trimmed === '' ? [] : [{ start: start + lead, end: start + lead + trimmed.length }];
}

import { type DotenvDocument, type DotenvEntry, parseDotenv } from '../core/documents/dotenv/parse';
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
export function repairOf(
  text: string,
  kind: string,
  at: Span,
  document: DotenvDocument = parseDotenv(text),
): LineRepair | undefined {
  const repair = proposalOf(text, kind, at, document);
  if (repair === undefined || (repair.safety === 'safe' && !readsAlike(document, applyEdits(text, repair.edits)))) {
    return undefined;
  }
  return repair;
}

function proposalOf(text: string, kind: string, at: Span, document: DotenvDocument): LineRepair | undefined {
  const entry = document.entries.find(({ lineSpan }) => contains(lineSpan, at));
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

function readsAlike(before: DotenvDocument, text: string): boolean {
  const after = parseDotenv(text).entries;
  return (
    after.length === before.entries.length &&
    after.every(({ key, value }, index) => key === before.entries[index]?.key && value === before.entries[index]?.value)
  );
}

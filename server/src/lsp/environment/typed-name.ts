import type { DocumentKind } from '../../core/documents/kinds';
import type { Span } from '../../core/text/span';

/** The name of a variable that is being typed where the cursor stands. */
export interface TypedName {
  /** What stands of the name before the cursor. */
  readonly prefix: string;
  /**
   * - `read`: any variable of the apps
   * - `key`: a key that gives a variable to code, which waits for it
   * - `own`: only what this very file declares can be meant
   */
  readonly what: 'read' | 'key' | 'own';
  /** What follows the name where nothing does yet. */
  readonly suffix: string;
  /** The list that the name would join; the whole document when absent. */
  readonly block?: Span;
}

/** Decided by the line, and in YAML by the key above it; nothing is parsed. */
export function typedName(kind: DocumentKind, text: string, offset: number): TypedName | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  const after = /^[^\r\n]*/.exec(text.slice(offset, offset + 500))?.[0] ?? '';
  const typed = (pattern: RegExp, what: TypedName['what'], suffix = ''): TypedName | undefined => {
    const match = pattern.exec(line);
    return match === null ? undefined : { prefix: match[1] ?? match[2] ?? '', what, suffix };
  };
  switch (kind) {
    case 'typescript':
      return (
        typed(ACCESS, 'read') ?? (/^[^}]*\}\s*=\s*process\.env\b/.test(after) ? typed(ELEMENT, 'read') : undefined)
      );
    case 'compose':
      return typed(/(?<!\$)\$\{(\w*)$/, 'read') ?? inYaml(text, start, line, after, COMPOSE);
    case 'kubernetes':
      return inYaml(text, start, line, after, KUBERNETES);
    case 'workflow':
      return typed(/\$\{\{[^}]*\benv\.(\w*)$/, 'own') ?? inYaml(text, start, line, after, WORKFLOW);
    case 'dockerfile':
      return typed(/(?<![\\$])\$\{?(\w*)$/, /^\s*(?:CMD|ENTRYPOINT)\s/i.test(line) ? 'read' : 'own');
    case 'dotenv':
      return typed(/^\s*(?:export\s+)?(\w*)$/, 'key', '=') ?? typed(/(?<!\\)\$\{(\w*)$/, 'own');
    default:
      return undefined;
  }
}

/** `process.env.`, `process.env['`, `import.meta.env.`, `Bun.env.`, `Deno.env.get('` */
const ACCESS =
  /(?:\b(?:process|Bun)|\bimport\.meta)\??\.env(?:\??\.|(?:\?\.)?\[\s*['"`])(\w*)$|\bDeno\.env\.get\(\s*['"`](\w*)$/;

/** `const { NAME, ` with `} = process.env` behind it. */
const ELEMENT = /\{(?:[^{}]*,)?\s*(\w*)$/;

/** A form in which YAML names variables: how the line begins, and the key that stands above it. */
interface YamlForm {
  readonly line: RegExp;
  readonly above: RegExp;
  readonly what: 'key' | 'read';
  readonly suffix?: string;
}

const MAP_KEY = /^\s+(\w*)$/;
const LIST_ITEM = /^\s*-\s+["']?(\w*)$/;
const COMPOSE: readonly YamlForm[] = [
  { line: MAP_KEY, above: /^environment:/, what: 'key', suffix: ': ' },
  { line: LIST_ITEM, above: /^environment:/, what: 'key' },
];
const WORKFLOW: readonly YamlForm[] = [{ line: MAP_KEY, above: /^env:/, what: 'key', suffix: ': ' }];
const KUBERNETES: readonly YamlForm[] = [
  { line: /^\s*-\s+name:\s*["']?(\w*)$/, above: /^env:/, what: 'key' },
  { line: /^\s+key:\s*["']?(\w*)$/, above: /^(?:configMapKeyRef|secretKeyRef):/, what: 'read' },
  { line: MAP_KEY, above: /^(?:data|stringData|encryptedData):/, what: 'key', suffix: ': ' },
];

function inYaml(
  text: string,
  start: number,
  line: string,
  after: string,
  forms: readonly YamlForm[],
): TypedName | undefined {
  for (const { line: pattern, above, what, suffix = '' } of forms) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const block = blockAround(text, start, line, above);
    if (block === undefined) continue;
    const isWhole = /^\w*\s*:/.test(after);
    return { prefix: match[1] ?? '', what, suffix: isWhole ? '' : suffix, block };
  }
  return undefined;
}

/** The lines below a key, when the line stands right below it. A list may begin in the column of its key. */
function blockAround(text: string, start: number, line: string, above: RegExp): Span | undefined {
  const indent = indentOf(line);
  const isItem = /^\s*-/.test(line);
  for (let end = start - 1; end >= 0; ) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    const written = text.slice(begin, end);
    const column = indentOf(written);
    const isOuter = column < indent || (isItem && column === indent && !/^\s*-/.test(written));
    if (/^\s*[^\s#]/.test(written) && isOuter) {
      const key = written.trim().replace(/^(?:-\s+)+/, '');
      return above.test(key) ? { start: begin, end: endOfBlock(text, start, column, isItem) } : undefined;
    }
    end = begin - 1;
  }
  return undefined;
}

function endOfBlock(text: string, start: number, column: number, isItem: boolean): number {
  for (let begin = start; ; ) {
    const end = text.indexOf('\n', begin);
    if (end < 0) return text.length;
    begin = end + 1;
    const next = /^[^\r\n]*/.exec(text.slice(begin, begin + 500))?.[0] ?? '';
    const isInside = indentOf(next) > column || (isItem && indentOf(next) === column && /^\s*-/.test(next));
    if (/^\s*[^\s#]/.test(next) && !isInside) return begin;
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

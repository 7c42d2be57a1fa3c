import { createDockerIgnore, createGitIgnore } from '../core/documents/ignore-file/match';
import { type IgnoreLine, parseIgnoreFile } from '../core/documents/ignore-file/parse';
import { baseName, directoryOf, type FilePath } from '../core/documents/kinds';
import { applyEdits, type Edit, lineBreakOf } from '../core/text/edits';

/** How the patterns of an ignore file are read. */
export type IgnoreSyntax = 'git' | 'docker';

/**
 * The smallest change of an ignore file that takes one path back in: the line goes when it names just this file, else an
 * exception follows it. `undefined` when the real matcher says that neither helps.
 * @param path relative to the folder of the ignore file (for Docker: to the build context)
 */
export function stopIgnoring(text: string, path: FilePath, syntax: IgnoreSyntax): Edit | undefined {
  const ignores = (content: string): boolean =>
    syntax === 'docker' ? createDockerIgnore(content)(path) : createGitIgnore([{ directory: '', text: content }])(path);
  if (!ignores(text)) return undefined;
  const { lines } = parseIgnoreFile(text);
  const named = lines.filter((line) => !line.negated && names(line, path));
  const last = lines.at(-1);
  const candidates = named.length === 1 && named[0] !== undefined ? [removal(text, named[0])] : [];
  if (last !== undefined) {
    const exception = `!${syntax === 'docker' ? path : `${directoryOf(path) === '' ? '' : '/'}${path}`}`;
    const at = last.lineSpan.end;
    candidates.push({ span: { start: at, end: at }, text: `${lineBreakOf(text)}${exception}` });
  }
  return candidates.find((edit) => !ignores(applyEdits(text, [edit])));
}

function names({ pattern }: IgnoreLine, path: FilePath): boolean {
  const bare = pattern.replace(/^(?:\.?\/|\*\*\/)/, '');
  return bare === path || (bare === baseName(path) && !pattern.startsWith('/'));
}

/** The line with its line break; at the end of the text the break before it goes instead. */
function removal(text: string, { lineSpan: { start, end } }: IgnoreLine): Edit {
  const lineBreak = /^\r?\n/.exec(text.slice(end))?.[0];
  if (lineBreak !== undefined) return { span: { start, end: end + lineBreak.length }, text: '' };
  const before = /\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { span: { start: start - before, end }, text: '' };
}

import { createDockerIgnore, createGitIgnore } from '../core/documents/ignore-file/match';
import { directoryOf, type FilePath, joinPath } from '../core/documents/kinds';
import type { NewFile } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import { appendLine } from './append-line';

/** The change of one ignore file. */
export interface IgnoreChange {
  readonly path: FilePath;
  /** Exactly one of the two is set. */
  readonly edit?: Edit;
  readonly create?: NewFile;
}

type TextOf = (path: FilePath) => string | undefined;

/** Every `.gitignore` that can speak of a file, from the root down. */
export function gitIgnoreFilesAbove(path: FilePath): FilePath[] {
  const files: FilePath[] = [];
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    files.unshift(joinPath(directory, '.gitignore'));
    if (directory === '') return files;
  }
}

/**
 * The line that makes git ignore a file: at the end of the nearest `.gitignore`, where it beats all lines before it; in a
 * new one beside the file where there is none. `undefined` when, by git's own reading, that would not do.
 */
export function gitIgnoreChange(path: FilePath, textOf: TextOf): IgnoreChange | undefined {
  const files = gitIgnoreFilesAbove(path);
  const nearest = files.findLast((file) => textOf(file) !== undefined);
  const target = nearest ?? joinPath(directoryOf(path), '.gitignore');
  const line = path.slice(path.lastIndexOf('/') + 1);
  const text = textOf(target) ?? '';
  const edit = appendLine(text, line);
  const isIgnored = createGitIgnore(
    [...new Set([...files, target])].flatMap((file) => {
      const own = file === target ? text + edit.text : textOf(file);
      return own === undefined ? [] : [{ directory: directoryOf(file), text: own }];
    }),
  );
  if (!isIgnored(path)) return undefined;
  return nearest === undefined ? { path: target, create: { path: target, text: `${line}\n` } } : { path: target, edit };
}

/** The lines that keep files out of the image; paths count from the build context. */
export function dockerIgnoreChange(
  ignoreFile: FilePath,
  lines: readonly string[],
  mustIgnore: readonly string[],
  textOf: TextOf,
): IgnoreChange | undefined {
  const text = textOf(ignoreFile);
  const before = text ?? '';
  const edit = lines.reduce<Edit>(
    (sum, line) => {
      const next = appendLine(before + sum.text, line);
      return { span: sum.span, text: sum.text + next.text };
    },
    { span: { start: before.length, end: before.length }, text: '' },
  );
  const isIgnored = createDockerIgnore(before + edit.text);
  if (!mustIgnore.every((path) => isIgnored(path))) return undefined;
  return text === undefined
    ? { path: ignoreFile, create: { path: ignoreFile, text: edit.text } }
    : { path: ignoreFile, edit };
}

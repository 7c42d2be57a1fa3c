import type { URI } from 'vscode-uri';
import { baseName, kindOf, kindOfLanguage } from '../../core/documents/kinds';
import type { LooseFile } from './loose-session';

const EXTENSIONS: Readonly<Record<string, string>> = {
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
};

/** Others are views of something: an old revision, a cell of a notebook, a log. */
const DOCUMENT_SCHEMES: ReadonlySet<string> = new Set(['file', 'untitled']);

/**
 * A document that belongs to no folder: its language says what it is, its name only where that is plain. Never an
 * environment file: those are known by their place in a project.
 */
export function looseFileOf(uri: URI | undefined, languageId: string): LooseFile {
  const name = baseName(uri?.path ?? '') || 'untitled';
  if (uri === undefined || !DOCUMENT_SCHEMES.has(uri.scheme)) return { file: name, kind: undefined };
  const byName = kindOf(name);
  const kind = kindOfLanguage(languageId) ?? (byName === 'dotenv' ? undefined : byName);
  const extension = kind === 'typescript' && byName !== 'typescript' ? (EXTENSIONS[languageId] ?? '') : '';
  return { file: name + extension, kind };
}

/** A document of a folder that is not on disk: the folder's path is known, the files around it are not. */
export function virtualFileOf(file: string, languageId: string): LooseFile {
  return { file, kind: kindOf(file) ?? kindOfLanguage(languageId) };
}

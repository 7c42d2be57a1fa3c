import type { ts } from 'ts-morph';
import type { FilePath } from '../documents/kinds';
import type { Edit } from '../text/edits';
import type { OwnImport } from '../workspace/alias-imports';
import type { Finding, FixSafety } from './finding';

export interface NewFile {
  readonly path: FilePath;
  readonly text: string;
}

/** One change of one or more files, applied whole or not at all. */
export interface Fix {
  /** Never contains a value. */
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: ReadonlyMap<FilePath, readonly Edit[]>;
  readonly creates?: readonly NewFile[];
  readonly deletes?: readonly FilePath[];
  /** What happens in other files than the current one, for editors that show a change before or after it is made. */
  readonly note?: string;
  /** The same where something has to be known before: the editor asks before it touches other files. */
  readonly needsConfirmation?: string;
  /** The edits carry a value: they may travel in an editor's code action only, never in a report. */
  readonly carriesValue?: boolean;
}

/** What a rule may see when it computes a fix: the finding, and what surrounds it. */
export interface FixContext extends EditContext {
  readonly finding: Finding;
}

/** A document that is to be changed, and current texts (open buffers before disk). */
export interface EditContext {
  readonly file: FilePath;
  readonly text: string;
  /** Parses the document on demand; only for TypeScript and JavaScript files. */
  tree(): ts.SourceFile;
  /** What a reader makes of the document, once for all fixes in a row; to be given one and the same function. */
  read<T>(reader: (text: string, file: FilePath) => T): T;
  /** The current text of a companion that was asked for; `undefined` when it does not exist. */
  companion(path: FilePath): string | undefined;
  /** True when git ignores the path and does not track it all the same: what is written there stays private. */
  isGitIgnored(path: FilePath): boolean;
  /** True when the file is known to exist, whether or not it was asked for as a companion. */
  exists(path: FilePath): boolean;
  /** The folder that holds the nearest package.json, else the app's root. */
  readonly packageRoot: FilePath;
  readonly appRoot: FilePath;
  /** Modules through which the package may read its environment, the likeliest first. */
  configModules(): readonly FilePath[];
  /** Files that declare the variables of the package to the compiler (`interface ProcessEnv`). */
  environmentTypes(): readonly FilePath[];
  /** The file that the document gets when it imports a module; `undefined` for packages. */
  resolve(specifier: string): FilePath | undefined;
  /** How the package imports its own modules, by aliases or up the folders. */
  ownImports(): readonly OwnImport[];
}

export function fixOf(
  title: string,
  safety: FixSafety,
  file: FilePath,
  edits: readonly Edit[],
  more: Omit<Partial<Fix>, 'title' | 'safety' | 'edits'> = {},
): Fix {
  return { title, safety, edits: new Map([[file, edits]]), ...more };
}

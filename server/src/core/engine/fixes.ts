import type { ts } from 'ts-morph';
import type { FilePath } from '../documents/kinds';
import { parseTypeScript } from '../documents/typescript/parse';
import type { Finding } from '../rule/finding';
import type { EditContext, Fix, FixContext } from '../rule/fix';
import { checksum } from '../text/checksum';
import { hasOverlap } from '../text/edits';
import { ownImports } from '../workspace/alias-imports';
import { environmentTypesFor } from '../workspace/config-homes';
import type { FolderAnalysis } from './folder';

/** What is made of a text by whoever reads it: once for all fixes in a row that want it. */
export type Reading = <T>(file: FilePath, text: string, read: Reader<T>) => T;

type Reader<T> = (text: string, file: FilePath) => T;

/** Remembers the last text only: findings come file by file. */
export function readOnce(): Reading {
  let last: { readonly file: FilePath; readonly text: string; readonly made: Map<unknown, unknown> } | undefined;
  return <T>(file: FilePath, text: string, read: Reader<T>): T => {
    if (last?.file !== file || last.text !== text) last = { file, text, made: new Map() };
    if (!last.made.has(read)) last.made.set(read, read(text, file));
    return last.made.get(read) as T;
  };
}

export function treeOf(text: string, file: FilePath): ts.SourceFile {
  return parseTypeScript(file, text);
}

/** Files whose texts `fixFor` wants beside the finding's own document. */
export function companionsOf(folder: FolderAnalysis, finding: Finding): readonly FilePath[] {
  const rule = folder.registry.byId(finding.rule);
  return rule?.companions?.(finding, folder.appOf(finding.file)) ?? [];
}

/**
 * Computes the fix of a finding on current texts (open buffers before disk). `undefined` when the rule has none here,
 * or when the document is not the one the finding was computed for (invariant 5). `reading` is shared by calls for one file.
 */
export function fixFor(
  folder: FolderAnalysis,
  finding: Finding,
  textOf: (file: FilePath) => string | undefined,
  reading: Reading = readOnce(),
): Fix | undefined {
  const rule = folder.registry.byId(finding.rule);
  const text = textOf(finding.file);
  if (rule?.fix === undefined || finding.fixable === undefined || text === undefined) return undefined;
  if (folder.resultOf(finding.file)?.checksum !== reading(finding.file, text, checksum)) return undefined;
  const context: FixContext = { ...editContext(folder, finding.file, text, textOf, reading), finding };
  const fix = rule.fix(context);
  if (fix === undefined) return undefined;
  for (const edits of fix.edits.values()) if (hasOverlap(edits)) return undefined;
  return fix;
}

/** A document of the folder as something that is to be changed. */
export function editContext(
  folder: FolderAnalysis,
  file: FilePath,
  text: string,
  textOf: (file: FilePath) => string | undefined,
  reading: Reading = readOnce(),
): EditContext {
  const app = folder.appOf(file);
  return {
    file,
    text,
    tree: () => reading(file, text, treeOf),
    read: (read) => reading(file, text, read),
    companion: textOf,
    // What git tracks is published, whatever the ignore files say.
    isGitIgnored: (path) => app.isGitIgnored(path) && !app.isTracked(path),
    exists: (path) => app.exists(path),
    packageRoot: app.packageOf(file)?.root ?? app.root,
    appRoot: app.root,
    configModules: () => app.configModulesFor(file),
    environmentTypes: () => environmentTypesFor(app, file),
    resolve: (specifier) => app.modules.resolve(file, specifier),
    ownImports: () => ownImports(app, file),
  };
}

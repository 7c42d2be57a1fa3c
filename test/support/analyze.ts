import { readdirSync } from 'node:fs';
import { createGitIgnore } from '../../server/src/core/documents/ignore-file/match';
import { directoryOf, kindOf } from '../../server/src/core/documents/kinds';
import { companionsOf, fixFor } from '../../server/src/core/engine/fixes';
import { FolderAnalysis } from '../../server/src/core/engine/folder';
import { createRegistry, type Registry } from '../../server/src/core/engine/registry';
import type { Rule } from '../../server/src/core/rule/define-rule';
import type { Finding } from '../../server/src/core/rule/finding';
import type { Fix } from '../../server/src/core/rule/fix';
import { Settings } from '../../server/src/core/settings/resolve';
import type { Configuration } from '../../server/src/core/settings/schema';
import { applyEdits } from '../../server/src/core/text/edits';

export type Files = Readonly<Record<string, string>>;

export interface AnalyzeOptions {
  readonly rules: readonly Rule[];
  readonly configuration?: Configuration;
  readonly git?: boolean;
  /** Environment files in git's index. */
  readonly tracked?: readonly string[];
  readonly prefilter?: boolean;
  /** Failures of rules are thrown unless a handler takes them. */
  readonly onFailure?: (rule: string, error: unknown) => void;
}

/** Analyses a folder given as texts, as CLI and editor do with one on disk: what git ignores is unknown, `.env*` is read even so. */
export function analyze(files: Files, options: AnalyzeOptions): FolderAnalysis {
  const registry: Registry = createRegistry(options.rules, []);
  const folder = new FolderAnalysis({
    registry,
    settings: new Settings({ registry, editor: options.configuration ?? {} }),
    ...(options.prefilter !== undefined && { prefilter: options.prefilter }),
    onFailure: (file, rule, error) => {
      if (options.onFailure !== undefined) options.onFailure(rule, error);
      else throw new Error(`${rule} failed on ${file}: ${error instanceof Error ? error.stack : String(error)}`);
    },
  });
  const ignores = Object.entries(files)
    .filter(([path]) => path.endsWith('.gitignore'))
    .map(([path, text]) => ({ directory: directoryOf(path), text }));
  const isIgnored = createGitIgnore(ignores);
  const visible = Object.keys(files).filter((path) => !isIgnored(path) || kindOf(path) === 'dotenv');
  folder.setPaths(new Set(visible), {
    present: options.git ?? true,
    excludes: [],
    above: [],
    ...(options.tracked && { tracked: new Set(options.tracked) }),
  });
  for (const file of visible) folder.update({ file, text: files[file] ?? '', version: 1 });
  folder.setComplete(true);
  folder.refresh();
  for (let wanted = folder.takeWanted(); wanted.length > 0; wanted = folder.takeWanted()) {
    for (const file of wanted) folder.update({ file, text: files[file] ?? '', version: 1 });
    folder.refresh();
  }
  return folder;
}

export function findingsOf(folder: FolderAnalysis): Finding[] {
  return folder.fileReports.flatMap(({ findings }) => [...findings]);
}

/** The fix of a finding, given only the companions that its rule asked for. */
export function fixIn(folder: FolderAnalysis, files: Files, finding: Finding): Fix | undefined {
  const allowed = new Set([finding.file, ...companionsOf(folder, finding)]);
  return fixFor(folder, finding, (path) => (allowed.has(path) ? files[path] : undefined));
}

export function applyFix(files: Files, fix: Fix): Record<string, string> {
  const result: Record<string, string> = { ...files };
  for (const [path, edits] of fix.edits) {
    const text = result[path];
    if (text === undefined) throw new Error(`the fix edits ${path}, which does not exist`);
    result[path] = applyEdits(text, edits);
  }
  for (const { path, text } of fix.creates ?? []) {
    if (result[path] !== undefined) throw new Error(`the fix creates ${path}, which exists`);
    result[path] = text;
  }
  for (const path of fix.deletes ?? []) delete result[path];
  return result;
}

export function listFiles(directory: string, pattern: RegExp): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => pattern.test(path))
    .sort();
}

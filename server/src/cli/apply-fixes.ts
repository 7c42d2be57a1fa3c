import type { FilePath } from '../core/documents/kinds';
import { FixRound, MAXIMUM_ROUNDS, safeFindings } from '../core/engine/fix-round';
import type { Finding } from '../core/rule/finding';
import type { Fix } from '../core/rule/fix';
import { applyEdits } from '../core/text/edits';
import type { FileHost } from '../host/file-host';
import type { Scan } from '../host/scan-folder';
import type { FixSource } from './fix-source';

export interface FixOutcome {
  readonly fixed: number;
  readonly files: number;
  /** One line each: files that could not be written. What belongs to them is as it was. */
  readonly failures: readonly string[];
}

export interface FixInput {
  readonly scan: Scan;
  readonly source: FixSource;
  readonly root: string;
  readonly host: FileHost;
  /** Findings the user asked about. */
  covers(finding: Finding): boolean;
}

/**
 * Applies the safe fixes until there is none left, first in memory, then on disk; the folder is analysed anew after every
 * round. Fixes that touch the same place wait for the next round. A round that helps nothing or breaks a file is taken back.
 */
export async function applyFixes(input: FixInput): Promise<FixOutcome> {
  const { source } = input;
  const kept: Fix[] = [];
  for (let pass = 0; pass < MAXIMUM_ROUNDS; pass++) {
    const before = fixable(input);
    const round = await collectRound(input, before);
    if (round.fixes.length === 0) break;
    const undo = await applyRound(input, round);
    if (!round.hasHelped(before, fixable(input)) || undo.some((entry) => isNewlyBroken(input, entry))) {
      update(input, textsOf(undo));
      break;
    }
    kept.push(...round.fixes);
  }
  const { failures, failed } = await writeGroups(input, groupFiles(kept));
  const fixed = kept.filter((fix) => !filesOf(fix).some((file) => failed.has(file))).length;
  return { fixed, files: source.changes.size, failures };
}

function fixable({ scan, covers }: FixInput): Finding[] {
  return scan.folder.fileReports.flatMap(({ findings }) => safeFindings(findings).filter(covers));
}

async function collectRound({ source }: FixInput, findings: readonly Finding[]): Promise<FixRound> {
  const round = new FixRound();
  for (const finding of findings) {
    const fix = await source.fixOf(finding);
    // A value belongs into an editor's code action only, never into what runs unseen.
    if (fix?.safety === 'safe' && fix.carriesValue !== true) round.take(finding, fix);
  }
  return round;
}

type Texts = ReadonlyMap<FilePath, string | undefined>;

/** What a file was before a round. */
interface Undo {
  readonly file: FilePath;
  readonly text: string | undefined;
  readonly wasBroken: boolean;
}

async function applyRound(input: FixInput, round: FixRound): Promise<Undo[]> {
  const { source } = input;
  const undo: Undo[] = [];
  const after = new Map<FilePath, string | undefined>();
  for (const [file, edits] of round.edits) {
    const text = await source.textOf(file);
    if (text !== undefined) after.set(file, applyEdits(text, edits));
  }
  for (const [file, text] of round.creates) after.set(file, text);
  for (const file of round.deletes) after.set(file, undefined);
  for (const file of after.keys()) {
    undo.push({ file, text: await source.textOf(file), wasBroken: isBroken(input, file) });
  }
  update(input, after);
  return undo;
}

function textsOf(undo: readonly Undo[]): Texts {
  return new Map(undo.map(({ file, text }) => [file, text]));
}

function update({ scan: { folder, listing }, source }: FixInput, texts: Texts): void {
  for (const [file, text] of texts) {
    source.change(file, text);
    const version = (folder.resultOf(file)?.version ?? 0) + 1;
    if (text === undefined) folder.remove(file);
    else folder.update({ file, text, version });
  }
  const paths = new Set(listing.paths);
  for (const [file, text] of source.changes) {
    if (text === undefined) paths.delete(file);
    else paths.add(file);
  }
  folder.setPaths(paths, listing.git);
  folder.refresh();
}

function isBroken({ scan: { folder } }: FixInput, file: FilePath): boolean {
  return folder.resultOf(file)?.broken === true;
}

function isNewlyBroken(input: FixInput, { file, wasBroken }: Undo): boolean {
  return !wasBroken && isBroken(input, file);
}

function filesOf(fix: Fix): FilePath[] {
  return [...fix.edits.keys(), ...(fix.creates ?? []).map(({ path }) => path), ...(fix.deletes ?? [])];
}

/** Files that fixes tie together: they are written together or not at all. */
function groupFiles(fixes: readonly Fix[]): FilePath[][] {
  let groups: Set<FilePath>[] = [];
  for (const files of fixes.map(filesOf)) {
    const touched = groups.filter((group) => files.some((file) => group.has(file)));
    const merged = new Set([...files, ...touched.flatMap((group) => [...group])]);
    groups = [...groups.filter((group) => !touched.includes(group)), merged];
  }
  return groups.map((group) => [...group].sort());
}

async function writeGroups(
  input: FixInput,
  groups: readonly FilePath[][],
): Promise<{ readonly failures: readonly string[]; readonly failed: ReadonlySet<FilePath> }> {
  const { source, host, root } = input;
  const failures: string[] = [];
  const reverted = new Map<FilePath, string | undefined>();
  for (const files of groups) {
    const changes = [];
    for (const file of files) {
      changes.push({ file, before: await source.originalOf(file), after: await source.textOf(file) });
    }
    const result = await host.write(root, changes);
    if (result.ok) continue;
    failures.push(`${result.file}: not fixed, ${result.reason}`);
    for (const { file, before } of changes) reverted.set(file, before);
  }
  if (reverted.size > 0) update(input, reverted);
  for (const file of reverted.keys()) source.revert(file);
  return { failures, failed: new Set(reverted.keys()) };
}

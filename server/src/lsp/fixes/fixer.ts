import type { WorkspaceEdit } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import { companionsOf, editContext, fixFor, readOnce, treeOf } from '../../core/engine/fixes';
import { disableForFile, disableForLine } from '../../core/engine/suppression-fixes';
import type { Finding } from '../../core/rule/finding';
import type { Fix } from '../../core/rule/fix';
import { LineMap } from '../../core/text/line-map';
import type { Span } from '../../core/text/span';
import { browserOf, type Extraction, extract, extractionAt } from '../../refactor/extract';
import { moveCompanions } from '../../refactor/move-literal';
import { type FileChanges, type Place, type PlaceOf, toWorkspaceEdit } from '../convert';
import type { ClientFeatures } from '../features';
import type { FailureLog } from '../session/failures';
import type { Session } from '../session/session';
import { fixAll } from './fix-all';

/** A fix as the client gets it. The edit may carry a value: it goes into the editor and nowhere else. */
export interface ReadyFix {
  readonly title: string;
  readonly edit: WorkspaceEdit;
}

export interface ReadyFixAll extends ReadyFix {
  /** Number of findings that are fixed. */
  readonly applied: number;
}

type Texts = Map<FilePath, string | undefined>;

/** Computes fixes on the texts of the moment, open buffers before disk. */
export class Fixer {
  /** The cursor moves more often than the text changes. */
  private readonly reading = readOnce();

  constructor(
    private readonly features: ClientFeatures,
    private readonly failures: FailureLog,
  ) {}

  /** The findings of a file as it is now. */
  findingsOf(session: Session, file: FilePath): readonly Finding[] {
    const report = session.isOpen(file) ? session.currentReport(file) : session.analysis.reportOf(file);
    return report?.findings ?? [];
  }

  /** Those and the known ones: what a person points at is mended, whoever tolerates it. */
  allOf(session: Session, file: FilePath): readonly Finding[] {
    const findings = this.findingsOf(session, file);
    return [...findings, ...(session.analysis.reportOf(file)?.known ?? [])];
  }

  /** The fix of one finding; `undefined` when the finding is gone or nothing can be done here. */
  async fix(session: Session, file: FilePath, fingerprint: string): Promise<ReadyFix | undefined> {
    const before = this.find(session, file, fingerprint);
    if (before?.fixable === undefined) return undefined;
    const companions = this.guarded(before, () => companionsOf(session.analysis, before)) ?? [];
    const texts = await readTexts(session, [file, ...companions]);
    // While the companions were read, the text may have changed; the finding is the same only if it is still found.
    const finding = this.find(session, file, fingerprint);
    if (finding === undefined || !session.isAnalyzed(file, texts.get(file) ?? '')) return undefined;
    const compute = (): Fix | undefined =>
      fixFor(session.analysis, finding, (path) => textOf(session, texts, path), this.reading);
    const fix = this.guarded(finding, compute);
    return fix === undefined ? undefined : this.ready(session, fix, file, texts);
  }

  /** What can be moved to the environment in a range of an open file; reads no other file. */
  extraction(session: Session, file: FilePath, range: Span): Extraction | undefined {
    const text = session.documentOf(file)?.text;
    if (text === undefined || session.analysis.resultOf(file)?.kind !== 'typescript') return undefined;
    try {
      return extractionAt(this.reading(file, text, treeOf), range, browserOf(session.analysis.appOf(file), file));
    } catch (error) {
      this.failures.reportWork(`the literals of ${file}`, error);
      return undefined;
    }
  }

  /** Moves what stands in a range to the environment. */
  async extract(session: Session, file: FilePath, range: Span): Promise<ReadyFix | undefined> {
    const app = session.analysis.appOf(file);
    const before = session.documentOf(file)?.text;
    const texts = await readTexts(session, [file, ...moveCompanions(file, app)]);
    const text = textOf(session, texts, file);
    const extraction = this.extraction(session, file, range);
    if (text === undefined || text !== before || extraction === undefined) return undefined;
    const context = editContext(session.analysis, file, text, (path) => textOf(session, texts, path), this.reading);
    try {
      const fix = extract(context, extraction, browserOf(app, file));
      return fix === undefined ? undefined : this.ready(session, fix, file, texts);
    } catch (error) {
      this.failures.reportWork(`moving literals of ${file}`, error);
      return undefined;
    }
  }

  /** The two ways to silence a finding by a comment. */
  async disable(
    session: Session,
    file: FilePath,
    fingerprint: string,
    where: 'line' | 'file',
  ): Promise<ReadyFix | undefined> {
    const texts = await readTexts(session, [file]);
    const finding = this.find(session, file, fingerprint);
    const text = textOf(session, texts, file);
    const kind = session.analysis.resultOf(file)?.kind;
    if (finding === undefined || text === undefined || kind === undefined) return undefined;
    const fix = where === 'line' ? disableForLine(finding, text, kind) : disableForFile(finding, text, kind);
    return fix === undefined ? undefined : this.ready(session, fix, file, texts);
  }

  /** All safe fixes of some files, as one change; `undefined` when there is nothing to do. */
  async fixAll(session: Session, all: readonly FilePath[]): Promise<ReadyFixAll | undefined> {
    const texts = await readTexts(session, [...all, ...this.companionsOfAll(session, all)]);
    const files = all.filter((file) => session.isAnalyzed(file, texts.get(file) ?? ''));
    for (;;) {
      for (const file of files) this.findingsOf(session, file);
      const known = new Map([...texts.keys()].map((file) => [file, textOf(session, texts, file)]));
      const { analysis } = session;
      const guard = (finding: Finding, compute: () => Fix | undefined): Fix | undefined =>
        this.guarded(finding, compute);
      const { changes, applied, missing, touched, reported } = fixAll({ analysis, files, texts: known, guard });
      restore(session, touched, known, reported);
      if (missing.length > 0) {
        for (const [file, text] of await readTexts(session, missing)) texts.set(file, text);
        continue;
      }
      const [only] = files;
      const ready =
        applied === 0 ? undefined : this.ready(session, changes, files.length === 1 ? only : undefined, texts);
      return ready === undefined ? undefined : { ...ready, applied };
    }
  }

  /** Files of a session with a finding that fix-all might fix. */
  filesToFix(session: Session): FilePath[] {
    return session.analysis.fileReports
      .filter(({ findings }) => findings.some(({ fixable }) => fixable === 'safe'))
      .map(({ file }) => file);
  }

  private find(session: Session, file: FilePath, fingerprint: string): Finding | undefined {
    return this.allOf(session, file).find((finding) => finding.fingerprint === fingerprint);
  }

  private companionsOfAll(session: Session, files: readonly FilePath[]): FilePath[] {
    const safe = files.flatMap((file) => this.findingsOf(session, file)).filter(({ fixable }) => fixable === 'safe');
    return safe.flatMap((finding) => this.guarded(finding, () => companionsOf(session.analysis, finding)) ?? []);
  }

  private ready(
    session: Session,
    changes: FileChanges,
    current: FilePath | undefined,
    texts: Texts,
  ): ReadyFix | undefined {
    const known = [...changes.edits.keys()].every((file) => textOf(session, texts, file) !== undefined);
    if (!known) return undefined;
    const placeOf: PlaceOf = (file): Place => {
      const place = session.placeOf(file);
      return place.version === null ? { ...place, positions: new LineMap(texts.get(file) ?? '') } : place;
    };
    const edit = toWorkspaceEdit(changes, current, placeOf, this.features);
    return edit === undefined ? undefined : { title: changes.title, edit };
  }

  private guarded<T>(finding: Finding, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.failures.report(finding.file, finding.rule, error, 'fix');
      return undefined;
    }
  }
}

/** Hands the texts in again that fix-all put others in place of. */
function restore(
  session: Session,
  touched: readonly FilePath[],
  texts: ReadonlyMap<FilePath, string | undefined>,
  reported: ReadonlySet<FilePath>,
): void {
  for (const file of touched) {
    const text = texts.get(file);
    const known = session.analysis.resultOf(file);
    if (session.isOpen(file)) session.analyze(file);
    else if (text === undefined) session.analysis.remove(file);
    else session.analysis.update({ file, text, version: known?.version ?? 0, ...(known && { kind: known.kind }) });
  }
  if (touched.length === 0) return;
  session.refresh();
  for (const file of reported) session.show(file);
}

async function readTexts(session: Session, files: readonly FilePath[]): Promise<Texts> {
  const texts: Texts = new Map();
  for (const file of new Set(files)) texts.set(file, await session.readText(file));
  return texts;
}

function textOf(session: Session, texts: Texts, file: FilePath): string | undefined {
  return session.documentOf(file)?.text ?? texts.get(file);
}

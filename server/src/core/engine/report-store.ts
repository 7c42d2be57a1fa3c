import type { FilePath } from '../documents/kinds';
import type { Finding } from '../rule/finding';
import type { Baselines } from './baseline';
import { sameFindings } from './changes';
import type { Directive } from './suppressions';
import { partition } from './unused-suppressions';

/** What is shown of a file. */
export interface FileReport {
  readonly file: FilePath;
  /** The version the report was computed for. */
  readonly version: number;
  readonly findings: readonly Finding[];
  /** Findings that a comment silences; shown only on request. */
  readonly suppressed: readonly Finding[];
  /** Findings that the baseline holds: they count for nothing. */
  readonly known: readonly Finding[];
}

export interface StoreOptions {
  directivesOf(file: FilePath): readonly Directive[];
  /** Comments of a file that silence none of all the findings that are silenced. */
  unusedIn(file: FilePath, suppressed: readonly Finding[]): readonly Finding[];
}

type Judged = Omit<FileReport, 'known'>;

/** The reports of all files. The one place where comments and the baseline take findings away. */
export class ReportStore {
  private readonly reports = new Map<FilePath, FileReport>();
  /** Without `unused-suppression`, which depends on what all other files say, and before the baseline. */
  private readonly judged = new Map<FilePath, Judged>();
  private baselines: Baselines | undefined;
  private mustRepublish = false;

  constructor(private readonly options: StoreOptions) {}

  /** Holds from the next `publish`, for every file. */
  setBaselines(baselines: Baselines | undefined): void {
    this.baselines = baselines;
    this.mustRepublish = true;
  }

  /** `findings`: all that the rules say, fingerprints given; `undefined` when the file is gone. */
  judge(file: FilePath, version: number, findings: readonly Finding[] | undefined): void {
    if (findings === undefined) {
      this.judged.delete(file);
      return;
    }
    const { kept, suppressed } = partition(findings, this.options.directivesOf);
    this.judged.set(file, { file, version, findings: kept, suppressed });
  }

  /** Completes the reports of the files, and of those whose comments may be used or unused by now; names what changed. */
  publish(files: Iterable<FilePath>): FilePath[] {
    const suppressed = [...this.judged.values()].flatMap((entry) => entry.suppressed);
    const all = new Set([...files, ...(this.mustRepublish ? this.judged.keys() : [])]);
    this.mustRepublish = false;
    return [...all].filter((file) => this.complete(file, suppressed));
  }

  of(file: FilePath): FileReport | undefined {
    return this.reports.get(file);
  }

  /** In path order. */
  get all(): FileReport[] {
    return [...this.reports.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  private complete(file: FilePath, suppressed: readonly Finding[]): boolean {
    const judged = this.judged.get(file);
    if (judged === undefined) return this.reports.delete(file);
    const old = this.reports.get(file);
    const all = [...judged.findings, ...this.options.unusedIn(file, suppressed)];
    const isKnown = (finding: Finding): boolean => this.baselines?.isKnown(finding) === true;
    const report = { ...judged, findings: all.filter((one) => !isKnown(one)), known: all.filter(isKnown) };
    this.reports.set(file, report);
    return (
      old === undefined ||
      old.version !== report.version ||
      !sameFindings(old.findings, report.findings) ||
      !sameFindings(old.known, report.known)
    );
  }
}

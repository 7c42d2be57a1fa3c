import type { FactorSummary } from '../../core/engine/compliance';
import type { Registry } from '../../core/engine/registry';
import { factorNumeral } from '../../core/rule/factors';
import type { AppCompliance, ComplianceChangedParams, FactorCompliance, LeavesResult } from '../../protocol/index';
import type { Clock } from '../clock';
import { evidenceLeaf, findingLeaf } from '../convert';
import type { FolderSession } from './folder-session';

export interface ComplianceOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly folders: () => readonly FolderSession[];
  readonly send: (params: ComplianceChangedParams) => void;
}

const COALESCE = 200;

/** The state of every app's factors: told to the client some time after the last change, and only what is new. */
export class ComplianceBoard {
  private revision = 0;
  private told = 0;
  private state = '';
  private stopTimer: (() => void) | undefined;

  constructor(private readonly options: ComplianceOptions) {}

  changed(): void {
    this.stopTimer ??= this.options.clock.after(COALESCE, () => {
      this.stopTimer = undefined;
      const params = this.current();
      if (params.revision !== this.told) this.options.send(params);
      this.told = params.revision;
    });
  }

  /** The state now; the revision counts up when it is another than it was. */
  current(): ComplianceChangedParams {
    const { folders } = this.options;
    const on = folders().filter(({ isOn }) => isOn);
    const state = {
      indexing: on.some(({ isIndexing }) => isIndexing),
      apps: on.flatMap((folder) => this.appsOf(folder)),
    };
    const text = JSON.stringify(state);
    if (text !== this.state) {
      this.state = text;
      this.revision++;
    }
    return { revision: this.revision, ...state };
  }

  leaves(app: string): LeavesResult {
    const { revision } = this.current();
    for (const folder of this.options.folders()) {
      if (!folder.isOn) continue;
      const report = folder.session.analysis.appReports().find(({ summary }) => appId(folder, summary.root) === app);
      if (report === undefined) continue;
      const { placeOf } = folder.session;
      const leaves = [
        ...report.findings.map((finding) => findingLeaf(finding, placeOf)),
        ...report.known.map((finding) => findingLeaf(finding, placeOf, true)),
        ...report.evidence.map((evidence) => evidenceLeaf(evidence, placeOf)),
      ];
      return { revision, leaves };
    }
    return { revision, leaves: [] };
  }

  dispose(): void {
    this.stopTimer?.();
  }

  private appsOf(folder: FolderSession): AppCompliance[] {
    // Before the first files are known, nothing can be said of any app.
    if (!folder.hasReports) return [];
    return folder.session.analysis.appReports().map(({ summary }) => ({
      id: appId(folder, summary.root),
      folder: folder.folder.text,
      root: summary.root,
      name: summary.name === '' ? folder.name : summary.name,
      factors: summary.factors.map((factor) => this.factorOf(factor)),
    }));
  }

  private factorOf({ factor, id, status, findings, bySeverity, evidence, known }: FactorSummary): FactorCompliance {
    const described = this.options.registry.factor(id);
    return {
      factor,
      id,
      numeral: factorNumeral(id),
      title: described?.title ?? id,
      statement: described?.statement ?? '',
      status,
      findings,
      bySeverity,
      evidence,
      known,
    };
  }
}

/** Stable while the server runs. */
export function appId(folder: FolderSession, root: string): string {
  return `${folder.folder.text}#${root}`;
}

import type { FilePath } from '../../core/documents/kinds';
import type { Span } from '../../core/text/span';
import { reportVariables, type VariableReport } from '../../core/workspace/environment/report';
import type { FolderModel } from '../../core/workspace/folder-model';
import type { AppEnvironment, EnvironmentResult, FilePlace, VariableEntry } from '../../protocol/index';
import type { Clock } from '../clock';
import { type PlaceOf, toRange } from '../convert';
import { appId } from './compliance-board';
import type { FolderSession } from './folder-session';

export interface EnvironmentOptions {
  readonly clock: Clock;
  readonly folders: () => readonly FolderSession[];
  readonly send: (params: { readonly revision: number }) => void;
}

const COALESCE = 200;

/** What a folder's variables rest on. */
interface Basis {
  readonly model: FolderModel;
  readonly revision: number;
}

/** The environment of every app: that it has changed is told some time after the last change, what it is when asked. */
export class EnvironmentBoard {
  private revision = 0;
  private told = 0;
  private known: ReadonlyMap<string, Basis> = new Map();
  private stopTimer: (() => void) | undefined;

  constructor(private readonly options: EnvironmentOptions) {}

  changed(): void {
    this.stopTimer ??= this.options.clock.after(COALESCE, () => {
      this.stopTimer = undefined;
      this.count();
      if (this.revision !== this.told) this.options.send({ revision: this.revision });
      this.told = this.revision;
    });
  }

  current(): EnvironmentResult {
    this.count();
    const apps = this.readyFolders.flatMap((folder) => environmentOf(folder));
    return { revision: this.revision, apps };
  }

  dispose(): void {
    this.stopTimer?.();
  }

  /** While a folder is read, most of what would be said of it is wrong a moment later. */
  private get readyFolders(): FolderSession[] {
    return this.options.folders().filter(({ hasReports, isIndexing }) => hasReports && !isIndexing);
  }

  private count(): void {
    const now = new Map(
      this.readyFolders.map(({ folder, session: { analysis } }) => [
        folder.text,
        { model: analysis.structure(), revision: analysis.environmentRevision },
      ]),
    );
    if (isSame(this.known, now)) return;
    this.known = now;
    this.revision++;
  }
}

function isSame(a: ReadonlyMap<string, Basis>, b: ReadonlyMap<string, Basis>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, { model, revision }]) => b.get(key)?.model === model && b.get(key)?.revision === revision)
  );
}

function environmentOf(folder: FolderSession): AppEnvironment[] {
  const { analysis, placeOf } = folder.session;
  const model = analysis.structure();
  return [...model.layout.roots].sort().flatMap((root) => {
    const app = model.app(root);
    const variables = reportVariables(app);
    if (variables.length === 0) return [];
    const shown = root === '' ? '.' : root;
    return {
      id: appId(folder, shown),
      folder: folder.folder.text,
      root: shown,
      name: app.name === '' ? folder.name : app.name,
      variables: variables.map((variable) => entryOf(variable, placeOf)),
    };
  });
}

function entryOf({ name, class: kind, status, declarations, reads }: VariableReport, placeOf: PlaceOf): VariableEntry {
  const place = (file: FilePath, span: Span): FilePlace => {
    const { uri, positions } = placeOf(file);
    return { uri, path: file, range: toRange(span, positions) };
  };
  return {
    name,
    class: kind,
    status,
    declarations: declarations.map((one) => ({ ...place(one.file, one.span), kind: one.kind })),
    reads: reads.map((one) => ({ ...place(one.file, one.span), hasDefault: one.hasDefault })),
  };
}

import type { ts } from 'ts-morph';
import type { AppJsonDocument } from '../documents/app-json/parse';
import type { ComposeDocument } from '../documents/compose/parse';
import type { DevcontainerDocument } from '../documents/devcontainer/parse';
import type { DotenvDocument } from '../documents/dotenv/parse';
import type { IgnoreFileDocument } from '../documents/ignore-file/parse';
import type { FilePath } from '../documents/kinds';
import type { KubernetesDocument } from '../documents/kubernetes/parse';
import type { ManifestDocument } from '../documents/manifest/parse';
import type { NodeVersionDocument } from '../documents/node-version/parse';
import type { NpmrcDocument } from '../documents/npmrc/parse';
import type { ProcfileDocument } from '../documents/procfile/parse';
import type { ShellCommand } from '../documents/shell/split';
import type { Bindings } from '../documents/typescript/bindings';
import type { WorkflowDocument } from '../documents/workflow/parse';
import type { Span } from '../text/span';
import type { AppModel } from '../workspace/app-model';
import type { TypeScriptFacts } from '../workspace/facts';
import type { Location, MessageData, Related, Severity } from './finding';
import type { FileRole, RoleSeverities } from './roles';

export interface ReportOptions {
  /** Where the evidence makes it graver or lighter than the rule's own severity. A user's setting beats both. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Overrides `applies.roles` for this finding. */
  readonly roles?: RoleSeverities;
  /** `false`: this finding has no fix although the rule has one; `suggestion`: its fix is not safe although the rule's are. */
  readonly fixable?: boolean | 'suggestion';
  readonly because?: string;
  /** Dockerfile stage index: findings of stages outside the release graph are dropped, or lowered to `inDevelopmentStage`. */
  readonly stage?: number;
  readonly inDevelopmentStage?: Severity;
  readonly unnecessary?: boolean;
  /** Of findings of the rule that begin at one place and say this, only the first that is reported counts. */
  readonly oncePerPlace?: true;
  /** Of findings of the rule in one document that say this with the same message, only the first counts. */
  readonly oncePerDocument?: true;
  /** What is different where the rule attests something in the same document. */
  readonly besideEvidence?: Pick<ReportOptions, 'severity' | 'fixable'>;
  /** Another finding of the rule tells the same fact: here it is a hint, whatever severity a role or a user gives the rule. */
  readonly echo?: true;
  /** What only the preset `strict` asks for, although the rule holds without it. */
  readonly preset?: 'strict';
}

/** JSON-safe data that a rule keeps about a document for its own cross-file half. */
export type CollectedData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface Collected extends Location {
  readonly data: CollectedData;
  /** Of a place in code: what identifies it once the tree is gone; see `engine/fingerprint.ts`. */
  readonly anchor?: string;
}

/** What every document rule can do, whatever the kind. */
export interface DocumentContext<M extends string, O> {
  readonly file: FilePath;
  readonly text: string;
  readonly options: O;
  /** Roles known from the path and the text alone. */
  readonly roles: ReadonlySet<FileRole>;
  report(at: Span, messageId: NoInfer<M>, data?: MessageData, options?: ReportOptions): void;
  /** Evidence of compliance: a place, and what it proves in one short sentence. */
  attest(at: Span, statement: string): void;
  /** Hands data to this rule's `app` half. */
  collect(at: Span, data: CollectedData): void;
}

/** `report`, `attest` and `collect` take nodes as well; a node's span begins after its leading trivia. */
export interface TypeScriptFile<M extends string, O>
  extends Omit<DocumentContext<M, O>, 'report' | 'attest' | 'collect'> {
  readonly tree: ts.SourceFile;
  readonly bindings: Bindings;
  /** True where the `app` half of the rule asked to have the file looked into. */
  readonly isAsked: boolean;
  report(at: ts.Node | Span, messageId: NoInfer<M>, data?: MessageData, options?: ReportOptions): void;
  attest(at: ts.Node | Span, statement: string): void;
  collect(at: ts.Node | Span, data: CollectedData): void;
}

export interface DotenvFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: DotenvDocument;
}
export interface ComposeFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: ComposeDocument;
}
export interface KubernetesFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: KubernetesDocument;
}
export interface ManifestFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: ManifestDocument;
}
export interface ProcfileFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: ProcfileDocument;
}
export interface WorkflowFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: WorkflowDocument;
}
export interface IgnoreFileFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: IgnoreFileDocument;
}
export interface NodeVersionFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: NodeVersionDocument;
}
export interface NpmrcFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: NpmrcDocument;
}
export interface AppJsonFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: AppJsonDocument;
}
export interface DevcontainerFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: DevcontainerDocument;
}
export interface ShellFile<M extends string, O> extends DocumentContext<M, O> {
  readonly commands: readonly ShellCommand[];
}

/** What a cross-file rule sees: the facts of one app, and what its document halves collected there. */
export interface AppContext<M extends string, O> {
  readonly app: AppModel;
  /** The rule's options for a file (they may differ by folder). */
  optionsFor(file: FilePath): O;
  collected(): readonly Collected[];
  /**
   * The facts of a file with the use of each import. `undefined` where they are not at hand: the file is then read again
   * and the rule runs once more, so that it keeps silent for now. To be asked only about files that would be reported.
   */
  closely(file: FilePath): TypeScriptFacts | undefined;
  /**
   * Has the rule look at a file of code that its needles or `concerns` leave out. The file is then read again and the rule runs once
   * more, with what it collected there.
   */
  lookInto(file: FilePath): void;
  report(at: Location, messageId: NoInfer<M>, data?: MessageData, options?: ReportOptions): void;
  attest(at: Location, statement: string): void;
}

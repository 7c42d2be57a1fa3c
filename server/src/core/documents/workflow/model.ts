import type { Span } from '../../text/span';
import type { ImageReference } from '../image-reference';
import type { YamlError } from '../yaml/tree';

/** A GitHub workflow, as far as rules need it. All spans are UTF-16 offsets into the text that was parsed. */
export interface WorkflowDocument {
  readonly name?: string;
  readonly triggers: readonly WorkflowTrigger[];
  readonly env: readonly WorkflowVariable[];
  readonly jobs: readonly WorkflowJob[];
  /** What `actions/setup-node` is told, matrix values one by one. */
  readonly setupNode: readonly SetupNode[];
  readonly errors: readonly YamlError[];
}

export interface WorkflowTrigger {
  /** `push`, `pull_request`, `schedule`, … */
  readonly name: string;
  readonly span: Span;
  readonly branches: readonly WorkflowText[];
  readonly tags: readonly WorkflowText[];
}

export interface WorkflowText {
  /** As written, expressions included, quotes not. */
  readonly value: string;
  /** Quotes excluded. */
  readonly span: Span;
  /** True when it holds an expression `${{ … }}`. */
  readonly dynamic: boolean;
}

export interface WorkflowVariable extends WorkflowText {
  readonly name: string;
  readonly nameSpan: Span;
}

export interface WorkflowJob {
  readonly id: string;
  readonly idSpan: Span;
  readonly span: Span;
  readonly name?: WorkflowText;
  readonly runsOn: readonly WorkflowText[];
  readonly if?: WorkflowText;
  /** `environment`, or its `name`. */
  readonly environment?: WorkflowText;
  readonly env: readonly WorkflowVariable[];
  readonly steps: readonly WorkflowStep[];
  readonly services: readonly WorkflowService[];
  /** Image of the container that the steps run in. */
  readonly container?: WorkflowImage;
  /** `strategy.matrix`, values of `include` added; empty for a matrix that an expression makes. */
  readonly matrix: ReadonlyMap<string, readonly WorkflowText[]>;
  /** A reusable workflow. */
  readonly uses?: WorkflowText;
  /** `defaults.run.working-directory` of the job, else of the workflow. */
  readonly workingDirectory?: string;
}

export interface WorkflowImage extends WorkflowText {
  /** `undefined` when an expression is involved. */
  readonly reference: ImageReference | undefined;
}

export interface WorkflowService {
  readonly name: string;
  readonly nameSpan: Span;
  readonly image?: WorkflowImage;
  readonly env: readonly WorkflowVariable[];
  readonly span: Span;
}

export interface WorkflowStep {
  readonly span: Span;
  readonly name?: WorkflowText;
  /** `actions/checkout@v4` */
  readonly uses?: string;
  readonly usesSpan?: Span;
  readonly run?: WorkflowRun;
  readonly with: ReadonlyMap<string, WorkflowText>;
  readonly env: readonly WorkflowVariable[];
  readonly if?: WorkflowText;
  /** As written; the default is bash (`sh` in a container without it, PowerShell on Windows). */
  readonly shell?: string;
  readonly workingDirectory?: string;
}

/** A text for the shell; expressions `${{ … }}` stand in it as written. */
export interface WorkflowRun {
  /** Indentation included; folded line breaks are blanks. As long as its place where `exact`. */
  readonly text: string;
  /** Where the text begins in the document. */
  readonly offset: number;
  /** False when offsets inside of the text do not hold. */
  readonly exact: boolean;
  /** The lines of `text` without indentation; empty ones left out. */
  readonly lines: readonly { readonly text: string; readonly offset: number }[];
  readonly span: Span;
}

export interface SetupNode {
  readonly job: string;
  /** The version as written; the expression itself when it is not known. Empty with `fromFile`. */
  readonly value: string;
  readonly span: Span;
  /** True when the version is not known from the file. */
  readonly dynamic: boolean;
  /** True for a value of the matrix: a test of several versions, not the choice of one. */
  readonly fromMatrix: boolean;
  /** `node-version-file`, as written. */
  readonly fromFile?: string;
}

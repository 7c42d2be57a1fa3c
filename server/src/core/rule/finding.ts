import type { FilePath } from '../documents/kinds';
import type { Span } from '../text/span';
import type { FactorId } from './factors';

/** `hint` is a suggestion: faded in the editor, never counted as a finding of the build. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** From gravest to lightest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** `factor/name`, for instance `logs/no-file-log-transport`; `unused-suppression` alone belongs to no factor. */
export type RuleId = string;

/** Only behaviour-preserving edits are `safe`: those are applied without looking by fix-all, on save and by `--fix`. */
export type FixSafety = 'safe' | 'suggestion';

export interface Location {
  readonly file: FilePath;
  readonly span: Span;
}

/** Another place that has a part in the finding, with what it contributes. */
export interface Related extends Location {
  readonly message: string;
}

/** Placeholder values of a message. Never a secret, never a value of an environment file. */
export type MessageData = Readonly<Record<string, string | number>>;

/** JSON-safe: what the editor, the CLI and the tree show. */
export interface Finding extends Location {
  readonly rule: RuleId;
  readonly factor: FactorId | null;
  readonly severity: Severity;
  readonly message: string;
  readonly messageId: string;
  readonly data: MessageData;
  /** Why this one: the evidence that made the rule fire, in one sentence; shown on hover. */
  readonly because: string | undefined;
  readonly related: readonly Related[];
  readonly fixable: FixSafety | undefined;
  /** True when the span may hold a secret: reporters mask every literal in it. */
  readonly secret: boolean;
  /** The text is not needed (an unused suppression, a dead line): editors fade it. */
  readonly unnecessary: boolean;
  /** Stable when lines move and neighbours are renamed; derived from no literal's value. */
  readonly fingerprint: string;
}

/** Proof that an app does what the factor asks, at a place. */
export interface Evidence extends Location {
  readonly rule: RuleId;
  readonly factor: FactorId;
  readonly statement: string;
}

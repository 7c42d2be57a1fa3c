import type { DocumentKind, FilePath } from '../documents/kinds';
import type { Collected, CollectedData, ReportOptions } from '../rule/context';
import type { Evidence, Location, MessageData, RuleId } from '../rule/finding';
import type { Mentions } from '../text/mentions';
import type { EnvironmentUses } from '../workspace/environment/uses';
import type { FileFacts } from '../workspace/facts';
import type { Directive } from './suppressions';

/** What a rule reported, before roles, settings, suppressions and the baseline had their say. */
export interface Candidate extends Location, ReportOptions {
  readonly rule: RuleId;
  readonly messageId: string;
  readonly data: MessageData;
  /** Hash of the place without lines and values; see `fingerprint.ts`. */
  readonly anchor: string;
}

/** Everything one analysis of one document gives; JSON-safe, no node outlives it. */
export interface DocumentResult {
  readonly file: FilePath;
  readonly kind: DocumentKind;
  /** The version the result was computed for; closed files count up from 0 as they change on disk. */
  readonly version: number;
  readonly candidates: readonly Candidate[];
  readonly evidence: readonly Evidence[];
  readonly collected: ReadonlyMap<RuleId, readonly Collected[]>;
  readonly directives: readonly Directive[];
  readonly facts: FileFacts;
  /** What the document says of environment variables. */
  readonly environment: EnvironmentUses;
  /** Names in the form of a variable that the text mentions anywhere. */
  readonly mentions: Mentions;
  /** True when the parser met errors: rules that found nothing prove nothing here. */
  readonly broken: boolean;
  /** Of the text: a fix is refused when the text has changed under it. */
  readonly checksum: number;
}

export type { Collected, CollectedData };

import type { z } from 'zod';
import type { DockerfileDocument } from '../documents/dockerfile/model';
import type { FilePath } from '../documents/kinds';
import type { TypeScriptListeners } from '../documents/typescript/listeners';
import type { AppModel } from '../workspace/app-model';
import type {
  AppContext,
  AppJsonFile,
  ComposeFile,
  DevcontainerFile,
  DocumentContext,
  DotenvFile,
  IgnoreFileFile,
  KubernetesFile,
  ManifestFile,
  NodeVersionFile,
  NpmrcFile,
  ProcfileFile,
  ShellFile,
  TypeScriptFile,
  WorkflowFile,
} from './context';
import type { Finding, FixSafety, RuleId, Severity } from './finding';
import type { Fix, FixContext } from './fix';
import type { ListMeta } from './list-options';
import type { RoleSeverities } from './roles';

export interface DockerfileFile<M extends string, O> extends DocumentContext<M, O> {
  readonly document: DockerfileDocument;
}

/** Where a rule holds. Decided when findings are reported, from facts, so that no document is walked twice. */
export interface Applies {
  /**
   * `services`: only packages with server evidence or a start command of their own (factors V to IX and XI speak of
   * running processes); `packages`: everything but nothing in particular.
   */
  readonly to: 'services' | 'packages';
  /** `false`: the platform does this for functions (no listen call, no SIGTERM). Default `true`. */
  readonly serverless?: boolean;
  /** `true`: also in publishable libraries. Default: only rules of factors I and II and rules about secrets say so. */
  readonly libraries?: boolean;
  /** Severity by file role; unnamed roles keep the finding's own. See `DEFAULT_ROLE_SEVERITIES`. */
  readonly roles?: RoleSeverities;
}

export interface RuleMeta<M extends string = string, O = unknown> {
  readonly id: RuleId;
  /** One sentence naming the bad pattern. */
  readonly summary: string;
  readonly why: string;
  /** The next action, as an imperative sentence. */
  readonly remedy: string;
  /** By id; `{{name}}` is filled from the finding's data. */
  readonly messages: Readonly<Record<M, string>>;
  readonly severity: Severity;
  readonly preset: 'recommended' | 'strict';
  /** `certain`: at least 95 of 100 findings hold in review; `likely`: 80. */
  readonly confidence: 'certain' | 'likely';
  readonly fixable: FixSafety | 'no';
  /** The first version that has the rule. */
  readonly since: string;
  readonly applies: Applies;
  /** The findings' spans may hold secrets: every literal in them is masked in code frames and reports. */
  readonly secret?: boolean;
  /** Rules that say it better: where one of them has a finding, an overlapping one of this rule is left out. */
  readonly yieldsTo?: readonly RuleId[];
  readonly options?: z.ZodType<O>;
  /** What the options `add`, `allow` and `allowPatterns` of the rule are about; see `listed`. */
  readonly list?: ListMeta;
}

/** What `look` says of the text at hand; it looks once, however many rules ask. */
export type Once = <T>(look: (text: string) => T) => T;

/** Listeners run in the one walk of a document; the others are called once per parsed document. */
export interface RuleBody<M extends string, O> {
  readonly typescript?: {
    /** Substrings without any of which the rule cannot fire: such files are not parsed for it. */
    readonly needles: readonly string[];
    /**
     * A closer look at a text with a needle (at any text where no needles are named): `false` when it cannot fire. What
     * several rules ask of a text is asked through `once`. Not asked about a file that the `app` half wants looked into.
     */
    concerns?(text: string, options: O, once: Once): boolean;
    /**
     * `true`: what a listener says follows from the top-level statement around its node and from what `bindings` say of
     * names; nothing is carried from one call to the next, and nobody asks for the source file of a node. Then what was
     * said of a statement holds while somebody types in another one. A property test watches over it.
     */
    readonly perStatement?: true;
    create(file: TypeScriptFile<M, O>): TypeScriptListeners;
  };
  dockerfile?(file: DockerfileFile<M, O>): void;
  dotenv?(file: DotenvFile<M, O>): void;
  compose?(file: ComposeFile<M, O>): void;
  kubernetes?(file: KubernetesFile<M, O>): void;
  manifest?(file: ManifestFile<M, O>): void;
  procfile?(file: ProcfileFile<M, O>): void;
  workflow?(file: WorkflowFile<M, O>): void;
  shell?(file: ShellFile<M, O>): void;
  ignoreFile?(file: IgnoreFileFile<M, O>): void;
  nodeVersion?(file: NodeVersionFile<M, O>): void;
  npmrc?(file: NpmrcFile<M, O>): void;
  appJson?(file: AppJsonFile<M, O>): void;
  devcontainer?(file: DevcontainerFile<M, O>): void;
  /**
   * `structure`: the `app` half reads nothing that a keystroke in code changes (no TypeScript facts, nothing collected
   * from code), so that its result holds until a manifest, container or env file, or the list of files, changes.
   */
  readonly appReads?: 'structure';
  /** Cross-file: sees facts only, and runs once the index of the app is complete. */
  app?(context: AppContext<M, O>): void;
  /** Files whose text the fix needs beside the finding's own document. */
  companions?(finding: Finding, app: AppModel): readonly FilePath[];
  fix?(context: FixContext): Fix | undefined;
}

export type RuleDefinition<M extends string, O> = RuleMeta<M, O> & RuleBody<M, O>;

/** A rule as the engine holds it, message ids and options erased. */
export type Rule = RuleMeta<string, unknown> & RuleBody<string, unknown>;

/** Checks a rule's message ids and options at compile time; changes nothing at run time. */
export function defineRule<const M extends string, O = undefined>(rule: RuleDefinition<M, O>): Rule {
  return rule as unknown as Rule;
}

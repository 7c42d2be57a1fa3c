import type { Span } from '../../text/span';
import type { ImageReference } from '../image-reference';
import type { YamlError } from '../yaml/tree';

/**
 * A compose file (https://docs.docker.com/reference/compose-file/), with anchors, merge keys and `extends` within the file
 * applied. All spans are UTF-16 offsets into the text that was parsed, also of what comes through an anchor.
 */
export interface ComposeDocument {
  readonly services: readonly ComposeService[];
  /** Every `${NAME}` of keys and values, in order. */
  readonly interpolations: readonly Interpolation[];
  /** Top-level named volumes. */
  readonly volumes: readonly string[];
  readonly errors: readonly YamlError[];
}

export interface ComposeService {
  readonly name: string;
  readonly nameSpan: Span;
  /** From the name to the end of the service. */
  readonly span: Span;
  readonly image?: ComposeImage;
  readonly build?: ComposeBuild;
  readonly command?: ComposeCommand;
  readonly entrypoint?: ComposeCommand;
  readonly environment: readonly ComposeVariable[];
  /** Entries of a mapping `environment` whose key stands further up in it already; a list has all in `environment`. */
  readonly environmentRepeats: readonly ComposeVariable[];
  /** The entry with the key `environment`; absent when there is none here. */
  readonly environmentSpan?: Span;
  readonly envFile: readonly ComposeEnvFile[];
  readonly ports: readonly ComposePort[];
  readonly volumes: readonly ComposeVolume[];
  readonly dependsOn: readonly ComposeDependency[];
  readonly init: boolean;
  readonly profiles: readonly string[];
  /** `deploy.replicas` */
  readonly replicas?: ComposeNumber;
  /** `scale` */
  readonly scale?: ComposeNumber;
  readonly restart?: ComposeText;
  readonly stopGracePeriod?: ComposeText;
  readonly stopSignal?: ComposeText;
  readonly containerName?: ComposeText;
  readonly networkMode?: ComposeText;
  readonly workingDir?: ComposeText;
  readonly healthcheck?: ComposeHealthcheck;
  /** `logging.driver` */
  readonly loggingDriver?: ComposeText;
  readonly labels: readonly ComposeVariable[];
  /** Present when the service builds on another; `file` means that some of it stands elsewhere. */
  readonly extends?: { readonly service: string; readonly file?: string; readonly span: Span };
}

export interface ComposeText {
  /** As written, variables included, quotes not. */
  readonly text: string;
  /** Quotes excluded. */
  readonly span: Span;
  /** With defaults of variables substituted; `undefined` when one has none or a template fills it in. */
  readonly resolved: string | undefined;
}

export interface ComposeNumber extends ComposeText {
  readonly value: number | undefined;
}

export interface ComposeImage extends ComposeText {
  /** Of the resolved text; `undefined` when unknown. `tagSpan` only where no variable is involved. */
  readonly reference: ImageReference | undefined;
  /** Names of the variables that it mentions. */
  readonly variables: readonly string[];
  /** True when the tag comes from a variable with a default: `app:${TAG:-latest}`. */
  readonly isTagDefault: boolean;
}

export interface ComposeBuild {
  /** Relative to the compose file as written; `.` when not written. */
  readonly context: string;
  readonly contextSpan?: Span;
  /** Relative to the context. */
  readonly dockerfile?: string;
  readonly dockerfileSpan?: Span;
  /** `dockerfile_inline`: there is no file. */
  readonly isInline: boolean;
  readonly target?: string;
  readonly targetSpan?: Span;
  readonly args: readonly ComposeVariable[];
  readonly span: Span;
}

/** Compose splits a string into words by the shell's quoting rules but runs no shell; so `&&` is an argument there. */
export type ComposeCommand =
  | { readonly form: 'exec'; readonly words: readonly ComposeText[]; readonly span: Span }
  | {
      readonly form: 'shell';
      readonly text: string;
      /** Where the text begins in the document. */
      readonly offset: number;
      /** False when offsets inside of the text do not hold. */
      readonly exact: boolean;
      readonly span: Span;
    };

export interface ComposeVariable {
  readonly name: string;
  /** Quotes excluded. */
  readonly nameSpan: Span;
  /** As written, variables included; `undefined` for a bare name, which hands the variable of the shell through. */
  readonly value?: string;
  /** Quotes excluded; of a list item the part behind `=`. */
  readonly valueSpan?: Span;
  /** With defaults substituted; `undefined` when unknown. */
  readonly resolved: string | undefined;
  readonly form: 'map' | 'list';
  /** The whole entry or item. */
  readonly span: Span;
}

export interface ComposeEnvFile {
  readonly path: string;
  readonly span: Span;
  /** False for `required: false`. */
  readonly required: boolean;
}

export interface ComposePort extends ComposeText {
  readonly container: number | undefined;
  readonly host: number | undefined;
}

export interface ComposeVolume extends ComposeText {
  /** `./src`, `/data`, `name`; absent for an anonymous volume. */
  readonly source?: string;
  readonly target?: string;
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'other';
  readonly readOnly: boolean;
}

export interface ComposeDependency {
  readonly service: string;
  readonly condition?: string;
  readonly span: Span;
}

export interface ComposeHealthcheck {
  /** `shell` for a string and for `["CMD-SHELL", "…"]`, else `exec` without the leading `CMD`. */
  readonly test?: ComposeCommand;
  readonly disabled: boolean;
  readonly span: Span;
}

export interface Interpolation {
  readonly name: string;
  /** From the dollar sign to the closing brace. */
  readonly span: Span;
  /** `${X:-default}` or `${X-default}` */
  readonly hasDefault: boolean;
  /** `${X:?message}` or `${X?message}` */
  readonly isRequired: boolean;
}

import type { Span } from '../../text/span';
import type { ImageReference } from '../image-reference';

/** A Dockerfile as BuildKit reads it. All spans and offsets are UTF-16 offsets into the text that was parsed. */
export interface DockerfileDocument {
  readonly directives: readonly Directive[];
  /** The escape character in force: `\`, or a backtick after `# escape=`. */
  readonly escape: '\\' | '`';
  /** Also those between the lines of a continued instruction; not those inside here-documents. */
  readonly comments: readonly Comment[];
  /** `ARG`s before the first `FROM`. */
  readonly globalArguments: readonly AssignmentInstruction[];
  readonly stages: readonly Stage[];
  /** Every instruction in order, `FROM`s and global `ARG`s included; triggers of `ONBUILD` hang below it. */
  readonly instructions: readonly Instruction[];
  /** True when the text was longer than the parser reads; what follows the cut is not in the model. */
  readonly truncated: boolean;
}

export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: string;
  readonly span: Span;
  readonly valueSpan: Span;
}

export interface Comment {
  /** From the `#` to the end of the line. */
  readonly span: Span;
  /** Without the `#` and the blanks around. */
  readonly text: string;
}

export interface Stage {
  readonly index: number;
  /** Lower case, as BuildKit compares names without regard to case. */
  readonly name?: string;
  readonly nameSpan?: Span;
  /** From `FROM` to the next `FROM` or the end of the text. */
  readonly span: Span;
  readonly from: StageBase;
  /** Begins with the `FROM`. */
  readonly instructions: readonly Instruction[];
}

export interface StageBase {
  /** The image or stage as written; empty when missing. */
  readonly text: string;
  readonly span: Span;
  /** The text after substitution of global `ARG` defaults; `undefined` when a variable has no known value. */
  readonly resolvedText: string | undefined;
  /** The external image; `undefined` for a stage, for `scratch` and for what cannot be resolved. */
  readonly resolved: ImageReference | undefined;
  readonly isScratch: boolean;
  /** Index of the earlier stage that is named. */
  readonly stageReference?: number;
  /** Earlier stages that an unresolved text such as `base-${TARGETARCH}` may name; else just `stageReference`. */
  readonly stageCandidates: readonly number[];
  /** Names of the variables that the text mentions. */
  readonly variables: readonly string[];
  readonly platform?: Word;
}

export type Instruction =
  | FromInstruction
  | CommandInstruction
  | AssignmentInstruction
  | CopyInstruction
  | ExposeInstruction
  | OnBuildInstruction
  | WordsInstruction;

export interface InstructionBase {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the keyword to the end of the last line, here-documents with their end marks included. */
  readonly span: Span;
  /** Flags included, here-documents not; empty (at the keyword's end) when there are no arguments. */
  readonly argumentsSpan: Span;
  /** The text of `argumentsSpan`, continuation lines and their comments included. */
  readonly argumentsText: string;
  /** Index of its stage; `undefined` before the first `FROM`. */
  readonly stage: number | undefined;
  readonly flags: readonly Flag[];
  readonly heredocs: readonly Heredoc[];
  /** True for an instruction that `ONBUILD` wraps: it runs in the builds of other images. */
  readonly isTrigger: boolean;
}

export interface Flag {
  /** Without the dashes, lower case: `from`, `chown`, `mount`. */
  readonly name: string;
  /** Unquoted, variables as written; `undefined` for a flag without `=`. */
  readonly value: string | undefined;
  readonly span: Span;
  /** Place of the value, quotes included; empty at the flag's end when there is none. */
  readonly valueSpan: Span;
}

export interface Word {
  /** As written, quotes included (exec form: without the quotes). */
  readonly text: string;
  /** Quotes and escapes removed, variables as written. */
  readonly value: string;
  /** After substitution as Docker does it here; `undefined` when a variable has no known value. */
  readonly resolved: string | undefined;
  readonly span: Span;
  /** True when `value` differs from the text of `span`, so that offsets inside of the value do not hold. */
  readonly escaped: boolean;
}

/** A text for a POSIX shell. */
export interface ShellText {
  /**
   * Docker's line joining is rewritten to the shell's own without changing any length: the escape character becomes a
   * backslash at the line's end, and comment and empty lines between become blanks before such a backslash.
   */
  readonly text: string;
  /** Where the text begins in the document. */
  readonly offset: number;
  /** False when the text was unescaped, so that only `offset` is sure and offsets inside of the text are not. */
  readonly exact: boolean;
}

export interface Heredoc {
  readonly name: string;
  /** `<<-EOF` with what belongs to it. */
  readonly span: Span;
  /** The lines between, the last line break included. */
  readonly bodySpan: Span;
  readonly body: string;
  /** False for a quoted name: Docker then leaves variables of COPY and ADD bodies alone. */
  readonly expands: boolean;
  /** `<<-`: leading tabs are dropped. */
  readonly stripsTabs: boolean;
}

export interface FromInstruction extends InstructionBase {
  readonly type: 'from';
  readonly stageName?: string;
}

/** RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK. */
export interface CommandInstruction extends InstructionBase {
  readonly type: 'command';
  readonly keyword: 'RUN' | 'CMD' | 'ENTRYPOINT' | 'SHELL' | 'HEALTHCHECK';
  /** `malformed-exec` is meant as a JSON array and is none: Docker hands the text to the shell. */
  readonly form: 'exec' | 'shell' | 'malformed-exec';
  /** The program and its arguments in exec form (Docker expands nothing there); else empty. */
  readonly words: readonly Word[];
  /** The command line in shell form and for `malformed-exec`, without flags and here-documents. */
  readonly shell?: ShellText;
  /**
   * All texts that a POSIX shell runs here: the command line, here-documents fed to a shell, and the script of
   * `["sh", "-c", "…"]`. Empty for other exec forms and under a `SHELL` that is no POSIX shell.
   */
  readonly scripts: readonly ShellText[];
  readonly mounts: readonly Mount[];
  /** Words of the `SHELL` in force in this place, one inherited from an earlier stage included; `undefined`: the default. */
  readonly shellInForce: readonly string[] | undefined;
  /** `HEALTHCHECK NONE`. */
  readonly isDisabled: boolean;
}

/** `RUN --mount=…`. */
export interface Mount {
  /** `bind` when not written. */
  readonly type: string;
  /** Keys in lower case; a key without `=` has the value `true`. */
  readonly options: ReadonlyMap<string, string>;
  readonly from?: ImageSource;
  readonly span: Span;
}

/** What `--from` names. */
export interface ImageSource {
  readonly text: string;
  readonly span: Span;
  /** Index of the earlier stage that is named. */
  readonly stage?: number;
  /** The external image, when the text is one without variables. */
  readonly image?: ImageReference;
}

/** ENV, ARG and LABEL. */
export interface AssignmentInstruction extends InstructionBase {
  readonly type: 'assignment';
  readonly keyword: 'ENV' | 'ARG' | 'LABEL';
  readonly assignments: readonly Assignment[];
  /** `ENV name value`, without an equals sign. */
  readonly isLegacy: boolean;
}

export interface Assignment {
  readonly name: string;
  readonly nameSpan: Span;
  /** Unquoted, variables as written; empty without a default. */
  readonly value: string;
  /** Quotes included; empty at the name's end without a default. */
  readonly valueSpan: Span;
  readonly span: Span;
  /** False for `ARG NAME`. */
  readonly hasDefault: boolean;
  /** The value after substitution; `undefined` when unknown. */
  readonly resolved: string | undefined;
  /** Names of the variables that the value mentions. */
  readonly variables: readonly string[];
}

/** COPY and ADD. */
export interface CopyInstruction extends InstructionBase {
  readonly type: 'copy';
  readonly keyword: 'COPY' | 'ADD';
  readonly sources: readonly CopySource[];
  readonly destination?: Word;
  /** Absent when the files come from the build context. */
  readonly from?: ImageSource;
}

export interface CopySource extends Word {
  /** The here-document that is the file's content. */
  readonly heredoc?: Heredoc;
}

export interface ExposeInstruction extends InstructionBase {
  readonly type: 'expose';
  readonly keyword: 'EXPOSE';
  readonly ports: readonly ExposedPort[];
}

export interface ExposedPort extends Word {
  /** First port of a range; `undefined` when the text is unknown or no number. */
  readonly port: number | undefined;
  readonly endPort: number | undefined;
  /** Lower case, `tcp` when not written. */
  readonly protocol: string;
}

export interface OnBuildInstruction extends InstructionBase {
  readonly type: 'onbuild';
  readonly keyword: 'ONBUILD';
  readonly trigger?: Instruction;
}

/** WORKDIR, USER, STOPSIGNAL, VOLUME, MAINTAINER and whatever else is written. */
export interface WordsInstruction extends InstructionBase {
  readonly type: 'words';
  readonly words: readonly Word[];
  /** WORKDIR: the absolute folder after it; `undefined` when a base image or a variable decides. */
  readonly workdir?: string | undefined;
}

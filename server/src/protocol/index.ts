/**
 * What server and client say to each other beyond the Language Server Protocol. Types and string constants only, so
 * that both bundles take it in without taking each other's libraries. Lines and characters are zero-based, as in LSP.
 */

/** Severity of a finding; the same words as in settings and JSON output. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

export type FactorStatus = 'findings' | 'clean' | 'partly-assessed' | 'not-assessable';

export interface FactorCompliance {
  /** 1 to 12. */
  readonly factor: number;
  readonly id: string;
  /** Roman numeral and name, for instance `III`, `Config`. */
  readonly numeral: string;
  readonly title: string;
  /** What the factor asks, one sentence. */
  readonly statement: string;
  readonly status: FactorStatus;
  /** Without hints. */
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly evidence: number;
  /** Findings that the baseline holds; in none of the other figures. */
  readonly known: number;
}

export interface AppCompliance {
  /** Stable while the server runs: folder URI and app root. */
  readonly id: string;
  readonly folder: string;
  /** Folder-relative, `.` for the folder itself. */
  readonly root: string;
  readonly name: string;
  readonly factors: readonly FactorCompliance[];
}

/** `twelveFactor/complianceChanged`: server to client, coalesced, sent only when something differs. */
export interface ComplianceChangedParams {
  /** Counts up; a client drops what is older than what it has. */
  readonly revision: number;
  readonly indexing: boolean;
  readonly apps: readonly AppCompliance[];
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A finding or a piece of evidence as a leaf of the tree. */
export interface ComplianceLeaf {
  readonly kind: 'finding' | 'evidence';
  readonly rule: string;
  /** 1 to 12; `null` for `unused-suppression`. */
  readonly factor: number | null;
  /** Absent for evidence. */
  readonly severity?: Severity;
  readonly message: string;
  readonly uri: string;
  /** Path relative to the workspace folder, with `/`. */
  readonly path: string;
  readonly range: Range;
  /** Absent for evidence. */
  readonly fingerprint?: string;
  readonly fixable: boolean;
  /** A finding that the baseline holds. */
  readonly known?: boolean;
}

/** `twelveFactor/leaves`: client to server; all leaves of an app. */
export interface LeavesParams {
  readonly app: string;
}

export interface LeavesResult {
  readonly revision: number;
  readonly leaves: readonly ComplianceLeaf[];
}

export type VariableClass = 'secret' | 'config' | 'platform';

/**
 * - `undeclared`: code that runs in a deploy reads it, nothing declares it
 * - `unused`: an env file sets it, nothing mentions it
 * - `undocumented`: read or set, and the app's example does not name it
 * - `dynamic`: a name that code puts together, with a `*` for what is not known
 */
export type VariableStatus = 'undeclared' | 'unused' | 'undocumented' | 'dynamic';

export type DeclarationKind =
  | 'dotenv'
  | 'example'
  | 'schema'
  | 'compose'
  | 'dockerfile'
  | 'kubernetes'
  | 'workflow'
  | 'manifest'
  | 'types';

export interface FilePlace {
  readonly uri: string;
  /** Path relative to the workspace folder, with `/`. */
  readonly path: string;
  readonly range: Range;
}

/** A variable of one app: names and places, never a value. */
export interface VariableEntry {
  readonly name: string;
  readonly class: VariableClass;
  readonly status: readonly VariableStatus[];
  readonly declarations: readonly (FilePlace & { readonly kind: DeclarationKind })[];
  readonly reads: readonly (FilePlace & { readonly hasDefault: boolean })[];
}

export interface AppEnvironment {
  /** The `id` of `AppCompliance`. */
  readonly id: string;
  readonly folder: string;
  /** Folder-relative, `.` for the folder itself. */
  readonly root: string;
  readonly name: string;
  /** Sorted by name. */
  readonly variables: readonly VariableEntry[];
}

/** `twelveFactor/environment`: client to server; the variables of all apps whose folder has been read whole. */
export interface EnvironmentResult {
  readonly revision: number;
  readonly apps: readonly AppEnvironment[];
}

/** `twelveFactor/environmentChanged`: server to client, coalesced; what `twelveFactor/environment` answers is another now. */
export interface EnvironmentChangedParams {
  /** Counts up. */
  readonly revision: number;
}

/** Argument of `documentVariable`, and with a new name of `renameVariable`. */
export interface VariableParams {
  /** The `id` of an app. */
  readonly app: string;
  readonly name: string;
}

export interface RenameVariableParams extends VariableParams {
  readonly newName: string;
}

export interface VariableEditResult {
  readonly applied: boolean;
  /** A sentence that says why nothing was done. */
  readonly refused?: string;
}

/** Argument of `createBaseline` and `updateBaseline`. */
export interface BaselineParams {
  /** Address of a workspace folder; empty for the only one. */
  readonly folder: string;
  /** Takes out what is gone, and nothing in. */
  readonly onlyPrune?: boolean;
}

export interface BaselineResult {
  readonly applied: boolean;
  /** A sentence that says why nothing was done. */
  readonly refused?: string;
  /** What the folder's baselines hold now. */
  readonly findings?: number;
  /** Addresses of the files that were changed; they count once they are saved. */
  readonly files?: readonly string[];
}

/** `twelveFactor/ruleDocument`: the page of a rule as Markdown. */
export interface RuleDocumentParams {
  readonly rule: string;
}

export interface RuleDocumentResult {
  readonly markdown: string | null;
}

/** Argument of the command `twelveFactor.applyFix`: the preferred fix of one finding. */
export interface ApplyFixParams {
  readonly uri: string;
  readonly fingerprint: string;
}

export interface RuleListEntry {
  readonly id: string;
  readonly factor: number | null;
  readonly summary: string;
  /** The next action, as an imperative sentence. */
  readonly remedy: string;
}

/** `initializationOptions`; every client may leave them out. */
export interface InitializationOptions {
  /** Which of `CLIENT_COMMANDS` the client runs itself, so that code actions and hovers may name them. */
  readonly clientCommands?: readonly string[];
  /** The settings, for clients that cannot be asked for them: nested or flat, with or without `twelveFactor`. */
  readonly settings?: unknown;
  /** No quiet time is waited for after a keystroke: for benchmarks, which measure the analysis. */
  readonly immediate?: boolean;
}

export const CLIENT_COMMANDS = {
  /** `[rule id]`: shows the page of a rule. */
  explainRule: 'twelveFactor.explainRule',
  /** `[uri, position]`: shows what refers to the variable there. */
  showReferences: 'twelveFactor.showReferences',
} as const;

export const METHODS = {
  complianceChanged: 'twelveFactor/complianceChanged',
  leaves: 'twelveFactor/leaves',
  environmentChanged: 'twelveFactor/environmentChanged',
  environment: 'twelveFactor/environment',
  ruleDocument: 'twelveFactor/ruleDocument',
} as const;

/** Commands of `workspace/executeCommand`; the report ones serve editors without our client. */
export const SERVER_COMMANDS = {
  /** Re-reads the disk and analyses everything anew; resolves when the index is complete. */
  analyzeWorkspace: 'twelveFactor.server.analyzeWorkspace',
  /** `[uri]` or `[]` for every document: applies all safe fixes through `workspace/applyEdit`; answers their number. */
  fixAllSafe: 'twelveFactor.server.fixAllSafe',
  /** `[ApplyFixParams]`: applies the fix of one finding; answers whether it was applied. */
  applyFix: 'twelveFactor.server.applyFix',
  /** `[]`: answers `ComplianceChangedParams`. */
  compliance: 'twelveFactor.server.compliance',
  /** `[LeavesParams]`: answers `LeavesResult`. */
  leaves: 'twelveFactor.server.leaves',
  /** `[]`: answers `EnvironmentResult`. */
  environment: 'twelveFactor.server.environment',
  /** `[VariableParams]`: names the variable in the example of its env files; answers `VariableEditResult`. */
  documentVariable: 'twelveFactor.server.documentVariable',
  /** `[RenameVariableParams]`: renames the variable in all files; answers `VariableEditResult`. */
  renameVariable: 'twelveFactor.server.renameVariable',
  /** `[BaselineParams]`: takes all that is found into a new baseline, and names it; answers `BaselineResult`. */
  createBaseline: 'twelveFactor.server.createBaseline',
  /** `[BaselineParams]`: brings the baselines up to date; answers `BaselineResult`. */
  updateBaseline: 'twelveFactor.server.updateBaseline',
  /** `[RuleDocumentParams]`: answers `RuleDocumentResult`. */
  ruleDocument: 'twelveFactor.server.ruleDocument',
  /** `[]`: answers `RuleListEntry[]`. */
  rules: 'twelveFactor.server.rules',
  /** `[RuleDocumentParams]`: shows the address of the rule's factor through `window/showDocument`; answers whether it did. */
  showRule: 'twelveFactor.server.showRule',
} as const;

/** Section of the editor's settings, and the language client's id. */
export const SETTINGS_SECTION = 'twelveFactor';
export const DIAGNOSTIC_SOURCE = 'twelve-factor';
/** Scheme of the virtual documents that show rule pages: `twelve-factor-rule:/config/no-secret-fallback.md`. */
export const RULE_SCHEME = 'twelve-factor-rule';
export const FIX_ALL_KIND = 'source.fixAll.twelveFactor';

/** Moves literals to the environment, whether or not anything is found there. */
export const EXTRACT_KIND = 'refactor.extract.env';

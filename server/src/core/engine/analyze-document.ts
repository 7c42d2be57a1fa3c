import type { ts } from 'ts-morph';
import { parseCompose } from '../documents/compose/parse';
import { parseDockerfile } from '../documents/dockerfile/parse';
import { parseDotenv } from '../documents/dotenv/parse';
import { parseIgnoreFile } from '../documents/ignore-file/parse';
import type { DocumentKind, FilePath } from '../documents/kinds';
import { parseManifest } from '../documents/manifest/parse';
import { parseNodeVersion } from '../documents/node-version/parse';
import { parseProcfile } from '../documents/procfile/parse';
import { splitShell } from '../documents/shell/split';
import { isInsideComment, isNode, spanOf } from '../documents/typescript/ast';
import { Bindings } from '../documents/typescript/bindings';
import { isCommentEdit } from '../documents/typescript/comments';
import { configModuleOf } from '../documents/typescript/config-module';
import { FACT_NEEDLES, type FactSink, factListeners } from '../documents/typescript/fact-extractors';
import { scanImports } from '../documents/typescript/imports';
import { originalOffset, parseErrorCount, parseTypeScript, type TextChange } from '../documents/typescript/parse';
import { parseWorkflow } from '../documents/workflow/parse';
import { KEY_BLOCK } from '../knowledge/tokens';
import type { CollectedData, DocumentContext, ReportOptions, TypeScriptFile } from '../rule/context';
import type { Rule } from '../rule/define-rule';
import type { Evidence, MessageData, RuleId } from '../rule/finding';
import type { FileRole } from '../rule/roles';
import { checksum } from '../text/checksum';
import { linesAround } from '../text/lines-around';
import type { Span } from '../text/span';
import { dotenvFacts } from '../workspace/dotenv-facts';
import type { FileFacts } from '../workspace/facts';
import { keepsRoles, rolesOfText } from '../workspace/roles';
import type { Candidate, Collected, DocumentResult } from './candidate';
import { dispatch, type FailureHandler, type ListenerSet, type TimingHandler } from './dispatch';
import { hash, lineAnchor, typescriptAnchor } from './fingerprint';
import { NeedleIndex, needlesOf } from './needles';
import { factorOf, type Registry } from './registry';
import { shiftResult } from './shift-result';
import { findDirectives } from './suppressions';
import { WalkMemory } from './walk';

export interface DocumentInput {
  readonly file: FilePath;
  readonly kind: DocumentKind;
  readonly text: string;
  readonly version: number;
  /** Gives the tree of an open document, re-parsed in part, if it comes to parsing at all; parsed here when absent. */
  readonly tree?: () => ts.SourceFile;
  /** The tree that `tree` gave last, if there is one, and what has changed since. */
  readonly edited?: EditedTree;
}

/** The tree of an earlier text of a document. */
export interface EditedTree {
  readonly tree: ts.SourceFile;
  /** From the tree's text to the current one. */
  readonly change: TextChange;
}

export interface AnalyzerOptions {
  readonly registry: Registry;
  /** The options of a rule for a file, and whether it is on there at all. */
  readonly settings: {
    isEnabled(rule: RuleId, file: FilePath): boolean;
    optionsOf(rule: RuleId, file: FilePath): unknown;
  };
  readonly onFailure: (file: FilePath, rule: RuleId, error: unknown, where: string) => void;
  readonly timing?: { readonly now: () => number; readonly record: TimingHandler };
  /** `false` parses every file, whatever it contains: the reference the prefilter is tested against. */
  readonly prefilter?: boolean;
}

/** Analyses single documents: one parse and one walk for all rules and facts (invariant 6). */
export class DocumentAnalyzer {
  private readonly rules: readonly Rule[];
  private readonly needles: NeedleIndex;
  /** What the walk of a tree gave, as long as the document is open and nobody has changed the tree. */
  private readonly walked = new WeakMap<ts.SourceFile, DocumentResult>();
  private readonly memory = new WalkMemory();

  constructor(private readonly options: AnalyzerOptions) {
    this.rules = options.registry.forKind('typescript');
    this.needles = new NeedleIndex([FACT_NEEDLES, ...this.rules.map(needlesOf)]);
  }

  analyze(input: DocumentInput): DocumentResult {
    if (input.kind !== 'typescript') return this.other(input);
    return this.afterCommentEdit(input) ?? this.typescript(input);
  }

  /** True when no rule and no fact needs the text parsed. */
  needsParse(text: string): boolean {
    return this.options.prefilter === false || this.needles.match(text).size > 0;
  }

  /** Who types in a comment changes no code: what the last walk found holds, at moved places. */
  private afterCommentEdit(input: DocumentInput): DocumentResult | undefined {
    const { file, kind, text, edited } = input;
    const old = edited && this.walked.get(edited.tree);
    if (edited === undefined || old?.facts.kind !== 'typescript' || old.broken || old.file !== file) return undefined;
    const { tree, change } = edited;
    if (!isCommentEdit(tree, text, change)) return undefined;
    const { roles } = old.facts;
    if (!keepsRoles(tree.text, text, change) && rolesOfText(file, kind, text).join() !== roles.join()) return undefined;
    const lines = [linesAround(tree.text, change.start, change.oldEnd)];
    lines.push(linesAround(text, change.start, change.start + change.newLength));
    if (lines.some((line) => this.mayMatter(line, file)) || text.includes(KEY_BLOCK)) return undefined;
    const parts = shiftResult(old, old.facts, change);
    const comment = (offset: number): boolean => isInsideComment(tree, originalOffset(change, offset));
    return parts && resultOf(input, { ...parts, directives: findDirectives(text, kind, comment), broken: false });
  }

  /** True when a rule or a fact may look at what stands in a comment. */
  private mayMatter(line: string, file: FilePath): boolean {
    return [...this.needles.match(line)].some((index) => {
      const rule = this.rules[index - 1];
      if (rule?.typescript === undefined || rule.typescript.needles.length > 0) return true;
      if (!this.options.settings.isEnabled(rule.id, file)) return false;
      return rule.typescript.concerns?.(line, this.options.settings.optionsOf(rule.id, file)) !== false;
    });
  }

  private typescript(input: DocumentInput): DocumentResult {
    const { file, text, kind } = input;
    const roles = rolesOfText(file, kind, text);
    const hits = this.needles.match(text);
    const useAll = this.options.prefilter === false;
    const rules = this.concernedRules(file, text, useAll ? undefined : hits);
    // Generated code is nobody's to mend: only its imports matter.
    const skip = roles.includes('generated') || (!useAll && rules.length === 0 && !hits.has(0));
    const tree = skip ? undefined : treeOf(input);
    if (tree === undefined) {
      const imports = scanImports(text);
      const facts = { kind: 'typescript', imports, roles, listens: [], shutdowns: [], parsed: false } as const;
      return emptyResult(input, facts, findDirectives(text, kind));
    }
    const bindings = new Bindings(tree);
    const sink: FactSink = { imports: [], listens: [], shutdowns: [] };
    const gathered = new Gathered(input, new Set(roles), (span) => typescriptAnchor(tree, span));
    const sets: ListenerSet[] = [{ owner: 'facts', listeners: factListeners(sink, bindings) }];
    rules.forEach(({ rule, options }) => {
      const context: TypeScriptFile<string, unknown> = { ...gathered.contextOf(rule, options), tree, bindings };
      this.guard(rule, file, () => {
        const listeners = rule.typescript?.create(context);
        if (listeners !== undefined) sets.push({ owner: rule.id, listeners });
      });
    });
    const memory = input.tree && this.memory;
    dispatch(tree, sets, this.failureHandler(file), { timing: this.options.timing, memory });
    const config = configModuleOf(tree, bindings, roles)?.fact;
    const facts: FileFacts = {
      kind: 'typescript',
      ...sink,
      ...(config && { configModule: config }),
      roles,
      parsed: true,
    };
    const directives = findDirectives(text, kind, (offset) => isInsideComment(tree, offset));
    const result = gathered.result(facts, directives, parseErrorCount(tree) > 0);
    if (input.tree !== undefined && !useAll) this.walked.set(tree, result);
    return result;
  }

  /** The rules that are on in a file and can fire in its text; `hits` left out asks for all that are on. */
  private concernedRules(
    file: FilePath,
    text: string,
    hits: ReadonlySet<number> | undefined,
  ): { rule: Rule; options: unknown }[] {
    const found: { rule: Rule; options: unknown }[] = [];
    this.rules.forEach((rule, index) => {
      if (hits?.has(index + 1) === false || !this.options.settings.isEnabled(rule.id, file)) return;
      const options = this.options.settings.optionsOf(rule.id, file);
      this.guard(rule, file, () => {
        if (hits === undefined || rule.typescript?.concerns?.(text, options) !== false) found.push({ rule, options });
      });
    });
    return found;
  }

  private other(input: DocumentInput): DocumentResult {
    const { file, text, kind } = input;
    const gathered = new Gathered(input, new Set(rolesOfText(file, kind, text)), (span) => lineAnchor(text, span));
    const { facts, broken, run } = parseOther(kind, file, text);
    for (const rule of this.options.registry.forKind(kind)) {
      if (!this.options.settings.isEnabled(rule.id, file)) continue;
      const context = gathered.contextOf(rule, this.options.settings.optionsOf(rule.id, file));
      const start = this.options.timing?.now() ?? 0;
      this.guard(rule, file, () => run(rule, context));
      this.options.timing?.record(rule.id, this.options.timing.now() - start);
    }
    return gathered.result(facts, findDirectives(text, kind), broken);
  }

  private guard(rule: Rule, file: FilePath, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.options.onFailure(file, rule.id, error, 'document');
    }
  }

  private failureHandler(file: FilePath): FailureHandler {
    return (owner, error, where) => this.options.onFailure(file, owner, error, where);
  }
}

type Context = DocumentContext<string, unknown>;
interface ParsedOther {
  readonly facts: FileFacts;
  readonly broken: boolean;
  readonly run: (rule: Rule, context: Context) => void;
}

function parseOther(kind: DocumentKind, file: FilePath, text: string): ParsedOther {
  switch (kind) {
    case 'dockerfile': {
      const document = parseDockerfile(text);
      return {
        facts: { kind, document },
        broken: false,
        run: (rule, context) => rule.dockerfile?.({ ...context, document }),
      };
    }
    case 'dotenv': {
      const document = parseDotenv(text);
      const run = (rule: Rule, context: Context): void => rule.dotenv?.({ ...context, document });
      return { facts: dotenvFacts(file, document), broken: false, run };
    }
    case 'compose': {
      const document = parseCompose(text);
      const run = (rule: Rule, context: Context): void => rule.compose?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'workflow': {
      const document = parseWorkflow(text);
      const run = (rule: Rule, context: Context): void => rule.workflow?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'manifest': {
      const document = parseManifest(text);
      const run = (rule: Rule, context: Context): void => rule.manifest?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'procfile': {
      const document = parseProcfile(text);
      return {
        facts: { kind, document },
        broken: false,
        run: (rule, context) => rule.procfile?.({ ...context, document }),
      };
    }
    case 'ignore-file': {
      const document = parseIgnoreFile(text);
      const run = (rule: Rule, context: Context): void => rule.ignoreFile?.({ ...context, document });
      return { facts: { kind, document, text }, broken: false, run };
    }
    case 'node-version': {
      const document = parseNodeVersion(file, text);
      const run = (rule: Rule, context: Context): void => rule.nodeVersion?.({ ...context, document });
      return { facts: { kind, document }, broken: false, run };
    }
    default: {
      const commands = splitShell(text);
      const run = (rule: Rule, context: Context): void => rule.shell?.({ ...context, commands });
      return { facts: { kind: 'shell', commands }, broken: false, run };
    }
  }
}

/** Collects what the rules say of one document. */
class Gathered {
  private readonly candidates: Candidate[] = [];
  private readonly evidence: Evidence[] = [];
  private readonly collected = new Map<RuleId, Collected[]>();

  constructor(
    private readonly input: DocumentInput,
    private readonly roles: ReadonlySet<FileRole>,
    private readonly anchorOf: (span: Span) => string,
  ) {}

  contextOf(rule: Rule, options: unknown): DocumentContext<string, unknown> {
    const { file, text } = this.input;
    return {
      file,
      text,
      options,
      roles: this.roles,
      report: (at, messageId, data = {}, more = {}) => this.report(rule.id, spanAt(at), messageId, data, more),
      attest: (at, statement) => {
        const factor = factorOf(rule.id);
        if (factor !== null) this.evidence.push({ rule: rule.id, factor, file, span: spanAt(at), statement });
      },
      collect: (at: Span | ts.Node, data: CollectedData) => {
        const list = this.collected.get(rule.id) ?? [];
        this.collected.set(rule.id, list);
        list.push({ file, span: spanAt(at), data });
      },
    };
  }

  result(facts: FileFacts, directives: DocumentResult['directives'], broken: boolean): DocumentResult {
    const { candidates, evidence, collected } = this;
    return resultOf(this.input, { candidates, evidence, collected, directives, facts, broken });
  }

  private report(rule: RuleId, span: Span, messageId: string, data: MessageData, more: ReportOptions): void {
    const anchor = hash(this.anchorOf(span));
    this.candidates.push({ ...more, rule, file: this.input.file, span, messageId, data, anchor });
  }
}

/** `undefined` for code that is nested deeper than the compiler's own recursion goes; only its imports are read then. */
function treeOf({ file, text, tree }: DocumentInput): ts.SourceFile | undefined {
  try {
    return tree?.() ?? parseTypeScript(file, text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function spanAt(at: Span | ts.Node): Span {
  return isNode(at) ? spanOf(at) : { start: at.start, end: at.end };
}

function emptyResult(input: DocumentInput, facts: FileFacts, directives: DocumentResult['directives']): DocumentResult {
  return resultOf(input, { candidates: [], evidence: [], collected: new Map(), directives, facts, broken: false });
}

function resultOf(
  { file, kind, version, text, tree }: DocumentInput,
  parts: Omit<DocumentResult, 'file' | 'kind' | 'version' | 'checksum'>,
): DocumentResult {
  if (tree === undefined) return { file, kind, version, ...parts, checksum: checksum(text) };
  // The text of an open document is kept anyway; only a fix asks for its checksum.
  let known: number | undefined;
  return {
    file,
    kind,
    version,
    ...parts,
    get checksum(): number {
      known ??= checksum(text);
      return known;
    },
  };
}

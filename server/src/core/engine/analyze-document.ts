import type { ts } from 'ts-morph';
import type { DocumentKind, FilePath } from '../documents/kinds';
import { isInsideComment } from '../documents/typescript/ast';
import { Bindings } from '../documents/typescript/bindings';
import { scanBundlerAliases } from '../documents/typescript/bundler-aliases';
import { isCommentEdit } from '../documents/typescript/comments';
import { configModuleOf } from '../documents/typescript/config-module';
import { accessListeners, configurationNames } from '../documents/typescript/environment-accesses';
import { environmentOffer } from '../documents/typescript/environment-offers';
import { scanUses } from '../documents/typescript/environment-scan';
import {
  ENVIRONMENT_NEEDLES,
  environmentListeners,
  environmentSetting,
} from '../documents/typescript/environment-uses';
import { FACT_NEEDLES, factListeners } from '../documents/typescript/fact-extractors';
import { importUseListeners } from '../documents/typescript/import-uses';
import { type ImportFact, scanAmbientModules, scanImports } from '../documents/typescript/imports';
import { isProcessFile, managedProcesses } from '../documents/typescript/managed-processes';
import { originalOffset, parseErrorCount, parseTypeScript, type TextChange } from '../documents/typescript/parse';
import { StatementFacts } from '../documents/typescript/statement-facts';
import type { SecretNameOptions } from '../knowledge/secret-names';
import { KEY_BLOCK } from '../knowledge/tokens';
import type { Once, Rule } from '../rule/define-rule';
import type { RuleId } from '../rule/finding';
import { mayNameAdded } from '../rule/list-options';
import type { FileRole } from '../rule/roles';
import { linesAround } from '../text/lines-around';
import { documentUses } from '../workspace/environment/document-uses';
import type { FileFacts } from '../workspace/facts';
import { keepsRoles, rolesOfText } from '../workspace/roles';
import type { DocumentResult } from './candidate';
import { dispatch, type FailureHandler, type ListenerSet, type TimingHandler } from './dispatch';
import { typescriptAnchor } from './fingerprint';
import { findForeignDirectives } from './foreign-directives';
import { Gathered, resultOf, WatchedContext } from './gathered';
import { NeedleIndex, needlesOf } from './needles';
import { parseOther } from './parse-other';
import { placeAnchor } from './place-anchor';
import type { Registry } from './registry';
import { shiftResult } from './shift-result';
import { StatementMemory } from './statement-memory';
import { annotationDirectives, type Directive, findDirectives } from './suppressions';
import { WalkMemory } from './walk';

export interface DocumentInput {
  readonly file: FilePath;
  readonly kind: DocumentKind;
  readonly text: string;
  readonly version: number;
  /** Asks for facts that only some files need; see `TypeScriptFacts.close`. */
  readonly closely?: boolean;
  /** Rules that look at the file whatever their needles and `concerns` say. */
  readonly asked?: ReadonlySet<RuleId>;
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
    /** False when nobody gives the rule options anywhere. */
    isTuned(rule: RuleId): boolean;
    secretNamesOf(file: FilePath): SecretNameOptions;
  };
  readonly onFailure: (file: FilePath, rule: RuleId, error: unknown, where: string) => void;
  readonly timing?: { readonly now: () => number; readonly record: TimingHandler };
  /** `false` parses every file, whatever it contains: the reference the prefilter is tested against. */
  readonly prefilter?: boolean;
}

/** The needles of facts stand before those of rules. */
const FACT_LISTS = 2;
/** Declarations are generated code by their name, and the place where variables are given types. */
const TYPED_ENVIRONMENT = /\binterface (?:ProcessEnv|ImportMetaEnv)\b/;

/** Analyses single documents: one parse and one walk for all rules and facts (invariant 6). */
export class DocumentAnalyzer {
  private readonly rules: readonly Rule[];
  private readonly needles: NeedleIndex;
  /** What the walk of a tree gave, as long as the document is open and nobody has changed the tree. */
  private readonly walked = new WeakMap<ts.SourceFile, DocumentResult>();
  private readonly memory = new WalkMemory();
  private readonly statements = new StatementMemory();
  private readonly statementFacts = new StatementFacts();

  constructor(private readonly options: AnalyzerOptions) {
    this.rules = options.registry.forKind('typescript');
    this.needles = new NeedleIndex([FACT_NEEDLES, ENVIRONMENT_NEEDLES, ...this.rules.map(needlesOf)]);
  }

  analyze(input: DocumentInput): DocumentResult {
    if (input.kind !== 'typescript') return this.other(input);
    return this.afterCommentEdit(input) ?? this.typescript(input);
  }

  /** The rules for which the text of a file is parsed, `facts` among them where the shared facts want it; for benchmarks. */
  reasonsToParse(file: FilePath, text: string): RuleId[] {
    if (rolesOfText(file, 'typescript', text).includes('generated')) return [];
    const hits = this.needles.match(text);
    const concerned = this.concernedRules({ file, text }, hits).map(({ rule }) => rule.id);
    return hits.has(0) ? ['facts', ...concerned] : concerned;
  }

  /** Who types in a comment changes no code: what the last walk found holds, at moved places. */
  private afterCommentEdit(input: DocumentInput): DocumentResult | undefined {
    const { file, kind, text, edited } = input;
    const old = edited && this.walked.get(edited.tree);
    if (edited === undefined || old?.facts.kind !== 'typescript' || old.broken || old.file !== file) return undefined;
    if (old.facts.processes !== undefined) return undefined;
    const { tree, change } = edited;
    if (input.closely === true && old.facts.close !== true) return undefined;
    if (!isCommentEdit(tree, text, change)) return undefined;
    const { roles } = old.facts;
    if (!keepsRoles(tree.text, text, change) && rolesOfText(file, kind, text).join() !== roles.join()) return undefined;
    const lines = [linesAround(tree.text, change.start, change.oldEnd)];
    lines.push(linesAround(text, change.start, change.start + change.newLength));
    if (lines.some((line) => this.mayMatter(line, input)) || text.includes(KEY_BLOCK)) return undefined;
    const parts = shiftResult(old, old.facts, change);
    const comment = (offset: number): boolean => isInsideComment(tree, originalOffset(change, offset));
    return parts && resultOf(input, { ...parts, directives: directivesIn(text, kind, comment), broken: false });
  }

  /** True when a rule or a fact may look at what stands in a comment. */
  private mayMatter(line: string, { file, asked }: DocumentInput): boolean {
    if (this.rules.some((rule) => this.mayNameAdded(rule, file, line))) return true;
    return [...this.needles.match(line)].some((index) => {
      const rule = this.rules[index - FACT_LISTS];
      if (rule?.typescript === undefined || rule.typescript.needles.length > 0) return true;
      if (!this.options.settings.isEnabled(rule.id, file)) return false;
      if (asked?.has(rule.id)) return true;
      return rule.typescript.concerns?.(line, this.options.settings.optionsOf(rule.id, file), onceFor(line)) !== false;
    });
  }

  private typescript(input: DocumentInput): DocumentResult {
    const { file, text, kind } = input;
    const roles = rolesOfText(file, kind, text);
    const hits = this.needles.match(text);
    const useAll = this.options.prefilter === false;
    const rules = this.concernedRules(input, useAll ? undefined : hits);
    // Generated code is nobody's to mend: only its imports matter.
    const isTyping = file.endsWith('.d.ts') && TYPED_ENVIRONMENT.test(text);
    const hasFacts = hits.has(0) || hits.has(1) || isProcessFile(file);
    const isWanted = useAll || input.closely === true || rules.length > 0 || hasFacts;
    const tree = isWanted && (isTyping || !roles.includes('generated')) ? treeOf(input) : undefined;
    const ambientModules = providedModules(text, roles);
    if (tree === undefined) {
      const imports = scanImports(text);
      const facts: FileFacts = {
        kind: 'typescript',
        imports,
        roles,
        listens: [],
        shutdowns: [],
        forks: [],
        parsed: false,
        ...(ambientModules && { ambientModules }),
      };
      const environment = scanUses(text, imports);
      const nothing = { candidates: [], evidence: [], collected: new Map(), environment };
      return resultOf(input, { ...nothing, directives: directivesIn(text, kind), facts, broken: false });
    }
    const speaks = useAll || hits.has(1) ? environmentSetting(text) : undefined;
    // An open document is analysed again with nearly the same text.
    const names = configurationNames(tree);
    const key = `${roles.join()} ${JSON.stringify(speaks)} ${[...names].join()}`;
    const run = input.tree && !useAll ? this.statements.begin(file, tree, key) : undefined;
    const bindings = new Bindings(tree, input.tree && this.statementFacts, run);
    run?.use(bindings);
    const gathered = new Gathered(input, new Set(roles), (span) => typescriptAnchor(tree, span), run);
    const sets: ListenerSet[] = [
      { owner: 'facts', listeners: factListeners(gathered.factSink('facts'), bindings), perStatement: true },
    ];
    if (speaks !== undefined) {
      const listeners = environmentListeners(gathered.usesSink('environment'), bindings, speaks);
      sets.push({ owner: 'environment', listeners, perStatement: true });
    }
    const isOwn = speaks?.hasSchema === true;
    if (names.size > 0 || isOwn) {
      const listeners = accessListeners(gathered.usesSink('accesses'), bindings, names, isOwn);
      sets.push({ owner: 'accesses', listeners, perStatement: true });
    }
    const close: ImportFact[] = [];
    if (input.closely === true) {
      const isJavaScript = /\.[cm]?jsx?$/i.test(file);
      const listeners = importUseListeners(bindings, isJavaScript, (fact) => close.push(fact));
      sets.push({ owner: 'import uses', listeners });
    }
    for (const { rule, options } of rules) {
      const code = { tree, bindings, isAsked: input.asked?.has(rule.id) === true };
      const watched = new WatchedContext(gathered.contextOf(rule, options), code, () => run?.doubt(rule.id));
      this.guard(rule, file, () => {
        const listeners = rule.typescript?.create(watched.context);
        const perStatement = rule.typescript?.perStatement === true && !watched.wasAsked;
        if (listeners !== undefined) sets.push({ owner: rule.id, listeners, perStatement });
      });
    }
    const memory = input.tree && this.memory;
    const recall = run && gathered.recall(run);
    dispatch(tree, sets, this.failureHandler(file), { timing: this.options.timing, memory, recall });
    const { imports, listens, shutdowns, forks } = gathered;
    const configModule = configModuleOf(tree, bindings, roles)?.fact;
    const facts: FileFacts = {
      kind: 'typescript',
      ...{ imports, listens, shutdowns, forks },
      ...(configModule && { configModule }),
      roles,
      parsed: true,
      ...(isProcessFile(file) && { processes: managedProcesses(tree, bindings) }),
      ...(input.closely === true && { imports: close, close: true }),
      ...(ambientModules && { ambientModules }),
    };
    gathered.offer = environmentOffer(tree, bindings, speaks !== undefined || names.size > 0);
    const directives = directivesIn(text, kind, (offset) => isInsideComment(tree, offset));
    const result = gathered.result(facts, directives, parseErrorCount(tree) > 0);
    if (input.tree !== undefined && !useAll) this.walked.set(tree, result);
    return result;
  }

  /** The rules that are on in a file and can fire in its text; `hits` left out asks for all that are on. */
  private concernedRules(
    { file, text, asked }: Pick<DocumentInput, 'file' | 'text' | 'asked'>,
    hits: ReadonlySet<number> | undefined,
  ): { rule: Rule; options: unknown }[] {
    const found: { rule: Rule; options: unknown }[] = [];
    const once = onceFor(text);
    this.rules.forEach((rule, index) => {
      const isAdded = this.mayNameAdded(rule, file, text);
      const isAsked = asked?.has(rule.id) === true;
      if (hits?.has(index + FACT_LISTS) === false && !isAdded && !isAsked) return;
      if (!this.options.settings.isEnabled(rule.id, file)) return;
      const options = this.options.settings.optionsOf(rule.id, file);
      this.guard(rule, file, () => {
        const isWanted = hits === undefined || isAdded || isAsked;
        if (isWanted || rule.typescript?.concerns?.(text, options, once) !== false) found.push({ rule, options });
      });
    });
    return found;
  }

  /** True where a text may hold what a user has put on the rule's list, which no needle knows. */
  private mayNameAdded(rule: Rule, file: FilePath, text: string): boolean {
    const { settings } = this.options;
    if (rule.list?.add === undefined || !settings.isTuned(rule.id)) return false;
    return mayNameAdded(text, settings.optionsOf(rule.id, file));
  }

  private other(input: DocumentInput): DocumentResult {
    const { file, text, kind } = input;
    const { facts, broken, run, uses } = parseOther(kind, file, text, this.options.settings.secretNamesOf(file));
    const gathered = new Gathered(input, new Set(rolesOfText(file, kind, text)), (span) => placeAnchor(facts, span));
    for (const rule of this.options.registry.forKind(kind)) {
      if (!this.options.settings.isEnabled(rule.id, file)) continue;
      const context = gathered.contextOf(rule, this.options.settings.optionsOf(rule.id, file));
      const start = this.options.timing?.now() ?? 0;
      this.guard(rule, file, () => run(rule, context));
      this.options.timing?.record(rule.id, this.options.timing.now() - start);
    }
    const annotations = facts.kind === 'kubernetes' ? annotationDirectives(facts.document) : [];
    // Documentation shows directives, and none of them is meant for itself.
    const directives = kind === 'documentation' ? [] : [...directivesIn(text, kind), ...annotations];
    return gathered.result(facts, directives, broken, uses ?? documentUses(file, text, facts));
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

function onceFor(text: string): Once {
  const seen = new Map<unknown, unknown>();
  return <T>(look: (text: string) => T): T => {
    if (!seen.has(look)) seen.set(look, look(text));
    return seen.get(look) as T;
  };
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

function directivesIn(
  text: string,
  kind: DocumentKind,
  isComment: (offset: number) => boolean = () => true,
): Directive[] {
  return [...findDirectives(text, kind, isComment), ...findForeignDirectives(text, kind, isComment)];
}

/** Names that the folder itself gives to modules: declared ones, and aliases of a bundler. */
function providedModules(text: string, roles: readonly FileRole[]): readonly string[] | undefined {
  const declared = scanAmbientModules(text);
  const aliases = roles.includes('tool-config') && text.includes('alias') ? scanBundlerAliases(text) : [];
  return aliases.length > 0 ? [...(declared ?? []), ...aliases] : declared;
}

import type { ts } from 'ts-morph';
import { isNode, spanOf } from '../documents/typescript/ast';
import type { FactSink } from '../documents/typescript/fact-extractors';
import type { ImportFact } from '../documents/typescript/imports';
import type { CollectedData, DocumentContext, ReportOptions, TypeScriptFile } from '../rule/context';
import type { Rule } from '../rule/define-rule';
import type { Evidence, MessageData, RuleId } from '../rule/finding';
import type { FileRole } from '../rule/roles';
import { checksum } from '../text/checksum';
import { mentionsIn, NO_MENTIONS, ownConstantsIn } from '../text/mentions';
import type { Span } from '../text/span';
import { commentsIn } from '../workspace/dotenv-facts';
import {
  type DynamicRead,
  type EnvironmentAccess,
  type EnvironmentDeclaration,
  type EnvironmentOffer,
  type EnvironmentRead,
  type EnvironmentReference,
  type EnvironmentUses,
  type UsesSink,
  usesOf,
} from '../workspace/environment/uses';
import type { FileFacts, ForkFact, ListenFact, ShutdownFact } from '../workspace/facts';
import type { DocumentInput } from './analyze-document';
import type { Candidate, Collected, DocumentResult } from './candidate';
import type { Recall } from './dispatch';
import { hash } from './fingerprint';
import { factorOf } from './registry';
import type { Said } from './said';
import { settle } from './settle';
import type { MemoryRun } from './statement-memory';

/** Collects what the rules say of one document. */
export class Gathered {
  readonly imports: ImportFact[] = [];
  readonly listens: ListenFact[] = [];
  readonly shutdowns: ShutdownFact[] = [];
  readonly forks: ForkFact[] = [];
  readonly reads: EnvironmentRead[] = [];
  readonly declarations: EnvironmentDeclaration[] = [];
  readonly references: EnvironmentReference[] = [];
  readonly dynamic: DynamicRead[] = [];
  readonly accesses: EnvironmentAccess[] = [];
  /** Told of the document as a whole. */
  offer: EnvironmentOffer | undefined;
  private readonly candidates: Candidate[] = [];
  private readonly evidence: Evidence[] = [];
  private readonly collected = new Map<RuleId, Collected[]>();

  constructor(
    private readonly input: DocumentInput,
    private readonly roles: ReadonlySet<FileRole>,
    private readonly anchorOf: (span: Span) => string,
    private readonly run?: MemoryRun,
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
        if (factor === null) return;
        this.say(rule.id, { to: 'evidence', value: { rule: rule.id, factor, file, span: spanAt(at), statement } });
      },
      collect: (at: Span | ts.Node, data: CollectedData) => {
        const span = spanAt(at);
        const anchor = this.input.kind === 'typescript' ? hash(this.anchorOf(span)) : undefined;
        const value = { file, span, data, ...(anchor !== undefined && { anchor }) };
        this.say(rule.id, { to: 'collected', rule: rule.id, value });
      },
    };
  }

  factSink(owner: RuleId): FactSink {
    return {
      addImport: (value) => this.say(owner, { to: 'imports', value }),
      addListen: (value) => this.say(owner, { to: 'listens', value }),
      addShutdown: (value) => this.say(owner, { to: 'shutdowns', value }),
      addFork: (value) => this.say(owner, { to: 'forks', value }),
    };
  }

  usesSink(owner: RuleId): UsesSink {
    return {
      read: (value) => this.say(owner, { to: 'reads', value }),
      declare: (value) => this.say(owner, { to: 'declarations', value }),
      refer: (value) => this.say(owner, { to: 'references', value }),
      readDynamic: (value) => this.say(owner, { to: 'dynamic', value }),
      access: (value) => this.say(owner, { to: 'accesses', value }),
    };
  }

  recall(run: MemoryRun): Recall {
    return {
      replay: (statement, owner) => {
        const known = run.recall(statement, owner);
        for (const said of known ?? []) this.take(said);
        return known !== undefined;
      },
      keep: (statement, owners) => run.keep(statement, owners),
    };
  }

  /** @param environment what the document says of variables, where no listener said it */
  result(
    facts: FileFacts,
    directives: DocumentResult['directives'],
    broken: boolean,
    environment: EnvironmentUses = usesOf(this),
  ): DocumentResult {
    const { evidence, collected } = this;
    const candidates = settle(this.candidates, evidence);
    return resultOf(this.input, { candidates, evidence, collected, directives, facts, broken, environment });
  }

  private report(rule: RuleId, span: Span, messageId: string, data: MessageData, more: ReportOptions): void {
    const anchor = hash(`${messageId}|${this.anchorOf(span)}`);
    const value = { ...more, rule, file: this.input.file, span, messageId, data, anchor };
    this.say(rule, { to: 'candidates', value });
  }

  private say(owner: RuleId, said: Said): void {
    this.run?.hear(owner, said);
    this.take(said);
  }

  private take(said: Said): void {
    if (said.to !== 'collected') {
      (this[said.to] as Said['value'][]).push(said.value);
      return;
    }
    const list = this.collected.get(said.rule);
    if (list === undefined) this.collected.set(said.rule, [said.value]);
    else list.push(said.value);
  }
}

/** The context of a rule in code; tells when the rule looks at more than the nodes that it is handed. */
export class WatchedContext {
  readonly context: TypeScriptFile<string, unknown>;
  wasAsked = false;

  constructor(
    base: DocumentContext<string, unknown>,
    code: Pick<TypeScriptFile<string, unknown>, 'tree' | 'bindings' | 'isAsked'>,
    onAsked: () => void,
  ) {
    const { tree, bindings, isAsked } = code;
    const ask = (): void => {
      this.wasAsked = true;
      onAsked();
    };
    const { text } = base;
    this.context = Object.defineProperties({ ...base, tree, bindings, isAsked } as TypeScriptFile<string, unknown>, {
      tree: {
        get: () => {
          ask();
          return tree;
        },
      },
      text: {
        get: () => {
          ask();
          return text;
        },
      },
    });
  }
}

function spanAt(at: Span | ts.Node): Span {
  return isNode(at) ? spanOf(at) : { start: at.start, end: at.end };
}

export function resultOf(
  { file, kind, version, text, tree }: DocumentInput,
  parts: Omit<DocumentResult, 'file' | 'kind' | 'version' | 'checksum' | 'mentions'>,
): DocumentResult {
  const own = kind === 'typescript' ? ownConstantsIn(text) : undefined;
  const mentions =
    kind === 'lockfile' ? NO_MENTIONS : mentionsIn(kind === 'dotenv' ? commentsIn(file, text) : text, own);
  if (tree === undefined) return { file, kind, version, ...parts, mentions, checksum: checksum(text) };
  // The text of an open document is kept anyway; only a fix asks for its checksum.
  let known: number | undefined;
  return {
    file,
    kind,
    version,
    ...parts,
    mentions,
    get checksum(): number {
      known ??= checksum(text);
      return known;
    },
  };
}

import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  Command,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { Finding } from '../../core/rule/finding';
import type { Span } from '../../core/text/span';
import {
  type ApplyFixParams,
  CLIENT_COMMANDS,
  DIAGNOSTIC_SOURCE,
  EXTRACT_KIND,
  FIX_ALL_KIND,
  SERVER_COMMANDS,
} from '../../protocol/index';
import { toRange } from '../convert';
import type { OpenDocument } from '../documents/open-document';
import type { ClientFeatures } from '../features';
import type { Fixer, ReadyFix } from '../fixes/fixer';
import type { Located, Workspace } from '../session/workspace';

/** What `codeAction/resolve` needs to compute the edit: names of things, no texts. */
interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly what: 'fix' | 'line' | 'file' | 'all' | 'extract';
  /** Absent for `all` and `extract`. */
  readonly fingerprint?: string;
  /** Of `extract`; offsets of the version. */
  readonly span?: Span;
}

interface Place extends Located {
  readonly document: OpenDocument;
}

/** Quick fixes of the findings in a range, then what every finding offers, then fix-all. */
export class CodeActions {
  constructor(
    private readonly workspace: Workspace,
    private readonly fixer: Fixer,
    private readonly features: ClientFeatures,
  ) {}

  async provide(params: CodeActionParams, token: CancellationToken): Promise<(CodeAction | Command)[]> {
    const place = this.place(params.textDocument.uri);
    if (place === undefined) return [];
    const findings = this.findingsIn(place, params.range);
    if (!this.features.codeActionLiterals) return this.commands(place, findings);
    const { only } = params.context;
    const actions: CodeAction[] = [];
    if (wants(only, CodeActionKind.QuickFix)) {
      const fixes: CodeAction[] = [];
      const rest: CodeAction[] = [];
      for (const finding of findings) {
        if (token.isCancellationRequested) return [];
        const diagnostics = matching(params.context.diagnostics, finding, place);
        const shared = diagnostics.length > 0 ? { diagnostics } : {};
        fixes.push(...(await this.fixAction(place, finding, shared)));
        rest.push(...(await this.disableActions(place, finding, shared)), ...this.documentation(finding, shared));
      }
      actions.push(...fixes, ...inOrder(rest));
    }
    if (wants(only, EXTRACT_KIND)) actions.push(...(await this.extractAction(place, params.range)));
    if (wants(only, FIX_ALL_KIND)) actions.push(...(await this.fixAllAction(place)));
    return token.isCancellationRequested ? [] : actions;
  }

  /** @throws ResponseError `ContentModified` when what the action was offered for is not there any more. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const data = readData(action.data);
    if (data === undefined) return action;
    const place = this.place(data.uri);
    // Without versions in its edits, a client would put them into whatever text it has by then.
    const mustBeCurrent = !this.features.documentChanges || data.what === 'extract';
    const isStale = place === undefined || (mustBeCurrent && place.document.version !== data.version);
    const ready = isStale ? undefined : await this.compute(place, data);
    if (ready === undefined) {
      throw new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed since this was offered.');
    }
    return { ...action, edit: ready.edit };
  }

  private async compute({ session, file }: Place, data: ActionData): Promise<ReadyFix | undefined> {
    if (data.what === 'all') return this.fixer.fixAll(session, [file]);
    if (data.what === 'extract') return data.span && this.fixer.extract(session, file, data.span);
    if (data.fingerprint === undefined) return undefined;
    if (data.what === 'fix') return this.fixer.fix(session, file, data.fingerprint);
    return this.fixer.disable(session, file, data.fingerprint, data.what);
  }

  private async fixAction(place: Place, finding: Finding, shared: Partial<CodeAction>): Promise<CodeAction[]> {
    const ready = await this.fixer.fix(place.session, place.file, finding.fingerprint);
    if (ready === undefined) return [];
    const preferred = this.features.preferredActions ? { isPreferred: true } : {};
    return [{ ...this.action(place, ready, 'fix', finding), ...shared, ...preferred }];
  }

  private async disableActions(place: Place, finding: Finding, shared: Partial<CodeAction>): Promise<CodeAction[]> {
    const actions: CodeAction[] = [];
    for (const where of ['line', 'file'] as const) {
      const ready = await this.fixer.disable(place.session, place.file, finding.fingerprint, where);
      if (ready !== undefined) actions.push({ ...this.action(place, ready, where, finding), ...shared });
    }
    return actions;
  }

  private documentation(finding: Finding, shared: Partial<CodeAction>): CodeAction[] {
    const title = `Show documentation for ${finding.rule}`;
    if (this.features.clientCommands.has(CLIENT_COMMANDS.explainRule)) {
      const command = Command.create(title, CLIENT_COMMANDS.explainRule, finding.rule);
      return [{ title, kind: CodeActionKind.QuickFix, command, ...shared }];
    }
    if (!this.features.showDocument || finding.factor === null) return [];
    const command = Command.create(title, SERVER_COMMANDS.showRule, { rule: finding.rule });
    return [{ title, kind: CodeActionKind.QuickFix, command, ...shared }];
  }

  private async fixAllAction(place: Place): Promise<CodeAction[]> {
    if (!this.fixer.findingsOf(place.session, place.file).some(({ fixable }) => fixable === 'safe')) return [];
    const ready = await this.fixer.fixAll(place.session, [place.file]);
    return ready === undefined ? [] : [this.action(place, ready, 'all', undefined)];
  }

  /** Offered wherever a literal stands, so it costs no file; one that would give a secret away says why it is not had. */
  private async extractAction(place: Place, range: CodeActionParams['range']): Promise<CodeAction[]> {
    const { session, file, document } = place;
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const extraction = this.fixer.extraction(session, file, span);
    if (extraction === undefined) return [];
    const base = { title: extraction.title, kind: EXTRACT_KIND };
    if (extraction.refusal !== undefined) {
      return this.features.disabledActions ? [{ ...base, disabled: { reason: extraction.refusal } }] : [];
    }
    const { uri, version } = document;
    const data: ActionData = { uri, version, what: 'extract', span };
    // Whether files have to be created shows only when the edit is made; a client that cannot gets what it can apply.
    if (this.features.lazyEdits && this.features.createFiles) return [{ ...base, data }];
    const ready = await this.fixer.extract(session, file, span);
    return ready === undefined ? [] : [{ ...base, title: ready.title, edit: ready.edit }];
  }

  private action(place: Place, ready: ReadyFix, what: ActionData['what'], finding: Finding | undefined): CodeAction {
    const { uri, version } = place.document;
    const data: ActionData = { uri, version, what, ...(finding && { fingerprint: finding.fingerprint }) };
    const base = { title: ready.title, kind: what === 'all' ? FIX_ALL_KIND : CodeActionKind.QuickFix };
    return this.features.lazyEdits ? { ...base, data } : { ...base, edit: ready.edit };
  }

  /** For clients that know commands only. */
  private async commands(place: Place, findings: readonly Finding[]): Promise<Command[]> {
    if (!this.features.applyEdit) return [];
    const commands: Command[] = [];
    for (const { fingerprint } of findings) {
      const ready = await this.fixer.fix(place.session, place.file, fingerprint);
      const params: ApplyFixParams = { uri: place.document.uri, fingerprint };
      if (ready !== undefined) commands.push(Command.create(ready.title, SERVER_COMMANDS.applyFix, params));
    }
    return commands;
  }

  private place(uri: string): Place | undefined {
    const located = this.workspace.locate(uri);
    const document = located?.session.documentOf(located.file);
    return located === undefined || document === undefined ? undefined : { ...located, document };
  }

  private findingsIn({ session, file, document }: Place, range: CodeActionParams['range']): readonly Finding[] {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    return this.fixer.allOf(session, file).filter(({ span }) => span.start <= end && start <= span.end);
  }
}

/** True when a kind was asked for, or one that holds it; everything is wanted where nothing is asked for. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** The client's own diagnostics for a finding: it shows the action with them. */
function matching(diagnostics: readonly Diagnostic[], finding: Finding, place: Place): Diagnostic[] {
  const { start, end } = toRange(finding.span, place.document);
  return diagnostics.filter(
    ({ source, code, range }) =>
      source === DIAGNOSTIC_SOURCE &&
      code === finding.rule &&
      range.start.line === start.line &&
      range.start.character === start.character &&
      range.end.line === end.line &&
      range.end.character === end.character,
  );
}

/** Lines before files before documentation; two findings of a rule on one line offer the same, once. */
function inOrder(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  const once = actions.filter(({ title }) => !seen.has(title) && seen.add(title));
  const rank = ({ data, command }: CodeAction): number =>
    command !== undefined ? 2 : readData(data)?.what === 'file' ? 1 : 0;
  return once.sort((a, b) => rank(a) - rank(b));
}

/** The client hands back what it was given; clients differ in what they make of it. */
function readData(value: unknown): ActionData | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const data = value as Partial<ActionData>;
  return typeof data.uri === 'string' && typeof data.version === 'number' && typeof data.what === 'string'
    ? (data as ActionData)
    : undefined;
}

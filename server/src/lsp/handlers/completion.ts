import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
} from 'vscode-languageserver';
import { compareTexts } from '../../core/text/compare';
import { contains, type Span } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import type { EnvironmentVariable } from '../../core/workspace/environment/catalogue';
import { appsSeeing } from '../../core/workspace/environment/lookup';
import type { EnvironmentUses } from '../../core/workspace/environment/uses';
import { type TypedName, typedName } from '../environment/typed-name';
import { currentDocument } from '../environment/variables';
import type { Workspace } from '../session/workspace';

/** Names of variables where one is being typed; the line before the cursor decides, nothing is parsed. */
export function completion(workspace: Workspace, params: CompletionParams): CompletionItem[] | null {
  const located = workspace.locate(params.textDocument.uri);
  const document = located?.session.documentOf(located.file);
  if (located === undefined || document === undefined) return null;
  if (!located.session.settings.editor.features.completion) return null;
  const offset = document.offsetAt(params.position);
  const { text } = document;
  const kind = located.session.analysis.resultOf(located.file)?.kind;
  const typed = kind && typedName(kind, text, offset);
  // The current text is analysed for what it says besides: on a keystroke, only when a name is asked for.
  const current = typed && currentDocument(workspace, params.textDocument.uri);
  if (current === undefined || typed === undefined) return null;
  const { analysis } = current.session;
  const uses = analysis.resultOf(current.file)?.environment;
  if (uses === undefined) return null;
  const apps = appsSeeing(analysis.structure(), current.file);
  const start = document.positionAt(offset - typed.prefix.length);
  const rest = /^\w*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  const range = { start, end: document.positionAt(offset + rest) };
  return namesFor(typed, apps, uses, { start: offset - typed.prefix.length, end: offset + rest }).map(
    ({ variable, newText }, index) => ({
      label: variable.name,
      kind: CompletionItemKind.Constant,
      detail: detailOf(variable),
      sortText: String(index).padStart(5, '0'),
      insertTextFormat: InsertTextFormat.PlainText,
      textEdit: { range, newText },
    }),
  );
}

interface Proposal {
  readonly variable: EnvironmentVariable;
  readonly newText: string;
}

/** Declared ones first, in an env file those that nobody declares; each name once. Not the one that is being typed, unless somebody else uses it. */
function namesFor(
  { what, suffix, block }: TypedName,
  apps: readonly AppModel[],
  uses: EnvironmentUses,
  typed: { readonly start: number; readonly end: number },
): Proposal[] {
  const own = uses.declarations.filter(
    ({ isBare, span, kind }) =>
      (isBare !== true || kind === 'compose') && span.start !== typed.start && isIn(block, span),
  );
  const ownNames = new Set(own.map(({ name }) => name));
  const known = new Map(apps.flatMap(({ environment }) => [...environment.variables]));
  const wanted = [...known.values()].filter((variable) => {
    const reads = variable.reads.length + variable.declarations.length;
    if (what === 'own') return ownNames.has(variable.name);
    if (what === 'key')
      return variable.class !== 'platform' && !ownNames.has(variable.name) && variable.reads.length > 0;
    const isTyped = [...uses.reads, ...uses.declarations].some(
      ({ name, span }) => name === variable.name && span.start === typed.start,
    );
    return reads > (isTyped ? 1 : 0);
  });
  const first = what === 'key' ? -1 : 1;
  wanted.sort((a, b) => (rank(a) - rank(b)) * first || compareTexts(a.name, b.name));
  return wanted.map((variable) => ({ variable, newText: variable.name + suffix }));
}

function isIn(block: Span | undefined, span: Span): boolean {
  return block === undefined || contains(block, span);
}

function rank({ declarations }: EnvironmentVariable): number {
  return declarations.length > 0 ? 0 : 1;
}

function detailOf({ class: kind, declarations }: EnvironmentVariable): string {
  const files = [...new Set(declarations.map(({ file }) => file))];
  const shown = files.length > 2 ? [files[0], `${files.length - 1} more`] : files;
  const declared = files.length === 0 ? 'not declared' : shown.join(', ');
  return kind === 'config' ? declared : `${kind} · ${declared}`;
}

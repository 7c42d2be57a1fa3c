import type {
  AppEnvironment,
  DeclarationKind,
  EnvironmentResult,
  FilePlace,
  VariableEntry,
  VariableStatus,
} from '../../../server/src/protocol/index';
import type { Translator } from '../translate';

/**
 * The environment view as data: what the server said, as nodes with stable ids. Knows nothing of the editor; the
 * provider turns nodes into tree items.
 */
export interface EnvironmentTree {
  /** By id; the root is there as `ROOT`. */
  readonly nodes: ReadonlyMap<string, EnvironmentNode>;
}

export interface EnvironmentNode {
  readonly id: string;
  readonly kind: 'root' | 'app' | 'variable' | 'declaration' | 'read';
  readonly parent: string;
  readonly children: readonly string[];
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** A product icon and a theme colour, by their names in the editor. */
  readonly icon?: { readonly id: string; readonly color?: string };
  /** Of a variable and everything below it: the id of its app, and what it is called there. */
  readonly variable?: { readonly app: string; readonly name: string };
  /** Where to go; of a variable, its first declaration or else its first read. */
  readonly place?: FilePlace;
  /** What can be done with a variable: `renamable`, `documentable`. */
  readonly can: readonly string[];
}

export interface EnvironmentInput {
  readonly environment: EnvironmentResult | undefined;
  /** Names of the workspace folders by URI. */
  readonly folders: ReadonlyMap<string, string>;
  readonly l10n: Translator;
}

export const ROOT = '';

/** App, variable, place; a single app is not shown itself. */
export function buildEnvironmentTree(input: EnvironmentInput): EnvironmentTree {
  const nodes = new Map<string, EnvironmentNode>();
  const apps = input.environment?.apps ?? [];
  const [first] = apps;
  const children =
    first !== undefined && apps.length === 1
      ? addVariables(first, ROOT, input, nodes)
      : apps.map((app) => addApp(app, input, nodes));
  nodes.set(ROOT, { ...EMPTY, id: ROOT, kind: 'root', parent: ROOT, children });
  return { nodes };
}

export type EnvironmentState = 'noFolder' | 'stopped' | 'indexing' | 'empty' | 'ready';

/** What is shown in place of an empty tree. */
export function environmentState(
  environment: EnvironmentResult | undefined,
  around: { readonly isStopped: boolean; readonly isIndexing: boolean; readonly hasFolder: boolean },
): EnvironmentState {
  if (!around.hasFolder) return 'noFolder';
  if (around.isStopped) return 'stopped';
  if ((environment?.apps.length ?? 0) > 0) return 'ready';
  return environment === undefined || around.isIndexing ? 'indexing' : 'empty';
}

const EMPTY = { label: '', description: '', tooltip: '', can: [] } as const;

function addApp(app: AppEnvironment, input: EnvironmentInput, nodes: Map<string, EnvironmentNode>): string {
  const id = `app:${app.id}`;
  const folder = input.folders.size > 1 ? input.folders.get(app.folder) : undefined;
  const place = app.root === '.' ? folder : [folder, app.root].filter((part) => part !== undefined).join('/');
  const counts = countsOf(app, input.l10n);
  nodes.set(id, {
    ...EMPTY,
    id,
    kind: 'app',
    parent: ROOT,
    children: addVariables(app, id, input, nodes),
    label: app.name,
    description: [place, counts].filter((part) => part !== undefined && part !== app.name).join(' · '),
    tooltip: [app.name, place ?? '.', counts].join('\n'),
    icon: { id: 'package' },
  });
  return id;
}

function countsOf({ variables }: AppEnvironment, l10n: Translator): string {
  const total = variables.length === 1 ? l10n.t('1 variable') : l10n.t('{0} variables', variables.length);
  const marked = (['undeclared', 'unused', 'undocumented'] as const).flatMap((status) => {
    const count = variables.filter((one) => one.status.includes(status)).length;
    return count === 0 ? [] : [`${count} ${statusWord(status, l10n)}`];
  });
  return [total, ...marked].join(' · ');
}

function addVariables(
  app: AppEnvironment,
  parent: string,
  input: EnvironmentInput,
  nodes: Map<string, EnvironmentNode>,
): string[] {
  return app.variables.map((variable) => addVariable(variable, app, parent, input, nodes));
}

function addVariable(
  entry: VariableEntry,
  app: AppEnvironment,
  parent: string,
  { l10n }: EnvironmentInput,
  nodes: Map<string, EnvironmentNode>,
): string {
  const { name, declarations, reads, status } = entry;
  const id = `variable:${app.id}:${name}`;
  const variable = { app: app.id, name };
  const children: string[] = [];
  const add = (kind: 'declaration' | 'read', place: FilePlace, description: string, icon: string): void => {
    const count = children.filter((child) => nodes.get(child)?.place?.path === place.path).length;
    const own = `${id}/${place.path}#${count}`;
    const label = `${place.path}:${place.range.start.line + 1}`;
    const shared = { id: own, kind, parent: id, children: [], can: [], variable, place } as const;
    nodes.set(own, { ...shared, label, description, tooltip: `${label}\n${description}`, icon: { id: icon } });
    children.push(own);
  };
  for (const one of declarations) add('declaration', one, declarationWord(one.kind, l10n), 'symbol-field');
  for (const one of reads) add('read', one, one.hasDefault ? l10n.t('read, with a default') : l10n.t('read'), 'eye');
  // What nothing declares, no example names either.
  const shown = status.filter((one) => one !== 'undocumented' || !status.includes('undeclared'));
  const marks = [...shown.map((one) => statusWord(one, l10n)), ...classWords(entry, l10n)];
  const place = declarations[0] ?? reads[0];
  nodes.set(id, {
    id,
    kind: 'variable',
    parent,
    children,
    label: name,
    description: marks.join(' · '),
    tooltip: [name, ...status.map((one) => statusSentence(one, l10n)), placesSentence(entry, l10n)].join('\n\n'),
    icon: iconOf(entry),
    variable,
    ...(place && { place }),
    can: actionsOf(entry),
  });
  return id;
}

function actionsOf({ class: kind, status, declarations }: VariableEntry): string[] {
  if (kind === 'platform' || status.includes('dynamic')) return [];
  return ['renamable', ...(declarations.some((one) => one.kind === 'example') ? [] : ['documentable'])];
}

function iconOf({ class: kind, status }: VariableEntry): { id: string; color?: string } {
  if (status.includes('undeclared')) return { id: 'warning', color: 'problemsWarningIcon.foreground' };
  if (status.includes('unused')) return { id: 'circle-slash', color: 'disabledForeground' };
  if (status.includes('undocumented')) return { id: 'info', color: 'problemsInfoIcon.foreground' };
  if (status.includes('dynamic')) return { id: 'question', color: 'disabledForeground' };
  if (kind === 'platform') return { id: 'server-environment', color: 'disabledForeground' };
  return { id: kind === 'secret' ? 'key' : 'symbol-constant' };
}

function classWords({ class: kind }: VariableEntry, l10n: Translator): string[] {
  if (kind === 'secret') return [l10n.t('secret')];
  return kind === 'platform' ? [l10n.t('platform')] : [];
}

function statusWord(status: VariableStatus, l10n: Translator): string {
  switch (status) {
    case 'undeclared':
      return l10n.t('undeclared');
    case 'unused':
      return l10n.t('unused');
    case 'undocumented':
      return l10n.t('undocumented');
    case 'dynamic':
      return l10n.t('dynamic');
  }
}

function statusSentence(status: VariableStatus, l10n: Translator): string {
  switch (status) {
    case 'undeclared':
      return l10n.t('Undeclared: code reads it, and no file declares it.');
    case 'unused':
      return l10n.t('Unused: an environment file sets it, and nothing mentions it.');
    case 'undocumented':
      return l10n.t('Undocumented: the example of the environment files does not name it.');
    case 'dynamic':
      return l10n.t('Dynamic: code puts the name together at run time.');
  }
}

function placesSentence({ declarations, reads }: VariableEntry, l10n: Translator): string {
  return l10n.t('Declarations: {0}. Reads: {1}.', declarations.length, reads.length);
}

function declarationWord(kind: DeclarationKind, l10n: Translator): string {
  switch (kind) {
    case 'dotenv':
      return l10n.t('environment file');
    case 'example':
      return l10n.t('example');
    case 'schema':
      return l10n.t('schema');
    case 'compose':
      return l10n.t('Compose');
    case 'dockerfile':
      return l10n.t('Dockerfile');
    case 'kubernetes':
      return l10n.t('Kubernetes');
    case 'workflow':
      return l10n.t('workflow');
    case 'manifest':
      return l10n.t('manifest');
    case 'types':
      return l10n.t('types');
  }
}

import type {
  AppCompliance,
  ComplianceChangedParams,
  ComplianceLeaf,
  FactorCompliance,
  RuleListEntry,
  Severity,
} from '../../../server/src/protocol/index';
import type { Translator } from '../translate';
import { appLabels, factorLabels, fileLabels, knownLabels, type Labels, leafLabels } from './labels';

/**
 * The compliance tree as data: what the server said, grouped and filtered, as nodes with stable ids. Knows nothing of
 * the editor; the provider turns nodes into tree items.
 */
export interface Tree {
  /** By id; the root is there as `ROOT`. */
  readonly nodes: ReadonlyMap<string, TreeNode>;
}

export type NodeKind = 'root' | 'app' | 'factor' | 'file' | 'known' | 'finding' | 'evidence';

export interface TreeNode extends Labels {
  readonly id: string;
  readonly kind: NodeKind;
  readonly parent: string;
  /** The app a node belongs to; `''` at the root of several apps. */
  readonly app: string;
  /** Ids in their order; `undefined` while the leaves of the app have not been asked for. */
  readonly children: readonly string[] | undefined;
  readonly expansion: 'none' | 'collapsed' | 'expanded';
  readonly leaf?: ComplianceLeaf;
}

export type Grouping = 'factor' | 'file';
/** What the filter can hide. */
export type LeafClass = Severity | 'evidence';
export const LEAF_CLASSES: readonly LeafClass[] = ['error', 'warning', 'info', 'hint', 'evidence'];

export interface TreeInput {
  readonly compliance: ComplianceChangedParams | undefined;
  /** Leaves by app id, where they have been asked for. */
  readonly leaves: ReadonlyMap<string, readonly ComplianceLeaf[]>;
  readonly grouping: Grouping;
  readonly shown: ReadonlySet<LeafClass>;
  /** Names of the workspace folders by URI. */
  readonly folders: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, RuleListEntry>;
  readonly l10n: Translator;
}

export const ROOT = '';

export function buildTree(input: TreeInput): Tree {
  const nodes = new Map<string, TreeNode>();
  const apps = (input.compliance?.apps ?? []).filter(isAssessable);
  const [first] = apps;
  const root = { id: ROOT, kind: 'root', parent: ROOT, label: '', description: '', tooltip: '' } as const;
  if (first !== undefined && apps.length === 1) {
    const children = addApp(first, ROOT, input, nodes);
    nodes.set(ROOT, { ...root, app: first.id, children, expansion: 'expanded' });
    return { nodes };
  }
  const children = apps.map((app) => {
    const id = `app:${app.id}`;
    const labels = appLabels(app, input);
    const below = addApp(app, id, input, nodes);
    nodes.set(id, { ...labels, id, kind: 'app', parent: ROOT, app: app.id, children: below, expansion: 'expanded' });
    return id;
  });
  nodes.set(ROOT, { ...root, app: '', children, expansion: 'expanded' });
  return { nodes };
}

/** False where there is nothing to judge: no rule applies to the app. */
function isAssessable({ factors }: AppCompliance): boolean {
  return factors.some(
    ({ status, evidence, bySeverity }) => status !== 'not-assessable' || evidence + bySeverity.hint > 0,
  );
}

/** What asks for attention: errors and warnings of all apps. */
export function badgeCount(compliance: ComplianceChangedParams | undefined): number {
  const factors = compliance?.apps.flatMap((app) => app.factors) ?? [];
  return factors.reduce((sum, { bySeverity }) => sum + bySeverity.error + bySeverity.warning, 0);
}

/** Value of the context key `twelveFactor.state`, by which the welcome views are chosen. */
export type ViewState = 'noFolder' | 'indexing' | 'empty' | 'stopped' | 'ready';

export function viewState(
  compliance: ComplianceChangedParams | undefined,
  server: 'starting' | 'running' | 'stopped',
  hasFolder: boolean,
): ViewState {
  if (!hasFolder) return 'noFolder';
  if (server === 'stopped') return 'stopped';
  if (compliance?.apps.some(isAssessable)) return 'ready';
  return compliance === undefined || compliance.indexing ? 'indexing' : 'empty';
}

/** Adds what is below an app and answers the ids of the first level. */
function addApp(
  app: AppCompliance,
  parent: string,
  input: TreeInput,
  nodes: Map<string, TreeNode>,
): readonly string[] | undefined {
  const leaves = input.leaves.get(app.id)?.filter((leaf) => input.shown.has(leaf.severity ?? 'evidence'));
  if (input.grouping === 'factor')
    return app.factors.map((factor) => addFactor(factor, app, parent, leaves, input, nodes));
  if (leaves === undefined) return undefined;
  const found = leaves.filter(({ kind }) => kind === 'finding').sort(byPlace);
  const byPath = groupBy(
    found.filter(({ known }) => known !== true),
    ({ uri }) => uri,
  );
  const files = [...byPath.values()].map((group) => addFile(group, app, parent, input, nodes));
  return [...files, ...addKnown(found, `app:${app.id}`, parent, app.id, input, nodes)];
}

function addFactor(
  factor: FactorCompliance,
  app: AppCompliance,
  parent: string,
  leaves: readonly ComplianceLeaf[] | undefined,
  input: TreeInput,
  nodes: Map<string, TreeNode>,
): string {
  const id = `factor:${app.id}:${factor.factor}`;
  const own = leaves?.filter((leaf) => leaf.factor === factor.factor).sort(byGravity);
  const children = hasLeaves(factor, input.shown)
    ? own && [
        ...addLeaves(
          own.filter(({ known }) => known !== true),
          id,
          app.id,
          input,
          nodes,
        ),
        ...addKnown(own, id, id, app.id, input, nodes),
      ]
    : [];
  const expansion = children?.length === 0 ? 'none' : 'collapsed';
  nodes.set(id, { ...factorLabels(factor, input), id, kind: 'factor', parent, app: app.id, children, expansion });
  return id;
}

function addFile(
  leaves: readonly ComplianceLeaf[],
  app: AppCompliance,
  parent: string,
  input: TreeInput,
  nodes: Map<string, TreeNode>,
): string {
  const [first] = leaves;
  const id = `file:${app.id}:${first?.uri}`;
  const children = addLeaves(leaves, id, app.id, input, nodes);
  const labels = fileLabels(leaves, input);
  nodes.set(id, { ...labels, id, kind: 'file', parent, app: app.id, children, expansion: 'expanded' });
  return id;
}

/** What the baseline holds stands apart, below everything that asks for attention. */
function addKnown(
  leaves: readonly ComplianceLeaf[],
  owner: string,
  parent: string,
  app: string,
  input: TreeInput,
  nodes: Map<string, TreeNode>,
): string[] {
  const known = leaves.filter((leaf) => leaf.known === true);
  if (known.length === 0) return [];
  const id = `known:${owner}`;
  const children = addLeaves(known, id, app, input, nodes);
  const labels = knownLabels(known.length, input);
  nodes.set(id, { ...labels, id, kind: 'known', parent, app, children, expansion: 'collapsed' });
  return [id];
}

function addLeaves(
  leaves: readonly ComplianceLeaf[],
  parent: string,
  app: string,
  input: TreeInput,
  nodes: Map<string, TreeNode>,
): string[] {
  return leaves.map((leaf) => {
    const name = `${parent}/${leaf.fingerprint ?? `${leaf.rule}:${leaf.path}`}`;
    const id = uniqueId(name, nodes);
    const labels = leafLabels(leaf, input);
    nodes.set(id, { ...labels, id, kind: leaf.kind, parent, app, children: [], expansion: 'none', leaf });
    return id;
  });
}

function uniqueId(name: string, nodes: ReadonlyMap<string, TreeNode>): string {
  let id = name;
  for (let count = 2; nodes.has(id); count++) id = `${name}#${count}`;
  return id;
}

function hasLeaves({ bySeverity, evidence, known }: FactorCompliance, shown: ReadonlySet<LeafClass>): boolean {
  if (known > 0) return true;
  return LEAF_CLASSES.some((name) => shown.has(name) && (name === 'evidence' ? evidence : bySeverity[name]) > 0);
}

const GRAVITY: readonly (Severity | undefined)[] = ['error', 'warning', 'info', 'hint', undefined];

function byGravity(a: ComplianceLeaf, b: ComplianceLeaf): number {
  return GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) || byPlace(a, b);
}

function byPlace(a: ComplianceLeaf, b: ComplianceLeaf): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}

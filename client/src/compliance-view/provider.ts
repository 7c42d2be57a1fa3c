import * as vscode from 'vscode';
import type { ComplianceChangedParams, ComplianceLeaf, RuleListEntry } from '../../../server/src/protocol/index';
import type { LanguageServer } from '../language-client';
import { changedNodes } from './changes';
import {
  badgeCount,
  buildTree,
  type Grouping,
  LEAF_CLASSES,
  type LeafClass,
  ROOT,
  type Tree,
  type TreeNode,
  viewState,
} from './model';

export const COMPLIANCE_VIEW = 'twelveFactor.compliance';
const MEMENTO = { grouping: 'twelveFactor.grouping', shown: 'twelveFactor.shown' } as const;

/** The compliance view: hands the model's nodes to the editor, by id, and asks the server for leaves when they are needed. */
export class ComplianceView implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #view: vscode.TreeView<string>;
  readonly #subscriptions: vscode.Disposable[];
  readonly #leaves = new Map<string, readonly ComplianceLeaf[]>();
  readonly #loading = new Map<string, Promise<void>>();
  #rules: ReadonlyMap<string, RuleListEntry> = new Map();
  #compliance: ComplianceChangedParams | undefined;
  #tree: Tree = { nodes: new Map() };

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: LanguageServer, memory: vscode.Memento) {
    this.#server = server;
    this.#memory = memory;
    this.#tree = this.#build();
    this.#view = vscode.window.createTreeView(COMPLIANCE_VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      server.onDidChangeCompliance((params) => this.#accept(params)),
      server.onDidChangeState((state) => {
        if (state !== 'running') this.#forget();
        else void this.#loadRules();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#update()),
    ];
    this.#update();
  }

  /** What the server said last; `undefined` until it speaks. */
  get compliance(): ComplianceChangedParams | undefined {
    return this.#compliance;
  }

  get shown(): ReadonlySet<LeafClass> {
    return new Set(this.#memory.get<readonly LeafClass[]>(MEMENTO.shown, LEAF_CLASSES));
  }

  get grouping(): Grouping {
    return this.#memory.get<Grouping>(MEMENTO.grouping, 'factor');
  }

  getTreeItem(id: string): vscode.TreeItem {
    const node = this.#tree.nodes.get(id);
    return node === undefined ? new vscode.TreeItem('') : treeItem(node);
  }

  async getChildren(id: string = ROOT): Promise<string[]> {
    const node = this.#tree.nodes.get(id);
    if (node === undefined) return [];
    if (node.children === undefined) await this.#loadLeaves(node.app);
    return [...(this.#tree.nodes.get(id)?.children ?? [])];
  }

  getParent(id: string): string | undefined {
    const parent = this.#tree.nodes.get(id)?.parent;
    return parent === ROOT ? undefined : parent;
  }

  /** The finding or evidence of a node, at its place of this moment. */
  async currentLeaf(id: string): Promise<ComplianceLeaf | undefined> {
    const node = this.#tree.nodes.get(id);
    if (node?.leaf === undefined) return undefined;
    await this.#loadLeaves(node.app);
    return this.#tree.nodes.get(id)?.leaf;
  }

  async setGrouping(grouping: Grouping): Promise<void> {
    await this.#memory.update(MEMENTO.grouping, grouping);
    this.#update();
  }

  async setShown(shown: readonly LeafClass[]): Promise<void> {
    await this.#memory.update(MEMENTO.shown, shown);
    this.#update();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #accept(params: ComplianceChangedParams): void {
    if (this.#compliance !== undefined && params.revision < this.#compliance.revision) return;
    this.#compliance = params;
    const apps = new Set(params.apps.map(({ id }) => id));
    const loaded = [...this.#leaves.keys()];
    for (const app of loaded) if (!apps.has(app) || !this.#view.visible) this.#leaves.delete(app);
    this.#update();
    for (const app of this.#leaves.keys()) void this.#loadLeaves(app);
  }

  /** A new server counts its revisions anew and knows nothing yet. */
  #forget(): void {
    this.#compliance = undefined;
    this.#leaves.clear();
    this.#update();
  }

  async #loadRules(): Promise<void> {
    const rules = await this.#server.rules().catch(() => []);
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#update();
  }

  /** One request at a time for an app; a call during a request waits for the one after it, which sees the newest state. */
  async #loadLeaves(app: string): Promise<void> {
    const before = this.#loading.get(app) ?? Promise.resolve();
    const load = before.then(() => this.#requestLeaves(app));
    this.#loading.set(app, load);
    await load;
    if (this.#loading.get(app) === load) this.#loading.delete(app);
  }

  async #requestLeaves(app: string): Promise<void> {
    // A server that has just died answers nothing; the next compliance summary asks again.
    const result = await this.#server.leaves({ app }).catch(() => undefined);
    if (result === undefined || this.#compliance === undefined) return;
    this.#leaves.set(app, result.leaves);
    this.#update();
  }

  #build(): Tree {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return buildTree({
      compliance: this.#compliance,
      leaves: this.#leaves,
      grouping: this.grouping,
      shown: this.shown,
      folders: new Map(folders.map(({ uri, name }) => [uri.toString(), name])),
      rules: this.#rules,
      l10n: vscode.l10n,
    });
  }

  /** Shows the present state: redraws the nodes that differ, and what stands around the tree. */
  #update(): void {
    const before = this.#tree;
    this.#tree = this.#build();
    const changed = changedNodes(before, this.#tree);
    if (changed.includes(ROOT)) this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire(changed);
    this.#updateSurroundings();
  }

  #updateSurroundings(): void {
    const hasFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
    const state = viewState(this.#compliance, this.#server.state, hasFolder);
    void vscode.commands.executeCommand('setContext', 'twelveFactor.state', state);
    void vscode.commands.executeCommand('setContext', 'twelveFactor.grouping', this.grouping);
    const count = badgeCount(this.#compliance);
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip: badgeTooltip(count) };
    const indexing = state === 'ready' && this.#compliance?.indexing === true;
    this.#view.message = indexing ? vscode.l10n.t('Reading the workspace…') : '';
    this.#view.description = this.shown.size === LEAF_CLASSES.length ? '' : vscode.l10n.t('filtered');
  }
}

function badgeTooltip(count: number): string {
  return count === 1 ? vscode.l10n.t('1 error or warning') : vscode.l10n.t('{0} errors and warnings', count);
}

const COLLAPSIBLE: Readonly<Record<TreeNode['expansion'], vscode.TreeItemCollapsibleState>> = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

function treeItem(node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, COLLAPSIBLE[node.expansion]);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.contextValue = node.leaf?.fixable === true ? `${node.kind}.fixable` : node.kind;
  if (node.icon !== undefined) {
    const color = node.icon.color === undefined ? undefined : new vscode.ThemeColor(node.icon.color);
    item.iconPath = new vscode.ThemeIcon(node.icon.id, color);
  }
  if (node.uri !== undefined) {
    item.resourceUri = vscode.Uri.parse(node.uri);
    item.iconPath = vscode.ThemeIcon.File;
  }
  if (node.leaf !== undefined) {
    item.command = { command: `${COMPLIANCE_VIEW}.openLocation`, title: '', arguments: [node.id] };
    item.accessibilityInformation = { label: `${node.leaf.severity ?? node.kind}: ${node.label}, ${node.description}` };
  }
  return item;
}

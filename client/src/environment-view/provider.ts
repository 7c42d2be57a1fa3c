import * as vscode from 'vscode';
import type { EnvironmentResult } from '../../../server/src/protocol/index';
import type { LanguageServer } from '../language-client';
import { buildEnvironmentTree, type EnvironmentNode, type EnvironmentTree, environmentState, ROOT } from './model';

export const ENVIRONMENT_VIEW = 'twelveFactor.environment';

/** The environment view: asks the server anew when it says that something has changed, and only while it is looked at. */
export class EnvironmentView implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<string>;
  readonly #subscriptions: vscode.Disposable[];
  #environment: EnvironmentResult | undefined;
  #tree: EnvironmentTree = { nodes: new Map() };
  #isIndexing = true;
  /** What the server has is another than what is here. */
  #isStale = true;
  #loading: Promise<void> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#view = vscode.window.createTreeView(ENVIRONMENT_VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      server.onDidChangeEnvironment(() => this.#invalidate()),
      server.onDidChangeCompliance(({ indexing }) => {
        if (indexing === this.#isIndexing) return;
        this.#isIndexing = indexing;
        this.#updateState();
      }),
      server.onDidChangeState((state) => {
        if (state !== 'running') this.#show(undefined);
        this.#invalidate();
      }),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible && this.#isStale) void this.#load();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#show(this.#environment)),
    ];
    this.#updateState();
  }

  getTreeItem(id: string): vscode.TreeItem {
    const node = this.#tree.nodes.get(id);
    return node === undefined ? new vscode.TreeItem('') : treeItem(node);
  }

  async getChildren(id: string = ROOT): Promise<string[]> {
    if (id === ROOT && this.#isStale) await this.#load();
    return [...(this.#tree.nodes.get(id)?.children ?? [])];
  }

  getParent(id: string): string | undefined {
    const parent = this.#tree.nodes.get(id)?.parent;
    return parent === ROOT ? undefined : parent;
  }

  /** A node as it is at this moment: places move while one types. */
  async currentNode(id: string): Promise<EnvironmentNode | undefined> {
    if (this.#isStale) await this.#load();
    return this.#tree.nodes.get(id);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #invalidate(): void {
    this.#isStale = true;
    if (this.#view.visible) void this.#load();
  }

  /** One request at a time; what changes meanwhile is asked for after it. */
  async #load(): Promise<void> {
    this.#loading ??= this.#request().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  async #request(): Promise<void> {
    while (this.#isStale && this.#server.state === 'running') {
      this.#isStale = false;
      // A server that has just died answers nothing; the next one says that everything has changed.
      const environment = await this.#server.environment().catch(() => undefined);
      if (environment !== undefined) this.#show(environment);
    }
  }

  #show(environment: EnvironmentResult | undefined): void {
    const before = JSON.stringify([...this.#tree.nodes.values()]);
    this.#environment = environment;
    const folders = vscode.workspace.workspaceFolders ?? [];
    this.#tree = buildEnvironmentTree({
      environment,
      folders: new Map(folders.map(({ uri, name }) => [uri.toString(), name])),
      l10n: vscode.l10n,
    });
    if (JSON.stringify([...this.#tree.nodes.values()]) !== before) this.#changed.fire(undefined);
    this.#updateState();
  }

  #updateState(): void {
    const state = environmentState(this.#environment, {
      isStopped: this.#server.state === 'stopped',
      isIndexing: this.#isIndexing,
      hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    });
    void vscode.commands.executeCommand('setContext', 'twelveFactor.environmentState', state);
  }
}

function treeItem(node: EnvironmentNode): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const expansion = node.kind === 'app' ? Expanded : node.children.length > 0 ? Collapsed : None;
  const item = new vscode.TreeItem(node.label, expansion);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.contextValue = [node.kind, ...node.can].join('.');
  if (node.icon !== undefined) {
    const color = node.icon.color === undefined ? undefined : new vscode.ThemeColor(node.icon.color);
    item.iconPath = new vscode.ThemeIcon(node.icon.id, color);
  }
  if (node.kind === 'declaration' || node.kind === 'read') {
    item.command = { command: `${ENVIRONMENT_VIEW}.openLocation`, title: '', arguments: [node.id] };
  }
  return item;
}

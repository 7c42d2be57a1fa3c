import { ROOT, type Tree, type TreeNode } from './model';

/** The narrowest nodes to redraw so that `after` is shown in place of `before`; none of them is below another. */
export function changedNodes(before: Tree, after: Tree): string[] {
  const changed = new Set<string>();
  for (const [id, node] of after.nodes) {
    const previous = before.nodes.get(id);
    if (previous !== undefined && differs(previous, node)) changed.add(id);
  }
  return [...changed].filter((id) => !hasChangedAncestor(id, after, changed));
}

/** Children that were not asked for before are no change: whoever asks gets the new ones. */
function differs(before: TreeNode, after: TreeNode): boolean {
  if (before.children !== undefined && !sameList(before.children, after.children)) return true;
  return appearance(before) !== appearance(after);
}

function appearance({ label, description, tooltip, icon, expansion, leaf }: TreeNode): string {
  return JSON.stringify([label, description, tooltip, icon, expansion, leaf]);
}

function sameList(a: readonly string[], b: readonly string[] | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((value, index) => value === b[index]);
}

function hasChangedAncestor(id: string, { nodes }: Tree, changed: ReadonlySet<string>): boolean {
  for (let node = nodes.get(id); node !== undefined && node.id !== ROOT; node = nodes.get(node.parent)) {
    if (changed.has(node.parent)) return true;
  }
  return false;
}

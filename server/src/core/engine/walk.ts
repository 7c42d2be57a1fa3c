import { ts } from 'ts-morph';

/** The kinds of nodes that somebody listens to. */
export interface WantedKinds {
  /** By kind. */
  readonly has: readonly boolean[];
  /** Equal for equal sets. */
  readonly key: string;
  readonly readsTypes: boolean;
}

export function wantedKinds(table: readonly unknown[]): WantedKinds {
  const has = Array.from(table, (entry) => entry !== undefined);
  const kinds = [...has.keys()].filter((kind) => has[kind]);
  return { has, key: kinds.join(), readsTypes: kinds.some(isTypeNode) };
}

/**
 * The nodes of the wanted kinds in a statement, parents before children. Generated code can nest deeper than the stack
 * (long `a + b + …` chains); it is read as far as it goes.
 */
export function wantedNodes(statement: ts.Node, { has, readsTypes }: WantedKinds): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const { kind } = node;
    if (has[kind]) found.push(node);
    // Tokens and names have no children; types hold nothing that runs.
    if (kind > ts.SyntaxKind.LastToken && (readsTypes || !isTypeNode(kind))) ts.forEachChild(node, visit);
  };
  try {
    visit(statement);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

/**
 * What was met in the statements of open documents. An incremental parse keeps the nodes of the statements that an edit
 * leaves alone, with everything in them, and only moves their places: those need not be walked again.
 */
export class WalkMemory {
  private readonly known = new WeakMap<ts.Node, { readonly key: string; readonly nodes: readonly ts.Node[] }>();

  nodesOf(statement: ts.Node, wanted: WantedKinds): readonly ts.Node[] {
    const known = this.known.get(statement);
    if (known?.key === wanted.key) return known.nodes;
    const nodes = wantedNodes(statement, wanted);
    this.known.set(statement, { key: wanted.key, nodes });
    return nodes;
  }
}

function isTypeNode(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstTypeNode && kind <= ts.SyntaxKind.LastTypeNode;
}

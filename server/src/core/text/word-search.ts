/**
 * Looks for many words in one pass over a text, each character one step of a table (Aho and Corasick 1975). A regular
 * expression with an alternative per word tries them one after the other at every character.
 */
export class WordSearch {
  private table: Table | undefined;

  /** Words are of ASCII characters and not empty. With `ignoreCase` they are given in lower case. */
  constructor(
    private readonly words: readonly string[],
    private readonly ignoreCase: 'ignore case' | 'exact' = 'exact',
  ) {}

  /** True when one of the words stands in the text. */
  isIn(text: string): boolean {
    let found = false;
    this.visit(text, () => {
      found = true;
      return 'stop';
    });
    return found;
  }

  /** Calls `onWord` with a word's index and where it begins, in order of the words' ends, the longer ones first. */
  visit(text: string, onWord: (word: number, start: number) => 'stop' | undefined): void {
    this.table ??= buildTable(this.words, this.ignoreCase === 'ignore case');
    const { classes, steps, ends } = this.table;
    let state = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      state = steps[state + (code < ASCII ? (classes[code] ?? 0) : 0)] ?? 0;
      if (state >= 0) continue;
      // A negative state is one where words end.
      state = -state;
      for (const word of ends.get(state) ?? []) {
        if (onWord(word, index + 1 - (this.words[word]?.length ?? 0)) === 'stop') return;
      }
    }
  }
}

const ASCII = 128;

interface Table {
  /** Of each ASCII character: its column; 0 for those of no word. */
  readonly classes: Uint8Array;
  /** By state plus column. A state is the offset of its row. */
  readonly steps: Int32Array;
  /** By state: the words that end there. */
  readonly ends: ReadonlyMap<number, readonly number[]>;
}

interface TrieNode {
  readonly children: Map<number, TrieNode>;
  readonly state: number;
  ends: readonly number[];
}

function buildTable(words: readonly string[], ignoreCase: boolean): Table {
  const classes = new Uint8Array(ASCII);
  let width = 1;
  for (const word of words) {
    for (let index = 0; index < word.length; index++) {
      const code = word.charCodeAt(index);
      if (code < ASCII && classes[code] === 0) classes[code] = width++;
    }
  }
  if (ignoreCase) for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32] ?? 0;
  const root: TrieNode = { children: new Map(), state: 0, ends: [] };
  let count = 1;
  words.forEach((word, number) => {
    let node = root;
    for (let index = 0; index < word.length; index++) {
      const column = classes[word.charCodeAt(index)] ?? 0;
      const next = node.children.get(column) ?? { children: new Map(), state: width * count++, ends: [] };
      node.children.set(column, next);
      node = next;
    }
    node.ends = [...node.ends, number];
  });
  return { classes, ...linkStates(root, width, count) };
}

/** Where no child goes on, a state goes on as the longest end of what was read that is the beginning of a word. */
function linkStates(root: TrieNode, width: number, count: number): Pick<Table, 'steps' | 'ends'> {
  const steps = new Int32Array(width * count);
  const ends = new Map<number, readonly number[]>();
  const queue: { readonly node: TrieNode; readonly fallback: TrieNode }[] = [{ node: root, fallback: root }];
  const nodes = new Map<number, TrieNode>([[0, root]]);
  for (const { node, fallback } of queue) {
    if (node !== fallback) node.ends = [...node.ends, ...fallback.ends];
    if (node.ends.length > 0) ends.set(node.state, node.ends);
    for (let column = 1; column < width; column++) {
      const otherwise = node === root ? 0 : Math.abs(steps[fallback.state + column] ?? 0);
      const child = node.children.get(column);
      if (child !== undefined) {
        nodes.set(child.state, child);
        queue.push({ node: child, fallback: nodes.get(otherwise) ?? root });
      }
      steps[node.state + column] = child?.state ?? otherwise;
    }
  }
  for (let index = 0; index < steps.length; index++)
    if (ends.has(steps[index] ?? 0)) steps[index] = -(steps[index] ?? 0);
  return { steps, ends };
}

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParsedNode,
  parseAllDocuments,
  type Scalar,
  visit,
} from 'yaml';
import type { Span } from '../../text/span';
import { maskTemplates } from './templates';

/**
 * YAML as compose files and workflows need it: tolerant, with the place of every node, anchors and merge keys followed.
 * Nothing here knows what the keys mean. No function throws, and nothing is expanded more than once, so that a file of
 * nested aliases costs no more than its length.
 */
export interface YamlTree {
  /** One per document that is not empty. */
  readonly roots: readonly YamlNode[];
  readonly errors: readonly YamlError[];
  /** Parts that a template engine may leave out; empty where the text was read as it is. */
  readonly conditions: readonly Span[];
  /** Keys and values of a mapping, those of merge keys (`<<`) last; of two equal keys the first found counts. */
  entries(node: YamlNode | undefined): readonly YamlEntry[];
  get(node: YamlNode | undefined, key: string): YamlEntry | undefined;
  /** Entries of the mapping itself whose key stands further up in it already: `entries` has none of them. */
  repeats(node: YamlNode | undefined): readonly YamlEntry[];
  /** Items of a sequence, aliases followed. */
  items(node: YamlNode | undefined): readonly YamlNode[];
  /** The text of a scalar; `undefined` for null, collections and what is marked `!reset`. */
  text(node: YamlNode | undefined): YamlText | undefined;
  /** The text of a scalar as a shell gets it. */
  shell(node: YamlNode | undefined): YamlShellText | undefined;
  isMap(node: YamlNode | undefined): boolean;
  isSequence(node: YamlNode | undefined): boolean;
  span(node: YamlNode): Span;
  /** Every scalar of the file in order, keys included, with its source text and place (quotes included). */
  scalars(): readonly { readonly source: string; readonly span: Span }[];
}

export type YamlNode = Node;

export interface YamlError {
  readonly message: string;
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: string;
  /** Quotes excluded. */
  readonly keySpan: Span;
  /** Aliases followed; `undefined` when nothing is written. */
  readonly value: YamlNode | undefined;
  /** From the key to the end of the value as written here, an alias not followed. */
  readonly span: Span;
}

export interface YamlText {
  /** Numbers and booleans as written. */
  readonly value: string;
  /** Quotes excluded; a block scalar's lines without its header. */
  readonly span: Span;
  /** True when the value is the text of `span`, so that offsets inside hold. */
  readonly exact: boolean;
  /** True for a value that a template engine (`{{ … }}`) fills in. */
  readonly templated: boolean;
}

/** Compare `ShellText` of the Dockerfile model. */
export interface YamlShellText {
  /** As long as its place in the document where `exact`: indentation stays, folded line breaks are blanks. */
  readonly text: string;
  readonly offset: number;
  readonly exact: boolean;
}

const NO_ENTRIES: readonly YamlEntry[] = [];

export interface YamlOptions {
  /**
   * What `{{ … }}` is: `unlikely` reads the text as it is unless that is no YAML; `expected` is for files that a template
   * engine usually makes, where an action alone would pass for a mapping.
   */
  readonly templates?: 'unlikely' | 'expected';
}

export function parseYaml(text: string, { templates = 'unlikely' }: YamlOptions = {}): YamlTree {
  const hasTemplates = text.includes('{{');
  const plain = hasTemplates && templates === 'expected' ? undefined : read(text);
  if (plain !== undefined && (plain.errors.length === 0 || !hasTemplates)) return treeOf(text, text, plain);
  // Helm, Jinja and the like: the same text with its templates made harmless, lengths kept.
  const masked = maskTemplates(text);
  const second = read(masked.text);
  if (plain !== undefined && second.errors.length >= plain.errors.length) return treeOf(text, text, plain);
  return { ...treeOf(text, masked.text, second), conditions: masked.conditions };
}

interface Reading {
  readonly roots: readonly ParsedNode[];
  readonly errors: readonly YamlError[];
}

function read(text: string): Reading {
  try {
    const documents = parseAllDocuments(text, {
      strict: false,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    if (!Array.isArray(documents)) return { roots: [], errors: [] };
    return {
      roots: documents.flatMap(({ contents }) => (contents === null ? [] : [contents as ParsedNode])),
      errors: documents.flatMap(({ errors }) =>
        errors.map(({ message, pos }) => ({ message, span: { start: pos[0], end: Math.max(pos[0], pos[1]) } })),
      ),
    };
  } catch {
    // Nesting deeper than the stack.
    return { roots: [], errors: [{ message: 'The file cannot be read.', span: { start: 0, end: text.length } }] };
  }
}

function treeOf(original: string, parsed: string, { roots, errors }: Reading): YamlTree {
  const aliases = new Map<Node, Node | undefined>();
  const scalars: { source: string; span: Span }[] = [];
  for (const root of roots) index(root, original, aliases, scalars);

  const follow = (node: Node | null | undefined): Node | undefined => {
    let current = node ?? undefined;
    for (let steps = 0; current !== undefined && isAlias(current); steps++) {
      current = steps < 10 ? aliases.get(current) : undefined;
    }
    return current;
  };
  const cache = new Map<Node, readonly YamlEntry[]>();
  const entries = (node: Node | undefined): readonly YamlEntry[] => {
    const map = follow(node);
    if (map === undefined || !isMap(map)) return NO_ENTRIES;
    const known = cache.get(map);
    if (known !== undefined) return known;
    const byKey = new Map<string, YamlEntry>();
    collectEntries(original, map, follow, byKey, new Set());
    const found = [...byKey.values()];
    cache.set(map, found);
    return found;
  };
  return {
    roots,
    errors,
    conditions: [],
    entries,
    get: (node, key) => entries(node).find((entry) => entry.key === key),
    repeats: (node) => {
      const map = follow(node);
      const own =
        map !== undefined && isMap(map) ? map.items.flatMap((pair) => entryOf(original, pair, follow) ?? []) : [];
      const seen = new Set<string>();
      return own.filter(({ key }) => key !== MERGE && (seen.has(key) || !seen.add(key)));
    },
    items: (node) => {
      const sequence = follow(node);
      if (sequence === undefined || !isSeq(sequence)) return [];
      return sequence.items.flatMap((item) => {
        const value = follow(item as Node | null);
        return value === undefined ? [] : [value];
      });
    },
    text: (node) => textOf(original, parsed, follow(node)),
    shell: (node) => shellOf(original, parsed, follow(node)),
    isMap: (node) => isMap(follow(node)),
    isSequence: (node) => isSeq(follow(node)),
    span: (node) => spanOf(node),
    scalars: () => scalars,
  };
}

/** One walk: what each alias means in its place (the last anchor of that name before it), and all scalars. */
function index(
  root: Node,
  original: string,
  aliases: Map<Node, Node | undefined>,
  scalars: { source: string; span: Span }[],
): void {
  const anchors = new Map<string, Node>();
  try {
    visit(root, {
      Node: (_, node) => {
        if (isAlias(node)) {
          aliases.set(node, anchors.get(node.source));
          return;
        }
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        if (isScalar(node) && node.range) {
          const span = spanOf(node);
          scalars.push({ source: original.slice(span.start, span.end), span });
        }
      },
    });
  } catch {
    // Nesting deeper than the stack: aliases below stay unknown.
  }
}

function collectEntries(
  original: string,
  map: Node,
  follow: (node: Node | null | undefined) => Node | undefined,
  byKey: Map<string, YamlEntry>,
  seen: Set<Node>,
): void {
  if (!isMap(map) || seen.has(map)) return;
  seen.add(map);
  const merged: Node[] = [];
  for (const pair of map.items) {
    const entry = entryOf(original, pair, follow);
    if (entry?.key === MERGE) merged.push(pair.value as Node);
    else if (entry !== undefined && !byKey.has(entry.key)) byKey.set(entry.key, entry);
  }
  for (const node of merged) {
    const target = follow(node);
    const sources =
      target !== undefined && isSeq(target) ? target.items.map((item) => follow(item as Node | null)) : [target];
    for (const source of sources) if (source !== undefined) collectEntries(original, source, follow, byKey, seen);
  }
}

const MERGE = '<<';

function entryOf(
  original: string,
  pair: Pair,
  follow: (node: Node | null | undefined) => Node | undefined,
): YamlEntry | undefined {
  const node = pair.key as Node | null;
  if (!isScalar(node) || !node.range) return undefined;
  const key = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  const written = pair.value as Node | null;
  const end = Math.max(written?.range ? written.range[1] : 0, node.range[1]);
  return { key, keySpan: innerSpan(original, node), value: follow(written), span: { start: node.range[0], end } };
}

function spanOf(node: Node): Span {
  const range = node.range;
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

function isQuoted(node: Scalar): boolean {
  return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
}

function isBlock(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

/** A key or value without its quotes, a block scalar without its header. */
function innerSpan(original: string, node: Scalar): Span {
  const { start, end } = spanOf(node);
  if (isQuoted(node)) {
    const quote = original[start];
    const isClosed = end - start > 1 && original[end - 1] === quote;
    return { start: Math.min(start + 1, end), end: isClosed ? end - 1 : end };
  }
  if (isBlock(node)) {
    const lineBreak = original.indexOf('\n', start);
    return { start: lineBreak < 0 || lineBreak >= end ? end : lineBreak + 1, end };
  }
  return { start, end };
}

function textOf(original: string, parsed: string, node: Node | undefined): YamlText | undefined {
  if (node === undefined || !isScalar(node) || !node.range || node.tag === '!reset') return undefined;
  const isNull = node.value === null || node.value === undefined;
  if (isNull && !isQuoted(node)) return undefined;
  const span = innerSpan(original, node);
  const source = original.slice(span.start, span.end);
  const isMasked = original !== parsed && source !== parsed.slice(span.start, span.end);
  const value = isMasked ? source : typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  return { value, span, exact: source === value, templated: isMasked };
}

function shellOf(original: string, parsed: string, node: Node | undefined): YamlShellText | undefined {
  const text = textOf(original, parsed, node);
  if (text === undefined || node === undefined || !isScalar(node)) return undefined;
  const { span } = text;
  const source = original.slice(span.start, span.end);
  if (text.exact || node.type === 'BLOCK_LITERAL') return { text: source, offset: span.start, exact: true };
  const hasEscapes =
    node.type === 'QUOTE_DOUBLE' ? source.includes('\\') : node.type === 'QUOTE_SINGLE' && source.includes("''");
  if (hasEscapes) return { text: text.value, offset: span.start, exact: false };
  return { text: unfold(source, node.type === 'BLOCK_FOLDED'), offset: span.start, exact: true };
}

/** Line breaks that YAML folds become blanks; those at an empty or (in a block) a further indented line stay. */
function unfold(source: string, isBlockScalar: boolean): string {
  const lines = source.split('\n');
  const indent = /^[ \t]*/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  const isKept = (line: string | undefined): boolean =>
    line === undefined || line.trim() === '' || (isBlockScalar && /^[ \t]/.test(line.slice(indent)));
  return lines
    .map((line, at) => {
      if (at === lines.length - 1) return line;
      if (isKept(lines[at + 1]) || (at > 0 || isBlockScalar ? isKept(line) : false)) return `${line}\n`;
      return `${line.replace(/\r$/, ' ')} `;
    })
    .join('');
}

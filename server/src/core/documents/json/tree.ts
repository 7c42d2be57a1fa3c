import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../../text/span';

/** JSON with comments and trailing commas, as far as it can be read, with the place of every node. No function throws. */
export interface JsonTree {
  readonly root: Node | undefined;
  readonly errors: readonly JsonError[];
}

export interface JsonError {
  /** Name of jsonc-parser's error code. */
  readonly code: string;
  readonly span: Span;
}

export interface JsonText {
  readonly value: string;
  /** Inside of the quotes. */
  readonly span: Span;
  /** True when the text holds JSON escapes, so that offsets inside of the value do not hold. */
  readonly escaped: boolean;
}

export interface JsonProperty {
  readonly key: Node;
  /** The name with its quotes. */
  readonly keySpan: Span;
  readonly value: Node | undefined;
  readonly span: Span;
}

export function parseJson(text: string): JsonTree {
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  return {
    root,
    errors: errors.map(({ error, offset, length }) => ({
      code: printParseErrorCode(error),
      span: { start: offset, end: offset + length },
    })),
  };
}

function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    // The scanner does not know the byte order mark.
    return parseTree(text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text, errors, { allowTrailingComma: true });
  } catch {
    // Nesting deeper than the stack.
    return undefined;
  }
}

/** By name; the last of two equal names, as `JSON.parse` has it. */
export function jsonProperties(node: Node | undefined): Map<string, JsonProperty> {
  const properties = new Map<string, JsonProperty>();
  if (node?.type !== 'object') return properties;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key?.type !== 'string' || typeof key.value !== 'string') continue;
    properties.set(key.value, { key, keySpan: jsonSpan(key), value, span: jsonSpan(property) });
  }
  return properties;
}

export function jsonAt(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce((inner: Node | undefined, key) => jsonProperties(inner).get(key)?.value, node);
}

export function jsonSpan(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** `undefined` for anything but a string. */
export function jsonText(text: string, node: Node | undefined): JsonText | undefined {
  if (node?.type !== 'string' || typeof node.value !== 'string') return undefined;
  const isClosed = node.length > 1 && text[node.offset + node.length - 1] === text[node.offset];
  const span = { start: node.offset + 1, end: node.offset + node.length - (isClosed ? 1 : 0) };
  return { value: node.value, span, escaped: text.slice(span.start, span.end) !== node.value };
}

/** The strings of a list; `undefined` for anything but a list. */
export function jsonList(node: Node | undefined): string[] | undefined {
  if (node?.type !== 'array') return undefined;
  return (node.children ?? []).flatMap((child) => (typeof child.value === 'string' ? [child.value] : []));
}

/** The plain value, not checked. */
export function jsonValue(node: Node): unknown {
  try {
    return getNodeValue(node);
  } catch {
    return undefined;
  }
}

import { ts } from 'ts-morph';
import type { FilePath } from '../kinds';

/**
 * Parses one file; never throws on broken code. JSDoc is not parsed (no rule reads it, and the parse is the cost).
 * Parents are set: rules climb, and an incremental parse needs them.
 */
export function parseTypeScript(file: FilePath, text: string): ts.SourceFile {
  const tree = ts.createSourceFile(file, text, PARSE_OPTIONS, false, scriptKindOf(file));
  try {
    setParents(tree);
    return tree;
  } catch {
    // Nested deeper than the stack: the compiler's own way is slower, and takes no stack.
    return ts.createSourceFile(file, text, PARSE_OPTIONS, true, scriptKindOf(file));
  }
}

/** `oldSpan` of the previous text was replaced by `newLength` characters. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newLength: number;
}

/** Where an offset of the new text lay in the old one; for what was put in, where the change begins. */
export function originalOffset({ start, oldEnd, newLength }: TextChange, offset: number): number {
  if (offset < start) return offset;
  return offset < start + newLength ? start : offset - newLength + (oldEnd - start);
}

/**
 * Re-parses after one change and takes the unchanged parts of `old` over. `old` must not be used afterwards: its
 * nodes belong to the new tree.
 */
export function reparseTypeScript(old: ts.SourceFile, text: string, change: TextChange): ts.SourceFile {
  const range = ts.createTextChangeRange(ts.createTextSpanFromBounds(change.start, change.oldEnd), change.newLength);
  return ts.updateSourceFile(old, text, range);
}

/** Syntax errors of a tree. TypeScript keeps them on the node, untyped. */
export function parseErrorCount(tree: ts.SourceFile): number {
  return (tree as unknown as { parseDiagnostics?: readonly unknown[] }).parseDiagnostics?.length ?? 0;
}

const PARSE_OPTIONS: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ESNext,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

/** Twice as fast as the compiler's own way, which has a list for what this has the stack for. */
function setParents(tree: ts.SourceFile): void {
  let parent: ts.Node = tree;
  const visit = (node: ts.Node): void => {
    (node as { parent: ts.Node }).parent = parent;
    // Tokens and names have no children.
    if (node.kind <= ts.SyntaxKind.LastToken) return;
    const outer = parent;
    parent = node;
    ts.forEachChild(node, visit);
    parent = outer;
  };
  ts.forEachChild(tree, visit);
}

/** JSX is allowed in every JavaScript file: many projects keep it in `.js`. */
function scriptKindOf(file: FilePath): ts.ScriptKind {
  const extension = /\.([cm]?[jt]sx?)$/i.exec(file)?.[1]?.toLowerCase() ?? 'ts';
  if (extension === 'tsx') return ts.ScriptKind.TSX;
  if (extension.includes('j')) return ts.ScriptKind.JSX;
  return ts.ScriptKind.TS;
}

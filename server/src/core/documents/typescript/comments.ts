import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type { TextChange } from './parse';

/** A comment with its markers. */
export interface Comment extends Span {
  /** The outermost node whose leading trivia it belongs to, else the node between whose parts it stands. */
  readonly node: ts.Node;
  readonly isLeading: boolean;
  readonly isLine: boolean;
}

/** The comment that an offset lies in, its very end included for `//`; `undefined` in code and in literals. */
export function commentAt(tree: ts.SourceFile, offset: number): Comment | undefined {
  let node: ts.Node = tree;
  for (;;) {
    const { before, child } = childAround(node, offset);
    if (child === undefined) return commentIn(tree, before, offset, { node, isLeading: false });
    // What looks like a comment in the text of JSX is text.
    if (child.kind === ts.SyntaxKind.JsxText) return undefined;
    if (offset < child.getStart(tree)) return commentIn(tree, child.pos, offset, { node: child, isLeading: true });
    if (child.kind <= ts.SyntaxKind.LastToken) return undefined;
    node = child;
  }
}

/**
 * True when a change of a tree's text lies inside one comment between statements, members or properties, and breaks no
 * line: then the tree of the new text is the old one, with its places moved.
 */
export function isCommentEdit(tree: ts.SourceFile, text: string, { start, oldEnd, newLength }: TextChange): boolean {
  if (LINE_BREAK.test(tree.text.slice(start, oldEnd)) || LINE_BREAK.test(text.slice(start, start + newLength))) {
    return false;
  }
  const comment = commentAt(tree, start);
  if (comment === undefined || !standsBetween(comment) || start < comment.start + MARKER_LENGTH) return false;
  // At the very end of the text, what ends there and what begins behind it could not be told apart.
  if (comment.end === tree.text.length) return false;
  if (comment.isLine) return oldEnd <= comment.end;
  const close = comment.end - MARKER_LENGTH;
  const newClose = close + newLength - (oldEnd - start);
  return oldEnd <= close && text.indexOf('*/', comment.start + MARKER_LENGTH) === newClose;
}

const LINE_BREAK = /[\n\r\u2028\u2029]/;
/** Of `//`, `/*` and what closes the latter. */
const MARKER_LENGTH = 2;

/** A comment inside an expression or a type is part of what `getText` gives, and a rule may look at that. */
function standsBetween({ node, isLeading }: Comment): boolean {
  if (!isLeading) {
    return ts.isBlock(node) || ts.isModuleBlock(node) || ts.isClassLike(node) || ts.isObjectLiteralExpression(node);
  }
  return (
    ts.isStatement(node) ||
    ts.isClassElement(node) ||
    ts.isObjectLiteralElement(node) ||
    (ts.isTypeElement(node) && ts.isInterfaceDeclaration(node.parent)) ||
    node.kind === ts.SyntaxKind.EndOfFileToken
  );
}

/** The child whose text, leading trivia included, holds the offset, and where the last one before the offset ends. */
function childAround(node: ts.Node, offset: number): { before: number; child: ts.Node | undefined } {
  let before = node.pos;
  const child = ts.forEachChild(node, (candidate) => {
    if (candidate.pos <= offset && offset < candidate.end) return candidate;
    if (candidate.end <= offset) before = candidate.end;
    return undefined;
  });
  return { before, child };
}

/** Reads tokens from a place where one begins: only punctuation and trivia stand between the children of a node. */
function commentIn(
  tree: ts.SourceFile,
  from: number,
  offset: number,
  place: Pick<Comment, 'node' | 'isLeading'>,
): Comment | undefined {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, tree.languageVariant, tree.text, undefined, from);
  while (scanner.getTokenEnd() <= offset) {
    const kind = scanner.scan();
    if (kind === ts.SyntaxKind.EndOfFileToken) return undefined;
    const isLine = kind === ts.SyntaxKind.SingleLineCommentTrivia;
    if (!isLine && kind !== ts.SyntaxKind.MultiLineCommentTrivia) continue;
    const start = scanner.getTokenStart();
    const end = scanner.getTokenEnd();
    if (start < offset && (offset < end || (isLine && offset === end))) return { ...place, start, end, isLine };
  }
  return undefined;
}

import { ts } from 'ts-morph';
import { nodeWithSpan, unwrap } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { type EnvironmentFallback, fallbackAround } from '../core/documents/typescript/environment-fallbacks';
import type { Edit } from '../core/text/edits';
import { overlaps, type Span } from '../core/text/span';

/** The fallback whose value stands at a place, for a fix that looks at the text again. */
export function fallbackAt(tree: ts.SourceFile, span: Span): EnvironmentFallback | undefined {
  const node = nodeWithSpan(tree, span);
  return node !== undefined && ts.isExpression(node) ? fallbackAround(node, new Bindings(tree)) : undefined;
}

/** True for the forms from which the fallback can be cut without a guess. */
export function canRemoveFallback(fallback: EnvironmentFallback): boolean {
  return removalOf(fallback) !== undefined;
}

/** Cuts the fallback out, so that the bare read remains. `undefined` where that would need a guess. */
export function removalOf({ node, form, value }: EnvironmentFallback): Edit | undefined {
  const tree = node.getSourceFile();
  const start = node.getStart(tree);
  const cut = (from: number, to: number, text = ''): Edit => ({ span: { start: from, end: to }, text });
  switch (form) {
    case 'operator':
      return ts.isBinaryExpression(node) ? cut(node.left.end, node.end) : undefined;
    case 'condition': {
      if (!ts.isConditionalExpression(node)) return undefined;
      const kept = unwrap(node.whenTrue) === unwrap(value) ? node.whenFalse : node.whenTrue;
      return cut(start, node.end, tree.text.slice(kept.getStart(tree), kept.end));
    }
    case 'destructuring':
      return ts.isBindingElement(node) ? cut(node.name.end, node.end) : undefined;
    case 'argument':
      return ts.isCallExpression(node) ? cutElement(node.arguments, value) : undefined;
    case 'chain': {
      if (!ts.isCallExpression(node)) return undefined;
      const [first] = node.arguments;
      // `v.optional(v.string(), 'x')` becomes `v.string()`.
      if (first !== undefined && first !== value) return cut(start, node.end, first.getText(tree));
      return ts.isPropertyAccessExpression(node.expression) ? cut(node.expression.expression.end, node.end) : undefined;
    }
    case 'option':
      return ts.isPropertyAssignment(node) ? removalOfOption(node, value) : undefined;
    case 'assignment':
    case 'overwrite':
      return undefined;
  }
}

/** `str({ default: 'x' })` becomes `str()`. A schema whose options need a default (convict) keeps an empty one. */
function removalOfOption(node: ts.PropertyAssignment, value: ts.Expression): Edit | undefined {
  const tree = node.getSourceFile();
  const object = node.parent;
  if (!ts.isCallExpression(object.parent)) {
    return { span: { start: value.getStart(tree), end: value.end }, text: "''" };
  }
  if (object.properties.length > 1) return cutElement(object.properties, node);
  return object.parent.arguments.length === 1
    ? { span: { start: object.getStart(tree), end: object.end }, text: '' }
    : cutElement(object.properties, node);
}

/** Cuts an element out of a list, with the comma that goes with it. */
function cutElement<T extends ts.Node>(list: ts.NodeArray<T>, element: ts.Node): Edit | undefined {
  const index = list.findIndex(
    (candidate) =>
      candidate === element ||
      overlaps({ start: candidate.pos, end: candidate.end }, { start: element.pos, end: element.end }),
  );
  const tree = element.getSourceFile();
  const found = list[index];
  if (found === undefined) return undefined;
  const previous = list[index - 1];
  const next = list[index + 1];
  if (previous !== undefined) return { span: { start: previous.end, end: found.end }, text: '' };
  if (next !== undefined) return { span: { start: found.getStart(tree), end: next.getStart(tree) }, text: '' };
  const comma = /^\s*,/.exec(tree.text.slice(found.end))?.[0].length ?? 0;
  return { span: { start: found.getStart(tree), end: found.end + comma }, text: '' };
}

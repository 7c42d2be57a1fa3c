import { ts } from 'ts-morph';
import { TEMPORARY_NAME, TEMPORARY_PATH } from '../../knowledge/uploads';
import { memberName } from './ast';
import type { Bindings } from './bindings';

export type PathClass =
  /** A literal that names a place on the process's own disk. */
  | { readonly kind: 'local'; readonly text: string }
  | { readonly kind: 'temporary' }
  /** Depends on configuration or on what cannot be seen. */
  | { readonly kind: 'unknown' };

const UNKNOWN: PathClass = { kind: 'unknown' };

/**
 * What a path expression says: a literal, `path.join(__dirname, 'uploads')`, a template with a known start. A path that
 * is read from the environment or a parameter is unknown; one whose names speak of temporary files is temporary.
 */
export function classifyPath(expression: ts.Expression | undefined, bindings: Bindings, depth = 0): PathClass {
  if (expression === undefined || depth > 4) return UNKNOWN;
  const text = bindings.staticString(expression);
  if (text !== undefined) return TEMPORARY_PATH.test(text) ? { kind: 'temporary' } : { kind: 'local', text };
  const node = bindings.resolve(expression);
  if (ts.isTemplateExpression(node)) return classifyTemplate(node, bindings);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return joinClasses([node.left, node.right], bindings, depth);
  }
  if (ts.isCallExpression(node)) {
    const reference = bindings.importOf(node.expression);
    if (reference?.module === 'os' && reference.member === 'tmpdir') return { kind: 'temporary' };
    if (reference?.module === 'path' && /^(?:posix\.|win32\.)?(?:join|resolve|normalize)$/.test(reference.member)) {
      return joinClasses([...node.arguments], bindings, depth);
    }
    return UNKNOWN;
  }
  const name = ts.isIdentifier(node) ? node.text : memberName(node);
  return name !== undefined && TEMPORARY_NAME.test(name) ? { kind: 'temporary' } : UNKNOWN;
}

/** Places relative to the code: what follows them is on the local disk. */
function isCodeRoot(expression: ts.Expression, bindings: Bindings): boolean {
  const node = bindings.resolve(expression);
  if (ts.isIdentifier(node)) return bindings.isGlobal(node, '__dirname');
  if (ts.isCallExpression(node)) return /^process\.cwd$/.test(node.expression.getText());
  return ts.isPropertyAccessExpression(node) && /^import\.meta\.dirname$/.test(node.getText());
}

function joinClasses(parts: readonly ts.Expression[], bindings: Bindings, depth: number): PathClass {
  let text = '';
  let known = parts.length > 0;
  for (const [index, part] of parts.entries()) {
    if (index === 0 && isCodeRoot(part, bindings)) continue;
    const found = classifyPath(part, bindings, depth + 1);
    if (found.kind === 'temporary') return found;
    if (found.kind === 'local') text += `${text === '' || text.endsWith('/') ? '' : '/'}${found.text}`;
    // A dynamic file name inside a known directory changes nothing; a dynamic start does.
    else if (index === 0 || text === '') known = false;
  }
  return known && text !== '' ? { kind: 'local', text: text.replace(/\/{2,}/g, '/') } : UNKNOWN;
}

function classifyTemplate(node: ts.TemplateExpression, bindings: Bindings): PathClass {
  const head = node.head.text;
  const [first] = node.templateSpans;
  if (head !== '') return TEMPORARY_PATH.test(head) ? { kind: 'temporary' } : { kind: 'local', text: head };
  if (first === undefined || !isCodeRoot(first.expression, bindings)) return UNKNOWN;
  const rest = first.literal.text;
  return TEMPORARY_PATH.test(rest) ? { kind: 'temporary' } : { kind: 'local', text: rest };
}

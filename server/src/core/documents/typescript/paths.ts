import { ts } from 'ts-morph';
import { TEMPORARY_NAME, TEMPORARY_PATH } from '../../knowledge/uploads';
import { ancestor, memberName, propertyName, some } from './ast';
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
  const field = fieldValue(node);
  if (field !== undefined) return classifyPath(field, bindings, depth + 1);
  const name = ts.isIdentifier(node) ? node.text : memberName(node);
  return name !== undefined && TEMPORARY_NAME.test(name) ? { kind: 'temporary' } : UNKNOWN;
}

/**
 * What `this.directory` begins with: the initializer of the property, or the default of the constructor's parameter that
 * it gets. `undefined` where it gets something else anywhere in the class.
 */
export function fieldValue(node: ts.Expression): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  const owner = ancestor(node, ts.isClassLike);
  const name = node.name.text;
  const values: (ts.Expression | undefined)[] = [];
  for (const member of owner?.members ?? []) {
    if (ts.isPropertyDeclaration(member) && propertyName(member.name) === name && member.initializer !== undefined)
      values.push(member.initializer);
    if (!ts.isConstructorDeclaration(member)) continue;
    for (const parameter of member.parameters) {
      if (propertyName(parameter.name) === name && (parameter.modifiers?.length ?? 0) > 0)
        values.push(parameter.initializer);
    }
  }
  if (owner !== undefined) {
    some(owner, (part) => {
      if (!ts.isBinaryExpression(part) || part.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
      const { left } = part;
      const isField = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
      if (isField && left.name.text === name) values.push(defaultOf(part.right) ?? part.right);
      return false;
    });
  }
  return values.length === 1 ? values[0] : undefined;
}

/** The default of the parameter that a name is. */
function defaultOf(value: ts.Expression): ts.Expression | undefined {
  if (!ts.isIdentifier(value)) return undefined;
  const parameters = ancestor(value, ts.isConstructorDeclaration)?.parameters ?? [];
  return parameters.find(({ name }) => propertyName(name) === value.text)?.initializer;
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

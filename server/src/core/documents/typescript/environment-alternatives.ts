import { ts } from 'ts-morph';
import { ancestor, isFunctionLike, isStringLiteralLike, memberName, unwrap } from './ast';

/** What stands to the left of `… || process.env.X`. */

/** `params.url || process.env.X`, `url ?? process.env.X` of a parameter: who calls may give it instead. */
export function isGivenByCaller(expression: ts.Expression): boolean {
  let root = unwrap(expression);
  while (ts.isPropertyAccessExpression(root)) root = unwrap(root.expression);
  if (!ts.isIdentifier(root)) return false;
  const { text } = root;
  const isNamed = ({ name }: ts.ParameterDeclaration | ts.BindingElement): boolean =>
    ts.isIdentifier(name) ? name.text === text : name.elements.some((one) => ts.isBindingElement(one) && isNamed(one));
  for (let node: ts.Node | undefined = root.parent; node !== undefined; node = node.parent) {
    if (isFunctionLike(node) && node.parameters.some(isNamed)) return true;
  }
  return false;
}

/** `env('A') || env('B')`: two names that one helper is asked for. */
export function isAskedAlike(left: ts.Expression, right: ts.Expression): boolean {
  const one = calleeOfName(left);
  return one !== undefined && one === calleeOfName(right);
}

function calleeOfName(expression: ts.Expression): string | undefined {
  const call = unwrap(expression);
  if (!ts.isCallExpression(call) || !isStringLiteralLike(call.arguments[0])) return undefined;
  return call.expression.getText();
}

/** `.transform((value) => value || process.env.X)` */
export function isTransformed(expression: ts.Expression): boolean {
  const name = unwrap(expression);
  const callback = ancestor(name, ts.isArrowFunction);
  const call = callback?.parent;
  if (!ts.isIdentifier(name) || callback === undefined || call === undefined || !ts.isCallExpression(call))
    return false;
  const [parameter] = callback.parameters;
  const isParameter = parameter !== undefined && ts.isIdentifier(parameter.name) && parameter.name.text === name.text;
  return isParameter && TRANSFORMING_METHODS.has(memberName(call.expression) ?? '');
}

const TRANSFORMING_METHODS: ReadonlySet<string> = new Set(['transform', 'preprocess', 'overwrite']);

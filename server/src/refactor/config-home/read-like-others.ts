import { ts } from 'ts-morph';
import { isStringLiteralLike, some } from '../../core/documents/typescript/ast';
import { environmentNameOf } from '../../core/documents/typescript/environment-reads';
import { VARIABLE_NAME } from '../../core/knowledge/environment-getters';
import { READING_FUNCTION } from '../../core/knowledge/environment-schemas';
import type { ConfigModule, MovedVariable } from './home';

/** Tells reads of the environment, also through a function of the project's own (`requireEnv('NAME')`). */
export function environmentReader(module: ConfigModule): (value: ts.Expression) => boolean {
  return (value) => environmentNameOf(value, module.bindings) !== undefined || isReadingCall(value, module);
}

/** How a module reads a variable that has to be set: as it reads the others. */
export function readLikeOthers(module: ConfigModule): (variable: MovedVariable) => string {
  const helper = helperOf(module);
  const mark = helper === undefined ? assertion(module) : '';
  return ({ name, type }) => {
    const quoted = module.style.quote + name + module.style.quote;
    const read = helper === undefined ? `process.env.${name}` : `${helper}(${quoted})`;
    return converted(read, type, module.style.quote, mark);
  };
}

/** A text of the environment as what it stands for. */
export function converted(read: string, type: MovedVariable['type'], quote: string, mark = ''): string {
  if (type === 'number' || type === 'port') return `Number(${read})`;
  return type === 'boolean' ? `${read} === ${quote}true${quote}` : `${read}${mark}`;
}

/** A function that gives text and fails without the variable: its name says so, and nothing else is handed to it. */
function helperOf(module: ConfigModule): string | undefined {
  let found: string | undefined;
  some(module.tree, (node) => {
    if (found !== undefined || !ts.isCallExpression(node) || !isReadingCall(node, module)) return found !== undefined;
    const name = node.expression.getText(module.tree);
    if (node.arguments.length === 1 && DEMANDS.test(name)) found = name;
    return found !== undefined;
  });
  return found;
}

const DEMANDS = /^(?:require|must|get|read|env)(?!.*(?:optional|number|int|port|bool|url|list))/i;

/** `process.env.NAME!`, where the others are read so. */
function assertion({ tree, bindings }: ConfigModule): string {
  const isAsserted = some(
    tree,
    (node) => ts.isNonNullExpression(node) && environmentNameOf(node.expression, bindings) !== undefined,
  );
  return isAsserted ? '!' : '';
}

function isReadingCall(value: ts.Node, { bindings }: ConfigModule): boolean {
  if (!ts.isCallExpression(value)) return false;
  const { expression, arguments: given } = value;
  const [name] = given;
  if (!isStringLiteralLike(name) || !VARIABLE_NAME.test(name.text)) return false;
  if (ts.isIdentifier(expression) && READING_FUNCTION.test(expression.text)) return true;
  return bindings.importOf(expression)?.module === 'env-var';
}

import { ts } from 'ts-morph';
import { propertyName, propertyOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { deployOf } from '../core/documents/typescript/guards';
import { WINSTON_COMMON_OPTIONS } from '../core/knowledge/log-transports';
import type { Edit } from '../core/text/edits';
import { removeWithLines } from './line-removal';
import type { OutputChange } from './log-options';
import { importedName, insertNamed, isFreeName } from './module-imports';
import { styleOf } from './source-style';

/** `new transports.File(…)` becomes `new transports.Console(…)` with the options that both know. */
export function winstonConsole(made: ts.NewExpression, tree: ts.SourceFile): OutputChange | undefined {
  const bindings = new Bindings(tree);
  const console = consoleName(made, tree);
  const options = keptOptions(made, tree, bindings);
  if (console === undefined || options === undefined) return undefined;
  if (hasOwnConsole(tree, bindings)) return undefined;
  const development = developmentConsole(tree, bindings);
  const span = { start: made.getStart(tree), end: made.end };
  const gone = [span];
  const edits: Edit[] = [...console.edits];
  let text = options.length === 0 ? '' : `{ ${options.join(', ')} }`;
  if (development !== undefined && !isWithin(made, development.statement)) {
    const { statement, condition, argument } = development;
    const place = { start: statement.getStart(tree), end: statement.end };
    edits.push(removeWithLines(tree.text, place));
    // What the statement used is used in the new expression.
    if (argument !== '')
      text =
        options.length === 0
          ? `${condition} ? ${argument} : {}`
          : `{ ${options.join(', ')}, ...(${condition} && ${argument}) }`;
  }
  return { edits: [...edits, { span, text: `new ${console.text}(${text})` }], gone };
}

interface DevelopmentConsole {
  readonly statement: ts.IfStatement;
  readonly condition: string;
  /** The options of the console transport as written; empty without any. */
  readonly argument: string;
}

/**
 * The block of winston's own introduction: `if (NODE_ENV !== 'production') logger.add(new transports.Console(…))`. With a
 * console transport for every deploy its lines would come twice, so that its options move there.
 */
function developmentConsole(tree: ts.SourceFile, bindings: Bindings): DevelopmentConsole | undefined {
  for (const statement of tree.statements) {
    if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) continue;
    if (deployOf(statement.expression, bindings) !== 'development') continue;
    const body = statement.thenStatement;
    const [only, second] = ts.isBlock(body) ? body.statements : [body];
    if (only === undefined || second !== undefined || !ts.isExpressionStatement(only)) continue;
    const call = only.expression;
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) continue;
    const [made] = call.arguments;
    if (call.expression.name.text !== 'add' || made === undefined || !ts.isNewExpression(made)) continue;
    const reference = bindings.importOf(made.expression);
    if (reference?.module !== 'winston' || reference.member !== 'transports.Console') continue;
    const [argument] = made.arguments ?? [];
    if (argument !== undefined && !ts.isObjectLiteralExpression(argument)) continue;
    return {
      statement,
      condition: statement.expression.getText(tree),
      argument: onOneLine(argument?.getText(tree) ?? ''),
    };
  }
  return undefined;
}

/** `logger.add(new transports.Console())` for every deploy: a second one would write each line twice. */
function hasOwnConsole(tree: ts.SourceFile, bindings: Bindings): boolean {
  return tree.statements.some((statement) => {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return false;
    const { expression, arguments: given } = statement.expression;
    const [made] = given;
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'add') return false;
    return made !== undefined && bindings.creatorOf(made)?.member === 'transports.Console';
  });
}

/** Options move to another depth; comments between the lines forbid to join them. */
function onOneLine(text: string): string {
  return text.includes('//') ? text : text.replace(/,?\s*\n\s*\}/g, ' }').replace(/\s*\n\s*/g, ' ');
}

/** `winston.transports.File` names its neighbour; for a class of another module the name has to be found or imported. */
function consoleName(
  made: ts.NewExpression,
  tree: ts.SourceFile,
): { text: string; edits: readonly Edit[] } | undefined {
  const callee = made.expression;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text !== 'default') {
    return { text: `${callee.expression.getText(tree)}.Console`, edits: [] };
  }
  const transports = importedName(tree, 'winston', 'transports');
  if (transports !== undefined) return { text: `${transports}.Console`, edits: [] };
  const winston = importedName(tree, 'winston', '');
  if (winston !== undefined) return { text: `${winston}.transports.Console`, edits: [] };
  const name = ['transports', 'winstonTransports'].find((one) => isFreeName(tree, one));
  if (name === undefined) return undefined;
  const named = { name: 'transports', ...(name === 'transports' ? {} : { as: name }) };
  const style = styleOf(tree);
  return {
    text: `${name}.Console`,
    edits: [insertNamed(tree, style, { module: 'winston', ...named }, made.getStart(tree))],
  };
}

/** As written; `undefined` where the options come from elsewhere. */
function keptOptions(made: ts.NewExpression, tree: ts.SourceFile, bindings: Bindings): string[] | undefined {
  const [argument] = made.arguments ?? [];
  if (argument === undefined) return [];
  const options = bindings.resolve(argument);
  if (!ts.isObjectLiteralExpression(options) || options.properties.some(ts.isSpreadAssignment)) return undefined;
  return options.properties.flatMap((property) => {
    const name = propertyName(property.name);
    return name !== undefined && WINSTON_COMMON_OPTIONS.has(name) ? [property.getText(tree)] : [];
  });
}

/** The level of a transport as written; empty where it takes all. */
export function levelOf(element: ts.Expression, bindings: Bindings): string {
  const value = bindings.resolve(element);
  const [argument] = ts.isNewExpression(value) ? (value.arguments ?? []) : [value];
  const options = argument && bindings.resolve(argument);
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return '';
  return propertyOf(options, 'level')?.value?.getText() ?? '';
}

function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return outer.pos <= node.pos && node.end <= outer.end;
}

import { ts } from 'ts-morph';
import { propertyName, propertyOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import {
  BUNYAN_FILE_OPTIONS,
  LOG4JS_FILE_OPTIONS,
  LOG4JS_STANDARD_APPENDERS,
  PINO_FILE_TARGETS,
} from '../core/knowledge/log-transports';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { removeFromList } from './list-elements';
import { styleOf } from './source-style';

/** A change that makes one transport write to stdout. */
export interface OutputChange {
  readonly edits: readonly Edit[];
  /** Places whose text the change takes away: what only they used can go too. */
  readonly gone: readonly Span[];
}

/** `pino.destination('app.log')`, `new SonicBoom({ dest })`: 1 is the descriptor of stdout. */
export function pinoDestination(
  node: ts.CallExpression | ts.NewExpression,
  tree: ts.SourceFile,
): OutputChange | undefined {
  const [argument] = node.arguments ?? [];
  const value = argument && new Bindings(tree).resolve(argument);
  if (argument === undefined || value === undefined) return undefined;
  if (!ts.isObjectLiteralExpression(value)) return replaced(argument, '1', tree);
  return setProperty(value, 'dest', '1', tree);
}

/** A transport target: `pino/file` and `pino-pretty` take 1 as destination, rotating ones become `pino/file`. */
export function pinoTarget(entry: ts.ObjectLiteralExpression, tree: ts.SourceFile): OutputChange | undefined {
  const bindings = new Bindings(tree);
  const target = propertyOf(entry, 'target');
  const options = propertyOf(entry, 'options');
  const name = bindings.staticString(target?.value);
  if (target?.value === undefined || name === undefined) return undefined;
  if (PINO_FILE_TARGETS.has(name)) {
    const { quote } = styleOf(tree);
    const renamed = replaced(target.value, `${quote}pino/file${quote}`, tree);
    const place = options?.value;
    const insert = { span: { start: target.node.end, end: target.node.end }, text: ', options: { destination: 1 }' };
    if (place === undefined)
      return options === undefined ? { ...renamed, edits: [...renamed.edits, insert] } : undefined;
    const set = options?.node !== undefined && ts.isShorthandPropertyAssignment(options.node) ? 'options: ' : '';
    const emptied = replaced(place, `${set}{ destination: 1 }`, tree);
    return { edits: [...renamed.edits, ...emptied.edits], gone: [...renamed.gone, ...emptied.gone] };
  }
  const value = options?.value && bindings.resolve(options.value);
  return value !== undefined && ts.isObjectLiteralExpression(value)
    ? setProperty(value, 'destination', '1', tree)
    : undefined;
}

export function bunyanStream(entry: ts.ObjectLiteralExpression, tree: ts.SourceFile): OutputChange | undefined {
  if (propertyOf(entry, 'stream') !== undefined) return undefined;
  const others = entry.properties.filter((property) => {
    const name = propertyName(property.name);
    return name !== undefined && name !== 'path' && BUNYAN_FILE_OPTIONS.has(name);
  });
  return retarget(entry, 'path', 'stream: process.stdout', others, tree);
}

/** `undefined` where the categories list it beside an appender that writes to stdout already: each line would come twice. */
export function log4jsAppender(entry: ts.ObjectLiteralExpression, tree: ts.SourceFile): OutputChange | undefined {
  const property = entry.parent;
  const appenders = property.parent;
  if (!ts.isPropertyAssignment(property) || !ts.isObjectLiteralExpression(appenders)) return undefined;
  const bindings = new Bindings(tree);
  const standard = new Set(
    appenders.properties.flatMap((other) => {
      const value = ts.isPropertyAssignment(other) ? bindings.resolve(other.initializer) : undefined;
      if (value === undefined || !ts.isObjectLiteralExpression(value)) return [];
      const type = bindings.staticString(propertyOf(value, 'type')?.value) ?? '';
      return LOG4JS_STANDARD_APPENDERS.has(type) ? [propertyName(other.name) ?? ''] : [];
    }),
  );
  if (isListedWith(tree, propertyName(property.name) ?? '', standard)) return undefined;
  const { quote } = styleOf(tree);
  const others = entry.properties.filter((option) => LOG4JS_FILE_OPTIONS.has(propertyName(option.name) ?? ''));
  return retarget(entry, 'type', `type: ${quote}stdout${quote}`, others, tree);
}

function isListedWith(tree: ts.SourceFile, name: string, others: ReadonlySet<string>): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isArrayLiteralExpression(node)) {
      const names = node.elements.flatMap((element) => (ts.isStringLiteralLike(element) ? [element.text] : []));
      if (names.includes(name) && names.some((one) => others.has(one))) return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(tree);
}

/** Replaces one property whole and takes others away. */
function retarget(
  object: ts.ObjectLiteralExpression,
  name: string,
  text: string,
  others: readonly ts.ObjectLiteralElementLike[],
  tree: ts.SourceFile,
): OutputChange | undefined {
  const property = propertyOf(object, name)?.node;
  if (property === undefined) return undefined;
  const change = replaced(property, text, tree);
  const idle = new Set<ts.Node>(others);
  const gone = others.map((node) => ({ start: node.getStart(tree), end: node.end }));
  return {
    edits: [...change.edits, ...removeFromList(object.properties, idle, tree)],
    gone: [...change.gone, ...gone],
  };
}

function setProperty(
  object: ts.ObjectLiteralExpression,
  name: string,
  text: string,
  tree: ts.SourceFile,
): OutputChange | undefined {
  const property = propertyOf(object, name);
  if (property === undefined) return undefined;
  const directory = propertyOf(object, 'mkdir')?.node;
  return retarget(object, name, `${name}: ${text}`, directory === undefined ? [] : [directory], tree);
}

function replaced(node: ts.Node, text: string, tree: ts.SourceFile): OutputChange {
  const span = { start: node.getStart(tree), end: node.end };
  return { edits: [{ span, text }], gone: [span] };
}

import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type { FilePath } from '../kinds';
import { isStringLiteralLike, propertyName, spanOf, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A process that a configuration of PM2 describes, as far as it is written down; nothing is executed. Names, no values. */
export interface ManagedProcess {
  readonly name: string | undefined;
  /** As written, relative to `directory`. */
  readonly script: string;
  readonly scriptSpan: Span;
  /** `cwd`, where it is a literal. */
  readonly directory: string | undefined;
  /** `max` and numbers below 1 count from the processors. */
  readonly instances: number | 'max' | undefined;
  readonly cluster: boolean;
  readonly killTimeout: { readonly value: number; readonly span: Span } | undefined;
  /** `out_file`, `error_file`, … with their places. */
  readonly logFiles: readonly { readonly key: string; readonly target: string; readonly span: Span }[];
  /** Names of all variables that it is given, in any of its environments. */
  readonly env: readonly { readonly name: string; readonly section: string; readonly span: Span }[];
  readonly span: Span;
}

const FILE_NAME = /(?:^|\/)(?:ecosystem|pm2|processes)(?:[.-][\w-]+)*\.[cm]?[jt]s$/i;
const LOG_KEYS: ReadonlySet<string> = new Set([
  ...['out_file', 'output', 'out', 'outFile', 'error_file', 'error', 'err_file', 'errorFile', 'errFile'],
  ...['log_file', 'log', 'logFile', 'combine_logs_file'],
]);

/** By its name: https://pm2.keymetrics.io/docs/usage/application-declaration/ */
export function isProcessFile(file: FilePath): boolean {
  return FILE_NAME.test(file);
}

export function managedProcesses(tree: ts.SourceFile, bindings: Bindings): ManagedProcess[] {
  const config = tree.statements.flatMap((statement) => exported(statement) ?? []).at(0);
  const root = config && bindings.resolve(config);
  if (root === undefined) return [];
  const apps = ts.isObjectLiteralExpression(root) ? propertyValue(root, 'apps', bindings) : root;
  const items = apps === undefined ? [] : ts.isArrayLiteralExpression(apps) ? apps.elements : [apps];
  return items.flatMap((item) => processOf(bindings.resolve(item), bindings) ?? []);
}

/** What `module.exports = …` or `export default …` gives. */
function exported(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isExportAssignment(statement)) return unwrap(statement.expression);
  if (!ts.isExpressionStatement(statement)) return undefined;
  const assignment = unwrap(statement.expression);
  if (!ts.isBinaryExpression(assignment) || assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  return /^module\.exports$/.test(assignment.left.getText()) ? unwrap(assignment.right) : undefined;
}

function processOf(node: ts.Expression, bindings: Bindings): ManagedProcess | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const script = literalOf(node, 'script', bindings);
  if (script === undefined) return undefined;
  const timeout = propertyValue(node, 'kill_timeout', bindings);
  return {
    name: literalOf(node, 'name', bindings)?.text,
    script: script.text,
    scriptSpan: spanOf(script),
    directory: literalOf(node, 'cwd', bindings)?.text,
    instances: instancesOf(node, bindings),
    cluster: literalOf(node, 'exec_mode', bindings)?.text.startsWith('cluster') === true,
    killTimeout:
      timeout !== undefined && ts.isNumericLiteral(timeout)
        ? { value: Number(timeout.text), span: spanOf(timeout) }
        : undefined,
    logFiles: node.properties.flatMap((property) => {
      const key = propertyName(property.name);
      const value = key !== undefined && LOG_KEYS.has(key) ? literalOf(node, key, bindings) : undefined;
      return key === undefined || value === undefined ? [] : [{ key, target: value.text, span: spanOf(property) }];
    }),
    env: node.properties.flatMap((property) => variablesOf(property, bindings)),
    span: spanOf(node),
  };
}

function variablesOf(property: ts.ObjectLiteralElementLike, bindings: Bindings): ManagedProcess['env'][number][] {
  const section = propertyName(property.name);
  if (section === undefined || !/^env(?:_\w+)?$/.test(section) || !ts.isPropertyAssignment(property)) return [];
  const value = bindings.resolve(property.initializer);
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((entry) => {
    const name = propertyName(entry.name);
    return name === undefined || entry.name === undefined ? [] : [{ name, section, span: spanOf(entry.name) }];
  });
}

function instancesOf(node: ts.ObjectLiteralExpression, bindings: Bindings): number | 'max' | undefined {
  const value = propertyValue(node, 'instances', bindings);
  if (value === undefined) return undefined;
  if (ts.isNumericLiteral(value)) return Number(value.text) === 0 ? 'max' : Number(value.text);
  if (ts.isPrefixUnaryExpression(value)) return 'max';
  if (!isStringLiteralLike(value)) return undefined;
  return /^\d+$/.test(value.text) ? Number(value.text) : value.text === 'max' ? 'max' : undefined;
}

function propertyValue(node: ts.ObjectLiteralExpression, key: string, bindings: Bindings): ts.Expression | undefined {
  const property = node.properties.find(({ name }) => propertyName(name) === key);
  return property !== undefined && ts.isPropertyAssignment(property)
    ? bindings.resolve(property.initializer)
    : undefined;
}

function literalOf(
  node: ts.ObjectLiteralExpression,
  key: string,
  bindings: Bindings,
): ts.StringLiteralLike | undefined {
  const value = propertyValue(node, key, bindings);
  return value !== undefined && isStringLiteralLike(value) ? value : undefined;
}

import { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { ancestor, memberName, nodeAt, spanOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { GETTER_METHODS, GETTER_OWNERS, VARIABLE_NAME } from '../core/knowledge/environment-getters';
import { SERVED_SCRIPT } from '../core/knowledge/file-roles';
import { PUBLIC_PREFIXES } from '../core/knowledge/names';
import { PREFIX_PACKAGES } from '../core/knowledge/public-prefixes';
import type { EditContext, Fix } from '../core/rule/fix';
import type { Span } from '../core/text/span';
import type { AppModel } from '../core/workspace/app-model';
import { canMove, literalValue } from './movable';
import { moveFallback, moveLiterals } from './move-literal';
import { isSecretLiteral } from './move-values';
import { fallbackAt } from './remove-fallback';
import { suggestName } from './variable-name';

/** What can be moved to the environment at a place of a document. */
export interface Extraction {
  /** Of the literals, in order. */
  readonly spans: readonly Span[];
  /** Says nothing of the values. */
  readonly title: string;
  /** Why it is not done here. */
  readonly refusal?: string;
}

export interface Browser {
  /** With which the package's framework hands variables to the browser. */
  readonly publicPrefix?: string;
}

/**
 * The literal under the cursor or selection, or the several of one object that are selected together. `undefined` where
 * there is none, or what is selected does not belong together.
 * @param browser where the file is part of what a browser loads
 */
export function extractionAt(tree: ts.SourceFile, range: Span, browser: Browser | undefined): Extraction | undefined {
  const nodes = range.start === range.end ? literalUnder(tree, range.start) : selected(tree, range);
  if (nodes.length === 0) return undefined;
  const title =
    nodes.length === 1
      ? 'Move literal to environment variable'
      : `Move ${nodes.length} literals to environment variables`;
  const extraction = { spans: nodes.map(spanOf), title };
  if (browser === undefined) return extraction;
  if (nodes.some((node) => isSecret(node, tree))) return { ...extraction, refusal: SHOWN };
  return browser.publicPrefix === undefined ? { ...extraction, refusal: NO_ENVIRONMENT } : extraction;
}

const SHOWN = 'Whoever opens the page could read it: this file is part of what the browser loads.';
const NO_ENVIRONMENT = 'A browser has no environment, and no framework of this package hands variables to it.';

/** Does what was offered; `undefined` where it cannot be done. */
export function extract(
  context: EditContext,
  { spans, refusal }: Extraction,
  browser: Browser | undefined,
): Fix | undefined {
  const [only] = spans;
  if (refusal !== undefined || only === undefined) return undefined;
  const fallback = spans.length === 1 ? fallbackAt(context.tree(), only) : undefined;
  if (fallback !== undefined) return browser === undefined ? moveFallback(context, fallback) : undefined;
  const places = spans.map((span) => ({ span }));
  return moveLiterals(
    context,
    places,
    browser?.publicPrefix === undefined ? {} : { publicPrefix: browser.publicPrefix },
  );
}

/** What a file that browsers load can get of the environment; `undefined` for all other files. */
export function browserOf(app: AppModel, file: FilePath): Browser | undefined {
  const isServed = SERVED_SCRIPT.test(file) && app.importersOf(file).length === 0;
  if (isServed) return {};
  if (!app.rolesOf(file).has('front-end')) return undefined;
  const dependencies = app.packageOf(file)?.manifest.dependencies;
  const publicPrefix = PUBLIC_PREFIXES.find((prefix) =>
    PREFIX_PACKAGES[prefix].some((name) => dependencies?.has(name) === true),
  );
  return publicPrefix === undefined ? {} : { publicPrefix };
}

function isSecret(node: ts.Expression, tree: ts.SourceFile): boolean {
  const value = literalValue(node) ?? '';
  return isSecretLiteral(suggestName(node, value, new Bindings(tree)) ?? '', value);
}

function literalUnder(tree: ts.SourceFile, offset: number): ts.Expression[] {
  // Behind the last character of a literal is still at it.
  for (const at of [offset, offset - 1]) {
    const node = at < 0 ? undefined : nodeAt(tree, at);
    if (node !== undefined && ts.isExpression(node) && node.getStart(tree) <= offset && isMovable(node)) {
      return [wholeText(node)];
    }
  }
  return [];
}

/** The whole of a text that is put together from literals (`'a' + 'b'`). */
function wholeText(node: ts.Expression): ts.Expression {
  let current = node;
  while (ts.isBinaryExpression(current.parent) && isMovable(current.parent)) current = current.parent;
  return current;
}

function selected(tree: ts.SourceFile, range: Span): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (node.end <= range.start || node.getStart(tree) >= range.end) return;
    if (ts.isExpression(node) && isMovable(node)) {
      const isInside = node.getStart(tree) >= range.start && node.end <= range.end;
      const holdsAll = node.getStart(tree) <= range.start && node.end >= range.end;
      if (isInside || holdsAll) found.push(node);
    } else ts.forEachChild(node, visit);
  };
  visit(tree);
  if (found.length < 2) return found;
  return haveOneObject(found) && !found.some((node) => fallbackAt(tree, spanOf(node))) ? found : [];
}

/** True for values of properties of one object, or of objects inside of it. */
function haveOneObject(nodes: readonly ts.Expression[]): boolean {
  const roots = nodes.map((node) => {
    let object: ts.Node | undefined;
    for (let current: ts.Node = node; ts.isPropertyAssignment(current.parent); current = object) {
      object = current.parent.parent;
    }
    return object;
  });
  return roots[0] !== undefined && roots.every((root) => root === roots[0]);
}

/** Names of variables and of members are no values. */
function isMovable(node: ts.Expression): boolean {
  if (!canMove(node) || ts.isElementAccessExpression(node.parent)) return false;
  return ancestor(node, ts.isTypeNode) === undefined && !isEnvironmentName(node);
}

/** `config.get('db.host')`, `requireEnv('NAME')`: a name that something is asked for. */
function isEnvironmentName(node: ts.Expression): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  if (VARIABLE_NAME.test(literalValue(node) ?? '') && (literalValue(node) ?? '').includes('_')) return true;
  if (!ts.isPropertyAccessExpression(parent.expression)) return false;
  const { name, expression } = parent.expression;
  const owner = ts.isIdentifier(expression) ? expression.text : (memberName(expression) ?? '');
  return GETTER_METHODS.has(name.text) && GETTER_OWNERS.test(owner);
}

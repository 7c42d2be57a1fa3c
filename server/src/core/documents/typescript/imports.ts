import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import { isStringLiteralLike } from './ast';

/** One reference of a module to another, as the module graph keeps it. */
export interface ImportFact {
  readonly specifier: string;
  /** Of the specifier between its quotes. */
  readonly span: Span;
  readonly kind: 'static' | 'type' | 'dynamic' | 'require';
  /** A statement at the top of the file that takes nothing from it: it is there for what loading the module does. */
  readonly bare?: true;
  /** Read off the text, and perhaps in a comment or a string, or of types only. */
  readonly uncertain?: true;
  /** Known only where a rule asked to have the file read closely. */
  readonly use?: ImportUse;
}

export interface ImportUse {
  /** False when nothing but types is used of what it binds: the compiler leaves such an import out. */
  readonly value: boolean;
  /** `optional`: a failure is caught or looked for before; `development`: it runs outside of production only. */
  readonly guard?: 'optional' | 'development';
  /** It stands in a function: whether it fails is seen when that is called, and perhaps it never is. */
  readonly late?: true;
  /** Calls of its functions by which a request, a job or an event gets there. */
  readonly calls?: readonly HandlerCall[];
}

/** A call in a handler, of a function of another module. */
export interface HandlerCall {
  readonly kind: 'request' | 'job' | 'event';
  /** As `exportedFunctions` names it. */
  readonly member: string;
  readonly span: Span;
}

/** All imports of a tree: static, `export … from`, `import()`, `require()`, `import x = require()`. */
export function importOfNode(node: ts.Node): ImportFact | undefined {
  if (ts.isImportDeclaration(node)) {
    const found = fact(node.moduleSpecifier, isTypeOnlyImport(node) ? 'type' : 'static');
    return found && node.importClause === undefined ? { ...found, bare: true } : found;
  }
  if (ts.isExportDeclaration(node)) {
    return node.moduleSpecifier && fact(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
  }
  if (ts.isImportEqualsDeclaration(node)) {
    const target = node.moduleReference;
    return ts.isExternalModuleReference(target)
      ? fact(target.expression, node.isTypeOnly ? 'type' : 'require')
      : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return fact(node.arguments[0], 'dynamic');
  const { expression } = node;
  const isRequire =
    (ts.isIdentifier(expression) && expression.text === 'require') ||
    (ts.isPropertyAccessExpression(expression) &&
      ts.isIdentifier(expression.expression) &&
      expression.expression.text === 'require' &&
      expression.name.text === 'resolve');
  const found = isRequire && !isHandedIn(node) ? fact(node.arguments[0], 'require') : undefined;
  const isBare = ts.isExpressionStatement(node.parent) && ts.isSourceFile(node.parent.parent);
  return found && isBare ? { ...found, bare: true } : found;
}

/** `define((require) => …)`, `{1: [function (require, module, exports) { … }]}`: a loader or a bundle hands it in, and has names of its own. */
function isHandedIn(node: ts.Node): boolean {
  for (let { parent } = node; parent !== undefined; parent = parent.parent) {
    if (!ts.isFunctionExpression(parent) && !ts.isArrowFunction(parent)) continue;
    const names = parent.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
    if (!names.includes('require')) continue;
    const call = parent.parent;
    const isDefined = ts.isCallExpression(call) && /\bdefine$/.test(call.expression.getText());
    if (isDefined || names.includes('module') || names.includes('exports')) return true;
  }
  return false;
}

/**
 * Imports of a file that no rule needs parsed, read off its text. May name imports that stand in comments or strings:
 * callers use it to widen what is reachable, which only ever makes rules more silent.
 */
export function scanImports(text: string): ImportFact[] {
  const facts: ImportFact[] = [];
  for (const match of text.matchAll(IMPORT_PATTERN)) {
    const specifier = match[3] ?? '';
    const end = match.index + match[0].length - 1;
    facts.push({
      specifier,
      span: { start: end - specifier.length, end },
      kind: match[1]?.startsWith('require') ? 'require' : 'static',
      ...(specifier.startsWith('.') && isUncertain(text, match.index, end + 1) && { uncertain: true }),
    });
  }
  return facts;
}

/** Judged by what stands around it, up to `end`: cheap, and rather too careful than not. */
function isUncertain(text: string, index: number, end: number): boolean {
  const isCall = /\(\s*["']/.test(text.slice(index, end));
  if (isCall && !/^\s*[),]/.test(text.slice(end, end + 40))) return true;
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
  if (!/^\s*(?:import|export|\}|(?:const|let|var)\b|$)/.test(line) || line.includes('//')) return true;
  const head = text.slice(0, index);
  if (head.includes('`') || head.lastIndexOf('/*') > head.lastIndexOf('*/')) return true;
  return /\btype\b/.test(head.slice(Math.max(head.lastIndexOf('import'), head.lastIndexOf('export'))));
}

/** Names of `declare module 'x'`, whether the module is new or only added to. */
export function scanAmbientModules(text: string): readonly string[] | undefined {
  if (!text.includes('declare module')) return undefined;
  const names = [...text.matchAll(/\bdeclare module\s+(["'])([^"'\n]{1,300})\1/g)].map((match) => match[2] ?? '');
  return names.length > 0 ? names : undefined;
}

const IMPORT_PATTERN = /\b(from\s*|import\s*\(?\s*|require\s*\(\s*)(["'])([^"'\n]{1,300})\2/g;

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function fact(specifier: ts.Node | undefined, kind: ImportFact['kind']): ImportFact | undefined {
  if (!isStringLiteralLike(specifier)) return undefined;
  return {
    specifier: specifier.text,
    span: { start: specifier.getStart() + 1, end: Math.max(specifier.getStart() + 1, specifier.end - 1) },
    kind,
  };
}

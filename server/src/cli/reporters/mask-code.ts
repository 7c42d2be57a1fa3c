import { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { propertyName } from '../../core/documents/typescript/ast';
import { parseTypeScript } from '../../core/documents/typescript/parse';
import { isSecretName, type SecretNameOptions } from '../../core/knowledge/secret-names';
import { classifyValue, type ValueClass } from '../../core/knowledge/value-classes';
import { overlaps, type Span } from '../../core/text/span';
import { suspiciousParts } from './mask-lines';

export interface CodeLiteral {
  /** Without quotes. */
  readonly span: Span;
  /** Looks like a secret by itself, or by the name it stands under. */
  readonly isSuspicious: boolean;
}

/** All literals of a file that hold text or digits. */
export function codeLiterals(file: FilePath, text: string, names: SecretNameOptions = {}): CodeLiteral[] {
  try {
    return literalsOf(file, text, names);
  } catch (error) {
    // Nested deeper than the stack: what cannot be told apart is hidden whole.
    if (error instanceof RangeError) return [{ span: { start: 0, end: text.length }, isSuspicious: true }];
    throw error;
  }
}

function literalsOf(file: FilePath, text: string, names: SecretNameOptions): CodeLiteral[] {
  const tree = parseTypeScript(file, text);
  const found: CodeLiteral[] = [];
  const visit = (node: ts.Node): void => {
    const span = contentSpan(node, tree);
    const isShown = isModuleName(node) && SHOWN.has(classifyValue(node.text));
    if (span !== undefined && span.start < span.end && !isShown) {
      found.push({ span, isSuspicious: isSuspicious(text.slice(span.start, span.end), nameOver(node, names), names) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const SHOWN: ReadonlySet<ValueClass> = new Set(['plain', 'prose', 'reference', 'placeholder']);

/** The text of `from '…'` and `require('…')`. */
function isModuleName(node: ts.Node): node is ts.StringLiteral {
  if (!ts.isStringLiteral(node)) return false;
  const { parent } = node;
  if (ts.isCallExpression(parent)) {
    const { expression } = parent;
    return (
      expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
    );
  }
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

/** The comments of a line: from a marker outside every literal to the line's (or the comment's) end. */
export function commentsIn(text: string, line: Span, literals: readonly Span[]): Span[] {
  for (const match of text.slice(line.start, line.end).matchAll(/\/\/|\/\*|^\s*\*/g)) {
    const start = line.start + match.index;
    if (!literals.some((literal) => overlaps(literal, { start, end: start + 1 }))) return [{ start, end: line.end }];
  }
  return [];
}

function contentSpan(node: ts.Node, tree: ts.SourceFile): Span | undefined {
  const start = node.getStart(tree, false);
  if (
    ts.isNumericLiteral(node) ||
    ts.isBigIntLiteral(node) ||
    ts.isJsxText(node) ||
    ts.isRegularExpressionLiteral(node)
  ) {
    return { start, end: node.end };
  }
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return { start: start + 1, end: node.isUnterminated ? node.end : node.end - 1 };
  }
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node)) return { start: start + 1, end: node.end - 2 };
  return ts.isTemplateTail(node) ? { start: start + 1, end: node.end - 1 } : undefined;
}

function isSuspicious(value: string, name: string | undefined, names: SecretNameOptions): boolean {
  const found = classifyValue(value, name);
  if (found === 'token' || found === 'secretish' || /:\/\/[^/\s@]*:[^/\s@]*@/.test(value)) return true;
  // A command line or an address in a literal hides a secret as well as one in a script does.
  if (suspiciousParts(value, { start: 0, end: value.length }, names).length > 0) return true;
  // `apiKey: 'LIVEKIT_API_KEY'` names the variable.
  if (/^[A-Z]+(?:_[A-Z]+)+$/.test(value) && isSecretName(value, names)) return false;
  return name !== undefined && isSecretName(name, names) && found !== 'empty' && found !== 'reference';
}

/** The property, variable, parameter or left side that the literal is given to, through calls and fallbacks. */
function nameOver(node: ts.Node, names: SecretNameOptions): string | undefined {
  const before = nameBefore(node);
  if (before !== undefined && isSecretName(before, names)) return before;
  for (let current = node.parent; current !== undefined && !ts.isBlock(current); current = current.parent) {
    if (ts.isPropertyAssignment(current) || ts.isPropertyDeclaration(current)) return propertyName(current.name);
    if (ts.isVariableDeclaration(current) || ts.isParameter(current) || ts.isBindingElement(current)) {
      return ts.isIdentifier(current.name) ? current.name.text : undefined;
    }
    if (ts.isBinaryExpression(current) && current.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      return lastName(current.left);
    }
    if (ts.isBinaryExpression(current) && lastName(current.left) !== undefined) return lastName(current.left);
    if (ts.isStatement(current)) return undefined;
  }
  return undefined;
}

/** `run('--password', '…')`, `env.set('DB_PASSWORD', '…')`: the text before it in a list may name it. */
function nameBefore(node: ts.Node): string | undefined {
  const { parent } = node;
  const list: readonly ts.Node[] = ts.isArrayLiteralExpression(parent)
    ? parent.elements
    : ts.isCallExpression(parent) || ts.isNewExpression(parent)
      ? (parent.arguments ?? [])
      : [];
  const neighbour = list[list.indexOf(node) - 1];
  return neighbour !== undefined && ts.isStringLiteralLike(neighbour) ? neighbour.text.replace(/^--?/, '') : undefined;
}

function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

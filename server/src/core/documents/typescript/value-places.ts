import { ts } from 'ts-morph';
import { memberName, propertyName, unwrap } from './ast';

/** What the code calls a value, and how firmly it stands there. */
export interface ValuePlace {
  /** The variable, property, parameter or assigned member; `undefined` when the code calls it nothing. */
  readonly name: string | undefined;
  /** True for what is used only where nothing else is given: a default, the right side of `??` and `||`. */
  readonly isDefault: boolean;
  /** True for a value that others are compared with or looked up by. */
  readonly isCompared: boolean;
}

/** Climbs from a value through lists, conditions and conversions to where it is put. */
export function valuePlaceOf(value: ts.Expression): ValuePlace {
  let isDefault = false;
  for (let current: ts.Node = value; current.parent !== undefined; current = current.parent) {
    const { parent } = current;
    if (ts.isBinaryExpression(parent)) {
      const { kind } = parent.operatorToken;
      if (kind === ts.SyntaxKind.EqualsToken && parent.right === current) {
        const target = unwrap(parent.left);
        return place(ts.isIdentifier(target) ? target.text : memberName(target), isDefault);
      }
      if (COMPARISONS.has(kind)) return { ...place(undefined, isDefault), isCompared: true };
      if (!DEFAULTS.has(kind)) return place(undefined, isDefault);
      if (parent.right === current) isDefault = true;
    } else if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
      return place(propertyName(parent.name), isDefault);
    } else if (ts.isVariableDeclaration(parent)) {
      return place(ts.isIdentifier(parent.name) ? parent.name.text : undefined, isDefault);
    } else if (ts.isParameter(parent) || ts.isBindingElement(parent)) {
      return place(ts.isIdentifier(parent.name) ? parent.name.text : undefined, true);
    } else if (ts.isCaseClause(parent)) {
      return { ...place(undefined, isDefault), isCompared: true };
    } else if (!isTransparent(parent)) {
      return place(undefined, isDefault);
    }
  }
  return place(undefined, isDefault);
}

function place(name: string | undefined, isDefault: boolean): ValuePlace {
  return { name, isDefault, isCompared: false };
}

function isTransparent(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

const DEFAULTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

import { ts } from 'ts-morph';
import { BROWSER_SDK_MODULES, BROWSER_SDK_NAME, SERVER_KEY_NAME } from '../../knowledge/browser-keys';
import { memberName, propertyName } from './ast';
import type { Bindings } from './bindings';

/** True for a key that a vendor makes for pages: what stands around the literal belongs to the vendor's browser SDK. */
export function isBrowserKey(literal: ts.Expression, name: string, bindings: Bindings): boolean {
  if (SERVER_KEY_NAME.test(name)) return false;
  for (
    let current: ts.Node = literal.parent;
    current !== undefined && !ts.isStatement(current);
    current = current.parent
  ) {
    if (ts.isPropertyAssignment(current) && BROWSER_SDK_NAME.test(propertyName(current.name) ?? '')) return true;
    if (ts.isVariableDeclaration(current) && (isOfSdkType(current.type) || isNamedAfterSdk(current.name))) return true;
    if ((ts.isSatisfiesExpression(current) || ts.isAsExpression(current)) && isOfSdkType(current.type)) return true;
    if ((ts.isCallExpression(current) || ts.isNewExpression(current)) && isSdk(current.expression, bindings))
      return true;
    if (ts.isJsxOpeningElement(current) || ts.isJsxSelfClosingElement(current)) {
      const { tagName } = current;
      if (ts.isIdentifier(tagName) && isSdk(tagName, bindings)) return true;
    }
  }
  return false;
}

function isOfSdkType(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && ts.isTypeReferenceNode(type) && BROWSER_SDK_TYPE.test(type.typeName.getText());
}

/** A type begins with the vendor's name and goes on in camel case. */
const BROWSER_SDK_TYPE = /^(?:Amplitude|Mixpanel|Posthog|PostHog|Inkeep|DocSearch|LogRocket|Highlight)(?=[A-Z]|$)/;

function isNamedAfterSdk(name: ts.BindingName): boolean {
  return ts.isIdentifier(name) && name.text.length > 1 && BROWSER_SDK_NAME.test(name.text);
}

function isSdk(callee: ts.Expression, bindings: Bindings): boolean {
  const module = bindings.importOf(callee)?.module;
  if (module !== undefined) return BROWSER_SDK_MODULES.test(module);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const owner = ts.isIdentifier(callee.expression) ? callee.expression.text : memberName(callee.expression);
  return owner !== undefined && BROWSER_SDK_NAME.test(owner);
}

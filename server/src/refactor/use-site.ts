import { ts } from 'ts-morph';
import { baseName, type FilePath } from '../core/documents/kinds';
import { ancestor, isFunctionLike } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { importOfNode } from '../core/documents/typescript/imports';
import { camelCase, screamingSnake } from '../core/knowledge/names';
import type { EditContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import type { Use } from './config-home/home';
import { importedName, importLine, insertImports, insertNamed, isFreeName } from './module-imports';
import { specifierOf } from './module-specifier';
import { styleOf } from './source-style';

/** The expression that reads a variable at a place, and the import it needs there. */
export interface UseSite {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** `undefined` where the place cannot get at the variable that way. */
export function siteOf(context: EditContext, node: ts.Expression, home: FilePath, use: Use): UseSite | undefined {
  switch (use.by) {
    case 'local':
      return use.from <= node.getStart() || ancestor(node, isFunctionLike) ? { text: use.text, edits: [] } : undefined;
    case 'export':
      return context.file === home ? undefined : exportSite(context, node, home, use);
    case 'package':
      return packageSite(context, node, use);
    case 'injection': {
      const local = serviceAt(node, use, new Bindings(context.tree()));
      const isTyped = /\.[cm]?tsx?$/.test(context.file);
      return local === undefined ? undefined : { text: use.read(local, isTyped), edits: [] };
    }
    case 'instance': {
      const local = instanceAt(node, use.type);
      return local === undefined ? undefined : { text: use.read(local), edits: [] };
    }
  }
}

function exportSite(
  context: EditContext,
  node: ts.Expression,
  home: FilePath,
  { exported, read }: Extract<Use, { by: 'export' }>,
): UseSite | undefined {
  const tree = context.tree();
  const style = styleOf(tree);
  const known = specifiersOf(tree).filter((specifier) => context.resolve(specifier) === home);
  for (const specifier of known) {
    const local = importedName(tree, specifier, exported);
    if (local !== undefined && exported !== '') return { text: read(local), edits: [] };
    const whole = importedName(tree, specifier, '');
    if (whole !== undefined && exported === '') return { text: read(whole), edits: [] };
    if (whole !== undefined && style.modules === 'require') return { text: read(`${whole}.${exported}`), edits: [] };
  }
  // A default export of a module is a property of what `require` gives.
  if (style.modules === 'require' && exported === '' && /\.(?:[cm]?ts|mjs)$/.test(home)) return undefined;
  const name = freeName(tree, exported === '' ? nameOfModule(home) : exported);
  if (name === undefined) return undefined;
  const module = known[0] ?? specifierOf(context, home);
  if (exported === '') {
    const line = importLine({ module, whole: name }, style);
    return { text: read(name), edits: [insertImports(tree, style, [line], node.getStart())] };
  }
  const as = name === exported ? {} : { as: name };
  return { text: read(name), edits: [insertNamed(tree, style, { module, name: exported, ...as }, node.getStart())] };
}

function packageSite(
  context: EditContext,
  node: ts.Expression,
  { module, exported, namespace, read }: Extract<Use, { by: 'package' }>,
): UseSite | undefined {
  const tree = context.tree();
  const style = styleOf(tree);
  const known = importedName(tree, module, exported);
  if (known !== undefined) return { text: read(known), edits: [] };
  const name = freeName(tree, exported === '' ? 'env' : exported);
  if (name === undefined) return undefined;
  const as = name === exported ? {} : { as: name };
  const edit =
    exported === ''
      ? insertImports(tree, style, [importLine({ module, whole: name, namespace }, style)], node.getStart())
      : insertNamed(tree, style, { module, name: exported, ...as }, node.getStart());
  return { text: read(name), edits: [edit] };
}

/** The service, where the class around a place is given it already: by its constructor or as a property. */
function serviceAt(
  node: ts.Expression,
  { service, module }: Extract<Use, { by: 'injection' }>,
  bindings: Bindings,
): string | undefined {
  const member = ancestor(node, (one): one is ts.ClassElement => ts.isClassElement(one) && ts.isClassLike(one.parent));
  if (member === undefined || !ts.isClassLike(member.parent)) return undefined;
  const isService = (type: ts.TypeNode | undefined): boolean => {
    if (type === undefined || !ts.isTypeReferenceNode(type) || type.typeArguments !== undefined) return false;
    if (!ts.isIdentifier(type.typeName)) return false;
    const reference = bindings.importOf(type.typeName);
    return reference?.module === module && reference.member === service;
  };
  const maker = member.parent.members.find(ts.isConstructorDeclaration);
  const parameter = maker?.parameters.find(({ type }) => isService(type));
  const name = parameter !== undefined && ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
  if (member === maker && name !== undefined && isInBody(node, maker)) return name;
  const isStatic = ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(isStaticModifier) === true;
  // Fields are set before the constructor's parameters are, depending on the compiler's target.
  if (isStatic || !ts.isMethodDeclaration(member) || !isThisOf(node, member)) return undefined;
  if (name !== undefined && parameter !== undefined && ts.isParameterPropertyDeclaration(parameter, parameter.parent)) {
    return `this.${name}`;
  }
  const property = member.parent.members.find((one) => ts.isPropertyDeclaration(one) && isService(one.type));
  return property?.name !== undefined && ts.isIdentifier(property.name) ? `this.${property.name.text}` : undefined;
}

function isInBody(node: ts.Node, { body }: ts.ConstructorDeclaration): boolean {
  return body !== undefined && node.pos >= body.pos && node.end <= body.end;
}

function isStaticModifier({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.StaticKeyword;
}

/** True when `this` at the place is that of the method: only arrow functions stand between. */
function isThisOf(node: ts.Node, method: ts.MethodDeclaration): boolean {
  for (let current = node.parent; current !== method; current = current.parent) {
    if (ts.isFunctionExpression(current) || ts.isFunctionDeclaration(current) || ts.isClassLike(current)) return false;
    if (ts.isMethodDeclaration(current) || ts.isAccessor(current) || current.parent === undefined) return false;
  }
  return true;
}

/** A parameter of a function around the place that is the instance; in JavaScript its name tells. */
function instanceAt(node: ts.Expression, type: string): string | undefined {
  for (let current: ts.Node | undefined = node.parent; current !== undefined; current = current.parent) {
    if (!isFunctionLike(current)) continue;
    for (const { name, type: declared } of current.parameters) {
      if (!ts.isIdentifier(name)) continue;
      const isTyped =
        declared !== undefined && ts.isTypeReferenceNode(declared) && declared.typeName.getText() === type;
      if (isTyped || (declared === undefined && name.text === 'fastify')) return name.text;
    }
  }
  return undefined;
}

function specifiersOf(tree: ts.SourceFile): string[] {
  const found = new Set<string>();
  for (const statement of tree.statements) {
    const direct = importOfNode(statement);
    if (direct !== undefined && direct.kind !== 'type') found.add(direct.specifier);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      const required = initializer === undefined ? undefined : importOfNode(initializer);
      if (required !== undefined) found.add(required.specifier);
    }
  }
  return [...found];
}

/** `src/config/env.ts` is `env`, `src/config/index.ts` is `config`. */
function nameOfModule(file: FilePath): string {
  const bare = file.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
  return camelCase(screamingSnake(baseName(bare))) || 'config';
}

function freeName(tree: ts.SourceFile, wanted: string): string | undefined {
  return [wanted, 'appConfig', 'deployConfig'].find((name) => isFreeName(tree, name));
}

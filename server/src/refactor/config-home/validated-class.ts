import { ts } from 'ts-morph';
import { propertyName, propertyOf } from '../../core/documents/typescript/ast';
import { VARIABLE_NAME } from '../../core/knowledge/environment-getters';
import { type Edit, lineBreakOf } from '../../core/text/edits';
import { importedName, insertNamed } from '../module-imports';
import { indentationAt } from '../source-style';
import { findCall } from './exported';
import type { ConfigModule, MovedVariable } from './home';
import { distinct } from './insert';

/** A class of variables that class-validator checks and class-transformer fills. */
export interface ValidatedClass {
  readonly node: ts.ClassDeclaration;
  /** Texts become what the properties are declared as. */
  readonly converts: boolean;
}

/** The class of a module that it, or another candidate of the package, makes of the environment. */
export function validatedClassOf(module: ConfigModule, others: readonly ConfigModule[]): ValidatedClass | undefined {
  const classes = module.tree.statements.filter(ts.isClassDeclaration);
  for (const { tree, bindings } of [module, ...others]) {
    const call = findCall(tree, ({ expression }) => {
      const reference = bindings.importOf(expression);
      return reference?.module === 'class-transformer' && /^plainTo(?:Instance|Class)$/.test(reference.member);
    });
    const [made, , options] = call?.arguments ?? [];
    if (made === undefined || !ts.isIdentifier(made)) continue;
    const name = tree === module.tree ? made.text : bindings.importOf(made)?.member;
    const node = classes.find((one) => one.name?.text === name);
    const isOfVariables = node?.members.some((one) => VARIABLE_NAME.test(nameOf(one))) === true;
    if (node === undefined || !isOfVariables) continue;
    const object = options && bindings.resolve(options);
    const flag =
      object !== undefined && ts.isObjectLiteralExpression(object)
        ? propertyOf(object, 'enableImplicitConversion')?.value
        : undefined;
    return { node, converts: flag?.kind === ts.SyntaxKind.TrueKeyword };
  }
  return undefined;
}

/** A property with its checks for each variable that the class does not have, in the manner of the last one. */
export function addToClass(
  module: ConfigModule,
  { node, converts }: ValidatedClass,
  variables: readonly MovedVariable[],
): Edit[] {
  const { tree, style } = module;
  const known = new Set(node.members.map(nameOf));
  const last = node.members.filter(ts.isPropertyDeclaration).at(-1);
  const added = variables.filter(({ name }) => !known.has(name));
  if (last === undefined || added.length === 0) return [];
  const edits: Edit[] = [];
  const use = (from: string, name: string): string => {
    const local = importedName(tree, from, name);
    if (local === undefined) edits.push(insertNamed(tree, style, { module: from, name }, tree.end));
    return `@${local ?? name}`;
  };
  const { text } = tree;
  const start = last.getStart(tree);
  const lineBreak = lineBreakOf(text);
  const lead = lineBreak + indentationAt(text, start);
  const between = /\n\s*\n\s*$/.test(text.slice(node.members.pos, start)) ? lineBreak : '';
  const separator = last.getText(tree).includes('\n') ? lead : ' ';
  const modifiers = (last.modifiers ?? []).filter((one) => !ts.isDecorator(one)).map((one) => `${one.getText(tree)} `);
  const mark = last.exclamationToken === undefined ? '' : '!';
  const end = last.getText(tree).endsWith(';') ? ';' : '';
  const properties = added.map(({ name, type }) => {
    const checks = checksOf(type, use, converts, style.quote);
    const property = `${modifiers.join('')}${name}${mark}: ${TYPES[type]}${end}`;
    return between + lead + [...checks, property].join(separator);
  });
  const at = ts.getTrailingCommentRanges(text, last.end)?.at(-1)?.end ?? last.end;
  return distinct([...edits, { span: { start: at, end: at }, text: properties.join('') }]);
}

function checksOf(
  type: MovedVariable['type'],
  use: (module: string, name: string) => string,
  converts: boolean,
  quote: string,
): string[] {
  const check = (name: string): string => use('class-validator', name);
  // `Boolean('false')` is true, so that a flag stays a text.
  if (type === 'boolean') return [`${check('IsIn')}([${quote}true${quote}, ${quote}false${quote}])`];
  if (type === 'string' || type === 'url') return [`${check('IsString')}()`, `${check('IsNotEmpty')}()`];
  const conversion = converts ? [] : [`${use('class-transformer', 'Type')}(() => Number)`];
  const range = type === 'port' ? [`${check('Min')}(0)`, `${check('Max')}(65535)`] : [];
  return [...conversion, `${check('IsNumber')}()`, ...range];
}

const TYPES: Readonly<Record<MovedVariable['type'], string>> = {
  string: 'string',
  url: 'string',
  number: 'number',
  port: 'number',
  boolean: 'string',
};

function nameOf(member: ts.ClassElement): string {
  return propertyName(member.name) ?? '';
}

import { ts } from 'ts-morph';
import { memberName, propertyName } from '../../core/documents/typescript/ast';
import { isEnvironmentObject } from '../../core/documents/typescript/environment-reads';
import { findCall, objectAccess, objectOf } from './exported';
import type { Adapter, ConfigModule } from './home';
import { distinct, insertInto, keysOf } from './insert';
import { JOI_MODULES, validatorsOf } from './validators';

/** https://joi.dev (18): `const { value } = Joi.object({ … }).validate(process.env)` and the object that is made of it. */
export const joi: Adapter = {
  library: 'joi',
  find(module) {
    if (!JOI_MODULES.some((name) => module.tree.text.includes(name))) return undefined;
    const call = findCall(module.tree, ({ expression, arguments: [environment] }) => {
      const isValidate = memberName(expression) === 'validate' && environment !== undefined;
      return isValidate && isEnvironmentObject(environment, module.bindings);
    });
    if (call === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
    const schema = keysIn(module, call.expression.expression);
    const write = validatorsOf(module);
    const local = valueName(call);
    if (schema === undefined || write === undefined || local === undefined) return undefined;
    const access = objectAccess(
      module,
      ({ name }) => `${local}.${name}`,
      (value) => ts.isPropertyAccessExpression(value) && value.expression.getText(module.tree) === local,
    );
    return (
      access && {
        enter(variables, isInside) {
          const known = keysOf(schema);
          const added = variables.filter(({ name }) => !known.has(name));
          const lines = added.map((variable) => `${variable.name}: ${write(variable).text}`);
          const { edits, uses } = access.hand(variables, isInside);
          const inside = uses.map((use) => (use.by === 'local' ? { ...use, from: call.end } : use));
          return { edits: distinct([...insertInto(schema.properties, lines, module.tree), ...edits]), uses: inside };
        },
      }
    );
  },
};

/** The keys of `Joi.object({ … })` or `Joi.object().keys({ … })`, below calls that change none of them. */
function keysIn(module: ConfigModule, expression: ts.Expression): ts.ObjectLiteralExpression | undefined {
  let node = module.bindings.resolve(expression);
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [argument] = node.arguments;
    const { name, expression: owner } = node.expression;
    const reference = module.bindings.importOf(node.expression);
    const isObject = JOI_MODULES.includes(reference?.module ?? '') && /(?:^|\.)object$/.test(reference?.member ?? '');
    if (isObject || name.text === 'keys') return objectOf(module, argument);
    if (!/^(?:unknown|prefs|options|preferences|required|strict)$/.test(name.text)) return undefined;
    node = module.bindings.resolve(owner);
  }
  return undefined;
}

/** The name of what passed: `const { value: env } = …`. */
function valueName(call: ts.CallExpression): string | undefined {
  const { parent } = call;
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return undefined;
  const element = parent.name.elements.find((one) => propertyName(one.propertyName ?? one.name) === 'value');
  return element !== undefined && ts.isIdentifier(element.name) ? element.name.text : undefined;
}

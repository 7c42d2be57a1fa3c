import type { Edit } from '../../core/text/edits';
import { importedName, insertNamed } from '../module-imports';
import { accessTo, findCall, objectOf } from './exported';
import type { Adapter, ConfigModule, MovedVariable } from './home';
import { distinct, insertInto, keysOf } from './insert';

/** https://github.com/af/envalid (8.2): a key in the validators of `cleanEnv`; other values get `devDefault`, which production does without. */
export const envalid: Adapter = {
  library: 'envalid',
  find(module) {
    const { tree, bindings } = module;
    if (!tree.text.includes('envalid')) return undefined;
    const call = findCall(tree, ({ expression }) => {
      const reference = bindings.importOf(expression);
      return reference?.module === 'envalid' && /^(?:cleanEnv|customCleanEnv)$/.test(reference.member);
    });
    const validators = objectOf(module, call?.arguments[1]);
    const access = call && accessTo(module, call);
    if (validators === undefined || access === undefined) return undefined;
    return {
      enter(variables, isInside) {
        const known = keysOf(validators);
        const edits: Edit[] = [];
        const lines = variables
          .filter(({ name }) => !known.has(name))
          .map((variable) => `${variable.name}: ${validator(module, variable, edits)}`);
        const { edits: handing, uses } = access.hand(variables, isInside);
        return { edits: distinct([...edits, ...insertInto(validators.properties, lines, tree), ...handing]), uses };
      },
    };
  },
};

const VALIDATORS: Readonly<Record<MovedVariable['type'], string>> = {
  string: 'str',
  url: 'url',
  number: 'num',
  port: 'port',
  boolean: 'bool',
};

function validator({ tree, style }: ConfigModule, { type, defaultText }: MovedVariable, edits: Edit[]): string {
  const name = VALIDATORS[type];
  const options = defaultText === undefined ? '' : `{ devDefault: ${defaultText} }`;
  const local = importedName(tree, 'envalid', name);
  const whole = importedName(tree, 'envalid', '');
  if (local === undefined && whole === undefined) {
    edits.push(insertNamed(tree, style, { module: 'envalid', name }, tree.end));
  }
  const callee = local ?? (whole === undefined ? name : `${whole}.${name}`);
  return `${callee}(${options})`;
}

import type { Edit } from '../../core/text/edits';
import { importedName, insertNamed } from '../module-imports';
import type { ConfigModule, MovedVariable } from './home';

/** How a variable is checked in a schema. */
export interface Validator {
  readonly text: string;
  /** Imports that it needs. */
  readonly edits: readonly Edit[];
}

export type WriteValidator = (variable: MovedVariable) => Validator;

/**
 * The validators of the schema library that a module imports: zod or valibot.
 * @param isCoerced the caller turns text into numbers and flags itself (znv)
 */
export function validatorsOf(module: ConfigModule, isCoerced = false): WriteValidator | undefined {
  const zod = zodName(module);
  if (zod !== undefined) return (variable) => ({ text: zodText(zod, variable, module, isCoerced), edits: [] });
  const joi = joiName(module);
  if (joi !== undefined) return ({ type }) => ({ text: `${joi}.${JOI[type]}.required()`, edits: [] });
  return valibotWriter(module);
}

export const ZOD_MODULES = ['zod', 'zod/v4', 'zod/v3'];
export const JOI_MODULES = ['joi', '@hapi/joi'];

function zodName({ tree }: ConfigModule): string | undefined {
  for (const name of ZOD_MODULES) {
    const local = importedName(tree, name, 'z') ?? importedName(tree, name, '');
    if (local !== undefined) return local;
  }
  return undefined;
}

function zodText(z: string, { type }: MovedVariable, { tree, style }: ConfigModule, isCoerced: boolean): string {
  const quoted = (word: string): string => style.quote + word + style.quote;
  switch (type) {
    case 'string':
      return `${z}.string().min(1)`;
    case 'url':
      return tree.text.includes(`${z}.url(`) ? `${z}.url()` : `${z}.string().url()`;
    case 'number':
      return isCoerced ? `${z}.number()` : `${z}.coerce.number()`;
    case 'port':
      return `${isCoerced ? `${z}.number()` : `${z}.coerce.number()`}.int().min(0).max(65535)`;
    case 'boolean': {
      if (isCoerced) return `${z}.boolean()`;
      // `z.coerce.boolean()` takes the text "false" for true.
      const values = `[${quoted('true')}, ${quoted('false')}]`;
      return `${z}.enum(${values}).transform((value) => value === ${quoted('true')})`;
    }
  }
}

function joiName({ tree }: ConfigModule): string | undefined {
  for (const name of JOI_MODULES) {
    const local = importedName(tree, name, '') ?? importedName(tree, name, 'default');
    if (local !== undefined) return local;
  }
  return undefined;
}

const JOI: Readonly<Record<MovedVariable['type'], string>> = {
  string: 'string()',
  url: 'string().uri()',
  number: 'number()',
  port: 'number().port()',
  boolean: 'boolean()',
};

function valibotWriter(module: ConfigModule): WriteValidator | undefined {
  const { tree, style } = module;
  const whole = importedName(tree, 'valibot', '');
  if (whole === undefined && !/["']valibot["']/.test(tree.text)) return undefined;
  return (variable) => {
    const edits: Edit[] = [];
    const use = (name: string): string => {
      if (whole !== undefined) return `${whole}.${name}`;
      const local = importedName(tree, 'valibot', name);
      if (local === undefined) edits.push(insertNamed(tree, style, { module: 'valibot', name }, tree.end));
      return local ?? name;
    };
    return { text: valibotText(use, variable, style.quote), edits };
  };
}

function valibotText(use: (name: string) => string, { type }: MovedVariable, quote: string): string {
  const text = `${use('string')}()`;
  switch (type) {
    case 'string':
      return `${use('pipe')}(${text}, ${use('minLength')}(1))`;
    case 'url':
      return `${use('pipe')}(${text}, ${use('url')}())`;
    case 'number':
    case 'port':
      return `${use('pipe')}(${text}, ${use('transform')}(Number), ${use('number')}())`;
    case 'boolean': {
      const values = `[${quote}true${quote}, ${quote}false${quote}]`;
      const change = `(value) => value === ${quote}true${quote}`;
      return `${use('pipe')}(${use('picklist')}(${values}), ${use('transform')}(${change}))`;
    }
  }
}

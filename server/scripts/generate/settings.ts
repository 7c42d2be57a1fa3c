import { z } from 'zod';
import type { Rule } from '../../src/core/rule/define-rule';
import { FACTOR_IDS, type Factor, factorNumber, factorNumeral } from '../../src/core/rule/factors';
import { editorSettingsSchema } from '../../src/core/settings/editor';
import { configurationSchema, severitySchema } from '../../src/core/settings/schema';
import type { Catalogue } from './catalogue';

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };
type Schema = Readonly<Record<string, Json>>;

const SECTION = 'twelveFactor';

/** `contributes.configuration`: first what exists in the editor only, then what the configuration file shares. */
export function contributedSettings(catalogue: Catalogue): Schema {
  const shared = Object.entries(propertiesOf(toSchema(configurationSchema)))
    .filter(([name]) => name !== '$schema')
    .map(([name, schema]) => [name, { scope: 'resource', ...forEditor(name, schema, catalogue) }] as const);
  const entries = [...flatten(toSchema(editorSettingsSchema), ''), ...shared];
  const properties = entries.map(([name, schema], order) => [`${SECTION}.${name}`, setting(name, schema, order)]);
  return { title: 'Twelve-Factor', properties: Object.fromEntries(properties) };
}

/** The JSON schema of `twelve-factor.config.jsonc`, every rule with its summary and options. */
export function configurationFileSchema({ rules, factors }: Catalogue): Schema {
  const schema = toSchema(configurationSchema);
  const properties = propertiesOf(schema);
  const byRule = {
    type: 'object',
    description: String(properties.rules?.description),
    properties: Object.fromEntries(rules.map(({ rule }) => [rule.id, ruleSchema(rule)])),
    additionalProperties: false,
  };
  const overrides = properties.overrides as Schema & { readonly items: Schema };
  const overrideProperties = { ...propertiesOf(overrides.items), rules: { $ref: '#/definitions/rules' } };
  return {
    ...schema,
    title: 'Configuration of Twelve-Factor',
    allowComments: true,
    allowTrailingCommas: true,
    properties: {
      ...properties,
      factors: factorsSchema(
        properties.factors ?? {},
        factors.map(({ factor }) => factor),
      ),
      rules: { $ref: '#/definitions/rules' },
      overrides: { ...overrides, items: { ...overrides.items, properties: overrideProperties } },
    },
    definitions: { severity: withoutDialect(toSchema(severitySchema)), rules: byRule },
  };
}

function ruleSchema(rule: Rule): Schema {
  const severity = { $ref: '#/definitions/severity' };
  const options = rule.options === undefined ? undefined : withoutDialect(toSchema(rule.options));
  const pair = { type: 'array', items: [severity, options ?? { type: 'object' }], minItems: 2, maxItems: 2 };
  return { description: rule.summary, anyOf: options === undefined ? [severity] : [severity, pair] };
}

function factorsSchema(schema: Schema, factors: readonly Factor[]): Schema {
  const severity = { $ref: '#/definitions/severity' };
  return {
    type: 'object',
    description: schema.description,
    properties: Object.fromEntries(
      factors.map((factor) => [factor.id, { description: factor.statement, ...severity }]),
    ),
    patternProperties: { [`^(?:${NUMBERS.join('|')})$`]: severity },
    additionalProperties: false,
  };
}

/** Numbers and Roman numerals of the factors. */
const NUMBERS = FACTOR_IDS.flatMap((id) => [factorNumber(id), factorNumeral(id), factorNumeral(id).toLowerCase()]);

/** In the settings of the editor the names of rules and factors are proposed; their options stay open. */
function forEditor(name: string, schema: Schema, { rules, factors }: Catalogue): Schema {
  if (name === 'rules') {
    return { ...schema, propertyNames: choice(rules.map(({ rule }) => [rule.id, rule.summary])) };
  }
  if (name === 'factors') {
    const titles = factors.map(({ factor }) => [factor.id, `${factorNumeral(factor.id)}. ${factor.title}`] as const);
    return { ...schema, propertyNames: choice(titles.length > 0 ? titles : FACTOR_IDS.map((id) => [id, id])) };
  }
  return schema;
}

function choice(entries: readonly (readonly [string, string])[]): Schema {
  return { enum: entries.map(([value]) => value), markdownEnumDescriptions: entries.map(([, text]) => text) };
}

function setting(name: string, schema: Schema, order: number): Schema {
  const { description, ...rest } = schema;
  if (typeof description !== 'string') throw new Error(`the setting "${name}" has no description`);
  return { ...rest, markdownDescription: description, order };
}

/** `{ features: { hover } }` becomes `features.hover`: in the editor each is a setting of its own. */
function flatten(schema: Schema, prefix: string): [string, Schema][] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]): [string, Schema][] =>
    property.properties === undefined ? [[prefix + name, property]] : flatten(property, `${prefix}${name}.`),
  );
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return schema.properties as Readonly<Record<string, Schema>>;
}

/** Draft 7 is what editors read; the input side is what people write, before defaults. */
function toSchema(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }) as unknown as Schema;
}

function withoutDialect(schema: Schema): Schema {
  const { $schema: _, ...rest } = schema;
  return rest;
}

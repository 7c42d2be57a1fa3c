import { z } from 'zod';
import { FACTOR_IDS, parseFactor } from '../rule/factors';
import { FILE_ROLES } from '../rule/roles';
import { pathGlobsSchema, wordSchema } from './globs';
import { nearestRule } from './nearest-rule';
import { problemOf } from './problems';

/**
 * The one source of the configuration file, the editor's settings, their JSON schemas and their documentation
 * (RULES §4). JSON only: nothing of an analysed project is executed.
 */
export const severitySchema = z
  .enum(['off', 'hint', 'info', 'warning', 'error'])
  .describe('`off` switches a rule off; a `hint` is shown faded in open files and never fails a build.');

const ruleSettingSchema = z
  .union([severitySchema, z.tuple([severitySchema, z.looseObject({})])])
  .describe('A severity, or a severity and the options of the rule.');

const rulesSchema = z.record(z.string().regex(/^[\w-]+(?:\/[\w-]+)?$/), ruleSettingSchema);

const wordsSchema = z.array(wordSchema);

const wordListSchema = z.strictObject({
  add: wordsSchema.optional().describe('Names that count as secret, as globs (`*_PAT`).'),
  allow: wordsSchema.optional().describe('Names that never count as secret, as globs (`*_TEMPLATE_ID`).'),
});

const factorKeySchema = z.string().refine((key) => parseFactor(key) !== undefined, {
  message: `expected a factor: 1 to 12, I to XII, or ${FACTOR_IDS.join(', ')}`,
});

const overrideSchema = z
  .strictObject({
    files: pathGlobsSchema.min(1, 'expected at least one glob').describe('Globs, relative to the configuration file.'),
    role: z
      .enum([...FILE_ROLES, 'production', 'service'])
      .optional()
      .describe('What the files are for: corrects a wrong guess once, for every rule.'),
    rules: rulesSchema.optional(),
  })
  .describe('Settings for some files; in order, the last match wins.');

export const configurationSchema = z.strictObject({
  $schema: z.string().optional().describe('Address of this schema, for editors.'),
  preset: z
    .enum(['recommended', 'strict'])
    .default('recommended')
    .describe('`strict` adds rules that ask for more than most teams want at first.'),
  configModule: z.string().optional().describe('The module that reads the environment, relative to the package.'),
  secretNames: wordListSchema.optional().describe('Corrects which names count as secret.'),
  factors: z
    .record(factorKeySchema, severitySchema)
    .optional()
    .describe('A severity for all rules of a factor. Rules about secrets can be switched off by rule id only.'),
  rules: rulesSchema.optional().describe('Severity and options by rule id.'),
  overrides: z.array(overrideSchema).optional().describe('Settings for some files; in order, the last match wins.'),
  ignore: pathGlobsSchema
    .optional()
    .describe('Files that are not analysed, as globs relative to the configuration file.'),
  suppressions: z
    .strictObject({
      allow: z.boolean().default(true).describe('`false`: suppression comments are ignored.'),
      requireReason: z
        .boolean()
        .default(false)
        .describe('A suppression without `-- reason` does not count. Ignore comments of other tools need none.'),
    })
    .optional()
    .describe('What suppression comments may do.'),
  deferTo: z
    .array(z.enum(['hadolint', 'docker-dx', 'eslint']))
    .optional()
    .describe(
      'Tools that run here anyway: what they report as well is left to them. Naming one says that it runs with its rules on; whether it is installed is not looked at.',
    ),
  baseline: z
    .string()
    .regex(/^(?![/\\]|[A-Za-z]:)/, 'expected a path relative to the configuration, found one that begins at a root')
    .optional()
    .describe('File with known findings, relative to the configuration file.'),
});

/** As written, before defaults. */
export type Configuration = z.input<typeof configurationSchema>;
export type Override = z.infer<typeof overrideSchema>;
export type RuleSetting = z.infer<typeof ruleSettingSchema>;
export type ConfiguredSeverity = z.infer<typeof severitySchema>;

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problem: string };

/** Checks a parsed configuration; `problem` names the place, what was expected there and what was found, in one line. */
export function readConfiguration(value: unknown, knownRules: KnownRules): ConfigurationResult {
  const problem = findProblem(value, knownRules);
  return problem === undefined ? { ok: true, configuration: value as Configuration } : { ok: false, problem };
}

/** The rules there are and, where it is known, what options each of them takes. */
export interface KnownRules {
  has(id: string): boolean;
  keys(): Iterable<string>;
  get?(id: string): z.ZodType | undefined;
}

function findProblem(value: unknown, knownRules: KnownRules): string | undefined {
  // Before anything else: of an unknown rule zod would only say that its name has the wrong form, or nothing at all.
  for (const rules of ruleSettingsIn(value)) {
    for (const id of Object.keys(rules)) {
      if (!knownRules.has(id)) return `"rules": unknown rule "${id}"${meant(id, knownRules)}`;
    }
  }
  const strange = prototypeKeyIn(value);
  if (strange !== undefined) return `"${strange}" is no setting`;
  const parsed = configurationSchema.safeParse(value);
  if (!parsed.success) return problemOf(parsed.error.issues[0], value, configurationSchema, 'setting');
  for (const rules of ruleSettingsIn(value)) {
    for (const [id, setting] of Object.entries(rules)) {
      const problem = Array.isArray(setting) ? optionsProblem(id, setting[1], knownRules) : undefined;
      if (problem !== undefined) return `"rules.${id}": ${problem}`;
    }
  }
  return undefined;
}

function meant(id: string, knownRules: KnownRules): string {
  const near = nearestRule(id, [...knownRules.keys()]);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** `rules` of the whole and of each override, as far as they are objects. */
function ruleSettingsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (!isRecord(value)) return [];
  const { rules, overrides } = value;
  const inner = Array.isArray(overrides) ? overrides.map((one: unknown) => (isRecord(one) ? one['rules'] : {})) : [];
  return [rules, ...inner].filter(isRecord);
}

/** Nothing is called so, and zod reads past it. */
function prototypeKeyIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = key === '__proto__' ? key : prototypeKeyIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A misspelt option would be without effect, and nobody would learn of it. */
function optionsProblem(id: string, options: unknown, knownRules: KnownRules): string | undefined {
  if (knownRules.get === undefined) return undefined;
  const schema = knownRules.get(id);
  if (schema === undefined) {
    const [key] = Object.keys(isRecord(options) ? options : {});
    return key === undefined ? undefined : `"${key}" is no option: the rule has none`;
  }
  const parsed = (schema instanceof z.ZodObject ? schema.strict() : schema).safeParse(options);
  return parsed.success ? undefined : problemOf(parsed.error.issues[0], options, schema, 'option of the rule');
}

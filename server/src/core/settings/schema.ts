import { z } from 'zod';
import { FACTOR_IDS, parseFactor } from '../rule/factors';
import { FILE_ROLES } from '../rule/roles';

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

const globsSchema = z.array(z.string().min(1));

const wordListSchema = z.strictObject({
  add: globsSchema.optional().describe('Names that count as secret, as globs (`*_PAT`).'),
  allow: globsSchema.optional().describe('Names that never count as secret, as globs (`*_TEMPLATE_ID`).'),
});

const factorKeySchema = z.string().refine((key) => parseFactor(key) !== undefined, {
  message: `expected a factor: 1 to 12, I to XII, or ${FACTOR_IDS.join(', ')}`,
});

const overrideSchema = z
  .strictObject({
    files: globsSchema.describe('Globs, relative to the configuration file.'),
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
  ignore: globsSchema.optional().describe('Files that are not analysed, as globs relative to the configuration file.'),
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
  baseline: z.string().optional().describe('File with known findings, relative to the configuration file.'),
});

/** As written, before defaults. */
export type Configuration = z.input<typeof configurationSchema>;
export type Override = z.infer<typeof overrideSchema>;
export type RuleSetting = z.infer<typeof ruleSettingSchema>;
export type ConfiguredSeverity = z.infer<typeof severitySchema>;

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problem: string };

/** Checks a parsed configuration; `problem` names the place and what was expected there, in one line. */
export function readConfiguration(value: unknown, knownRules: KnownRules): ConfigurationResult {
  const parsed = configurationSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? '' : `"${issue.path.join('.')}": `;
    return { ok: false, problem: `${place}${messageOf(issue)}` };
  }
  const configuration = value as Configuration;
  const named = [configuration.rules, ...(configuration.overrides ?? []).map((override) => override.rules)];
  for (const rules of named) {
    for (const [id, setting] of Object.entries(rules ?? {})) {
      if (!knownRules.has(id)) return { ok: false, problem: `"rules": unknown rule "${id}"` };
      const problem = Array.isArray(setting) ? optionsProblem(setting[1], knownRules.get?.(id)) : undefined;
      if (problem !== undefined) return { ok: false, problem: `"rules.${id}": ${problem}` };
    }
  }
  return { ok: true, configuration };
}

/** The rules there are and, where it is known, what options each of them takes. */
export interface KnownRules {
  has(id: string): boolean;
  get?(id: string): z.ZodType | undefined;
}

/** A misspelt option would be without effect, and nobody would learn of it. */
function optionsProblem(options: unknown, schema: z.ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined;
  const parsed = (schema instanceof z.ZodObject ? schema.strict() : schema).safeParse(options);
  if (parsed.success) return undefined;
  const [issue] = parsed.error.issues;
  return `${issue === undefined || issue.path.length === 0 ? '' : `"${issue.path.join('.')}": `}${messageOf(issue)}`;
}

/** Of a wrong key or alternative, zod tells what was expected one level below. */
function messageOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_key') return messageOf(issue.issues[0]);
  if (issue?.code === 'invalid_union') return messageOf(issue.errors[0]?.[0]);
  return issue?.message.replace(/^Invalid (?:option|input): /, '') ?? 'not a configuration';
}

import { z } from 'zod';
import type { SecretNameOptions } from '../knowledge/secret-names';

const globs = z.array(z.string().min(1)).default([]);

const pattern = z.string().refine(isPattern, { message: 'not a regular expression' });

/** Values that are no secrets although they look so. */
export const allowPatternsSchema = z
  .array(pattern)
  .default([])
  .describe('Regular expressions; a value that one of them matches as a whole is no secret.');

const secretNamesSchema = z
  .object({ add: globs, allow: globs })
  .prefault({})
  .describe('Filled from the setting `secretNames`.');

/** What the setting `secretNames` gives to rules with lists of their own under the same words. */
export const secretNamesOptions = { secretNames: secretNamesSchema };

/** Options of every rule that decides by names and values whether something is a secret. Lists extend what is built in. */
export const secretOptionsSchema = z.object({
  ...secretNamesOptions,
  add: globs.describe('Names that count as secret, as globs (`*_PAT`).'),
  allow: globs.describe('Names that never count as secret, as globs (`*_TEMPLATE_ID`).'),
  allowPatterns: allowPatternsSchema,
});

export type SecretOptions = z.infer<typeof secretOptionsSchema>;

/** The words of the settings and of the rule together. */
export function secretNamesIn(options: SecretOptions): SecretNameOptions {
  return {
    add: [...options.secretNames.add, ...options.add],
    allow: [...options.secretNames.allow, ...options.allow],
  };
}

export function isAllowedValue(value: string, options: Pick<SecretOptions, 'allowPatterns'>): boolean {
  return options.allowPatterns.some((source) => new RegExp(`^(?:${source})$`, 'su').test(value));
}

function isPattern(source: string): boolean {
  try {
    new RegExp(`^(?:${source})$`, 'su');
    return true;
  } catch {
    return false;
  }
}

import { z } from 'zod';
import type { SecretNameOptions } from '../knowledge/secret-names';
import { wordSchema } from '../settings/globs';
import { listShape, matchesPattern } from './list-options';

const globs = z.array(wordSchema).default([]);

const lists = listShape({
  add: 'Names that count as secret, as globs (`*_PAT`).',
  allow: 'Names that never count as secret, as globs (`*_TEMPLATE_ID`).',
  allowPatterns: 'Regular expressions; a value that one of them matches as a whole is no secret.',
});

/** Values that are no secrets although they look so. */
export const allowPatternsSchema = lists.allowPatterns;

const secretNamesSchema = z
  .object({ add: globs, allow: globs })
  .prefault({})
  .describe('Filled from the setting `secretNames`.');

/** What the setting `secretNames` gives to rules with lists of their own under the same words. */
export const secretNamesOptions = { secretNames: secretNamesSchema };

/** Options of every rule that decides by names and values whether something is a secret. Lists extend what is built in. */
export const secretOptionsSchema = z.object({ ...secretNamesOptions, ...lists });

export type SecretOptions = z.infer<typeof secretOptionsSchema>;

/** The words of the settings and of the rule together. */
export function secretNamesIn(options: SecretOptions): SecretNameOptions {
  return {
    add: [...options.secretNames.add, ...options.add],
    allow: [...options.secretNames.allow, ...options.allow],
  };
}

export function isAllowedValue(value: string, options: Pick<SecretOptions, 'allowPatterns'>): boolean {
  return matchesPattern(value, options);
}

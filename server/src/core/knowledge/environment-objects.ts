/**
 * Objects that modules make of the environment and hand to others. Checked against envalid 8.2, znv 0.5, @t3-oss/env 0.13,
 * env-schema 7, envsafe 2, zod 4, valibot 1, joi 18, arkenv 0.11, class-transformer 0.5.
 */

/** Functions that give the environment back, checked, every variable under its own name. */
export const CHECKING_FUNCTIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['envalid', new Set(['cleanEnv', 'customCleanEnv'])],
  ['envsafe', new Set(['envsafe'])],
  ['znv', new Set(['parseEnv'])],
  ['env-schema', new Set(['', 'envSchema'])],
  ['@t3-oss/env-core', new Set(['createEnv'])],
  ['@t3-oss/env-nextjs', new Set(['createEnv'])],
  ['@t3-oss/env-nuxt', new Set(['createEnv'])],
  ['arkenv', new Set(['', 'createEnv'])],
]);

/** Options of t3-env that hold its keys. */
export const SCHEMA_SECTIONS: ReadonlySet<string> = new Set(['server', 'client', 'shared']);

/** Methods and functions that do so with a schema, when the environment is what they are given. */
export const CHECKING_METHOD =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|attempt|assert|decode|create|plainToClass|plainToInstance|Parse|cast)$/;

/** Where the result of a check has what was checked: zod, Joi, valibot. */
export const CHECKED_RESULTS: ReadonlySet<string> = new Set(['data', 'value', 'output']);

/** Specifiers and local names that speak of configuration: only those are looked at closer. */
export const SPEAKS_OF_CONFIGURATION = /env|conf|cfg|setting|secret|constant|variable/i;

/** Packages that give what env files say: those are read by everybody else as well. */
export const READS_ENV_FILES: ReadonlySet<string> = new Set([
  ...['dotenv', 'dotenv-expand', 'dotenv-flow', 'dotenv-safe', 'dotenv-extended', 'dotenvx', '@dotenvx/dotenvx'],
  ...['vite', '@next/env', 'env-cmd', 'parse-dotenv'],
]);

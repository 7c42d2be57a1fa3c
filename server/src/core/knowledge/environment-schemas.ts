/**
 * Libraries that check the environment against a schema, one variable a key (RULES §1.5). Checked against envalid 8.2,
 * znv 0.5, @t3-oss/env 0.13, convict 6.2, env-var 7.5, @fastify/env 6, env-schema 7, @nestjs/config 4, zod 4, valibot 1,
 * joi 18, yup 1, class-validator 0.15.
 */

/** Packages whose mere import says that a file speaks of the environment. */
export const ENVIRONMENT_LIBRARIES: readonly string[] = [
  'envalid',
  'envsafe',
  'znv',
  '@t3-oss/env',
  'convict',
  'env-var',
  'env-schema',
  '@fastify/env',
  'fastify-env',
  '@nestjs/config',
  '@adonisjs/env',
  '@adonisjs/core/env',
  'arkenv',
  'varlock/env',
];

/** Validators for which a key may be absent unless a call of the chain demands it. */
export const OPTIONAL_UNLESS_REQUIRED: ReadonlySet<string> = new Set(['joi', '@hapi/joi', 'yup']);

/** Calls in a validator's chain after which the key may be absent. */
export const OPTIONAL_CALLS: ReadonlySet<string> = new Set([
  'default',
  'optional',
  'nullish',
  'catch',
  'prefault',
  'notRequired',
  'forbidden',
  'optionalWhen',
]);

/** Options with which it may be absent. */
export const OPTIONAL_OPTIONS: ReadonlySet<string> = new Set(['default', 'defaultValue', 'devDefault', 'testDefault']);

/** Decorators of class-validator with which a property may be absent. */
export const OPTIONAL_DECORATORS: ReadonlySet<string> = new Set(['IsOptional', 'ValidateIf', 'Allow']);

/** Interfaces that others merge into, so that the compiler knows the variables. */
export const TYPED_ENVIRONMENTS: ReadonlySet<string> = new Set(['ProcessEnv', 'ImportMetaEnv']);

/** Functions that read the variable they are told; a second argument is what they give without it. */
export const READING_FUNCTION =
  /^(?:env|envOr|fromEnv|(?:get|read|load|fetch|require|required|must|optional|parse)(?:Optional|Required|Process)?Env(?:ironment)?(?:Var|Variable|Value|String|Number|Boolean|Bool|Int|Port|Url|List|OrDefault|OrThrow|OrFail|WithDefault)?|(?:required|optional)?EnvVar(?:iable)?)$/i;

/** Those of them that do not need the variable. */
export const OPTIONAL_READING_FUNCTION = /optional|OrDefault|WithDefault|envOr$/i;

/** What a `get('NAME')` is called on where it reads the environment. */
export const READING_OWNER = /^_?(?:\w*config(?:uration)?(?:Service)?|\w*env(?:ironment)?(?:Service)?|nconf)$/i;

/** Calls and objects that stand for the environment besides `process.env` (RULES §1.5). */

/** Methods that take a variable's name and, second, what to use in its place. */
export const GETTER_METHODS: ReadonlySet<string> = new Set(['get', 'getOrThrow', 'getString', 'value', 'env']);

/** What such a method is called on: `configService.get`, `this.config.get`, `Env.get`. */
export const GETTER_OWNERS =
  /^_?(?:\w*config(?:uration)?(?:Service)?|\w*env(?:ironment)?(?:Service)?|settings|nconf)$/i;

/** Functions of a project's own that read a variable: `env('NAME', fallback)`, `getEnv(…)`, `readEnvironmentVariable(…)`. */
export const GETTER_FUNCTIONS =
  /^(?:env|envOr|fromEnv|(?:get|read|load|fetch|optional|parse)(?:Optional|Required)?(?:Env|Environment|Config)(?:Var|Variable|Value|String|OrDefault|WithDefault)?)$/i;

/** What such a function is told as its second argument instead of a fallback: what to make of the text. */
export const TYPE_WORDS: ReadonlySet<string> = new Set(
  'string str text number num int integer float boolean bool json url array list object date required optional'.split(
    ' ',
  ),
);

/** Names by which modules keep what they read: `env.JWT_SECRET`, `config.JWT_SECRET`. */
export const ENVIRONMENT_OBJECTS =
  /^(?:env|envs|env_?vars?|process_?env|environment|config|configuration|settings|cfg)$/i;

/** A name in the form of an environment variable. */
export const VARIABLE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/** Methods of a schema's chain that give its key a fallback. */
export const CHAINED_DEFAULTS: ReadonlySet<string> = new Set(['default', 'prefault', 'catch']);

/** Functions of valibot that do so with their second argument. */
export const VALIBOT_DEFAULTS: ReadonlySet<string> = new Set(['optional', 'fallback', 'nullish', 'exactOptional']);

/** Packages whose chained `.default(value)` gives a schema key its fallback. */
export const CHAINED_SCHEMAS: ReadonlySet<string> = new Set([
  'zod',
  'zod/v4',
  'zod/v3',
  'zod/mini',
  'joi',
  '@hapi/joi',
  'yup',
  'env-var',
  'arktype',
  'superstruct',
  '@nestjs/config',
]);

/** Packages whose validators take `{ default: value }`; the key they stand under is the variable. */
export const OPTION_SCHEMAS: ReadonlySet<string> = new Set([
  'envalid',
  'envsafe',
  '@sinclair/typebox',
  'typebox',
  '@adonisjs/env',
]);

/** Options of those validators; the second list is used outside production only. */
export const DEFAULT_OPTIONS: ReadonlySet<string> = new Set(['default', 'defaultValue']);
export const DEVELOPMENT_DEFAULT_OPTIONS: ReadonlySet<string> = new Set(['devDefault', 'testDefault']);

/** Functions that wrap a default of their own and say that it is for tests only. */
export const TEST_ONLY_WRAPPERS: ReadonlySet<string> = new Set(['testOnly']);

/** Options of service clients that say where the service is. */
export const HOST_OPTIONS: readonly string[] = [
  'host',
  'hostname',
  'server',
  'url',
  'uri',
  'address',
  'node',
  'endPoint',
  'endpoint',
  'connectionString',
];

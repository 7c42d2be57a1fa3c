/** Calls that declare or check what is read from the environment, by package; `''` is the default export (RULES §1.1). */
export const ENVIRONMENT_PARSERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['envalid', new Set(['cleanEnv', 'customCleanEnv'])],
  ['envsafe', new Set(['envsafe'])],
  ['znv', new Set(['parseEnv'])],
  ['convict', new Set([''])],
  ['env-schema', new Set(['', 'envSchema'])],
  ['@t3-oss/env-core', new Set(['createEnv'])],
  ['@t3-oss/env-nextjs', new Set(['createEnv'])],
  ['@t3-oss/env-nuxt', new Set(['createEnv'])],
  ['@adonisjs/env', new Set(['Env.create'])],
  ['@adonisjs/core/env', new Set(['Env.create'])],
  ['@nestjs/config', new Set(['registerAs', 'ConfigModule.forRoot'])],
]);

/** Names of packages that stand in a config module which does not name `process.env` itself. */
export const SCHEMA_LIBRARIES: readonly string[] = [
  'envalid',
  'envsafe',
  'znv',
  'convict',
  'env-schema',
  'env-var',
  '@fastify/env',
  '@t3-oss/env-',
  '@adonisjs/',
  '@nestjs/config',
];

/** Libraries that read env files into the environment, with the functions that take `override`. */
export const DOTENV_LOADERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['dotenv', new Set(['config', 'populate', 'configDotenv'])],
  ['@dotenvx/dotenvx', new Set(['config'])],
  ['dotenv-expand', new Set<string>()],
  ['dotenv-safe', new Set(['config'])],
  ['dotenv-flow', new Set<string>()],
  ['custom-env', new Set<string>()],
]);

/** Programs that read an env file and start another program with it (dotenvx, dotenv-cli, the command of dotenv). */
export const DOTENV_PROGRAM = /(?:^|\/)(dotenvx?)$/;

/** By which they let the file win. */
export const OVERRIDE_OPTION = /^(?:--overload|--override|-o)$/;

/** Frameworks that read `.env.local` before `.env` on the server side (their documentation). */
export const LOCAL_FILE_FRAMEWORKS: readonly string[] = [
  'next',
  'astro',
  '@sveltejs/kit',
  'expo',
  'react-scripts',
  '@vue/cli-service',
  '@remix-run/dev',
  '@react-router/dev',
];

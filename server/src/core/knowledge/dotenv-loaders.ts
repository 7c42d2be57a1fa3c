/** Libraries that read env files into the environment, with the functions that take `override`. */
export const DOTENV_LOADERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['dotenv', new Set(['config', 'populate', 'configDotenv'])],
  ['@dotenvx/dotenvx', new Set(['config'])],
  ['dotenv-expand', new Set<string>()],
  ['dotenv-safe', new Set(['config'])],
  ['dotenv-flow', new Set<string>()],
  ['custom-env', new Set<string>()],
]);

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

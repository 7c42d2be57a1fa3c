/** What programs do with variables that stand in their arguments, where no shell has expanded them. */

/** Programs that expand variables in their arguments themselves. */
export const EXPANDERS: ReadonlySet<string> = new Set([
  'envsubst',
  'gomplate',
  'dockerize',
  'confd',
  'eval',
  'sh -c',
  'bash -c',
]);

/** The word behind is a program in a language of its own, where `${x}` has its own meaning. */
export const CODE_FLAG = /^(?:-e|-c|-p|--eval|--print|--command)$/;

/** Programs that are certain to take their arguments as they are. */
export const LITERAL_PROGRAMS: ReadonlySet<string> = new Set([
  'node',
  'nodejs',
  'bun',
  'deno',
  'npm',
  'yarn',
  'pnpm',
  'npx',
  'next',
  'nuxt',
  'nest',
  'vite',
  'serve',
  'http-server',
  'pm2',
  'pm2-runtime',
  'tsx',
  'ts-node',
  'python',
  'python3',
  'uvicorn',
  'gunicorn',
  'java',
]);

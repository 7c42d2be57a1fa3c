/** How code calls the deploy it runs in (RULES III-11, III-12, X-1). */

/** Variables that name the kind of deploy. */
export const DEPLOY_VARIABLES: ReadonlySet<string> = new Set([
  'NODE_ENV',
  'APP_ENV',
  'APP_ENVIRONMENT',
  'ENVIRONMENT',
  'ENV',
  'STAGE',
  'APP_STAGE',
  'DEPLOY_ENV',
  'DEPLOYMENT_ENV',
  'RAILS_ENV',
  'VERCEL_ENV',
]);

/** Properties of a config module that hold such a name: `config.env`, `config.nodeEnv`. */
export const DEPLOY_PROPERTIES =
  /^(?:env|environment|nodeEnv|node_env|appEnv|app_env|deployEnv|stage|NODE_ENV|APP_ENV|ENVIRONMENT)$/;

/** The same as the key of a getter: `configService.get('app.nodeEnv')`. */
export const DEPLOY_KEY = /(?:^|\.)(?:env|environment|nodeEnv|node_env|appEnv|stage)$/;

const DEVELOPMENT_NAMES = ['dev', 'develop', 'development', 'local', 'localhost', 'docker'];
const TEST_NAMES = ['test', 'tests', 'testing', 'ci', 'e2e', 'unit', 'integration'];
const PRODUCTION_NAMES = ['prod', 'production', 'prd', 'live'];
const OTHER_NAMES = ['staging', 'stage', 'stg', 'qa', 'uat', 'preview', 'sandbox', 'demo', 'beta', 'preprod'];

/** What kind of deploy a name speaks of; `undefined` for a word that names none. */
export function kindOfDeploy(name: string): 'production' | 'development' | 'test' | 'other' | undefined {
  const word = name.toLowerCase().replace(/[-_]/g, '');
  if (PRODUCTION_NAMES.includes(word)) return 'production';
  if (DEVELOPMENT_NAMES.includes(word)) return 'development';
  if (TEST_NAMES.includes(word)) return 'test';
  return OTHER_NAMES.includes(word) ? 'other' : undefined;
}

/** A flag that holds what a comparison with the name gave: `isProduction`, `IS_DEV`, `isProdEnv`. */
const FLAG =
  /^_*is_?(?:in_?)?(prod|production|dev|development|local|staging|test|testing)(?:_?(?:mode|env|environment|build))?$/i;

/** The deploy that a flag says yes to, in lower case. */
export function deployOfFlag(name: string): string | undefined {
  return FLAG.exec(name)?.[1]?.toLowerCase();
}

/** False for texts in which nothing asks for the deploy's name: most files. */
export function mayAskForDeploy(text: string): boolean {
  return ASKS.test(text);
}

const ASKS =
  /(?:NODE|APP|DEPLOY|DEPLOYMENT|VERCEL|RAILS)_ENV|ENVIRONMENT|\bENV\b|\bSTAGE\b|_STAGE\b|nodeEnv|node_env|(?:app|deploy)Env|\bis_?(?:in_?)?(?:prod|dev|local|staging)|["'.](?:env|environment|stage)\b(?!\s*[.[])/i;

/** Names that are long enough for a slip of the keys to be told from a word of its own. */
const SPELT_OUT = ['production', 'development', 'staging', 'testing'];

/** The name that somebody meant who wrote `productn`; `undefined` for every other word. */
export function misspeltDeploy(name: string): string | undefined {
  const word = name.toLowerCase();
  if (word.length < 6 || kindOfDeploy(word) !== undefined) return undefined;
  return SPELT_OUT.find((right) => Math.abs(right.length - word.length) <= 2 && distance(word, right) <= 2);
}

/** Edit distance with one row of the table. */
function distance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      const left = row[j - 1] ?? 0;
      row[j] = a[i - 1] === b[j - 1] ? diagonal : 1 + Math.min(diagonal, above, left);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

/** Environment files that a framework's own documentation says to commit, for settings that are the same for everybody. */

/** Packages whose users commit `.env`, `.env.development` and the like, and keep their own values in `*.local`. */
export const COMMITTING_FRAMEWORKS: ReadonlySet<string> = new Set([
  'next',
  'vite',
  'react-scripts',
  'nuxt',
  'gatsby',
  'astro',
  '@sveltejs/kit',
  '@vue/cli-service',
  'expo',
  '@docusaurus/core',
]);

/** Files for one machine: `.env`, `.env.local`, `.env.development.local`. */
export const PRIVATE_ENV_FILE = /(?:^|\/)\.env(?:(?:\.[\w-]+)*\.local)?$/;

/** Files of one deploy: `.env.production`, `.env.staging`. */
export const DEPLOY_ENV_FILE = /(?:^|\/)\.env\.(?:production|prod|staging|stage|live)$/;

/** Called like an env file, and another thing: its licence (REUSE), a program or data that others write variables with. */
export const BESIDE_ENV_FILES = /\.(?:license|sh|bash|zsh|fish|ps1|[cm]?[jt]sx?|json|ya?ml|toml|py|rb|php|go|md|txt)$/i;

/** Folders in which CI services keep what is theirs. */
export const CI_FOLDER = /(?:^|\/)\.(?:github|gitlab|gitea|forgejo|circleci|buildkite|woodpecker|azure-pipelines)\//;

/** Files of deploys that run nowhere but on the own machine. */
export const HOME_ENV_FILE = /\.env\.(?:local|dev|development|test)\b/;

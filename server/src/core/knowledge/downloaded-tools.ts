/** Tools that commands download when they are run: from a registry, or by a script out of the network. */
import { packageManagerCommand } from '../documents/shell/package-manager';
import { baseProgram, type ShellCommand, type ShellWord } from '../documents/shell/split';
import { isShell } from '../documents/shell/wrappers';

export interface DownloadedTool {
  /**
   * - `global`: installed for the whole machine
   * - `run`: downloaded and run, unless a dependency brings it
   * - `add`: added to the dependencies while something else is built
   */
  readonly kind: 'global' | 'run' | 'add';
  readonly name: string;
  /** How the command is called: `npx`, `npm install --global`. */
  readonly by: string;
  readonly word: ShellWord;
  /** Packages that bring a program of the name; any of them among the dependencies settles it. */
  readonly packages: readonly string[];
}

/** Programs that come with another package than the one of their name. */
const PACKAGES: ReadonlyMap<string, readonly string[]> = new Map([
  ['tsc', ['typescript']],
  ['ng', ['@angular/cli']],
  ['nest', ['@nestjs/cli']],
  ['sequelize', ['sequelize-cli']],
  ['playwright', ['playwright', '@playwright/test']],
  ['vue-cli-service', ['@vue/cli-service']],
  ['sentry-cli', ['@sentry/cli']],
  ['changeset', ['@changesets/cli']],
  ['commitlint', ['@commitlint/cli']],
  ['eslint', ['eslint']],
  ['openapi-generator-cli', ['@openapitools/openapi-generator-cli']],
]);

/** Packages whose program is called like them, and which nothing else brings. */
const TOOLS: ReadonlySet<string> = new Set([
  ...['prisma', 'drizzle-kit', 'knex', 'sequelize-cli', 'typeorm', 'ts-node', 'tsx', 'nodemon', 'pm2', 'serve', 'vite'],
  ...['http-server', 'concurrently', 'cross-env', 'rimraf', 'husky', 'lerna', 'turbo', 'nx', 'serverless', 'vercel'],
  ...['wrangler', 'netlify-cli', 'firebase-tools', 'migrate-mongo', 'node-pg-migrate', 'semantic-release', 'typedoc'],
  ...['lighthouse', 'newman', 'eslint', 'prettier', 'jest', 'vitest', 'mocha', 'cypress', 'playwright', 'wait-on'],
  ...[
    'tsc',
    'ng',
    'nest',
    'sequelize',
    'sentry-cli',
    'changeset',
    'commitlint',
    'openapi-generator-cli',
    'graphql-codegen',
  ],
]);

/** Nobody pins them: they are there to bring a version of something else, or to make something new. */
const EXEMPT = /^(?:corepack|create-.*|@[\w-]+\/create(?:-.*)?|npm-check-updates|npm)$/;

/**
 * What a command downloads without saying which version.
 * @param isTool says of a package whether its program is called like it, where no table does
 */
export function downloadedTools(command: ShellCommand, isTool: (name: string) => boolean): DownloadedTool[] {
  return [...added(command), ...run(command, isTool)].filter(({ name }) => !EXEMPT.test(name));
}

function added(command: ShellCommand): DownloadedTool[] {
  const install = packageManagerCommand(command);
  if (install === undefined || install.unknown.length > 0) return [];
  const isGlobal = install.global;
  if (install.action !== 'add' && !(install.action === 'install' && install.packages.length > 0)) return [];
  return install.packages.flatMap((word): DownloadedTool[] => {
    const name = openName(word);
    if (name === undefined) return [];
    const by = `${install.manager} ${install.actionWord?.text ?? 'install'}${isGlobal && install.manager !== 'yarn' ? ' --global' : ''}`;
    return [{ kind: isGlobal ? 'global' : 'add', name, by, word, packages: [name] }];
  });
}

/** `npx x`, `pnpm dlx x`, `yarn dlx x`, `bunx x`. */
function run(command: ShellCommand, isTool: (name: string) => boolean): DownloadedTool[] {
  const by = command.wrappers.find((name) => /^(?:npx|bunx|pnpx|pnpm dlx|yarn dlx|bun x)$/.test(name));
  const [word] = command.words;
  if (by === undefined || word === undefined) return [];
  const texts = (command.wrappedWords ?? []).map(({ text }) => text);
  // `-p package`, `--no-install`: the package is another, or is there.
  if (texts.some((text) => /^(?:-p|--package|--no-install|--no)(?:=|$)/.test(text))) return [];
  const name = openName(word);
  const program = baseProgram(word);
  if (name === undefined || !(TOOLS.has(name) || isTool(name) || (name.startsWith('@') && /dlx/.test(by)))) return [];
  return [{ kind: 'run', name, by, word, packages: PACKAGES.get(program) ?? [name] }];
}

/** The name of a package that is given without a version, or with a tag that moves. */
function openName({ text, dynamic }: ShellWord): string | undefined {
  if (dynamic || text.includes('$')) return undefined;
  const found = /^(@[\w.-]+\/[\w.-]+|[\w-][\w.-]*)(?:@(?:latest|next))?$/.exec(text);
  const name = found?.[1];
  return name === undefined || /\.(?:tgz|tar\.gz|js)$/.test(name) || name.startsWith('.') ? undefined : name;
}

/** `curl … | sh` of an address and arguments without a version. */
export function unversionedInstaller(commands: readonly ShellCommand[], index: number): string | undefined {
  const fetch = commands[index];
  const shell = commands[index + 1];
  const program = baseProgram(fetch?.words[0]);
  if (fetch === undefined || shell === undefined || shell.operator !== '|' || !/^(?:curl|wget)$/.test(program))
    return undefined;
  const [runner, ...rest] = shell.words;
  if (!isShell(baseProgram(runner))) return undefined;
  const address = fetch.words.find(({ text }) => /^https?:\/\//.test(text));
  const all = [...fetch.words, ...rest, ...shell.assignments.map(({ value }) => value)];
  if (address === undefined || all.some(({ text, dynamic }) => dynamic || VERSION.test(text))) return undefined;
  if (shell.assignments.some(({ name }) => /VERSION/.test(name))) return undefined;
  return /^https?:\/\/([\w.-]+)/.exec(address.text)?.[1];
}

const VERSION = /(?:^|[/@_v-])\d+(?:\.[\dx]+)+|_\d+\.x|\/[0-9a-f]{40}\/|\/v\d+\//;

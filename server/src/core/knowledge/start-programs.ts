import { packageManagerCommand } from '../documents/shell/package-manager';
import type { ShellCommand } from '../documents/shell/split';

/** What a command of a start-up sequence does, where that is certain; `undefined` for the app itself and for unknowns. */
export type StartProgram =
  | 'dev-server'
  /** Compiles TypeScript in memory at every start. */
  | 'transpiler'
  | 'build'
  | 'install'
  | 'process-manager'
  | 'migration';

export interface StartProgramMatch {
  readonly kind: StartProgram;
  /** How people call it: `nodemon`, `next dev`, `prisma migrate deploy`. */
  readonly label: string;
  /** True for tools that serve the code of a browser application. */
  readonly isFrontEnd: boolean;
}

interface Pattern {
  readonly kind: StartProgram;
  readonly program: RegExp;
  /** Tested against the operands and flags, joined by blanks. */
  readonly rest?: RegExp;
  /** Not this pattern when the rest matches. */
  readonly unless?: RegExp;
  readonly label: string;
}

const FRONT_END_TOOL =
  /^(?:vite|webpack(?:-dev-server)?|react-scripts|craco|react-app-rewired|ng|vue-cli-service|parcel|gatsby)$/;

const HELP = /(?:^|\s)(?:--help|--version|-h|-v)(?:\s|$)/;

const PATTERNS: readonly Pattern[] = [
  { kind: 'dev-server', program: /^nodemon$/, label: 'nodemon' },
  { kind: 'dev-server', program: /^(?:ts-node-dev|tsnd)$/, label: 'ts-node-dev' },
  { kind: 'dev-server', program: /^tsx$/, rest: /^(?:watch|--watch)(?:\s|$)/, label: 'tsx watch' },
  { kind: 'dev-server', program: /^node$/, rest: /(?:^|\s)--watch(?:-path)?(?:[=\s]|$)/, label: 'node --watch' },
  {
    kind: 'dev-server',
    program: /^node$/,
    rest: /(?:^|\s)--inspect(?:-brk)?=0\.0\.0\.0/,
    label: 'node --inspect=0.0.0.0',
  },
  { kind: 'dev-server', program: /^bun$/, rest: /(?:^|\s)--(?:watch|hot)(?:\s|$)/, label: 'bun --watch' },
  {
    kind: 'dev-server',
    program: /^nest$/,
    rest: /^start\b.*(?:\s)(?:--watch|-w|--debug)(?:\s|$)/,
    label: 'nest start --watch',
  },
  {
    kind: 'dev-server',
    program: /^(?:next|nuxt|nuxi|remix|astro|gatsby|vinxi|solid-start|medusa|strapi|keystone|redwood|blitz)$/,
    rest: /^(?:dev|develop)(?:\s|$)/,
    label: 'dev',
  },
  { kind: 'dev-server', program: /^vite$/, rest: /^(?:$|-|dev(?:\s|$)|serve(?:\s|$))/, label: 'vite' },
  { kind: 'dev-server', program: /^vite$/, rest: /^preview(?:\s|$)/, label: 'vite preview' },
  { kind: 'dev-server', program: /^webpack-dev-server$/, label: 'webpack-dev-server' },
  { kind: 'dev-server', program: /^webpack$/, rest: /^serve(?:\s|$)/, label: 'webpack serve' },
  { kind: 'dev-server', program: /^react-scripts$/, rest: /^start(?:\s|$)/, label: 'react-scripts start' },
  { kind: 'dev-server', program: /^(?:craco|react-app-rewired)$/, rest: /^start(?:\s|$)/, label: 'start' },
  { kind: 'dev-server', program: /^ng$/, rest: /^(?:serve|s)(?:\s|$)/, label: 'ng serve' },
  { kind: 'dev-server', program: /^vue-cli-service$/, rest: /^serve(?:\s|$)/, label: 'vue-cli-service serve' },
  {
    kind: 'transpiler',
    program: /^(?:ts-node|ts-node-esm|ts-node-script|tsx|babel-node|swc-node|esno|sucrase-node)$/,
    label: '',
  },
  {
    kind: 'transpiler',
    program: /^node$/,
    rest: /(?:^|\s)(?:-r|--require|--import|--loader)[=\s](?:ts-node(?:\/[\w-]+)?|tsx(?:\/[\w-]+)?|@swc-node\/register(?:\/[\w-]+)?|@babel\/register|esbuild-register)(?:\s|$)/,
    label: 'node with a transpiler',
  },
  { kind: 'build', program: /^tsc$/, unless: /(?:^|\s)(?:--noEmit|-w|--watch)(?:\s|$)/, label: 'tsc' },
  {
    kind: 'build',
    program:
      /^(?:next|nuxt|nuxi|nest|remix|astro|gatsby|vite|ng|vinxi|strapi|medusa|react-scripts|vue-cli-service|parcel|craco)$/,
    rest: /^build(?:\s|$)/,
    unless: /(?:^|\s)--watch(?:\s|$)/,
    label: 'build',
  },
  {
    kind: 'build',
    program: /^webpack$/,
    rest: /^(?:$|-|build(?:\s|$))/,
    unless: /(?:^|\s)(?:--watch|-w)(?:\s|$)/,
    label: 'webpack',
  },
  {
    kind: 'build',
    program: /^(?:tsup|rollup|esbuild|swc|babel|ncc|tsdown|unbuild|pkgroll)$/,
    unless: /(?:^|\s)(?:--watch|-w)(?:\s|$)/,
    label: '',
  },
  { kind: 'build', program: /^(?:turbo|nx|lerna)$/, rest: /^(?:run\s+)?build(?:\s|$)/, label: 'build' },
  { kind: 'build', program: /^prisma$/, rest: /^generate(?:\s|$)/, label: 'prisma generate' },
  {
    kind: 'process-manager',
    program: /^(?:pm2|pm2-runtime|pm2-docker|pm2-dev)$/,
    unless: /^(?:install|update|kill|list|ls|logs?|save|startup|delete|stop|flush)(?:\s|$)/,
    label: '',
  },
  { kind: 'process-manager', program: /^(?:forever|sl-pm|strong-pm|supervisord|s6-svscan|runsvdir)$/, label: '' },
  {
    kind: 'migration',
    program: /^prisma$/,
    rest: /^migrate\s+(?:deploy|dev|reset|up)(?:\s|$)/,
    label: 'prisma migrate',
  },
  { kind: 'migration', program: /^prisma$/, rest: /^db\s+(?:push|seed)(?:\s|$)/, label: 'prisma db' },
  {
    kind: 'migration',
    program: /^(?:sequelize|sequelize-cli)$/,
    rest: /^db:(?:migrate|seed(?::all)?)(?:\s|$)/,
    label: 'sequelize db:migrate',
  },
  {
    kind: 'migration',
    program: /^knex$/,
    rest: /(?:^|\s)(?:migrate:(?:latest|up)|seed:run)(?:\s|$)/,
    label: 'knex migrate',
  },
  {
    kind: 'migration',
    program: /^typeorm(?:-ts-node-(?:commonjs|esm))?$/,
    rest: /(?:^|\s)(?:migration:run|schema:sync)(?:\s|$)/,
    label: 'typeorm migration:run',
  },
  {
    kind: 'migration',
    program: /^drizzle-kit$/,
    rest: /^(?:migrate|push(?::\w+)?|up)(?:\s|$)/,
    label: 'drizzle-kit migrate',
  },
  {
    kind: 'migration',
    program: /^mikro-orm(?:-esm)?$/,
    rest: /^(?:migration|schema|seeder):(?:up|update|run)(?:\s|$)/,
    label: 'mikro-orm migration:up',
  },
  { kind: 'migration', program: /^node-pg-migrate$/, rest: /^up(?:\s|$)/, label: 'node-pg-migrate up' },
  {
    kind: 'migration',
    program: /^(?:db-migrate|dbmate|umzug|graphile-migrate|postgrator)$/,
    rest: /(?:^|\s)(?:up|migrate)(?:\s|$)/,
    label: '',
  },
  { kind: 'migration', program: /^(?:flyway|liquibase)$/, rest: /(?:^|\s)(?:migrate|update)(?:\s|$)/, label: '' },
  { kind: 'migration', program: /^node$/, rest: /^ace(?:\.js)?\s+migration:run(?:\s|$)/, label: 'ace migration:run' },
  {
    kind: 'migration',
    program: /^(?:migrate-mongo|migrate-mongoose)$/,
    rest: /(?:^|\s)up(?:\s|$)/,
    label: 'migrate-mongo up',
  },
  {
    kind: 'migration',
    program: /^medusa$/,
    rest: /^(?:migrations\s+run|db:migrate|db:setup)(?:\s|$)/,
    label: 'medusa db:migrate',
  },
  { kind: 'migration', program: /^payload$/, rest: /^migrate(?:\s|$)/, label: 'payload migrate' },
];

export function startProgramOf(command: ShellCommand): StartProgramMatch | undefined {
  const manager = packageManagerCommand(command);
  if (manager !== undefined) {
    const isInstall = manager.action === 'install' || manager.action === 'frozen-install';
    return isInstall
      ? { kind: 'install', label: `${manager.manager} ${manager.actionWord?.text ?? 'install'}`, isFrontEnd: false }
      : undefined;
  }
  const [program, ...rest] = command.words;
  if (program === undefined || program.dynamic) return undefined;
  const name = baseName(program.text);
  const operands = rest.map(({ text }) => text).join(' ');
  if (HELP.test(operands)) return undefined;
  const pattern = PATTERNS.find(
    (entry) =>
      entry.program.test(name) &&
      (entry.rest === undefined || entry.rest.test(operands)) &&
      (entry.unless === undefined || !entry.unless.test(operands)),
  );
  if (pattern === undefined) return undefined;
  const label =
    pattern.label === ''
      ? name
      : /^(?:dev|build|start)$/.test(pattern.label)
        ? `${name} ${pattern.label}`
        : pattern.label;
  return { kind: pattern.kind, label, isFrontEnd: FRONT_END_TOOL.test(name) };
}

/** The last segment of a program's path, without the extension of a script file: `node_modules/.bin/tsc` is `tsc`. */
function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1).replace(/\.(?:c?js|cmd)$/, '');
}

/** Init programs that reap zombies and pass signals on; as PID 1 they make a package manager less harmful. */
export const INIT_PROGRAMS: ReadonlySet<string> = new Set(['tini', 'dumb-init', 'docker-init', 'catatonit']);

/** Web servers that serve files: their images start them as they like. */
export const STATIC_SERVERS = /^(?:nginx|httpd|apache2|apachectl|caddy|lighttpd)$/;

/** Commands behind the app that a shell goes on to. */
export const AFTERTHOUGHTS: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'true',
  'false',
  'exit',
  'sleep',
  'wait',
  'cat',
  'tail',
  ':',
]);

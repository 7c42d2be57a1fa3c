import type { FileRole } from '../rule/roles';

/**
 * How a path or a text tells what a file is for (RULES §1.1). Paths are relative to the folder, with `/`.
 * Several roles may hold; rules decide which of them matter.
 */
export const PATH_ROLES: readonly { readonly role: FileRole; readonly pattern: RegExp }[] = [
  {
    role: 'test',
    pattern:
      /(?:^|\/)(?:\.jest|\.storybook|__tests__|__mocks__|__fixtures__|tests?|e2e|cypress|playwright|fixtures|(?:acceptance|contract|e2e|functional|integration|load|perf|performance|regression|smoke|stress|system|unit)[-_]tests?|specs?|testing|(?:[\w-]+-)?test-?(?:utils?|helpers?|env)|test-?containers?|mock-?(?:s|apis?)?|mock-[\w-]+|evals?)\//i,
  },
  {
    role: 'test',
    pattern:
      /[.-](?:test|tests|spec|eval|cy|e2e|e2e-spec|bench|benchmark|stories|story|mock|mocks|fixture|fixtures)\.[cm]?[jt]sx?$/i,
  },
  {
    role: 'test',
    pattern:
      /(?:^|\/)(?:jest|vitest|playwright|cypress|karma|mocha)[.-][\w.-]*(?:setup|config)?[\w.-]*\.[cm]?[jt]sx?$/i,
  },
  {
    role: 'test',
    pattern:
      /(?:^|\/)(?:tests?|setup-?tests?|test-?setup|test[-.]?helpers?|test[-.]?utils?|mocks?|fixtures?)\.[cm]?[jt]sx?$/i,
  },
  {
    // What somebody runs by hand to try the service out stands beside its manifest; among the sources, a thing may be called so.
    role: 'test',
    pattern:
      /^(?:(?:apps|packages|services)\/[\w.-]+\/)?(?:(?:api|backend|server)\/)?test(?:[-_][\w.-]+|[A-Z]\w*)\.[cm]?[jt]sx?$/,
  },
  { role: 'test', pattern: /(?:^|\/)mock(?:ed|s)?[A-Z]\w*\.[cm]?[jt]sx?$/ },
  {
    role: 'script',
    pattern: /(?:^|\/)(?:\.?scripts?|tools?|bin|seeds?|seeders?|migrations?|codemods?|hotfix(?:es)?|benchmarks?)\//i,
  },
  {
    role: 'script',
    pattern: /^(?!(?:.*\/)?src\/)(?:.*\/)?(?:te?mp|scratch|data-(?:generation|import|migration|seeding))\//i,
  },
  {
    role: 'development',
    pattern: /(?:^|\/)(?:config|configs|env|envs|environments?)\/(?:[\w-]+\/)*(?:dev|development|local)\.[cm]?[jt]s$/i,
  },
  {
    role: 'script',
    pattern:
      /(?:^|\/)(?:db|database)[-_]?(?:reset|seed|setup|init|populate)\.[cm]?[jt]s$|(?:^|\/)(?:reset|populate)[-_]?(?:db|database)\.[cm]?[jt]s$/i,
  },
  { role: 'script', pattern: /(?:^|\/)(?:seeds?|seeder)\.[cm]?[jt]s$|\.(?:script|seed)\.[cm]?[jt]s$/i },
  { role: 'script', pattern: /(?:^|\/)(?:gulpfile|gruntfile|makefile|Jakefile)\.[cm]?[jt]s$/i },
  // Tools look for their file in the root of a package; `src/config/mail.config.ts` is the service's own.
  {
    role: 'tool-config',
    pattern:
      /^(?!(?:.*\/)?(?:src|source|lib|app|server|config|configs|modules?)\/).*\.config\.[cm]?[jt]s$|(?:^|\/)\.[\w-]+rc(?:\.[cm]?[jt]s)?$|(?:^|\/)\.[\w-]+\.[cm]?[jt]s$/i,
  },
  {
    role: 'tool-config',
    pattern:
      /(?:^|\/)(?:astro|ava|babel|biome|bili|c8|capacitor|codegen|commitlint|contentlayer|craco|cypress|docusaurus|drizzle|electron[\w-]*|esbuild|eslint|farm|forge|gatsby|graphql|gulp|i18next[\w-]*|jest|karma|knip|lint-?staged|metro|mikro-orm|mocha|next|next-i18next|nuxt|nyc|openapi-ts|orval|panda|parcel|playwright|postcss|prettier|prisma|quasar|react-router|release|remix|rollup|rsbuild|rspack|stylelint|svelte|swagger|syncpack|tailwind|tsdown|tsup|turbo|uno|vite|vitest|vue|webpack|wdio|windi|wxt)(?:[.-][\w-]+)*\.config\.[cm]?[jt]s$/i,
  },
  {
    role: 'tool-config',
    pattern:
      /(?:^|\/)(?:knexfile|ormconfig|drizzle\.config|config-overrides|\.sequelizerc|webpack[\w.-]*|rollup[\w.-]*|babel[\w.-]*)\.[cm]?[jt]s$/i,
  },
  { role: 'tool-config', pattern: /(?:^|\/)\.(?:storybook|vscode|husky|github|yarn)\//i },
  {
    role: 'config-module',
    pattern:
      /(?:^|\/)(?:config|configs|configuration|env|environment|settings)\/|(?:^|\/)(?:[\w-]+\.)?(?:config|env|environment|settings)\.[cm]?[jt]s$|(?:^|\/)constants\/env(?:\/index)?\.[cm]?[jt]s$/i,
  },
  {
    role: 'generated',
    pattern:
      /(?:^|\/)(?:dist|build|out|coverage|\.next|\.nuxt|\.output|\.svelte-kit|\.turbo|generated|__generated__|\.yarn|bower_components|jspm_packages|vendor|third[_-]party|public\/(?:js|assets|vendor|lib)|static\/(?:js|vendor|lib|libs))\//i,
  },
  {
    role: 'generated',
    pattern:
      /\.min\.[cm]?js$|\.d\.[cm]?ts$|\.pnp\.[cm]?js$|\.(?:generated|gen)\.[cm]?[jt]sx?$|(?:^|\/)(?:jquery|bootstrap|lodash)[\w.-]*\.js$/i,
  },
  {
    role: 'example',
    pattern:
      /(?:^|\/)(?:@?(?:[\w-]+-)?examples?|samples?|demos?|playground|sandbox|docs?|documentation|templates?|storybook|website)\/|(?:^|\/)examples?\.[cm]?[jt]sx?$|\.(?:example|sample)\.[cm]?[jt]sx?$|^(?!(?:.*\/)?src\/)(?:.*\/)?prototypes?\//,
  },
  {
    role: 'front-end',
    pattern:
      /^(?:(?:apps|packages|src)\/)?(?:client|front|ui|browser)\/|(?:^|\/)(?:frontend|front-end|webapp|web-app)\/|\.(?:tsx|jsx)$/i,
  },
  {
    role: 'development',
    pattern:
      /(?:^|\/)(?:\.devcontainer|dev|(?:[\w-]+-)?(?:dev|test)[-_]env(?:ironment)?|mock-?servers?)\/|(?:^|\/)(?:dev-?server|mock-?server)[\w.-]*\.[cm]?[jt]s$|(?:^|\/)(?:server|index|main|app|start|entry|run)[-_.]dev(?:elopment)?\.[cm]?[jt]sx?$|\.(?:dev|development)\.[cm]?[jt]sx?$/i,
  },
];

/** A container file for development by its name: `Dockerfile.dev`, `compose.override.yml`, … (RULES §1.2). */
export const DEVELOPMENT_CONTAINER_FILE =
  /(?:^|\/)(?:Dockerfile|Containerfile)[.-](?:dev|development|local|test|tests|testing|integration|debug|ci|e2e|storybook|playwright|cypress|lint|bench)(?:[.-][\w.-]+)?$|(?:^|[/.-])(?:dev|development|local|test|tests|testing|integration|debug|ci|e2e)\.dockerfile$|(?:^|\/)(?:docker-)?compose[.-](?:[\w-]+[.-])*(?:override|dev|devel|development|local|test|tests|testing|integration|debug|ci|e2e)(?:[.-][\w-]+)*\.ya?ml$|(?:^|\/)(?:local|dev|development)\/(?:docker-)?compose[\w.-]*\.ya?ml$|(?:^|\/)\.gitpod\.dockerfile$|(?:^|\/)\.devcontainer\//i;

/** Folders whose container files run no deploy: examples, and what tests of any sort bring up. */
export const CONTAINER_ASIDE =
  /(?:^|\/)(?:examples?|samples?|demos?|fixtures|__fixtures__|(?:\w+-)*tests?(?:-[\w-]+)?|testing|e2e|templates?|playground|docs)\//i;

/** Of the folders above those of tests. */
export const TEST_CONTAINERS = /(?:^|\/)(?:(?:\w+-)*tests?(?:-[\w-]+)?|testing|e2e|fixtures|__fixtures__)\//i;

/** Like the folders of container files; the templates of a chart are what is deployed. */
export const MANIFEST_ASIDE =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|fixtures|__fixtures__|testdata|(?:\w+-)*tests?|e2e|playground)\//i;

/** A compose file that describes production by its name. */
export const PRODUCTION_COMPOSE_FILE = /[.-](?:prod|production|staging|stack|deploy|release)(?:[.-][\w-]+)*\.ya?ml$/i;

/** Overlays, values and manifests for a developer's cluster or a test's. */
export const DEVELOPMENT_MANIFEST =
  /(?:^|\/)(?:dev|develop|development|local(?:dev)?|minikube|kind|k3[ds]|tilt|skaffold|preview|sandbox|ci)\/(?:[^/]+\/)*[^/]+$|[._-](?:dev|develop|development|local|test|e2e|ci|minikube|kind|k3d|preview|sandbox)\.ya?ml$/i;

/** Manifests that say by their name that they are for production. */
export const PRODUCTION_MANIFEST = /(?:^|[/._-])(?:prod|production|staging|live)(?:[/._-])/i;

/** Charts of others that a chart brings along. */
export const VENDORED_CHART = /(?:^|\/)charts\/[^/]+\/charts\/|(?:^|\/)(?:vendor|third[_-]party)\//i;

/** A build stage that is targeted for development. */
export const DEVELOPMENT_STAGE_NAME =
  /(?:^|[._-])(?:dev|devel|development|develop|local|debug|watch|test|tests|testing|ci|e2e)(?:$|[._-])/i;

/** Folders of a package that hold its code: mounted over an image, they make it one for development. */
export const SOURCE_FOLDERS: readonly string[] = ['src', 'app', 'server', 'lib', 'source'];

/** Content marks; the text's first 4,000 characters are enough for all of them. */
export const TEXT_ROLES: readonly { readonly role: FileRole; readonly pattern: RegExp }[] = [
  { role: 'script', pattern: /^(?:\uFEFF)?#!/ },
  {
    role: 'test',
    pattern:
      /\bfrom\s*["'](?:vitest|@jest\/globals|node:test|bun:test|@playwright\/test|mocha|ava|tap|supertest|cypress|@nestjs\/testing|@testing-library\/[\w-]+|k6(?:\/[\w-]+)?|autocannon|artillery)["']|\brequire\(\s*["'](?:supertest|mocha|chai|ava|tap|node:test|autocannon|artillery)["']\s*\)/,
  },
  // The globals of Mocha, Jest and Jasmine.
  { role: 'test', pattern: /^(?:describe|suite)(?:\.(?:only|skip|each))?\(\s*["'`]/m },
  {
    role: 'cli',
    pattern:
      /\b(?:from\s*|require\(\s*)["'](?:commander|yargs(?:\/[\w-]+)?|@oclif\/[\w-]+|cac|clipanion|ink|meow|inquirer|@inquirer\/[\w-]+|prompts|enquirer|@clack\/prompts|sade|caporal|vorpal|gluegun)["']/,
  },
  // Programs that describe infrastructure: a tool runs them, to make or change what the app runs on.
  {
    role: 'tool-config',
    pattern:
      /\b(?:from\s*|require\(\s*)["'](?:@pulumi\/[\w-]+|aws-cdk-lib(?:\/[\w-]+)?|@aws-cdk\/[\w-]+|constructs|cdktf|@cdktf\/[\w-]+|cdk8s)["']/,
  },
  { role: 'front-end', pattern: /^\s*(?:\/\*[\s\S]{0,500}?\*\/\s*)?["']use client["']/ },
  {
    role: 'front-end',
    pattern:
      /\b(?:from\s*|require\(\s*)["'](?:react-dom(?:\/client)?|react-native|react-router-dom|react-redux|mobx-react(?:-lite)?|react-i18next|@sentry\/(?:browser|react|vue|angular|svelte)|@emotion\/react|@mui\/[\w-]+|@chakra-ui\/[\w-]+|@angular\/(?:core|platform-browser)|vue-router|next\/(?:link|router|image|navigation))["']/,
  },
  {
    role: 'generated',
    pattern:
      /^[^\n]{0,200}(?:@generated\b|\b(?:auto-?generated|code generated)\b)|^(?:\/\/|\/\*|\s*\*)[^\n]{0,200}\b(?:do not edit|generated by|this file (?:was|is) (?:auto(?:matically)?[ -])?generated)\b/im,
  },
  {
    role: 'config-module',
    pattern:
      /\b(?:from\s*|require\(\s*)["'](?:envalid|@t3-oss\/env-[\w-]+|convict|env-var|znv|@fastify\/env|fastify-env|env-schema|@adonisjs\/env(?:\/[\w-]+)?|varlock\/env)["']/,
  },
];

/** Beside a package.json they make it the root of a workspace, as `workspaces` in it does. */
export const WORKSPACE_FILES: readonly string[] = ['pnpm-workspace.yaml', 'lerna.json'];

/** Files that are started rather than imported, as they are usually called; `page` and the like are what frameworks look for. */
export const ENTRY_NAME =
  /^(?:index|main|server|app|cli|start|run|entry|worker|bootstrap|setup|instrumentation|middleware|proxy|page|layout|route|loading|error|not-found|_\w+|\+\w+|\[.+\])(?:[.-][\w.-]+)?\.[cm]?[jt]sx?$|\.(?:worker|sw|config|entry)\.[cm]?[jt]sx?$/i;

/** Frameworks whose components are files of their own kind. */
export const TEMPLATE_FRAMEWORKS = /^(?:vue|svelte|astro|nuxt\d?|@nuxt\/.*|@sveltejs\/kit|marko|riot|@angular\/core)$/;

/** Beyond this many characters a file counts as generated. */
export const GENERATED_FILE_LENGTH = 512 * 1024;
/** One line this long is a bundle or data. */
export const GENERATED_LINE_LENGTH = 5_000;

/** Scripts that web servers hand out as they are; only where nothing of the service loads them. */
export const SERVED_SCRIPT = /(?:^|\/)(?:public|static|www)\/.*\.m?js$/;

/** Packages that hold the settings of a tool for the others of a workspace: `@acme/eslint-config`, `config-eslint`. */
export const TOOL_PACKAGE =
  /(?:^|[/-])(?:(?:eslint|prettier|stylelint|commitlint|tailwind|jest|vitest|babel|biome)-(?:config|preset|plugin|rules)|(?:config|preset|plugin)-(?:eslint|prettier|stylelint|commitlint|tailwind|jest|vitest|babel|biome))(?:$|[-/])|^@[\w-]+\/eslint$/;

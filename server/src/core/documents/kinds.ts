/** What a file is to the analysis, decided by its path (and, for untitled documents, by its language id). */
export type DocumentKind =
  | 'typescript'
  | 'dockerfile'
  | 'dotenv'
  | 'compose'
  | 'kubernetes'
  | 'workflow'
  | 'manifest'
  | 'procfile'
  | 'ignore-file'
  | 'shell'
  | 'node-version'
  | 'npmrc'
  | 'app-json'
  | 'nginx'
  | 'devcontainer'
  /** What the project tells whoever installs or deploys it: no rule reads it, it only counts as having told of a variable. */
  | 'documentation'
  | 'tsconfig'
  | 'lockfile'
  /** Any other text that may mention a variable: no rule reads it, it only counts as a mention. */
  | 'text';

/** Folder-relative path with `/` separators; the empty string is the folder itself. */
export type FilePath = string;

const TYPESCRIPT_EXTENSION = /\.[cm]?[jt]sx?$/i;
const DOCKERFILE_NAME = /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.dockerfile$/i;
/** `.env`, `.env.local`, `.flaskenv`-like siblings and example files such as `example.env` or `.example.env`; REUSE keeps a `.license` beside a file. */
const DOTENV_NAME =
  /^\.env(?:\.(?!(?:.+\.)?(?:json|ya?ml|toml|sh|ps1|py|rb|php|md|license|diff|patch|orig|rej)$).+)?$|^[\w.-]*\.env$|^\.?env[._-](?:example|sample|template|tmpl|dist)(?:[._-](?!(?:.+\.)?(?:json|ya?ml|toml|sh|ps1|py|rb|php|md|diff|patch|orig|rej)$)[\w-][\w.-]*)?$/i;
const COMPOSE_NAME = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i;
const WORKFLOW_PATH = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;
const YAML_NAME = /\.ya?ml$|^Kustomization$/i;
/** Lock files, settings of tools and descriptions of interfaces: YAML that is no manifest, much of it large. */
const OTHER_YAML =
  /^\.|(?:^|[.-])lock\.ya?ml$|^(?:pnpm-workspace|lerna|mkdocs|codecov|renovate|dependabot|openapi|swagger|buildspec|bitbucket-pipelines|azure-pipelines|cloudbuild|serverless|render|pubspec)(?:[.-][\w.-]+)?\.ya?ml$/i;
const DEVCONTAINER_NAME = /^\.?devcontainer\.json$/;
const IGNORE_NAME = /^(?:\.gitignore|\.dockerignore|.+\.dockerignore)$/;
const TSCONFIG_NAME = /^[tj]sconfig(?:[.-][\w.-]+)?\.json$/;
/** `bun.lockb` is binary. */
const LOCKFILE_NAME = /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/;
const NODE_VERSION_NAME = /^(?:\.nvmrc|\.node-version|\.tool-versions|\.?mise\.toml)$/;

/** `nginx.conf`, `nginx.prod.conf`, `nginx/default.conf.template`, `conf.d/web.conf`. */
const NGINX_PATH =
  /(?:^|[/.-])nginx[\w.-]*\.conf(?:\.(?:template|tmpl|tpl|erb))?$|(?:^|\/)(?:nginx|conf\.d|sites-(?:available|enabled))\/(?:[^/]+\/)*[^/]+\.conf(?:\.(?:template|tmpl|tpl|erb))?$/;

const DOCUMENTATION_NAME =
  /^(?:readme|config(?:uration)?|environment|env|variables|self[-_]?host(?:ing|ed)?|install(?:ation|ing)?|setup|deploy(?:ment|ing)?|docker)(?:[._-][\w-]+)*\.mdx?$/i;

/** Code and configuration of other tools. Markdown is left out: to be written about is not to be used. */
const TEXT_NAME =
  /\.(?:prisma|tf|tfvars|hcl|toml|py|rb|go|rs|java|kts?|php|cs|exs?|vue|svelte|astro|html?|ejs|hbs|handlebars|mustache|njk|j2|twig|liquid|eta|haml|erb|slim|pug|jade|coffee|litcoffee|iced|cson|marko|riot|elm|cljs?|fs|sbt|xcconfig|plist|conf|cfg|ini|properties|mk|nix|service|tmpl|tpl|template|bat|cmd|ps1|fish|cue|bicep|jsonnet|ya?ml|bru|http|rest|hurl|gradle|groovy|scala|swift|dart|lua|pl)$|^(?:Makefile|GNUmakefile|[Jj]ustfile|Caddyfile|Jenkinsfile|Tiltfile|Earthfile|Vagrantfile|Taskfile|Gemfile|Rakefile|Podfile|Fastfile|Appfile|Brewfile|Dangerfile|Guardfile|\.envrc)$/;
/** JSON is mostly data; these are the files of tools that name variables. */
const TEXT_JSON =
  /^(?:app|turbo|vercel|now|wrangler|scalingo|azuredeploy|task-?def(?:inition)?s?|nx|project|serverless|firebase|launch|tasks|devcontainer|docker-bake|custom-environment-variables|ecosystem|nodemon|manifest|fly|render|railway|ormconfig|config|default|production|development|staging)\.json[5c]?$|\.config\.json$/;
/** Programs without an extension, of whatever language. */
const PROGRAM_PATH = /(?:^|\/)(?:\.husky|bin|cli|hack|scripts?|tools)\/[\w-]+$/;
const LOCK_NAME = /^(?:pnpm-lock\.yaml|Cargo\.lock|poetry\.lock)$/;

export function baseName(path: FilePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path, without a trailing slash; `''` for a file at the root. */
export function directoryOf(path: FilePath): FilePath {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Joins and normalises; `..` that would leave the root is kept at the front, so that callers can see it. */
export function joinPath(...parts: readonly string[]): FilePath {
  const result: string[] = [];
  for (const segment of parts.join('/').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && result.length > 0 && result.at(-1) !== '..') result.pop();
    else result.push(segment);
  }
  return result.join('/');
}

/** `undefined` for files the product does not read. */
export function kindOf(path: FilePath): DocumentKind | undefined {
  const name = baseName(path);
  if (name === 'package.json') return 'manifest';
  if (TSCONFIG_NAME.test(name)) return 'tsconfig';
  if (LOCKFILE_NAME.test(name)) return 'lockfile';
  if (IGNORE_NAME.test(name)) return 'ignore-file';
  if (NODE_VERSION_NAME.test(name)) return 'node-version';
  if (name === '.npmrc') return 'npmrc';
  if (name === 'app.json') return 'app-json';
  if (DEVCONTAINER_NAME.test(name)) return 'devcontainer';
  if (/^Procfile(?:\.\w+)?$/.test(name)) return 'procfile';
  if (TYPESCRIPT_EXTENSION.test(name)) return 'typescript';
  if (DOCKERFILE_NAME.test(name)) return 'dockerfile';
  if (COMPOSE_NAME.test(name)) return 'compose';
  if (WORKFLOW_PATH.test(path)) return 'workflow';
  if (DOTENV_NAME.test(name)) return 'dotenv';
  if (/\.(?:ba|da|z)?sh$/.test(name)) return 'shell';
  if (isPlainYaml(path, name)) return 'kubernetes';
  if (NGINX_PATH.test(path)) return 'nginx';
  if (DOCUMENTATION_NAME.test(name)) return 'documentation';
  if ((TEXT_NAME.test(name) || TEXT_JSON.test(name) || PROGRAM_PATH.test(path)) && !LOCK_NAME.test(name)) return 'text';
  return undefined;
}

/** Only its text shows whether such a file is a manifest: see `mayBeKubernetes` in `core/documents/kubernetes`. */
function isPlainYaml(path: FilePath, name: string): boolean {
  return YAML_NAME.test(name) && !OTHER_YAML.test(name) && !/(?:^|\/)\.(?!k8s|kube|helm|deploy)[\w-]+\//.test(path);
}

const KIND_BY_LANGUAGE: Readonly<Record<string, DocumentKind>> = {
  typescript: 'typescript',
  typescriptreact: 'typescript',
  javascript: 'typescript',
  javascriptreact: 'typescript',
  dockerfile: 'dockerfile',
  dockercompose: 'compose',
};

/** Untitled documents have no telling name. Never `dotenv`: five language ids are in the wild, and plain text is common. */
export function kindOfLanguage(languageId: string): DocumentKind | undefined {
  return KIND_BY_LANGUAGE[languageId];
}

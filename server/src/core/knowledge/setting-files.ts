import { baseName, type DocumentKind, type FilePath, kindOf } from '../documents/kinds';

/** Files of these kinds set up a deploy, an image or a pipeline. */
const SETTING_KINDS: ReadonlySet<DocumentKind> = new Set([
  'compose',
  'kubernetes',
  'dockerfile',
  'workflow',
  'app-json',
  'procfile',
  'devcontainer',
  'shell',
]);

/** Languages of configuration and of infrastructure; those of programs and of pages tell what other code reads. */
const SETTING_NAME =
  /\.(?:ya?ml|json5?|toml|tf|tfvars|hcl|ini|cfg|conf|properties|nix|service|cue|bicep|jsonnet|tmpl|tpl|template|mk)$|^(?:Makefile|GNUmakefile|[Jj]ustfile|Jenkinsfile|Tiltfile|Earthfile|Vagrantfile|Taskfile|\.envrc)$/;

/** Infrastructure that is written as a program. */
const INFRASTRUCTURE_CODE =
  /(?:^|\/)(?:infra(?:structure)?|pulumi|cdk|terraform|iac)\/|(?:^|\/)(?:sst|alchemy|pulumi|ecosystem)(?:[.-][\w-]+)*\.[cm]?[jt]s$/;

/**
 * True for a file whose speaking of a variable shows that whoever deploys or builds the app knows of it: a chart, a
 * pipeline, `vercel.json`, `turbo.json`, Terraform. That it is given a value there is not said.
 */
export function isSettingFile(file: FilePath): boolean {
  const kind = kindOf(file);
  if (kind === 'typescript') return INFRASTRUCTURE_CODE.test(file);
  return kind === 'text' ? SETTING_NAME.test(baseName(file)) : kind !== undefined && SETTING_KINDS.has(kind);
}

import { type ComposeService, type ComposeVariable, parseCompose } from '../../core/documents/compose/parse';
import { directoryOf, type FilePath, kindOf } from '../../core/documents/kinds';
import { type KubernetesEnvironmentVariable, parseKubernetes } from '../../core/documents/kubernetes/parse';
import type { WorkflowVariable } from '../../core/documents/workflow/parse';
import { PRODUCTION_COMPOSE_FILE } from '../../core/knowledge/file-roles';
import { type SecretStrength, strengthOfSecret } from '../../core/knowledge/secret-values';
import { serviceImageOf } from '../../core/knowledge/service-images';
import type { DocumentContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { type Fix, type FixContext, fixOf } from '../../core/rule/fix';
import { everywhere } from '../../core/rule/roles';
import { isAllowedValue, type SecretOptions, secretNamesIn, secretOptionsSchema } from '../../core/rule/secret-options';
import { decodeBase64 } from '../../core/text/base64';
import { lineBreakOf } from '../../core/text/edits';
import type { Span } from '../../core/text/span';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';

type Message = 'variable' | 'fallback' | 'data' | 'registry';
type File = DocumentContext<Message, SecretOptions>;

export default defineRule<Message, SecretOptions>({
  id: 'config/no-secret-in-manifest',
  summary: 'A secret is written into a file that describes a deploy.',
  why: 'The file is committed, so everybody who can read the repository has the secret, and its history keeps it. Every deploy from the file shares it.',
  remedy: 'Name the secret in the file and keep its value where the platform keeps secrets.',
  messages: {
    variable: '"{{name}}" is given a secret in plain text.',
    fallback: '"{{name}}" falls back to a secret in this file where it is not set.',
    data: '"{{name}}" of {{kind}} "{{resource}}" holds a secret in plain text.',
    registry: '"{{name}}" holds a credential for a package registry.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  secret: true,
  options: secretOptionsSchema,
  compose(file) {
    for (const service of file.document.services) {
      const { environment, build, image } = service;
      const isStore = serviceImageOf(image?.reference?.name)?.role === 'store';
      const isReleased = !isStore && runsInProduction(service, file.file);
      for (const variable of [...environment, ...(build?.args ?? [])]) {
        judge(file, variable, isComposeLiteral(variable) ? variable.resolved : undefined, {
          weak: weaknessOf(variable.resolved, { isStore, isReleased }),
          data: { name: variable.name },
        });
        // A deploy that forgets to set it runs with what everybody can read here. Of stores that is the usual toy.
        if (build !== undefined && !isStore && fallsBack(variable)) {
          judge(file, variable, variable.resolved, {
            message: 'fallback',
            weak: isLocal(variable.resolved) ? undefined : 'info',
            data: { name: variable.name },
          });
        }
      }
    }
  },
  kubernetes(file) {
    const { resources, kustomization } = file.document;
    for (const { workload, data, kind, name } of resources) {
      for (const container of workload?.containers ?? []) {
        for (const variable of container.env)
          judge(file, variable, variable.resolved, { weak: 'hint', data: { name: variable.name } });
      }
      for (const entry of data) {
        const value = entry.encoded ? decodeBase64(entry.resolved ?? '') : entry.resolved;
        judge(file, entry, value, {
          message: 'data',
          weak: kind === 'Secret' ? 'info' : 'hint',
          data: { name: entry.name, kind, resource: name?.text ?? '' },
          fixable: false,
        });
      }
    }
    for (const literal of kustomization?.literals ?? []) {
      judge(file, literal, literal.resolved, { weak: 'hint', data: { name: literal.name }, fixable: false });
    }
  },
  workflow(file) {
    const { env, jobs } = file.document;
    for (const variable of env) judgeWorkflow(file, variable, false);
    for (const job of jobs) {
      const deploys = job.environment !== undefined || /deploy|release|publish/i.test(job.id);
      for (const variable of job.env) judgeWorkflow(file, variable, deploys);
      for (const step of job.steps) {
        for (const variable of step.env) judgeWorkflow(file, variable, deploys);
        for (const [name, text] of step.with) {
          judgeWorkflow(file, { ...text, name, nameSpan: text.span }, deploys);
        }
      }
    }
  },
  npmrc(file) {
    for (const { key, value, valueSpan, variables } of file.document.entries) {
      const name = /(?:^|:)(_authToken|_auth|_password)$/.exec(key)?.[1];
      if (name === undefined || variables.length > 0) continue;
      // `_auth` is base64 of user and password, `_password` of the password.
      const strength = strengthOfSecret('AUTH_TOKEN', value);
      if (strength === undefined || strength === 'weak' || isAllowedValue(value, file.options)) continue;
      file.report(valueSpan, 'registry', { name }, { ...outcome(strength, undefined), because: BECAUSE[strength] });
    }
  },
  appJson(file) {
    for (const { name, value } of file.document.env) {
      if (value === undefined) continue;
      judge(file, { name, valueSpan: value.span }, value.value, { weak: undefined, data: { name }, fixable: false });
    }
  },
  companions: ({ file }) => (kindOf(file) === 'compose' ? environmentCompanions(directoryOf(file)) : []),
  fix(context) {
    switch (kindOf(context.file)) {
      case 'compose':
        return interpolate(context);
      case 'kubernetes':
        return referToSecret(context);
      case 'workflow':
        return replace(context, `\${{ secrets.${secretName(String(context.finding.data['name']))} }}`);
      case 'npmrc':
        return replace(context, `\${NPM_TOKEN}`);
      default:
        return undefined;
    }
  },
});

const BECAUSE: Readonly<Record<SecretStrength, string>> = {
  token: "the value has the form of a provider's token",
  secret: 'the name promises a secret, and the value looks like one',
  likely: 'the name promises a secret, and the value looks like one that somebody thought of',
  weak: 'the name promises a secret, and it has a value',
};

interface Judged {
  readonly message?: Message;
  /** Severity of a word under the name of a secret; `undefined` leaves it alone. */
  readonly weak: Severity | undefined;
  readonly data: Readonly<Record<string, string>>;
  readonly fixable?: boolean;
}

function judge(
  file: File,
  { name, valueSpan }: { readonly name: string; readonly valueSpan?: Span },
  value: string | undefined,
  { message = 'variable', weak, data, fixable = true }: Judged,
): void {
  if (value === undefined || valueSpan === undefined || isAllowedValue(value, file.options)) return;
  const strength = strengthOfSecret(name, value, secretNamesIn(file.options));
  if (strength === undefined || (strength === 'weak' && weak === undefined)) return;
  file.report(valueSpan, message, data, { ...outcome(strength, weak), fixable, because: BECAUSE[strength] });
}

/** In files for development and in examples a secret is somebody's toy, unless it has the form of a token. */
function outcome(strength: SecretStrength, weak: Severity | undefined) {
  if (strength === 'token') return { severity: 'error', roles: everywhere('error') } as const;
  if (strength === 'weak') return weak === undefined ? {} : { severity: weak };
  return { severity: 'warning', roles: { development: 'hint', example: 'hint' } } as const;
}

function judgeWorkflow(file: File, { name, value, span, dynamic }: WorkflowVariable, deploys: boolean): void {
  if (dynamic || isAllowedValue(value, file.options)) return;
  const strength = strengthOfSecret(name, value, secretNamesIn(file.options));
  // Tests need secrets too, and make them up.
  if (strength === undefined || strength === 'weak') return;
  const severity = strength === 'token' ? 'error' : deploys ? 'warning' : 'hint';
  file.report(span, 'variable', { name }, { severity, because: BECAUSE[strength] });
}

function isComposeLiteral({ value }: ComposeVariable): boolean {
  return value !== undefined && !value.includes('$');
}

/** `${NAME:-default}` and nothing else. */
function fallsBack({ value }: ComposeVariable): boolean {
  return value !== undefined && /^\$\{\w+:?-[^${}]+\}$/.test(value);
}

/**
 * A word as password is what developers use for the database beside the app. Where the app itself runs in production it is
 * the password of production.
 */
function weaknessOf(
  value: string | undefined,
  { isStore, isReleased }: { readonly isStore: boolean; readonly isReleased: boolean },
): Severity | undefined {
  if (isReleased) return LOOPBACK_ADDRESS.test(value ?? '') ? undefined : 'info';
  return isStore || isLocal(value) ? undefined : 'hint';
}

const LOOPBACK_ADDRESS = /:\/\/(?:[^/]*@)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|host\.docker\.internal)(?:[:/?]|$)/i;

/** Built here, and for production by the name of the file or by its own environment. */
function runsInProduction({ build, environment }: ComposeService, file: FilePath): boolean {
  if (build === undefined) return false;
  const named = environment.find(({ name }) => name === 'NODE_ENV');
  return named === undefined ? PRODUCTION_COMPOSE_FILE.test(file) : named.resolved === 'production';
}

/** An address of this machine or of another service of the file: what is behind it is for development. */
function isLocal(value: string | undefined): boolean {
  return value?.includes('://') === true;
}

/** `.env` beside the compose file gets the value, if git ignores it; compose then asks for it by name. */
function interpolate(context: FixContext): Fix | undefined {
  const { finding, file, text } = context;
  const variable = parseCompose(text)
    .services.flatMap(({ environment, build }) => [...environment, ...(build?.args ?? [])])
    .find(({ valueSpan }) => valueSpan?.start === finding.span.start);
  if (variable === undefined) return undefined;
  const { name } = variable;
  const folder = directoryOf(file);
  const change = recordVariable({ ...context, packageRoot: folder }, { name, value: variable.resolved, example: '' });
  const edits = new Map(change.edits);
  edits.set(file, [{ span: finding.span, text: `\${${name}:?set ${name}}` }]);
  return {
    title: `Take ${name} from the environment`,
    safety: 'suggestion',
    edits,
    creates: change.creates,
    carriesValue: change.carriesValue,
  };
}

function referToSecret({ finding, file, text }: FixContext): Fix | undefined {
  for (const { workload, name } of parseKubernetes(file, text).resources) {
    const found = workload?.containers
      .flatMap(({ env }) => env)
      .find(({ valueSpan }: KubernetesEnvironmentVariable) => valueSpan?.start === finding.span.start);
    if (found === undefined) continue;
    const lineStart = text.lastIndexOf('\n', finding.span.start - 1) + 1;
    const key = /["']?value["']?[ \t]*:[ \t]*["']?$/.exec(text.slice(lineStart, finding.span.start));
    if (key === null) return undefined;
    const start = lineStart + key.index;
    const quote = /["']/.test(text.charAt(finding.span.end)) ? 1 : 0;
    const lead = text.slice(lineStart, start);
    const indent = ' '.repeat(lead.length);
    const secret = name?.resolved ?? 'app';
    const isBlock = /^[ \t]*(?:- +)?$/.test(lead);
    const lineBreak = lineBreakOf(text);
    const reference = isBlock
      ? ['valueFrom:', '  secretKeyRef:', `    name: ${secret}`, `    key: ${found.name}`].join(`${lineBreak}${indent}`)
      : `valueFrom: { secretKeyRef: { name: ${secret}, key: ${found.name} } }`;
    return fixOf(
      `Take ${found.name} from a Secret`,
      'suggestion',
      file,
      [{ span: { start, end: finding.span.end + quote }, text: reference }],
      {
        needsConfirmation: `Create the key "${found.name}" in the Secret "${secret}" of the cluster before the next deploy.`,
      },
    );
  }
  return undefined;
}

function replace({ finding, file }: FixContext, text: string): Fix {
  return fixOf(`Take it from ${text}`, 'suggestion', file, [{ span: finding.span, text }], {
    needsConfirmation: 'Store the value under that name first, and replace it where it is used: the history keeps it.',
  });
}

/** Names of secrets are upper case by custom, and may not begin with `GITHUB_`. */
function secretName(name: string): string {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return plain.replace(/^GITHUB_/, 'GH_');
}

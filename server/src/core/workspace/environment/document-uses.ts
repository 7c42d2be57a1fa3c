import { baseName, type FilePath } from '../../documents/kinds';
import { splitShell } from '../../documents/shell/split';
import { BINDING_LANGUAGES, bindingIn } from '../../knowledge/bound-settings';
import { handedSetIn } from '../../knowledge/handed-sets';
import type { Span } from '../../text/span';
import { isExampleEnvFile } from '../dotenv-facts';
import type { FactsOf, FileFacts } from '../facts';
import { type EnvironmentUses, NO_USES, UsesBuilder, type UsesSink } from './uses';

/** What documents other than code say of environment variables. Values are looked at by nobody here. */
export function documentUses(file: FilePath, text: string, facts: FileFacts): EnvironmentUses {
  const uses = new UsesBuilder();
  switch (facts.kind) {
    case 'compose':
      composeUses(facts.document, text, uses);
      break;
    case 'dockerfile':
      dockerfileUses(facts.document, text, uses);
      break;
    case 'kubernetes':
      kubernetesUses(facts.document, uses);
      break;
    case 'app-json':
      for (const { name, nameSpan } of facts.document.env) {
        uses.declare({ name, span: { start: nameSpan.start + 1, end: nameSpan.end - 1 }, kind: 'manifest' });
      }
      break;
    case 'workflow':
      workflowUses(facts.document, text, uses);
      break;
    case 'manifest':
      for (const script of facts.document.scripts.values()) {
        if (!script.escaped) shellUses(script.text, script.offset, uses, 'manifest');
      }
      break;
    case 'procfile':
      for (const { command, commandSpan } of facts.document.processes) {
        shellUses(command, commandSpan.start, uses, 'manifest');
      }
      break;
    case 'shell':
      shellUses(text, 0, uses, undefined);
      composedNames(text, uses);
      break;
    case 'nginx':
    case 'text':
      otherUses(file, text, uses);
      break;
    default:
      return NO_USES;
  }
  handedSets(text, uses);
  return uses.build();
}

/** An env file's entries come with its parsed document, which the facts no longer hold. */
export function dotenvUses(
  file: FilePath,
  text: string,
  document: {
    readonly entries: readonly {
      key: string;
      keySpan: Span;
      interpolations: readonly { name: string; span: Span }[];
    }[];
    readonly comments: readonly { disabledKey?: string; span: Span }[];
  },
): EnvironmentUses {
  const uses = new UsesBuilder();
  const kind = isExampleEnvFile(file) ? 'example' : 'dotenv';
  for (const { key, keySpan, interpolations } of document.entries) {
    uses.declare({ name: key, span: keySpan, kind });
    for (const { name, span } of interpolations) referTo(name, span, text, uses);
  }
  for (const { disabledKey, span } of document.comments) {
    if (disabledKey === undefined) continue;
    const start = text.indexOf(disabledKey, span.start);
    const at = { start, end: start + disabledKey.length };
    uses.declare({ name: disabledKey, span: at, kind, isBare: true });
  }
  return uses.build();
}

function composeUses(document: FactsOf<'compose'>['document'], text: string, uses: UsesSink): void {
  for (const { environment } of document.services) {
    for (const { name, nameSpan, value } of environment) {
      uses.declare({ name, span: nameSpan, kind: 'compose', ...(value === undefined && { isBare: true }) });
    }
  }
  for (const { name, span, hasDefault } of document.interpolations) {
    const at = nameIn(name, span, text);
    if (at !== undefined) uses.read({ name, span: at, hasDefault, isOptional: false });
  }
}

function dockerfileUses(document: FactsOf<'dockerfile'>['document'], text: string, uses: UsesSink): void {
  const declared = new Set<string>();
  for (const instruction of document.instructions) {
    if (instruction.type !== 'assignment' || instruction.keyword === 'LABEL') continue;
    for (const { name, nameSpan, hasDefault } of instruction.assignments) {
      declared.add(name);
      const isBare = instruction.keyword === 'ARG' && !hasDefault;
      uses.declare({ name, span: nameSpan, kind: 'dockerfile', ...(isBare && { isBare }) });
    }
  }
  for (const { name, span } of shellVariables(text, 0)) if (declared.has(name)) uses.refer({ name, span });
}

/** Variables of containers, and the keys of what hands all of its keys on: ConfigMaps, Secrets and what makes them. */
function kubernetesUses({ resources, kustomization }: FactsOf<'kubernetes'>['document'], uses: UsesSink): void {
  const declare = ({ name, nameSpan }: { readonly name: string; readonly nameSpan: Span }): void => {
    if (KUBERNETES_NAME.test(name)) uses.declare({ name, span: nameSpan, kind: 'kubernetes' });
  };
  for (const { workload, data, secretKeys } of resources) {
    for (const { env } of workload?.containers ?? []) env.forEach(declare);
    data.forEach(declare);
    secretKeys.forEach(declare);
  }
  kustomization?.literals.forEach(declare);
}

/** Keys of a ConfigMap may be file names as well. */
const KUBERNETES_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function workflowUses(document: FactsOf<'workflow'>['document'], text: string, uses: UsesSink): void {
  const groups = [
    document.env,
    ...document.jobs.flatMap(({ env, steps, services }) => [
      env,
      ...steps.map((step) => step.env),
      ...services.map((service) => service.env),
    ]),
  ];
  for (const { name, nameSpan } of groups.flat()) uses.declare({ name, span: nameSpan, kind: 'workflow' });
  for (const match of text.matchAll(/\benv\.([A-Za-z_]\w*)/g)) {
    const start = match.index + 4;
    uses.refer({ name: match[1] ?? '', span: { start, end: start + (match[1]?.length ?? 0) } });
  }
}

/** Names that a script sets are its own; what it reads beside them comes from the environment. */
function shellUses(text: string, offset: number, uses: UsesBuilder, declares: 'manifest' | undefined): void {
  const own = new Set<string>();
  for (const { assignments, words } of splitShell(text)) {
    for (const { name, span } of assignments) {
      own.add(name);
      const at = { start: offset + span.start, end: offset + span.start + name.length };
      if (declares === undefined) uses.refer({ name, span: at, isAssigned: true });
      else uses.declare({ name, span: at, kind: declares });
    }
    const [program, ...rest] = words;
    if (program?.text !== 'export' && program?.text !== 'read') continue;
    for (const word of rest) own.add(word.text.split('=')[0] ?? '');
  }
  for (const { name, span, hasDefault } of shellVariables(text, offset)) {
    if (own.has(name)) uses.refer({ name, span });
    else uses.read({ name, span, hasDefault, isOptional: false });
  }
}

/** Variables that a deploy is given all at once, and that stand somewhere else. */
function handedSets(text: string, uses: UsesSink): void {
  const span = handedSetIn(text);
  if (span !== undefined) uses.readDynamic({ prefix: '', sets: '', span });
}

/** `env | grep CROWD_${KEY}_CLIENT_ID`, `eval echo \$S3_${name}`: a name that is put together. */
function composedNames(text: string, uses: UsesSink): void {
  for (const { 0: whole, 1: prefix = '', 2: suffix = '', index } of text.matchAll(COMPOSED_NAME)) {
    uses.readDynamic({ prefix, ...(suffix && { suffix }), span: { start: index, end: index + whole.length } });
  }
}

const COMPOSED_NAME = /(?<![\w{])([A-Z][A-Z0-9]+_)\$(?:\{\w+\}|\w+)((?:_[A-Z0-9_]+)?)(?![\w$])/g;

interface ShellVariable {
  readonly name: string;
  readonly span: Span;
  readonly hasDefault: boolean;
}

/** `$NAME`, `${NAME}`, `${NAME:-x}` of capital letters; lines that are comments are left out. */
function shellVariables(text: string, offset: number): ShellVariable[] {
  const found: ShellVariable[] = [];
  for (const match of text.matchAll(/\$(\{?)([A-Z][A-Z0-9_]*)(:?[-=+?]|\b)/g)) {
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (/^\s*#/.test(line) || /\\$/.test(line)) continue;
    const [, brace = '', name = '', operator = ''] = match;
    const start = offset + match.index + 1 + brace.length;
    const hasDefault = brace !== '' && /[-=+]$/.test(operator);
    found.push({ name, span: { start, end: start + name.length }, hasDefault });
  }
  return found;
}

/** Prisma's `env("NAME")`, the file in which node-config maps variables to its keys, the lists of `turbo.json`. */
function otherUses(file: FilePath, text: string, uses: UsesSink): void {
  if (BINDING_LANGUAGES.test(file)) {
    const span = bindingIn(text);
    if (span !== undefined) uses.readDynamic({ prefix: '', span });
  } else if (file.endsWith('.prisma')) {
    for (const match of text.matchAll(/\benv\(\s*"(\w+)"\s*\)/g)) {
      const name = match[1] ?? '';
      const start = match.index + match[0].indexOf('"') + 1;
      uses.read({ name, span: { start, end: start + name.length }, hasDefault: false, isOptional: false });
    }
  } else if (/^turbo\.jsonc?$/.test(baseName(file))) {
    for (const list of text.matchAll(TURBO_LIST)) {
      for (const { 0: quoted, index } of (list[1] ?? '').matchAll(/"[A-Za-z_]\w*"/g)) {
        const start = list.index + list[0].length - 1 - (list[1]?.length ?? 0) + index + 1;
        uses.refer({ name: quoted.slice(1, -1), span: { start, end: start + quoted.length - 2 } });
      }
    }
  } else if (/^custom-environment-variables\./.test(baseName(file))) {
    for (const match of text.matchAll(/:\s*(["']?)([A-Z][A-Z0-9_]*)\1\s*(?=[,}\r\n]|$)/g)) {
      const name = match[2] ?? '';
      const start = match.index + match[0].indexOf(name);
      const span = { start, end: start + name.length };
      uses.declare({ name, span, kind: 'schema', isRequired: false });
    }
  }
}

/** https://turborepo.com/docs/reference/configuration; a name there gets no value, and `!NAME` and `A_*` name no variable. */
const TURBO_LIST = /"(?:env|globalEnv|passThroughEnv|globalPassThroughEnv)"\s*:\s*\[([^\]]*)\]/g;

function referTo(name: string, span: Span, text: string, uses: UsesSink): void {
  const at = nameIn(name, span, text);
  if (at !== undefined) uses.refer({ name, span: at });
}

/** The name inside `${NAME:-default}`. */
function nameIn(name: string, span: Span, text: string): Span | undefined {
  const start = text.indexOf(name, span.start);
  return start < 0 || start + name.length > span.end ? undefined : { start, end: start + name.length };
}

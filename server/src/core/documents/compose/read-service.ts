import { parseImageReference } from '../image-reference';
import { optional } from '../optional';
import type { YamlEntry, YamlNode, YamlTree } from '../yaml/tree';
import { interpolate } from './interpolate';
import type {
  ComposeBuild,
  ComposeCommand,
  ComposeDependency,
  ComposeEnvFile,
  ComposeHealthcheck,
  ComposeImage,
  ComposeNumber,
  ComposePort,
  ComposeService,
  ComposeText,
  ComposeVariable,
  ComposeVolume,
} from './model';

/** One service as written, `extends` not applied. */
export function readService(tree: YamlTree, { key, keySpan, value, span }: YamlEntry): ComposeService {
  const at = (name: string): YamlNode | undefined => tree.get(value, name)?.value;
  const text = (name: string): ComposeText | undefined => textOf(tree, at(name));
  const environment = tree.get(value, 'environment');
  return {
    name: key,
    nameSpan: keySpan,
    span,
    ...optional('image', imageOf(tree, at('image'))),
    ...optional('build', buildOf(tree, tree.get(value, 'build'))),
    ...optional('command', commandOf(tree, at('command'))),
    ...optional('entrypoint', commandOf(tree, at('entrypoint'))),
    environment: variablesOf(tree, at('environment')),
    environmentRepeats: tree.repeats(at('environment')).map((entry) => variableOf(tree, entry)),
    ...optional('environmentSpan', environment?.span),
    envFile: envFilesOf(tree, at('env_file')),
    ports: tree.items(at('ports')).flatMap((item) => portOf(tree, item)),
    volumes: tree.items(at('volumes')).flatMap((item) => volumeOf(tree, item)),
    dependsOn: dependenciesOf(tree, at('depends_on')),
    init: isTrue(text('init')),
    profiles: textsOf(tree, at('profiles')).map((one) => one.text),
    ...optional('replicas', numberOf(textOf(tree, tree.get(at('deploy'), 'replicas')?.value))),
    ...optional('scale', numberOf(text('scale'))),
    ...optional('restart', text('restart')),
    ...optional('stopGracePeriod', text('stop_grace_period')),
    ...optional('stopSignal', text('stop_signal')),
    ...optional('containerName', text('container_name')),
    ...optional('networkMode', text('network_mode')),
    ...optional('workingDir', text('working_dir')),
    ...optional('healthcheck', healthcheckOf(tree, tree.get(value, 'healthcheck'))),
    ...optional('loggingDriver', textOf(tree, tree.get(at('logging'), 'driver')?.value)),
    labels: variablesOf(tree, at('labels')),
    ...optional('extends', extendsOf(tree, tree.get(value, 'extends'))),
  };
}

function textOf(tree: YamlTree, node: YamlNode | undefined): ComposeText | undefined {
  const text = tree.text(node);
  if (text === undefined) return undefined;
  const resolved = text.templated ? undefined : interpolate(text.value).resolved;
  return { text: text.value, span: text.span, resolved };
}

function textsOf(tree: YamlTree, node: YamlNode | undefined): ComposeText[] {
  return tree.items(node).flatMap((item) => textOf(tree, item) ?? []);
}

function numberOf(text: ComposeText | undefined): ComposeNumber | undefined {
  if (text === undefined) return undefined;
  return { ...text, value: /^\d{1,9}$/.test(text.resolved ?? '') ? Number(text.resolved) : undefined };
}

function isTrue(text: ComposeText | undefined): boolean {
  return /^(?:true|yes|on)$/i.test(text?.resolved ?? '');
}

function imageOf(tree: YamlTree, node: YamlNode | undefined): ComposeImage | undefined {
  const text = textOf(tree, node);
  if (text === undefined) return undefined;
  const { variables } = interpolate(text.text);
  const isExact = text.resolved === text.text && text.span.end - text.span.start === text.text.length;
  const reference =
    text.resolved === undefined ? undefined : parseImageReference(text.resolved, isExact ? text.span.start : undefined);
  const tagAt = text.text.search(/:\$\{?\w+/);
  const isTagDefault = reference?.tag !== undefined && tagAt >= 0 && variables.some(({ hasDefault }) => hasDefault);
  return { ...text, reference, variables: [...new Set(variables.map(({ name }) => name))], isTagDefault };
}

function buildOf(tree: YamlTree, entry: YamlEntry | undefined): ComposeBuild | undefined {
  if (entry?.value === undefined) return undefined;
  const short = textOf(tree, entry.value);
  if (short !== undefined) {
    const context = short.resolved ?? short.text;
    return { context, contextSpan: short.span, isInline: false, args: [], span: entry.span };
  }
  if (!tree.isMap(entry.value)) return undefined;
  const at = (name: string): YamlNode | undefined => tree.get(entry.value, name)?.value;
  const context = textOf(tree, at('context'));
  const dockerfile = textOf(tree, at('dockerfile'));
  const target = textOf(tree, at('target'));
  return {
    context: context?.resolved ?? context?.text ?? '.',
    ...optional('contextSpan', context?.span),
    ...optional('dockerfile', dockerfile?.resolved ?? dockerfile?.text),
    ...optional('dockerfileSpan', dockerfile?.span),
    isInline: at('dockerfile_inline') !== undefined,
    ...optional('target', target?.resolved ?? target?.text),
    ...optional('targetSpan', target?.span),
    args: variablesOf(tree, at('args')),
    span: entry.span,
  };
}

function commandOf(tree: YamlTree, node: YamlNode | undefined): ComposeCommand | undefined {
  if (node === undefined) return undefined;
  if (tree.isSequence(node)) return { form: 'exec', words: textsOf(tree, node), span: tree.span(node) };
  const shell = tree.shell(node);
  return shell === undefined ? undefined : { form: 'shell', ...shell, span: tree.text(node)?.span ?? tree.span(node) };
}

/** A mapping, or a list of `NAME=value` and bare `NAME`. */
function variablesOf(tree: YamlTree, node: YamlNode | undefined): ComposeVariable[] {
  if (tree.isSequence(node)) {
    return tree.items(node).flatMap((item): ComposeVariable[] => {
      const text = tree.text(item);
      if (text === undefined) return [];
      const equals = text.value.indexOf('=');
      const name = equals < 0 ? text.value : text.value.slice(0, equals);
      if (equals < 0)
        return [{ name, nameSpan: text.span, resolved: undefined, form: 'list' as const, span: tree.span(item) }];
      const value = text.value.slice(equals + 1);
      // Escapes may shift the place; then the whole item serves for both.
      const split = text.span.start + equals;
      const nameSpan = text.exact ? { start: text.span.start, end: split } : text.span;
      const valueSpan = text.exact ? { start: split + 1, end: text.span.end } : text.span;
      const resolved = text.templated ? undefined : interpolate(value).resolved;
      return [{ name, nameSpan, value, valueSpan, resolved, form: 'list' as const, span: tree.span(item) }];
    });
  }
  return tree.entries(node).map((entry) => variableOf(tree, entry));
}

function variableOf(tree: YamlTree, { key, keySpan, value, span }: YamlEntry): ComposeVariable {
  const text = textOf(tree, value);
  const given = text === undefined ? {} : { value: text.text, valueSpan: text.span };
  return { name: key, nameSpan: keySpan, ...given, resolved: text?.resolved, form: 'map', span };
}

/** `.env`, a list of paths, or a list of `{ path, required }`. */
function envFilesOf(tree: YamlTree, node: YamlNode | undefined): ComposeEnvFile[] {
  const items = tree.isSequence(node) ? tree.items(node) : node === undefined ? [] : [node];
  return items.flatMap((item) => {
    const path = textOf(tree, tree.isMap(item) ? tree.get(item, 'path')?.value : item);
    const required = textOf(tree, tree.get(item, 'required')?.value);
    return path === undefined
      ? []
      : [{ path: path.resolved ?? path.text, span: path.span, required: required?.text !== 'false' }];
  });
}

function portOf(tree: YamlTree, item: YamlNode): ComposePort[] {
  if (tree.isMap(item)) {
    const target = textOf(tree, tree.get(item, 'target')?.value);
    const published = textOf(tree, tree.get(item, 'published')?.value);
    return target === undefined
      ? []
      : [{ ...target, container: portNumber(target.resolved), host: portNumber(published?.resolved) }];
  }
  const text = textOf(tree, item);
  if (text === undefined) return [];
  const parts = (text.resolved ?? '').replace(/\/\w+$/, '').split(':');
  return [
    { ...text, container: portNumber(parts.at(-1)), host: parts.length > 1 ? portNumber(parts.at(-2)) : undefined },
  ];
}

/** First port of a range. */
function portNumber(text: string | undefined): number | undefined {
  const first = /^(\d{1,5})(?:-\d{1,5})?$/.exec(text ?? '')?.[1];
  return first === undefined ? undefined : Number(first);
}

function volumeOf(tree: YamlTree, item: YamlNode): ComposeVolume[] {
  if (tree.isMap(item)) {
    const at = (name: string): ComposeText | undefined => textOf(tree, tree.get(item, name)?.value);
    const source = at('source') ?? at('src');
    const target = at('target') ?? at('dst') ?? at('destination');
    const shown = source ?? target;
    if (shown === undefined) return [];
    const written = at('type')?.text;
    const type = written === 'bind' || written === 'volume' || written === 'tmpfs' ? written : 'other';
    return [
      {
        ...shown,
        ...optional('source', source?.resolved ?? source?.text),
        ...optional('target', target?.resolved ?? target?.text),
        type,
        readOnly: isTrue(at('read_only')),
      },
    ];
  }
  const text = textOf(tree, item);
  if (text === undefined) return [];
  const whole = text.resolved ?? text.text;
  // A drive letter and the braces of a variable hold colons that do not separate.
  const parts = whole.match(/(?:^[A-Za-z]:[\\/])?(?:\$\{[^}]*\}|[^:])+/g) ?? [];
  const [first, second, mode] = parts;
  if (second === undefined)
    return first === undefined ? [] : [{ ...text, target: first, type: 'volume', readOnly: false }];
  const isBind = /^(?:[./~\\]|[A-Za-z]:[\\/]|\$)/.test(first ?? '');
  const readOnly = mode?.split(',').includes('ro') ?? false;
  return [{ ...text, ...optional('source', first), target: second, type: isBind ? 'bind' : 'volume', readOnly }];
}

function dependenciesOf(tree: YamlTree, node: YamlNode | undefined): ComposeDependency[] {
  if (tree.isSequence(node)) return textsOf(tree, node).map(({ text, span }) => ({ service: text, span }));
  return tree.entries(node).map(({ key, keySpan, value }) => {
    const condition = tree.text(tree.get(value, 'condition')?.value)?.value;
    return { service: key, ...optional('condition', condition), span: keySpan };
  });
}

function healthcheckOf(tree: YamlTree, entry: YamlEntry | undefined): ComposeHealthcheck | undefined {
  if (entry === undefined) return undefined;
  const node = tree.get(entry.value, 'test')?.value;
  const command = commandOf(tree, node);
  const [kind] = command?.form === 'exec' ? command.words : [];
  const disabled = isTrue(textOf(tree, tree.get(entry.value, 'disable')?.value)) || kind?.text === 'NONE';
  return { ...optional('test', disabled ? undefined : healthCommand(tree, node, command)), disabled, span: entry.span };
}

function healthCommand(
  tree: YamlTree,
  node: YamlNode | undefined,
  command: ComposeCommand | undefined,
): ComposeCommand | undefined {
  if (command?.form !== 'exec') return command;
  const [kind, ...words] = command.words;
  if (kind?.text !== 'CMD-SHELL') return { ...command, words: kind?.text === 'CMD' ? words : command.words };
  return commandOf(tree, tree.items(node)[1]);
}

function extendsOf(tree: YamlTree, entry: YamlEntry | undefined): ComposeService['extends'] {
  if (entry === undefined) return undefined;
  const service = tree.text(tree.get(entry.value, 'service')?.value ?? entry.value)?.value;
  const file = tree.text(tree.get(entry.value, 'file')?.value)?.value;
  return service === undefined ? undefined : { service, ...optional('file', file), span: entry.span };
}

import { parseImageReference } from '../image-reference';
import { optional } from '../optional';
import { parseYaml, type YamlEntry, type YamlNode, type YamlTree } from '../yaml/tree';
import type {
  WorkflowDocument,
  WorkflowImage,
  WorkflowJob,
  WorkflowRun,
  WorkflowService,
  WorkflowStep,
  WorkflowText,
  WorkflowTrigger,
  WorkflowVariable,
} from './model';
import { setupNodeOf } from './setup-node';

export type * from './model';

/** Reads a file of `.github/workflows` (https://docs.github.com/actions/reference/workflow-syntax). Never throws. */
export function parseWorkflow(text: string): WorkflowDocument {
  const tree = parseYaml(text);
  const root = tree.roots[0];
  const env = variablesOf(tree, at(tree, root, 'env'));
  const directory = textAt(tree, at(tree, at(tree, root, 'defaults'), 'run'), 'working-directory')?.value;
  const jobs = tree.entries(at(tree, root, 'jobs')).map((entry) => jobOf(tree, entry, directory));
  return {
    ...optional('name', textAt(tree, root, 'name')?.value),
    triggers: triggersOf(tree, tree.get(root, 'on')),
    env,
    jobs,
    setupNode: jobs.flatMap((job) => setupNodeOf(job, env)),
    errors: tree.errors,
  };
}

function at(tree: YamlTree, node: YamlNode | undefined, key: string): YamlNode | undefined {
  return tree.get(node, key)?.value;
}

function textOf(tree: YamlTree, node: YamlNode | undefined): WorkflowText | undefined {
  const text = tree.text(node);
  return text && { value: text.value, span: text.span, dynamic: text.templated || text.value.includes('${{') };
}

function textAt(tree: YamlTree, node: YamlNode | undefined, key: string): WorkflowText | undefined {
  return textOf(tree, at(tree, node, key));
}

/** A list, or a single text. */
function textsOf(tree: YamlTree, node: YamlNode | undefined): WorkflowText[] {
  const items = tree.isSequence(node) ? tree.items(node) : [node];
  return items.flatMap((item) => textOf(tree, item) ?? []);
}

function variablesOf(tree: YamlTree, node: YamlNode | undefined): WorkflowVariable[] {
  return tree.entries(node).flatMap(({ key, keySpan, value }) => {
    const text = textOf(tree, value);
    return text === undefined ? [] : [{ ...text, name: key, nameSpan: keySpan }];
  });
}

/** `on: push`, `on: [push]`, or a mapping. */
function triggersOf(tree: YamlTree, entry: YamlEntry | undefined): WorkflowTrigger[] {
  if (entry === undefined) return [];
  if (!tree.isMap(entry.value)) {
    return textsOf(tree, entry.value).map(({ value, span }) => ({ name: value, span, branches: [], tags: [] }));
  }
  return tree.entries(entry.value).map(({ key, keySpan, value }) => ({
    name: key,
    span: keySpan,
    branches: textsOf(tree, at(tree, value, 'branches')),
    tags: textsOf(tree, at(tree, value, 'tags')),
  }));
}

function jobOf(tree: YamlTree, { key, keySpan, value, span }: YamlEntry, directory: string | undefined): WorkflowJob {
  const environment = textAt(tree, value, 'environment') ?? textAt(tree, at(tree, value, 'environment'), 'name');
  const ownDirectory = textAt(tree, at(tree, at(tree, value, 'defaults'), 'run'), 'working-directory')?.value;
  return {
    id: key,
    idSpan: keySpan,
    span,
    ...optional('name', textAt(tree, value, 'name')),
    runsOn: textsOf(tree, at(tree, value, 'runs-on')),
    ...optional('if', textAt(tree, value, 'if')),
    ...optional('environment', environment),
    env: variablesOf(tree, at(tree, value, 'env')),
    steps: tree.items(at(tree, value, 'steps')).map((step) => stepOf(tree, step)),
    services: tree.entries(at(tree, value, 'services')).map((service) => serviceOf(tree, service)),
    ...optional('container', imageOf(tree, at(tree, value, 'container'))),
    matrix: matrixOf(tree, at(tree, at(tree, value, 'strategy'), 'matrix')),
    ...optional('uses', textAt(tree, value, 'uses')),
    ...optional('workingDirectory', ownDirectory ?? directory),
  };
}

function stepOf(tree: YamlTree, step: YamlNode): WorkflowStep {
  const uses = textAt(tree, step, 'uses');
  const settings = new Map<string, WorkflowText>();
  for (const { key, value } of tree.entries(at(tree, step, 'with'))) {
    const text = textOf(tree, value);
    if (text !== undefined) settings.set(key, text);
  }
  return {
    span: tree.span(step),
    ...optional('name', textAt(tree, step, 'name')),
    ...optional('uses', uses?.value),
    ...optional('usesSpan', uses?.span),
    ...optional('run', runOf(tree, at(tree, step, 'run'))),
    with: settings,
    env: variablesOf(tree, at(tree, step, 'env')),
    ...optional('if', textAt(tree, step, 'if')),
    ...optional('shell', textAt(tree, step, 'shell')?.value),
    ...optional('workingDirectory', textAt(tree, step, 'working-directory')?.value),
  };
}

function runOf(tree: YamlTree, node: YamlNode | undefined): WorkflowRun | undefined {
  const shell = tree.shell(node);
  const span = tree.text(node)?.span;
  if (shell === undefined || span === undefined) return undefined;
  const lines: { text: string; offset: number }[] = [];
  for (let start = 0; start <= shell.text.length; ) {
    const found = shell.text.indexOf('\n', start);
    const end = found < 0 ? shell.text.length : found;
    const line = shell.text.slice(start, end);
    const text = line.trim();
    const indent = line.length - line.trimStart().length;
    if (text !== '') lines.push({ text, offset: shell.exact ? shell.offset + start + indent : shell.offset });
    start = end + 1;
  }
  return { ...shell, lines, span };
}

/** `container: image`, or a mapping with `image`. */
function imageOf(tree: YamlTree, node: YamlNode | undefined): WorkflowImage | undefined {
  const text = textOf(tree, node) ?? textAt(tree, node, 'image');
  if (text === undefined) return undefined;
  const isExact = text.span.end - text.span.start === text.value.length;
  const reference = text.dynamic ? undefined : parseImageReference(text.value, isExact ? text.span.start : undefined);
  return { ...text, reference };
}

function serviceOf(tree: YamlTree, { key, keySpan, value, span }: YamlEntry): WorkflowService {
  return {
    name: key,
    nameSpan: keySpan,
    ...optional('image', imageOf(tree, value)),
    env: variablesOf(tree, at(tree, value, 'env')),
    span,
  };
}

function matrixOf(tree: YamlTree, node: YamlNode | undefined): Map<string, readonly WorkflowText[]> {
  const matrix = new Map<string, readonly WorkflowText[]>();
  for (const { key, value } of tree.entries(node)) {
    if (key !== 'include' && key !== 'exclude') matrix.set(key, textsOf(tree, value));
  }
  for (const item of tree.items(at(tree, node, 'include'))) {
    for (const { key, value } of tree.entries(item)) {
      const text = textOf(tree, value);
      if (text !== undefined) matrix.set(key, [...(matrix.get(key) ?? []), text]);
    }
  }
  return matrix;
}

import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../../text/span';
import {
  DEPENDENCY_SECTIONS,
  type DependencySection,
  type ManifestBin,
  type ManifestDependency,
  type ManifestDocument,
  type ManifestScript,
  type ManifestSection,
  type ManifestText,
} from './model';

export type * from './model';

/**
 * Reads a package.json, comments and trailing commas included, as far as it can be read. A value of a wrong type counts as
 * absent. Never throws.
 */
export function parseManifest(text: string): ManifestDocument {
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  const top = propertiesOf(root);
  const textAt = (name: string): ManifestText | undefined => textOfNode(text, top.get(name)?.value);
  const optional = <Key extends string, Value>(key: Key, value: Value | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
  const under = (name: string, key: string): ManifestText | undefined =>
    textOfNode(text, propertiesOf(top.get(name)?.value).get(key)?.value);

  const sections = new Map<DependencySection | 'scripts' | 'engines', ManifestSection>();
  for (const name of [...DEPENDENCY_SECTIONS, 'scripts', 'engines'] as const) {
    const property = top.get(name);
    if (property?.value?.type !== 'object') continue;
    sections.set(name, { keySpan: property.keySpan, span: spanOf(property.value) });
  }
  const dependencies = (section: DependencySection): ReadonlyMap<string, ManifestDependency> =>
    dependenciesOf(text, top.get(section)?.value, section);
  const twelveFactor = top.get('twelveFactor');
  const exported = top.get('exports')?.value;
  const imported = top.get('imports')?.value;
  return {
    ...optional('name', textAt('name')?.value),
    ...optional('nameSpan', textAt('name')?.span),
    ...optional('version', textAt('version')?.value),
    ...optional('type', textAt('type')?.value),
    ...optional('main', textAt('main')?.value),
    ...optional('module', textAt('module')?.value),
    ...optional('packageManager', textAt('packageManager')),
    ...optional('nodeEngine', under('engines', 'node')),
    ...optional('voltaNode', under('volta', 'node')),
    ...optional('devEngineNode', devEngine(text, top, 'runtime', 'node')),
    ...optional('devEnginePackageManager', devEngine(text, top, 'packageManager', undefined)),
    private: top.get('private')?.value?.value === true,
    bin: binsOf(text, top.get('bin')?.value),
    ...optional('files', listOf(top.get('files')?.value)),
    hasExports: isPresent(exported),
    ...(exported === undefined ? {} : { exports: rawValueOf(exported) }),
    ...(imported === undefined ? {} : { imports: rawValueOf(imported) }),
    ...optional('moduleAliases', textMapOf(top.get('_moduleAliases')?.value)),
    ...optional('types', (textAt('types') ?? textAt('typings'))?.value),
    publishConfig: top.get('publishConfig')?.value?.type === 'object',
    ...optional('workspaces', workspacesOf(top.get('workspaces')?.value)),
    scripts: scriptsOf(text, top.get('scripts')?.value),
    dependencies: dependencies('dependencies'),
    devDependencies: dependencies('devDependencies'),
    peerDependencies: dependencies('peerDependencies'),
    optionalDependencies: dependencies('optionalDependencies'),
    bundledDependencies:
      listOf(top.get('bundledDependencies')?.value) ?? listOf(top.get('bundleDependencies')?.value) ?? [],
    sections,
    ...(twelveFactor?.value === undefined
      ? {}
      : { twelveFactor: { value: rawValueOf(twelveFactor.value), span: spanOf(twelveFactor.value) } }),
    ...(root?.type === 'object' ? { rootSpan: spanOf(root) } : {}),
    errors: errors.map(({ error, offset, length }) => ({
      code: printParseErrorCode(error),
      span: { start: offset, end: offset + length },
    })),
  };
}

/** The braces of a section and what is between; `undefined` when the section is missing. */
export function sectionSpan(
  manifest: ManifestDocument,
  section: DependencySection | 'scripts' | 'engines',
): Span | undefined {
  return manifest.sections.get(section)?.span;
}

/** The declaration of a package: run-time sections before `devDependencies`. */
export function dependencyOf(manifest: ManifestDocument, name: string): ManifestDependency | undefined {
  for (const section of DEPENDENCY_SECTIONS) {
    const found = manifest[section].get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    // The scanner does not know the byte order mark.
    return parseTree(text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text, errors, { allowTrailingComma: true });
  } catch {
    // Nesting deeper than the stack.
    return undefined;
  }
}

interface Property {
  readonly key: Node;
  readonly keySpan: Span;
  readonly value: Node | undefined;
  readonly span: Span;
}

/** By name; the last of two equal names, as `JSON.parse` has it. */
function propertiesOf(node: Node | undefined): Map<string, Property> {
  const properties = new Map<string, Property>();
  if (node?.type !== 'object') return properties;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key?.type !== 'string' || typeof key.value !== 'string') continue;
    properties.set(key.value, { key, keySpan: spanOf(key), value, span: spanOf(property) });
  }
  return properties;
}

function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

function textOfNode(text: string, node: Node | undefined): ManifestText | undefined {
  if (node?.type !== 'string' || typeof node.value !== 'string') return undefined;
  const isClosed = node.length > 1 && text[node.offset + node.length - 1] === text[node.offset];
  const span = { start: node.offset + 1, end: node.offset + node.length - (isClosed ? 1 : 0) };
  return { value: node.value, span, escaped: text.slice(span.start, span.end) !== node.value };
}

function listOf(node: Node | undefined): string[] | undefined {
  if (node?.type !== 'array') return undefined;
  return (node.children ?? []).flatMap((child) => (typeof child.value === 'string' ? [child.value] : []));
}

function textMapOf(node: Node | undefined): Map<string, string> | undefined {
  if (node?.type !== 'object') return undefined;
  const texts = [...propertiesOf(node)].map(([name, { value }]) => [name, value?.value] as const);
  return new Map(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** `["packages/*"]`, or `{ "packages": […] }` of Yarn. */
function workspacesOf(node: Node | undefined): string[] | undefined {
  return listOf(node) ?? listOf(propertiesOf(node).get('packages')?.value);
}

function binsOf(text: string, node: Node | undefined): ManifestBin[] {
  const single = textOfNode(text, node);
  if (single !== undefined) return [{ path: single }];
  return [...propertiesOf(node)].flatMap(([name, { value }]) => {
    const path = textOfNode(text, value);
    return path === undefined ? [] : [{ name, path }];
  });
}

function scriptsOf(text: string, node: Node | undefined): Map<string, ManifestScript> {
  const scripts = new Map<string, ManifestScript>();
  for (const [name, { keySpan, value, span: entrySpan }] of propertiesOf(node)) {
    const script = textOfNode(text, value);
    if (script === undefined) continue;
    const { span, escaped } = script;
    scripts.set(name, { name, text: script.value, offset: span.start, span, escaped, keySpan, entrySpan });
  }
  return scripts;
}

function dependenciesOf(
  text: string,
  node: Node | undefined,
  section: DependencySection,
): Map<string, ManifestDependency> {
  const dependencies = new Map<string, ManifestDependency>();
  for (const [name, { keySpan, value, span: entrySpan }] of propertiesOf(node)) {
    const range = textOfNode(text, value);
    if (range === undefined) continue;
    dependencies.set(name, { name, range: range.value, span: range.span, keySpan, entrySpan, section });
  }
  return dependencies;
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#devengines: one object or a list of them. */
function devEngine(
  text: string,
  top: ReadonlyMap<string, Property>,
  kind: string,
  name: string | undefined,
): ManifestText | undefined {
  const node = propertiesOf(top.get('devEngines')?.value).get(kind)?.value;
  const candidates = node?.type === 'array' ? (node.children ?? []) : node === undefined ? [] : [node];
  for (const candidate of candidates) {
    const properties = propertiesOf(candidate);
    const engine = textOfNode(text, properties.get('name')?.value);
    if (name === undefined) return engine;
    if (engine?.value === name) return textOfNode(text, properties.get('version')?.value);
  }
  return undefined;
}

function isPresent(node: Node | undefined): boolean {
  return node !== undefined && node.type !== 'null';
}

function rawValueOf(node: Node): unknown {
  try {
    return getNodeValue(node);
  } catch {
    return undefined;
  }
}

import type { Node } from 'jsonc-parser';
import type { Span } from '../../text/span';
import { type JsonProperty, jsonList, jsonProperties, jsonSpan, jsonText, jsonValue, parseJson } from '../json/tree';
import { optional } from '../optional';
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
  const { root, errors } = parseJson(text);
  const top = jsonProperties(root);
  const textAt = (name: string): ManifestText | undefined => jsonText(text, top.get(name)?.value);
  const under = (name: string, key: string): ManifestText | undefined =>
    jsonText(text, jsonProperties(top.get(name)?.value).get(key)?.value);

  const sections = new Map<DependencySection | 'scripts' | 'engines', ManifestSection>();
  for (const name of [...DEPENDENCY_SECTIONS, 'scripts', 'engines'] as const) {
    const property = top.get(name);
    if (property?.value?.type !== 'object') continue;
    sections.set(name, { keySpan: property.keySpan, span: jsonSpan(property.value) });
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
    ...optional('prismaSeed', under('prisma', 'seed')?.value),
    private: top.get('private')?.value?.value === true,
    bin: binsOf(text, top.get('bin')?.value),
    ...optional('files', jsonList(top.get('files')?.value)),
    hasExports: isPresent(exported),
    ...(exported === undefined ? {} : { exports: jsonValue(exported) }),
    ...(imported === undefined ? {} : { imports: jsonValue(imported) }),
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
      jsonList(top.get('bundledDependencies')?.value) ?? jsonList(top.get('bundleDependencies')?.value) ?? [],
    sections,
    ...(twelveFactor?.value === undefined
      ? {}
      : { twelveFactor: { value: jsonValue(twelveFactor.value), span: jsonSpan(twelveFactor.value) } }),
    ...(root?.type === 'object' ? { rootSpan: jsonSpan(root) } : {}),
    errors,
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

function textMapOf(node: Node | undefined): Map<string, string> | undefined {
  if (node?.type !== 'object') return undefined;
  const texts = [...jsonProperties(node)].map(([name, { value }]) => [name, value?.value] as const);
  return new Map(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** `["packages/*"]`, or `{ "packages": […] }` of Yarn. */
function workspacesOf(node: Node | undefined): string[] | undefined {
  return jsonList(node) ?? jsonList(jsonProperties(node).get('packages')?.value);
}

function binsOf(text: string, node: Node | undefined): ManifestBin[] {
  const single = jsonText(text, node);
  if (single !== undefined) return [{ path: single }];
  return [...jsonProperties(node)].flatMap(([name, { value }]) => {
    const path = jsonText(text, value);
    return path === undefined ? [] : [{ name, path }];
  });
}

function scriptsOf(text: string, node: Node | undefined): Map<string, ManifestScript> {
  const scripts = new Map<string, ManifestScript>();
  for (const [name, { keySpan, value, span: entrySpan }] of jsonProperties(node)) {
    const script = jsonText(text, value);
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
  for (const [name, { keySpan, value, span: entrySpan }] of jsonProperties(node)) {
    const range = jsonText(text, value);
    if (range === undefined) continue;
    dependencies.set(name, { name, range: range.value, span: range.span, keySpan, entrySpan, section });
  }
  return dependencies;
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#devengines: one object or a list of them. */
function devEngine(
  text: string,
  top: ReadonlyMap<string, JsonProperty>,
  kind: string,
  name: string | undefined,
): ManifestText | undefined {
  const node = jsonProperties(top.get('devEngines')?.value).get(kind)?.value;
  const candidates = node?.type === 'array' ? (node.children ?? []) : node === undefined ? [] : [node];
  for (const candidate of candidates) {
    const properties = jsonProperties(candidate);
    const engine = jsonText(text, properties.get('name')?.value);
    if (name === undefined) return engine;
    if (engine?.value === name) return jsonText(text, properties.get('version')?.value);
  }
  return undefined;
}

function isPresent(node: Node | undefined): boolean {
  return node !== undefined && node.type !== 'null';
}

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap } from 'yaml';
import { parseCompose } from '../core/documents/compose/parse';
import { parseYaml, type YamlTree } from '../core/documents/yaml/tree';
import { applyEdits, type Edit, lineBreakOf } from '../core/text/edits';
import { dependencyEdits } from './compose-dependency';

export interface OneOffService {
  /** The service whose image and configuration the new one shares, and which waits for it. */
  readonly of: string;
  /** Program and arguments. */
  readonly command: readonly string[];
}

/**
 * Adds a service to a compose file that runs one command before another service starts. It is written behind that
 * service, in the file's own indentation; nothing else is written anew. `undefined` for files where a service is put
 * together in a way (flow style, `extends`, a merged `depends_on`) that leaves no such place.
 */
export function oneOffServiceEdits(text: string, { of, command }: OneOffService): Edit[] | undefined {
  const tree = parseYaml(text);
  const place = tree.errors.length > 0 ? undefined : placeOf(tree, text, of);
  if (place === undefined) return undefined;
  const { services } = parseCompose(text);
  const names = services.map(({ name }) => name);
  const name = NAMES.find((candidate) => !names.includes(candidate));
  const lineBreak = lineBreakOf(text);
  const dependency = name === undefined ? undefined : dependencyEdits(text, place, { name, lineBreak });
  if (name === undefined || dependency === undefined) return undefined;
  const lines = serviceLines(tree, text, place, name, command);
  if (lines === undefined) return undefined;
  const isOpen = place.end > 0 && text.charAt(place.end - 1) !== '\n';
  const gap = place.isSpaced ? lineBreak : '';
  const service = lines.map((line) => line + lineBreak).join('');
  const insert = {
    span: { start: place.end, end: place.end },
    text: `${isOpen ? lineBreak : ''}${dependency.atEnd}${gap}${isOpen ? service.slice(0, -lineBreak.length) : service}`,
  };
  const edits = [...dependency.edits, insert];
  return isRight(applyEdits(text, edits), of, name) ? edits : undefined;
}

export interface LastingService extends OneOffService {
  /** The first that is free is taken. */
  readonly names: readonly string[];
}

/** Adds a service that runs another command of the same image for as long as the other one does. */
export function lastingServiceEdits(text: string, { of, command, names }: LastingService): Edit[] | undefined {
  const tree = parseYaml(text);
  const place = tree.errors.length > 0 ? undefined : placeOf(tree, text, of);
  const { services } = parseCompose(text);
  const name = names.find((candidate) => services.every((one) => one.name !== candidate));
  const lines = place && name !== undefined ? serviceLines(tree, text, place, name, command, 'lasting') : undefined;
  if (place === undefined || name === undefined || lines === undefined) return undefined;
  const lineBreak = lineBreakOf(text);
  const isOpen = place.end > 0 && text.charAt(place.end - 1) !== '\n';
  const service = `${place.isSpaced ? lineBreak : ''}${lines.join(lineBreak)}`;
  const edit = {
    span: { start: place.end, end: place.end },
    text: isOpen ? `${lineBreak}${service}` : `${service}${lineBreak}`,
  };
  const after = parseCompose(applyEdits(text, [edit]));
  const [own, added] = [of, name].map((wanted) => after.services.find((one) => one.name === wanted));
  const isRight = after.errors.length === 0 && added !== undefined && added.build?.context === own?.build?.context;
  return isRight ? [edit] : undefined;
}

/** What a new service shares with the other one may hold values, written out a second time. */
export function hasValues(compose: string, name: string): boolean {
  const service = parseCompose(compose).services.find((one) => one.name === name);
  return (
    service?.environment.some(({ value }) => value !== undefined && value !== '' && !value.startsWith('$')) === true
  );
}

const NAMES = ['migrate', 'migrations', 'db-migrate', 'run-migrations'];

/** What a one-off process shares with the service it belongs to, in the order in which it is written. */
const SHARED = ['build', 'image', 'platform', 'user', 'working_dir'];
const SURROUNDINGS = [
  'environment',
  'env_file',
  'secrets',
  'configs',
  'networks',
  'network_mode',
  'extra_hosts',
  'volumes',
  'profiles',
];

/** A service in block style. */
export interface ServicePlace {
  readonly map: YAMLMap;
  readonly pairs: readonly Pair[];
  /** Blanks before the service's name, before its keys, and one step more. */
  readonly indent: string;
  readonly inner: string;
  readonly step: string;
  /** Where its last line (comments that belong to it included) ends, line break included. */
  readonly end: number;
  /** An empty line stands between services. */
  readonly isSpaced: boolean;
}

function placeOf(tree: YamlTree, text: string, name: string): ServicePlace | undefined {
  const [root, second] = tree.roots;
  const services =
    second === undefined && root !== undefined && isMap(root) ? pairOf(root, 'services')?.value : undefined;
  if (!isMap(services) || services.flow === true) return undefined;
  const pair = pairOf(services, name);
  const map = pair?.value;
  if (pair === undefined || !isMap(map) || map.flow === true || map.items.length === 0) return undefined;
  const key = startOf(pair.key);
  const first = startOf(map.items[0]?.key);
  const indent = blanksBefore(text, key);
  const inner = blanksBefore(text, first);
  if (key === undefined || indent === undefined || inner === undefined || inner.length <= indent.length)
    return undefined;
  if (map.items.some((item) => keyOf(item) === 'extends') || pairOf(map, 'build') === undefined) return undefined;
  const lineStart = key - indent.length;
  const others = services.items.filter((item) => item !== pair).map((item) => startOf(item.key) ?? 0);
  const isSpaced = /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*$/.test(text.slice(0, lineStart))
    ? others.some((at) => at < key)
    : followsGap(text, others, key);
  return {
    map,
    pairs: map.items,
    indent,
    inner,
    step: inner.slice(indent.length),
    end: endOfService(text, map, indent),
    isSpaced,
  };
}

function followsGap(text: string, others: readonly number[], key: number): boolean {
  const next = others.filter((at) => at > key).sort((a, b) => a - b)[0];
  return next !== undefined && /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*[ \t]*$/.test(text.slice(0, next));
}

/** Behind the last value, its line and the comments below that are further in than the service's name. */
function endOfService(text: string, map: YAMLMap, indent: string): number {
  const last = map.items.at(-1);
  const valueEnd = contentEnd(text, last?.value) ?? startOf(last?.key) ?? 0;
  let end = lineEnd(text, valueEnd);
  for (;;) {
    const next = lineEnd(text, end);
    const line = text.slice(end, next);
    const blanks = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (next === end || !/^[ \t]*#/.test(line) || blanks <= indent.length) return end;
    end = next;
  }
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

function serviceLines(
  tree: YamlTree,
  text: string,
  place: ServicePlace,
  name: string,
  command: readonly string[],
  kind: 'one-off' | 'lasting' = 'one-off',
): string[] | undefined {
  const { indent, inner } = place;
  // What is built here has its image of its own name; a second service under that name would be another release.
  const shared = SHARED.filter((key) => key !== 'image');
  const before = shared.flatMap((key) => entryLines(tree, text, place, key));
  const after = SURROUNDINGS.flatMap((key) => entryLines(tree, text, place, key));
  const waits = entryLines(tree, text, place, 'depends_on');
  const restart = kind === 'one-off' ? [`${inner}restart: "no"`] : entryLines(tree, text, place, 'restart');
  return [`${indent}${name}:`, ...before, `${inner}command: ${commandArray(command)}`, ...after, ...waits, ...restart];
}

/** Program and arguments as a compose file writes them; what looks like a variable stays what it is. */
export function commandArray(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word.replaceAll('$', '$$$$'))).join(', ')}]`;
}

/** A key of the service with its value, as it is written there or in what is merged in; without anchors and aliases of its own. */
function entryLines(tree: YamlTree, text: string, place: ServicePlace, key: string): string[] {
  const own = pairOf(place.map, key);
  const value = tree.get(place.map, key)?.value;
  if (value === undefined) return [];
  const isVerbatim = own !== undefined && !isAlias(own.value);
  const start = isVerbatim ? startOf(own.key) : value.range?.[0];
  const end = value.range?.[1];
  if (start === undefined || start === null || end === undefined) return [];
  const source = withoutAnchors(text.slice(start, end), value).replace(/\s+$/, '');
  if (isVerbatim)
    return reindented(source, columnOf(text, start), place.inner).map((line, index) =>
      index === 0 ? place.inner + line : line,
    );
  const isBlock = (isMap(value) || isSeq(value)) && value.flow !== true;
  if (!isBlock) return [`${place.inner}${key}: ${source}`];
  const deeper = place.inner + place.step;
  return [
    `${place.inner}${key}:`,
    ...reindented(source, columnOf(text, start), deeper).map((line, index) => (index === 0 ? deeper + line : line)),
  ];
}

function reindented(source: string, column: number, indent: string): string[] {
  return source.split(/\r?\n/).map((line, index) => {
    if (index === 0 || line.trim() === '') return line.trim() === '' ? '' : line;
    return indent + line.slice(Math.min(column, /^[ \t]*/.exec(line)?.[0].length ?? 0));
  });
}

function withoutAnchors(source: string, value: Node): string {
  const anchors: string[] = [];
  visit(value, {
    Node: (_, node) => void ('anchor' in node && node.anchor !== undefined && anchors.push(node.anchor)),
  });
  return anchors
    .reduce(
      (sum, anchor) =>
        sum.replace(new RegExp(`([:-][ \\t]+)&${anchor.replace(/[^\w-]/g, '\\$&')}(?=\\s)[ \\t]*`), '$1'),
      source,
    )
    .replace(/:[ \t]+(?=\r?\n)/g, ':');
}

/** The file after the edits says what was meant. */
function isRight(after: string, of: string, name: string): boolean {
  const { services, errors } = parseCompose(after);
  const waiting = services.find((service) => service.name === of);
  const added = services.find((service) => service.name === name);
  if (errors.length > 0 || waiting === undefined || added === undefined) return false;
  const waits = waiting.dependsOn.some(
    ({ service, condition }) => service === name && condition === 'service_completed_successfully',
  );
  const values = (service: typeof added): string =>
    JSON.stringify(service.environment.map(({ name: key, value }) => [key, value]));
  return (
    waits &&
    values(waiting) === values(added) &&
    added.build?.context === waiting.build?.context &&
    added.restart?.text === 'no'
  );
}

/** Where the text of a node ends; blocks count the line break behind them as their own. */
export function contentEnd(text: string, node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? range[0] + text.slice(range[0], range[1]).trimEnd().length : undefined;
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((item) => keyOf(item) === key);
}

export function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

export function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** Only blanks stand before it on its line. */
function blanksBefore(text: string, offset: number | undefined): string | undefined {
  if (offset === undefined) return undefined;
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^ *$/.test(before) ? before : undefined;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

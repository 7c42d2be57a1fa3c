import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Edit } from '../core/text/edits';
import { contentEnd, pairOf, type ServicePlace, startOf } from './one-off-service';

export interface DependencyChange {
  readonly edits: readonly Edit[];
  /** Lines to put at the end of the service. */
  readonly atEnd: string;
}

interface Wanted {
  readonly name: string;
  readonly lineBreak: string;
}

const CONDITION = 'condition: service_completed_successfully';

/**
 * Makes a service wait until another one has ended well. A list of names becomes a mapping, since only that can hold a
 * condition. `undefined` where the dependencies come from elsewhere.
 */
export function dependencyEdits(text: string, place: ServicePlace, wanted: Wanted): DependencyChange | undefined {
  const { inner, step } = place;
  const { name, lineBreak } = wanted;
  const value = pairOf(place.map, 'depends_on')?.value;
  const lines = (indent: string): string[] => [`${indent}${name}:`, `${indent}${step}${CONDITION}`];
  if (pairOf(place.map, 'depends_on') === undefined) {
    if (pairOf(place.map, '<<') !== undefined) return undefined;
    const all = [`${inner}depends_on:`, ...lines(inner + step)];
    return { edits: [], atEnd: all.map((line) => line + lineBreak).join('') };
  }
  if (isMap(value)) return inMap(text, value, wanted, step);
  return isSeq(value) ? fromList(text, value, place, wanted) : undefined;
}

function inMap(text: string, map: YAMLMap, { name, lineBreak }: Wanted, step: string): DependencyChange | undefined {
  const last = map.items.at(-1);
  const lastValue = last?.value as Node | null | undefined;
  const end = contentEnd(text, lastValue);
  const first = startOf(map.items[0]?.key);
  if (map.flow === true) {
    const close = (map.range?.[1] ?? 0) - 1;
    const at = end ?? close;
    const text_ = `${last === undefined ? ' ' : ', '}${name}: { ${CONDITION} }${last === undefined ? ' ' : ''}`;
    return { edits: [{ span: { start: at, end: at }, text: text_ }], atEnd: '' };
  }
  if (end === undefined || first === undefined) return undefined;
  const indent = text.slice(text.lastIndexOf('\n', first - 1) + 1, first);
  if (!/^ +$/.test(indent)) return undefined;
  const at = lineBreakAt(text, end);
  const added = `${lineBreak}${indent}${name}:${lineBreak}${indent}${step}${CONDITION}`;
  return { edits: [{ span: { start: at, end: at }, text: added }], atEnd: '' };
}

/** `- db` becomes `db:` with the condition that the list stands for. */
function fromList(
  text: string,
  list: YAMLSeq,
  place: ServicePlace,
  { name, lineBreak }: Wanted,
): DependencyChange | undefined {
  const names = list.items.map((item) => (isScalar(item) && typeof item.value === 'string' ? item.value : undefined));
  if (
    names.some((one) => one === undefined) ||
    list.anchor !== undefined ||
    list.range === undefined ||
    list.range === null
  )
    return undefined;
  const indent = place.inner + place.step;
  const entry = (one: string, condition: string): string[] => [
    `${indent}${one}:`,
    `${indent}${place.step}${condition}`,
  ];
  const added = entry(name, CONDITION);
  if (list.flow === true) {
    const before = /[ \t]*$/.exec(text.slice(0, list.range[0]))?.[0].length ?? 0;
    const lines = [...names.flatMap((one) => entry(one ?? '', 'condition: service_started')), ...added];
    const span = { start: list.range[0] - before, end: list.range[1] };
    return { edits: [{ span, text: lines.map((line) => lineBreak + line).join('') }], atEnd: '' };
  }
  const edits = list.items.flatMap((item, index): Edit[] => {
    const range = (item as Node).range;
    if (!range) return [];
    const start = text.lastIndexOf('\n', range[0] - 1) + 1;
    const end = lineBreakAt(text, range[1]);
    const more = index === list.items.length - 1 ? added.map((line) => lineBreak + line).join('') : '';
    return [
      { span: { start, end: range[1] }, text: `${indent}${names[index] ?? ''}:` },
      { span: { start: end, end }, text: `${lineBreak}${indent}${place.step}condition: service_started${more}` },
    ];
  });
  return { edits, atEnd: '' };
}

/** The end of the line that holds the offset, before its line break. */
function lineBreakAt(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return text.charAt(at - 1) === '\r' ? at - 1 : at;
}

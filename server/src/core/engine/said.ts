import type { FilePath } from '../documents/kinds';
import type { ImportFact } from '../documents/typescript/imports';
import type { Collected } from '../rule/context';
import type { Evidence, RuleId } from '../rule/finding';
import type { Span } from '../text/span';
import type {
  DynamicRead,
  EnvironmentAccess,
  EnvironmentDeclaration,
  EnvironmentRead,
  EnvironmentReference,
} from '../workspace/environment/uses';
import type { ForkFact, ListenFact, ShutdownFact } from '../workspace/facts';
import type { Candidate } from './candidate';

/** One thing that a listener says of a document, and the list of the result that it belongs in. */
export type Said =
  | { readonly to: 'candidates'; readonly value: Candidate }
  | { readonly to: 'evidence'; readonly value: Evidence }
  | { readonly to: 'collected'; readonly rule: RuleId; readonly value: Collected }
  | { readonly to: 'imports'; readonly value: ImportFact }
  | { readonly to: 'listens'; readonly value: ListenFact }
  | { readonly to: 'shutdowns'; readonly value: ShutdownFact }
  | { readonly to: 'forks'; readonly value: ForkFact }
  | { readonly to: 'reads'; readonly value: EnvironmentRead }
  | { readonly to: 'declarations'; readonly value: EnvironmentDeclaration }
  | { readonly to: 'references'; readonly value: EnvironmentReference }
  | { readonly to: 'dynamic'; readonly value: DynamicRead }
  | { readonly to: 'accesses'; readonly value: EnvironmentAccess };

/** The places in the document itself, in an order of their own. */
export function placesOf(said: Said, file: FilePath): Span[] {
  const places = [said.value.span];
  if (said.to === 'candidates') {
    for (const related of said.value.related ?? []) if (related.file === file) places.push(related.span);
  }
  return places;
}

/** The same with other places, given by the index that they have in `placesOf`. */
export function withPlaces(said: Said, move: (index: number, place: Span) => Span): Said {
  if (said.to === 'candidates') {
    const { value } = said;
    let index = 0;
    const moved = { ...value, span: move(index++, value.span) };
    if (value.related === undefined) return { ...said, value: moved };
    const related = value.related.map((entry) =>
      entry.file === value.file ? { ...entry, span: move(index++, entry.span) } : entry,
    );
    return { ...said, value: { ...moved, related } };
  }
  return { ...said, value: { ...said.value, span: move(0, said.value.span) } } as Said;
}

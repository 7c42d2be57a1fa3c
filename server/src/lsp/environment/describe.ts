import type { FilePath } from '../../core/documents/kinds';
import type { Span } from '../../core/text/span';
import type { LinkedVariable } from '../../core/workspace/environment/lookup';
import type { PlaceOf } from '../convert';

/** How many places of a kind a hover lists. */
const SHOWN = 6;

interface Describing {
  readonly placeOf: PlaceOf;
  readonly isMarkdown: boolean;
}

/** What there is to know of a variable: class, whether it is needed, where it is declared and read. Never a value. */
export function describeVariable(variable: LinkedVariable, how: Describing): string {
  const { name, reads, declarations, isRequired } = variable;
  const title = [CLASSES[variable.class], isRequired ? 'required' : 'optional'].join(' · ');
  const head = how.isMarkdown ? `**${name.replace(/_/g, '\\_')}** · ${title}` : `${name} · ${title}`;
  return [
    head,
    declarations.length === 0 ? 'Declared nowhere.' : `Declared in ${list(declarations, how)}.`,
    reads.length === 0 ? 'Read nowhere.' : `Read in ${list(reads, how)}.`,
    defaults(variable),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

const CLASSES = {
  secret: 'environment variable, a secret',
  config: 'environment variable',
  platform: 'environment variable, set by the platform',
} as const;

function defaults(variable: LinkedVariable): string {
  const reads = variable.reads.filter(({ through }) => through === undefined);
  const count = reads.filter(({ hasDefault }) => hasDefault).length;
  if (reads.length === 0) return '';
  if (count === 0) return 'No default.';
  return count === reads.length ? 'There is a default.' : `There is a default in ${count} of ${reads.length} places.`;
}

function list(places: readonly { readonly file: FilePath; readonly span: Span }[], how: Describing): string {
  const shown = places.slice(0, SHOWN).map(({ file, span }) => {
    const { uri, positions } = how.placeOf(file);
    const line = positions.positionAt(span.start).line + 1;
    const label = `${file}:${line}`;
    return how.isMarkdown ? `[${label.replace(/[\\_*[\]]/g, '\\$&')}](${uri}#L${line})` : label;
  });
  const more = places.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

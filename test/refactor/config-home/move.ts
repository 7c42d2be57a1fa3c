import assert from 'node:assert/strict';
import { editContext } from '../../../server/src/core/engine/fixes';
import type { Fix } from '../../../server/src/core/rule/fix';
import type { Configuration } from '../../../server/src/core/settings/schema';
import type { Span } from '../../../server/src/core/text/span';
import { moveCompanions, moveLiterals } from '../../../server/src/refactor/move-literal';
import { rules } from '../../../server/src/rules/index';
import { analyze, applyFix, type Files } from '../../support/analyze';

export interface Moved {
  readonly before: Files;
  readonly after: Files;
  readonly fix: Fix;
}

/** Moves the literals between `«` and `»` of one file, given only the companions that a fix may ask for. */
export function moveMarked(marked: Files, configuration?: Configuration): Moved {
  const file = Object.keys(marked).find((path) => marked[path]?.includes('«')) ?? '';
  const { text, spans } = withoutMarks(marked[file] ?? '');
  const before: Files = { 'package.json': '{ "private": true }\n', '.gitignore': '.env\n', ...marked, [file]: text };
  const folder = analyze(before, { rules, ...(configuration && { configuration }) });
  const allowed = new Set([file, ...moveCompanions(file, folder.appOf(file))]);
  const context = editContext(folder, file, text, (path) => (allowed.has(path) ? before[path] : undefined));
  const fix = moveLiterals(
    context,
    spans.map((span) => ({ span })),
  );
  assert.ok(fix !== undefined, 'nothing to move');
  return { before, after: applyFix(before, fix), fix };
}

function withoutMarks(marked: string): { text: string; spans: Span[] } {
  const spans: Span[] = [];
  let text = '';
  let start = 0;
  for (const character of marked) {
    if (character === '«') start = text.length;
    else if (character === '»') spans.push({ start, end: text.length });
    else text += character;
  }
  return { text, spans };
}

import { defineRule } from '../core/rule/define-rule';
import { fixOf } from '../core/rule/fix';

/** The engine itself reports these, once all other rules have run; see `core/engine/folder.ts`. */
export default defineRule({
  id: 'unused-suppression',
  summary: 'A suppression comment silences nothing.',
  why: 'It was written for a finding that is gone; left in place it will hide the next one that nobody has judged.',
  remedy: 'Remove the comment, or the one rule in it.',
  messages: {
    unused: 'This comment suppresses nothing.',
    unusedRule: 'This comment suppresses no finding of "{{rule}}".',
    unknownRule: 'There is no rule "{{rule}}".',
  },
  severity: 'hint',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'safe',
  since: '0.1.0',
  applies: {
    to: 'packages',
    libraries: true,
    roles: {
      test: 'hint',
      script: 'hint',
      cli: 'hint',
      'front-end': 'hint',
      'tool-config': 'hint',
      example: 'hint',
      development: 'hint',
    },
  },
  fix(context) {
    const { finding, text } = context;
    const rule = finding.data['rule'];
    const line = lineAround(text, finding.span.start);
    // Rule names in a reason (`-- see config/x`) are no entries of the list.
    const [list = ''] = text.slice(line.start, line.end).split(/\s--(?:\s|$)/);
    const listed = list.match(/[\w-]+\/[\w-]+/g) ?? [];
    if (rule !== undefined && listed.length > 1) {
      return fixOf(`Remove "${rule}" from the comment`, 'safe', finding.file, [
        { span: withComma(text, finding.span), text: '' },
      ]);
    }
    const start = commentStart(text, line.start, finding.span.start);
    const alone = text.slice(line.start, start).trim() === '' && closesLine(text, start, line.end);
    const span = alone
      ? { start: line.start, end: nextLine(text, line.end) }
      : { start: trimBack(text, start), end: commentEnd(text, start, line.end) };
    return fixOf('Remove the suppression comment', 'safe', finding.file, [{ span, text: '' }]);
  },
});

function withComma(text: string, span: { start: number; end: number }): { start: number; end: number } {
  const after = /^\s*,\s*/.exec(text.slice(span.end))?.[0];
  if (after !== undefined) return { start: span.start, end: span.end + after.length };
  const before = /\s*,\s*$/.exec(text.slice(0, span.start))?.[0] ?? '';
  return { start: span.start - before.length, end: span.end };
}

function lineAround(text: string, offset: number): { start: number; end: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { start, end: end < 0 ? text.length : end };
}

function commentStart(text: string, lineStart: number, offset: number): number {
  const marker = text.lastIndexOf('twelve-factor-', offset + 'twelve-factor-disable-next-line'.length);
  const before = text.slice(lineStart, Math.max(marker, lineStart));
  const sign = /(?:\/\/|\/\*|#)[ \t]*$/.exec(before);
  return sign === null ? offset : lineStart + sign.index;
}

/** A block comment may be followed by code. */
function commentEnd(text: string, start: number, lineEnd: number): number {
  const close = text.startsWith('/*', start) ? text.indexOf('*/', start) : -1;
  const end = close < 0 ? lineEnd : close + 2;
  return text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function closesLine(text: string, start: number, lineEnd: number): boolean {
  return text.slice(commentEnd(text, start, lineEnd), lineEnd).trim() === '';
}

function nextLine(text: string, lineEnd: number): number {
  return Math.min(text.length, lineEnd + 1);
}

function trimBack(text: string, start: number): number {
  return start - (/[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0);
}

import type { DocumentKind } from '../documents/kinds';
import { SCANNED_RULES, SECRET_RULES, twinsOf } from '../knowledge/twin-rules';
import type { RuleId } from '../rule/finding';
import type { Span } from '../text/span';
import { type Directive, lineAfter, lineAround } from './suppressions';

/**
 * Ignore comments of other tools, as directives for our twins of the rules that they name (RULES §4). They never count as
 * unused: whether they are is for the other tool to say.
 */
export function findForeignDirectives(
  text: string,
  kind: DocumentKind,
  isComment: (offset: number) => boolean,
): Directive[] {
  const found: Directive[] = [];
  for (const { word, kinds, pattern, read } of FORMS) {
    if ((kinds !== undefined && !kinds.includes(kind)) || !text.includes(word)) continue;
    for (const match of text.matchAll(pattern)) {
      const offset = match.index + match[0].indexOf(word);
      if (!isInComment(text, offset, kind, isComment)) continue;
      const span = { start: match.index, end: match.index + match[0].length };
      const { rules, form, range } = read(match, { text, kind, span });
      if (rules.length > 0)
        found.push({ span, rules: rules.map((id) => ({ id, span })), form, range, reason: '', foreign: true });
    }
  }
  return found;
}

type Reading = Pick<Directive, 'form' | 'range'> & { readonly rules: readonly RuleId[] };

interface Place {
  readonly text: string;
  readonly kind: DocumentKind;
  readonly span: Span;
}

interface Form {
  /** Without it the text has no such comment. */
  readonly word: string;
  readonly kinds?: readonly DocumentKind[];
  readonly pattern: RegExp;
  read(match: RegExpExecArray, place: Place): Reading;
}

const FORMS: readonly Form[] = [
  {
    word: 'hadolint',
    kinds: ['dockerfile'],
    pattern: /^[ \t]*#[ \t]*hadolint[ \t]+(global[ \t]+)?ignore[ \t]*=[ \t]*([\w, \t]+)/gm,
    read: ([, global, list = ''], place) =>
      global === undefined ? nextLine(rulesIn(list), place) : wholeFile(rulesIn(list)),
  },
  {
    word: 'check',
    kinds: ['dockerfile'],
    pattern: /^#[ \t]*check[ \t]*=[ \t]*(?:[^\n]*;)?[ \t]*skip[ \t]*=[ \t]*([\w, \t]+)/gim,
    // A parser directive is one above every instruction only.
    read: ([, list = ''], { text, span }) =>
      wholeFile(
        /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/.test(text.slice(0, span.start))
          ? rulesIn(list.replace(/\ball\b/, ALL_CHECKS))
          : [],
      ),
  },
  { word: 'gitleaks:allow', pattern: /gitleaks:allow/g, read: (_match, place) => sameLine(SECRET_RULES, place) },
  {
    word: 'allowlist',
    pattern: /pragma: ?allowlist (nextline )?secret/g,
    read: ([, next], place) => (next === undefined ? sameLine(SECRET_RULES, place) : nextLine(SECRET_RULES, place)),
  },
  {
    word: 'trufflehog:ignore',
    pattern: /trufflehog:ignore/g,
    read: (_match, place) => sameLine(SECRET_RULES, place),
  },
  { word: 'ggignore', pattern: /\bggignore\b/g, read: (_match, place) => sameLine(SECRET_RULES, place) },
  {
    word: 'noSecrets',
    kinds: ['typescript'],
    pattern: /biome-ignore(-all)? lint\/(?:security|nursery)\/noSecrets/g,
    read: ([, all], place) => (all === undefined ? nextLine(SECRET_RULES, place) : wholeFile(SECRET_RULES)),
  },
  {
    word: 'secretlint-disable',
    pattern: /secretlint-disable(-next-line|-line)?(?![\w-])/g,
    read: ([, where], place) => {
      if (where === '-line') return sameLine(SECRET_RULES, place);
      return where === undefined
        ? untilEnabled(SECRET_RULES, place, /secretlint-enable(?![\w-])/g)
        : nextLine(SECRET_RULES, place);
    },
  },
  {
    word: 'checkov:skip',
    pattern: /checkov:skip=(\w+)/g,
    // Checks of a container file speak of all of it; those of secrets of the line, or of the one below.
    read: ([, id = ''], place) => (/^CKV_SECRET/.test(id) ? lineAndNext(twinsOf(id), place) : wholeFile(twinsOf(id))),
  },
  {
    word: 'nosemgrep',
    pattern: /nosemgrep(?::[ \t]*([\w.,/ \t-]+))?/g,
    read: ([, list], place) => lineAndNext(list === undefined ? SCANNED_RULES : rulesIn(list), place),
  },
  { word: 'NOSONAR', pattern: /\bNOSONAR\b/g, read: (_match, place) => sameLine(SCANNED_RULES, place) },
  {
    word: 'eslint-disable',
    kinds: ['typescript'],
    pattern: /eslint-disable(-next-line|-line)?[ \t]+([^\r\n]*)/g,
    read: ([, where, list = ''], place) => {
      const rules = rulesIn(list.replace(/(?:\s-{2,}\s|\*\/).*$/, ''));
      if (where === '-line') return sameLine(rules, place);
      return where === undefined ? untilEnabled(rules, place, /eslint-enable/g) : nextLine(rules, place);
    },
  },
];

const ALL_CHECKS = 'JSONArgsRecommended,SecretsUsedInArgOrEnv';

function rulesIn(list: string): RuleId[] {
  return [...new Set(list.split(/[,\s]+/).flatMap((id) => (id === '' ? [] : twinsOf(id))))];
}

function wholeFile(rules: readonly RuleId[]): Reading {
  return { rules, form: 'file', range: undefined };
}

function sameLine(rules: readonly RuleId[], { text, span }: Place): Reading {
  return { rules, form: 'line', range: lineAround(text, span.end) };
}

function nextLine(rules: readonly RuleId[], { text, span, kind }: Place): Reading {
  return { rules, form: 'next-line', range: lineAfter(text, span.end, kind) };
}

function lineAndNext(rules: readonly RuleId[], place: Place): Reading {
  const { text, span, kind } = place;
  const own = lineAround(text, span.end);
  // Behind code the comment speaks of that line; on a line of its own, of the next.
  const isAlone = /^[ \t]*(?:\/\/|\/\*|#|<!--|\{\/\*)/.test(text.slice(own.start, own.end));
  return isAlone ? { rules, form: 'next-line', range: lineAfter(text, span.end, kind) } : sameLine(rules, place);
}

function untilEnabled(rules: readonly RuleId[], { text, span }: Place, enable: RegExp): Reading {
  enable.lastIndex = span.end;
  return { rules, form: 'block', range: { start: span.start, end: enable.exec(text)?.index ?? text.length + 1 } };
}

function isInComment(
  text: string,
  offset: number,
  kind: DocumentKind,
  isComment: (offset: number) => boolean,
): boolean {
  if (kind === 'typescript') return isComment(offset);
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /(?:^|\s)#[^\n]*$/.test(text.slice(start, offset));
}

import { type FilePath, kindOf } from '../../core/documents/kinds';
import type { SecretNameOptions } from '../../core/knowledge/secret-names';
import { overlaps, type Span } from '../../core/text/span';
import { codeLiterals, commentsIn } from './mask-code';
import { dotenvSecrets } from './mask-dotenv';
import { linesWithSecret, suspiciousParts } from './mask-lines';

/** Gives what must not be shown of a line: spans in the file, sorted, without overlap. */
export type Masker = (line: Span) => readonly Span[];

/**
 * Decides what a code frame hides. On a line with a secret-bearing finding that is every literal; everywhere else what
 * looks like a secret or stands under a secret's name, whether or not a rule has found it; in an environment file every
 * value. When in doubt it hides.
 * @param secrets spans of the file's secret-bearing findings, suppressed ones included
 * @param names what the settings say of names
 */
export function createMasker(
  file: FilePath,
  text: string,
  secrets: readonly Span[],
  names: SecretNameOptions = {},
): Masker {
  const kind = kindOf(file);
  if (kind === 'dotenv') {
    const hidden = dotenvSecrets(text);
    return (line) => within(hidden, line);
  }
  if (kind === 'typescript') return codeMasker(file, text, secrets, names);
  return (line) =>
    within(touches(secrets, line) ? linesWithSecret(text, line) : suspiciousParts(text, line, names), line);
}

function codeMasker(file: FilePath, text: string, secrets: readonly Span[], names: SecretNameOptions): Masker {
  const literals = codeLiterals(file, text, names);
  return (line) => {
    const here = literals.filter(({ span }) => overlaps(span, line));
    const comments = commentsIn(
      text,
      line,
      here.map(({ span }) => span),
    ).flatMap((comment) => suspiciousParts(text, comment, names));
    if (!touches(secrets, line)) {
      return within([...here.filter(({ isSuspicious }) => isSuspicious).map(({ span }) => span), ...comments], line);
    }
    // A secret outside every literal (in a comment, in broken code) is hidden as it stands.
    const bare = secrets.filter((secret) => overlaps(secret, line) && !here.some(({ span }) => overlaps(span, secret)));
    return within([...here.map(({ span }) => span), ...bare, ...comments], line);
  };
}

function touches(spans: readonly Span[], line: Span): boolean {
  return spans.some((span) => overlaps(span, line) || span.start === line.start);
}

/** Cut to the line, sorted, and joined where they meet. */
function within(spans: readonly Span[], line: Span): Span[] {
  const parts = spans
    .map(({ start, end }) => ({ start: Math.max(start, line.start), end: Math.min(end, line.end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const joined: { start: number; end: number }[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && part.start <= last.end) last.end = Math.max(last.end, part.end);
    else joined.push({ ...part });
  }
  return joined;
}

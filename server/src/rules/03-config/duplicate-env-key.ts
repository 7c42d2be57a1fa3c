import { type DotenvDocument, type DotenvEntry, parseDotenv } from '../../core/documents/dotenv/parse';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';

export default defineRule({
  id: 'config/duplicate-env-key',
  summary: 'An environment file sets the same variable twice.',
  why: 'Every reader of the file lets the last line win, so the earlier one does nothing but mislead: whoever edits it wonders why nothing changes.',
  remedy: 'Keep the line that is meant and remove the other.',
  messages: { overridden: '"{{key}}" is set again further down, and the later line wins.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'safe',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true, roles: { example: 'warning', development: 'warning', test: 'warning' } },
  secret: true,
  dotenv(file) {
    for (const { entry, winner } of overridden(file.document)) {
      file.report(
        entry.keySpan,
        'overridden',
        { key: entry.key },
        {
          unnecessary: true,
          because: 'environment files are read from the top, and a later assignment replaces an earlier one',
          related: [{ file: file.file, span: winner.keySpan, message: 'this line wins' }],
          fixable: !isReadBetween(file.document, entry, winner),
        },
      );
    }
  },
  fix(context) {
    const { span } = context.finding;
    const entry = parseDotenv(context.text).entries.find(({ keySpan }) => keySpan.start === span.start);
    if (entry === undefined) return undefined;
    const edit = { span: entry.lineSpan, text: '' };
    return fixOf(`Remove the line of ${entry.key} that does nothing`, 'safe', context.file, [edit]);
  },
});

/** Every assignment but the last of its key, with that last one. Names that differ in case are different variables. */
function overridden({ entries }: DotenvDocument): { entry: DotenvEntry; winner: DotenvEntry }[] {
  const last = new Map(entries.map((entry) => [entry.key, entry]));
  return entries.flatMap((entry) => {
    const winner = last.get(entry.key);
    return winner === undefined || winner === entry ? [] : [{ entry, winner }];
  });
}

/** `A=1`, `B=${A}`, `A=2`: for compose and shells the first line is not dead. */
function isReadBetween({ entries }: DotenvDocument, entry: DotenvEntry, winner: DotenvEntry): boolean {
  return entries.some(
    ({ span, interpolations }) =>
      span.start > entry.span.start &&
      span.start <= winner.span.start &&
      interpolations.some(({ name }) => name === entry.key),
  );
}

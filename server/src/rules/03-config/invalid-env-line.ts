import {
  type DotenvEntry,
  type DotenvError,
  type DotenvErrorKind,
  parseDotenv,
} from '../../core/documents/dotenv/parse';
import { directoryOf, type FilePath, joinPath } from '../../core/documents/kinds';
import { FOREIGN_MANIFESTS } from '../../core/knowledge/bound-settings';
import { VARIABLE_NAME } from '../../core/knowledge/environment-getters';
import type { AppContext, DotenvFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location, Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import type { Span } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import { envFileReaders } from '../../core/workspace/env-file-readers';
import { lockedVersions } from '../../core/workspace/lockfiles';
import { foreignMarkAt, isOutsideValues, repairOf } from '../../refactor/env-line';

type Messages = DotenvErrorKind | 'comment-mark' | 'docker-export' | 'docker-quotes';

export default defineRule<Messages, undefined>({
  id: 'config/invalid-env-line',
  summary: 'A line of an environment file does not say what it seems to say.',
  why: 'No reader of environment files complains about a line it cannot make sense of: it skips the line, or takes quotes and comments into the value. The service then runs with a setting that nobody wrote.',
  remedy: 'Write `NAME=value`, quoted when the value holds blanks, a `#` or several lines.',
  messages: {
    'no-equals': 'This line has no "=" and sets nothing.',
    'comment-mark': 'A line that begins with "{{mark}}" is no comment for readers of env files.',
    'illegal-key': 'What stands before the "=" is no name of a variable that every reader accepts.',
    'yaml-colon': '"{{key}}" is followed by a colon, which shells, Node and "docker run" do not take for a "=".',
    'unclosed-quote': 'The value of "{{key}}" opens a quote that is not closed, so the quote is part of it.',
    'space-around-equals': 'Blanks around the "=" of "{{key}}" break the line for {{reader}}.',
    'unbalanced-interpolation': 'The value of "{{key}}" has a "${" that is not closed.',
    'trailing-text': 'Text behind the closing quote of "{{key}}" makes the quotes part of the value.',
    'hash-in-value':
      'The unquoted "#" cuts the value of "{{key}}" off in the dotenv package, and not in other readers.',
    'unquoted-multiline': 'The value of "{{key}}" has several lines and no quotes, so only the first is read.',
    'docker-export': '"export" before "{{key}}" breaks the line for "docker run --env-file".',
    'docker-quotes': 'The quotes around "{{key}}" become part of its value in "docker run --env-file".',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'safe',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true, roles: { example: 'warning', development: 'warning' } },
  secret: true,
  dotenv(file) {
    const keys = new Set(file.document.entries.map(({ key }) => key));
    const marked = new Set(file.document.errors.filter((error) => isMarked(file.text, error)));
    const [first] = marked;
    const mark = first && foreignMarkAt(file.text, first.span.start);
    // Whoever takes `;` for the mark of a comment does so throughout: it is said once.
    if (first !== undefined && mark !== undefined) {
      const data = { mark: file.text.slice(mark.start, mark.end) };
      file.report(first.span, 'comment-mark', data, {
        ...alike('info'),
        fixable: 'suggestion',
        because: MARK_BECAUSE,
      });
    }
    for (const error of file.document.errors) if (!marked.has(error)) checkError(file, error, keys);
    for (const entry of file.document.entries) collectForDocker(file, entry);
  },
  app: checkReaders,
  fix(context) {
    const { messageId, span } = context.finding;
    const repair = repairOf(context.text, messageId, span, context.read(parseDotenv));
    if (repair === undefined) return undefined;
    return fixOf(repair.title, repair.safety, context.file, repair.edits);
  },
});

function isMarked(text: string, error: DotenvError): boolean {
  return isOutsideValues(error) && foreignMarkAt(text, error.span.start) !== undefined && !isTemplate(text, error.span);
}

/** Up to version 14 the package kept a `#` in a value; see "15.0.0" in its change log. */
function isHashKept(app: AppModel, file: FilePath): boolean {
  const locked = lockedVersions(app, app.packageOf(file)?.root ?? app.root);
  const version = locked?.get('dotenv');
  return version !== undefined && Number.parseInt(version, 10) < 15;
}

/** The env file stands in a project of another language, whose readers keep a `#` within a value. */
function isReadByOthers(app: AppModel, file: FilePath): boolean {
  return FOREIGN_MANIFESTS.some((name) => app.exists(joinPath(directoryOf(file), name)));
}

type File = DotenvFile<Messages, undefined>;

/** `{{{envs}}}`, `<% … %>`, `{name}_HOST=`: a line that something else is put into before anybody reads it. */
function isTemplate(text: string, { start, end }: Span): boolean {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return TEMPLATE_LINE.test(text.slice(from, to < 0 ? text.length : to));
}

const TEMPLATE_LINE = /^\s*(?:(?:\{\{.*\}\}|\{%.*%\}|<%.*%>)\s*$|[\w.-]*(?:\{+[\w .-]+\}+|<[\w .-]+>)[\w.-]*\s*=)/;

function alike(severity: Severity) {
  return { severity, roles: { example: severity, development: severity } };
}

const MARK_BECAUSE = 'the dotenv package skips it, since it sets nothing; Docker and shells stop at it';

/** What every reader stumbles over is said at once; the rest depends on who reads the file. */
function checkError(file: File, { kind, span, key }: DotenvError, keys: ReadonlySet<string>): void {
  const isNamed = key !== undefined && keys.has(key);
  if (isTemplate(file.text, span)) return;
  // A bare word hands a variable of the host through in Docker and compose; blanks trouble Docker and shells only.
  if (
    kind === 'space-around-equals' ||
    (kind === 'yaml-colon' && isNamed) ||
    (kind === 'no-equals' && key !== undefined)
  ) {
    const isName = key !== undefined && VARIABLE_NAME.test(key);
    file.collect(span, { kind, key: isNamed ? key : null, isName });
    return;
  }
  // Stray lines of a broken value may hold anything: only the names of real assignments are shown.
  if (!isNamed && NEEDS_KEY.has(kind)) return;
  // Which version of the package is installed, the lock file tells. A blank behind the sign: a comment is meant.
  if (kind === 'hash-in-value') {
    if (/\s/.test(file.text.charAt(span.start + 1))) return;
    file.collect(span, { kind, key: key ?? null });
    return;
  }
  const safety = repairOf(file.text, kind, span, file.document)?.safety;
  file.report(span, kind, isNamed ? { key } : {}, {
    fixable: safety === 'suggestion' ? 'suggestion' : safety === 'safe',
    because: BECAUSE[kind],
  });
}

const NEEDS_KEY: ReadonlySet<DotenvErrorKind> = new Set([
  'yaml-colon',
  'unclosed-quote',
  'unbalanced-interpolation',
  'trailing-text',
  'hash-in-value',
  'unquoted-multiline',
]);

const BECAUSE: Readonly<Record<DotenvErrorKind, string>> = {
  'no-equals': 'the line is neither an assignment nor a comment',
  'illegal-key': 'a name has letters, digits and underscores, and does not begin with a digit',
  'yaml-colon': 'the line has the form of YAML, which the dotenv package and Docker Compose read',
  'unclosed-quote': 'there is one quote of this kind and no other that ends the value',
  'space-around-equals': 'these readers take the blanks for a part of the name or for the end of the assignment',
  'unbalanced-interpolation': 'readers that fill in variables take it for the start of one',
  'trailing-text': 'after the second quote only a comment may follow',
  'hash-in-value': 'the dotenv package takes it for the start of a comment',
  'unquoted-multiline': 'the block begins like a key in PEM form',
};

/** `docker run --env-file` takes every line as it stands. */
function collectForDocker(file: File, { key, quote, exportSpan, rawValueSpan }: DotenvEntry): void {
  if (exportSpan !== undefined) file.collect(exportSpan, { kind: 'docker-export', key });
  if (quote !== undefined) file.collect(rawValueSpan, { kind: 'docker-quotes', key });
}

function checkReaders(context: AppContext<Messages, undefined>): void {
  const collected = context.collected();
  if (collected.length === 0) return;
  const readers = envFileReaders(context.app);
  for (const { file, span, data } of collected) {
    const kind = String(data['kind']);
    const key = typeof data['key'] === 'string' ? data['key'] : undefined;
    const found = readers.get(file);
    const isDocker = found?.has('docker') === true;
    const at: Location = { file, span };
    if (kind === 'no-equals') {
      if (isDocker || found?.has('compose')) continue;
      // A name alone is how Docker is told to hand a variable through, and a pipeline may well tell it so.
      const isName = data['isName'] === true;
      context.report(at, 'no-equals', {}, { ...(isName && { severity: 'hint' }), because: BECAUSE['no-equals'] });
    } else if (key === undefined) continue;
    else if (kind === 'space-around-equals' && (isDocker || found?.has('shell'))) {
      const reader = isDocker ? '"docker run --env-file"' : 'the shell that reads it';
      context.report(at, 'space-around-equals', { key, reader }, { because: BECAUSE['space-around-equals'] });
    } else if (kind === 'yaml-colon') {
      const severity = isDocker || found?.has('shell') ? 'warning' : found?.has('compose') ? 'hint' : 'info';
      context.report(at, 'yaml-colon', { key }, { ...alike(severity), because: BECAUSE['yaml-colon'] });
    } else if (kind === 'hash-in-value') {
      if (isHashKept(context.app, file) || isReadByOthers(context.app, file)) continue;
      context.report(at, 'hash-in-value', { key }, { because: BECAUSE['hash-in-value'] });
    } else if (kind === 'docker-export' && isDocker) {
      context.report(at, 'docker-export', { key }, { because: 'a script gives this file to Docker' });
    } else if (kind === 'docker-quotes' && isDocker) {
      context.report(
        at,
        'docker-quotes',
        { key },
        { because: 'a script gives this file to Docker', fixable: 'suggestion' },
      );
    }
  }
}

import { type ComposeDocument, type ComposeService, parseCompose } from '../core/documents/compose/parse';
import { directoryOf, type FilePath, joinPath } from '../core/documents/kinds';
import type { EditContext, FixContext } from '../core/rule/fix';
import { applyEdits, differenceOf, type Edit, lineBreakOf } from '../core/text/edits';
import { contains } from '../core/text/span';

const NAMES = ['compose.yml', 'compose.yaml', 'docker-compose.yml', 'docker-compose.yaml'];

/** The compose files that may build the image of a package; a rule hands these to its `companions`. */
export function composeCompanions(packageRoot: FilePath): FilePath[] {
  return [...new Set(['', packageRoot].flatMap((root) => NAMES.map((name) => joinPath(root, name))))];
}

/**
 * Hands a variable to the containers of the image that a Dockerfile makes: `NAME: ${NAME:?…}` behind the last variable of
 * each service that builds it, so that compose refuses to start without a value. Services without variables of their own
 * are left alone, since nothing tells how they get theirs.
 */
export function passThroughCompose(context: FixContext, name: string): Map<FilePath, Edit[]> {
  const edits = new Map<FilePath, Edit[]>();
  for (const file of composeCompanions(context.packageRoot)) {
    const text = context.companion(file);
    if (text === undefined) continue;
    const document = parseCompose(text);
    const own = document.services
      .filter((service) => builds(service, file, context.file))
      .flatMap((service) => insertion(text, service, name) ?? []);
    if (own.length > 0 && reads(document, applyEdits(text, own), own.length, name)) edits.set(file, own);
  }
  return edits;
}

/**
 * Hands variables through to the containers of a package: a bare name behind the last variable of each service that is
 * built from it and lists its variables one by one. A service with env files gets them that way.
 */
export function handThroughCompose(context: EditContext, names: readonly string[]): Map<FilePath, Edit[]> {
  const edits = new Map<FilePath, Edit[]>();
  for (const file of composeCompanions(context.packageRoot)) {
    const before = context.companion(file);
    if (before === undefined) continue;
    const after = names.reduce((text, name) => withBareName(text, file, context.packageRoot, name), before);
    if (after !== before) edits.set(file, [differenceOf(before, after)]);
  }
  return edits;
}

function withBareName(text: string, file: FilePath, packageRoot: FilePath, name: string): string {
  const document = parseCompose(text);
  const own = document.services
    .filter((service) => service.envFile.length === 0 && isBuiltFrom(service, file, packageRoot))
    .flatMap((service) => insertion(text, service, name, true) ?? []);
  const after = applyEdits(text, own);
  return own.length > 0 && reads(document, after, own.length, name) ? after : text;
}

function isBuiltFrom({ build }: ComposeService, composeFile: FilePath, packageRoot: FilePath): boolean {
  if (build === undefined || build.isInline) return false;
  const context = joinPath(directoryOf(composeFile), build.context);
  const dockerfile = joinPath(context, build.dockerfile ?? 'Dockerfile');
  return context === packageRoot || directoryOf(dockerfile) === packageRoot;
}

function builds({ build }: ComposeService, composeFile: FilePath, dockerfile: FilePath): boolean {
  if (build === undefined || build.isInline) return false;
  return joinPath(directoryOf(composeFile), build.context, build.dockerfile ?? 'Dockerfile') === dockerfile;
}

function insertion(
  text: string,
  { environment, span }: ComposeService,
  name: string,
  isBare = false,
): Edit | undefined {
  const last = environment.at(-1);
  // What comes in through an anchor stands elsewhere, and in other services too.
  if (last === undefined || !contains(span, last.span) || environment.some((entry) => entry.name === name))
    return undefined;
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1;
  const lead = text.slice(lineStart, last.form === 'list' ? last.span.start : last.nameSpan.start).replace(/["']$/, '');
  if (!/^[ \t]*(?:- +)?$/.test(lead)) return undefined;
  const lineEnd = text.indexOf('\n', last.span.end);
  const at = lineEnd < 0 ? text.length : text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const dash = last.form === 'list' && !lead.includes('-') ? '- ' : '';
  const value = `\${${name}:?set ${name}}`;
  const [listed, mapped] = isBare ? [name, `${name}:`] : [`${name}=${value}`, `${name}: ${value}`];
  const entry = last.form === 'list' ? `${dash}${listed}` : mapped;
  return { span: { start: at, end: at }, text: `${lineBreakOf(text)}${lead}${entry}` };
}

/** The result is read again: as many services have the variable as were meant to, and nothing else is lost. */
function reads(before: ComposeDocument, text: string, count: number, name: string): boolean {
  const after = parseCompose(text);
  const having = after.services.filter(({ environment }) => environment.some((entry) => entry.name === name));
  const total = ({ services }: ComposeDocument): number =>
    services.reduce((sum, { environment }) => sum + environment.length, 0);
  return (
    after.errors.length <= before.errors.length &&
    after.services.length === before.services.length &&
    having.length >= count &&
    total(after) === total(before) + count
  );
}

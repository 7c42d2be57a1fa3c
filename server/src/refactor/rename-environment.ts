import { type FilePath, kindOf } from '../core/documents/kinds';
import { publicPrefixOf } from '../core/knowledge/names';
import { serviceImageOf } from '../core/knowledge/service-images';
import type { Location } from '../core/rule/finding';
import type { Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';
import type { AppModel } from '../core/workspace/app-model';
import type { LinkedVariable } from '../core/workspace/environment/lookup';
import { schemaAccesses } from './schema-accesses';

/** Every place that a rename of the variable changes, apart from what is read off schemas. */
export function renamedPlaces(variable: LinkedVariable): readonly Location[] {
  const fixed = fixedSpans(variable.apps);
  const reads = variable.reads.filter(({ isOtherName }) => isOtherName !== true);
  return [...variable.declarations, ...reads, ...variable.references].filter(
    ({ file, span }) => !fixed.get(file)?.some((outer) => contains(outer, span)),
  );
}

/** Why a variable cannot be called so; `undefined` when it can. */
export function refusalOf(variable: LinkedVariable, newName: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(newName)) {
    return 'A variable is named by letters, digits and underscores, and not by a digit at first.';
  }
  if (newName === variable.name) return undefined;
  const isTaken = variable.apps.some(({ environment }) => environment.variables.has(newName));
  if (isTaken) return `${newName} exists already.`;
  const isExposed = publicPrefixOf(newName) !== undefined && publicPrefixOf(variable.name) === undefined;
  if (!isExposed || variable.class !== 'secret') return undefined;
  return `${newName} would go into the browser, and ${variable.name} is a secret.`;
}

/** Files of which {@link renameEnvironment} wants the texts. */
export function filesToRename(variable: LinkedVariable): FilePath[] {
  const places = renamedPlaces(variable).map(({ file }) => file);
  return [...new Set([...places, ...schemaFiles(variable).flatMap((file) => [file, ...importersOf(file, variable)])])];
}

/**
 * The edits that give a variable another name everywhere. Names that code takes off a checked schema follow their key.
 * `undefined` when a text is not the one in which the places were found.
 */
export function renameEnvironment(
  variable: LinkedVariable,
  newName: string,
  textOf: (file: FilePath) => string | undefined,
): Map<FilePath, Edit[]> | undefined {
  const { name } = variable;
  const edits = new Map<FilePath, Map<number, Edit>>();
  const add = (file: FilePath, span: Span, isShorthand: boolean): void => {
    const known = edits.get(file) ?? new Map<number, Edit>();
    edits.set(file, known);
    if (!known.has(span.start)) known.set(span.start, { span, text: isShorthand ? `${newName}: ${name}` : newName });
  };
  for (const { file, span } of renamedPlaces(variable)) {
    const text = textOf(file);
    if (text === undefined) return undefined;
    const written = text.slice(span.start, span.end);
    // A constant that stands for the name is a place of its own where its text stands.
    if (written !== name) return undefined;
    add(file, span, kindOf(file) === 'typescript' && isShorthand(text, span));
  }
  for (const schema of schemaFiles(variable)) {
    for (const file of [schema, ...importersOf(schema, variable)]) {
      const text = textOf(file);
      if (text === undefined) continue;
      const leads = (specifier: string): boolean => variable.apps.some((app) => leadsTo(schema, file, specifier, app));
      for (const access of schemaAccesses(file, text, name, file === schema ? undefined : leads)) {
        add(file, access.span, access.isShorthand);
      }
    }
  }
  return new Map([...edits].map(([file, byPlace]) => [file, [...byPlace.values()]]));
}

/** `{ NAME }` and `{ NAME = 'x' }` of a destructuring, where the name is that of a local variable as well. */
function isShorthand(text: string, { start, end }: Span): boolean {
  return (
    /[{,]\s*(?:(?:\/\/[^\n]*\n|\/\*[^*]*\*\/)\s*)*$/.test(text.slice(0, start)) && /^\s*[,}=]/.test(text.slice(end))
  );
}

/** Modules with a schema, or an object, that has the variable under its own name. */
function schemaFiles({ declarations, reads }: LinkedVariable): FilePath[] {
  const schemas = declarations.filter(({ kind, file }) => kind === 'schema' && kindOf(file) === 'typescript');
  const objects = reads.flatMap(({ through, isOtherName }) => (isOtherName === true ? [] : (through ?? [])));
  return [...new Set([...schemas.map(({ file }) => file), ...objects])];
}

function importersOf(schema: FilePath, { apps }: LinkedVariable): FilePath[] {
  const importers = apps.flatMap((app) => [
    ...app.importersOf(schema),
    ...app.files.filter((file) =>
      app.typescript(file)?.imports.some(({ specifier }) => leadsTo(schema, file, specifier, app)),
    ),
  ]);
  return [...new Set(importers)].filter((importer) => importer !== schema);
}

/** Aliases of a project (`@server/env`) mostly end like the path that they stand for. */
function leadsTo(schema: FilePath, file: FilePath, specifier: string, { modules }: AppModel): boolean {
  const target = modules.resolve(file, specifier);
  if (target !== undefined || specifier.startsWith('.')) return target === schema;
  const path = specifier.replace(/^[@~#]\/?/, '');
  const known = schema.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
  return path.includes('/') && `/${known}`.endsWith(`/${path}`);
}

/** Containers of databases and the like read their variables under the names that their images give them. */
function fixedSpans(apps: readonly AppModel[]): Map<FilePath, Span[]> {
  const fixed = new Map<FilePath, Span[]>();
  const add = (file: FilePath, spans: readonly Span[]): void => {
    fixed.set(file, [...(fixed.get(file) ?? []), ...spans]);
  };
  const [app] = apps;
  for (const { file, facts } of app?.folderFactsOf('compose') ?? []) {
    for (const { image, build, environment } of facts.document.services) {
      if (build !== undefined || serviceImageOf(image?.reference?.name) === undefined) continue;
      add(
        file,
        environment.map(({ nameSpan }) => nameSpan),
      );
    }
  }
  for (const { file, facts } of app?.folderFactsOf('workflow') ?? []) {
    for (const { env } of facts.document.jobs.flatMap(({ services }) => services)) {
      add(
        file,
        env.map(({ nameSpan }) => nameSpan),
      );
    }
  }
  return fixed;
}

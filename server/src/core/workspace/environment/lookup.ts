import type { FilePath } from '../../documents/kinds';
import type { Span } from '../../text/span';
import type { AppModel } from '../app-model';
import type { FolderModel } from '../folder-model';
import { type EnvironmentVariable, isSeen, type Placed, type VariableClass } from './catalogue';
import { isRequired } from './drift';
import type { EnvironmentDeclaration, EnvironmentRead, EnvironmentReference, EnvironmentUses } from './uses';

/** A variable with every place that must agree on its name, in all apps that share one of them. */
export interface LinkedVariable {
  readonly name: string;
  readonly class: VariableClass;
  /** Never empty. */
  readonly apps: readonly AppModel[];
  readonly reads: readonly Placed<EnvironmentRead>[];
  readonly declarations: readonly Placed<EnvironmentDeclaration>[];
  readonly references: readonly Placed<EnvironmentReference>[];
  /** Some app does not start, or does not work, without it. */
  readonly isRequired: boolean;
}

/** The name of a variable that stands at an offset, its end included: a cursor behind the last letter is still on it. */
export function useAt(
  uses: EnvironmentUses,
  offset: number,
): { readonly name: string; readonly span: Span } | undefined {
  return [...uses.reads, ...uses.declarations, ...uses.references].find(
    ({ span }) => span.start <= offset && offset <= span.end,
  );
}

/** The name of a variable that code takes, at an offset, off an object made of the environment, under that very name. */
export function throughAt(
  model: FolderModel,
  file: FilePath,
  uses: EnvironmentUses,
  offset: number,
): { readonly name: string; readonly span: Span } | undefined {
  const isAt = ({ span }: { readonly span: Span }): boolean => span.start <= offset && offset <= span.end;
  if (!uses.accesses.some(isAt)) return undefined;
  for (const root of model.layout.roots) {
    for (const { name, reads } of model.app(root).environment.variables.values()) {
      const read = reads.find((one) => one.file === file && one.through !== undefined && isAt(one));
      if (read !== undefined) return read.isOtherName === true ? undefined : { name, span: read.span };
    }
  }
  return undefined;
}

/** Every read that a file makes, of the environment itself or off an object made of it, in order. */
export function readsAt(model: FolderModel, file: FilePath): Placed<EnvironmentRead>[] {
  const reads = appsSeeing(model, file).flatMap(({ environment }) =>
    [...environment.variables.values()].flatMap((variable) => variable.reads.filter((read) => read.file === file)),
  );
  return unique(reads).sort((a, b) => a.span.start - b.span.start);
}

/** The apps for which a file says something of the environment. */
export function appsSeeing(model: FolderModel, file: FilePath): AppModel[] {
  const { roots, ownerOf } = model.layout;
  return roots.filter((root) => isSeen(file, { root, roots, ownerOf })).map((root) => model.app(root));
}

/**
 * A variable as the file that names it means it. Two apps that both take it from one compose file, say, mean the same
 * variable; two apps that only happen to use the same name do not. `undefined` for names that are neither read nor
 * declared: those are a script's own.
 */
export function linkedVariable(model: FolderModel, file: FilePath, name: string): LinkedVariable | undefined {
  const open = model.layout.roots.flatMap((root) => {
    const variable = model.app(root).environment.variables.get(name);
    return variable === undefined ? [] : [{ app: model.app(root), variable, files: filesOf(variable) }];
  });
  const files = new Set([file]);
  const linked: (typeof open)[number][] = [];
  for (;;) {
    const index = open.findIndex((candidate) => candidate.files.some((one) => files.has(one)));
    const [next] = index < 0 ? [] : open.splice(index, 1);
    if (next === undefined) break;
    linked.push(next);
    for (const one of next.files) files.add(one);
  }
  const reads = unique(linked.flatMap(({ variable }) => variable.reads));
  const declarations = unique(linked.flatMap(({ variable }) => variable.declarations));
  const [first] = linked;
  if (first === undefined || reads.length + declarations.length === 0) return undefined;
  return {
    name,
    class: first.variable.class,
    apps: linked.map(({ app }) => app),
    reads,
    declarations,
    references: unique(linked.flatMap(({ variable }) => variable.references)),
    isRequired: linked.some(({ app, variable }) => isRequired(variable, app)),
  };
}

function filesOf({ reads, declarations, references }: EnvironmentVariable): FilePath[] {
  return [...new Set([...reads, ...declarations, ...references].map(({ file }) => file))];
}

/** Anchors and merge keys of YAML say one place several times, and apps share files. */
function unique<T extends { readonly file: FilePath; readonly span: Span }>(places: readonly T[]): T[] {
  const byPlace = new Map(places.map((place) => [`${place.file}:${place.span.start}`, place]));
  return [...byPlace.values()];
}

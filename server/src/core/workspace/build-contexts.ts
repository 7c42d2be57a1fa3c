/** The build context of a Dockerfile that no compose file or workflow builds: what tells, short of trying. */
import type { DockerfileDocument } from '../documents/dockerfile/model';
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { isBelow, type PackageModel, packagesAbove } from './packages';

export interface BuildContext {
  readonly context: FilePath;
  /** False where nothing tells and the nearest package is only the best guess. */
  readonly isContextKnown: boolean;
}

export interface ContextInput {
  readonly file: FilePath;
  readonly document: DockerfileDocument;
  readonly packages: readonly PackageModel[];
  readonly paths: ReadonlySet<FilePath>;
  /** True for what holds files. */
  isFolder(path: FilePath): boolean;
}

/** Files that say that packages below are built together. */
const WORKSPACE_FILES: readonly string[] = ['pnpm-workspace.yaml', 'lerna.json', 'turbo.json', 'nx.json', 'rush.json'];

/**
 * The nearest package, unless that is one of a workspace: images of those are built from its root about as often. There the
 * sources that are copied tell, and an ignore file that stands in one of the two places.
 */
export function guessContext(input: ContextInput): BuildContext {
  const { file, packages, paths } = input;
  const [nearest, ...above] = packagesAbove(packages, file);
  const own = nearest?.root ?? directoryOf(file);
  const isShared = above.some(
    ({ root, manifest }) =>
      manifest.workspaces !== undefined || WORKSPACE_FILES.some((name) => paths.has(joinPath(root, name))),
  );
  if (!isShared) return { context: pathsBack(input, own) ?? own, isContextKnown: true };
  const candidates = [own, ...above.map(({ root }) => root)];
  const told =
    only(votes(input, candidates)) ?? only(candidates.filter((root) => paths.has(joinPath(root, '.dockerignore'))));
  return { context: told ?? own, isContextKnown: told !== undefined };
}

/** The folder above from which copied sources lead back into the package: `COPY services/api/src src` in `services/api/`. */
function pathsBack({ document, paths, isFolder }: ContextInput, own: FilePath): FilePath | undefined {
  const exists = (path: FilePath): boolean => paths.has(path) || isFolder(path);
  for (let root = own; root !== ''; ) {
    root = directoryOf(root);
    const leads = document.instructions.some(
      (instruction) =>
        instruction.type === 'copy' &&
        instruction.from === undefined &&
        instruction.sources.some(({ resolved }) => {
          if (resolved === undefined || /[*?[:]/.test(resolved)) return false;
          const path = joinPath(root, resolved);
          return isBelow(path, own) && exists(path) && !exists(joinPath(own, resolved));
        }),
    );
    if (leads) return root;
  }
  return undefined;
}

/** Candidates that hold a copied source which the others do not. */
function votes({ document, paths, isFolder }: ContextInput, candidates: readonly FilePath[]): FilePath[] {
  return document.instructions.flatMap((instruction) => {
    if (instruction.type !== 'copy' || instruction.from !== undefined || instruction.isTrigger) return [];
    return instruction.sources.flatMap(({ resolved, heredoc }) => {
      if (resolved === undefined || heredoc !== undefined || /[*?[]|^https?:|^git@|^\.*\/*$/.test(resolved)) return [];
      return (
        only(
          candidates.filter((root) => {
            const path = joinPath(root, resolved);
            return paths.has(path) || isFolder(path);
          }),
        ) ?? []
      );
    });
  });
}

function only(paths: readonly FilePath[]): FilePath | undefined {
  const [first] = paths;
  return paths.every((path) => path === first) ? first : undefined;
}

import type { ComposeBuild } from '../documents/compose/parse';
import type { DockerfileDocument, Stage } from '../documents/dockerfile/model';
import { releaseGraph, stageNamed } from '../documents/dockerfile/resolve';
import { directoryOf, type FilePath } from '../documents/kinds';
import { DEVELOPMENT_STAGE_NAME } from '../knowledge/file-roles';
import type { ComposeModel, DockerfileModel } from './app-model';
import { guessContext } from './build-contexts';
import { composeBuildOf, contextOf, dockerfileOf, isDevelopmentService } from './compose-services';
import type { ImageSourceBuild } from './image-builds';
import type { PackageModel } from './packages';
import { rolesOfPath } from './roles';

export interface DockerfilesInput {
  readonly dockerfiles: readonly { readonly file: FilePath; readonly document: DockerfileDocument }[];
  readonly composeFiles: readonly ComposeModel[];
  /** What workflows build. */
  readonly pipelineBuilds: readonly ImageSourceBuild[];
  readonly packages: readonly PackageModel[];
  readonly paths: ReadonlySet<FilePath>;
  roleOverride(file: FilePath): string | undefined;
}

interface Build {
  readonly file: FilePath;
  readonly context: FilePath;
  readonly target: string | undefined;
  /** False where only development makes containers of it. */
  readonly released: boolean;
  /** True where the service is one that developers work in, whatever the file is for. */
  readonly isWorkedIn: boolean;
}

/** What the surroundings say about each Dockerfile: its context, the stages of the release and those that are started. */
export function readDockerfiles(input: DockerfilesInput): DockerfileModel[] {
  const isFolder = folderLookup(input.paths);
  const builds = input.composeFiles.flatMap((model) => buildsOf(model, input.composeFiles));
  return input.dockerfiles.map(({ file, document }) => {
    const own = builds.filter((build) => build.file === file);
    const released = own.filter((build) => build.released);
    const pipelineBuild = input.pipelineBuilds.find(({ dockerfile }) => dockerfile === file);
    const override = input.roleOverride(file);
    const development =
      override === 'development' ||
      (override !== 'production' &&
        (rolesOfPath(file, 'dockerfile').length > 0 ||
          (own.length > 0 && released.length === 0) ||
          (pipelineBuild === undefined && isWorkplace(document, own))));
    const build = released[0] ?? pipelineBuild ?? own[0];
    const { packages, paths } = input;
    const place =
      build === undefined
        ? guessContext({ file, document, packages, paths, isFolder })
        : { context: build.context, isContextKnown: true };
    const targets = released.flatMap(({ target }) =>
      target === undefined || DEVELOPMENT_STAGE_NAME.test(target) ? [] : [target],
    );
    return { file, document, ...place, development, ...stagesOf(document, targets) };
  });
}

/** Gathers the folders of all paths when it is first asked. */
function folderLookup(paths: ReadonlySet<FilePath>): (path: FilePath) => boolean {
  let folders: Set<FilePath> | undefined;
  return (path) => {
    if (folders === undefined) {
      folders = new Set();
      for (const file of paths) {
        for (let folder = directoryOf(file); folder !== '' && !folders.has(folder); folder = directoryOf(folder)) {
          folders.add(folder);
        }
      }
    }
    return folders.has(path);
  };
}

/**
 * Stages that containers can be made of, as far as the Dockerfile alone tells: those that no later stage builds on or takes
 * files from.
 */
export function startableStages(document: DockerfileDocument): readonly Stage[] {
  return document.stages.filter(
    ({ index }) =>
      !document.stages.some(
        (later) =>
          later.from.stageCandidates.includes(index) ||
          later.instructions.some((instruction) => instruction.type === 'copy' && instruction.from?.stage === index),
      ),
  );
}

function buildsOf(model: ComposeModel, all: readonly ComposeModel[]): Build[] {
  return model.document.services.flatMap((service) => {
    const build: ComposeBuild | undefined = composeBuildOf(service, model, all);
    if (build === undefined) return [];
    const { target } = build;
    return [
      {
        file: dockerfileOf(build, model),
        context: contextOf(build, model),
        target,
        released: model.role !== 'development',
        isWorkedIn: isDevelopmentService(service, build, model),
      },
    ];
  });
}

/** The last stage is named for development, and whoever builds the file mounts the sources or names such a stage, too. */
function isWorkplace(document: DockerfileDocument, builds: readonly Build[]): boolean {
  const name = document.stages.at(-1)?.name;
  if (name === undefined || !DEVELOPMENT_STAGE_NAME.test(name) || builds.length === 0) return false;
  return builds.every(({ released, isWorkedIn }) => !released || isWorkedIn);
}

/** A last stage named for development is nobody's release where compose files target another one. */
function stagesOf(
  document: DockerfileDocument,
  targets: readonly string[],
): Pick<DockerfileModel, 'releaseStages' | 'started'> {
  const named = targets.flatMap((target) => stageNamed(document, target)?.index ?? []);
  const last = document.stages.at(-1);
  const isAside =
    last?.name !== undefined &&
    DEVELOPMENT_STAGE_NAME.test(last.name) &&
    named.length > 0 &&
    !named.includes(last.index);
  const stages = isAside ? document.stages.slice(0, Math.max(...named) + 1) : document.stages;
  const started = new Set([...named, ...(stages.length > 0 ? [stages.length - 1] : [])]);
  return { releaseStages: releaseGraph({ ...document, stages }, targets), started };
}

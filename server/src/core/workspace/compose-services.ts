import type { ComposeBuild, ComposeService } from '../documents/compose/parse';
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { DEVELOPMENT_STAGE_NAME, SOURCE_FOLDERS } from '../knowledge/file-roles';
import { serviceImageOf } from '../knowledge/service-images';
import type { ComposeModel } from './app-model';

/**
 * The build of a service. Compose files of one folder are merged (`-f compose.yml -f compose.prod.yml`), so that what one
 * leaves out stands in the one without a suffix.
 */
export function composeBuildOf(
  service: ComposeService,
  model: ComposeModel,
  all: readonly ComposeModel[],
): ComposeBuild | undefined {
  const { build } = service;
  if (build?.contextSpan !== undefined && build.dockerfile !== undefined) return build;
  const base = all.find(
    (other) => other !== model && BASE.test(other.file) && directoryOf(other.file) === directoryOf(model.file),
  );
  const inherited = base?.document.services.find(({ name }) => name === service.name)?.build;
  if (build === undefined)
    return service.image === undefined || inherited?.contextSpan === undefined ? inherited : undefined;
  if (inherited === undefined) return build;
  const { dockerfile, target } = inherited;
  return {
    ...(dockerfile !== undefined && { dockerfile }),
    ...(target !== undefined && { target }),
    ...build,
    context: build.contextSpan === undefined ? inherited.context : build.context,
  };
}

/** `compose.yml` itself, which those with a suffix are put on top of. */
export function isBaseCompose({ file }: ComposeModel): boolean {
  return BASE.test(file);
}

const BASE = /(?:^|\/)(?:docker-)?compose\.ya?ml$/;

/** A service of a neutral file that only development runs like this: a stage named so, or the sources mounted over the image. */
export function isDevelopmentService(service: ComposeService, build: ComposeBuild, model: ComposeModel): boolean {
  if (build.target !== undefined && DEVELOPMENT_STAGE_NAME.test(build.target)) return true;
  if (
    service.environment.some(
      ({ name, resolved }) => name === 'NODE_ENV' && /^(?:dev|development|local|test)$/.test(resolved ?? ''),
    )
  )
    return true;
  const directory = directoryOf(model.file);
  const context = joinPath(directory, build.context);
  return service.volumes.some(({ type, source, readOnly }) => {
    if (type !== 'bind' || source === undefined || readOnly) return false;
    const mounted = joinPath(directory, source);
    return mounted === context || SOURCE_FOLDERS.some((name) => mounted === joinPath(context, name));
  });
}

/** Folder-relative build context of a service. */
export function contextOf(build: ComposeBuild, model: ComposeModel): FilePath {
  return joinPath(directoryOf(model.file), build.context);
}

export function dockerfileOf(build: ComposeBuild, model: ComposeModel): FilePath {
  return joinPath(contextOf(build, model), build.dockerfile ?? 'Dockerfile');
}

/** A plain file is one for development where another stands for production, or where it mounts the sources of every app. */
export function isForDevelopment(model: ComposeModel, all: readonly ComposeModel[]): boolean {
  const folder = directoryOf(model.file);
  const hasSibling = all.some(
    (other) => other !== model && directoryOf(other.file) === folder && other.role !== 'neutral',
  );
  const built = model.document.services.filter(({ build }) => build !== undefined);
  const mountsSources = ({ volumes }: ComposeService): boolean =>
    volumes.some(
      ({ type, readOnly, source }) =>
        type === 'bind' && !readOnly && /^\.{1,2}(?:\/(?:src|app|server|backend)?\/?)?$/.test(source ?? ''),
    );
  // Official images and well-known services alone are what developers run beside the app.
  const isBackingOnly = model.document.services.every(
    ({ image }) =>
      image?.reference !== undefined &&
      (!image.reference.name.includes('/') || serviceImageOf(image.reference.name) !== undefined),
  );
  return hasSibling || isBackingOnly || (built.length > 0 && built.every(mountsSources));
}

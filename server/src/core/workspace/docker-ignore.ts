/** The ignore file in force for a Dockerfile (https://docs.docker.com/build/concepts/context/#filename-and-location). */
import { type FilePath, joinPath } from '../documents/kinds';
import type { AppModel, DockerfileModel } from './app-model';
import { isBelow } from './packages';

export interface DockerIgnore {
  /** Where it stands, or where it would have to be created. */
  readonly file: FilePath;
  /** `undefined` when there is none. */
  readonly text: string | undefined;
}

/** `Dockerfile.worker.dockerignore` beside the Dockerfile wins over the `.dockerignore` of the context. */
export function dockerIgnoreOf(app: Pick<AppModel, 'folderFactsOf'>, model: DockerfileModel): DockerIgnore {
  const files = app.folderFactsOf('ignore-file');
  const own = files.find(({ file }) => file === `${model.file}.dockerignore`);
  const shared = joinPath(model.context, '.dockerignore');
  const found = own ?? files.find(({ file }) => file === shared);
  return { file: found?.file ?? shared, text: found?.facts.text };
}

/** The path as the build sees it; `undefined` when it lies outside of the context. */
export function contextPath(context: FilePath, path: FilePath): FilePath | undefined {
  if (!isBelow(path, context)) return undefined;
  return context === '' ? path : path.slice(context.length + 1);
}

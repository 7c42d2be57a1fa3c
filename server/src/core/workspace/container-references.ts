/** Compose files with what they are for, and the folders that container files above the apps name. */
import type { ComposeDocument } from '../documents/compose/parse';
import { directoryOf, type FilePath } from '../documents/kinds';
import { PRODUCTION_COMPOSE_FILE } from '../knowledge/file-roles';
import type { ComposeModel, DockerfileModel } from './app-model';
import { composeBuildOf, contextOf } from './compose-services';
import { rolesOfPath } from './roles';
import type { WorkloadModel } from './workloads';

/** @param override the role that a setting gives the file */
export function composeModel(file: FilePath, document: ComposeDocument, override: string | undefined): ComposeModel {
  if (override === 'production' || override === 'development') return { file, document, role: override };
  if (isDevelopmentPath(file)) return { file, document, role: 'development' };
  return { file, document, role: PRODUCTION_COMPOSE_FILE.test(file) ? 'production' : 'neutral' };
}

/** True for a container file that says by its path that it is for development, a test or an example. */
export function isDevelopmentPath(file: FilePath): boolean {
  return rolesOfPath(file, 'dockerfile').length > 0;
}

export interface ContainerFiles {
  readonly composeFiles: readonly ComposeModel[];
  readonly dockerfiles: readonly DockerfileModel[];
  readonly workloads: readonly WorkloadModel[];
}

/** The folders that each file builds or runs. */
export function containerReferences({
  composeFiles,
  dockerfiles,
  workloads,
}: ContainerFiles): ReadonlyMap<FilePath, readonly FilePath[]> {
  const references = new Map<FilePath, readonly FilePath[]>();
  for (const model of composeFiles) {
    const contexts = model.document.services.flatMap((service) => {
      const build = composeBuildOf(service, model, composeFiles);
      return build === undefined ? [] : [contextOf(build, model)];
    });
    if (contexts.length > 0) references.set(model.file, contexts);
  }
  for (const { file, context } of dockerfiles) references.set(file, [context]);
  for (const { model, containers } of workloads) {
    const contexts = containers.flatMap(({ dockerfile, context }) =>
      dockerfile !== undefined ? [directoryOf(dockerfile), context ?? ''] : (context ?? []),
    );
    if (contexts.length > 0) references.set(model.file, [...(references.get(model.file) ?? []), ...contexts]);
  }
  return references;
}

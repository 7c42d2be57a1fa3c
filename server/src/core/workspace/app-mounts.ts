/** What containers of the apps that are built here have mounted over their images. */
import type { ComposeService } from '../documents/compose/parse';
import { effectiveStart } from '../documents/dockerfile/resolve';
import type { FilePath } from '../documents/kinds';
import type { Location } from '../rule/finding';
import type { AppModel, ComposeModel, DockerfileModel } from './app-model';
import { composeBuildOf, dockerfileOf, isDevelopmentService, isForDevelopment } from './compose-services';
import type { WorkloadModel } from './workloads';

export interface AppMount extends Location {
  /** The service or workload. */
  readonly owner: string;
  /** Absolute path in the container, without a slash at the end. */
  readonly target: string;
  /**
   * - `volume`: a named volume
   * - `bind`: a folder of the machine, named in a compose file
   * - `host`: a folder of the node
   * - `claim`: a claim of a cluster
   */
  readonly from: 'volume' | 'bind' | 'host' | 'claim';
  /** What the manifest sets for the process. */
  readonly variables: readonly {
    readonly name: string;
    readonly resolved: string | undefined;
    readonly at: Location;
  }[];
  /** Of the image; `undefined` where it is not known, or a manifest or the base image decides. */
  readonly workdir: string | undefined;
}

/** Writable mounts, those of containers for development left out. */
export function appMounts(app: AppModel): AppMount[] {
  const composed = app.folderComposeFiles.flatMap((model) => {
    if (model.role === 'development' || isForDevelopment(model, app.folderComposeFiles)) return [];
    return model.document.services.flatMap((service) => ofService(app, model, service));
  });
  return [...composed, ...app.folderWorkloads.flatMap((entry) => ofWorkload(app, entry))];
}

function ofService(app: AppModel, model: ComposeModel, service: ComposeService): AppMount[] {
  const build = composeBuildOf(service, model, app.folderComposeFiles);
  if (build === undefined || isDevelopmentService(service, build, model)) return [];
  const dockerfile = build.isInline ? undefined : dockerfileOf(build, model);
  if (!isOwn(app, dockerfile, model.file)) return [];
  const image = app.folderDockerfiles.find(({ file }) => file === dockerfile);
  const workdir = service.workingDir?.resolved ?? (build.target === undefined ? image && workdirOf(image) : undefined);
  const variables = service.environment.map(({ name, resolved, span }) => ({
    name,
    resolved,
    at: { file: model.file, span },
  }));
  return service.volumes.flatMap(({ type, source, target, readOnly, span }): AppMount[] => {
    if (readOnly || source === undefined || !isKnownPath(target) || (type !== 'bind' && type !== 'volume')) return [];
    const mount = { file: model.file, span, owner: service.name, variables, workdir };
    return [{ ...mount, target: trimmed(target), from: type }];
  });
}

/** Kinds whose pods are meant to be many and alike; a StatefulSet is there to keep state. */
const REPLACED_KINDS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'Rollout', 'DeploymentConfig']);

function ofWorkload(app: AppModel, { model, resource, workload, containers }: WorkloadModel): AppMount[] {
  if (model.role === 'development' || !REPLACED_KINDS.has(workload.kind)) return [];
  return containers.flatMap(({ container, source, dockerfile }) => {
    if (source !== 'built' || container.init || !isOwn(app, dockerfile, model.file)) return [];
    const image = app.folderDockerfiles.find(({ file }) => file === dockerfile);
    const workdir = container.workingDir?.resolved ?? (image && workdirOf(image));
    const variables = container.env.map(({ name, resolved, span }) => ({
      name,
      resolved,
      at: { file: model.file, span },
    }));
    return container.volumeMounts.flatMap(({ name, path, readOnly, span }): AppMount[] => {
      const type = workload.volumes.find((volume) => volume.name === name)?.type;
      const from = type === 'hostPath' ? 'host' : type === 'persistentVolumeClaim' ? 'claim' : undefined;
      const target = path?.resolved;
      if (readOnly || !isKnownPath(target) || from === undefined) return [];
      const owner = resource.name?.text ?? '';
      return [{ file: model.file, span, owner, target: trimmed(target), from, variables, workdir }];
    });
  });
}

/** The app of the image, where that is known, else the one that the manifest belongs to. */
function isOwn(app: AppModel, dockerfile: FilePath | undefined, manifest: FilePath): boolean {
  if (app.dockerfiles.some(({ file }) => file === dockerfile)) return true;
  return !app.folderDockerfiles.some(({ file }) => file === dockerfile) && app.files.includes(manifest);
}

function workdirOf({ document }: DockerfileModel): string | undefined {
  const workdir = effectiveStart(document, document.stages.length - 1)?.workdir;
  return workdir === undefined ? undefined : trimmed(workdir);
}

function isKnownPath(path: string | undefined): path is string {
  return path?.startsWith('/') === true && !path.includes('$');
}

function trimmed(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

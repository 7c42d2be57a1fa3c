import { parseImageReference } from '../documents/image-reference';
import { directoryOf, type FilePath } from '../documents/kinds';
import type {
  KubernetesContainer,
  KubernetesDocument,
  KubernetesImage,
  KubernetesResource,
  KubernetesWorkload,
} from '../documents/kubernetes/parse';
import { PRODUCTION_MANIFEST } from '../knowledge/file-roles';
import { buildOfImage, type ImageBuild, type ImageBuildInput } from './image-builds';
import { rolesOfPath } from './roles';

export interface KubernetesModel {
  readonly file: FilePath;
  readonly document: KubernetesDocument;
  readonly role: 'development' | 'production' | 'neutral';
}

/** A workload with what the folder knows of its images. */
export interface WorkloadModel {
  readonly model: KubernetesModel;
  readonly resource: KubernetesResource;
  readonly workload: KubernetesWorkload;
  readonly containers: readonly ContainerModel[];
}

export interface ContainerModel {
  readonly container: KubernetesContainer;
  /**
   * - `built`: the image is built in this folder
   * - `foreign`: somebody else's
   * - `unknown`: a template decides, or nothing tells
   */
  readonly source: 'built' | 'foreign' | 'unknown';
  readonly dockerfile: FilePath | undefined;
  readonly context: FilePath | undefined;
}

export function kubernetesRole(file: FilePath, override: string | undefined): KubernetesModel['role'] {
  if (override === 'production' || override === 'development') return override;
  if (rolesOfPath(file, 'kubernetes').length > 0) return 'development';
  return PRODUCTION_MANIFEST.test(file) ? 'production' : 'neutral';
}

export function readWorkloads(
  models: readonly KubernetesModel[],
  builds: readonly ImageBuild[],
  known: Pick<ImageBuildInput, 'dockerfiles' | 'packages'>,
): WorkloadModel[] {
  return models.flatMap((model) =>
    model.document.resources.flatMap((resource): WorkloadModel[] => {
      const { workload } = resource;
      if (workload === undefined) return [];
      const containers = workload.containers.map((container) => {
        const name = imageNameOf(container.image, model, models);
        const build = name === undefined ? undefined : buildOfImage(name, builds, known);
        const source = build !== undefined ? 'built' : name === undefined ? 'unknown' : 'foreign';
        return { container, source, dockerfile: build?.dockerfile, context: build?.context } as const;
      });
      return [{ model, resource, workload, containers }];
    }),
  );
}

/** The name of the image that is run, a kustomization of the folder or of one that builds on it considered. */
function imageNameOf(
  image: KubernetesImage | undefined,
  model: KubernetesModel,
  models: readonly KubernetesModel[],
): string | undefined {
  const written = image?.repository;
  if (image === undefined || written === undefined) return undefined;
  const replaced = kustomizedImages(model, models).find(({ name }) => nameOf(name) === written);
  return replaced?.newName === undefined ? written : nameOf(replaced.newName.text);
}

/** Replacements that kustomizations make in the resources of a file, those of the same folder first. */
export function kustomizedImages(
  model: KubernetesModel,
  models: readonly KubernetesModel[],
): NonNullable<KubernetesDocument['kustomization']>['images'] {
  const folder = directoryOf(model.file);
  const isNear = (file: FilePath): boolean => {
    const other = directoryOf(file);
    // `base/` beside `overlays/production/`.
    const root = directoryOf(folder);
    return other === folder || (root !== '' && other.startsWith(`${root}/`));
  };
  return models
    .filter(({ document, file }) => document.kustomization !== undefined && isNear(file))
    .sort((a, b) => Number(directoryOf(b.file) === folder) - Number(directoryOf(a.file) === folder))
    .flatMap(({ document }) => document.kustomization?.images ?? []);
}

function nameOf(image: string): string | undefined {
  return parseImageReference(image)?.name;
}

/** The service ledger (RULES §3): which databases, caches and queues stand beside an app in development, CI and production. */
import type { ImageReference } from '../documents/image-reference';
import { baseName, type FilePath } from '../documents/kinds';
import { type ServiceImage, serviceImageOf } from '../knowledge/service-images';
import type { StoreFamily } from '../knowledge/store-families';
import type { Location } from '../rule/finding';
import type { AppModel, ComposeModel } from './app-model';
import { isForDevelopment } from './compose-services';

export type Side = 'development' | 'CI' | 'production';

export interface ServicePlace extends Location {
  readonly side: Side;
  readonly family: ServiceImage['family'] | StoreFamily;
  readonly image: ImageReference;
  /** The image as written, variables left out; the text of `span` where `isWritten`. */
  readonly text: string;
  /** True where the text can be replaced. */
  readonly isWritten: boolean;
  /** Of compose and workflows: the name of the service. */
  readonly service: string;
}

/** What a project says itself of an image that a file names. */
export type AddedFamily = (image: string, file: FilePath) => StoreFamily | undefined;

/** Stores by well-known images; what a variable or a template decides is left out. */
export function servicePlaces(app: AppModel, added: AddedFamily = () => undefined): ServicePlace[] {
  const places = [...ofCompose(app), ...ofWorkflows(app), ...ofWorkloads(app), ...ofValues(app)];
  return places.flatMap(({ known, ...place }) => {
    const family = known ?? added(place.image.name, place.file);
    return family === undefined ? [] : [{ ...place, family }];
  });
}

type Candidate = Omit<ServicePlace, 'family'> & { readonly known: ServiceImage['family'] | undefined };

/**
 * A compose file without a word on what it is for counts as production's where it starts the app itself: it is what the
 * others are compared with.
 */
function sideOf(model: ComposeModel, app: AppModel): Side {
  if (model.role !== 'neutral') return model.role;
  return isForDevelopment(model, app.composeFiles) ? 'development' : 'production';
}

/** What an image means, from its text and place. */
function placeOf(
  side: Side,
  at: Location,
  image: ImageReference | undefined,
  text: string,
  service: string,
  isWritten: boolean,
): Candidate[] {
  if (image === undefined) return [];
  const found = serviceImageOf(image.name);
  const known = found?.role === 'store' && found.family !== 'other' ? found.family : undefined;
  return [{ ...at, side, known, image, text, service, isWritten }];
}

function ofCompose(app: AppModel): Candidate[] {
  return app.composeFiles.flatMap((model) => {
    // What a test or an example brings up is nobody's measure.
    if (app.rolesOf(model.file).has('example')) return [];
    const side = sideOf(model, app);
    return model.document.services.flatMap(({ image, name }) => {
      // `postgres:${PG_VERSION:-16}` is somebody's choice at run time.
      if (image === undefined || image.variables.length > 0) return [];
      const isWritten = image.resolved === image.text && image.span.end - image.span.start === image.text.length;
      return placeOf(side, { file: model.file, span: image.span }, image.reference, image.text, name, isWritten);
    });
  });
}

function ofWorkflows(app: AppModel): Candidate[] {
  return app
    .factsOf('workflow')
    .flatMap(({ file, facts }) =>
      facts.document.jobs.flatMap(({ services }) =>
        services.flatMap(({ image, name }) =>
          image === undefined
            ? []
            : placeOf('CI', { file, span: image.span }, image.reference, image.value, name, !image.dynamic),
        ),
      ),
    );
}

function ofWorkloads(app: AppModel): Candidate[] {
  return app.workloads.flatMap(({ model, workload, resource }) =>
    workload.containers.flatMap(({ image, init }) => {
      if (image === undefined || init || workload.kind === 'Job' || workload.kind === 'CronJob') return [];
      const side = model.role === 'development' ? 'development' : 'production';
      const isWritten = image.resolved === image.text;
      const at = { file: model.file, span: image.span };
      return placeOf(side, at, image.reference, image.text, resource.name?.text ?? '', isWritten);
    }),
  );
}

/** Values of a chart name repository and tag apart. */
function ofValues(app: AppModel): Candidate[] {
  return app.kubernetesFiles.flatMap(({ file, document, role }) =>
    (document.values?.images ?? []).flatMap(({ path, repository, tag }) => {
      if (repository.resolved === undefined || tag?.resolved === undefined) return [];
      const name = repository.resolved;
      const image: ImageReference = { repository: name, name, tag: tag.resolved };
      const side = role === 'development' ? 'development' : 'production';
      return placeOf(side, { file, span: tag.span }, image, tag.text, path.join('.'), false);
    }),
  );
}

/** How a message names a place beside another: a plain compose file by its name, its path where both have the same one. */
export function placeNameOf(place: ServicePlace, other: ServicePlace): string {
  const name = baseName(place.file);
  if (!/^(?:docker-)?compose\.ya?ml$/.test(name)) return place.side;
  return `"${name === baseName(other.file) ? place.file : name}"`;
}

/** Version numbers of an image: `16.2` of `postgres:16.2-alpine`, `16` of `pgvector:pg16`; `undefined` where none is told. */
export function serviceVersionOf({ image, family }: Pick<ServicePlace, 'image' | 'family'>): string | undefined {
  const tag = image.tag ?? '';
  const name = baseName(image.name);
  if (family === 'postgres' && !PLAIN_POSTGRES.test(name)) return /(?:^|-)pg(\d+)(?![\d.])/.exec(tag)?.[1];
  return /^v?(\d+(?:\.\d+){0,3})(?![\w.])/.exec(tag)?.[1];
}

const PLAIN_POSTGRES = /^(?:postgres|postgresql|postgis)$/;

/** True when the version numbers of two images speak of the same thing. */
export function hasSameVersions(a: ServicePlace, b: ServicePlace): boolean {
  return a.family === b.family && (a.family === 'postgres' || baseName(a.image.name) === baseName(b.image.name));
}

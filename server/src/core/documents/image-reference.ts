import type { Span } from '../text/span';

/** The parts of `[registry/]repository[:tag][@digest]`, the form that Docker, compose and Kubernetes share. */
export interface ImageReference {
  /** Host with its port, as written; absent for Docker Hub's short form. */
  readonly registry?: string;
  /** Path without registry, tag and digest, as written: `node`, `library/node`, `acme/api`. */
  readonly repository: string;
  /** Name to compare with: Docker Hub's host and its `library/` left out, other registries kept (`ghcr.io/acme/api`). */
  readonly name: string;
  readonly tag?: string;
  /** Place of the tag without its colon; absent when the text was assembled from variables. */
  readonly tagSpan?: Span;
  /** With its algorithm: `sha256:…`. */
  readonly digest?: string;
}

/** Grammar: https://pkg.go.dev/github.com/distribution/reference */
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const REGISTRY = /^(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::\d+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);
const LONGEST = 1024;

/**
 * `undefined` for text that is no image reference, variables included.
 * @param offset where `text` begins in its document, added to `tagSpan`; omit it when the text is not a slice of one
 */
export function parseImageReference(text: string, offset?: number): ImageReference | undefined {
  if (text.length > LONGEST) return undefined;
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  const beforeDigest = at < 0 ? text : text.slice(0, at);
  // A colon before the last slash belongs to the port of the registry.
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : beforeDigest.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const path = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon);
  const { registry, repository } = splitRegistry(path);
  if (registry !== undefined && !REGISTRY.test(registry)) return undefined;
  if (!repository.split('/').every((component) => COMPONENT.test(component))) return undefined;
  return {
    repository,
    name: comparableName(registry, repository),
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(tag === undefined || offset === undefined
      ? {}
      : { tagSpan: { start: offset + colon + 1, end: offset + colon + 1 + tag.length } }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The first component is a host when it could not be one of Docker Hub's organisations. */
function splitRegistry(path: string): { registry?: string; repository: string } {
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(slash, 0));
  const isHost = slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  return isHost ? { registry: first, repository: path.slice(slash + 1) } : { repository: path };
}

function comparableName(registry: string | undefined, repository: string): string {
  if (registry !== undefined && !DOCKER_HUB.has(registry)) return `${registry}/${repository}`;
  return repository.startsWith('library/') ? repository.slice('library/'.length) : repository;
}

/** Which tags of images move with time, so that one name means another image tomorrow. */
import type { ImageReference } from '../documents/image-reference';
import { matchesAnyGlob } from './names';
import { versionOfNodeTag } from './node-versions';

/** Words that publishers move to every new build; also as the first part of a tag (`lts-alpine`, `nightly-slim`). */
export const FLOATING_TAGS: ReadonlySet<string> = new Set([
  'latest',
  'stable',
  'lts',
  'current',
  'edge',
  'nightly',
  'next',
  'canary',
  'unstable',
  'mainline',
  'rolling',
]);

/** Tags that name a flavour and no version. */
export const BARE_VARIANTS: ReadonlySet<string> = new Set(['alpine', 'slim']);

/** Branches that deploys are made from; an image tagged with one is replaced by the next push. */
export const BRANCH_TAGS: ReadonlySet<string> = new Set([
  'main',
  'master',
  'staging',
  'stage',
  'production',
  'prod',
  'release',
  'trunk',
]);

/** Channels for trying things out: that they move is their purpose, and no release is named by them. */
export const PREVIEW_TAGS: ReadonlySet<string> = new Set([
  'dev',
  'develop',
  'development',
  'nightly',
  'canary',
  'edge',
  'next',
  'unstable',
  'preview',
  'beta',
  'alpha',
  'test',
]);

/** Consoles that people look into services with; no release depends on them (by the last part of the name). */
export const CONSOLE_IMAGES: ReadonlySet<string> = new Set([
  'adminer',
  'pgadmin4',
  'phpmyadmin',
  'mongo-express',
  'redis-commander',
  'redisinsight',
  'bull-board',
  'mailhog',
  'mailpit',
  'mailcatcher',
  'maildev',
  'smtp4dev',
  'dozzle',
  'portainer',
  'portainer-ce',
  'kafka-ui',
]);

/**
 * `untagged`: neither tag nor digest, so `latest` is meant; `floating`: the tag moves. `undefined` for a reference that
 * names a version, as far as can be told.
 * @param added globs of tags that move as well
 */
export function movingTagOf(
  reference: ImageReference,
  added: readonly string[] = [],
): 'untagged' | 'floating' | undefined {
  const { tag, digest, name } = reference;
  if (digest !== undefined) return undefined;
  if (tag === undefined) return 'untagged';
  if (matchesAnyGlob(tag, added)) return 'floating';
  const first = tag.toLowerCase().split('-')[0] ?? '';
  if (FLOATING_TAGS.has(first) || BARE_VARIANTS.has(tag.toLowerCase())) return 'floating';
  // `node:bookworm` is whichever Node is newest.
  if (isNodeImage(name) && versionOfNodeTag(tag) === undefined && NODE_VARIANT.test(tag)) return 'floating';
  return undefined;
}

/** True for the official image of Node, mirrors included. */
export function isNodeImage(name: string): boolean {
  return name === 'node' || /\/(?:library|docker-hub)\/node$/.test(name);
}

/** True where the repository's own name carries the version: `distroless/nodejs22-debian12`. */
export function hasVersionInName(reference: ImageReference): boolean {
  return /\d/.test(reference.repository.slice(reference.repository.lastIndexOf('/') + 1));
}

const NODE_VARIANT = /^(?:alpine|slim|bookworm|bullseye|buster|trixie|stretch)(?:[\d.]*)?(?:-slim)?$/;

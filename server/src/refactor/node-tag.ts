import type { ImageReference } from '../core/documents/image-reference';
import { versionOfNodeTag } from '../core/knowledge/node-versions';

/** Releases of Debian for which newer images of Node are no longer built. */
const OLD_DEBIAN = /\b(?:jessie|stretch|buster|bullseye)\b/;

/** A tag of the Node image with another version and, as far as it exists for that version, the same variant. */
export function nodeTag(tag: string, version: string): string {
  const old = versionOfNodeTag(tag);
  const variant = old === undefined ? (tag === '' ? '' : `-${tag}`) : tag.slice(old.length);
  if (/^-?(?:stable|edge|nightly|next|canary)$/.test(variant)) return version;
  // A release of Alpine or an old one of Debian is not there for every version.
  return `${version}${variant.replace(/-alpine[\d.]+/, '-alpine').replace(OLD_DEBIAN, 'bookworm')}`;
}

/** The tag and its place in a text that was not assembled from variables; an empty place after a bare name. */
export function tagPlace(reference: ImageReference, end: number): { start: number; end: number; isNew: boolean } {
  const { tagSpan } = reference;
  return tagSpan === undefined ? { start: end, end, isNew: true } : { ...tagSpan, isNew: false };
}

import { rules } from '../../src/rules';
import type { ZipEntry } from './zip-entries';

export const MAXIMUM_BYTES = 3 * 1024 * 1024;

/** What the extension consists of, by its path in the package; each has to be there. */
const REQUIRED: readonly RegExp[] = [
  /^extension\/package\.json$/,
  /^extension\/package\.nls\.json$/,
  /^extension\/readme\.md$/i,
  /^extension\/changelog\.md$/i,
  /^extension\/LICENSE(?:\.txt)?$/,
  /^extension\/icon\.png$/,
  /^extension\/client\/dist\/extension\.js$/,
  /^extension\/client\/images\/activity-bar\.svg$/,
  /^extension\/server\/dist\/server\.mjs$/,
  /^extension\/server\/dist\/cli\.mjs$/,
  /^extension\/server\/dist\/third-party-notices\.txt$/,
  /^extension\/server\/configuration\.schema\.json$/,
  /^extension\/server\/docs\/rules\/README\.md$/,
  /^extension\/syntaxes\/[\w-]+\.tmLanguage\.json$/,
  /^extension\/snippets\/[\w-]+\.(?:json|code-snippets)$/,
  // vsce's own.
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
];

const OPTIONAL: readonly RegExp[] = [
  /^extension\/client\/l10n\/bundle\.l10n[\w.-]*\.json$/,
  /^extension\/server\/dist\/[\w-]+-[A-Z0-9]{8}\.mjs$/,
  /^extension\/server\/docs\/images\/[\w-]+\.png$/,
  /^extension\/syntaxes\/[\w.-]+\.json$/,
];

/** What is wrong with the contents of a package, one sentence each: every file is on the list, and none is missing. */
export function packagingFaults(entries: readonly ZipEntry[], bytes: number): string[] {
  const paths = entries.map(({ path }) => path);
  const pages = rules.map(({ id }) => `extension/server/docs/rules/${id}.md`);
  const isListed = (path: string): boolean =>
    pages.includes(path) || [...REQUIRED, ...OPTIONAL].some((pattern) => pattern.test(path));
  return [
    ...paths.filter((path) => !isListed(path)).map((path) => `${path} is not to be shipped`),
    ...REQUIRED.filter((pattern) => !paths.some((path) => pattern.test(path))).map(
      (pattern) => `nothing is ${pattern.source}`,
    ),
    ...pages.filter((page) => !paths.includes(page)).map((page) => `${page} is missing`),
    ...(bytes > MAXIMUM_BYTES ? [`${megabytes(bytes)} is more than ${megabytes(MAXIMUM_BYTES)}`] : []),
  ];
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}

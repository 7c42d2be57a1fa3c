import type { DocumentKind, FilePath } from '../documents/kinds';
import type { TextChange } from '../documents/typescript/parse';
import {
  CONTAINER_ASIDE,
  DEVELOPMENT_CONTAINER_FILE,
  DEVELOPMENT_MANIFEST,
  GENERATED_FILE_LENGTH,
  GENERATED_LINE_LENGTH,
  MANIFEST_ASIDE,
  PATH_ROLES,
  TEXT_ROLES,
  VENDORED_CHART,
} from '../knowledge/file-roles';
import type { FileRole } from '../rule/roles';
import { linesAround } from '../text/lines-around';

const HEAD_LENGTH = 4_000;

/** Roles that the path alone tells. */
export function rolesOfPath(path: FilePath, kind: DocumentKind): FileRole[] {
  const roles = new Set<FileRole>();
  if (kind === 'typescript') {
    for (const { role, pattern } of PATH_ROLES) if (pattern.test(path)) roles.add(role);
  } else if (DEVELOPMENT_CONTAINER_FILE.test(path)) {
    roles.add('development');
  }
  if (kind === 'kubernetes') {
    if (DEVELOPMENT_MANIFEST.test(path)) roles.add('development');
    if (VENDORED_CHART.test(path)) roles.add('generated');
    if (MANIFEST_ASIDE.test(path)) roles.add('example');
  } else if (kind !== 'typescript' && CONTAINER_ASIDE.test(path)) roles.add('example');
  return [...roles];
}

/** Roles that the path and the head of the text tell; RULES §1.1. */
export function rolesOfText(path: FilePath, kind: DocumentKind, text: string): FileRole[] {
  const roles = new Set(rolesOfPath(path, kind));
  if (kind !== 'typescript') return [...roles];
  const head = text.slice(0, HEAD_LENGTH);
  const mayBeGenerated = GENERATED_WORDS.test(head);
  for (const { role, pattern } of TEXT_ROLES) {
    if (roles.has(role) || (role === 'generated' && !mayBeGenerated)) continue;
    if (pattern.test(head)) roles.add(role);
  }
  if (text.length > GENERATED_FILE_LENGTH || hasLongLine(text)) roles.add('generated');
  // A server that renders its views in JSX is no front end.
  if (roles.has('front-end') && SERVER_IMPORT.test(head)) roles.delete('front-end');
  return [...roles];
}

/** True when a change inside one line leaves everything as it is that roles are read off; `false` when it may not. */
export function keepsRoles(oldText: string, text: string, change: TextChange): boolean {
  if (change.start < HEAD_LENGTH || Math.max(oldText.length, text.length) > GENERATED_FILE_LENGTH) return false;
  const before = linesAround(oldText, change.start, change.oldEnd);
  const after = linesAround(text, change.start, change.start + change.newLength);
  return Math.max(before.length, after.length) <= GENERATED_LINE_LENGTH;
}

/** One of them stands in every text that `TEXT_ROLES` takes for generated; looking for them alone is quick. */
const GENERATED_WORDS = /generated|do not edit/i;

const SERVER_IMPORT =
  /\b(?:from\s*|require\(\s*)["'](?:express|fastify|koa|@nestjs\/(?:core|common)|@hapi\/hapi|hono|(?:node:)?https?|react-dom\/server)["']/;

function hasLongLine(text: string): boolean {
  if (text.length < GENERATED_LINE_LENGTH) return false;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    if (end - start > GENERATED_LINE_LENGTH) return true;
    start = end + 1;
  }
  return text.length - start > GENERATED_LINE_LENGTH;
}

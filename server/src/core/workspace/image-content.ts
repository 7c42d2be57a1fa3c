/** What a finished image holds of the sources, as far as its COPY lines tell. */
import type { CopyInstruction } from '../documents/dockerfile/model';
import { effectiveStart, lineageOf } from '../documents/dockerfile/resolve';
import { createDockerIgnore } from '../documents/ignore-file/match';
import { type FilePath, joinPath } from '../documents/kinds';
import type { AppModel, DockerfileModel } from './app-model';
import { dockerIgnoreOf } from './docker-ignore';

/**
 * - `present`, `absent`: certain
 * - `ignored`: copied as a whole, but an ignore file keeps it away from the build
 * - `unknown`: a glob, a command or another image decides
 */
export type Presence = 'present' | 'absent' | 'ignored' | 'unknown';

/** @param path relative to the working directory of the image, which is where the build context is copied to */
export function presenceOf(app: AppModel, model: DockerfileModel, path: FilePath): Presence {
  const { document } = model;
  const last = document.stages.at(-1);
  if (last === undefined) return 'unknown';
  const workdir = effectiveStart(document, last.index)?.workdir;
  const instructions = lineageOf(document, last.index).flatMap((stage) => stage.instructions);
  // Programs that bring or make files leave it open what there is.
  const isOpen = instructions.some(
    ({ keyword, argumentsText }) =>
      (keyword === 'RUN' &&
        /\b(?:git clone|curl|wget|tar|unzip|cp|mv|build|compile|tsc|generate)\b/.test(argumentsText)) ||
      keyword === 'ONBUILD' ||
      keyword === 'ADD',
  );
  // An image of one's own may hold anything already.
  const base = lineageOf(document, last.index)[0]?.from.resolved;
  if (base === undefined || (base.name.includes('/') && !/distroless|chainguard/.test(base.name))) return 'unknown';
  const copies = instructions.filter((one): one is CopyInstruction => one.type === 'copy');
  if (workdir === undefined || copies.length === 0) return 'unknown';
  const found = copies.map((copy) => byCopy(copy, path, workdir));
  if (found.includes('present')) return 'present';
  if (found.includes('whole')) {
    const { text } = dockerIgnoreOf(app, model);
    const isIgnored = text !== undefined && createDockerIgnore(text)(path);
    return isIgnored ? 'ignored' : 'present';
  }
  return isOpen || found.includes('unknown') ? 'unknown' : 'absent';
}

/** `whole`: the build context itself arrives in the working directory. */
function byCopy(copy: CopyInstruction, path: FilePath, workdir: string): 'present' | 'whole' | 'unknown' | undefined {
  const destination = copy.destination?.resolved;
  if (destination === undefined || copy.sources.some(({ resolved, heredoc }) => resolved === undefined || heredoc))
    return 'unknown';
  const target = insideOf(destination, workdir);
  if (target === undefined) return isAbove(destination, workdir) ? 'unknown' : undefined;
  for (const { resolved = '' } of copy.sources) {
    if (/[*?[]/.test(resolved)) {
      if (resolved === '*' || resolved === './*') return copy.from === undefined ? 'whole' : 'unknown';
      // `package*.json` and `yarn.lock*` bring no code.
      if (/(?:\.(?:json|ya?ml|toml)|lock\*?)$/.test(resolved)) continue;
      return 'unknown';
    }
    const source = joinPath(resolved);
    const isWhole = source === '' || resolved.endsWith('/.');
    if (copy.from !== undefined) {
      // What another stage has under a folder arrives under the folder that is named.
      const isFolder = target === '' && (isWhole || source === workdir.replace(/^\//, '') || isFolderOf(resolved));
      if (isFolder) return 'unknown';
      if (target !== '' && covers(target, path)) return 'present';
      if (target === '' && covers(source.slice(source.lastIndexOf('/') + 1), path)) return 'present';
      continue;
    }
    if (isWhole) {
      if (target === '') return 'whole';
      continue;
    }
    const isFile = /\.[\w]+$/.test(source);
    const place =
      destination.endsWith('/') && isFile ? joinPath(target, source.slice(source.lastIndexOf('/') + 1)) : target;
    if (place === '' ? !isFile : covers(place, path)) return place === '' ? 'unknown' : 'present';
  }
  return undefined;
}

/** A folder whose content, not itself, is copied. */
function isFolderOf(source: string): boolean {
  return !/\.[\w]+$/.test(source.replace(/\/$/, ''));
}

function covers(place: FilePath, path: FilePath): boolean {
  return place !== '' && (place === path || path.startsWith(`${place}/`));
}

/** The destination relative to the working directory; `undefined` when it is elsewhere. */
function insideOf(destination: string, workdir: string): FilePath | undefined {
  if (!destination.startsWith('/')) return joinPath(destination);
  const trimmed = destination.replace(/\/+$/, '');
  const base = workdir.replace(/\/+$/, '');
  if (trimmed === base) return '';
  return trimmed.startsWith(`${base}/`) ? trimmed.slice(base.length + 1) : undefined;
}

function isAbove(destination: string, workdir: string): boolean {
  const trimmed = destination.replace(/\/+$/, '');
  return workdir.startsWith(`${trimmed}/`);
}

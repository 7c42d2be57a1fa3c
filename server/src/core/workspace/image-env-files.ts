/** Environment files and image builds: which files a build context holds, and which instructions take them in. */
import type { CopyInstruction } from '../documents/dockerfile/model';
import { effectiveStart, lineageOf } from '../documents/dockerfile/resolve';
import { baseName, directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { BESIDE_ENV_FILES, CI_FOLDER } from '../knowledge/committed-env-files';
import { publicPrefixOf } from '../knowledge/names';
import type { AppModel, DockerfileModel } from './app-model';
import { contextPath } from './docker-ignore';
import { isExampleEnvFile } from './dotenv-facts';
import type { DotenvFacts } from './facts';
import { packageOf } from './packages';
import { rolesOfPath } from './roles';

/** An environment file that a build can see. */
export interface ContextEnvFile {
  readonly file: FilePath;
  /** As the build sees it. */
  readonly path: FilePath;
  /** Absent when it is not here now but on the machines of those who build: git ignores it, and the app reads one. */
  readonly facts?: DotenvFacts;
}

export type ImageAppModel = Pick<
  AppModel,
  'folderFactsOf' | 'folderPackages' | 'isGitIgnored' | 'folderFilesNamed' | 'exists'
>;

/**
 * Environment files with settings of a deploy. Examples, encrypted files and files of public settings only, which a
 * front end's build needs, are none.
 */
export function contextEnvFiles(app: ImageAppModel, context: FilePath): ContextEnvFile[] {
  const found: ContextEnvFile[] = [];
  for (const { file, facts } of app.folderFactsOf('dotenv')) {
    const path = contextPath(context, file);
    if (path === undefined || facts.example || isEncrypted(facts) || isPublic(facts) || isAside(file)) continue;
    found.push({ file, path, facts });
  }
  for (const root of new Set([context, ...app.folderPackages.map((model) => model.root)])) {
    const file = joinPath(root, '.env');
    const path = contextPath(context, file);
    if (path === undefined || isAside(file) || found.some((known) => known.file === file)) continue;
    if (app.isGitIgnored(file) && isExpected(app, root)) found.push({ file, path });
  }
  return found;
}

/** What belongs to an example, a test or the CI holds no settings of the service. */
function isAside(file: FilePath): boolean {
  return rolesOfPath(file, 'dotenv').includes('example') || CI_FOLDER.test(file);
}

/** Instructions that copy from the context into a stage of the release. */
export function releaseCopies(model: DockerfileModel): CopyInstruction[] {
  return model.document.stages
    .filter(({ index }) => model.releaseStages.has(index))
    .flatMap(({ instructions }) => instructions)
    .filter((one): one is CopyInstruction => one.type === 'copy' && one.from === undefined && !one.isTrigger);
}

/** True when a copied source takes the file in: its folder, the whole context, `*`. */
export function takesIn(copy: CopyInstruction, path: FilePath): boolean {
  if (copy.flags.some(({ name, value }) => name === 'exclude' && excludes(value ?? '', path))) return false;
  return copy.sources.some(({ resolved, heredoc }) => {
    if (resolved === undefined || heredoc !== undefined || /^[a-z+]+:\/\/|^git@/i.test(resolved)) return false;
    const source = joinPath(resolved);
    if (source === '*') return true;
    return source === '' || path.startsWith(`${source}/`);
  });
}

/**
 * True when a file that a copy takes in can matter to the release. What development or a test reads stays behind with the
 * stage that it is copied to: no build for production reads it.
 */
export function reachesRelease(model: DockerfileModel, copy: CopyInstruction, path: FilePath): boolean {
  if (!OF_DEVELOPMENT.test(baseName(path)) || isInFinalImage(model, copy.stage)) return true;
  const workdir = copy.stage === undefined ? undefined : effectiveStart(model.document, copy.stage)?.workdir;
  return model.document.instructions.some(
    (other) =>
      other.type === 'copy' &&
      other.from?.stage === copy.stage &&
      isInFinalImage(model, other.stage) &&
      other.sources.some(({ resolved }) => resolved === undefined || takesFolder(resolved, path, workdir ?? '')),
  );
}

const OF_DEVELOPMENT =
  /^\.env\.(?:dev|development|test|testing|ci|e2e)(?:\.local)?$|^(?:[\w-]+\.)*(?:dev|development|test|testing|ci|e2e)\.env$/;

/** `/app`, `.`, `/app/packages/api`: a folder that may hold the file, wherever the context was copied to. */
function takesFolder(source: string, path: FilePath, workdir: string): boolean {
  const folder = directoryOf(path);
  const plain = joinPath(source.replace(/^\/+/, ''));
  const root = joinPath(workdir.replace(/^\/+/, ''));
  if (plain === root || root.startsWith(`${plain}/`)) return true;
  return !plain.includes('/') || (folder !== '' && (plain === folder || plain.endsWith(`/${folder}`)));
}

/** True for a stage whose files are in the released image itself, not only in that of its build. */
export function isInFinalImage(model: DockerfileModel, stage: number | undefined): boolean {
  const { document } = model;
  return stage !== undefined && lineageOf(document, document.stages.length - 1).some(({ index }) => index === stage);
}

/** True for a value with the form of a real secret: random under a secret's name, a provider's token, a password in a URL. */
export function holdsSecret(facts: DotenvFacts | undefined): boolean {
  return facts?.entries.some(({ value }) => value === 'secret') === true;
}

/**
 * A package that documents its variables in an example has a `.env` where it is worked on; where there is no example at
 * all, one that loads them from a file.
 */
function isExpected(app: ImageAppModel, root: FilePath): boolean {
  const examples = app.folderFactsOf('dotenv').filter(({ facts }) => facts.example);
  if (examples.length > 0) return examples.some(({ file }) => directoryOf(file) === root);
  const manifest = packageOf(app.folderPackages, joinPath(root, 'package.json'))?.manifest;
  return manifest?.dependencies.has('dotenv') === true;
}

function excludes(pattern: string, path: FilePath): boolean {
  const name = baseName(path);
  return [path, name, `**/${name}`, '.env*', '**/.env*'].includes(joinPath(pattern));
}

/** dotenvx encrypts values in place, and means the file to be committed and shipped. */
export function isEncrypted({ entries }: DotenvFacts): boolean {
  return entries.some(({ name }) => name.startsWith('DOTENV_PUBLIC_KEY'));
}

function isPublic({ entries }: DotenvFacts): boolean {
  return entries.every(({ name }) => publicPrefixOf(name) !== undefined || name === 'NODE_ENV');
}

/** A name under which a service reads its settings: `.env`, `.env.production`, not an example. */
export function isEnvFileName(path: FilePath): boolean {
  const name = baseName(path);
  return /^\.env(?:\.[\w-]+)*$/.test(name) && !BESIDE_ENV_FILES.test(name) && !isExampleEnvFile(path);
}

/** Who reads an environment file besides the npm package dotenv: readers differ in what they take for a valid line. */
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { type ShellCommand, splitShell } from '../documents/shell/split';
import type { AppModel } from './app-model';

/**
 * - `compose`: `env_file` of a compose file
 * - `docker`: `docker run --env-file`
 * - `shell`: `source file`, `. file`
 */
export type EnvFileReader = 'compose' | 'docker' | 'shell';

/** The readers of each file, as far as compose files, package scripts and shell scripts of the folder tell. */
export function envFileReaders(
  app: Pick<AppModel, 'folderFactsOf' | 'folderPackages'>,
): ReadonlyMap<FilePath, ReadonlySet<EnvFileReader>> {
  const readers = new Map<FilePath, Set<EnvFileReader>>();
  const add = (path: FilePath, reader: EnvFileReader): void => {
    const known = readers.get(path);
    if (known === undefined) readers.set(path, new Set([reader]));
    else known.add(reader);
  };
  for (const { file, facts } of app.folderFactsOf('compose')) {
    for (const { envFile } of facts.document.services) {
      for (const { path } of envFile) add(joinPath(directoryOf(file), path), 'compose');
    }
  }
  const addCommands = (directory: FilePath, commands: readonly ShellCommand[]): void => {
    for (const command of commands) {
      for (const { path, reader } of filesRead(command)) add(joinPath(directory, path), reader);
    }
  };
  for (const { root, manifest } of app.folderPackages) {
    for (const { text } of manifest.scripts.values()) addCommands(root, splitShell(text));
  }
  for (const { file, facts } of app.folderFactsOf('shell')) {
    addCommands(directoryOf(file), facts.commands);
    addCommands('', facts.commands);
  }
  return readers;
}

function filesRead({ words }: ShellCommand): { path: string; reader: EnvFileReader }[] {
  const [program = '', ...rest] = words.map(({ text }) => text);
  const [first] = rest;
  if ((program === '.' || program === 'source') && first !== undefined) return [{ path: first, reader: 'shell' }];
  if (!/^(?:docker|podman|nerdctl)$/.test(program) || first === 'compose') return [];
  return rest.flatMap((word, index) => {
    const inline = /^--env-file=(.+)$/.exec(word)?.[1];
    const path = inline ?? (word === '--env-file' ? rest[index + 1] : undefined);
    return path === undefined ? [] : [{ path, reader: 'docker' }];
  });
}

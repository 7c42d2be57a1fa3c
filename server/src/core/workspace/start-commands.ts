import type { DockerfileDocument } from '../documents/dockerfile/model';
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { ShellCommand } from '../documents/shell/split';
import type { Location } from '../rule/finding';

/** A command that a deploy (or, for `script`, a person) starts a process of the app with. */
export interface StartCommand {
  readonly at: Location;
  readonly origin: 'dockerfile' | 'procfile' | 'compose' | 'script';
  /** `web`, `worker`, `release`, a compose service name, `start`. */
  readonly processType: string;
  /** False for development files; a package's own `start` script counts only where nothing else starts it. */
  readonly production: boolean;
  /** The simple commands it comes down to, package scripts followed. */
  readonly steps: readonly StartStep[];
  /** Source files that node runs, in order; empty when none could be told. */
  readonly entries: readonly FilePath[];
}

export interface StartStep {
  readonly command: ShellCommand;
  /** Where the command is written: the start command itself, or a script of a package.json. */
  readonly at: Location;
  /** The scripts that lead here, outermost first; empty for a command of the start command itself. */
  readonly scripts: readonly { readonly name: string; readonly at: Location }[];
  /** Folder-relative working directory, as far as it is known. */
  readonly directory: FilePath;
}

export type { DockerfileDocument, Location };
export { directoryOf, joinPath };

import type { CommandInstruction, DockerfileDocument } from '../core/documents/dockerfile/model';
import { lineageOf } from '../core/documents/dockerfile/resolve';
import { joinPath } from '../core/documents/kinds';
import type { ManifestDocument } from '../core/documents/manifest/model';
import { packageManagerCommand } from '../core/documents/shell/package-manager';
import { type ShellCommand, splitShell } from '../core/documents/shell/split';
import { BUILD_SCRIPT } from '../core/knowledge/production-commands';
import { startProgramOf } from '../core/knowledge/start-programs';
import { applyEdits, type Edit, lineBreakOf } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { commandsOf } from '../core/workspace/container-commands';
import { lineAbove } from './dockerfile-lines';
import { freezeEdits } from './freeze-install';
import { type StrippedStart, stripStart } from './strip-start';

/** What the fix has to know of the folder around. */
export interface BuildPlace {
  readonly packageRoot: string;
  exists(path: string): boolean;
}

/** The start command at a place without its builds and installs; `undefined` where `stripStart` cannot take them out. */
export function startWithoutBuild(
  document: DockerfileDocument,
  span: Span,
  manifest: ManifestDocument | undefined,
): StrippedStart | undefined {
  return stripStart(document, span, manifest, isBuildStep);
}

/** Moves the builds of a start command into `RUN` lines before it. */
export function buildAheadEdits(
  text: string,
  document: DockerfileDocument,
  { instruction, removed, edits, script }: StrippedStart,
  manifest: ManifestDocument | undefined,
  place: BuildPlace,
): Edit[] {
  const done = earlierCommands(document, instruction);
  const needed = removed.filter(({ command, text: own }) => !isDone(command, own, done));
  if (needed.length === 0) return [...edits];
  const lineBreak = lineBreakOf(text);
  const at = lineAbove(text, instruction.span.start);
  const texts = needed.map(({ command, text: own }) => {
    const isInstall = startProgramOf(command)?.kind === 'install';
    return script === undefined || isInstall ? frozen(own, manifest, place) : `${script.manager} run build`;
  });
  const line = [...new Set(texts)].join(' && ');
  return [{ span: { start: at, end: at }, text: `RUN ${line}${lineBreak}` }, ...edits];
}

function isBuildStep(command: ShellCommand): boolean {
  const run = packageManagerCommand(command);
  if (run?.action === 'run' && BUILD_SCRIPT.test(run.script ?? '')) return true;
  const kind = startProgramOf(command)?.kind;
  return kind === 'build' || kind === 'install' || isFileChore(command);
}

/** What scripts do around a build. */
function isFileChore(command: ShellCommand): boolean {
  return /^(?:rimraf|rm|mkdir|mkdirp|cp|cpx|cpy|copyfiles|shx|del-cli|tsc-alias|resolve-tspaths)$/.test(
    command.words[0]?.text ?? '',
  );
}

/** True for a script that does nothing but build. */
export function onlyBuilds(script: string): boolean {
  const commands = splitShell(script);
  return commands.some((command) => !isFileChore(command)) && commands.every(isBuildStep);
}

function earlierCommands(document: DockerfileDocument, before: CommandInstruction): ShellCommand[] {
  return lineageOf(document, before.stage ?? 0).flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      const isRun = one.type === 'command' && one.keyword === 'RUN' && one.span.start < before.span.start;
      return isRun ? commandsOf(one) : [];
    }),
  );
}

/** An earlier `RUN` does the same, or installs already. */
function isDone(command: ShellCommand, text: string, done: readonly ShellCommand[]): boolean {
  if (startProgramOf(command)?.kind === 'install')
    return done.some((other) => startProgramOf(other)?.kind === 'install');
  const words = (one: ShellCommand): string => one.words.map((word) => word.text).join(' ');
  return done.some((other) => words(other) === words(command) || words(other) === text);
}

/** An install in the image keeps to the lock file, where there is one. */
function frozen(text: string, manifest: ManifestDocument | undefined, { packageRoot, exists }: BuildPlace): string {
  const [command] = splitShell(text);
  const install = command && packageManagerCommand(command);
  if (install?.action !== 'install') return text;
  const lockfile = { npm: 'package-lock.json', yarn: 'yarn.lock', pnpm: 'pnpm-lock.yaml', bun: 'bun.lock' }[
    install.manager
  ];
  if (!exists(joinPath(packageRoot, lockfile))) return text;
  const isBerry = /^yarn@[2-9]/.test(manifest?.packageManager?.value ?? '');
  return applyEdits(text, freezeEdits(install, isBerry));
}

import type { CommandInstruction, DockerfileDocument } from '../core/documents/dockerfile/model';
import { effectiveStart } from '../core/documents/dockerfile/resolve';
import { baseName } from '../core/documents/kinds';
import type { ManifestDocument } from '../core/documents/manifest/model';
import { type PackageManager, packageManagerCommand } from '../core/documents/shell/package-manager';
import { type ShellCommand, splitShell } from '../core/documents/shell/split';
import { INIT_PROGRAMS } from '../core/knowledge/start-programs';
import type { Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';
import { execForm } from './exec-form';

/** A start command of an image without some of its commands. */
export interface StrippedStart {
  readonly instruction: CommandInstruction;
  /** What was taken out, as a shell of the image runs it. */
  readonly removed: readonly RemovedCommand[];
  readonly edits: readonly Edit[];
  /** The script of package.json that the CMD ran and whose commands took its place. */
  readonly script: { readonly name: string; readonly manager: PackageManager } | undefined;
}

export interface RemovedCommand {
  readonly text: string;
  readonly command: ShellCommand;
}

/**
 * Takes the commands that a test picks out of the CMD at a place: `migrate && node server.js` becomes `["node",
 * "server.js"]`. Where the CMD runs one script of package.json, what the script runs takes its place. `undefined` where
 * the commands are joined in another way than one after the other, or nothing would be left.
 * @param picks one and the same function for each call: what it leaves of a start command is remembered
 */
export function stripStart(
  document: DockerfileDocument,
  span: Span,
  manifest: ManifestDocument | undefined,
  picks: (command: ShellCommand) => boolean,
): StrippedStart | undefined {
  const instruction = startAt(document, span);
  if (instruction === undefined) return undefined;
  const known = STRIPPED.get(instruction) ?? new WeakMap<object, Map<unknown, StrippedStart | undefined>>();
  STRIPPED.set(instruction, known);
  const byManifest = known.get(picks) ?? new Map<unknown, StrippedStart | undefined>();
  known.set(picks, byManifest);
  if (!byManifest.has(manifest)) byManifest.set(manifest, strip(instruction, manifest, picks));
  return byManifest.get(manifest);
}

/** A start command of many steps is asked about by the finding of each of them. */
const STRIPPED = new WeakMap<CommandInstruction, WeakMap<object, Map<unknown, StrippedStart | undefined>>>();

function strip(
  instruction: CommandInstruction,
  manifest: ManifestDocument | undefined,
  picks: (command: ShellCommand) => boolean,
): StrippedStart | undefined {
  const commands = execForm.commandsOf(instruction);
  const [only, second] = commands;
  const isPicked = (command: ShellCommand): boolean => picks(command) || runsOnly(command, manifest, picks);
  if (only !== undefined && second === undefined) return stripScript(instruction, only, manifest, isPicked);
  const [script] = instruction.scripts;
  if (script?.exact !== true || instruction.scripts.length !== 1 || !isChain(commands, isPicked)) return undefined;
  const removed = commands.filter(isPicked).map((command) => ({
    command,
    text: script.text.slice(command.span.start - script.offset, command.span.end - script.offset),
  }));
  const left = commands.filter((command) => !isPicked(command));
  if (removed.length === 0 || left.length === 0 || removed.some(({ text }) => /[\r\n]/.test(text))) return undefined;
  return { instruction, removed, edits: leaving(instruction, commands, left), script: undefined };
}

/** CMD, or an ENTRYPOINT that stands alone; an entry point beside it may only be an init program. */
function startAt(document: DockerfileDocument, span: Span): CommandInstruction | undefined {
  for (const stage of document.stages) {
    const start = effectiveStart(document, stage.index);
    const instruction = [start?.cmd, start?.entrypoint].find((part) => part !== undefined && contains(part.span, span));
    if (instruction === undefined) continue;
    const other = instruction === start?.cmd ? start.entrypoint : start?.cmd;
    const isInit =
      other?.keyword === 'ENTRYPOINT' &&
      other.form === 'exec' &&
      other.words.some(({ value }) => INIT_PROGRAMS.has(baseName(value))) &&
      other.words.every(({ value }) => INIT_PROGRAMS.has(baseName(value)) || value.startsWith('-'));
    const isAlone = other === undefined || isInit;
    return isAlone && instruction.shellInForce === undefined && instruction.heredocs.length === 0
      ? instruction
      : undefined;
  }
  return undefined;
}

/** One after the other, at the top level, the picked ones without a part in a condition. */
function isChain(commands: readonly ShellCommand[], isPicked: (command: ShellCommand) => boolean): boolean {
  return commands.every(({ depth, background, operator }, index) => {
    if (depth > 0 || background || commands[index]?.wrappers.some((name) => name.endsWith(' -c'))) return false;
    const before = commands[index - 1];
    const command = commands[index];
    const touches = [before, command].some((one) => one !== undefined && isPicked(one));
    return index === 0 || !touches || operator === '&&' || operator === ';' || operator === 'newline';
  });
}

function leaving(
  instruction: CommandInstruction,
  commands: readonly ShellCommand[],
  left: readonly ShellCommand[],
): Edit[] {
  const [only, second] = left;
  if (only !== undefined && second === undefined && execForm.isPlain([only])) {
    const words = (only.wrappedWords ?? only.words).map(({ text }) => text);
    const kept = words[0] === 'exec' ? words.slice(1) : words;
    return [{ span: instruction.argumentsSpan, text: execForm.format(kept) }];
  }
  return commands.flatMap((command, index) => {
    const next = commands[index + 1];
    const previous = commands[index - 1];
    if (left.includes(command)) return [];
    if (next !== undefined) return [{ span: { start: command.span.start, end: next.span.start }, text: '' }];
    return previous === undefined ? [] : [{ span: { start: previous.span.end, end: command.span.end }, text: '' }];
  });
}

/** `npm start`, whose script is `migrate && node server.js`: the rest must be a program of the image. */
function stripScript(
  instruction: CommandInstruction,
  command: ShellCommand,
  manifest: ManifestDocument | undefined,
  isPicked: (command: ShellCommand) => boolean,
): StrippedStart | undefined {
  const run = packageManagerCommand(command);
  const name = run?.action === 'start' ? 'start' : run?.action === 'run' ? run.script : undefined;
  const script = name === undefined ? undefined : manifest?.scripts.get(name);
  if (run === undefined || script === undefined || manifest?.scripts.has(`post${name}`) === true) return undefined;
  if (run.arguments.length > 0 || run.directory !== undefined || run.unknown.length > 0 || command.redirects.length > 0)
    return undefined;
  const before = manifest?.scripts.get(`pre${name}`);
  const parts = [before, script].flatMap((part) =>
    part === undefined ? [] : [{ part, commands: splitShell(part.text) }],
  );
  const all = parts.flatMap(({ part, commands }) =>
    commands.map((one) => ({ command: one, text: part.text.slice(one.span.start, one.span.end) })),
  );
  if (parts.some(({ commands }) => !isChain(commands, isPicked))) return undefined;
  const removed = all.filter((one) => isPicked(one.command));
  const left = all.filter((one) => !isPicked(one.command));
  const [rest] = left;
  if (removed.length === 0 || rest === undefined || left.length > 1) return undefined;
  if (!execForm.isPlain([rest.command]) || rest.command.words[0]?.text !== 'node' || rest.command.wrappers.length > 0)
    return undefined;
  const around = (command.wrappedWords ?? command.words).slice(0, -command.words.length).map(({ text }) => text);
  const hooked = before === undefined ? 0 : splitShell(before.text).filter(isPicked).length;
  if (hooked > 0 && hooked < removed.length) return undefined;
  const words = [...around.filter((word) => word !== 'exec'), ...rest.command.words.map(({ text }) => text)];
  return {
    instruction,
    removed: removed.map((one) => ({ command: one.command, text: outsideScript(one.command, one.text) })),
    edits: [{ span: instruction.argumentsSpan, text: execForm.format(words) }],
    script: { name: hooked > 0 ? `pre${name}` : (name ?? ''), manager: run.manager },
  };
}

/** Scripts find the programs of packages by themselves; a shell of the image needs `npx` for them. */
function outsideScript(command: ShellCommand, text: string): string {
  const program = command.words[0]?.text ?? '';
  const isOwn = packageManagerCommand(command) !== undefined || /^(?:node|\.{0,2}\/.*)$/.test(program);
  return isOwn || command.wrappers.length > 0 || command.assignments.length > 0 ? text : `npx ${text}`;
}

/** A script all of whose commands are picked. */
function runsOnly(
  command: ShellCommand,
  manifest: ManifestDocument | undefined,
  picks: (command: ShellCommand) => boolean,
  depth = 0,
): boolean {
  const run = packageManagerCommand(command);
  const name = run?.action === 'run' ? run.script : undefined;
  const { scripts } = manifest ?? {};
  const script = name === undefined ? undefined : scripts?.get(name);
  if (script === undefined || depth > 4 || run?.directory !== undefined) return false;
  const texts = [`pre${name}`, name ?? '', `post${name}`].flatMap((part) => scripts?.get(part)?.text ?? []);
  const commands = texts.flatMap((text) => splitShell(text));
  return commands.length > 0 && commands.every((one) => picks(one) || runsOnly(one, manifest, picks, depth + 1));
}

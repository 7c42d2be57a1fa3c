/** What images install beside Node. */
import { lineageOf } from '../documents/dockerfile/resolve';
import { isReached, type ShellCommand } from '../documents/shell/split';
import { SYSTEM_INSTALLERS, type SystemTool, toolsOfBase } from '../knowledge/system-tools';
import type { DockerfileModel } from './app-model';
import { commandsOf } from './container-commands';

/**
 * Whether an image holds a program: `true` and `false` where the Dockerfile tells, `undefined` where something that is not
 * read may bring it (an unknown base image, a download, a file copied from elsewhere).
 */
export function holdsTool({ document }: DockerfileModel, stage: number, tool: SystemTool): boolean | undefined {
  const lineage = lineageOf(document, stage);
  const base = lineage[0]?.from.resolved;
  const carried = base === undefined ? undefined : toolsOfBase(base.name, base.tag ?? '');
  if (carried?.has(tool.program) === true) return true;
  let isSure = carried !== undefined;
  for (const { instructions } of lineage) {
    for (const instruction of instructions) {
      if (instruction.type === 'copy') {
        const isProgram = /\/(?:s?bin|lib|opt)(?:\/|$)/.test(instruction.destination?.value ?? '');
        if (instruction.argumentsText.includes(tool.program)) return true;
        if (isProgram || (instruction.from !== undefined && instruction.from.stage === undefined)) isSure = false;
      } else if (instruction.type === 'command' && instruction.keyword === 'RUN') {
        for (const command of commandsOf(instruction).filter(isReached)) {
          const installed = installs(command, tool);
          if (installed === true) return true;
          if (installed === undefined) isSure = false;
        }
      }
    }
  }
  return isSure ? false : undefined;
}

/** `undefined` for a command that may bring any program. */
function installs({ words }: ShellCommand, tool: SystemTool): boolean | undefined {
  const [program, ...rest] = words;
  const name = program?.text.slice(program.text.lastIndexOf('/') + 1) ?? '';
  const verb = SYSTEM_INSTALLERS.get(name);
  if (verb !== undefined) {
    if (!rest.some(({ text }) => verb.test(text))) return false;
    const packages = rest.map(({ text }) => text.replace(/[=~<>].*$/, ''));
    const isNamed = packages.some(
      (entry) => tool.apt.includes(entry) || tool.apk.includes(entry) || startsLike(entry, tool),
    );
    if (isNamed) return true;
    return rest.some(({ dynamic }) => dynamic) ? undefined : false;
  }
  if (rest.some(({ text }) => text.includes(tool.program))) return true;
  // A download, an unpacked archive, a script of the folder: anything may come with them.
  return /^(?:curl|wget|tar|unzip|dpkg|pip3?|gem|brew|make|sh|bash|nix.*|.*\.sh|install|ln|mv|cp)$/.test(name)
    ? undefined
    : false;
}

/** `postgresql16-client`, `openjdk-21-jre`, `libreoffice-calc`, `php8.3-cli` … */
function startsLike(entry: string, { apt, apk }: SystemTool): boolean {
  const bare = (text: string): string =>
    text
      .replace(/[\d.]+/g, '')
      .replace(/--+/g, '-')
      .replace(/-$/, '');
  return [...apt, ...apk].some((name) => bare(name) === bare(entry));
}

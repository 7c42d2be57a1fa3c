import type { ShellCommand } from '../documents/shell/split';

/** Programs that open a port, and how they are told the host (the tools' own documentation). */
interface ServeCommand {
  readonly program: string;
  /** First operand; absent for programs that only serve. */
  readonly action?: string;
  readonly options: readonly string[];
  /** Where it listens when nothing is said: `loopback` only for tools that do so in containers as well. */
  readonly unset: 'loopback' | 'everywhere';
  /** Beginning of the file that may say it instead. */
  readonly configFile?: string;
  /** The words that make it listen everywhere. */
  readonly open: string;
}

const SERVE_COMMANDS: readonly ServeCommand[] = [
  { program: 'next', action: 'start', options: ['-H', '--hostname'], unset: 'everywhere', open: '-H 0.0.0.0' },
  {
    program: 'vite',
    action: 'preview',
    options: ['--host'],
    unset: 'loopback',
    configFile: 'vite.config.',
    open: '--host 0.0.0.0',
  },
  {
    program: 'astro',
    action: 'preview',
    options: ['--host'],
    unset: 'loopback',
    configFile: 'astro.config.',
    open: '--host 0.0.0.0',
  },
  { program: 'gatsby', action: 'serve', options: ['-H', '--host'], unset: 'loopback', open: '--host 0.0.0.0' },
  { program: 'json-server', options: ['-H', '--host'], unset: 'loopback', open: '--host 0.0.0.0' },
  { program: 'sirv', options: ['-H', '--host'], unset: 'loopback', open: '--host 0.0.0.0' },
  { program: 'http-server', options: ['-a'], unset: 'everywhere', open: '-a 0.0.0.0' },
  { program: 'fastify', action: 'start', options: ['-a', '--address'], unset: 'everywhere', open: '--address 0.0.0.0' },
];

export interface LoopbackCommand {
  /** How people call it: `next start`. */
  readonly label: string;
  /** The host as written; `undefined` when it is the tool's own choice. */
  readonly host: string | undefined;
  /** A file that may set the host, where none is written. */
  readonly configFile: string | undefined;
  readonly open: string;
}

/** The command, if it makes a known tool listen on this machine only; `undefined` also where that is unknown. */
export function loopbackCommandOf({ words }: ShellCommand): LoopbackCommand | undefined {
  const [program, ...rest] = words;
  if (program === undefined || rest.some(({ dynamic, text }) => dynamic && text.startsWith('$'))) return undefined;
  const name = program.text.slice(program.text.lastIndexOf('/') + 1);
  const found = SERVE_COMMANDS.find(
    (entry) => entry.program === name && (entry.action === undefined || rest[0]?.text === entry.action),
  );
  if (found === undefined || rest.some(({ text }) => /^(?:--help|--version)$/.test(text))) return undefined;
  const label = found.action === undefined ? name : `${name} ${found.action}`;
  const given = hostIn(
    rest.map(({ text }) => text),
    found.options,
  );
  if (given === undefined) {
    return found.unset === 'loopback'
      ? { label, host: undefined, configFile: found.configFile, open: found.open }
      : undefined;
  }
  return isLoopback(given) ? { label, host: given, configFile: undefined, open: found.open } : undefined;
}

/** Names and addresses that nobody outside the machine, the container or the pod can reach. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host.trim());
}

/** Ports for a person or an agent on the same machine. */
export const SIDE_LISTENER = /metric|admin|debug|inspect|health|internal|ipc|mock|callback|oauth/i;

/** What follows the option, `''` for one without a value (`vite --host`: everywhere); `undefined` when it is not there. */
function hostIn(words: readonly string[], options: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const option = options.find((name) => word === name || word.startsWith(`${name}=`));
    if (option === undefined) continue;
    const next = words[index + 1];
    return word === option ? (next === undefined || next.startsWith('-') ? '' : next) : word.slice(option.length + 1);
  }
  return undefined;
}

import { packageManagerCommand } from '../documents/shell/package-manager';
import { baseProgram, type ShellCommand } from '../documents/shell/split';
import { entryOf } from '../knowledge/node-runners';
import { startProgramOf } from '../knowledge/start-programs';

/** Programs that start a server and go on running, by their first operand. */
const SERVERS =
  /^(?:next|nuxt|nuxi|nest|medusa|strapi|keystone|payload|gatsby|astro|remix-serve|react-router-serve|serve|http-server)$/;
const TASK = /migrat|seed|setup|install|build|init\b|generate|wait|check|sync|backup|test/i;

/** True for a command that starts the app and goes on running; tasks that end by themselves are none. */
export function startsApp(command: ShellCommand): boolean {
  const kind = startProgramOf(command)?.kind;
  if (kind === 'migration' || kind === 'build' || kind === 'install') return false;
  const run = packageManagerCommand(command);
  if (run !== undefined) {
    const script = run.action === 'start' ? 'start' : run.action === 'run' ? run.script : undefined;
    return script !== undefined && !TASK.test(script);
  }
  const entry = entryOf(command);
  if (entry !== undefined) return !TASK.test(entry) && !command.words.slice(1).some(({ text }) => TASK.test(text));
  return SERVERS.test(baseProgram(command.words[0]) ?? '') && !TASK.test(command.words[1]?.text ?? '');
}

/** `"$@"`: what a script was given, run as a command. */
export function runsArguments({ words }: ShellCommand): boolean {
  return words.length === 1 && /^\$(?:[@*]|\{[@*]\})$/.test(words[0]?.text ?? '');
}

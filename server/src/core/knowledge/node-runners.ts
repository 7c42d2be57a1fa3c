import type { ShellCommand } from '../documents/shell/split';

/** Programs that run a JavaScript or TypeScript file given as their first operand, and their flags that take a value. */
const RUNNERS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'node',
    ['-r', '--require', '--import', '--loader', '--experimental-loader', '--env-file', '-C', '--conditions', '--title'],
  ],
  ['nodejs', ['-r', '--require']],
  ['bun', []],
  ['deno', ['--config', '-c', '--import-map']],
  ['ts-node', ['-P', '--project', '-r', '--require', '-O', '--compiler-options']],
  ['ts-node-dev', ['-P', '--project', '-r', '--require', '--ignore-watch']],
  ['tsnd', ['-P', '--project', '-r', '--require', '--ignore-watch']],
  ['ts-node-esm', ['-P', '--project']],
  ['tsx', ['--tsconfig', '--env-file', '--import']],
  ['babel-node', ['--presets', '--extensions', '--config-file']],
  ['swc-node', []],
  ['esno', []],
  ['nodemon', ['--exec', '-x', '--watch', '-w', '--ext', '-e', '--ignore', '-i', '--signal', '--delay', '--config']],
  ['pm2', ['--name', '-n', '-i', '--instances', '--env']],
  ['pm2-runtime', ['--name', '-n', '-i', '--instances', '--env']],
  ['pm2-docker', ['--name', '-n', '-i', '--instances', '--env']],
  ['forever', ['-c', '-l', '-o', '-e']],
]);

const SUB_COMMANDS: ReadonlySet<string> = new Set(['run', 'watch', 'start', 'serve']);

/** The file a command makes node run, as written; `undefined` when it names none (`next start`, `-e`, a variable). */
export function entryOf(command: ShellCommand): string | undefined {
  const [program, ...rest] = command.words;
  if (program === undefined || program.dynamic) return undefined;
  const name = program.text.slice(program.text.lastIndexOf('/') + 1);
  if (name === 'nest' && rest[0]?.text === 'start') return 'src/main';
  const valued = RUNNERS.get(name);
  if (valued === undefined) return undefined;
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index];
    if (word === undefined || word.dynamic) return undefined;
    if (word.text.startsWith('-')) {
      if (/^(?:-e|--eval|-p|--print)$/.test(word.text) && name.startsWith('node') && name !== 'nodemon')
        return undefined;
      if (valued.includes(word.text)) index++;
      continue;
    }
    if (SUB_COMMANDS.has(word.text) && index === 0) continue;
    return /^[\w@./-]+$/.test(word.text) ? word.text : undefined;
  }
  return undefined;
}

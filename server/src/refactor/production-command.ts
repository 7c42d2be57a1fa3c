import { baseName } from '../core/documents/kinds';
import type { ManifestDocument } from '../core/documents/manifest/model';
import { baseProgram, type ShellCommand, splitShell } from '../core/documents/shell/split';
import {
  FILE_RUNNERS,
  type FileRunner,
  FRAMEWORK_STARTS,
  type FrameworkStart,
  PRODUCTION_SCRIPTS,
  WATCH_FLAGS,
} from '../core/knowledge/production-commands';
import { execForm } from './exec-form';

export interface ProductionCommand {
  readonly words: readonly string[];
  /** True when the command runs what a build makes, so that one has to come before. */
  readonly needsBuild: boolean;
}

/**
 * The command that starts the same app without the watcher, development server or transpiler of this one. `undefined`
 * where an option is not known or nothing tells where the compiled file is.
 * @param manifest of the package, whose scripts and `main` tell where compiled files are
 */
export function productionCommand(
  command: ShellCommand,
  manifest: ManifestDocument | undefined,
): ProductionCommand | undefined {
  const [program, ...rest] = command.words;
  const words = rest.map(({ text }) => text);
  if (program === undefined || command.words.some(({ text, dynamic }) => dynamic || !PLAIN.test(text)))
    return undefined;
  const name = baseProgram(program).replace(/\.(?:c?js|cmd)$/, '');
  const framework = FRAMEWORK_STARTS.get(name);
  if (framework !== undefined) return frameworkCommand(program.text, name, words, framework, manifest);
  const watch = WATCH_FLAGS.get(name);
  if (watch !== undefined) {
    const kept = withoutOptions(words, watch.flags, watch.values);
    const isTranspiler = kept.some((word) => /ts-node|tsx|swc-node|@babel\/register|esbuild-register/.test(word));
    return isTranspiler || kept.length === words.length
      ? undefined
      : { words: [program.text, ...kept], needsBuild: false };
  }
  const runner = FILE_RUNNERS.get(name);
  return runner && fileCommand(words, runner, manifest);
}

/** Words that need no quotes in any shell. */
const PLAIN = /^[\w@%+=:,./-]+$/;

function frameworkCommand(
  program: string,
  name: string,
  words: readonly string[],
  { verbs, verb, words: replaced, kept, flags }: FrameworkStart,
  manifest: ManifestDocument | undefined,
): ProductionCommand | undefined {
  const [first, ...options] = words;
  if (first === undefined || !verbs.includes(first)) return undefined;
  const left: string[] = [];
  for (let index = 0; index < options.length; index++) {
    const option = options[index] ?? '';
    const bare = option.replace(/=.*$/, '');
    if (flags.includes(bare)) continue;
    if (!kept.includes(bare)) return undefined;
    left.push(option);
    const value = options[index + 1];
    if (bare === option && value !== undefined) left.push(value);
    if (bare === option) index++;
  }
  if (verb !== undefined) return { words: [program, verb, ...left], needsBuild: true };
  const own = name === 'nest' ? compiledStart('main', manifest) : undefined;
  return { words: own ?? replaced ?? [], needsBuild: true };
}

function fileCommand(
  words: readonly string[],
  { verbs, flags, values, kept }: FileRunner,
  manifest: ManifestDocument | undefined,
): ProductionCommand | undefined {
  const options: string[] = [];
  let index = verbs.includes(words[0] ?? '') ? 1 : 0;
  for (; index < words.length && words[index]?.startsWith('-'); index++) {
    const word = words[index] ?? '';
    const bare = word.replace(/=.*$/, '');
    const isOne = bare !== word;
    if (flags.includes(bare)) continue;
    if (values.includes(bare)) {
      if (!isOne) index++;
    } else if (kept.includes(bare)) {
      const value = isOne ? word.slice(bare.length + 1) : (words[index + 1] ?? '');
      // What loads a compiler or resolves paths of the sources has no place before built code.
      if (!/^(?:dotenv\/config|\.{0,2}\/?[\w./-]*\.env[\w.]*)$/.test(value)) return undefined;
      options.push(word, ...(isOne ? [] : [value]));
      if (!isOne) index++;
    } else return undefined;
  }
  const [file, ...given] = words.slice(index);
  if (file === undefined || file === '.') return undefined;
  if (/\.[cm]?tsx?$/.test(file)) {
    const compiled = compiledFile(file, manifest);
    return compiled === undefined ? undefined : { words: ['node', ...options, compiled, ...given], needsBuild: true };
  }
  if (/\.(?!c?js$|mjs$)\w+$/.test(file)) return undefined;
  return { words: ['node', ...options, file, ...given], needsBuild: false };
}

/** Where a build puts a source file, as a script for production or `main` says; the names have to agree. */
function compiledFile(source: string, manifest: ManifestDocument | undefined): string | undefined {
  const stem = baseName(source).replace(/\.[cm]?tsx?$/, '');
  const words = compiledStart(stem, manifest);
  if (words !== undefined) return words.find((word) => stemOf(word) === stem);
  const main = manifest?.main?.replace(/^\.\//, '');
  return main !== undefined && stemOf(main) === stem && isBuilt(main) ? main : undefined;
}

/** Words of a script that is one plain `node` command for a built file of this name. */
function compiledStart(stem: string, manifest: ManifestDocument | undefined): readonly string[] | undefined {
  for (const name of PRODUCTION_SCRIPTS) {
    const script = manifest?.scripts.get(name);
    const commands = script === undefined ? [] : splitShell(script.text);
    const [command] = commands;
    if (command === undefined || !execForm.isPlain(commands) || command.words[0]?.text !== 'node') continue;
    const words = command.words.map(({ text }) => text);
    if (words.some((word) => stemOf(word) === stem && isBuilt(word)) && words.every((word) => PLAIN.test(word)))
      return words;
  }
  return undefined;
}

function stemOf(path: string): string {
  return baseName(path).replace(/\.[cm]?js$/, '');
}

function isBuilt(path: string): boolean {
  return /^(?:\.\/)?(?:dist|build|lib|out|bin|output|\.build)\//.test(path) && !/\.[cm]?tsx?$/.test(path);
}

function withoutOptions(words: readonly string[], flags: readonly string[], values: readonly string[]): string[] {
  const kept: string[] = [];
  let isOption = true;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const bare = word.replace(/=.*$/, '');
    if (isOption && flags.includes(bare)) continue;
    if (isOption && values.includes(bare)) {
      if (bare === word) index++;
      continue;
    }
    // Behind the file they belong to the app.
    if (!word.startsWith('-') && word !== 'run') isOption = false;
    kept.push(word);
  }
  return kept;
}

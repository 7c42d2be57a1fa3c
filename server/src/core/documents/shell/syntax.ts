import type { ShellScope } from './model';

/** Words and operators of the POSIX shell that the reader of commands goes by. */
export const OPENERS: ReadonlyMap<string, ShellScope> = new Map([
  ['if', 'if'],
  ['while', 'loop'],
  ['until', 'loop'],
]);
export const CLOSERS: ReadonlyMap<string, readonly ShellScope[]> = new Map([
  ['fi', ['if']],
  ['done', ['loop']],
  ['esac', ['case']],
  ['}', ['group', 'function']],
]);
export const FILLERS: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'do', '!', 'coproc']);
export const OPERATOR = /&&|\|\||;;&|;;|;&|;|\|&|\||&(?!>)/y;
export const REDIRECT = /\d{0,9}(?:<<<|<<-?|<>|<&|>&|>>|>\||&>>|&>|<|>)/y;

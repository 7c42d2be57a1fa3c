import { packageManagerCommand } from '../documents/shell/package-manager';
import type { ShellCommand } from '../documents/shell/split';

/** Commands of git that bring other code into a folder. */
const GIT_UPDATE = /^git\s+(?:-C\s+\S+\s+)?(?:pull|clone|checkout|reset\s+--hard|submodule\s+update)\b/;

/** What a command does to the code that runs, where it does; installs of a start command have a rule of their own. */
export function codeUpdateOf(
  command: ShellCommand,
): { readonly label: string; readonly kind: 'git' | 'packages' } | undefined {
  const text = command.words.map((word) => word.text).join(' ');
  const git = GIT_UPDATE.exec(text)?.[0];
  if (git !== undefined) return { label: git.replace(/-C\s+\S+\s+/, ''), kind: 'git' };
  const manager = packageManagerCommand(command);
  if (/^(?:npm|pnpm|yarn)\s+(?:update|upgrade|up)\b/.test(text))
    return { label: text.split(' ').slice(0, 2).join(' '), kind: 'packages' };
  return manager?.action === 'install' ? { label: `${manager.manager} install`, kind: 'packages' } : undefined;
}

/** A package that works with repositories of others: what it clones is its data. */
export const GIT_LIBRARIES: readonly string[] = [
  'simple-git',
  'isomorphic-git',
  'nodegit',
  'dugite',
  '@octokit/rest',
  '@gitbeaker/rest',
];

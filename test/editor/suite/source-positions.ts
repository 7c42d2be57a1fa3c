import { findSourceMap } from 'node:module';

/**
 * Replaces positions in bundles by those in the sources. Node would do so by itself, if the extension host had not put
 * its own hook into the making of stacks.
 */
export function toSourcePositions(stack: string): string {
  return stack.replace(/([^\s()]+\.test\.js):(\d+):(\d+)/g, (position, file: string, line: string, column: string) => {
    const entry = findSourceMap(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry || !('originalSource' in entry)) return position;
    const source = entry.originalSource.replace(/^file:\/\//, '');
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

import type { FilePath } from '../core/documents/kinds';
import type { Fix, FixContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';

/** Another name for a variable in the finding's document and in every companion that the finding names. */
export function renameVariable(context: FixContext, name: string, newName: string): Fix | undefined {
  if (newName === '') return undefined;
  const edits = new Map<FilePath, readonly Edit[]>();
  for (const path of [context.file, ...context.finding.related.map(({ file }) => file)]) {
    const text = path === context.file ? context.text : context.companion(path);
    const found = text === undefined ? [] : occurrences(text, name, newName);
    if (found.length > 0) edits.set(path, found);
  }
  if (edits.size === 0) return undefined;
  return {
    title: `Rename ${name} to ${newName}`,
    safety: 'suggestion',
    edits,
    needsConfirmation: `Code in the browser can no longer read ${newName}: read it on the server, and rename it in every deploy.`,
  };
}

function occurrences(text: string, name: string, newName: string): Edit[] {
  const pattern = new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g');
  return [...text.matchAll(pattern)].map(({ index }) => ({
    span: { start: index, end: index + name.length },
    text: newName,
  }));
}

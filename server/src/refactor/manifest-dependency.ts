import { modify } from 'jsonc-parser';
import type { DependencySection } from '../core/documents/manifest/model';
import { type Edit, lineBreakOf } from '../core/text/edits';

/** Enters a dependency in alphabetical order, in the indentation of the file. */
export function addDependency(
  manifest: string,
  name: string,
  range: string,
  section: DependencySection = 'dependencies',
): Edit[] {
  return change(manifest, [section, name], range);
}

/** Takes a dependency out of `dependencies` and enters it in `devDependencies`. */
export function moveToDevelopment(manifest: string, name: string, range: string): Edit[] {
  return [
    ...change(manifest, ['dependencies', name], undefined),
    ...addDependency(manifest, name, range, 'devDependencies'),
  ];
}

function change(manifest: string, path: string[], value: string | undefined): Edit[] {
  // The scanner does not know the byte order mark.
  const text = manifest.charCodeAt(0) === 0xfeff ? ` ${manifest.slice(1)}` : manifest;
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const edits = modify(text, path, value, {
    formattingOptions: {
      insertSpaces: !indent.startsWith('\t'),
      tabSize: indent.startsWith('\t') ? 1 : indent.length,
      eol: lineBreakOf(text),
    },
    getInsertionIndex: (names) => {
      const later = names.findIndex((other) => other > (path.at(-1) ?? ''));
      return later < 0 ? names.length : later;
    },
  });
  return edits.map(({ offset, length, content }) => ({ span: { start: offset, end: offset + length }, text: content }));
}

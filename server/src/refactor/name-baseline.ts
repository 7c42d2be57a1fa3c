import { applyEdits, modify, parse } from 'jsonc-parser';
import type { FilePath } from '../core/documents/kinds';
import { lineBreakOf } from '../core/text/edits';

/** A configuration file as it is now; without a text, it is to be made. */
export interface ConfigurationSource {
  readonly file: FilePath;
  readonly text: string | undefined;
}

/** The text of a configuration that names a baseline; `undefined` for one that is not JSON and cannot be added to. */
export function nameBaseline({ file, text }: ConfigurationSource, path: FilePath): string | undefined {
  if (text === undefined) return `{\n  "baseline": ${JSON.stringify(path)}\n}\n`;
  const key = file.endsWith('package.json') ? ['twelveFactor', 'baseline'] : ['baseline'];
  const value: unknown = parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const isTabbed = /^\t/m.test(text);
  const tabSize = /^( +)"/m.exec(text)?.[1]?.length ?? 2;
  const formattingOptions = { tabSize, insertSpaces: !isTabbed, eol: lineBreakOf(text) };
  return applyEdits(text, modify(text, key, path, { formattingOptions }));
}

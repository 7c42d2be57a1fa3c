import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { FolderAnalysis } from '../../server/src/core/engine/folder';
import { createRegistry } from '../../server/src/core/engine/registry';
import { factors, rules } from '../../server/src/rules';

interface Cost {
  files: number;
  alone: number;
  /** Characters of the files parsed for one rule alone. */
  aloneSize: number;
}

/** Which rule's needles have how many files parsed, and how many of these no other rule asks for. */
export function needleCosts(root: string, files: readonly string[]): string {
  const analysis = new FolderAnalysis({ registry: createRegistry(rules, factors), onFailure: () => {} });
  const costs = new Map<string, Cost>();
  const total = { files: 0, size: 0, parsed: 0, parsedSize: 0 };
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const reasons = analysis.reasonsToParse(relative(root, file).split(sep).join('/'), text);
    total.files++;
    total.size += text.length;
    if (reasons.length === 0) continue;
    total.parsed++;
    total.parsedSize += text.length;
    for (const reason of reasons) {
      const cost = costs.get(reason) ?? { files: 0, alone: 0, aloneSize: 0 };
      costs.set(reason, cost);
      cost.files++;
      if (reasons.length > 1) continue;
      cost.alone++;
      cost.aloneSize += text.length;
    }
  }
  const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  const lines = [...costs]
    .sort(([, a], [, b]) => b.aloneSize - a.aloneSize || b.files - a.files)
    .map(([rule, { files, alone, aloneSize }]) => {
      return `${String(files).padStart(7)}  ${String(alone).padStart(7)}  ${share(aloneSize, total.size).padStart(7)}  ${rule}`;
    });
  return [
    `parsed: ${total.parsed} of ${total.files} files, ${share(total.parsedSize, total.size)} of their text`,
    '  files    alone  of text  parsed for',
    ...lines,
  ].join('\n');
}

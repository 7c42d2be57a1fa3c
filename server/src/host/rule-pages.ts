import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RuleId } from '../core/rule/finding';

/** From the bundle (`server/dist/*.mjs`) the pages are one folder up, from the sources (`server/src/host`) two. */
const PAGES = ['../docs/rules', '../../docs/rules'];

/** The Markdown page of a rule; `undefined` when there is none. */
export async function readRulePage(id: RuleId): Promise<string | undefined> {
  if (!/^[a-z-]+(?:\/[a-z0-9-]+)?$/.test(id)) return undefined;
  const here = dirname(fileURLToPath(import.meta.url));
  for (const pages of PAGES) {
    try {
      return await readFile(join(here, pages, `${id}.md`), 'utf8');
    } catch {
      // Not in this place.
    }
  }
  return undefined;
}

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onExit } from './lifetime';

/** A folder that is gone when this process is. The real path: editors compare paths, and a link above would differ. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  // A process that is just being killed may still write.
  const clear = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  const release = onExit(clear);
  return {
    path,
    remove() {
      release();
      clear();
    },
  };
}

import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editorCache } from '../paths';
import { HostError } from './host-error';

const cacheRoot = join(editorCache, 'web');
const marker = 'complete.json';

/** Says on standard error what is being prepared; standard output belongs to the tests. */
export function report(line: string): void {
  process.stderr.write(`web host: ${line}\n`);
}

/** Tells what is going on and how long it took. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  report(`${what} …`);
  const result = await work();
  report(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what an interrupted run left half done, and what an earlier version of the same thing occupies. */
async function prune(kind: string, keep: string): Promise<void> {
  for (const name of await readdir(cacheRoot).catch(() => [])) {
    const partial = /^partial-(\d+)-/.exec(name);
    const stale = partial ? !isRunning(Number(partial[1])) : name.startsWith(`${kind}-`) && name !== keep;
    if (stale) await rm(join(cacheRoot, name), { recursive: true, force: true });
  }
}

/**
 * Returns the cache folder `<kind>-<version>`, made by `build` if it is not there yet. It is built beside its place and
 * moved there when complete, so that neither an interrupted run nor two at once leave a half-made folder.
 */
export async function cached(
  kind: string,
  version: string,
  build: (folder: string) => Promise<unknown>,
): Promise<string> {
  const name = `${kind}-${version}`;
  const folder = join(cacheRoot, name);
  await prune(kind, name);
  if (existsSync(join(folder, marker))) return folder;
  const partial = join(cacheRoot, `partial-${process.pid}-${name}`);
  try {
    await mkdir(cacheRoot, { recursive: true });
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    const contents = await build(partial);
    await writeFile(join(partial, marker), `${JSON.stringify(contents, undefined, 2)}\n`);
    await rename(partial, folder).catch(() => undefined);
    if (!existsSync(join(folder, marker))) throw new HostError(`${folder} is in the way; delete it`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') throw new HostError('the disk is full; the web host needs about 1 GB');
    if (code === 'EACCES' || code === 'EROFS') throw new HostError(`${cacheRoot} cannot be written; check its owner`);
    throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cached, timed } from './cache';
import { downloadPackage, unpack } from './download';
import { findChromium } from './find-chromium';
import { HostError } from './host-error';
import { headlessChromium, monospaceFont } from './pinned-packages';

/** Counts changes of the recipe below, so that a cache made by an older one is made anew. */
const recipe = 1;

/** A Chromium and where it finds what a bare machine lacks. */
export interface BrowserFiles {
  readonly executable: string;
  /** Folder of shared libraries, if the machine's own cannot be relied on. */
  readonly libraries?: string;
  /** Folder of fonts, likewise. */
  readonly fonts?: string;
}

/**
 * Unpacks the package by hand. Its own code unpacks into the temporary folder, where a file left by another user stands
 * in the way, makes the binary executable for its owner only, and leaves out the libraries except on one cloud.
 */
async function build(folder: string): Promise<unknown> {
  const downloads = join(folder, 'downloads');
  await timed(`headless Chromium ${headlessChromium.version}: download`, async () => {
    await Promise.all([
      downloadPackage(headlessChromium, downloads).then((file) =>
        unpack(file, downloads, ['--strip-components=2', 'package/bin']),
      ),
      downloadPackage(monospaceFont, downloads).then((file) =>
        unpack(file, downloads, ['--strip-components=2', 'package/ttf']),
      ),
    ]);
  });
  await timed('headless Chromium: unpack', async () => {
    const executable = join(folder, 'chromium');
    await Promise.all([
      pipeline(
        createReadStream(join(downloads, 'chromium.br')),
        createBrotliDecompress(),
        createWriteStream(executable, { mode: 0o755 }),
      ),
      unpack(join(downloads, 'al2023.tar.br'), folder),
      unpack(join(downloads, 'fonts.tar.br'), folder),
    ]);
    await chmod(executable, 0o755);
    for (const name of await readdir(downloads)) {
      if (name.startsWith('DejaVuSansMono')) await rename(join(downloads, name), join(folder, 'fonts', name));
    }
    await rm(downloads, { recursive: true });
  });
  return { chromium: headlessChromium.version, font: monospaceFont.version };
}

/** A Chromium of this machine, else one installed into the cache, once. */
export async function installBrowser(): Promise<BrowserFiles> {
  const found = await findChromium();
  if (found) return { executable: found };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new HostError(`no Chromium found; install one and set CHROME_PATH (none on npm for ${process.arch})`);
  }
  const folder = await cached('browser', `${headlessChromium.version}-${recipe}`, build);
  return { executable: join(folder, 'chromium'), libraries: join(folder, 'lib'), fonts: join(folder, 'fonts') };
}

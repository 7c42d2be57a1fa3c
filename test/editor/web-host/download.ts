import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { HostError } from './host-error';
import { runNpm } from './npm';
import type { PinnedPackage } from './pinned-packages';

async function digest(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Fetches the tarball of a package into `folder` and returns its path. `npm pack` rather than `npm install`: none of
 * the dependencies that these packages declare is needed here, and the tarball can be held against its pinned digest.
 */
export async function downloadPackage(pinned: PinnedPackage, folder: string): Promise<string> {
  const spec = `${pinned.name}@${pinned.version}`;
  const target = join(folder, pinned.name.replace(/\W/g, '-'));
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'package.json'), '{ "private": true }\n');
  await runNpm(`download of ${spec}`, ['pack', spec, `--pack-destination=${target}`], target);
  const tarball = (await readdir(target)).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new HostError(`download of ${spec} failed: npm wrote no tarball`);
  const path = join(target, tarball);
  if ((await digest(path)) !== pinned.integrity) {
    throw new HostError(`${spec} from the npm registry is not the pinned one; check npm's \`registry\` setting`);
  }
  return path;
}

/** Unpacks a compressed tar archive by the system's tar, which then needs no gzip or brotli beside it. */
export async function unpack(archive: string, folder: string, tarOptions: readonly string[] = []): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-f', '-', '-C', folder, '--no-same-owner', ...tarOptions], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let output = '';
  tar.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<void>((resolve, reject) => {
    tar.on('error', () => reject(new HostError('tar is not on the PATH; install tar')));
    tar.on('close', (code) =>
      code === 0 ? resolve() : reject(new HostError(`cannot unpack ${archive}: ${output.trim().split('\n')[0]}`)),
    );
  });
  const decompress = archive.endsWith('.br') ? createBrotliDecompress() : createGunzip();
  // tar's own answer says more than the broken pipe that follows from it.
  await Promise.all([ended, pipeline(createReadStream(archive), decompress, tar.stdin).catch(() => ended)]);
}

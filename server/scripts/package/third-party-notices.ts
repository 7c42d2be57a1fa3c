import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What esbuild says of a bundle, as far as it is read here. */
export interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

/** Packages whose code others carry inside their own files, where no metafile sees it. */
const EMBEDDED: Readonly<Record<string, readonly string[]>> = { '@ts-morph/common': ['node_modules/typescript'] };

const LICENSE_FILE = /^(?:licen[cs]e|copying|notice|third-?party-?notice)/i;
const RULER = '='.repeat(80);

/**
 * The licences of every package that is in the bundles.
 * @throws Error for a package without a licence text: it must not ship.
 */
export function thirdPartyNotices(root: string, metafiles: readonly Metafile[]): string {
  const sections = bundledPackages(metafiles).map((folder) => section(root, folder));
  const head = 'Twelve-Factor contains the following software, each under its own licence.\n';
  return [head, ...sections.sort()].join(`\n${RULER}\n`);
}

/** Folders of the packages in the bundles, relative to the repository, sorted. */
export function bundledPackages(metafiles: readonly Metafile[]): string[] {
  const folders = new Set<string>();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const input of Object.keys(inputs)) {
        const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
        if (folder === undefined) continue;
        folders.add(folder);
        for (const embedded of EMBEDDED[nameOf(folder)] ?? []) folders.add(embedded);
      }
    }
  }
  return [...folders].sort();
}

function section(root: string, folder: string): string {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const files = readdirSync(join(root, folder)).filter((name) => LICENSE_FILE.test(name));
  const texts = files.sort().map((name) => readFileSync(join(root, folder, name), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${manifest.name} is in the bundle and has no licence text`);
  return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${texts.join('\n\n')}\n`;
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** @throws Error when the bundle has not been built with `--metafile`. */
export function readMetafile(file: string): Metafile {
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

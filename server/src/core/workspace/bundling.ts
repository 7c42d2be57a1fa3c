import { baseName, type FilePath, joinPath } from '../documents/kinds';
import { splitShell } from '../documents/shell/split';
import { isPlainBuild } from '../knowledge/bundlers';
import type { AppModel } from './app-model';
import type { PackageModel } from './packages';

/**
 * True when the code of a package surely runs with its imports as they are written: nothing builds it, or a compiler does
 * that takes each file for itself. Bundlers put packages into the file they make; which ones, their settings decide.
 */
export function runsUnbundled({ manifest, root, managedServer }: PackageModel, app: Pick<AppModel, 'exists'>): boolean {
  if (managedServer || BUNDLER_FILES.some((name) => app.exists(joinPath(root, name)))) return false;
  for (const [name, { text }] of manifest.scripts) {
    if (!/^(?:pre|post)?(?:build|compile|bundle|prod|start|prepare)(?:$|[:-])/.test(name)) continue;
    const commands = splitShell(text);
    const isStart = /start|prod/.test(name);
    for (const { words } of commands) {
      const program = baseName(words[0]?.text ?? '');
      if (isStart && !BUNDLERS.test(program)) continue;
      if (program === 'nest' && /--webpack|--builder[= ](?:webpack|rspack)/.test(text)) return false;
      if (program !== '' && !isPlainBuild(program)) return false;
    }
  }
  return true;
}

const BUNDLERS =
  /^(?:esbuild|tsup|ncc|webpack|rollup|rspack|rsbuild|vite|unbuild|tsdown|rolldown|parcel|microbundle|nx|turbo|bunchee)$/;

const BUNDLER_FILES: readonly FilePath[] = [
  'webpack',
  'tsup',
  'tsdown',
  'rollup',
  'rspack',
  'rsbuild',
  'vite',
  'rolldown',
  'esbuild',
  'build',
]
  .flatMap((name) =>
    ['.config.ts', '.config.js', '.config.mjs', '.config.cjs', '.config.mts'].map((extension) => name + extension),
  )
  .concat([
    'esbuild.js',
    'esbuild.mjs',
    'esbuild.ts',
    'nest-cli.webpack.json',
    'webpack-hmr.config.js',
    'project.json',
    'build.mjs',
  ]);

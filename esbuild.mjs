import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';

/**
 * Builds what ships: the client as one CommonJS file (VS Code loads it with `require`), server and CLI as ES modules
 * that share their chunks, so that the compiler is in the package once and is loaded only after `initialize` is answered.
 * `--metafile` writes beside each bundle what it was made of, for the third-party notices.
 */
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const metafile = process.argv.includes('--metafile');

/** The texts of TypeScript's `lib.*.d.ts` serve a type checker only: 2 MB nobody here reads. */
const withoutLibraryTexts = {
  name: 'without-library-texts',
  setup(build) {
    build.onLoad({ filter: /ts-morph-common\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace(/^const libFiles = \[\{[\s\S]*?^\s*\}\];$/m, 'const libFiles = [];');
      if (contents === text) throw new Error(`${path}: the library texts are not where they were`);
      return { loader: 'js', contents };
    });
  },
};

/**
 * Every `ts.isCallExpression` would run through four getters: those of esbuild's and of ts-morph's module interop, twice
 * each. With the compiler copied once into a plain object, a keystroke costs half.
 */
const plainCompiler = {
  name: 'plain-compiler',
  setup(build) {
    const namespace = 'plain-compiler';
    build.onResolve({ filter: /^ts-morph$/ }, ({ importer, kind }) =>
      kind === 'import-statement' && /[\\/]server[\\/]src[\\/]/.test(importer)
        ? { path: 'ts-morph', namespace }
        : undefined,
    );
    build.onLoad({ filter: /^ts-morph$/, namespace }, () => ({
      contents: `
        import * as module from 'ts-morph';
        export * from 'ts-morph';
        export const ts = { ...module.ts };
        export const SyntaxKind = module.SyntaxKind;`,
      resolveDir: process.cwd(),
    }));
  },
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // jsonc-parser's UMD entry cannot be bundled.
  mainFields: ['module', 'main'],
  // Identifiers stay: TypeScript's compiler loads a fifth faster with them, and stack traces can be read.
  minifyWhitespace: production,
  minifySyntax: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile,
  define: {
    'process.env.TWELVE_FACTOR_VERSION': JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
  },
};

const client = {
  ...common,
  entryPoints: ['client/src/extension.ts'],
  outfile: 'client/dist/extension.js',
  format: 'cjs',
  external: ['vscode'],
};

const server = {
  ...common,
  entryPoints: { server: 'server/src/lsp/main.ts', cli: 'server/src/cli/main.ts' },
  outdir: 'server/dist',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  splitting: true,
  plugins: [withoutLibraryTexts, plainCompiler],
  // CommonJS packages inside ES modules still ask for these three.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      "import { fileURLToPath as __fileURLToPath } from 'node:url';",
      "import { dirname as __dirnameOf } from 'node:path';",
      'const require = __createRequire(import.meta.url);',
      'const __filename = __fileURLToPath(import.meta.url);',
      'const __dirname = __dirnameOf(__filename);',
    ].join(''),
  },
};

for (const folder of ['client/dist', 'server/dist']) rmSync(folder, { recursive: true, force: true });
if (watch) {
  for (const options of [client, server]) await (await context(options)).watch();
} else {
  const [ofClient, ofServer] = await Promise.all([build(client), build(server)]);
  if (metafile) {
    writeFileSync('client/dist/meta.json', JSON.stringify(ofClient.metafile));
    writeFileSync('server/dist/meta.json', JSON.stringify(ofServer.metafile));
  }
  chmodSync('server/dist/cli.mjs', 0o755);
}

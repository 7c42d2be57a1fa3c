import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { parseDotenv } from '../../../server/src/core/documents/dotenv/parse';
import type { Files } from '../../support/analyze';
import { LIBRARY_STUBS } from './library-stubs';

/** A project of texts, compiled and run without being written to disk; what no stub stands for comes from the packages installed. */
const ROOT = join(process.cwd(), 'test/refactor/config-home/project');

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  esModuleInterop: true,
  experimentalDecorators: true,
  allowJs: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
  // Read as from a tsconfig.json there.
  pathsBasePath: ROOT,
  paths: { '@/*': ['./src/*'], '#start/*': ['./start/*'] },
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
};

const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of a project's own files, one line a complaint. */
export function typeErrors(files: Files): string[] {
  const texts = new Map(Object.entries({ ...LIBRARY_STUBS, ...files }).map(([path, text]) => [join(ROOT, path), text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { readFile, fileExists, getSourceFile, directoryExists } = host;
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.directoryExists = (path) =>
    [...texts.keys()].some((file) => file.startsWith(`${path}/`)) || directoryExists?.(path) === true;
  host.getCurrentDirectory = () => ROOT;
  host.realpath = (path) => path;
  host.getSourceFile = (path, target, ...rest) => {
    const text = texts.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, target);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, target, ...rest));
    return parsed.get(path);
  };
  const roots = Object.keys(files).filter((path) => /\.[jt]s$/.test(path));
  const program = ts.createProgram(
    roots.map((path) => join(ROOT, path)),
    OPTIONS,
    host,
  );
  return roots.flatMap((path) => {
    const source = program.getSourceFile(join(ROOT, path));
    const all = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return all.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

/** What the module `src/main` of a project exports as `result`, called in the environment that its local file describes. */
export function run(files: Files, environmentFile: string | undefined): unknown {
  const texts: Files = { ...LIBRARY_STUBS, ...files };
  const environment = Object.fromEntries(
    parseDotenv(environmentFile ?? '').entries.map(({ key, value }) => [key, value]),
  );
  const real = createRequire(import.meta.url);
  const loaded = new Map<string, { exports: Record<string, unknown> }>();
  const load = (path: string): Record<string, unknown> => {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const module: { exports: Record<string, unknown> } = { exports: {} };
    loaded.set(path, module);
    const options = { ...OPTIONS, module: ts.ModuleKind.CommonJS, noEmit: false };
    const written = ts.transpileModule(texts[path] ?? '', { compilerOptions: options, fileName: path }).outputText;
    // Stubs answer at once, and a function is no module.
    const code = written.replace(/await (?=\w+\.Env\.)/g, '').replaceAll('import.meta.url', "'file:///'");
    const request = (name: string): unknown => load1(name, path);
    new Function('module', 'exports', 'require', 'process', code)(module, module.exports, request, {
      env: environment,
      exit: (status: number) => {
        throw new Error(`exit ${status}`);
      },
    });
    return module.exports;
  };
  const load1 = (name: string, from: string): unknown => {
    const own = name.replace(/^@\//, 'src/').replace(/^#start\//, 'start/');
    const base = name.startsWith('.') ? join(from, '..', name) : own === name ? `node_modules/${name}/index` : own;
    const found = [base, `${base}.ts`, `${base}.js`, base.replace(/\.js$/, '.ts')].find(
      (path) => texts[path] !== undefined,
    );
    return found === undefined ? real(name) : load(found);
  };
  const main = ['src/main.ts', 'src/main.js'].find((path) => files[path] !== undefined) ?? '';
  const { result } = load(main);
  return typeof result === 'function' ? result() : result;
}

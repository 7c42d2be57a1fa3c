import { createGitIgnoreVerdict } from '../../core/documents/ignore-file/match';
import { baseName, directoryOf, type FilePath, joinPath } from '../../core/documents/kinds';
import { HAND_MADE_NAME, SECRET_FILE_NAME } from '../../core/knowledge/ignored-modules';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import type { AppModel } from '../../core/workspace/app-model';
import { contextPath } from '../../core/workspace/docker-ignore';
import { isBelow } from '../../core/workspace/packages';
import { rolesOfPath } from '../../core/workspace/roles';
import { stopIgnoring } from '../../refactor/ignore-lines';

type Context = AppContext<'ignored', ListOptions>;

export default defineRule({
  id: 'codebase/no-import-of-ignored-file',
  summary: 'Code imports a file that git ignores.',
  why: 'A fresh clone does not hold the file, so that it neither builds nor starts; what the file says differs from machine to machine, and no history tells how. Configuration in such a file is neither in the code base nor in the environment.',
  remedy: 'Read what differs between deploys from the environment, and commit the rest.',
  messages: { ignored: 'Git ignores "{{target}}": a fresh clone does not hold what is imported here.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true, roles: { cli: 'warning', 'front-end': 'warning', script: 'info' } },
  ...listed({
    entry: ['path', 'paths'],
    example: '*/generated/*',
    subjects: ['target'],
  }),
  app(context) {
    if (!context.app.hasGit) return;
    const places = new Map<FilePath, Location[]>();
    for (const { file, facts } of context.app.factsOf('typescript')) {
      for (const { specifier, kind, span } of facts.imports) {
        if (kind === 'type' || !/^\.\.?\//.test(specifier)) continue;
        const target = ignoredTarget(context.app, file, specifier);
        if (target !== undefined) places.set(target, [...(places.get(target) ?? []), { file, span }]);
      }
    }
    for (const [target, list] of places) check(context, list, target);
  },
  companions: ({ data }) => [String(data['ignoreFile'])],
  fix(context) {
    const path = String(context.finding.data['ignoreFile']);
    const target = String(context.finding.data['target']);
    const text = context.companion(path);
    const relative = contextPath(directoryOf(path), target);
    const edit = text === undefined || relative === undefined ? undefined : stopIgnoring(text, relative, 'git');
    return edit && fixOf(`Stop ignoring "${target}"`, 'suggestion', path, [edit]);
  },
});

const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.json'];
/** What else an import without an extension may mean. */
const OTHERS = [
  '',
  '.d.ts',
  '.vue',
  '.svelte',
  '.node',
  '.css',
  '.graphql',
  '/package.json',
  '/index.vue',
  '/index.d.ts',
];

/** The file that an import must mean and that only git's ignoring keeps out of sight. */
function ignoredTarget(app: AppModel, from: FilePath, specifier: string): FilePath | undefined {
  const path = joinPath(directoryOf(from), specifier);
  if (path.startsWith('../') || !HAND_MADE_NAME.test(baseName(path))) return undefined;
  if (app.modules.resolve(from, specifier) !== undefined) return undefined;
  const isExact = EXTENSIONS.some((extension) => path.endsWith(extension));
  const bare = path.replace(/\.[cm]?jsx?$/, '');
  const candidates = isExact ? [path] : EXTENSIONS.map((extension) => path + extension);
  if (
    [...OTHERS.map((other) => path + other), ...OTHERS.map((other) => bare + other)].some((other) => app.exists(other))
  )
    return undefined;
  if (candidates.some((candidate) => app.exists(candidate) || app.isTracked(candidate))) return undefined;
  const ignored = candidates.filter((candidate) => app.isGitIgnored(candidate) && !isMade(app, candidate));
  // Where only some spellings are ignored, another one may be meant that was left out by mistake.
  return ignored.length === candidates.length || isExact ? ignored[0] : preferred(ignored, from);
}

/** A module of the language of the file that imports it. */
function preferred(ignored: readonly FilePath[], from: FilePath): FilePath | undefined {
  const own = /\.[cm]?ts$/.test(from) ? ['.ts', '.js', '.json'] : ['.js', '.json'];
  return own.flatMap((extension) => ignored.find((path) => path.endsWith(extension)) ?? [])[0];
}

/** Made by a tool: the output of a build, or of a generator. */
function isMade(app: AppModel, path: FilePath): boolean {
  if (rolesOfPath(path, 'typescript').includes('generated')) return true;
  return app.folderFactsOf('tsconfig').some(({ file, facts: { document } }) => {
    const output = document.outDir === undefined ? '' : joinPath(directoryOf(file), document.outDir);
    return output !== '' && output !== directoryOf(file) && isBelow(path, output);
  });
}

/** More places than this are not looked at: the first ones tell. */
const MOST_PLACES = 12;

/** One file that is missing is one fact, however often it is imported. */
function check(context: Context, places: readonly Location[], target: FilePath): void {
  const line = ignoringLine(context.app, target);
  if (line === undefined) return;
  const certain = places.slice(0, MOST_PLACES).filter((place) => isCertain(context, place));
  const [at, ...others] = certain;
  // Where one place gets by without the file, it may be made by hand or left out.
  if (at === undefined || certain.length < Math.min(places.length, MOST_PLACES)) return;
  const relative = contextPath(directoryOf(line.file), target);
  context.report(
    at,
    'ignored',
    { target, ignoreFile: line.file },
    {
      related: [
        { file: line.file, span: line.span, message: 'ignored here' },
        ...others.slice(0, 4).map((other) => ({ ...other, message: 'imported here too' })),
      ],
      // A file with secrets must stay out of the repository.
      fixable:
        !SECRET_FILE_NAME.test(baseName(target)) &&
        relative !== undefined &&
        stopIgnoring(line.text, relative, 'git') !== undefined,
      because: `the line "${line.pattern}" of "${line.file}" keeps it out of the repository`,
    },
  );
}

/** False for a place that needs the file's types only, or that makes sure the file is there; and before it is read closely. */
function isCertain({ app, closely }: Context, { file, span }: Location): boolean {
  const use = closely(file)?.imports.find((imported) => imported.span.start === span.start)?.use;
  return use !== undefined && use.guard === undefined && (use.value || app.modules.keepsImports(file));
}

/** The line that ignores a path; `undefined` for one outside of the repository, and for a pattern of all files of a kind. */
function ignoringLine(app: AppModel, path: FilePath): (Location & { text: string; pattern: string }) | undefined {
  const files = app
    .folderFactsOf('ignore-file')
    .filter(({ file }) => baseName(file) === '.gitignore')
    .sort((a, b) => a.file.length - b.file.length)
    .map(({ file, facts }) => ({ file, directory: directoryOf(file), text: facts.text }));
  const verdict = createGitIgnoreVerdict(files);
  // A folder that is ignored as a whole is what some tool makes.
  if (verdict(`${directoryOf(path)}/`).ignored) return undefined;
  const { ignored, line, file } = verdict(path);
  const source = file === undefined ? undefined : files[file];
  if (!ignored || line === undefined || source === undefined) return undefined;
  if (/(?:^|\/)\*+(?:\.(?:[cm]?[jt]sx?|json|\{[^}]*\}))?$/.test(line.pattern)) return undefined;
  return { file: source.file, span: line.span, text: source.text, pattern: line.pattern };
}

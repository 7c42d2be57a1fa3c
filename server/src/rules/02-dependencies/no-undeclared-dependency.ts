import type { FilePath } from '../../core/documents/kinds';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Related, Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { everywhere } from '../../core/rule/roles';
import { typesPackage } from '../../core/workspace/declarations';
import { isLeftBehind } from '../../core/workspace/left-behind';
import { lockedVersions } from '../../core/workspace/lockfiles';
import { prominenceOf, standsAside } from '../../core/workspace/prominence';
import { type Runtime, runtimeOf } from '../../core/workspace/runtime';
import { type UndeclaredImport, undeclaredImports } from '../../core/workspace/undeclared';
import { addDependency } from '../../refactor/manifest-dependency';

type Context = AppContext<'undeclared' | 'outer' | 'types', ListOptions>;

export default defineRule({
  id: 'dependencies/no-undeclared-dependency',
  summary: 'Code imports a package that its package.json does not declare.',
  why: 'It works only as long as another package happens to bring it along. The next install, a stricter package manager or a smaller image leaves it out, and the process ends with "Cannot find module".',
  remedy: 'Declare the package in the package.json next to the code.',
  messages: {
    undeclared: '"{{package}}" is imported, and no package.json around it declares it.',
    outer: '"{{package}}" is imported here and declared only in "{{outer}}".',
    types: '"{{package}}" is used at run time, and only its types ("{{types}}") are declared.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: {
    to: 'packages',
    libraries: true,
    roles: { cli: 'warning', 'front-end': 'warning', script: 'info', test: 'hint', 'tool-config': 'hint' },
  },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['package'],
  }),
  app(context) {
    const runtime = runtimeOf(context.app);
    const found = undeclaredImports(context.app);
    for (const group of groupsOf(found)) check(context, group, runtime);
    attest(context, found);
  },
  companions: ({ data }) => [String(data['manifest'])],
  fix(context) {
    const { data } = context.finding;
    const path = String(data['manifest']);
    const name = String(data['package']);
    const text = context.companion(path);
    if (text === undefined) return undefined;
    const section = data['section'] === 'devDependencies' ? 'devDependencies' : 'dependencies';
    return fixOf(
      `Declare "${name}" in ${path}`,
      'suggestion',
      path,
      addDependency(text, name, String(data['range']), section),
    );
  },
});

/** One package that one manifest lacks is one fact, however often it is imported. */
function groupsOf(found: readonly UndeclaredImport[]): (readonly UndeclaredImport[])[] {
  const groups = new Map<string, UndeclaredImport[]>();
  for (const entry of found) {
    const key = `${entry.manifest.file} ${entry.name}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

/** More places than this are not looked at: the first ones tell. */
const MOST_FILES = 12;

function check(context: Context, group: readonly UndeclaredImport[], runtime: Runtime): void {
  const { app } = context;
  const ranked = [...group].sort((a, b) => prominenceOf(app, a.file, runtime) - prominenceOf(app, b.file, runtime));
  const files = [...new Set(ranked.map(({ file }) => file))].slice(0, MOST_FILES);
  const places = files.flatMap((file) => {
    const certain = certainImports(context, file, ranked[0]?.name ?? '');
    return certain.map((imported) => ({ file, imported }));
  });
  const [first, ...others] = places;
  const [entry] = ranked;
  if (first === undefined || entry === undefined) return;
  const { name, manifest, declaration } = entry;
  const isOptional = places.every(({ imported }) => imported.use?.guard === 'optional');
  const isAside = standsAside(app, first.file);
  // What a workspace keeps at its root for the tools and tests of all members is no fault of theirs.
  if (declaration.by === 'outer' && (isAside || isOptional)) return;
  const locked = lockedVersions(app, manifest.root);
  const isMissing = locked !== undefined && !locked.has(name);
  const runs = runtime.processesOf(first.file).some(({ start }) => start !== undefined);
  const isUnused = isLeftBehind(app, runtime, first.file);
  const lighter: Severity | undefined =
    declaration.by === 'outer' || isOptional ? 'hint' : isUnused && !isAside ? 'info' : undefined;
  const version = locked?.get(name) ?? '';
  const range =
    declaration.by === 'outer' ? declaration.dependency.range : /^\d+\.\d/.test(version) ? `^${version}` : '';
  const messageId = declaration.by === 'none' ? 'undeclared' : declaration.by;
  const data = {
    package: name,
    outer: declaration.by === 'outer' ? declaration.model.file : '',
    types: typesPackage(name),
    manifest: manifest.file,
    range,
    section: isAside ? 'devDependencies' : 'dependencies',
  };
  const fixable = range !== '' && manifest.manifest.rootSpan !== undefined;
  const because = `${reasonOf(entry, locked)}${isUnused ? '; nothing that is known runs this file' : ''}`;
  context.report({ file: first.file, span: first.imported.span }, messageId, data, {
    ...(lighter ? { severity: lighter, roles: everywhere(lighter) } : isMissing && runs ? { severity: 'error' } : {}),
    related: relatedTo(others),
    fixable,
    because,
  });
  // Whoever writes in another of the files sees it there as well.
  for (const { file, imported } of firstOfEach(others, first.file)) {
    if (!isAside && standsAside(app, file)) continue;
    context.report({ file, span: imported.span }, messageId, data, {
      echo: true,
      related: relatedTo([first]),
      fixable,
      because,
    });
  }
}

/** Imports of the package that stay in the compiled code, read off the tree; empty as long as the file is not read closely. */
function certainImports({ app, closely }: Context, file: string, name: string): UndeclaredImport['imported'][] {
  const facts = closely(file);
  if (facts === undefined) return [];
  return facts.imports.filter(({ specifier, kind, use }) => {
    if (specifier !== name && !specifier.startsWith(`${name}/`)) return false;
    return kind !== 'type' && use !== undefined && (use.value || app.modules.keepsImports(file));
  });
}

interface Place {
  readonly file: FilePath;
  readonly imported: UndeclaredImport['imported'];
}

/** The first place of every file but one. */
function firstOfEach(places: readonly Place[], except: FilePath): Place[] {
  const seen = new Set([except]);
  return places.filter(({ file }) => !seen.has(file) && seen.add(file));
}

function relatedTo(places: readonly Place[]): Related[] {
  return places.slice(0, 5).map(({ file, imported }) => ({ file, span: imported.span, message: 'imported here too' }));
}

function reasonOf(
  { name, manifest, declaration }: UndeclaredImport,
  locked: ReadonlyMap<string, string> | undefined,
): string {
  const own = `"${manifest.file}" does not name it`;
  if (declaration.by === 'outer') return own;
  if (locked === undefined) return `${own}, and no lock file tells who brings it along`;
  const version = locked.get(name);
  return version === undefined
    ? `${own}, and the lock file does not hold it at all`
    : `${own}; the lock file holds version ${version || 'unknown'} because another package needs it`;
}

/** Evidence, one a package. */
function attest(context: Context, found: readonly UndeclaredImport[]): void {
  for (const model of context.app.packages) {
    const section = model.manifest.sections.get('dependencies');
    if (section === undefined || model.manifest.dependencies.size === 0) continue;
    if (!model.isApp || found.some(({ manifest }) => manifest === model)) continue;
    context.attest(
      { file: model.file, span: section.keySpan },
      'Every package that the code imports is declared here.',
    );
  }
}

import type { FilePath } from '../../core/documents/kinds';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Related, Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { everywhere } from '../../core/rule/roles';
import { compareTexts } from '../../core/text/compare';
import { typesPackage } from '../../core/workspace/declarations';
import { isLeftBehind } from '../../core/workspace/left-behind';
import { lockedVersions, mayBeLockedAbove } from '../../core/workspace/lockfiles';
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
    const missing = groupsOf(found).flatMap((group) => missingOf(context, group, runtime) ?? []);
    for (const [all, some] of withManifests(missing)) {
      some.forEach((one, index) => {
        report(context, one, index === 0 ? all.length - 1 : undefined);
      });
    }
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

/** A package that one manifest lacks, and where that shows. */
interface Missing {
  readonly manifest: FilePath;
  readonly messageId: 'undeclared' | 'outer' | 'types';
  readonly data: Readonly<Record<string, string>>;
  readonly first: Place;
  readonly others: readonly Place[];
  readonly rank: number;
  /** `undefined`: the rule's own. */
  readonly severity: Severity | undefined;
  readonly isAside: boolean;
  readonly fixable: boolean;
  readonly because: string;
}

function missingOf(context: Context, group: readonly UndeclaredImport[], runtime: Runtime): Missing | undefined {
  const { app } = context;
  const ranked = [...group].sort((a, b) => prominenceOf(app, a.file, runtime) - prominenceOf(app, b.file, runtime));
  const files = [...new Set(ranked.map(({ file }) => file))].slice(0, MOST_FILES);
  const places = files.flatMap((file) => {
    const certain = certainImports(context, file, ranked[0]?.name ?? '');
    return certain.map((imported) => ({ file, imported }));
  });
  const [first, ...others] = places;
  const [entry] = ranked;
  if (first === undefined || entry === undefined) return undefined;
  const { name, manifest, declaration } = entry;
  const isOptional = places.every(({ imported }) => imported.use?.guard === 'optional');
  const isAside = standsAside(app, first.file);
  // What a workspace keeps at its root for the tools and tests of all members is no fault of theirs.
  if (declaration.by === 'outer' && (isAside || isOptional)) return undefined;
  const locked = lockedVersions(app, manifest.root);
  const isMissing = locked !== undefined && !locked.has(name) && !mayBeLockedAbove(app, manifest.root, name);
  const runs =
    places.some(({ imported }) => imported.use?.late !== true) &&
    runtime.processesOf(first.file).some(({ start }) => start !== undefined);
  const isUnused = isLeftBehind(app, runtime, first.file);
  const lighter: Severity | undefined =
    declaration.by === 'outer' || isOptional ? 'hint' : isUnused && !isAside ? 'info' : undefined;
  const version = locked?.get(name) ?? '';
  const range =
    declaration.by === 'outer' ? declaration.dependency.range : /^\d+\.\d/.test(version) ? `^${version}` : '';
  return {
    manifest: manifest.file,
    messageId: declaration.by === 'none' ? 'undeclared' : declaration.by,
    data: {
      package: name,
      outer: declaration.by === 'outer' ? declaration.model.file : '',
      types: typesPackage(name),
      manifest: manifest.file,
      range,
      section: isAside ? 'devDependencies' : 'dependencies',
    },
    first,
    others,
    rank: prominenceOf(app, first.file, runtime),
    severity: lighter ?? (isMissing && runs ? 'error' : undefined),
    isAside,
    fixable: range !== '' && manifest.manifest.rootSpan !== undefined,
    because: `${reasonOf(entry, locked)}${isUnused ? '; nothing that is known runs this file' : ''}`,
  };
}

/** A manifest that lacks more packages than this is one fact: nobody keeps it. */
const MOST_TOLD = 3;

/** What is told together: all that one manifest lacks where that is much, else each package by itself. */
function withManifests(missing: readonly Missing[]): (readonly [all: readonly Missing[], told: readonly Missing[]])[] {
  const byManifest = new Map<FilePath, Missing[]>();
  const told: (readonly [readonly Missing[], readonly Missing[]])[] = [];
  for (const one of missing) {
    // Errors, and what is light by itself, stay what they are.
    const isPlain = one.messageId === 'undeclared' && one.severity === undefined && !one.isAside;
    if (isPlain) byManifest.set(one.manifest, [...(byManifest.get(one.manifest) ?? []), one]);
    else told.push([[one], [one]]);
  }
  for (const all of byManifest.values()) {
    if (all.length <= MOST_TOLD) told.push(...all.map((one) => [[one], [one]] as const));
    else {
      const ranked = [...all].sort((a, b) => a.rank - b.rank || compareTexts(a.first.file, b.first.file));
      told.push([all, ranked]);
    }
  }
  return told;
}

/** @param more How many other packages the manifest lacks that are told here as well; `undefined` where another place tells it. */
function report(context: Context, one: Missing, more: number | undefined): void {
  const { messageId, data, first, others, severity, isAside, fixable } = one;
  const also = more ? `; so it is with ${more} more packages that the code imports` : '';
  const because = `${one.because}${also}`;
  context.report({ file: first.file, span: first.imported.span }, messageId, data, {
    ...(more === undefined ? { echo: true } : {}),
    ...(severity === undefined ? {} : { severity, ...(severity === 'error' ? {} : { roles: everywhere(severity) }) }),
    related: relatedTo(others),
    fixable,
    because,
  });
  // Whoever writes in another of the files sees it there as well.
  for (const { file, imported } of firstOfEach(others, first.file)) {
    if (!isAside && standsAside(context.app, file)) continue;
    context.report({ file, span: imported.span }, messageId, data, {
      echo: true,
      related: relatedTo([first]),
      fixable,
      because: one.because,
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

import { directoryOf, type FilePath, joinPath } from '../../core/documents/kinds';
import { type ManifestDocument, parseManifest } from '../../core/documents/manifest/parse';
import type { ImportFact } from '../../core/documents/typescript/imports';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { compareTexts } from '../../core/text/compare';
import type { AppModel } from '../../core/workspace/app-model';
import type { TypeScriptFacts } from '../../core/workspace/facts';
import { isYarnBerry, lockfilesIn, workspaceRootsOf } from '../../core/workspace/lockfiles';
import { specifierOf } from '../../core/workspace/package-entries';
import { isBelow, type PackageModel } from '../../core/workspace/packages';
import { prominenceOf } from '../../core/workspace/prominence';
import { runtimeOf } from '../../core/workspace/runtime';
import { addDependency } from '../../refactor/manifest-dependency';

type Context = AppContext<'crossing' | 'declared', undefined>;

export default defineRule({
  id: 'codebase/no-cross-package-relative-import',
  summary: 'A package imports files of another package by a relative path.',
  why: 'What two packages share is a dependency: declared, versioned and installable. A path into the neighbour is none of that; the package cannot be built, tested or deployed without the folder that happens to lie beside it.',
  remedy: 'Import the other package by its name and declare it as a dependency.',
  messages: {
    crossing: 'This path reaches into the package "{{package}}"; import it by its name and declare it.',
    declared: 'This path reaches into the package "{{package}}", which is declared; import it by its name.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: {
    to: 'packages',
    libraries: true,
    roles: { cli: 'warning', 'front-end': 'warning' },
  },
  app(context) {
    const { app } = context;
    const named = app.folderPackages.filter(({ manifest }) => manifest.name !== undefined);
    attestDependencies(context, named);
    if (named.length < 2) return;
    const all = app.factsOf('typescript').flatMap(({ file, facts }) => crossingsOf(app, named, file, facts));
    for (const pair of pairsOf(all)) reportPair(context, pair);
  },
  companions: ({ data }) => [String(data['manifest'])],
  fix(context) {
    const { data, span } = context.finding;
    const path = String(data['manifest']);
    const name = String(data['package']);
    const text = context.companion(path);
    if (text === undefined) return undefined;
    const edits = new Map([[context.file, [{ span, text: String(data['specifier']) }]]]);
    const manifest = parseManifest(text);
    if (!declares(manifest, name)) edits.set(path, addDependency(text, name, String(data['range'])));
    return { title: `Import "${String(data['specifier'])}"`, safety: 'suggestion', edits };
  },
});

/** For development alone counts as well: a bundler puts it into what is released. */
function declares(manifest: ManifestDocument, name: string): boolean {
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
  return [dependencies, devDependencies, peerDependencies, optionalDependencies].some((section) => section.has(name));
}

interface Crossing {
  readonly file: FilePath;
  readonly imported: ImportFact;
  readonly target: FilePath;
  readonly from: PackageModel;
  readonly to: PackageModel;
}

interface Known {
  readonly packages: readonly PackageModel[];
  readonly crossings: readonly Crossing[];
}

/** The rule runs with every keystroke; what is known of the other files' imports holds as long as the folder's packages. */
const KNOWN = new WeakMap<TypeScriptFacts, Known>();

function crossingsOf(
  app: AppModel,
  named: readonly PackageModel[],
  file: FilePath,
  facts: TypeScriptFacts,
): readonly Crossing[] {
  const known = KNOWN.get(facts);
  if (known !== undefined && known.packages === app.folderPackages) return known.crossings;
  const crossings = facts.imports.flatMap((imported): Crossing[] => {
    const { specifier, kind, uncertain } = imported;
    if (!/^\.\.?(?:\/|$)/.test(specifier) || kind === 'type' || uncertain || /\.json$/.test(specifier)) return [];
    const from = holderOf(named, file);
    const path = joinPath(directoryOf(file), specifier);
    const to = holderOf(named, path);
    if (from === undefined || to === undefined || from === to) return [];
    const target = app.modules.resolve(file, specifier);
    // The specifier may name a folder that is a package of its own.
    const owner = target === undefined ? undefined : holderOf(named, target);
    if (target === undefined || owner === undefined || owner === from) return [];
    // A manifest inside of a package that is no member of a workspace is its own: for packing, or for the module format.
    if (isBelow(from.root, owner.root) && workspaceRootsOf(app, from.root).length === 0) return [];
    // The same where the outer one takes it in.
    if (isBelow(owner.root, from.root) && workspaceRootsOf(app, owner.root).length === 0) return [];
    return [{ file, imported, target, from, to: owner }];
  });
  KNOWN.set(facts, { packages: app.folderPackages, crossings });
  return crossings;
}

/** The nearest package with a name; one without only marks the module format. */
function holderOf(named: readonly PackageModel[], path: FilePath): PackageModel | undefined {
  let best: PackageModel | undefined;
  for (const candidate of named) {
    if (isBelow(path, candidate.root) && (best === undefined || candidate.root.length > best.root.length))
      best = candidate;
  }
  return best;
}

/** What one package takes from another is one fact, however many files do it. */
function pairsOf(crossings: readonly Crossing[]): readonly (readonly Crossing[])[] {
  const pairs = new Map<string, Crossing[]>();
  for (const crossing of crossings) {
    const key = `${crossing.from.file} ${crossing.to.file}`;
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [crossing]);
    else known.push(crossing);
  }
  return [...pairs.values()];
}

/** The most prominent file tells it; the others are hints, for whoever works in them. */
function reportPair(context: Context, pair: readonly Crossing[]): void {
  const { app } = context;
  const runtime = runtimeOf(app);
  const rank = new Map(pair.map(({ file }) => [file, prominenceOf(app, file, runtime)]));
  const ranked = [...pair].sort(
    (a, b) =>
      (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) ||
      compareTexts(a.file, b.file) ||
      a.imported.span.start - b.imported.span.start,
  );
  const files = new Set(ranked.map(({ file }) => file)).size;
  ranked.forEach((crossing, index) => {
    report(context, crossing, index === 0 ? files - 1 : undefined);
  });
}

/** Where the dependency is declared, what factor II asks for is there. */
const HABIT = { severity: 'hint', roles: { cli: 'hint', 'front-end': 'hint' } } as const;

/** @param others How many other files reach the same way; `undefined` where another place tells it. */
function report(context: Context, { file, imported, target, from, to }: Crossing, others: number | undefined): void {
  const { app } = context;
  const range = workspaceRange(app, from, to);
  const specifier = range === undefined ? undefined : specifierOf(to, target, app.exists);
  const data = {
    package: to.manifest.name ?? '',
    specifier: specifier ?? '',
    range: range ?? '',
    manifest: from.file,
  };
  const more = others ? `; ${others === 1 ? 'another file does' : `${others} other files do`} the same` : '';
  const isDeclared = declares(from.manifest, data.package);
  context.report({ file, span: imported.span }, isDeclared ? 'declared' : 'crossing', data, {
    ...(isDeclared ? HABIT : {}),
    ...(others === undefined ? { echo: true } : {}),
    related: [
      {
        file: to.file,
        span: to.manifest.nameSpan ?? { start: 0, end: 1 },
        message: `"${to.manifest.name ?? ''}" is a package of its own`,
      },
    ],
    fixable: specifier !== undefined,
    because: `"${imported.specifier}" leads to "${target}"${more}`,
  });
}

/** How members of one workspace name each other's versions; `undefined` where the two share no workspace. */
function workspaceRange(app: AppModel, from: PackageModel, to: PackageModel): string | undefined {
  const roots = workspaceRootsOf(app, to.root);
  const shared = [from.root, ...workspaceRootsOf(app, from.root)].find((root) => roots.includes(root));
  if (shared === undefined) return undefined;
  const [lockfile] = lockfilesIn(app, shared);
  if (lockfile === undefined) return app.exists(joinPath(shared, 'pnpm-workspace.yaml')) ? 'workspace:*' : undefined;
  const knowsProtocol = lockfile.manager === 'pnpm' || lockfile.manager === 'bun' || isYarnBerry(app, lockfile.file);
  return knowsProtocol ? 'workspace:*' : '*';
}

/** Evidence, one an app: shared code of the folder comes in as a declared dependency. */
function attestDependencies(context: Context, named: readonly PackageModel[]): void {
  const names = new Set(named.map(({ manifest }) => manifest.name ?? ''));
  for (const { file, manifest } of context.app.packages) {
    const shared = [...manifest.dependencies.values()].find(({ name }) => names.has(name) && name !== manifest.name);
    if (shared === undefined) continue;
    context.attest(
      { file, span: shared.keySpan },
      `Shared code such as "${shared.name}" comes in as a declared dependency.`,
    );
    return;
  }
}

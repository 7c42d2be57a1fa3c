import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { runsUnbundled } from '../../core/workspace/bundling';
import { certainPath } from '../../core/workspace/certain-path';
import { manifestsAround } from '../../core/workspace/declarations';
import { splitSpecifier } from '../../core/workspace/modules';
import type { PackageModel } from '../../core/workspace/packages';
import { pruningOf } from '../../core/workspace/pruning';
import { type RuntimeProcess, runtimeOf } from '../../core/workspace/runtime';
import { moveToDependencies } from '../../refactor/manifest-edits';

type Context = AppContext<'pruned' | 'platform' | 'kept', ListOptions>;

export default defineRule({
  id: 'dependencies/no-dev-dependency-at-runtime',
  summary: 'Code that runs in production imports a package that is declared for development only.',
  why: 'Releases are installed without devDependencies, to be small and safe. The process then ends at start with "Cannot find module", in production and nowhere else.',
  remedy: 'Move the package to "dependencies".',
  messages: {
    pruned: '"{{package}}" is imported at run time, and the image is installed without devDependencies.',
    platform: '"{{package}}" is imported at run time, and the platform removes devDependencies after the build.',
    kept: '"{{package}}" is imported at run time and declared in devDependencies.',
  },
  severity: 'hint',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['package'],
  }),
  app(context) {
    const { app } = context;
    for (const process of runtimeOf(app).processes) {
      if (process.kind === 'script') continue;
      for (const candidate of candidatesOf(context, process)) check(context, process, candidate);
    }
  },
  companions: ({ data }) => [String(data['manifest'])],
  fix(context) {
    const path = String(context.finding.data['manifest']);
    const name = String(context.finding.data['package']);
    const text = context.companion(path);
    const edits = text === undefined ? [] : moveToDependencies(text, name);
    return edits.length === 0 ? undefined : fixOf(`Move "${name}" to dependencies`, 'suggestion', path, edits);
  },
});

interface Candidate extends Location {
  readonly name: string;
  readonly manifest: PackageModel;
}

/** Imports in files that the process may run, of packages that only `devDependencies` name; the first one of each package. */
function candidatesOf({ app }: Context, { files }: RuntimeProcess): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { file, facts } of app.factsOf('typescript')) {
    if (!files.has(file)) continue;
    const manifests = manifestsAround(app, file);
    const [manifest] = manifests;
    if (manifest === undefined || manifest.manifest.devDependencies.size === 0) continue;
    for (const { specifier, kind, span } of facts.imports) {
      const [name] = splitSpecifier(specifier);
      const key = `${manifest.file} ${name}`;
      if ((kind !== 'static' && kind !== 'require') || found.has(key) || !isForDevelopment(manifests, name)) continue;
      if (app.modules.packageNamed(file, specifier) !== undefined) found.set(key, { file, span, name, manifest });
    }
  }
  return [...found.values()].filter(({ manifest }) => runsUnbundled(manifest, app));
}

function isForDevelopment(manifests: readonly PackageModel[], name: string): boolean {
  const [nearest] = manifests;
  return (
    nearest?.manifest.devDependencies.has(name) === true &&
    manifests.every(({ manifest: { dependencies, optionalDependencies, peerDependencies } }) =>
      [dependencies, optionalDependencies, peerDependencies].every((section) => !section.has(name)),
    )
  );
}

function check(context: Context, process: RuntimeProcess, { file, span, name, manifest }: Candidate): void {
  const { app } = context;
  const certain = context
    .closely(file)
    ?.imports.find(
      (imported) =>
        imported.span.start === span.start &&
        imported.use?.guard === undefined &&
        (imported.use?.value === true || app.modules.keepsImports(file)),
    );
  const path = certain && certainPath(context, process.entries, file);
  if (certain === undefined || path === undefined) return;
  const { start } = process;
  const pruning =
    start?.dockerfile === undefined || start.stage === undefined
      ? undefined
      : pruningOf(app, start.dockerfile, start.stage);
  const isOnPlatform = start?.origin === 'procfile';
  context.report(
    { file, span: certain.span },
    pruning !== undefined ? 'pruned' : isOnPlatform ? 'platform' : 'kept',
    { package: name, manifest: manifest.file },
    {
      ...(pruning !== undefined ? { severity: 'error' } : isOnPlatform ? { severity: 'warning' } : {}),
      related: [
        ...(pruning === undefined ? [] : [{ ...pruning, message: 'installed without devDependencies here' }]),
        {
          file: manifest.file,
          span: manifest.manifest.devDependencies.get(name)?.keySpan ?? { start: 0, end: 1 },
          message: 'declared here',
        },
      ],
      because: `"${path[0] ?? file}" leads to this file${start === undefined ? '' : `, and a start command runs it`}`,
    },
  );
}

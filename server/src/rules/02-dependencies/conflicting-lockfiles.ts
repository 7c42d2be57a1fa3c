import { baseName, type FilePath, joinPath } from '../../core/documents/kinds';
import type { ManifestDocument } from '../../core/documents/manifest/parse';
import { type PackageManager, packageManagerOf } from '../../core/knowledge/lockfiles';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Fix } from '../../core/rule/fix';
import { type Install, imageInstalls, workflowInstalls } from '../../core/workspace/installs';
import { type Lockfile, lockfilesBelow, lockfilesFor, lockfilesIn } from '../../core/workspace/lockfiles';
import type { PackageModel } from '../../core/workspace/packages';
import { rolesOfPath } from '../../core/workspace/roles';

type Context = AppContext<'several' | 'declared' | 'image' | 'pipeline', undefined>;

export default defineRule({
  id: 'dependencies/conflicting-lockfiles',
  summary: 'Lock files, manifest and builds of one package belong to different package managers.',
  why: 'Each manager reads its own lock file only. With two of them, or with an install by the wrong one, developers, CI and image run different versions, and a security update in one lock file does not reach the others.',
  remedy: 'Choose one package manager, delete the lock files of the others, and install with it everywhere.',
  messages: {
    several: 'Lock files of {{managers}} stand side by side; which versions are installed depends on who installs.',
    declared: 'The manifest asks for {{declared}}, but the lock file "{{lockfile}}" belongs to {{manager}}.',
    image: 'The image is installed with {{used}}, but the lock file "{{lockfile}}" belongs to {{manager}}.',
    pipeline: 'This job installs with {{used}}, but the lock file "{{lockfile}}" belongs to {{manager}}.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  appReads: 'structure',
  app(context) {
    const { app } = context;
    for (const model of app.packages) checkPackage(context, model);
    for (const model of app.dockerfiles) {
      for (const install of imageInstalls(model)) checkInstall(context, install, model.context, 'image');
    }
    for (const { file, facts } of app.factsOf('workflow')) {
      for (const install of workflowInstalls(file, facts.document)) {
        if (install.directory !== undefined) checkInstall(context, install, install.directory, 'pipeline');
      }
    }
  },
  fix({ finding }): Fix | undefined {
    const doomed = String(finding.data['delete'] ?? '');
    if (doomed === '') return undefined;
    const deletes = doomed.split('\n');
    const names = deletes.map((path) => `"${baseName(path)}"`).join(' and ');
    return {
      title: `Delete ${names}`,
      safety: 'suggestion',
      edits: new Map(),
      deletes,
      needsConfirmation: `Deletes ${names}, as ${String(finding.data['keep'])} is the package manager in use`,
    };
  },
});

function checkPackage(context: Context, model: PackageModel): void {
  const { app } = context;
  const { manifest, root, file } = model;
  const lockfiles = lockfilesIn(app, root);
  const managers = [...new Set(lockfiles.map(({ manager }) => manager))];
  const [first] = lockfiles;
  if (first === undefined || manifest.errors.length > 0) return;
  const field = manifest.packageManager ?? manifest.devEnginePackageManager;
  const declared = field === undefined ? undefined : packageManagerOf(field.value)?.manager;
  const span = field?.span ??
    manifest.sections.get('dependencies')?.keySpan ??
    manifest.nameSpan ?? { start: 0, end: 1 };
  if (managers.length > 1) {
    const keep = declared ?? managerInUse(context, root);
    const others = lockfiles.filter(({ manager }) => manager !== keep).map((one) => one.file);
    const isKnown = keep !== undefined && managers.includes(keep);
    context.report(
      { file, span },
      'several',
      { managers: listOf(managers), keep: keep ?? '', delete: isKnown ? others.join('\n') : '' },
      { fixable: isKnown, because: lockfiles.map((one) => `"${baseName(one.file)}"`).join(', ') },
    );
  } else if (declared !== undefined && declared !== first.manager) {
    const data = { declared, lockfile: baseName(first.file), manager: first.manager };
    context.report({ file, span }, 'declared', data, { fixable: false, because: `"${field?.value ?? ''}"` });
  } else if (declared !== undefined) {
    context.attest({ file, span }, `The lock file belongs to ${declared}, which the manifest asks for.`);
  }
}

/** The manager that images and scripts of the package agree on. */
function managerInUse({ app }: Context, root: FilePath): PackageManager | undefined {
  const images = app.dockerfiles.filter((model) => model.context === root).flatMap(imageInstalls);
  const pipelines = app
    .folderFactsOf('workflow')
    .flatMap(({ file, facts }) => workflowInstalls(file, facts.document))
    .filter(({ directory }) => directory === root);
  const used = new Set([...images, ...pipelines].map(({ command }) => command.manager));
  return used.size === 1 ? [...used][0] : undefined;
}

/** Reported only where every lock file that could be meant belongs to another manager. */
function checkInstall(context: Context, install: Install, directory: FilePath, messageId: 'image' | 'pipeline'): void {
  const { app } = context;
  const { manager, managerWord } = install.command;
  const start = install.directory ?? directory;
  const own = lockfilesFor(app, start);
  // The folder is a guess in an image: what it copies there may come from anywhere below.
  const lockfiles: readonly Lockfile[] =
    own.length > 0 ? own : messageId === 'image' ? lockfilesBelow(app, directory) : [];
  const [first] = lockfiles;
  if (first === undefined || lockfiles.some((one) => one.manager === manager)) return;
  if (messageId === 'image' && lockfilesBelow(app, '').some((one) => one.manager === manager)) return;
  if (declaredElsewhere(app.packageOf(joinPath(start, 'package.json'))?.manifest, first)) return;
  if (rolesOfPath(start === '' ? 'package.json' : `${start}/package.json`, 'manifest').length > 0) return;
  context.report(
    { file: install.file, span: install.exact ? managerWord.span : install.span },
    messageId,
    { used: manager, lockfile: baseName(first.file), manager: first.manager },
    {
      fixable: false,
      because: `"${first.file}" is what ${first.manager} keeps to`,
      ...(install.stage !== undefined && { stage: install.stage }),
    },
  );
}

/** Then the manifest has the finding: one fact, one finding. */
function declaredElsewhere(manifest: ManifestDocument | undefined, lockfile: Lockfile): boolean {
  const text = manifest?.packageManager?.value ?? manifest?.devEnginePackageManager?.value;
  const declared = text === undefined ? undefined : packageManagerOf(text)?.manager;
  return declared !== undefined && declared !== lockfile.manager;
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

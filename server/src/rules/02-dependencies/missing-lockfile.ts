import { createDockerIgnoreVerdict, createGitIgnoreVerdict } from '../../core/documents/ignore-file/match';
import type { IgnoreLine } from '../../core/documents/ignore-file/parse';
import { baseName, directoryOf, type FilePath, joinPath } from '../../core/documents/kinds';
import { LOCKFILE_NAMES, LOCKFILES, type PackageManager } from '../../core/knowledge/lockfiles';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import type { DockerfileModel } from '../../core/workspace/app-model';
import { contextPath, dockerIgnoreOf } from '../../core/workspace/docker-ignore';
import { imageInstalls, workflowInstalls } from '../../core/workspace/installs';
import { declaredManager, isInstalledOtherwise, lockfilesFor } from '../../core/workspace/lockfiles';
import type { PackageModel } from '../../core/workspace/packages';
import { stopIgnoring } from '../../refactor/ignore-lines';

type Context = AppContext<'missing' | 'gitIgnored' | 'dockerIgnored' | 'image', undefined>;

export default defineRule({
  id: 'dependencies/missing-lockfile',
  summary: 'An app is installed without a lock file.',
  why: 'Version ranges resolve to whatever is newest on the day of the install. Without a committed lock file, two builds of one commit run different code, and the build that breaks is the one nobody changed.',
  remedy: 'Create the lock file with the package manager, commit it, and let the image build copy it.',
  messages: {
    missing: 'No lock file fixes the versions of what "{{package}}" depends on.',
    gitIgnored: 'Git ignores "{{lockfile}}", the only thing that fixes the versions of the dependencies.',
    image: 'The image is installed from version ranges: no lock file of "{{package}}" is in the repository.',
    dockerIgnored: 'The image is installed without "{{lockfile}}": Docker ignores it.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  appReads: 'structure',
  app(context) {
    for (const model of context.app.packages) checkPackage(context, model);
    for (const model of context.app.dockerfiles) if (!model.development) checkImage(context, model);
  },
  fix(context) {
    const { messageId, data } = context.finding;
    if (messageId === 'missing' || messageId === 'image') return undefined;
    const edit = stopIgnoring(context.text, String(data['path']), messageId === 'dockerIgnored' ? 'docker' : 'git');
    return edit && fixOf(`Stop ignoring "${String(data['lockfile'])}"`, 'suggestion', context.file, [edit]);
  },
});

function checkPackage(context: Context, model: PackageModel): void {
  const { app } = context;
  const { manifest, root, file } = model;
  const isStarted = model.isApp || manifest.scripts.has('start');
  if (!isStarted || manifest.dependencies.size + manifest.devDependencies.size === 0) return;
  if (manifest.errors.length > 0 || isInstalledOtherwise(app, root)) return;
  const at = {
    file,
    span: manifest.sections.get('dependencies')?.keySpan ?? manifest.nameSpan ?? { start: 0, end: 1 },
  };
  const [lockfile] = lockfilesFor(app, root);
  if (lockfile !== undefined) {
    context.attest(at, `The lock file "${baseName(lockfile.file)}" fixes the versions of all dependencies.`);
    return;
  }
  const name = manifest.name ?? (root === '' ? 'package.json' : root);
  const ignored = ignoredLockfile(context, root);
  // Ignored by a file that is not part of the repository: whether the lock file is committed cannot be told.
  if (ignored === 'elsewhere') return;
  if (ignored === undefined) {
    context.report(
      at,
      'missing',
      { package: name },
      { fixable: false, because: 'neither the package nor a workspace around it has a lock file' },
    );
    checkInstalls(context, model, name, at);
    return;
  }
  const { lockfile: path, at: line, text } = ignored;
  const relative = contextPath(directoryOf(line.file), path) ?? path;
  context.report(
    line,
    'gitIgnored',
    { package: name, lockfile: baseName(path), path: relative },
    {
      related: [{ ...at, message: 'installed anew from version ranges' }],
      fixable: stopIgnoring(text, relative, 'git') !== undefined,
      because: `no other lock file holds for "${name}"`,
    },
  );
  checkInstalls(context, model, name, line);
}

/** Where the release is made of it: two images of one commit differ. */
function checkInstalls({ app, report }: Context, { root }: PackageModel, name: string, cause: Location): void {
  for (const model of app.dockerfiles) {
    if (model.development || model.context !== root) continue;
    const install = imageInstalls(model).find(
      ({ stage = 0, directory }) => model.releaseStages.has(stage) && directory === root,
    );
    if (install === undefined) continue;
    const related = [{ file: cause.file, span: cause.span, message: 'This is why there is none.' }];
    const because = 'the install is a part of the release';
    report(install, 'image', { package: name }, { severity: 'info', fixable: false, because, related });
  }
}

interface IgnoredLockfile {
  readonly lockfile: FilePath;
  readonly at: Location;
  /** Of the ignore file. */
  readonly text: string;
}

/** The ignored lock file of the manager in use; where that is not known, of the first whose lock file is ignored. */
function ignoredLockfile(context: Context, root: FilePath): IgnoredLockfile | 'elsewhere' | undefined {
  const { app } = context;
  const used = managerInUse(context, root);
  const names = used === undefined ? [...LOCKFILES.keys()] : LOCKFILE_NAMES[used];
  const lockfile = names.map((name) => joinPath(root, name)).find((path) => app.isGitIgnored(path));
  if (lockfile === undefined) return undefined;
  const files = app
    .folderFactsOf('ignore-file')
    .filter(({ file }) => baseName(file) === '.gitignore')
    .sort((a, b) => a.file.length - b.file.length)
    .map(({ file, facts }) => ({ file, directory: directoryOf(file), text: facts.text }));
  const verdict = createGitIgnoreVerdict(files)(lockfile);
  const source = verdict.file === undefined ? undefined : files[verdict.file];
  if (!verdict.ignored || verdict.line === undefined || source === undefined) return 'elsewhere';
  return { lockfile, at: { file: source.file, span: verdict.line.span }, text: source.text };
}

function managerInUse(context: Context, root: FilePath): PackageManager | undefined {
  const { app } = context;
  const declared = declaredManager(app, root);
  if (declared !== undefined) return declared;
  const images = app.dockerfiles.filter((model) => model.context === root).flatMap(imageInstalls);
  const pipelines = app.folderFactsOf('workflow').flatMap(({ file, facts }) => workflowInstalls(file, facts.document));
  const used = new Set(
    [...images, ...pipelines.filter(({ directory }) => directory === root)].map(({ command }) => command.manager),
  );
  return used.size === 1 ? [...used][0] : undefined;
}

/** The build installs a package whose lock file exists and stays outside. */
function checkImage(context: Context, model: DockerfileModel): void {
  const { app } = context;
  const ignore = dockerIgnoreOf(app, model);
  if (ignore.text === undefined) return;
  const verdict = createDockerIgnoreVerdict(ignore.text);
  for (const install of imageInstalls(model)) {
    const stage = install.stage ?? 0;
    if (!model.releaseStages.has(stage) || install.directory !== model.context) continue;
    const locks = lockfilesFor(app, model.context).filter(({ manager }) => manager === install.command.manager);
    const left = locks.map(({ file }) => ignoredPath(model, file, verdict));
    const [first] = left;
    if (first === undefined || left.includes(undefined)) continue;
    context.report(
      { file: ignore.file, span: first.line.span },
      'dockerIgnored',
      { lockfile: baseName(first.path), path: first.path },
      {
        related: [{ file: model.file, span: install.span, message: 'installed here' }],
        fixable: stopIgnoring(ignore.text, first.path, 'docker') !== undefined,
        because: `"${install.command.managerWord.text}" installs here and finds no lock file in the build context`,
      },
    );
    return;
  }
}

function ignoredPath(
  model: DockerfileModel,
  lockfile: FilePath,
  verdict: ReturnType<typeof createDockerIgnoreVerdict>,
): { readonly path: FilePath; readonly line: IgnoreLine } | undefined {
  const path = contextPath(model.context, lockfile);
  if (path === undefined) return undefined;
  const { ignored, line } = verdict(path);
  return ignored && line !== undefined ? { path, line } : undefined;
}

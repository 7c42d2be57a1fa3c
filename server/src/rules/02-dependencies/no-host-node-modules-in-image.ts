import type { CopyInstruction } from '../../core/documents/dockerfile/model';
import { createDockerIgnore, createDockerIgnoreVerdict } from '../../core/documents/ignore-file/match';
import { baseName, type FilePath, joinPath } from '../../core/documents/kinds';
import type { ManifestDocument } from '../../core/documents/manifest/parse';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type Fix, fixOf } from '../../core/rule/fix';
import { applyEdits } from '../../core/text/edits';
import type { DockerfileModel } from '../../core/workspace/app-model';
import { contextPath, dockerIgnoreOf } from '../../core/workspace/docker-ignore';
import { imageInstalls } from '../../core/workspace/installs';
import { isBelow } from '../../core/workspace/packages';
import { appendLine } from '../../refactor/append-line';

type Context = AppContext<'copied', undefined>;

export default defineRule({
  id: 'dependencies/no-host-node-modules-in-image',
  summary: 'The image build copies the node_modules folder of the machine it runs on.',
  why: 'What lies in node_modules of a laptop was built for another system, holds development dependencies and local patches, and overwrites what the image has installed. The image then depends on who built it.',
  remedy: 'Leave node_modules out of the build context and install inside of the image.',
  messages: { copied: 'This copies "node_modules" of the building machine into the image: {{why}}.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  appReads: 'structure',
  app(context) {
    const seen = new Set<FilePath>();
    for (const model of context.app.dockerfiles) {
      if (model.development || !model.isContextKnown) continue;
      const { file } = dockerIgnoreOf(context.app, model);
      if (!seen.has(file) && checkImage(context, model)) seen.add(file);
    }
  },
  companions: ({ data }) => [String(data['ignoreFile'])],
  fix(context): Fix | undefined {
    const path = String(context.finding.data['ignoreFile']);
    const pattern = String(context.finding.data['pattern']);
    const target = String(context.finding.data['folder']);
    const text = context.companion(path);
    if (text === undefined) {
      if (context.exists(path)) return undefined;
      const lines = [pattern, ...goodCompany(context.text), ''];
      const creates = [{ path, text: lines.join('\n') }];
      return { title: `Create "${path}"`, safety: 'suggestion', edits: new Map(), creates };
    }
    const edit = appendLine(text, pattern);
    if (!createDockerIgnore(applyEdits(text, [edit]))(`${target}/x/index.js`)) return undefined;
    return fixOf(`Add "${pattern}" to "${path}"`, 'suggestion', path, [edit]);
  },
});

/** True when something was reported; the first place stands for all that share the ignore file. */
function checkImage(context: Context, model: DockerfileModel): boolean {
  const { app } = context;
  const ignore = dockerIgnoreOf(app, model);
  const verdict = createDockerIgnoreVerdict(ignore.text ?? '');
  for (const copy of copiesOf(model)) {
    for (const folder of copy.sources.flatMap(({ resolved }) => packageFolder(app, model, resolved) ?? [])) {
      const target = joinPath(folder, 'node_modules');
      const { ignored, line } = verdict(`${target}/x/index.js`);
      // An exception written on purpose is a decision.
      if (ignored || line !== undefined) continue;
      context.report({ file: model.file, span: copy.span }, 'copied', dataOf(context, model, target, ignore), {
        ...(copy.stage !== undefined && { stage: copy.stage }),
        ...(isReplacedLater(model, copy) && { severity: 'hint' }),
        because:
          ignore.text === undefined ? `there is no "${ignore.file}"` : `no line of "${ignore.file}" leaves it out`,
      });
      return true;
    }
  }
  return false;
}

function copiesOf(model: DockerfileModel): CopyInstruction[] {
  return model.document.stages
    .filter(({ index }) => model.releaseStages.has(index))
    .flatMap(({ instructions }) => instructions)
    .filter((one): one is CopyInstruction => one.type === 'copy' && one.from === undefined && !one.isTrigger)
    .filter(
      ({ flags }) => !flags.some(({ name, value }) => name === 'exclude' && (value ?? '').includes('node_modules')),
    );
}

/** The folder below the context that a source names, when it is a package; a package's own files only are no folder. */
function packageFolder(app: Context['app'], model: DockerfileModel, source: string | undefined): FilePath | undefined {
  if (source === undefined || /[*?[]/.test(source) || /^https?:|^git@/.test(source)) return undefined;
  const folder = joinPath(source);
  if (folder.startsWith('..')) return undefined;
  const manifest = joinPath(model.context, folder, 'package.json');
  if (!app.exists(manifest) || usesPlugAndPlay(app, joinPath(model.context, folder))) return undefined;
  const found = app.folderPackages.find(({ file }) => file === manifest)?.manifest;
  // Where nothing is declared, nothing is installed; a workspace's root has its members'.
  return found === undefined || folder === '' || hasDependencies(found) ? folder : undefined;
}

/** Yarn's Plug'n'Play makes no node_modules. */
function usesPlugAndPlay(app: Context['app'], folder: FilePath): boolean {
  return ['.pnp.cjs', '.pnp.js'].some((name) => app.exists(joinPath(folder, name)) || app.exists(name));
}

function hasDependencies({ dependencies, devDependencies, optionalDependencies }: ManifestDocument): boolean {
  return dependencies.size + devDependencies.size + optionalDependencies.size > 0;
}

function dataOf(
  { app }: Context,
  model: DockerfileModel,
  target: FilePath,
  ignore: ReturnType<typeof dockerIgnoreOf>,
): Record<string, string> {
  const nested = app.folderPackages.some(
    ({ root }) =>
      isBelow(root, model.context) && root !== model.context && contextPath(model.context, root) !== undefined,
  );
  const why =
    ignore.text === undefined ? 'there is no ".dockerignore"' : `"${baseName(ignore.file)}" does not leave it out`;
  return { why, ignoreFile: ignore.file, folder: target, pattern: nested ? '**/node_modules' : target };
}

/** `npm ci` begins by deleting the folder. */
function isReplacedLater(model: DockerfileModel, copy: CopyInstruction): boolean {
  return imageInstalls(model).some(
    ({ command, stage, instruction }) =>
      command.manager === 'npm' &&
      command.action === 'frozen-install' &&
      stage === copy.stage &&
      (instruction?.span.start ?? 0) > copy.span.start,
  );
}

/** What a new ignore file leaves out as well, as long as the Dockerfile does not speak of it. */
function goodCompany(dockerfile: string): string[] {
  return [
    ...(/\bgit\b/.test(dockerfile) ? [] : ['.git']),
    ...(/\.env\b/.test(dockerfile) ? [] : ['.env*', '!.env.example']),
    ...(/\bcoverage\b/.test(dockerfile) ? [] : ['coverage']),
  ];
}

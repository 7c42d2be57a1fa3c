import { baseName, joinPath } from '../core/documents/kinds';
import type { ManifestDocument, ManifestScript } from '../core/documents/manifest/model';
import { parseManifest } from '../core/documents/manifest/parse';
import { packageManagerCommand } from '../core/documents/shell/package-manager';
import { type ShellCommand, splitShell } from '../core/documents/shell/split';
import { BUILD_SCRIPT } from '../core/knowledge/production-commands';
import { startProgramOf } from '../core/knowledge/start-programs';
import type { FixContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';
import type { AppModel } from '../core/workspace/app-model';
import { commandsOf } from '../core/workspace/container-commands';
import type { PackageModel } from '../core/workspace/packages';
import type { StartCommand, StartStep } from '../core/workspace/start-commands';
import { commandAt, replaceCommand } from './command-at';
import { type ProductionCommand, productionCommand } from './production-command';

/** The package whose scripts tell how the app of a step is started for production. */
export function packageOfStep(step: StartStep, app: AppModel): PackageModel | undefined {
  return app.packageOf(joinPath(step.directory, 'package.json'));
}

/** True when `productionEdits` can write the command that starts the same app for production, and a build comes before it. */
export function canStartProduction(start: StartCommand, step: StartStep, app: AppModel): boolean {
  const model = packageOfStep(step, app);
  const command = isWritten(start, step)
    ? productionCommand(step.command, model?.manifest)
    : isOneScript(start, step, app)
      ? productionCommand(step.command, model?.manifest)
      : undefined;
  return command !== undefined && (!command.needsBuild || isBuilt(start, model, app));
}

/** Edits for the finding of a step at its place. */
export function productionEdits(context: FixContext, manifestFile: string): Edit[] | undefined {
  const { finding, file, text } = context;
  const placed = commandAt(file, text, finding.span);
  const source = file === manifestFile ? text : context.companion(manifestFile);
  const manifest = source === undefined ? undefined : parseManifest(source);
  if (placed === undefined) return undefined;
  const words = wordsFor(placed.command, manifest);
  const edit = words && replaceCommand(placed, words);
  if (edit === undefined) return undefined;
  const development = baseName(file) === 'package.json' ? developmentScript(text, finding.span) : undefined;
  return development === undefined ? [edit] : [edit, development];
}

function wordsFor(command: ShellCommand, manifest: ManifestDocument | undefined): readonly string[] | undefined {
  const run = packageManagerCommand(command);
  if (run === undefined) return productionCommand(command, manifest)?.words;
  const script = scriptOf(run.action === 'start' ? 'start' : run.script, manifest);
  const words = script && onlyCommand(script, manifest)?.words;
  // Scripts find the programs of packages by themselves; elsewhere `npx` does.
  return words === undefined || words[0] === 'node' ? words : ['npx', ...words];
}

function onlyCommand(script: ManifestScript, manifest: ManifestDocument | undefined): ProductionCommand | undefined {
  const [command, second] = splitShell(script.text);
  return command === undefined || second !== undefined ? undefined : productionCommand(command, manifest);
}

function scriptOf(name: string | undefined, manifest: ManifestDocument | undefined): ManifestScript | undefined {
  return name === undefined ? undefined : manifest?.scripts.get(name);
}

/** The command itself stands where the finding is: in the start command, or in the script that people call to start. */
function isWritten(start: StartCommand, step: StartStep): boolean {
  if (start.origin === 'script') {
    const isOwn = step.at.file === start.at.file && contains(start.at.span, step.command.span);
    return isOwn && step.scripts.length === 1;
  }
  if (start.origin === 'compose' && step.command.span.start === start.at.span.start) return isShellText(step.command);
  return (
    step.scripts.length === 0 ||
    (/\.\w*sh$/.test(step.at.file) && step.scripts.every(({ file }) => /\.\w*sh$/.test(file)))
  );
}

/** Words of an array carry quotes of their own. */
function isShellText({ words }: ShellCommand): boolean {
  return words.every(({ quoted }) => !quoted);
}

/** The start command runs one script of package.json, in its folder, which is this one command. */
function isOneScript(start: StartCommand, step: StartStep, app: AppModel): boolean {
  const [script, second] = step.scripts;
  if (start.origin === 'script' || script === undefined || second !== undefined) return false;
  const model = app.folderPackages.find(({ file }) => file === script.file);
  const launch = start.launches.find(({ command }) => command.span.start === script.from.span.start);
  const run = launch && packageManagerCommand(launch.command);
  if (model === undefined || launch === undefined || run === undefined) return false;
  const { scripts } = model.manifest;
  const text = scripts.get(script.name)?.text ?? '';
  const [only, more] = splitShell(text);
  const isAlone =
    more === undefined && only?.assignments.length === 0 && only.redirects.length === 0 && !only.background;
  const hasHooks = scripts.has(`pre${script.name}`) || scripts.has(`post${script.name}`);
  const isHere = launch.directory === model.root && script.from.file === start.at.file;
  const isText = start.origin !== 'compose' || isShellText(launch.command);
  return isAlone && !hasHooks && isHere && isText && run.arguments.length === 0 && run.directory === undefined;
}

/** A `RUN` of the image builds, or the package has a script that a platform builds with. */
function isBuilt(start: StartCommand, model: PackageModel | undefined, app: AppModel): boolean {
  const image = app.dockerfiles.find(({ file }) => file === start.dockerfile);
  if (image === undefined) return [...(model?.manifest.scripts.keys() ?? [])].some((name) => BUILD_SCRIPT.test(name));
  return image.document.instructions.some((instruction) => {
    const isRun = instruction.type === 'command' && instruction.keyword === 'RUN';
    return isRun && commandsOf(instruction).some(isBuildCommand);
  });
}

export function isBuildCommand(command: ShellCommand): boolean {
  const run = packageManagerCommand(command);
  if (run !== undefined) return run.action === 'run' && BUILD_SCRIPT.test(run.script ?? '');
  return startProgramOf(command)?.kind === 'build';
}

/** What people start at home stays under the name `dev`, where no script has that task yet. */
function developmentScript(text: string, span: Span): Edit | undefined {
  const { scripts } = parseManifest(text);
  const names = [...scripts.keys()];
  const script = [...scripts.values()].find((one) => contains(one.span, span));
  if (
    script === undefined ||
    names.some((name) => /^(?:dev|develop|development|watch|start:dev|start:watch)$/.test(name))
  )
    return undefined;
  const blanks = /\s*$/.exec(text.slice(0, script.keySpan.start))?.[0] ?? ' ';
  const at = script.entrySpan.end;
  return { span: { start: at, end: at }, text: `,${blanks}"dev": "${text.slice(script.span.start, script.span.end)}"` };
}

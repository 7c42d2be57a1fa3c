/** Whether a release is installed without `devDependencies`. */
import type { CopyInstruction, DockerfileDocument, Instruction } from '../documents/dockerfile/model';
import { environmentAt, lineageOf } from '../documents/dockerfile/resolve';
import type { FilePath } from '../documents/kinds';
import { type PackageManagerCommand, packageManagerCommand } from '../documents/shell/package-manager';
import { isReached, type ShellCommand } from '../documents/shell/split';
import type { Location } from '../rule/finding';
import type { AppModel } from './app-model';
import { commandsOf } from './container-commands';
import { isPnpmHeedingMode } from './lockfiles';

/** What `node_modules` holds at a place in a build; `undefined` before anything was installed. */
type Installed = { readonly development: boolean; readonly at: Location } | undefined;

/** The command that leaves `devDependencies` out of the image of a stage; `undefined` where none does, or it cannot be told. */
export function pruningOf(app: AppModel, dockerfile: FilePath, stage: number): Location | undefined {
  const model = app.dockerfiles.find(({ file }) => file === dockerfile);
  if (model === undefined) return undefined;
  const installed = installedIn(app, model.document, dockerfile, stage, 0);
  return installed?.development === false ? installed.at : undefined;
}

function installedIn(
  app: AppModel,
  document: DockerfileDocument,
  file: FilePath,
  stage: number,
  depth: number,
): Installed {
  let installed: Installed;
  for (const { instructions } of lineageOf(document, stage)) {
    for (const instruction of instructions) {
      if (instruction.type === 'copy') {
        const source = instruction.from?.stage;
        // What is copied from another stage may bring its `node_modules`.
        if (source !== undefined && depth < 5 && bringsModules(instruction)) {
          installed = installedIn(app, document, file, source, depth + 1) ?? installed;
        }
      } else if (instruction.type === 'command' && instruction.keyword === 'RUN') {
        for (const command of commandsOf(instruction).filter(isReached)) {
          const development = installsDevelopment(app, command, instruction, document);
          if (development !== undefined) installed = { development, at: { file, span: instruction.span } };
        }
      }
    }
  }
  return installed;
}

function bringsModules({ sources }: CopyInstruction): boolean {
  return sources.some(
    ({ value }) => /(?:^|\/)node_modules\/?$/.test(value) || !/\.\w+$|\/(?:dist|build|public)\/?$/.test(value),
  );
}

/** `undefined` for a command that leaves `node_modules` as it is. */
function installsDevelopment(
  app: AppModel,
  command: ShellCommand,
  instruction: Instruction,
  document: DockerfileDocument,
): boolean | undefined {
  const words = command.words.map(({ text }) => text);
  const isProduction = words.some((word) =>
    /^(?:--production(?:=true)?|--prod|--omit[= ]dev|--only=prod(?:uction)?)$/.test(word),
  );
  const omits =
    isProduction ||
    (words[0] === 'pnpm' && words.includes('-P')) ||
    /--omit (?:")?dev\b|--only prod/.test(words.join(' '));
  const [program, verb, third] = words;
  if (/^(?:npm|pnpm)$/.test(program ?? '') && (verb === 'prune' || (program === 'pnpm' && words.includes('deploy')))) {
    return omits ? false : undefined;
  }
  if (program === 'yarn' && verb === 'workspaces' && third === 'focus') return !omits;
  const run: PackageManagerCommand | undefined = packageManagerCommand(command);
  if (run === undefined || run.global || run.packages.length > 0) return undefined;
  if (run.action !== 'install' && run.action !== 'frozen-install') return undefined;
  if (omits) return false;
  const keeps =
    words.some((word) => /^(?:--include[= ]dev|--production=false|--prod=false|--dev|-D)$/.test(word)) ||
    /--include dev\b/.test(words.join(' '));
  const mode =
    command.assignments.find(({ name }) => name === 'NODE_ENV')?.value.text ??
    environmentAt(document, instruction).get('NODE_ENV');
  // Yarn 2 and later, bun, and pnpm 10 and later install everything whatever the variable says.
  const heedsMode = run.manager === 'npm' || (run.manager === 'pnpm' && isPnpmHeedingMode(app, app.root));
  return keeps || !(heedsMode && mode === 'production');
}

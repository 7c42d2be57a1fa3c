/** Admin tasks that people run inside of a container that is at work: `docker exec api npm run seed`. */
import type { ComposeService } from '../documents/compose/parse';
import type { ManifestDocument } from '../documents/manifest/parse';
import { parseOptions } from '../documents/shell/options';
import { packageManagerCommand } from '../documents/shell/package-manager';
import { commandsOfWords, type ShellCommand, splitShell } from '../documents/shell/split';
import { COMPOSE_EXEC_OPTIONS, COMPOSE_OPTIONS, DOCKER_EXEC_OPTIONS } from '../knowledge/command-options';
import type { Location } from '../rule/finding';
import type { AppModel, ComposeModel } from './app-model';
import { composeBuildOf, dockerfileOf, isDevelopmentService, isForDevelopment } from './compose-services';

/** Found in a package script; its place is the whole `docker exec …`. */
export interface LiveTask extends Location {
  /** The package script. */
  readonly name: string;
  readonly service: ComposeService;
  readonly model: ComposeModel;
  /** Of the service's image. */
  readonly dockerfile: string;
  readonly commands: readonly ShellCommand[];
}

/** Only in services that are built in this folder, those for development left out. */
export function liveTasks(app: AppModel): LiveTask[] {
  return app.packages.flatMap(({ file, manifest }) =>
    [...manifest.scripts.values()].flatMap((script) => {
      if (DEVELOPMENT_SCRIPT.test(script.name) || !/\bexec\b/.test(script.text)) return [];
      return splitShell(script.text, script.offset).flatMap((command): LiveTask[] => {
        const found = targetOf(command);
        const place = found && serviceOf(app, found);
        if (found === undefined || place === undefined) return [];
        const span = script.escaped ? script.span : command.span;
        return [{ file, span, name: script.name, ...place, commands: commandsOfWords(found.words) }];
      });
    }),
  );
}

const DEVELOPMENT_SCRIPT = /(?:^|[:._-])(?:dev|development|local|test|tests|e2e|ci)(?:$|[:._-])/i;

interface Target {
  /** `docker exec` names the container, `docker compose exec` the service. */
  readonly by: 'container' | 'service';
  readonly name: string;
  readonly words: ShellCommand['words'];
}

function targetOf({ words }: ShellCommand): Target | undefined {
  const [program, ...rest] = words;
  const isCompose = program?.text === 'docker-compose' || rest[0]?.text === 'compose';
  if (program?.text !== 'docker' && program?.text !== 'docker-compose') return undefined;
  const after = program.text === 'docker' && isCompose ? rest.slice(1) : rest;
  const outer = isCompose
    ? parseOptions(after, COMPOSE_OPTIONS)
    : { operands: after.slice(0, 1), rest: after.slice(1), unknown: [] };
  if (outer.unknown.length > 0 || outer.operands[0]?.text !== 'exec') return undefined;
  const inner = parseOptions(outer.rest, isCompose ? COMPOSE_EXEC_OPTIONS : DOCKER_EXEC_OPTIONS);
  const [name] = inner.operands;
  if (inner.unknown.length > 0 || name === undefined || name.dynamic) return undefined;
  return { by: isCompose ? 'service' : 'container', name: name.text, words: inner.rest };
}

function serviceOf(
  app: AppModel,
  { by, name }: Target,
): Pick<LiveTask, 'service' | 'model' | 'dockerfile'> | undefined {
  for (const model of app.folderComposeFiles) {
    if (model.role === 'development' || isForDevelopment(model, app.folderComposeFiles)) continue;
    for (const service of model.document.services) {
      if ((by === 'service' ? service.name : service.containerName?.resolved) !== name) continue;
      const build = composeBuildOf(service, model, app.folderComposeFiles);
      if (build === undefined || isDevelopmentService(service, build, model)) continue;
      return { service, model, dockerfile: dockerfileOf(build, model) };
    }
  }
  return undefined;
}

/** Scripts of package.json in the place of the commands that run them, and beside `prisma db seed` the command behind it. */
export function followedCommands(
  commands: readonly ShellCommand[],
  manifest: ManifestDocument | undefined,
): ShellCommand[] {
  return commands.flatMap((command) => {
    const run = packageManagerCommand(command);
    const script = run?.script === undefined ? undefined : manifest?.scripts.get(run.script);
    const found = script === undefined ? [command] : splitShell(script.text);
    return found.flatMap((one) => [one, ...(isPrismaSeed(one) ? splitShell(manifest?.prismaSeed ?? '') : [])]);
  });
}

function isPrismaSeed({ words: [program, command, task] }: ShellCommand): boolean {
  return program?.text === 'prisma' && command?.text === 'db' && task?.text === 'seed';
}

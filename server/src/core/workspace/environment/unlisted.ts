import type { ComposeService } from '../../documents/compose/parse';
import { baseName, directoryOf, type FilePath, kindOf } from '../../documents/kinds';
import { DEPLOY_VARIABLES } from '../../knowledge/deploy-names';
import { PRODUCTION_COMPOSE_FILE } from '../../knowledge/file-roles';
import type { AppModel, ComposeModel } from '../app-model';
import { composeBuildOf, isBaseCompose } from '../compose-services';
import { isBelow } from '../packages';
import type { EnvironmentVariable, Placed } from './catalogue';
import { examplesFor, isLeftToOthers, runtimeReads } from './drift';
import type { EnvironmentDeclaration, EnvironmentRead } from './uses';

/** A variable that code reads and a deploy sets, and that the example beside the code does not name. */
export interface Unlisted {
  readonly variable: EnvironmentVariable;
  readonly read: Placed<EnvironmentRead>;
  /** What sets it: a compose file, a manifest. */
  readonly setBy: Placed<EnvironmentDeclaration>;
  readonly example: FilePath;
  /** Told of by documentation, a fixed value that the code has one of its own for as well, or a file for an extra around a published image. */
  readonly isMinor: boolean;
}

/** Only where the example lists most of what the code reads: others are not meant to be complete. */
export function unlistedVariables(app: AppModel): Unlisted[] {
  const found: Unlisted[] = [];
  let listed = 0;
  for (const variable of app.environment.variables.values()) {
    if (isLeftToOthers(variable) || DEPLOY_VARIABLES.has(variable.name)) continue;
    const [read] = runtimeReads(variable, app);
    const [example, ...others] = read === undefined ? [] : examplesFor(read.file, app);
    if (read === undefined || example === undefined) continue;
    const isListed = variable.declarations.some(
      ({ kind, file }) => kind === 'schema' || (kind === 'example' && (file === example || others.includes(file))),
    );
    if (isListed) listed++;
    const isTold = [example, ...others].some((one) => app.isToldBy(one, variable.name));
    const settings = isListed || isTold ? [] : settingsOf(variable, app);
    const [setBy = undefined] = settings.find(([, isMinor]) => !isMinor) ?? settings[0] ?? [];
    if (setBy === undefined) continue;
    const isDocumented = app.isDocumented(variable.name);
    found.push({ variable, read, setBy, example, isMinor: isDocumented || settings.every(([, isMinor]) => isMinor) });
  }
  return listed >= FEWEST_LISTED && found.length * 2 <= listed ? found : [];
}

type Setting = readonly [setBy: Placed<EnvironmentDeclaration>, isMinor: boolean];

/** The places of a deploy that set a variable for this app; none where an example beside one of them names it. */
function settingsOf(variable: EnvironmentVariable, app: AppModel): Setting[] {
  const examples = variable.declarations.filter(({ kind }) => kind === 'example').map(({ file }) => directoryOf(file));
  const isOptional = variable.reads.some(
    (read) => (read.hasDefault && read.isEmptyDefault !== true) || read.isOptional,
  );
  const hasValue = variable.reads.some((read) => read.hasDefault && read.isEmptyDefault !== true);
  const found: Setting[] = [];
  for (const declaration of variable.declarations) {
    const { kind, file, isBare } = declaration;
    if (!SETTING_KINDS.has(kind) || isBare === true || !isOfDeploy(file, app)) continue;
    if (examples.includes(directoryOf(file))) return [];
    const given = givenIn(declaration, app);
    if (given === undefined) {
      if (isForApp(file, app)) found.push([declaration, false]);
    } else if (runsApp(given.service, given.model, app)) {
      const isFixed = isOptional && given.value !== undefined && !HANDED_THROUGH.test(given.value);
      found.push([declaration, isFixed || hasValue || isExtra(given.service, given.model, app)]);
    }
  }
  return found;
}

/** `${API_URL}`, `${API_URL:-x}`: what the reader of the example fills in; `http://api:${PORT}` is made by the compose file. */
const HANDED_THROUGH = /^\$(?:\w+|\{[^{}]*\})$/;

/** A manifest for an app that is one of several stands below it or has its name in its path. */
function isForApp(file: FilePath, { root }: AppModel): boolean {
  return root === '' || isBelow(file, root) || file.includes(baseName(root));
}

interface Given {
  readonly service: ComposeService;
  readonly model: ComposeModel;
  readonly value: string | undefined;
}

/** The service of a compose file that a declaration is of. */
function givenIn({ file, span }: Placed<EnvironmentDeclaration>, app: AppModel): Given | undefined {
  const model = app.folderComposeFiles.find((one) => one.file === file);
  for (const service of model?.document.services ?? []) {
    const entry = service.environment.find(({ nameSpan }) => nameSpan.start === span.start);
    if (model !== undefined && entry !== undefined) return { service, model, value: entry.value };
  }
  return undefined;
}

/** It is built here, or its image is given several variables that the code reads: that of a third party gets its own. */
function runsApp(service: ComposeService, model: ComposeModel, app: AppModel): boolean {
  if (composeBuildOf(service, model, app.folderComposeFiles) !== undefined) return true;
  const { variables } = app.environment;
  const read = service.environment.filter(({ name }) => {
    const variable = variables.get(name);
    return variable !== undefined && runtimeReads(variable, app).length > 0;
  });
  return read.length >= FEWEST_GIVEN && read.length * 2 >= service.environment.length;
}

const FEWEST_GIVEN = 2;

/** `docker-compose.proxy.yml` around published images: who starts that reads no example of the code. */
function isExtra(service: ComposeService, model: ComposeModel, app: AppModel): boolean {
  const isBeside = (base: ComposeModel): boolean =>
    base !== model && isBaseCompose(base) && directoryOf(base.file) === directoryOf(model.file);
  if (isBaseCompose(model) || PRODUCTION_COMPOSE_FILE.test(model.file) || !app.folderComposeFiles.some(isBeside))
    return false;
  return composeBuildOf(service, model, app.folderComposeFiles) === undefined;
}

const SETTING_KINDS: ReadonlySet<string> = new Set(['compose', 'kubernetes', 'manifest']);
const FEWEST_LISTED = 3;

/** A script sets a variable for its own command: nothing that a deploy would have to say. */
function isOfDeploy(file: FilePath, app: AppModel): boolean {
  return kindOf(file) !== 'manifest' && !isForDevelopment(file, app);
}

function isForDevelopment(file: FilePath, app: AppModel): boolean {
  const models = [...app.folderComposeFiles, ...app.folderKubernetesFiles];
  const isAside = ['test', 'example'].some((role) => [...app.rolesOf(file)].some((one) => one === role));
  return isAside || models.some((model) => model.file === file && model.role === 'development');
}

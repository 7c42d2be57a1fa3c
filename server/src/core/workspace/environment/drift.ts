import { baseName, directoryOf, type FilePath, kindOf } from '../../documents/kinds';
import { DEPENDENCY_SECTIONS } from '../../documents/manifest/model';
import { PRIVATE_ENV_FILE } from '../../knowledge/committed-env-files';
import { isBuiltIn } from '../../knowledge/module-names';
import { PUBLIC_PREFIXES, publicPrefixOf } from '../../knowledge/names';
import { isLibraryVariable, isTelemetryVariable } from '../../knowledge/platform-variables';
import type { AppModel } from '../app-model';
import { composeBuildOf, contextOf, dockerfileOf } from '../compose-services';
import { isExampleEnvFile } from '../dotenv-facts';
import { isLeftBehind } from '../left-behind';
import { isBelow } from '../packages';
import { runtimeOf } from '../runtime';
import type { EnvironmentVariable, Placed } from './catalogue';
import type { EnvironmentDeclaration, EnvironmentRead } from './uses';

/**
 * Where the variables that code reads and those that deploys declare part ways. The rules, the environment view and
 * `twelve-factor env` all ask here, so that they agree.
 */

/** Reads of code that runs in a deploy, in order; what is taken off an object was read where the object was made. */
export function runtimeReads(variable: EnvironmentVariable, app: AppModel): readonly Placed<EnvironmentRead>[] {
  return variable.reads.filter(
    ({ file, through }) => through === undefined && kindOf(file) === 'typescript' && isRuntime(file, app),
  );
}

function isRuntime(file: FilePath, app: AppModel): boolean {
  const roles = app.rolesOf(file);
  return roles.size === 0 || (roles.size === 1 && roles.has('config-module'));
}

/** A variable that runtime code reads and no file declares. */
export interface Undeclared {
  readonly variable: EnvironmentVariable;
  /** Never empty; the first one is where it is said. */
  readonly reads: readonly Placed<EnvironmentRead>[];
  readonly need: Need;
}

/**
 * - `needed`: some place takes the value without asking whether it is set
 * - `optional`: the code goes on without it
 * - `documented`: documentation tells of it, although no file that a machine reads does
 * - `unknown`: the value is handed to code that may well ask
 * - `idle`: nothing leads to the code that reads it
 * - `elsewhere`: only other apps of the folder declare it
 * - `set`: the app puts an object into the environment of which nobody can say what it has
 * - `handed`: a deploy hands over a set of variables that is kept elsewhere
 * - `named`: code of another app names it and reads it not, so that it may well set it
 */
export type Need = 'needed' | 'optional' | 'documented' | 'unknown' | 'set' | 'handed' | 'named' | 'idle' | 'elsewhere';

function needOf(variable: EnvironmentVariable, reads: readonly Placed<EnvironmentRead>[], app: AppModel): Need {
  if (variable.reads.some((read) => read.hasDefault || read.isOptional)) return 'optional';
  if (app.isDocumented(variable.name)) return 'documented';
  if (app.isDeclaredInFolder(variable.name)) return 'elsewhere';
  const taken = [...reads, ...variable.reads.filter(({ through }) => through !== undefined)];
  if (reads.every(({ file }) => isLeftBehind(app, runtimeOf(app), file))) return 'idle';
  if (taken.every((read) => read.isKept === true || isGivenToFolder(read, app))) return 'unknown';
  if (mayBeSetBy('code', app)) return 'set';
  if (mayBeSetBy('deploy', app)) return 'handed';
  return app.isNamedByOtherApps(variable.name) ? 'named' : 'needed';
}

/** Every package that gets the value is one of the folder, whose code may ask. */
function isGivenToFolder({ file, packages }: Placed<EnvironmentRead>, { modules }: AppModel): boolean {
  const isOwn = (one: string): boolean => !isBuiltIn(one) && modules.packageNamed(file, one) === undefined;
  return packages?.every(isOwn) === true;
}

export function undeclaredVariables(app: AppModel): Undeclared[] {
  const { variables } = app.environment;
  const found: Undeclared[] = [];
  let shared: ReadonlySet<string> | undefined;
  const isShared = (name: string): boolean => {
    if (!app.isDeclaredInFolder(name)) return false;
    shared ??= sharedNames(app);
    return shared.has(name);
  };
  for (const variable of variables.values()) {
    // Names in small letters are looked for in documents only, not in other texts: nobody can say that none has them.
    if (!JUDGED_NAME.test(variable.name)) continue;
    if (variable.class === 'platform' || variable.declarations.length > 0 || variable.isAssigned) continue;
    const reads = runtimeReads(variable, app);
    if (reads.length === 0 || isDeclaredElsewhere(variable.name, app) || isShared(variable.name)) continue;
    if (app.isSettled(variable.name) || isSetByCode(variable.name, app)) continue;
    const need = needOf(variable, reads, app);
    // `LOG_LEVEL ?? 'info'`: a name that everybody knows, and nothing that a deploy has to say.
    if (need === 'optional' && isLibraryVariable(variable.name)) continue;
    found.push({ variable, reads, need });
  }
  return found;
}

const JUDGED_NAME = /^[A-Z][A-Z0-9_]{2,}$/;

/** `Object.assign(process.env, settings)`, and the module of `settings` has the name. */
function isSetByCode(name: string, app: AppModel): boolean {
  return app.environment.overlays.some(({ source }) => source !== undefined && app.isMentionedBelow(source, name));
}

/** By code: a module that is not committed, the result of a call, a loop over what was loaded. By a deploy: its secrets. */
function mayBeSetBy(by: 'code' | 'deploy', app: AppModel): boolean {
  return app.environment.overlays.some((overlay) => overlay.by === by && overlay.source === undefined);
}

/** Code that stands above the apps, or that other packages depend on, is shared: what any of them declares holds for it. */
function isDeclaredElsewhere(name: string, app: AppModel): boolean {
  return app.isDeclaredInFolder(name) && (app.root === '' || isDependedOn(app));
}

/**
 * What env files beside another app name, where they are written for this app as well: several of their variables are read
 * here, and by nothing beside them.
 */
function sharedNames(app: AppModel): ReadonlySet<string> {
  const files = app.folderFactsOf('dotenv').filter(({ file }) => !isBelow(file, app.root));
  const lists = files.map(({ file, facts }) => {
    const names = facts.entries.map(({ name }) => name);
    const meant = names.filter((name) => {
      const variable = app.environment.variables.get(name);
      const isRead = variable !== undefined && runtimeReads(variable, app).length > 0;
      return isRead && !app.isMentionedBelow(directoryOf(file), name);
    });
    return meant.length >= FEWEST_SHARED ? names : [];
  });
  return new Set(lists.flat());
}

const FEWEST_SHARED = 3;

function isDependedOn({ root, folderPackages }: AppModel): boolean {
  const name = folderPackages.find((model) => model.root === root)?.manifest.name;
  return (
    name !== undefined &&
    folderPackages.some(
      (model) => model.root !== root && DEPENDENCY_SECTIONS.some((section) => model.manifest[section].has(name)),
    )
  );
}

/**
 * Example files that document the variables of an env file: those beside it, else those above it in the app. The general
 * one comes first: `.env.mail.example` beside `.env.example` is about a part.
 */
export function examplesFor(file: FilePath, app: AppModel): readonly FilePath[] {
  const examples = app.factsOf('dotenv').filter(({ file, facts }) => facts.example && !OF_TESTS.test(baseName(file)));
  const beside = examples.filter((one) => directoryOf(one.file) === directoryOf(file));
  const chosen = beside.length > 0 ? beside : examples.filter((one) => isBelow(file, directoryOf(one.file)));
  return chosen.map((one) => one.file).sort((a, b) => baseName(a).length - baseName(b).length);
}

/** Of the app itself, and neither of its tests nor of its examples. */
export function isOwn(file: FilePath, app: AppModel): boolean {
  return isBelow(file, app.root) && !app.rolesOf(file).has('test') && !app.rolesOf(file).has('example');
}

/** `.env.test.example`: what tests need is not what the app does. */
const OF_TESTS = /[._-]test\b/;

/** A key of an env file that people use, and that its example does not name. */
export interface Undocumented {
  readonly variable: EnvironmentVariable;
  readonly declaration: Placed<EnvironmentDeclaration>;
  readonly examples: readonly FilePath[];
}

/** Platforms set it, or what observes the app is set up by it: no example has to name it. */
export function isLeftToOthers(variable: EnvironmentVariable): boolean {
  return variable.class === 'platform' || isTelemetryVariable(variable.name);
}

export function undocumentedVariables(app: AppModel): Undocumented[] {
  const found: Undocumented[] = [];
  for (const variable of app.environment.variables.values()) {
    const { name } = variable;
    if (isLeftToOthers(variable) || LOCAL_ONLY.test(name) || !isUsed(variable, app)) continue;
    for (const declaration of variable.declarations) {
      const { file, kind } = declaration;
      if (kind !== 'dotenv' || declaration.isBare === true || !isPrivate(file) || !isOwn(file, app)) continue;
      // Who checks the code out has a committed file as well, and reads the variable there.
      if (app.isTracked(file)) continue;
      const examples = examplesFor(file, app);
      const isNamed = variable.declarations.some((one) => one.kind === 'example' && examples.includes(one.file));
      if (examples.length === 0 || isNamed) continue;
      found.push({ variable, declaration, examples });
      break;
    }
  }
  return found;
}

/** Settings of one machine, as their names say. */
const LOCAL_ONLY = /^(?:LOCAL|DEV)_|_LOCAL$/;

function isPrivate(file: FilePath): boolean {
  return PRIVATE_ENV_FILE.test(file) && !isExampleEnvFile(file) && !/\.test\b/.test(baseName(file));
}

function isUsed(variable: EnvironmentVariable, app: AppModel): boolean {
  return variable.reads.length > 0 || app.isMentioned(variable.name) || isLibraryVariable(variable.name);
}

/** A key of the example that the env file beside it lacks although the app does not start without it. */
export interface Unset {
  readonly variable: EnvironmentVariable;
  readonly declaration: Placed<EnvironmentDeclaration>;
  /** The env file that lacks it. */
  readonly lacking: FilePath;
}

export function unsetVariables(app: AppModel): Unset[] {
  const files = app.factsOf('dotenv').map(({ file }) => file);
  const found: Unset[] = [];
  for (const variable of app.environment.variables.values()) {
    if (variable.class === 'platform' || !isRequired(variable, app)) continue;
    const declaration = variable.declarations.find(({ kind, isBare }) => kind === 'example' && isBare !== true);
    if (declaration === undefined || !isOwn(declaration.file, app)) continue;
    const directory = directoryOf(declaration.file);
    const beside = files.filter((file) => directoryOf(file) === directory && isPrivate(file));
    const isSet = variable.declarations.some(({ kind }) => kind !== 'example' && kind !== 'schema' && kind !== 'types');
    const [lacking] = beside;
    if (lacking !== undefined && !isSet) found.push({ variable, declaration, lacking });
  }
  return found;
}

/** A schema refuses to start without it, or the code reads it, never asks whether it is set and has nothing in its place. */
export function isRequired(variable: EnvironmentVariable, app: AppModel): boolean {
  const schemas = variable.declarations.filter(({ kind }) => kind === 'schema');
  if (schemas.length > 0) return schemas.some((schema) => schema.isRequired === true);
  const reads = runtimeReads(variable, app);
  const isNeeded = variable.reads.every((read) => !read.hasDefault && !read.isOptional);
  return isNeeded && reads.some((read) => read.isHandedOn !== true);
}

/** A variable that a compose file hands to an app under the prefix of another bundler than the one whose name its code reads. */
export interface Renamed {
  readonly at: Placed<Pick<EnvironmentDeclaration, 'span'>>;
  readonly service: string;
  readonly name: string;
  /** What the code says. */
  readonly wanted: string;
  readonly context: FilePath;
}

export function renamedVariables(app: AppModel): Renamed[] {
  return app.folderComposeFiles.flatMap((model) =>
    model.document.services.flatMap((service) => {
      const build = composeBuildOf(service, model, app.folderComposeFiles);
      const dockerfile = build && dockerfileOf(build, model);
      if (build === undefined || !app.dockerfiles.some(({ file }) => file === dockerfile)) return [];
      const context = contextOf(build, model);
      return [...service.environment, ...build.args].flatMap(({ name, nameSpan }): Renamed[] => {
        const prefix = publicPrefixOf(name);
        if (prefix === undefined || app.isMentionedBelow(context, name)) return [];
        const plain = name.slice(prefix.length);
        const wanted = PUBLIC_PREFIXES.map((other) => `${other}${plain}`).find((other) =>
          app.isMentionedBelow(context, other),
        );
        if (wanted === undefined || service.environment.some((one) => one.name === wanted)) return [];
        return [{ at: { file: model.file, span: nameSpan }, service: service.name, name, wanted, context }];
      });
    }),
  );
}

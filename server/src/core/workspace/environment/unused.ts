import { directoryOf, type FilePath, joinPath, kindOf } from '../../documents/kinds';
import { DEPENDENCY_SECTIONS } from '../../documents/manifest/model';
import { READ_BY_PACKAGES, READS_NO_ENVIRONMENT } from '../../knowledge/environment-readers';
import { publicPrefixOf } from '../../knowledge/names';
import { isLibraryVariable, isPlatformVariable } from '../../knowledge/platform-variables';
import type { AppModel } from '../app-model';
import { isBelow } from '../packages';
import type { EnvironmentVariable, Placed } from './catalogue';
import { isOwn } from './drift';
import type { DynamicRead, EnvironmentDeclaration } from './uses';

/** A name of an env file that no text mentions. */
export interface Unused {
  readonly variable: EnvironmentVariable;
  /** Never empty; examples first, since they are what others see. */
  readonly declarations: readonly Placed<EnvironmentDeclaration>[];
  readonly doubt: Doubt | undefined;
}

/**
 * Why the name may be used after all:
 * - `library`: a dependency has the first word of it, and may read it
 * - `composed`: code puts names together that begin or end like it
 * - `file`: code here reads too few names of the env file for that to be the only code that does
 */
export type Doubt = 'library' | 'composed' | 'file';

export function unusedVariables(app: AppModel): Unused[] {
  const { variables, dynamic } = app.environment;
  // What a program in another language reads, it reads of env files around it.
  const isCode = ({ file }: { readonly file: FilePath }): boolean => kindOf(file) === 'typescript';
  if (dynamic.some((read) => read.prefix === '' && isCode(read)) || !readsAnything(app)) return [];
  const others = dynamic.filter((read) => !isCode(read) && read.prefix === '').map(({ file }) => directoryOf(file));
  const foreign = foreignEnvFiles(app);
  const found: Omit<Unused, 'doubt'>[] = [];
  for (const variable of variables.values()) {
    const { name } = variable;
    if (!JUDGED_NAME.test(name) || isPlatformVariable(name) || isLibraryVariable(name)) continue;
    const declarations = variable.declarations.filter(
      ({ file, kind, isBare }) => (kind === 'dotenv' || kind === 'example') && isBare !== true && isOwn(file, app),
    );
    const [first] = declarations;
    if (first === undefined || declarations.some(({ file }) => foreign.has(file))) continue;
    if (declarations.some(({ file }) => others.some((other) => isAround(directoryOf(file), other)))) continue;
    if (app.isMentioned(name) || variable.references.length > 0) continue;
    if (dynamic.some((read) => (isCode(read) || read.prefix !== '') && mayBe(name, read))) continue;
    declarations.sort((a, b) => Number(b.kind === 'example') - Number(a.kind === 'example'));
    found.push({ variable, declarations });
  }
  const strange = filesOfOthers(app, found);
  const libraries = librariesOf(app);
  return found.map((one) => {
    return { ...one, doubt: doubtOf(one, { app, strange, libraries }) };
  });
}

function doubtOf(
  { variable: { name }, declarations }: Omit<Unused, 'doubt'>,
  { app, strange, libraries }: { app: AppModel; strange: ReadonlySet<FilePath>; libraries: ReadonlySet<string> },
): Doubt | undefined {
  if (declarations.some(({ file }) => strange.has(file))) return 'file';
  if (isOfLibrary(name, libraries)) return 'library';
  return isComposed(name, app) ? 'composed' : undefined;
}

/** `` `OAUTH2_${client}_ID` `` somewhere in the folder, on whatever object: a text with the beginning or the end of a name. */
function isComposed(name: string, app: AppModel): boolean {
  const places = [...name.matchAll(/_(?=[A-Z0-9])/g)].map(({ index }) => index);
  return places.some((at) => app.isMentioned(name.slice(0, at + 1)) || app.isMentioned(name.slice(at)));
}

/** Env files of which code here reads less than half. */
function filesOfOthers(app: AppModel, unused: readonly Omit<Unused, 'doubt'>[]): ReadonlySet<FilePath> {
  const files = unused.flatMap(({ declarations }) => [...new Set(declarations.map(({ file }) => file))]);
  const counts = new Map<FilePath, number>();
  for (const file of files) counts.set(file, (counts.get(file) ?? 0) + 1);
  const found = new Set<FilePath>();
  for (const { file, facts } of app.factsOf('dotenv')) {
    const count = counts.get(file) ?? 0;
    if (count >= FEWEST_UNREAD && count * 2 > new Set(facts.entries.map(({ name }) => name)).size) found.add(file);
  }
  return found;
}

/** One or two lines that nobody reads are leftovers, whatever else the file has. */
const FEWEST_UNREAD = 3;

/** What names that dependencies may read are or begin with, as names of variables are written: `@acme/shop-sdk` gives `ACME` and `SHOP_SDK`. */
function librariesOf({ packages }: AppModel): ReadonlySet<string> {
  const names = packages.flatMap(({ manifest }) => DEPENDENCY_SECTIONS.flatMap((one) => [...manifest[one].keys()]));
  const readers = names.filter((name) => !name.startsWith('@types/') && !READS_NO_ENVIRONMENT.has(name));
  const beginnings = readers.flatMap((name) => beginningsOf(name));
  return new Set([...beginnings, ...names.flatMap((name) => [...(READ_BY_PACKAGES.get(name) ?? [])])]);
}

/** The scope, and what stands behind it where that is more than one common word (`client`, `config`, `mail`). */
function beginningsOf(name: string): string[] {
  const [, scope, base = name] = /^@([^/]+)\/(.+)$/.exec(name) ?? [];
  const parts = scope === undefined ? [base] : /\W/.test(base) ? [scope, base] : [scope];
  return parts.map((part) => part.replace(/\W+/g, '_').toUpperCase());
}

function isOfLibrary(name: string, libraries: ReadonlySet<string>): boolean {
  const words = name.slice(publicPrefixOf(name)?.length ?? 0).split('_');
  return words.some((_, index) => libraries.has(words.slice(0, index + 1).join('_')));
}

function mayBe(name: string, { prefix, suffix = '' }: DynamicRead): boolean {
  return name.startsWith(prefix) && name.endsWith(suffix);
}

function isAround(one: FilePath, other: FilePath): boolean {
  return isBelow(one, other) || isBelow(other, one);
}

/** Two underscores are how libraries nest keys (`DB__HOST`): the code never mentions such a name. */
const JUDGED_NAME = /^[A-Z](?!.*__)[A-Z0-9_]{2,}$/;

/** Where nothing is read, the code that uses the env files is not here. */
function readsAnything(app: AppModel): boolean {
  for (const variable of app.environment.variables.values()) {
    if (variable.reads.some(({ file }) => kindOf(file) === 'typescript')) return true;
  }
  return false;
}

/** Env files of fastlane, and those handed to images that are not built here: they read what they want. */
function foreignEnvFiles(app: AppModel): ReadonlySet<FilePath> {
  const found = new Set<FilePath>();
  for (const { file } of app.factsOf('dotenv')) if (OF_OTHER_TOOLS.test(file)) found.add(file);
  for (const { file, facts } of app.folderFactsOf('compose')) {
    for (const { build, envFile } of facts.document.services) {
      if (build !== undefined) continue;
      for (const { path } of envFile) found.add(joinPath(directoryOf(file), path));
    }
  }
  return found;
}

/** https://docs.fastlane.tools/best-practices/keys: loaded from its own folder, and read by its actions. */
const OF_OTHER_TOOLS = /(?:^|\/)fastlane\/[^/]+$/;

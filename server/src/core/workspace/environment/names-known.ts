import { kindOf } from '../../documents/kinds';
import { isSettingFile } from '../../knowledge/setting-files';
import type { AppModel } from '../app-model';
import { ASIDE, type CatalogueInput, isOfOtherApp } from './catalogue';

/** What an app can tell of a name besides the places where it is read and declared. */
export function namesKnownTo(
  input: CatalogueInput,
): Pick<
  AppModel,
  | 'isMentioned'
  | 'isMentionedBelow'
  | 'isUsedSomewhere'
  | 'isSettled'
  | 'isDocumented'
  | 'isToldBy'
  | 'isNamedByOtherApps'
  | 'isDeclaredInFolder'
> {
  const { index } = input;
  return {
    isMentioned: (name) => index.isMentioned(name),
    isMentionedBelow: (folder, name) => index.isMentionedBelow(folder, name),
    isUsedSomewhere: (name) => index.isMentionedIn(name, (file) => !isSettingFile(file) || MAPS_VARIABLES.test(file)),
    isSettled: (name) => isSettled(name, input),
    isDocumented: (name) =>
      index.isDocumentedIn(name, (file) => DOCUMENTATION_SITE.test(file) || !isOfOtherApp(file, input)),
    isToldBy: (example, name) => index.isDocumentedIn(name, (file) => file === example),
    isNamedByOtherApps: (name) => isNamedByOtherApps(name, input),
    isDeclaredInFolder: (name) => index.isDeclared(name),
  };
}

/** Pages for whoever runs the product, of whichever package they are built by. */
const DOCUMENTATION_SITE = /(?:^|\/)(?:docs?|documentation|handbook|self-?host(?:ing|ed)?)\//i;

/** node-config reads every variable that a leaf of this file names. */
const MAPS_VARIABLES = /(?:^|\/)custom-environment-variables\.[\w.]+$/;

/** `deploy({ environment: { API_URL: url } })`: what sets up or starts this app may stand in another one. */
function isNamedByOtherApps(name: string, input: CatalogueInput): boolean {
  return input.index.isMentionedIn(name, (file) => {
    if (kindOf(file) !== 'typescript' || !isOfOtherApp(file, input)) return false;
    if (ASIDE.some((role) => input.rolesOf(file).has(role))) return false;
    const { reads, accesses } = input.index.usesOf(file);
    const isTaken = accesses.some(({ path }) => path.split('.').includes(name));
    return !isTaken && !reads.some((read) => read.name === name);
  });
}

/** A file that only reads the variable itself (`process.env.X` in `next.config.js`) says nothing of who sets it. */
function isSettled(name: string, input: CatalogueInput): boolean {
  return input.index.isMentionedIn(name, (file) => {
    const isCode = kindOf(file) === 'typescript';
    if (!isSettingFile(file) && !(isCode && input.rolesOf(file).has('tool-config'))) return false;
    if (isOfOtherApp(file, input)) return false;
    return !isCode || !input.index.usesOf(file).reads.some((read) => read.name === name);
  });
}

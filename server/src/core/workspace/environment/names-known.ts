import { kindOf } from '../../documents/kinds';
import { isSettingFile } from '../../knowledge/setting-files';
import type { AppModel } from '../app-model';
import { type CatalogueInput, isOfOtherApp } from './catalogue';

/** What an app can tell of a name besides the places where it is read and declared. */
export function namesKnownTo(
  input: CatalogueInput,
): Pick<
  AppModel,
  'isMentioned' | 'isMentionedBelow' | 'isUsedSomewhere' | 'isSettled' | 'isDocumented' | 'isDeclaredInFolder'
> {
  const { index } = input;
  return {
    isMentioned: (name) => index.isMentioned(name),
    isMentionedBelow: (folder, name) => index.isMentionedBelow(folder, name),
    isUsedSomewhere: (name) => index.isMentionedIn(name, (file) => !isSettingFile(file) || MAPS_VARIABLES.test(file)),
    isSettled: (name) => isSettled(name, input),
    isDocumented: (name) => index.isDocumentedIn(name, (file) => !isOfOtherApp(file, input)),
    isDeclaredInFolder: (name) => index.isDeclared(name),
  };
}

/** node-config reads every variable that a leaf of this file names. */
const MAPS_VARIABLES = /(?:^|\/)custom-environment-variables\.[\w.]+$/;

/** A file that only reads the variable itself (`process.env.X` in `next.config.js`) says nothing of who sets it. */
function isSettled(name: string, input: CatalogueInput): boolean {
  return input.index.isMentionedIn(name, (file) => {
    const isCode = kindOf(file) === 'typescript';
    if (!isSettingFile(file) && !(isCode && input.rolesOf(file).has('tool-config'))) return false;
    if (isOfOtherApp(file, input)) return false;
    return !isCode || !input.index.usesOf(file).reads.some((read) => read.name === name);
  });
}

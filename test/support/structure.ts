import type { FolderModel } from '../../server/src/core/workspace/folder-model';
import { analyze } from './analyze';
import { readFixture } from './fixture';

/** The structure of a folder given as texts: a fixture without marks, or texts by path. */
export function structureOf(files: string | Readonly<Record<string, string>>): FolderModel {
  return analyze(typeof files === 'string' ? readFixture(files, 'package.json').files : files, {
    rules: [],
  }).structure();
}

import { join } from 'node:path';
import { exampleService, repositoryRoot } from './paths';

/** Tests that share one window of the editor. */
export interface Group {
  readonly name: string;
  /** The folder that is copied, so that tests may change it. */
  readonly fixture: string;
  /** A .code-workspace file in it, to be opened in place of the folder itself. */
  readonly workspaceFile?: string;
  /** Test files, as patterns below `suite`. */
  readonly files: readonly string[];
}

export const groups: readonly Group[] = [
  { name: 'single-folder', fixture: exampleService, files: ['*.test.ts'] },
  {
    name: 'multi-root',
    fixture: join(repositoryRoot, 'test/editor/suite/workspaces/multi-root'),
    workspaceFile: 'services.code-workspace',
    files: ['multi-root/*.test.ts'],
  },
];

import { join } from 'node:path';
import { repositoryRoot } from '../../server/scripts/repository';

export { repositoryRoot };

/** Everything that is downloaded for editor tests; git-ignored, safe to delete. */
export const editorCache = join(repositoryRoot, '.vscode-test');

/** The service that `npm start` and the pictures open. */
export const exampleService = join(repositoryRoot, 'test/fixtures/apps/example-service');

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: the extension as it is developed. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Everything that is downloaded for editor tests; git-ignored, safe to delete. */
export const editorCache = join(repositoryRoot, '.vscode-test');

/** The service that `npm start` and the pictures open. */
export const exampleService = join(repositoryRoot, 'test/fixtures/apps/example-service');

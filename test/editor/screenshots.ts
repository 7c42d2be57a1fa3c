import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exampleService, repositoryRoot } from './paths';
import { openViewContainer, openWindow, savePicture } from './screenshots/index';
import { describeError, exitOnSignals, HostError } from './web-host';

const usage = 'usage: screenshots.ts FOLDER [PATH]   pictures go to FOLDER, of the service in PATH';

async function main(): Promise<void> {
  const [output, path = exampleService] = process.argv.slice(2);
  if (!output) throw new HostError(usage);
  const folder = resolve(path);
  if (!existsSync(folder)) throw new HostError(`${folder} does not exist`);
  const window = await openWindow({ folder, theme: 'dark' });
  await openViewContainer(window.page, 'Explorer');
  const file = join(resolve(output), 'explorer-dark.png');
  await savePicture(window.page, file);
  process.stdout.write(`${file.replace(`${repositoryRoot}/`, '')}\n`);
  await window.stop();
}

exitOnSignals();
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(2);
  },
);

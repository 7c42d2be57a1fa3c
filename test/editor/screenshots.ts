import { cpSync, existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { exampleService } from './paths';
import {
  openFile,
  openLightBulb,
  openViewContainer,
  openWindow,
  runCommand,
  savePicture,
  type Theme,
  waitForSquiggles,
} from './screenshots/index';
import { describeError, exitOnSignals, HostError, temporaryFolder } from './web-host';

const usage =
  'usage: screenshots.ts FOLDER [PATH]   pictures go to FOLDER: those of the README, or the tree of the repository in PATH';
const limit = 30_000;
const indexLimit = 120_000;

/** Takes the pictures of the README, in a real editor: the tree beside a file with squiggles and the light bulb open. */
async function main(): Promise<void> {
  const [output, given] = process.argv.slice(2);
  const path = given ?? exampleService;
  if (!output) throw new HostError(usage);
  if (!existsSync(path)) throw new HostError(`${path} does not exist`);
  // A copy, so that the repository's own ignore files have no say.
  const copy = temporaryFolder('pictures');
  const folder = join(copy.path, basename(path));
  cpSync(path, folder, { recursive: true });
  for (const theme of ['dark', 'light'] as const) {
    const take = given === undefined ? takePictures : takeTree;
    for (const file of await take(folder, resolve(output), theme)) process.stdout.write(`${file}\n`);
  }
  copy.remove();
}

/** The tree of a repository of any shape, with its first apps and their factors laid open. */
async function takeTree(folder: string, output: string, theme: Theme): Promise<string[]> {
  const window = await openWindow({ folder, theme });
  const { page } = window;
  await openViewContainer(page, 'Twelve-Factor');
  const rows = page.locator('.sidebar .monaco-list-row');
  // With several apps the first level names them; a factor of one app carries its numeral.
  await rows
    .filter({ hasText: /finding|clean/ })
    .first()
    .waitFor({ timeout: indexLimit });
  for (const index of [0, 3]) await rows.nth(index).locator('.monaco-tl-twistie').click();
  const tree = join(output, `tree-${theme}.png`);
  await savePicture(page, tree);
  await window.stop();
  return [tree];
}

async function takePictures(folder: string, output: string, theme: Theme): Promise<string[]> {
  const window = await openWindow({ folder, theme });
  const { page } = window;
  await openViewContainer(page, 'Twelve-Factor');
  // The tree is complete once the twelfth factor is there.
  const row = (text: string | RegExp) => page.locator('.sidebar .monaco-list-row').filter({ hasText: text }).first();
  await row('Admin processes').waitFor({ timeout: limit });
  for (const factor of ['IX', 'III']) {
    await row(`${factor}. `).locator('.monaco-tl-twistie').click();
  }
  await openFile(page, 'src/server.ts');
  await waitForSquiggles(page, 2);
  const server = join(output, `server-${theme}.png`);
  await savePicture(page, server);
  await openFile(page, 'Dockerfile');
  await waitForSquiggles(page, 2);
  const dockerfile = join(output, `dockerfile-${theme}.png`);
  await savePicture(page, dockerfile);
  await openFile(page, 'src/database.ts', 5, 24);
  await waitForSquiggles(page);
  await openLightBulb(page);
  const overview = join(output, `overview-${theme}.png`);
  await savePicture(page, overview);
  await page.keyboard.press('Escape');
  await openFile(page, 'src/logger.ts', 4, 25);
  await runCommand(page, 'Twelve-Factor: Focus on Environment View');
  await row(/^LOG_LEVEL/)
    .locator('.monaco-tl-twistie')
    .click();
  const environment = join(output, `environment-${theme}.png`);
  await savePicture(page, environment);
  await window.stop();
  return [server, dockerfile, overview, environment];
}

exitOnSignals();
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(2);
  },
);

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { windowAddress } from './address';
import { launchBrowser } from './browser';
import { HostError } from './host-error';
import { type Server, startServer } from './server';
import { quietSettings, type UserSettings } from './settings';
import { temporaryFolder } from './temporary-folder';
import { type OutputListener, receiveTestOutput } from './test-output';

const relay = fileURLToPath(new URL('./relay.cjs', import.meta.url));
const loadLimit = 60_000;
const keptLogLines = 50;

/** Complaints of a workbench in which nothing is wrong. */
const harmless = /\[Service Worker\] registration|No search provider registered/;

export interface WorkbenchOptions {
  /** What to open: a folder, or a .code-workspace file, or neither for an empty window. */
  readonly folder?: string | undefined;
  readonly workspaceFile?: string | undefined;
  readonly extensionDevelopmentPath: string | readonly string[];
  /** A module whose `run` function is called in the extension host, as `--extensionTestsPath` of the desktop editor. */
  readonly extensionTestsPath?: string | undefined;
  readonly colorTheme?: string | undefined;
  /** Put over `quietSettings`. Not written if `userDataDir` is given: the settings in there count. */
  readonly userSettings?: UserSettings | undefined;
  readonly userDataDir?: string | undefined;
  readonly extensionsDir?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly workspaceTrust?: boolean | undefined;
  readonly viewport?: { readonly width: number; readonly height: number; readonly scale?: number } | undefined;
  readonly onTestOutput?: OutputListener | undefined;
}

/** A workbench in a headless browser, with a server of its own. */
export interface Workbench {
  readonly page: Page;
  readonly browser: Browser;
  /** Resolves to the exit code of the extension tests; rejects if server, browser or page is lost before. */
  readonly exit: Promise<number>;
  /** Warnings and errors that the workbench has logged lately. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

async function writeSettings(folder: string, options: WorkbenchOptions): Promise<string> {
  const theme = options.colorTheme ? { 'workbench.colorTheme': options.colorTheme } : {};
  const settings = { ...quietSettings, ...theme, ...options.userSettings };
  const userDataDir = join(folder, 'user-data');
  await mkdir(join(userDataDir, 'User'), { recursive: true });
  await writeFile(join(userDataDir, 'User/settings.json'), JSON.stringify(settings, undefined, 2));
  return userDataDir;
}

/** Rejects as soon as something that the workbench cannot do without is lost. */
function loss(server: Server, browser: Browser, page: Page): Promise<never> {
  return new Promise((_resolve, reject) => {
    void server.ended.then((reason) => reject(new HostError(`the VS Code server is lost: ${reason}`)));
    browser.once('disconnected', () => reject(new HostError('the browser is lost')));
    page.once('crash', () => reject(new HostError("the browser's page has crashed, perhaps for want of memory")));
  });
}

async function openPage(browser: Browser, options: WorkbenchOptions): Promise<Page> {
  const { width, height, scale } = { width: 1400, height: 900, scale: 1, ...options.viewport };
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: 'en-US',
  });
  return context.newPage();
}

/**
 * Opens the workbench on a folder or workspace with an extension under development. Resolves when the workbench has
 * restored its window; extension tests, if any, are running by then.
 */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const folder = temporaryFolder('workbench');
  const stops: (() => unknown)[] = [() => folder.remove()];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const output = await receiveTestOutput(folder.path, options.onTestOutput ?? (() => {}));
    stops.push(() => output.stop());
    const tests = options.extensionTestsPath && resolve(options.extensionTestsPath);
    const starts = [
      startServer({
        dataDir: join(folder.path, 'server'),
        userDataDir: options.userDataDir ?? (await writeSettings(folder.path, options)),
        ...(options.extensionsDir ? { extensionsDir: options.extensionsDir } : {}),
        workspaceTrust: options.workspaceTrust ?? false,
        env: {
          ...options.env,
          ...(tests ? { TWELVE_FACTOR_RELAY_SOCKET: output.socketPath, TWELVE_FACTOR_RELAY_TESTS: tests } : {}),
        },
      }).then((server) => {
        stops.push(() => server.stop());
        return server;
      }),
      launchBrowser(folder.path).then((browser) => {
        stops.push(() => browser.close());
        return browser;
      }),
    ] as const;
    // One of them may fail while the other is on its way: only when both are settled can `stop` undo all.
    await Promise.allSettled(starts);
    const [server, browser] = await Promise.all(starts);
    const page = await openPage(browser, options);
    const lost = loss(server, browser, page);
    lost.catch(() => {});
    const log: string[] = [];
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      if (type !== 'warn' && type !== 'error') return;
      const text = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
      const own = text.split('\n').filter((line) => !line.includes('/workbench.js:'));
      if (!harmless.test(text)) log.push(`[${type}] ${own.join('\n')}`);
      if (log.length > keptLogLines) log.shift();
    });
    const ended = new Promise<number>((resolveExit) => {
      void page.exposeFunction('codeAutomationExit', async (code: number) => {
        const complete = await output.complete();
        if (!complete) log.push('[error] the extension host ended before the tests did');
        resolveExit(complete ? code : code || 1);
      });
    });
    const exit = Promise.race([ended, lost]);
    exit.catch(() => {});
    const development = [options.extensionDevelopmentPath].flat().map((path) => resolve(path));
    const address = windowAddress(server, {
      folder: options.folder && resolve(options.folder),
      workspaceFile: options.workspaceFile && resolve(options.workspaceFile),
      extensionDevelopmentPaths: development,
      extensionTestsPath: tests && relay,
    });
    const restored = async (): Promise<void> => {
      await page.goto(address, { timeout: loadLimit });
      await page.waitForFunction('globalThis.driver !== undefined', undefined, { timeout: loadLimit });
      const settled = 'globalThis.driver.whenWorkbenchRestored().then(() => true)';
      await page.waitForFunction(settled, undefined, { timeout: loadLimit });
    };
    // Tests may be over, and their window gone, before the last of this; then their exit code is all that counts.
    await Promise.race([restored(), exit]);
    return { page, browser, exit, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

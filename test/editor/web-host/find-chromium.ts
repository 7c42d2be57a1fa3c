import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { report } from './cache';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The workbench uses what browsers of the last two years can do; an older one shows an empty page. */
const oldestMajorVersion = 122;

function candidates(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).filter((path) => existsSync(path));
  const named = process.env.CHROME_PATH;
  return named ? [named, ...found] : found;
}

/** The version it prints, if it can be started at all: some distributions put a stub there that asks for a snap. */
async function majorVersion(executable: string): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)(executable, ['--version'], { timeout: 5000 });
    return Number(/ (\d+)\.\d/.exec(stdout)?.[1]);
  } catch {
    return undefined;
  }
}

/** A Chromium of this machine that can show the workbench. */
export async function findChromium(): Promise<string | undefined> {
  for (const executable of candidates()) {
    const version = await majorVersion(executable);
    if (version !== undefined && version >= oldestMajorVersion) return executable;
    if (executable === process.env.CHROME_PATH) report(`CHROME_PATH is ${executable}, which is no usable Chromium`);
  }
  return undefined;
}

import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { HostError } from './host-error';
import { type BrowserFiles, installBrowser } from './install-browser';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Fontconfig reads absolute paths only, so the file is written for every start. The machine's own fonts are left out:
 * pictures look the same everywhere, and no cache of thousands of fonts is built first.
 */
async function fontConfiguration(fonts: string, folder: string): Promise<string> {
  const prefer = (family: string, face: string): string =>
    `<alias binding="strong"><family>${family}</family><prefer><family>${face}</family></prefer></alias>`;
  const file = join(folder, 'fonts.conf');
  const lines = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${fonts}</dir><cachedir>${join(folder, 'font-cache')}</cachedir>`,
    prefer('sans-serif', 'Open Sans'),
    prefer('system-ui', 'Open Sans'),
    prefer('monospace', 'DejaVu Sans Mono'),
    '</fontconfig>',
  ];
  await writeFile(file, lines.join('\n'));
  return file;
}

async function environment(files: BrowserFiles, folder: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  if (files.libraries) {
    const others = env.LD_LIBRARY_PATH;
    env.LD_LIBRARY_PATH = others ? `${files.libraries}${delimiter}${others}` : files.libraries;
  }
  if (files.fonts) env.FONTCONFIG_FILE = await fontConfiguration(files.fonts, folder);
  return env;
}

/** Starts a headless Chromium; `folder` takes what it writes. It dies with this process. */
export async function launchBrowser(folder: string): Promise<Browser> {
  const files = await installBrowser();
  try {
    return await chromium.launch({
      executablePath: files.executable,
      args: flags,
      env: await environment(files, folder),
      // Whoever owns this process decides about its signals.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const library = /error while loading shared libraries: (\S+):/.exec(text)?.[1];
    const reason = library ? `it lacks ${library}` : text.split('\n')[0];
    throw new HostError(`${files.executable} does not start: ${reason}; install Chromium and set CHROME_PATH`);
  }
}

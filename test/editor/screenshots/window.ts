import type { Page } from 'playwright-core';
import { repositoryRoot } from '../paths';
import { openWorkbench, type UserSettings } from '../web-host';

export type Theme = 'light' | 'dark';

export interface WindowOptions {
  /** A folder or, by `workspaceFile`, a .code-workspace file. */
  readonly folder?: string;
  readonly workspaceFile?: string;
  readonly theme: Theme;
  readonly userSettings?: UserSettings;
  /** This repository if left out. */
  readonly extensionDevelopmentPath?: string;
  /** Pixels of the picture per pixel of the window. */
  readonly scale?: number;
}

/** A window of the editor that a picture can be taken of. */
export interface EditorWindow {
  readonly page: Page;
  stop(): Promise<void>;
}

const colorThemes: Readonly<Record<Theme, string>> = { light: 'Default Light Modern', dark: 'Default Dark Modern' };

/** What would show in a picture without belonging to its subject. */
const plainSettings: UserSettings = {
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.iconTheme': 'vs-seti',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 13,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace",
  'editor.stickyScroll.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'breadcrumbs.enabled': false,
  'outline.collapseItems': 'alwaysCollapse',
  // A fixture's packages are not installed: TypeScript would underline every import.
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
  'git.enabled': false,
};

const themeLimit = 30_000;

/** Entries of the status bar that exist in the web workbench only. */
const webOnly = ['status.host', 'status.workbench.keyboardLayout', 'status.forwardedPorts'];

/** Opens a window of 1400 x 900 on a folder, with this extension loaded. */
export async function openWindow(options: WindowOptions): Promise<EditorWindow> {
  const { page, stop } = await openWorkbench({
    folder: options.folder,
    workspaceFile: options.workspaceFile,
    extensionDevelopmentPath: options.extensionDevelopmentPath ?? repositoryRoot,
    colorTheme: colorThemes[options.theme],
    userSettings: { ...plainSettings, ...options.userSettings },
    viewport: { width: 1400, height: 900, scale: options.scale ?? 1 },
  });
  // Colours and icons come from extensions, later than the window.
  const themed = `.monaco-workbench.file-icons-enabled[class*="vscode-theme-defaults-themes-${options.theme}_modern"]`;
  await page.locator(themed).waitFor({ timeout: themeLimit });
  const icons = "/seti/.test(document.querySelector('style.contributedFileIconTheme')?.textContent)";
  await page.waitForFunction(icons, undefined, { timeout: themeLimit });
  await page.evaluate("document.fonts.load('16px seti').then(() => undefined)");
  const selectors = webOnly.map((id) => `[id="${id}"]`).join(', ');
  await page.addStyleTag({ content: `${selectors} { display: none !important; }` });
  return { page, stop };
}

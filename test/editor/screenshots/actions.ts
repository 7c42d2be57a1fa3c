import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** What the user interface may take at most to react; a loaded machine is slow. */
const limit = 30_000;

const colourLimit = 5000;

const squiggles = (['error', 'warning', 'info', 'hint'] as const).map((kind) => `.monaco-editor .squiggly-${kind}`);

async function quickInput(page: Page, text: string): Promise<Locator> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor({ state: 'visible', timeout: limit });
  await input.fill(text);
  return input;
}

/** Runs a command by its title in the command palette, such as `View: Close All Editors`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = await quickInput(page, `>${title}`);
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: title })
    .first()
    .waitFor({ timeout: limit });
  await input.press('Enter');
  await input.waitFor({ state: 'hidden', timeout: limit });
}

/** Opens a file by its path in the folder, optionally with the cursor at a line and column, both from 1. */
export async function openFile(page: Page, path: string, line?: number, column = 1): Promise<void> {
  await page.keyboard.press('Control+P');
  const input = await quickInput(page, path);
  const name = path.split('/').at(-1) ?? path;
  const entry = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first();
  await entry.waitFor({ timeout: limit });
  await entry.click();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor({ timeout: limit });
  const editor = page.locator('.editor-instance .monaco-editor').first();
  await editor.locator('.view-line').first().waitFor({ timeout: limit });
  // Colours come from a grammar that is loaded on demand. A file without one has a single colour: no reason to fail.
  const coloured = editor.locator('.view-line span[class*="mtk"]:not(.mtk1)').first();
  await coloured.waitFor({ timeout: colourLimit }).catch(() => undefined);
  if (line === undefined) return;
  await page.keyboard.press('Control+G');
  await (await quickInput(page, `:${line}:${column}`)).press('Enter');
  await input.waitFor({ state: 'hidden', timeout: limit });
}

/** Waits until the open editor underlines something, and at least `count` times. */
export async function waitForSquiggles(page: Page, count = 1): Promise<void> {
  const selector = squiggles.join(', ');
  await page
    .locator(selector)
    .nth(count - 1)
    .waitFor({ state: 'attached', timeout: limit });
}

/** Shows a view container of the activity bar, by the title that it has there, such as `Explorer`. */
export async function openViewContainer(page: Page, title: string): Promise<void> {
  const label = page.locator(`.activitybar .action-item .action-label[aria-label^=${JSON.stringify(title)}]`).first();
  const heading = page.locator('.part.sidebar .composite.title h2').filter({ hasText: new RegExp(`^${title}`, 'i') });
  await label.waitFor({ timeout: limit });
  // A click on the container that is open closes it.
  if (!(await heading.isVisible())) await label.click();
  await heading.waitFor({ timeout: limit });
}

/** Opens the light bulb's menu at the cursor and returns its entries. */
export async function openLightBulb(page: Page): Promise<Locator> {
  await clearNotifications(page);
  await page.keyboard.press('Control+.');
  const menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
  await menu.waitFor({ state: 'visible', timeout: limit });
  await menu.locator('.monaco-list-row.action').first().waitFor({ timeout: limit });
  return menu.locator('.monaco-list-row.action');
}

/** Dismisses whatever the workbench has to say, shown or waiting behind the bell. */
export async function clearNotifications(page: Page): Promise<void> {
  const unread = page.locator('.notification-toast, .statusbar-item .codicon-bell-dot');
  if ((await unread.count()) === 0) return;
  await runCommand(page, 'Notifications: Clear All Notifications');
  await unread.first().waitFor({ state: 'detached', timeout: limit });
}

/** Waits until nothing on the page is in motion: no progress, and two frames alike. */
async function settle(page: Page): Promise<void> {
  const progress = page.locator('.monaco-progress-container.active, .statusbar-item .codicon-modifier-spin:visible');
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await progress.first().isVisible()) await progress.first().waitFor({ state: 'hidden', timeout: limit });
    const before = await page.screenshot();
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    if ((await page.screenshot()).equals(before) && !(await progress.first().isVisible())) return;
  }
}

/** Saves a picture of the window, or of a part of it, as PNG. */
export async function savePicture(page: Page, file: string, part?: Locator): Promise<void> {
  // An open menu would close when the command palette takes the focus; its picture was prepared by `openLightBulb`.
  await settle(page);
  if (!(await page.locator('.action-widget, .quick-input-widget, .monaco-menu').first().isVisible())) {
    await clearNotifications(page);
    await settle(page);
  }
  await mkdir(dirname(file), { recursive: true });
  await (part ?? page).screenshot({ path: file });
}

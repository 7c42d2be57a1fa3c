import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { listFiles } from '../support/analyze';

const root = new URL('../..', import.meta.url).pathname;
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifestText = read('package.json');
const manifest = JSON.parse(manifestText);
const names: Record<string, string> = JSON.parse(read('package.nls.json'));
const { commands, menus, viewsWelcome, views } = manifest.contributes;

describe('the manifest', () => {
  it('names every text in package.nls.json, and package.nls.json holds no other', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(names).sort());
  });

  it('mentions known commands only', () => {
    const known = new Set(commands.map(({ command }: { command: string }) => command));
    const entries: { command: string }[] = Object.values<{ command: string }[]>(menus).flat();
    const links = Object.values(names).flatMap((text) => [...text.matchAll(/\(command:(twelveFactor[\w.]+)\)/g)]);
    for (const command of [...entries.map((entry) => entry.command), ...links.map(([, name]) => name)]) {
      assert.ok(known.has(command), command);
    }
  });

  it('keeps the commands that need a node of the tree out of the palette', () => {
    const ofTree = commands
      .map(({ command }: { command: string }) => command)
      .filter((id: string) => /\.(?:compliance|environment)\./.test(id));
    const hidden = menus.commandPalette.filter(({ when }: { when: string }) => when === 'false');
    assert.deepEqual(hidden.map(({ command }: { command: string }) => command).sort(), ofTree.sort());
    assert.ok(ofTree.length > 0);
  });

  it('welcomes in every state without a tree, in every view', () => {
    for (const { id } of views.twelveFactor) {
      const own = viewsWelcome.filter(({ view }: { view: string }) => view === id);
      const states = own.map(({ when }: { when: string }) => /twelveFactor\.\w+ == (\w+)/.exec(when)?.[1]);
      assert.deepEqual(states.sort(), ['empty', 'indexing', 'noFolder', 'stopped']);
    }
  });

  it('points at files that are there', () => {
    const paths = [...manifestText.matchAll(/"(?:path|url|configuration|icon|l10n)": "([^"$]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    assert.ok(paths.length > 8);
    for (const path of paths) assert.ok(existsSync(join(root, path)), path);
  });

  it('works in Restricted Mode', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, 'limited');
  });

  it('shows an icon of 256 pixels and a bar icon of one colour', () => {
    const icon = readFileSync(join(root, manifest.icon));
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
    const colours = read(manifest.contributes.viewsContainers.activitybar[0].icon).match(/#[0-9a-f]{3,6}/gi);
    assert.equal(new Set(colours).size, 1);
  });
});

describe('texts of the client', () => {
  it('are all in the bundle that translators start from', () => {
    const bundle: Record<string, string> = JSON.parse(read('client/l10n/bundle.l10n.json'));
    assert.deepEqual(Object.keys(bundle).sort(), [...clientTexts()].sort());
    for (const [text, translation] of Object.entries(bundle)) assert.equal(text, translation);
  });

  it('end in no exclamation mark and speak of findings only', () => {
    for (const text of [...clientTexts(), ...Object.values(names)]) {
      assert.doesNotMatch(text, /!$|\b(?:issue|problem|violation)s?\b/i);
    }
  });
});

/** The first argument of every `l10n.t(…)`. */
function clientTexts(): Set<string> {
  const texts = new Set<string>();
  for (const file of listFiles(join(root, 'client/src'), /\.ts$/)) {
    const source = ts.createSourceFile(file, read(`client/src/${file}`), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText())) {
        const [text] = node.arguments;
        assert.ok(text && ts.isStringLiteral(text), `${file}: the text of l10n.t must be a literal`);
        texts.add(text.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return texts;
}

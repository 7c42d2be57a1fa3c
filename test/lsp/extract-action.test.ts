import assert from 'node:assert/strict';
import { type CodeAction, type Command, LSPErrorCodes } from 'vscode-languageserver';
import { EXTRACT_KIND } from '../../server/src/protocol/index';
import { FULL_CAPABILITIES, rangeOf, startPair, type TestClient } from '../support/lsp-pair';

const FILE = '/app/src/a.ts';
const PAGE = '/app/src/a.tsx';
const SECRET = ['hunter2', 'horse', 'X9q'].join('');

function extracts(list: readonly (CodeAction | Command)[]): CodeAction[] {
  return list.filter((action): action is CodeAction => 'kind' in action && action.kind === EXTRACT_KIND);
}

describe('the action that extracts a literal to the environment', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  async function start(files: Record<string, string>, open: string): Promise<void> {
    client = await startPair({ folders: { '/app': { '.gitignore': '.env\n', ...files } } });
    await client.open(open);
    await client.waitForDiagnostics(open, ({ length }) => length > 0);
  }

  it('moves the literal under the cursor when it is resolved, without a value in what was offered', async () => {
    await start({ 'src/a.ts': `forbidden();\nexport const password = '${SECRET}';\n` }, FILE);
    const [action, ...rest] = extracts(await client.codeActions(FILE, rangeOf(1, 30), ['refactor']));
    assert.ok(action !== undefined && rest.length === 0);
    assert.equal(action.edit, undefined);
    assert.ok(!JSON.stringify(action).includes(SECRET));
    const { edit } = await client.resolve(action);
    assert.ok(edit !== undefined);
    await client.applyEdit(edit);
    assert.equal(client.textOf(FILE), 'forbidden();\nexport const password = process.env.PASSWORD;\n');
  });

  it('is not offered where no literal stands, nor when only fixes are asked for', async () => {
    await start({ 'src/a.ts': `forbidden();\nexport const password = '${SECRET}';\n` }, FILE);
    assert.deepEqual(extracts(await client.codeActions(FILE, rangeOf(1, 8))), []);
    assert.deepEqual(extracts(await client.codeActions(FILE, rangeOf(1, 30), ['quickfix'])), []);
  });

  it('is not done to a text that has changed since', async () => {
    await start({ 'src/a.ts': `forbidden();\nexport const password = '${SECRET}';\n` }, FILE);
    const [action] = extracts(await client.codeActions(FILE, rangeOf(1, 30)));
    assert.ok(action !== undefined);
    await client.change(FILE, 'forbidden', '\nforbidden');
    await assert.rejects(client.resolve(action), { code: LSPErrorCodes.ContentModified });
  });

  it('is shown disabled, with the reason, where a browser would get a secret', async () => {
    const code = `import { createRoot } from 'react-dom/client';\nexport const apiSecret = '${SECRET}';\n`;
    const manifest = '{ "dependencies": { "react": "19", "vite": "7" } }';
    await start({ 'package.json': manifest, 'src/a.tsx': code, 'src/a.ts': 'forbidden();\n' }, FILE);
    await client.open(PAGE);
    const [action] = extracts(await client.codeActions(PAGE, rangeOf(1, 30)));
    assert.match(action?.disabled?.reason ?? '', /could read it/);
    assert.equal(action?.edit, undefined);
  });

  it('is left out for a client that cannot show it disabled', async () => {
    const { textDocument } = FULL_CAPABILITIES;
    const { disabledSupport: _, ...codeAction } = textDocument?.codeAction ?? {};
    const capabilities = { ...FULL_CAPABILITIES, textDocument: { ...textDocument, codeAction } };
    const code = `import { createRoot } from 'react-dom/client';\nexport const apiSecret = '${SECRET}';\n`;
    const files = {
      'package.json': '{ "dependencies": { "react": "19", "vite": "7" } }',
      'src/a.tsx': code,
      'src/a.ts': 'forbidden();\n',
    };
    client = await startPair({ folders: { '/app': files }, capabilities });
    await client.open(FILE);
    await client.waitForDiagnostics(FILE, ({ length }) => length > 0);
    await client.open(PAGE);
    assert.deepEqual(extracts(await client.codeActions(PAGE, rangeOf(1, 30))), []);
  });
});

import assert from 'node:assert/strict';
import { type Hover, MarkupContent } from 'vscode-languageserver';
import { FULL_CAPABILITIES, type PairOptions, startPair, type TestClient } from '../support/lsp-pair';

const FILE = '/app/src/a.ts';

describe('hover', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  async function start(text: string, options: PairOptions = {}): Promise<void> {
    client = await startPair({ folders: { '/app': { 'src/a.ts': text } }, ...options });
    await client.open(FILE);
    await client.waitForDiagnostics(FILE, ({ length }) => length > 0);
  }

  it('says what is wrong, why this one, what to do, and where to read on', async () => {
    await start('forbidden(1, 2);\n');
    const hover = await client.hover(FILE, 0, 4);
    assert.deepEqual(hover?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } });
    const text = textOf(hover);
    for (const part of [
      '**Call of a forbidden function.**',
      'It is called with 2 arguments.',
      'Tests want it so.',
      '**Remedy:** Do it another way.',
      'XI. Logs: Logs are event streams.',
      '[logs/forbidden-call](https://12factor.net/logs)',
    ]) {
      assert.ok(text.includes(part), `"${part}" is not in ${text}`);
    }
  });

  it('links to the page that the client shows', async () => {
    await start('forbidden();\n', { initializationOptions: { clientCommands: ['twelveFactor.explainRule'] } });
    const link = '[logs/forbidden-call](command:twelveFactor.explainRule?%5B%22logs%2Fforbidden-call%22%5D)';
    assert.ok(textOf(await client.hover(FILE, 0, 4)).includes(link));
  });

  it('is plain for clients without markup', async () => {
    await start('forbidden();\n', { capabilities: { ...FULL_CAPABILITIES, textDocument: {} } });
    const hover = await client.hover(FILE, 0, 0);
    assert.ok(MarkupContent.is(hover?.contents) && hover.contents.kind === 'plaintext');
    assert.ok(!textOf(hover).includes('**'));
  });

  it('sees the text of the moment', async () => {
    await start('forbidden();\n');
    await client.change(FILE, 'forbidden', '\nforbidden');
    assert.equal(await client.hover(FILE, 0, 0), null);
    assert.ok((await client.hover(FILE, 1, 0)) !== null);
  });

  it('never says a value', async () => {
    await start("secret('hush');\n");
    const text = textOf(await client.hover(FILE, 0, 9));
    assert.ok(text.includes('A secret stands in the code.'));
    assert.ok(!text.includes('hush'));
  });

  it('can be switched off, and on again without a restart', async () => {
    await start('forbidden();\n', { settings: { features: { hover: false } } });
    assert.equal(await client.hover(FILE, 0, 0), null);
    await client.configure({ features: { hover: true } });
    await client.settingsTaken();
    assert.ok((await client.hover(FILE, 0, 0)) !== null);
  });

  it('is silent where nothing is found, and for unknown documents', async () => {
    await start('forbidden();\nfine();\n');
    assert.equal(await client.hover(FILE, 1, 2), null);
    assert.equal(await client.hover('/elsewhere/b.ts', 0, 0), null);
  });
});

function textOf(hover: Hover | null): string {
  const contents = hover?.contents;
  return MarkupContent.is(contents) ? contents.value : '';
}

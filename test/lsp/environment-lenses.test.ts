import assert from 'node:assert/strict';
import type { CodeLens, InlayHint, InlayHintLabelPart } from 'vscode-languageserver';
import { CLIENT_COMMANDS } from '../../server/src/protocol/index';
import { ENVIRONMENT_APP } from '../support/environment-app';
import { FULL_CAPABILITIES, type PairOptions, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const ON = { features: { codeLens: true, inlayHints: true } };
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

describe('what is shown beside environment variables', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  async function start(settings: unknown, options: PairOptions = {}): Promise<void> {
    const initializationOptions = { clientCommands: Object.values(CLIENT_COMMANDS) };
    client = await startPair({ folders: { '/app': ENVIRONMENT_APP }, settings, initializationOptions, ...options });
    await client.waitForIndex();
    for (const file of ['src/server.ts', '.env', 'compose.yml', 'Dockerfile']) {
      await client.open(`/app/${file}`, undefined, file.endsWith('.ts') ? 'typescript' : 'plaintext');
    }
  }

  const lenses = async (file: string): Promise<string[]> => {
    const params = { textDocument: { uri: uriOf(`/app/${file}`) } };
    const found = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', params);
    return found.map(({ range, command }) => `${range.start.line}: ${command?.title} ${command?.command}`);
  };
  const hints = async (file: string): Promise<string[]> => {
    const params = { textDocument: { uri: uriOf(`/app/${file}`) }, range: WHOLE };
    const found = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', params);
    const text = (label: string | InlayHintLabelPart[]): string =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    return found.map(({ position, label }) => `${position.line}:${position.character} ${text(label)}`);
  };

  it('is how often they are read, where they are declared', async () => {
    await start(ON);
    const show = CLIENT_COMMANDS.showReferences;
    assert.deepEqual(await lenses('.env'), [
      `1: read in 3 places ${show}`,
      `2: read in 1 place ${show}`,
      '3: read nowhere ',
    ]);
    assert.deepEqual(await lenses('Dockerfile'), [`2: read in 1 place ${show}`]);
    assert.deepEqual(
      await lenses('compose.yml'),
      [5, 6, 10].map((line) => `${line}: read in 3 places ${show}`),
    );
    assert.deepEqual(await lenses('src/server.ts'), []);
  });

  it('is where they are declared, where code reads them', async () => {
    await start(ON);
    assert.deepEqual(await hints('src/server.ts'), [
      '2:14 in Dockerfile, default',
      '2:28 not declared',
      '4:67 in .env, .env.example +2',
      '5:77 in .env',
    ]);
    assert.deepEqual(await hints('.env'), []);
  });

  it('follows the text of the moment', async () => {
    await start(ON);
    await client.change('/app/src/server.ts', 'process.env.API_TOKEN', 'process.env.OTHER');
    assert.ok((await hints('src/server.ts')).includes('5:73 not declared'));
    assert.ok((await lenses('.env')).includes('2: read nowhere '));
  });

  it('is nothing unless asked for', async () => {
    await start({});
    assert.deepEqual([...(await lenses('.env')), ...(await hints('src/server.ts'))], []);
    assert.notEqual(client.initializeResult?.capabilities.codeLensProvider, undefined);
  });

  it('is registered while a folder wants it', async () => {
    const { textDocument, ...rest } = FULL_CAPABILITIES;
    const dynamic = { dynamicRegistration: true };
    const capabilities = { ...rest, textDocument: { ...textDocument, codeLens: dynamic, inlayHint: dynamic } };
    await start({}, { capabilities });
    assert.equal(client.initializeResult?.capabilities.codeLensProvider, undefined);
    assert.equal(client.initializeResult?.capabilities.inlayHintProvider, undefined);
    const has = (method: string): boolean => client.registrations.includes(method);
    assert.ok(!has('textDocument/codeLens') && !has('textDocument/inlayHint'));
    await client.configure(ON);
    await client.waitFor(() => has('textDocument/codeLens') && has('textDocument/inlayHint'));
    await client.configure({});
    await client.waitFor(() => !has('textDocument/codeLens') && !has('textDocument/inlayHint'));
  });
});

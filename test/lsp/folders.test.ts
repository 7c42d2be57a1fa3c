import assert from 'node:assert/strict';
import { startPair, type TestClient, uriOf } from '../support/lsp-pair';
import { MemoryHost } from '../support/memory-host';

const CALL = 'forbidden();\n';

describe('workspace folders', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  it('are all analysed', async () => {
    client = await startPair({ folders: { '/one': { 'a.ts': CALL }, '/two': { 'b.ts': CALL } } });
    await client.waitForDiagnostics('/one/a.ts', ({ length }) => length === 1);
    await client.waitForDiagnostics('/two/b.ts', ({ length }) => length === 1);
  });

  it('come and go while the server runs', async () => {
    client = await startPair({ folders: { '/one': { 'a.ts': CALL } } });
    await client.waitForIndex();
    client.host.write('/two/b.ts', CALL);
    await client.changeFolders(['/two'], []);
    await client.waitForDiagnostics('/two/b.ts', ({ length }) => length === 1);
    await client.changeFolders([], ['/one']);
    await client.waitForDiagnostics('/one/a.ts', ({ length }) => length === 0);
    await client.waitFor(() => client.compliance.at(-1)?.apps.every(({ folder }) => folder === uriOf('/two')) === true);
  });

  it('that cannot be read do not stop the others', async () => {
    const host = new MemoryHost();
    host.brokenRoots.add('/broken');
    client = await startPair({ host, folders: { '/broken': { 'x.ts': CALL }, '/good': { 'a.ts': CALL } } });
    await client.waitForDiagnostics('/good/a.ts', ({ length }) => length === 1);
    await client.waitForIndex();
    assert.ok(client.logs.some((line) => line.includes('"broken" cannot be read')));
    await client.open('/broken/x.ts');
    await client.waitForDiagnostics('/broken/x.ts', ({ length }) => length === 1);
  });

  it('inside each other own their own files: the deepest wins', async () => {
    const host = new MemoryHost();
    host.write('/app/.gitignore', '');
    host.write('/app/twelve-factor.config.jsonc', '{ "rules": { "logs/forbidden-call": "error" } }');
    host.write('/app/own.ts', CALL);
    host.write('/app/inner/nested.ts', CALL);
    client = await startPair({ host, folders: { '/app': {}, '/app/inner': {} } });
    const own = await client.waitForDiagnostics('/app/own.ts', ({ length }) => length === 1);
    const nested = await client.waitForDiagnostics('/app/inner/nested.ts', ({ length }) => length === 1);
    assert.equal(own[0]?.severity, 1);
    assert.equal(nested[0]?.severity, 2, "the outer folder's configuration is not the inner one's");
  });

  it('inside each other hand files over when the inner one comes or goes', async () => {
    const host = new MemoryHost();
    host.write('/app/twelve-factor.config.jsonc', '{ "rules": { "logs/forbidden-call": "error" } }');
    host.write('/app/inner/nested.ts', CALL);
    host.write('/app/inner/open.ts', CALL);
    client = await startPair({ host, folders: { '/app': {} } });
    await client.open('/app/inner/open.ts');
    const is = (severity: number) => (list: readonly { severity?: number }[]) => list[0]?.severity === severity;
    await client.waitForDiagnostics('/app/inner/nested.ts', is(1));
    await client.waitForDiagnostics('/app/inner/open.ts', is(1));
    await client.changeFolders(['/app/inner'], []);
    await client.waitForDiagnostics('/app/inner/nested.ts', is(2));
    await client.waitForDiagnostics('/app/inner/open.ts', is(2));
    await client.changeFolders([], ['/app/inner']);
    await client.waitForDiagnostics('/app/inner/nested.ts', is(1));
    await client.waitForDiagnostics('/app/inner/open.ts', is(1));
    await client.change('/app/inner/open.ts', 'forbidden', 'fine');
    await client.waitForDiagnostics('/app/inner/open.ts', ({ length }) => length === 0);
  });

  it('that share the beginning of their names are different folders', async () => {
    client = await startPair({ folders: { '/app': {}, '/app-two': { 'a.ts': CALL } } });
    await client.waitForDiagnostics('/app-two/a.ts', ({ length }) => length === 1);
    await client.open('/app-two/a.ts');
    await client.change('/app-two/a.ts', 'forbidden', 'fine');
    await client.waitForDiagnostics('/app-two/a.ts', ({ length }) => length === 0);
  });

  it('keep an open document when its folder goes, as a file of its own', async () => {
    client = await startPair({ folders: { '/one': { 'a.ts': CALL } } });
    await client.open('/one/a.ts');
    await client.waitForDiagnostics('/one/a.ts', ({ length }) => length === 1);
    await client.changeFolders([], ['/one']);
    await client.change('/one/a.ts', 'forbidden();', 'forbidden(); forbidden();');
    await client.waitForDiagnostics('/one/a.ts', ({ length }) => length === 2);
  });

  it('that go while their settings are asked for stay away', async () => {
    client = await startPair({ folders: { '/one': { 'a.ts': CALL } } });
    await client.waitForIndex();
    const { lists } = client.host;
    await client.configure({ maxFindingsPerFile: 7 });
    await client.changeFolders([], ['/one']);
    await client.settingsTaken();
    await client.settle();
    assert.equal(client.host.lists, lists);
    assert.deepEqual(client.diagnosticsOf('/one/a.ts'), []);
  });

  it('may have names that URIs must encode', async () => {
    client = await startPair({ folders: { '/my app (1)#ü%41': { 'src/[id].ts': CALL } } });
    await client.waitForDiagnostics('/my app (1)#ü%41/src/[id].ts', ({ length }) => length === 1);
    await client.open('/my app (1)#ü%41/src/[id].ts');
    await client.change('/my app (1)#ü%41/src/[id].ts', 'forbidden', 'fine');
    await client.waitForDiagnostics('/my app (1)#ü%41/src/[id].ts', ({ length }) => length === 0);
  });
});

describe('documents without a folder', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  it('are analysed by their language when they are untitled', async () => {
    client = await startPair();
    await client.openUri('untitled:Untitled-1', CALL, 'typescript');
    await client.waitFor(() => client.lastPublished('untitled:Untitled-1')?.diagnostics.length === 1);
    await client.notify('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
    await client.waitFor(() => client.lastPublished('untitled:Untitled-1')?.diagnostics.length === 0);
  });

  it('are analysed when they lie on disk beside every folder', async () => {
    client = await startPair({ folders: { '/app': {} } });
    await client.open('/elsewhere/a.ts', CALL);
    await client.waitForDiagnostics('/elsewhere/a.ts', ({ length }) => length === 1);
    await client.change('/elsewhere/a.ts', 'forbidden', 'fine');
    await client.waitForDiagnostics('/elsewhere/a.ts', ({ length }) => length === 0);
    assert.deepEqual(client.host.reads, [], 'nothing around them is read');
  });

  it('are never environment files', async () => {
    client = await startPair();
    await client.open('/elsewhere/.env', 'A=1\nA=2\n', 'dotenv');
    await client.openUri('untitled:.env', 'A=1\nA=2\n', 'dotenv');
    await client.open('/elsewhere/a.ts', CALL);
    await client.waitForDiagnostics('/elsewhere/a.ts', ({ length }) => length === 1);
    assert.deepEqual(
      client.published.map(({ uri }) => uri),
      [uriOf('/elsewhere/a.ts')],
    );
  });

  it('may be called whatever the client likes', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL } } });
    for (const uri of [
      'term://~/app//1:/bin/sh',
      'untitled:',
      'output:x',
      'git:/app/a.ts?ref=HEAD',
      '',
      '://',
      'file:////x',
      '%',
    ]) {
      await client.openUri(uri, CALL, 'typescript');
      await client.notify('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [{ text: 'forbidden(1);' }],
      });
      await client.request('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
        context: { diagnostics: [] },
      });
      await client.notify('textDocument/didClose', { textDocument: { uri } });
    }
    await client.fileEvents([
      { uri: 'term://~', type: 1 },
      { uri: 'untitled:x', type: 3 },
    ]);
    await client.settle();
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 1);
  });

  it('of a virtual folder are analysed by their names, one at a time', async () => {
    client = await startPair();
    const uri = 'vscode-vfs://github/owner/repository/.env';
    await client.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: 'vscode-vfs://github/owner/repository', name: 'repository' }], removed: [] },
    });
    await client.openUri(uri, 'A=1\nA=2\n', 'properties');
    await client.waitFor(() => client.lastPublished(uri)?.diagnostics.length === 1);
    assert.equal(client.host.lists, 0);
  });
});

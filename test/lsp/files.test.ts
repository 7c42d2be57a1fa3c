import assert from 'node:assert/strict';
import { FileChangeType } from 'vscode-languageserver';
import { FULL_CAPABILITIES, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const CALL = 'forbidden();\n';
const { Created, Changed, Deleted } = FileChangeType;

describe('changes on disk', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  const tell = (...events: readonly [string, FileChangeType][]): Promise<void> =>
    client.fileEvents(events.map(([path, type]) => ({ uri: uriOf(path), type })));

  it('are watched by the client', async () => {
    client = await startPair({ folders: { '/app': {} } });
    await client.waitForIndex();
    assert.ok(client.registrations.includes('workspace/didChangeWatchedFiles'));
  });

  it('bring new files in and take old ones out', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL } } });
    await client.waitForIndex();
    client.host.write('/app/b.ts', CALL);
    await tell(['/app/b.ts', Created]);
    await client.waitForDiagnostics('/app/b.ts', ({ length }) => length === 1);
    client.host.delete('/app/a.ts');
    await tell(['/app/a.ts', Deleted]);
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 0);
  });

  it('may be those of whole folders, of which only the name is told', async () => {
    client = await startPair({ folders: { '/app': { 'old/a.ts': CALL, 'old/deep/b.ts': CALL } } });
    await client.waitForIndex();
    for (const file of ['a.ts', 'deep/b.ts']) client.host.write(`/app/new/${file}`, CALL);
    client.host.delete('/app/old');
    await tell(['/app/old', Deleted], ['/app/new', Created]);
    for (const file of ['a.ts', 'deep/b.ts']) {
      await client.waitForDiagnostics(`/app/old/${file}`, ({ length }) => length === 0);
      await client.waitForDiagnostics(`/app/new/${file}`, ({ length }) => length === 1);
    }
  });

  it('that leave the texts as they were cost reads, not analysis', async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}.ts`, CALL]));
    let walks = 0;
    const { forbiddenCall } = await import('../support/lsp-rules');
    const counting = {
      ...forbiddenCall,
      typescript: {
        needles: ['forbidden'],
        create: (file: Parameters<NonNullable<typeof forbiddenCall.typescript>['create']>[0]) => {
          walks++;
          return forbiddenCall.typescript?.create(file) ?? {};
        },
      },
    };
    client = await startPair({ folders: { '/app': files }, rules: [counting] });
    await client.waitForIndex();
    assert.equal(walks, 50);
    const { published, host } = client;
    const [shown, read, lists] = [published.length, host.reads.length, host.lists];
    await tell(...Object.keys(files).map((file): [string, FileChangeType] => [`/app/${file}`, Changed]));
    await host.waitForReads(read + 50);
    client.host.write('/app/f0.ts', `${CALL}${CALL}`);
    await tell(['/app/f0.ts', Changed]);
    await client.waitForDiagnostics('/app/f0.ts', ({ length }) => length === 2);
    assert.equal(walks, 51);
    assert.equal(published.length, shown + 1);
    assert.equal(host.lists, lists, 'the folder need not be listed for a change of texts');
  });

  it('of dependencies and of what git ignores are nobody’s', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL, '.gitignore': 'dist/\n' } } });
    await client.waitForIndex();
    const { lists } = client.host;
    client.host.write('/app/dist/x.ts', CALL);
    client.host.write('/app/node_modules/y/index.ts', CALL);
    await tell(['/app/dist/x.ts', Created], ['/app/node_modules/y/index.ts', Created], ['/app/.git/index', Changed]);
    await client.settle();
    assert.equal(client.host.lists, lists);
    await client.open('/app/dist/x.ts');
    await client.open('/app/node_modules/y/index.ts');
    await client.settle();
    assert.equal(client.countPublished('/app/dist/x.ts'), 0);
    assert.equal(client.countPublished('/app/node_modules/y/index.ts'), 0);
  });

  it('of ignore files decide anew what belongs to the project', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL, '.gitignore': '' } } });
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 1);
    client.host.write('/app/.gitignore', 'a.ts\n');
    await tell(['/app/.gitignore', Changed]);
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 0);
  });

  it('during the first index are not lost', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': 'fine();\n' } } });
    client.host.write('/app/a.ts', CALL);
    client.host.write('/app/b.ts', CALL);
    await tell(['/app/a.ts', Changed], ['/app/b.ts', Created]);
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 1);
    await client.waitForDiagnostics('/app/b.ts', ({ length }) => length === 1);
  });

  it('are seen at the next save where the client watches nothing', async () => {
    const { didChangeWatchedFiles: _none, ...workspace } = FULL_CAPABILITIES.workspace ?? {};
    client = await startPair({
      folders: { '/app': { 'a.ts': '' } },
      capabilities: { ...FULL_CAPABILITIES, workspace },
    });
    await client.open('/app/a.ts');
    await client.waitForIndex();
    client.host.write('/app/b.ts', CALL);
    await client.save('/app/a.ts');
    await client.waitForDiagnostics('/app/b.ts', ({ length }) => length === 1);
    assert.ok(!client.registrations.includes('workspace/didChangeWatchedFiles'));
  });

  it('leave an open document alone until it is closed', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL } } });
    await client.open('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 1);
    client.host.delete('/app/a.ts');
    await tell(['/app/a.ts', Deleted]);
    await client.settle();
    assert.equal(client.diagnosticsOf('/app/a.ts').length, 1);
    await client.close('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 0);
  });
});

describe('the index', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}.ts`, CALL]));

  it('reads what decides about the rest first', async () => {
    client = await startPair({
      folders: { '/app': { 'a.ts': CALL, 'z/package.json': '{}', 'z/Dockerfile': '', 'b.ts': CALL } },
    });
    await client.waitForIndex();
    assert.deepEqual(client.host.reads.slice(0, 2).sort(), ['z/Dockerfile', 'z/package.json']);
  });

  it('does not read what is open', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL, 'b.ts': CALL } } });
    await client.open('/app/a.ts', 'fine();\n');
    await client.waitForIndex();
    assert.deepEqual(client.host.reads, ['b.ts']);
    assert.deepEqual(client.diagnosticsOf('/app/a.ts'), []);
  });

  it('is told as a progress that can be cancelled', async () => {
    client = await startPair({ folders: { '/app': files } });
    await client.waitForIndex();
    await client.waitFor(() => client.progress.at(-1)?.kind === 'end');
    const [first] = client.progress;
    assert.deepEqual(first, { kind: 'begin', title: 'Twelve-Factor: analysing app', percentage: 0, cancellable: true });
  });

  it('needs no progress', async () => {
    client = await startPair({ folders: { '/app': files }, capabilities: { ...FULL_CAPABILITIES, window: {} } });
    await client.waitForIndex();
    assert.deepEqual(client.progress, []);
  });

  it('that is cancelled leaves cross-file rules silent and the open document served', async () => {
    client = await startPair({ folders: { '/app': { ...files, 'package.json': '{ "name": "x" }' } } });
    const goOn = client.host.holdReads();
    await client.open('/app/f0.ts');
    await client.waitFor(() => client.progress.length > 0);
    const { token } = JSON.parse(
      client.received.find((message) => message.includes('workDoneProgress/create')) ?? '',
    ).params;
    await client.notify('window/workDoneProgress/cancel', { token });
    await client.waitForIndex();
    goOn();
    await client.waitForDiagnostics('/app/f0.ts', ({ length }) => length === 1);
    assert.equal(client.countPublished('/app/package.json'), 0);
    assert.ok(client.logs.some((line) => line.includes('stopped')));
    await client.execute('twelveFactor.server.analyzeWorkspace');
    assert.equal(client.diagnosticsOf('/app/package.json').length, 1);
    assert.equal(client.diagnosticsOf('/app/f9.ts').length, 1);
  });
});

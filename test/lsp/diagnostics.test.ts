import assert from 'node:assert/strict';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { HeldClock } from '../support/clocks';
import { FULL_CAPABILITIES, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const MANIFEST = '{ "name": "service", "dependencies": { "express": "5" } }\n';

function codes(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.map(({ code }) => code);
}

describe('diagnostics', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  it('come for files that nobody has opened, without a version', async () => {
    client = await startPair({
      folders: {
        '/app': { 'package.json': MANIFEST, 'lock.json': '', 'src/a.ts': 'forbidden();\n', 'src/b.ts': 'fine();\n' },
      },
    });
    await client.waitForIndex();
    const [finding] = client.diagnosticsOf('/app/src/a.ts');
    assert.equal(finding?.code, 'logs/forbidden-call');
    assert.deepEqual(finding.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } });
    assert.equal(client.lastPublished(uriOf('/app/src/a.ts'))?.version, undefined);
    assert.equal(client.countPublished('/app/src/b.ts'), 0, 'a clean file is not spoken of');
  });

  it('say all they have to say', async () => {
    client = await startPair({
      folders: {
        '/app': { 'package.json': MANIFEST, 'lock.json': '', '.env': 'A=1\nB=2\nA=3\n', 'src/a.ts': 'forbidden();\n' },
      },
    });
    await client.open('/app/src/a.ts');
    const [call] = await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 1);
    assert.equal(call?.source, 'twelve-factor');
    assert.equal(call.severity, DiagnosticSeverity.Warning);
    assert.deepEqual(call.codeDescription, { href: 'https://12factor.net/logs' });
    assert.equal(call.message, 'Call of a forbidden function.');
    const { fingerprint, version } = call.data;
    assert.match(fingerprint, /^[0-9a-f]{16}$/);
    assert.equal(version, 1);
    const [duplicate] = await client.waitForDiagnostics('/app/.env', ({ length }) => length === 1);
    assert.equal(duplicate?.severity, DiagnosticSeverity.Information);
    assert.deepEqual(duplicate.tags, [DiagnosticTag.Unnecessary]);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    assert.deepEqual(duplicate.relatedInformation, [
      { location: { uri: uriOf('/app/.env'), range }, message: 'It stands here first.' },
    ]);
  });

  it('are cut to what the client understands', async () => {
    client = await startPair({
      folders: { '/app': { '.env': 'A=1\nA=3\n' } },
      capabilities: { ...FULL_CAPABILITIES, textDocument: {} },
    });
    const [finding] = await client.waitForDiagnostics('/app/.env', ({ length }) => length === 1);
    assert.equal(finding?.codeDescription, undefined);
    assert.equal(finding?.tags, undefined);
    assert.equal(finding?.relatedInformation, undefined);
  });

  it('follow the typing, each for its version', async () => {
    client = await startPair({ folders: { '/app': { 'package.json': MANIFEST, 'lock.json': '', 'src/a.ts': '' } } });
    await client.open('/app/src/a.ts', 'fine();\n');
    const second = await client.change('/app/src/a.ts', 'fine', 'forbidden');
    await client.waitForDiagnostics('/app/src/a.ts', (list, version) => list.length === 1 && version === second);
    const third = await client.change('/app/src/a.ts', 'forbidden', 'fine');
    await client.waitForDiagnostics('/app/src/a.ts', (list, version) => list.length === 0 && version === third);
  });

  it('take several changes in one notification', async () => {
    client = await startPair({ folders: { '/app': { 'src/a.ts': '' } } });
    await client.open('/app/src/a.ts', 'a();\nb();\n');
    await client.waitForIndex();
    const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 1 } });
    await client.changes(
      '/app/src/a.ts',
      [
        { range: at(0), text: 'forbidden' },
        { range: at(1), text: 'forbidden' },
        { range: { start: { line: 0, character: 9 }, end: { line: 0, character: 9 } }, text: '/**/' },
      ],
      'forbidden/**/();\nforbidden();\n',
    );
    const found = await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 2);
    assert.deepEqual(
      found.map(({ range }) => range.end),
      [
        { line: 0, character: 9 },
        { line: 1, character: 9 },
      ],
    );
  });

  it('are not sent again when neither they nor the version are new', async () => {
    client = await startPair({ folders: { '/app': { 'src/a.ts': '', 'src/b.ts': 'forbidden();\n' } } });
    await client.open('/app/src/a.ts', 'forbidden();\n//\n');
    await client.waitForDiagnostics('/app/src/b.ts', ({ length }) => length === 1);
    await client.save('/app/src/a.ts');
    client.host.write('/app/src/b.ts', '// a remark\nforbidden();\n');
    client.host.write('/app/src/c.ts', 'forbidden();\n');
    await client.fileEvents([{ uri: uriOf('/app/src/c.ts'), type: 1 }]);
    await client.waitForDiagnostics('/app/src/c.ts', ({ length }) => length === 1);
    assert.equal(client.countPublished('/app/src/a.ts'), 1);
    assert.equal(client.countPublished('/app/src/b.ts'), 1);
  });

  it('are sent again for a document that is opened again', async () => {
    client = await startPair({ folders: { '/app': { 'src/a.ts': 'forbidden();\n' } } });
    for (let round = 1; round <= 3; round++) {
      await client.open('/app/src/a.ts');
      await client.waitFor(() => client.published.filter(({ version }) => version === 1).length === round);
      await client.close('/app/src/a.ts');
    }
  });

  it('are sent for every version of an open document', async () => {
    client = await startPair({
      folders: { '/app': { 'src/a.ts': '' } },
      initializationOptions: { immediate: true },
    });
    await client.open('/app/src/a.ts', '//\n');
    await client.waitForDiagnostics('/app/src/a.ts', (_list, version) => version === 1);
    for (let version = 2; version < 6; version++) {
      await client.change('/app/src/a.ts', '//', '// ');
      await client.waitForDiagnostics('/app/src/a.ts', (_list, shown) => shown === version);
    }
  });

  it('are an empty list when a file is clean again, or gone', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': 'forbidden();\n', 'b.ts': 'forbidden();\n' } } });
    await client.waitForIndex();
    client.host.write('/app/a.ts', 'fine();\n');
    client.host.delete('/app/b.ts');
    await client.fileEvents([
      { uri: uriOf('/app/a.ts'), type: 2 },
      { uri: uriOf('/app/b.ts'), type: 3 },
    ]);
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 0);
    await client.waitForDiagnostics('/app/b.ts', ({ length }) => length === 0);
  });

  it('show hints in open files only', async () => {
    client = await startPair({ folders: { '/app': { 'src/a.ts': "forbidden();\nallowed('x');\n" } } });
    assert.deepEqual(codes(await client.waitForDiagnostics('/app/src/a.ts', () => true)), ['logs/forbidden-call']);
    await client.open('/app/src/a.ts');
    const open = await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 2);
    assert.deepEqual(codes(open), ['logs/forbidden-call', 'logs/needless-argument']);
    await client.close('/app/src/a.ts');
    await client.waitForDiagnostics('/app/src/a.ts', (list, version) => list.length === 1 && version === undefined);
  });

  it('are at most a hundred for a file, the gravest ones, in their order', async () => {
    const calls = Array.from({ length: 120 }, () => 'forbidden();\n').join('');
    client = await startPair({ folders: { '/app': { 'src/a.ts': `${calls}secret('x');\n` } } });
    const shown = await client.waitForDiagnostics('/app/src/a.ts', () => true);
    assert.equal(shown.length, 100);
    assert.equal(shown.at(-1)?.code, 'config/secret-literal');
    assert.deepEqual(
      shown.map(({ range }) => range.start.line),
      [...Array.from({ length: 99 }, (_, line) => line), 120],
    );
  });

  it('of the buffer win over those of the disk, until it is closed', async () => {
    client = await startPair({ folders: { '/app': { 'src/a.ts': 'forbidden();\n' } } });
    await client.waitForIndex();
    await client.open('/app/src/a.ts');
    await client.change('/app/src/a.ts', 'forbidden', 'fine');
    await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 0);
    await client.fileEvents([{ uri: uriOf('/app/src/a.ts'), type: 2 }]);
    await client.settle();
    assert.deepEqual(client.diagnosticsOf('/app/src/a.ts'), []);
    await client.close('/app/src/a.ts');
    await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 1);
  });

  it('of rules that look at several files come when the index is complete, and follow the files', async () => {
    client = await startPair({ folders: { '/app': { 'package.json': MANIFEST } } });
    const found = await client.waitForDiagnostics('/app/package.json', ({ length }) => length === 1);
    assert.deepEqual(codes(found), ['dependencies/missing-lock']);
    client.host.write('/app/lock.json', '');
    await client.fileEvents([{ uri: uriOf('/app/lock.json'), type: 1 }]);
    await client.waitForDiagnostics('/app/package.json', ({ length }) => length === 0);
    client.host.delete('/app/lock.json');
    await client.fileEvents([{ uri: uriOf('/app/lock.json'), type: 3 }]);
    await client.waitForDiagnostics('/app/package.json', ({ length }) => length === 1);
  });

  it('for a text that has changed meanwhile are dropped', async () => {
    const clock = new HeldClock();
    client = await startPair({ folders: { '/app': { 'package.json': MANIFEST } }, clock });
    await client.open('/app/package.json', undefined, 'json');
    await client.waitForDiagnostics('/app/package.json', ({ length }) => length === 1);
    const before = client.countPublished('/app/package.json');
    await client.change('/app/package.json', '{', '\n{');
    client.host.write('/app/lock.json', '');
    client.host.write('/app/other.ts', 'forbidden();\n');
    await client.fileEvents([
      { uri: uriOf('/app/lock.json'), type: 1 },
      { uri: uriOf('/app/other.ts'), type: 1 },
    ]);
    await client.waitForDiagnostics('/app/other.ts', ({ length }) => length === 1);
    assert.equal(client.countPublished('/app/package.json'), before, 'the report is that of the text before');
    clock.release();
    await client.waitForDiagnostics('/app/package.json', (list, version) => list.length === 0 && version === 2);
  });

  it('survive a rule that throws, which is told once and without the text it read', async () => {
    client = await startPair({ folders: { '/app': { 'src/a.ts': "explode('hush');\nforbidden();\n" } } });
    await client.open('/app/src/a.ts');
    await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 1);
    await client.change('/app/src/a.ts', 'forbidden();', 'forbidden(); forbidden();');
    await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 2);
    const told = client.logs.filter((line) => line.includes('processes/throwing'));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /failed on "src\/a\.ts"/);
    assert.ok(!client.received.some((message) => message.includes('hush')));
  });
});

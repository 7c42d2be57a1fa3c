import assert from 'node:assert/strict';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, FileChangeType } from 'vscode-languageserver';
import { writeBaseline } from '../../server/src/core/engine/baseline';
import type { DiagnosticData } from '../../server/src/lsp/publisher';
import { METHODS } from '../../server/src/protocol/index';
import { rangeOf, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const CALL = 'forbidden();\n';
const BASELINE = '/app/known.json';
const RULE = 'logs/forbidden-call';
const CONFIGURATION = { 'twelve-factor.config.jsonc': '{ "baseline": "known.json" }' };

/** As the editor shows them, hints left out. */
const problems = (list: readonly Diagnostic[]): readonly Diagnostic[] =>
  list.filter(({ severity }) => severity !== DiagnosticSeverity.Hint);
const isShown = (list: readonly Diagnostic[]): boolean => problems(list).length === 1;
const isFaded = (list: readonly Diagnostic[]): boolean => list.length > 0 && problems(list).length === 0;
const fingerprintOf = (list: readonly Diagnostic[]): string =>
  (list[0]?.data as DiagnosticData | undefined)?.fingerprint ?? '';
const holding = (fingerprint: string, file = 'a.ts'): string => writeBaseline([{ file, rule: RULE, fingerprint }]);

describe('the baseline in an editor', () => {
  let client: TestClient;
  let fingerprint: string;

  before(async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL } } });
    fingerprint = fingerprintOf(await client.waitForDiagnostics('/app/a.ts', isShown));
    await client.shutdown();
  });
  afterEach(() => client.shutdown());

  async function tellOf(path: string, type: FileChangeType): Promise<void> {
    await client.fileEvents([{ uri: uriOf(path), type }]);
  }

  it('fades what it holds in open files, and takes it from the list of problems', async () => {
    client = await startPair({
      folders: { '/app': { ...CONFIGURATION, 'known.json': holding(fingerprint), 'a.ts': CALL, 'b.ts': CALL } },
    });
    await client.waitForIndex();
    assert.deepEqual(client.diagnosticsOf('/app/a.ts'), []);
    assert.ok(isShown(client.diagnosticsOf('/app/b.ts')));
    await client.open('/app/a.ts');
    const [faded] = await client.waitForDiagnostics('/app/a.ts', isFaded);
    assert.deepEqual(faded?.tags, [DiagnosticTag.Unnecessary]);
    assert.ok(String(faded?.message).endsWith('(known, in the baseline)'));
    const shown = client.published.filter(({ uri }) => uri === uriOf('/app/a.ts'));
    assert.ok(!shown.some(({ diagnostics }) => isShown(diagnostics)), 'not even for a moment');
  });

  it('goes on offering the fix of what it holds', async () => {
    client = await startPair({
      folders: { '/app': { ...CONFIGURATION, 'known.json': holding(fingerprint), 'a.ts': CALL } },
    });
    await client.open('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', isFaded);
    const titles = (await client.codeActions('/app/a.ts', rangeOf(0, 0))).map(({ title }) => title);
    assert.ok(titles.includes('Call "allowed" instead'), titles.join());
  });

  it('may come, change and go while the server runs', async () => {
    client = await startPair({ folders: { '/app': { ...CONFIGURATION, 'a.ts': CALL } } });
    await client.open('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', isShown);
    await client.waitForDiagnostics(
      BASELINE,
      ([only]) => only?.message === 'This baseline does not exist or cannot be read.',
    );
    client.host.write(BASELINE, holding(fingerprint));
    await tellOf(BASELINE, FileChangeType.Created);
    await client.waitForDiagnostics('/app/a.ts', isFaded);
    await client.waitForDiagnostics(BASELINE, (list) => list.length === 0);
    client.host.write(BASELINE, '{ "schemaVersion": 1,');
    await tellOf(BASELINE, FileChangeType.Changed);
    await client.waitForDiagnostics(
      BASELINE,
      ([only]) => only?.message === 'This baseline is not valid JSON (line 1).',
    );
    assert.ok(isFaded(client.diagnosticsOf('/app/a.ts')), 'what it said before goes on holding');
    client.host.write(BASELINE, holding(fingerprint, 'b.ts'));
    await tellOf(BASELINE, FileChangeType.Changed);
    await client.waitForDiagnostics('/app/a.ts', isShown);
    client.host.write(BASELINE, holding(fingerprint));
    await tellOf(BASELINE, FileChangeType.Changed);
    await client.waitForDiagnostics('/app/a.ts', isFaded);
    client.host.delete(BASELINE);
    await tellOf(BASELINE, FileChangeType.Deleted);
    await client.waitForDiagnostics('/app/a.ts', isShown);
  });

  it('is named by a setting of the editor, too', async () => {
    client = await startPair({
      folders: { '/app': { 'known.json': holding(fingerprint), 'a.ts': CALL } },
      settings: { baseline: './known.json' },
    });
    await client.open('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', isFaded);
    await client.configure({});
    await client.waitForDiagnostics('/app/a.ts', isShown);
    await client.configure({ baseline: 'known.json' });
    await client.waitForDiagnostics('/app/a.ts', isFaded);
  });

  it('holds while the lines of an open file move', async () => {
    client = await startPair({
      folders: { '/app': { ...CONFIGURATION, 'known.json': holding(fingerprint), 'a.ts': CALL } },
    });
    await client.open('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', isFaded);
    await client.change('/app/a.ts', 'forbidden', 'const other = 1;\n\nforbidden');
    const moved = await client.waitForDiagnostics('/app/a.ts', (_list, version) => version === 2);
    assert.ok(isFaded(moved));
    assert.equal(moved[0]?.range.start.line, 2);
  });

  it('is counted apart in the compliance tree', async () => {
    client = await startPair({
      folders: { '/app': { ...CONFIGURATION, 'package.json': '{}', 'known.json': holding(fingerprint), 'a.ts': CALL } },
    });
    await client.waitForIndex();
    const [app] = client.compliance.at(-1)?.apps ?? [];
    const logs = app?.factors.find(({ id }) => id === 'logs');
    assert.deepEqual([logs?.status, logs?.findings, logs?.known], ['findings', 0, 1]);
    const { leaves } = await client.connection.sendRequest<{ leaves: { rule: string; known?: boolean }[] }>(
      METHODS.leaves,
      { app: app?.id },
    );
    assert.deepEqual(
      leaves.filter(({ rule }) => rule === RULE).map(({ known }) => known),
      [true],
    );
  });
});

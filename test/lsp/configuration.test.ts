import assert from 'node:assert/strict';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { FULL_CAPABILITIES, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const CALL = 'forbidden();\n';
const CONFIGURATION = '/app/twelve-factor.config.jsonc';
const asks = { ...FULL_CAPABILITIES.workspace, configuration: false };
const CANNOT_BE_ASKED = { ...FULL_CAPABILITIES, workspace: asks };

const has = (severity: DiagnosticSeverity) => (list: readonly Diagnostic[]) => list[0]?.severity === severity;
const none = (list: readonly Diagnostic[]): boolean => list.length === 0;

describe("the editor's settings", () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  it('are asked for, and asked for again when they change', async () => {
    client = await startPair({
      folders: { '/app': { 'a.ts': CALL } },
      settings: { rules: { 'logs/forbidden-call': 'error' } },
    });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
    assert.ok(client.registrations.includes('workspace/didChangeConfiguration'));
    await client.configure({ rules: { 'logs/forbidden-call': 'info' } });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Information));
    await client.configure({ rules: { 'logs/forbidden-call': 'off' } });
    await client.waitForDiagnostics('/app/a.ts', none);
    await client.configure({});
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Warning));
  });

  for (const [form, initializationOptions] of [
    ['nested', { settings: { twelveFactor: { rules: { 'logs/forbidden-call': 'error' } } } }],
    ['without the section', { settings: { rules: { 'logs/forbidden-call': 'error' } } }],
    ['flat', { 'twelveFactor.rules': { 'logs/forbidden-call': 'error' } }],
    ['right in the options', { rules: { 'logs/forbidden-call': 'error' } }],
  ] as const) {
    it(`may come with initialize, ${form}`, async () => {
      client = await startPair({
        folders: { '/app': { 'a.ts': CALL } },
        capabilities: CANNOT_BE_ASKED,
        initializationOptions,
      });
      await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
    });
  }

  it('come with their change from a client that cannot be asked', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL } }, capabilities: CANNOT_BE_ASKED });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Warning));
    await client.notify('workspace/didChangeConfiguration', {
      settings: { twelveFactor: { rules: { 'logs/forbidden-call': 'error' } } },
    });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
  });

  it('that are not valid cost themselves only, and are told once', async () => {
    const settings = {
      preset: 'loud',
      rules: { 'logs/forbidden-call': 'error' },
      maxFindingsPerFile: 'many',
      run: null,
    };
    client = await startPair({ folders: { '/app': { 'a.ts': CALL } }, settings });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
    await client.configure({ ...settings, preset: 'louder' });
    await client.settingsTaken();
    const told = client.logs.filter((line) => line.startsWith('Setting left out'));
    assert.equal(told.filter((line) => line.includes('twelveFactor.preset')).length, 1);
    assert.equal(told.filter((line) => line.includes('twelveFactor.maxFindingsPerFile')).length, 1);
  });

  it('switch the analysis off and on', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL, 'b.ts': CALL } } });
    await client.open('/app/a.ts');
    await client.waitForIndex();
    await client.configure({ enable: false });
    await client.waitForDiagnostics('/app/a.ts', none);
    await client.waitForDiagnostics('/app/b.ts', none);
    await client.change('/app/a.ts', 'forbidden();', 'forbidden(1);');
    await client.settle();
    assert.deepEqual(client.diagnosticsOf('/app/a.ts'), []);
    await client.configure({ enable: true });
    await client.waitForDiagnostics('/app/a.ts', (list, version) => list.length === 1 && version === 2);
    await client.waitForDiagnostics('/app/b.ts', ({ length }) => length === 1);
  });

  it('that switch the analysis off from the start keep the disk unread', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL } }, settings: { enable: false } });
    await client.open('/app/a.ts');
    await client.settingsTaken();
    assert.equal(client.host.lists, 0);
    assert.deepEqual(client.published, []);
  });

  it('let analysis wait for the save', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': 'fine();\n' } }, settings: { run: 'onSave' } });
    await client.open('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', (_list, version) => version === 1);
    await client.change('/app/a.ts', 'fine', 'forbidden');
    await client.settle();
    assert.equal(client.countPublished('/app/a.ts'), 1);
    const actions = await client.codeActions('/app/a.ts', {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 1 },
    });
    assert.ok(actions.length > 0, 'who asks gets an answer');
    assert.equal(client.countPublished('/app/a.ts'), 1, 'but nothing is shown');
    await client.save('/app/a.ts');
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 1);
  });

  it('bound the number of findings of a file', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL.repeat(9) } }, settings: { maxFindingsPerFile: 5 } });
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 5);
    await client.configure({ maxFindingsPerFile: 7 });
    await client.waitForDiagnostics('/app/a.ts', ({ length }) => length === 7);
  });

  it('reach documents without a folder', async () => {
    client = await startPair({ settings: { rules: { 'logs/forbidden-call': 'error' } } });
    await client.open('/elsewhere/a.ts', CALL);
    await client.waitForDiagnostics('/elsewhere/a.ts', has(DiagnosticSeverity.Error));
    await client.configure({ enable: false });
    await client.waitForDiagnostics('/elsewhere/a.ts', none);
  });
});

describe('configuration files', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  const change = async (text: string): Promise<void> => {
    client.host.write(CONFIGURATION, text);
    await client.fileEvents([{ uri: uriOf(CONFIGURATION), type: 2 }]);
  };

  it("beat the editor's settings", async () => {
    client = await startPair({
      folders: {
        '/app': {
          'a.ts': CALL,
          'twelve-factor.config.jsonc': '// ours\n{ "rules": { "logs/forbidden-call": "info" } }',
        },
      },
      settings: { rules: { 'logs/forbidden-call': 'error' } },
    });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Information));
  });

  it('hold as soon as they change on disk, come or go', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL, 'b/c.ts': CALL } } });
    await client.waitForIndex();
    client.host.write(CONFIGURATION, '{ "ignore": ["b/**"], "rules": { "logs/forbidden-call": "error" } }');
    await client.fileEvents([{ uri: uriOf(CONFIGURATION), type: 1 }]);
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
    await client.waitForDiagnostics('/app/b/c.ts', none);
    await change('{ "rules": { "logs/forbidden-call": "off" } }');
    await client.waitForDiagnostics('/app/a.ts', none);
    client.host.delete(CONFIGURATION);
    await client.fileEvents([{ uri: uriOf(CONFIGURATION), type: 3 }]);
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Warning));
    await client.waitForDiagnostics('/app/b/c.ts', has(DiagnosticSeverity.Warning));
  });

  it('that break are told on the file and in the log, and what they said goes on holding', async () => {
    client = await startPair({
      folders: {
        '/app': { 'a.ts': CALL, 'twelve-factor.config.jsonc': '{ "rules": { "logs/forbidden-call": "error" } }' },
      },
    });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
    await change('{ "rules": { "logs/no-such-rule": "off" } }');
    const [problem] = await client.waitForDiagnostics(CONFIGURATION, ({ length }) => length === 1);
    assert.equal(problem?.severity, DiagnosticSeverity.Error);
    assert.match(String(problem.message), /no-such-rule/);
    assert.ok(client.logs.some((line) => line.includes('twelve-factor.config.jsonc')));
    assert.equal(client.diagnosticsOf('/app/a.ts')[0]?.severity, DiagnosticSeverity.Error);
    await change('{ "rules": { "logs/forbidden-call": "info" } }');
    await client.waitForDiagnostics(CONFIGURATION, none);
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Information));
  });

  it('hold as they stand in the editor, saved or not', async () => {
    client = await startPair({ folders: { '/app': { 'a.ts': CALL, 'twelve-factor.config.jsonc': '{}' } } });
    await client.waitForIndex();
    await client.open(CONFIGURATION, '{}', 'jsonc');
    await client.change(CONFIGURATION, '{}', '{ "rules": { "logs/forbidden-call": "error" ');
    await client.waitForDiagnostics(CONFIGURATION, (list, version) => list.length === 1 && version === 2);
    await client.change(CONFIGURATION, '"error" ', '"error" } }');
    await client.waitForDiagnostics(CONFIGURATION, none);
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
    await client.close(CONFIGURATION);
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Warning));
  });

  it('may be a part of package.json', async () => {
    client = await startPair({
      folders: { '/app': { 'a.ts': CALL, 'lock.json': '', 'package.json': '{ "name": "x" }' } },
    });
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Warning));
    await client.open('/app/package.json', undefined, 'json');
    await client.change(
      '/app/package.json',
      '"x"',
      '"x", "twelveFactor": { "rules": { "logs/forbidden-call": "error" } }',
    );
    await client.waitForDiagnostics('/app/a.ts', has(DiagnosticSeverity.Error));
  });
});

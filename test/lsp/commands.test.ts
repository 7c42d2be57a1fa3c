import assert from 'node:assert/strict';
import {
  type ComplianceChangedParams,
  type FactorCompliance,
  type LeavesResult,
  METHODS,
  type RuleDocumentResult,
  type RuleListEntry,
  SERVER_COMMANDS,
} from '../../server/src/protocol/index';
import { FULL_CAPABILITIES, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const MANIFEST = '{ "name": "service", "dependencies": { "express": "5" } }\n';
const FOLDERS = {
  '/app': {
    'package.json': MANIFEST,
    'lock.json': '',
    '.env': 'A=1\nA=2\n',
    'src/a.ts': "forbidden('x');\n",
    'src/b.ts': "allowed('y');\n",
  },
};

function factor(params: ComplianceChangedParams | undefined, id: string): FactorCompliance {
  const found = params?.apps[0]?.factors.find((entry) => entry.id === id);
  assert.ok(found !== undefined);
  return found;
}

describe('compliance', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  it('is told with the factors of each app, in words a tree can show', async () => {
    client = await startPair({ folders: FOLDERS });
    await client.waitForIndex();
    const last = client.compliance.at(-1);
    assert.equal(last?.apps.length, 1);
    assert.deepEqual([last.apps[0]?.name, last.apps[0]?.root, last.apps[0]?.folder], ['service', '.', uriOf('/app')]);
    assert.equal(last.apps[0]?.factors.length, 12);
    const logs = factor(last, 'logs');
    assert.deepEqual(
      [logs.factor, logs.numeral, logs.title, logs.status, logs.findings],
      [11, 'XI', 'Logs', 'findings', 1],
    );
    assert.deepEqual(logs.bySeverity, { error: 0, warning: 1, info: 0, hint: 1 });
    assert.equal(factor(last, 'config').evidence, 1);
    assert.equal(factor(last, 'dependencies').status, 'clean');
    assert.equal(factor(last, 'concurrency').status, 'not-assessable');
  });

  it('counts its revisions up, and is told only when something is different', async () => {
    client = await startPair({ folders: FOLDERS });
    await client.open('/app/src/a.ts');
    await client.waitForIndex();
    const told = client.compliance.length;
    await client.change('/app/src/a.ts', "forbidden('x');", "// a remark\nforbidden('x');");
    await client.waitForDiagnostics('/app/src/a.ts', (_list, version) => version === 2);
    await client.change('/app/src/a.ts', 'forbidden', 'fine');
    await client.waitFor(() => client.compliance.length > told);
    assert.equal(client.compliance.length, told + 1);
    assert.equal(factor(client.compliance.at(-1), 'logs').findings, 0);
    const revisions = client.compliance.map(({ revision }) => revision);
    assert.deepEqual(
      revisions,
      [...new Set(revisions)].sort((a, b) => a - b),
    );
  });

  it('tells first that it is indexing', async () => {
    client = await startPair({ folders: FOLDERS });
    await client.waitForIndex();
    assert.equal(client.compliance[0]?.indexing, true);
    assert.equal(client.compliance.at(-1)?.indexing, false);
  });

  it('has leaves: findings and evidence with their places', async () => {
    client = await startPair({ folders: FOLDERS });
    await client.waitForIndex();
    const app = client.compliance.at(-1)?.apps[0]?.id;
    const { leaves, revision } = await client.request<LeavesResult>(METHODS.leaves, { app });
    assert.equal(revision, client.compliance.at(-1)?.revision);
    assert.deepEqual(leaves.map(({ kind, rule, path, fixable }) => [kind, rule, path, fixable]).sort(), [
      ['evidence', 'config/duplicate-key', '.env', false],
      ['finding', 'config/duplicate-key', '.env', false],
      ['finding', 'logs/forbidden-call', 'src/a.ts', true],
      ['finding', 'logs/needless-argument', 'src/b.ts', true],
    ]);
    const call = leaves.find(({ rule }) => rule === 'logs/forbidden-call');
    assert.equal(call?.uri, uriOf('/app/src/a.ts'));
    assert.deepEqual(call?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } });
    assert.deepEqual(await client.request(METHODS.leaves, { app: 'no such app' }), { revision, leaves: [] });
  });
});

describe('commands of the server', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await startPair({ folders: FOLDERS });
    await client.waitForIndex();
  });
  afterEach(() => client.shutdown());

  it('are announced', () => {
    const { commands } = client.initializeResult?.capabilities.executeCommandProvider ?? {};
    assert.deepEqual(commands, Object.values(SERVER_COMMANDS));
  });

  it('answer what the notifications and requests of our own client say', async () => {
    assert.deepEqual(await client.execute(SERVER_COMMANDS.compliance), client.compliance.at(-1));
    const params = { app: client.compliance.at(-1)?.apps[0]?.id };
    assert.deepEqual(
      await client.execute(SERVER_COMMANDS.leaves, params),
      await client.request(METHODS.leaves, params),
    );
    const page = await client.execute<RuleDocumentResult>(SERVER_COMMANDS.ruleDocument, {
      rule: 'logs/forbidden-call',
    });
    assert.deepEqual(page, { markdown: '# logs/forbidden-call\n' });
    assert.deepEqual(await client.request(METHODS.ruleDocument, { rule: 'logs/forbidden-call' }), page);
    assert.deepEqual(await client.request(METHODS.ruleDocument, { rule: '../../secrets' }), { markdown: null });
  });

  it('list the rules', async () => {
    const rules = await client.execute<RuleListEntry[]>(SERVER_COMMANDS.rules);
    assert.deepEqual(
      rules.find(({ id }) => id === 'logs/forbidden-call'),
      {
        id: 'logs/forbidden-call',
        factor: 11,
        summary: 'A forbidden function is called.',
        remedy: 'Do it another way.',
      },
    );
    assert.equal(rules.find(({ id }) => id === 'unused-suppression')?.factor, null);
  });

  it('read the disk anew and answer when that is done', async () => {
    client.host.write('/app/src/a.ts', 'fine();\n');
    client.host.write('/app/src/c.ts', 'forbidden();\n');
    await client.execute(SERVER_COMMANDS.analyzeWorkspace);
    assert.equal(client.diagnosticsOf('/app/src/a.ts').length, 0);
    assert.equal(client.diagnosticsOf('/app/src/c.ts').length, 1);
  });

  it('fix all that is safe in one document', async () => {
    await client.open('/app/src/a.ts');
    assert.equal(await client.execute(SERVER_COMMANDS.fixAllSafe, uriOf('/app/src/a.ts')), 2);
    assert.equal(client.textOf('/app/src/a.ts'), 'allowed();\n');
    assert.equal(client.host.files.get('/app/src/b.ts'), "allowed('y');\n");
  });

  it('fix all that is safe everywhere, open or not', async () => {
    await client.open('/app/src/a.ts');
    assert.equal(await client.execute(SERVER_COMMANDS.fixAllSafe), 3);
    assert.equal(client.textOf('/app/src/a.ts'), 'allowed();\n');
    assert.equal(client.host.files.get('/app/src/b.ts'), 'allowed();\n');
    assert.equal(client.appliedEdits.length, 1, 'one change, one undo');
  });

  it('fix one finding, of an open or a closed file', async () => {
    const [finding] = client.diagnosticsOf('/app/src/a.ts');
    const params = { uri: uriOf('/app/src/a.ts'), fingerprint: finding?.data.fingerprint };
    assert.equal(await client.execute(SERVER_COMMANDS.applyFix, params), true);
    assert.equal(client.host.files.get('/app/src/a.ts'), "allowed('x');\n");
    await client.fileEvents([{ uri: uriOf('/app/src/a.ts'), type: 2 }]);
    await client.waitForDiagnostics('/app/src/a.ts', ({ length }) => length === 0);
    assert.equal(await client.execute(SERVER_COMMANDS.applyFix, params), false, 'it is gone');
  });

  it('refuse to fix a file that has changed on disk unseen', async () => {
    const [finding] = client.diagnosticsOf('/app/src/a.ts');
    // Of the same length, so that only the text itself tells.
    client.host.write('/app/src/a.ts', "another('xyz');\n");
    const params = { uri: uriOf('/app/src/a.ts'), fingerprint: finding?.data.fingerprint };
    assert.equal(await client.execute(SERVER_COMMANDS.applyFix, params), false);
    assert.equal(await client.execute(SERVER_COMMANDS.fixAllSafe, params.uri), 0);
    assert.deepEqual(client.appliedEdits, []);
  });

  it('survive arguments that are none', async () => {
    for (const command of Object.values(SERVER_COMMANDS)) {
      for (const value of [undefined, null, 3, [], {}, { uri: 1, fingerprint: {} }, 'nothing']) {
        if (command === SERVER_COMMANDS.fixAllSafe && typeof value !== 'string') continue;
        await client.execute(command, value);
      }
    }
    assert.equal(await client.execute('twelveFactor.server.unknown'), null);
  });
});

describe('commands for a client that applies no edits', () => {
  it('change nothing and say so', async () => {
    const { applyEdit: _none, ...workspace } = FULL_CAPABILITIES.workspace ?? {};
    const client = await startPair({ folders: FOLDERS, capabilities: { ...FULL_CAPABILITIES, workspace } });
    await client.waitForIndex();
    assert.equal(await client.execute(SERVER_COMMANDS.fixAllSafe), 0);
    assert.deepEqual(client.appliedEdits, []);
    await client.shutdown();
  });
});

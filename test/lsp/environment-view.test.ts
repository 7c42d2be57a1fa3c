import assert from 'node:assert/strict';
import {
  type EnvironmentResult,
  METHODS,
  SERVER_COMMANDS,
  type VariableEditResult,
  type VariableEntry,
} from '../../server/src/protocol/index';
import { ENVIRONMENT_APP } from '../support/environment-app';
import { FULL_CAPABILITIES, startPair, type TestClient } from '../support/lsp-pair';

describe('the environment of the apps', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  async function start(files: Readonly<Record<string, string>> = ENVIRONMENT_APP): Promise<void> {
    client = await startPair({ folders: { '/app': files } });
    await client.waitForIndex();
  }

  const environment = () => client.request<EnvironmentResult>(METHODS.environment, {});
  const variable = async (name: string): Promise<VariableEntry> => {
    const found = (await environment()).apps[0]?.variables.find((one) => one.name === name);
    return found ?? assert.fail(`${name} is not there`);
  };
  const app = async (): Promise<string> => (await environment()).apps[0]?.id ?? assert.fail();

  it('is told on request: names, classes, marks and places', async () => {
    await start();
    const { apps } = await environment();
    assert.deepEqual(
      apps.map(({ name, root }) => [name, root]),
      [['orders', '.']],
    );
    assert.equal(apps[0]?.id, client.compliance.at(-1)?.apps[0]?.id);
    const marks = apps[0]?.variables.map((one) => [one.name, one.class, ...one.status].join(' '));
    assert.deepEqual(marks, [
      'API_TOKEN secret undocumented',
      'BUILD_MARK config',
      'DATABASE_URL config',
      'LIMIT config undeclared undocumented',
      'OLD_SETTING config unused',
      'PORT platform',
      'POSTGRES_DB config undocumented',
      'REGION config undocumented',
    ]);
    const token = await variable('API_TOKEN');
    assert.deepEqual(
      token.declarations.map(({ path, kind, range }) => [path, kind, range.start.line]),
      [['.env', 'dotenv', 2]],
    );
    assert.deepEqual(
      token.reads.map(({ path, hasDefault }) => [path, hasDefault]),
      [['src/server.ts', false]],
    );
    assert.deepEqual(await client.execute(SERVER_COMMANDS.environment), await environment());
  });

  it('is told to be another when it is, and only then', async () => {
    await start();
    await client.open('/app/src/server.ts');
    await client.settle();
    const { revision } = await environment();
    const before = client.environmentRevisions.length;
    await client.change('/app/src/server.ts', 'express()', 'express() // fast');
    await client.settle();
    assert.equal((await environment()).revision, revision + 1, 'places have moved');
    await client.change('/app/src/server.ts', 'process.env.PORT', 'process.env.PORT || process.env.NEW_ONE');
    await client.waitFor(() => client.environmentRevisions.length > before);
    await client.settle();
    assert.ok((await variable('NEW_ONE')).status.includes('undeclared'));
    await client.open('/app/.gitignore', undefined, 'ignore');
    const last = (await environment()).revision;
    await client.settle();
    assert.equal((await environment()).revision, last);
  });

  it('gets a name into the example, in the order of the env file', async () => {
    await start();
    const answer = await client.execute(SERVER_COMMANDS.documentVariable, { app: await app(), name: 'API_TOKEN' });
    assert.deepEqual(answer, { applied: true });
    assert.equal(client.host.files.get('/app/.env.example'), 'DATABASE_URL=\nAPI_TOKEN=\n');
    const again = await client.execute<VariableEditResult>(SERVER_COMMANDS.documentVariable, {
      app: await app(),
      name: 'API_TOKEN',
    });
    assert.deepEqual(again, { applied: false, refused: '.env.example names API_TOKEN already.' });
  });

  it('gets an example where there is none', async () => {
    const { '.env.example': _example, ...files } = ENVIRONMENT_APP;
    await start(files);
    await client.execute(SERVER_COMMANDS.documentVariable, { app: await app(), name: 'LIMIT' });
    assert.equal(client.host.files.get('/app/.env.example'), 'LIMIT=\n');
  });

  it('gets another name for a variable, or says why not', async () => {
    await start();
    const rename = async (name: string, newName: string) =>
      client.execute<VariableEditResult>(SERVER_COMMANDS.renameVariable, { app: await app(), name, newName });
    assert.match((await rename('API_TOKEN', 'REGION')).refused ?? '', /exists already/);
    assert.match((await rename('PORT', 'MY_PORT')).refused ?? '', /platform/);
    assert.match((await rename('NOT_THERE', 'X')).refused ?? '', /not there/);
    assert.deepEqual(await rename('API_TOKEN', 'ORDERS_TOKEN'), { applied: true });
    assert.match(client.host.files.get('/app/.env') ?? '', /^ORDERS_TOKEN=$/m);
    assert.match(client.host.files.get('/app/src/server.ts') ?? '', /process\.env\.ORDERS_TOKEN/);
  });

  it('is left alone by clients that cannot be asked to edit', async () => {
    const { applyEdit: _applyEdit, ...workspace } = FULL_CAPABILITIES.workspace ?? {};
    client = await startPair({
      folders: { '/app': ENVIRONMENT_APP },
      capabilities: { ...FULL_CAPABILITIES, workspace },
    });
    await client.waitForIndex();
    const answer = await client.execute(SERVER_COMMANDS.documentVariable, { app: await app(), name: 'LIMIT' });
    assert.deepEqual(answer, { applied: false });
    assert.deepEqual(await client.execute(SERVER_COMMANDS.renameVariable, 3), {
      applied: false,
      refused: 'The variable is not there any more.',
    });
  });
});

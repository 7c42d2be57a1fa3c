import assert from 'node:assert/strict';
import { FileChangeType } from 'vscode-languageserver';
import { readBaseline, writeBaseline } from '../../server/src/core/engine/baseline';
import { type BaselineParams, type BaselineResult, SERVER_COMMANDS } from '../../server/src/protocol/index';
import { FULL_CAPABILITIES, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const CALL = 'forbidden();\n';
const RULE = 'logs/forbidden-call';
const NAME = 'twelve-factor-baseline.json';
const CONFIGURED = { 'twelve-factor.config.jsonc': `{\n  // known\n  "baseline": "${NAME}"\n}\n` };
const GONE = { file: 'gone.ts', rule: RULE, fingerprint: 'x' };

describe('commands of the baseline', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  async function start(files: Readonly<Record<string, string>>, capabilities = FULL_CAPABILITIES): Promise<void> {
    client = await startPair({ folders: { '/app': files }, capabilities });
    await client.waitForIndex();
  }

  const run = (command: string, params: Partial<BaselineParams> = {}): Promise<BaselineResult> =>
    client.request('workspace/executeCommand', { command, arguments: [{ folder: uriOf('/app'), ...params }] });

  const entries = (): string[] => {
    const read = readBaseline(client.host.files.get(`/app/${NAME}`) ?? '');
    assert.ok(read.ok);
    return read.entries.map(({ file, rule }) => `${file} ${rule}`);
  };

  it('make one, and name it in a new configuration', async () => {
    await start({ 'a.ts': CALL, 'b.ts': CALL });
    const result = await run(SERVER_COMMANDS.createBaseline);
    assert.deepEqual([result.applied, result.findings], [true, 2]);
    assert.deepEqual(result.files, [uriOf(`/app/${NAME}`), uriOf('/app/twelve-factor.config.jsonc')]);
    assert.deepEqual(entries(), [`a.ts ${RULE}`, `b.ts ${RULE}`]);
    assert.equal(client.host.files.get('/app/twelve-factor.config.jsonc'), `{\n  "baseline": "${NAME}"\n}\n`);
    for (const uri of result.files ?? []) await client.fileEvents([{ uri, type: FileChangeType.Created }]);
    await client.waitForDiagnostics('/app/a.ts', (list) => list.length === 0);
  });

  it('name it in the configuration that is there', async () => {
    const manifest = '{\n\t"name": "orders",\n\t"twelveFactor": {\n\t\t"preset": "strict"\n\t}\n}\n';
    await start({ 'package.json': manifest, 'a.ts': CALL });
    await run(SERVER_COMMANDS.createBaseline);
    const changed = `"preset": "strict",\n\t\t"baseline": "${NAME}"\n\t}\n}\n`;
    assert.ok(client.host.files.get('/app/package.json')?.endsWith(changed));
  });

  it('make the one that a configuration names already', async () => {
    await start({ ...CONFIGURED, 'a.ts': CALL });
    assert.deepEqual((await run(SERVER_COMMANDS.createBaseline)).files, [uriOf(`/app/${NAME}`)]);
    assert.deepEqual(entries(), [`a.ts ${RULE}`]);
  });

  it('make none over another', async () => {
    await start({ ...CONFIGURED, [NAME]: writeBaseline([]), 'a.ts': CALL });
    assert.deepEqual(await run(SERVER_COMMANDS.createBaseline), {
      applied: false,
      refused: `${NAME} exists already.`,
    });
  });

  it('take in what is new and take out what is gone', async () => {
    await start({ ...CONFIGURED, [NAME]: writeBaseline([GONE]), 'a.ts': CALL });
    const result = await run(SERVER_COMMANDS.updateBaseline);
    assert.deepEqual([result.applied, result.findings], [true, 1]);
    assert.deepEqual(entries(), [`a.ts ${RULE}`]);
  });

  it('only take out what is gone, where that is asked for', async () => {
    await start({ ...CONFIGURED, [NAME]: writeBaseline([GONE]), 'a.ts': CALL });
    await run(SERVER_COMMANDS.updateBaseline, { onlyPrune: true });
    assert.deepEqual(entries(), []);
  });

  it('say why there is nothing to do', async () => {
    await start({ 'a.ts': CALL });
    const refusal = async (params = {}): Promise<string | undefined> =>
      (await run(SERVER_COMMANDS.updateBaseline, params)).refused;
    assert.equal(await refusal(), 'No configuration names a baseline.');
    assert.equal(await refusal({ folder: uriOf('/other') }), 'There is no such folder.');
    await client.shutdown();
    await start({ ...CONFIGURED, [NAME]: '{', 'a.ts': CALL });
    assert.match((await refusal()) ?? '', /is not valid JSON \(line 1\)\.$/);
    await client.shutdown();
    await start({ ...CONFIGURED, [NAME]: writeBaseline([]), 'a.ts': 'allowed();\n' });
    assert.equal(await refusal(), 'The baseline holds what is found already.');
  });
});

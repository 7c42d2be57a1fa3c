import assert from 'node:assert/strict';
import type { Hover, Location, Range, WorkspaceEdit } from 'vscode-languageserver';
import { startPair, type TestClient } from '../support/lsp-pair';

const APP = {
  'package.json': '{ "name": "orders", "dependencies": { "express": "5", "zod": "4" } }',
  '.env.example': 'DATABASE_URL=\nLIMIT=\n',
  'src/env.ts': `import { z } from 'zod';
export const env = z.object({ DATABASE_URL: z.string() }).parse(process.env);
`,
  'src/config.ts': 'export const config = { LIMIT: Number(process.env.LIMIT), limit: process.env.LIMIT };\n',
  'src/index.ts': "export * from './env';\n",
  'src/server.ts': `import { config } from './config';
import { env } from './index';
listen(config.LIMIT, config.limit);
connect(env.DATABASE_URL, env.MODE);
const { DATABASE_URL } = env;
`,
};
const SERVER = '/app/src/server.ts';

describe('variables taken off an object', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await startPair({ folders: { '/app': APP } });
    await client.waitForIndex();
    await client.open(SERVER, undefined, 'typescript');
  });
  afterEach(() => client.shutdown());

  const prepare = (marked: string) =>
    client.ask<{ range: Range; placeholder: string } | null>('textDocument/prepareRename', SERVER, marked);

  it('are described, and found among the references', async () => {
    const found = await client.ask<Hover | null>('textDocument/hover', SERVER, 'connect(env.^DATABASE_URL');
    assert.match(JSON.stringify(found?.contents), /Declared in .*\.env\.example.*src\/env\.ts.*Read in .*server\.ts/);
    const places = await client.ask<Location[]>('textDocument/references', SERVER, 'config.^LIMIT', {
      context: { includeDeclaration: true },
    });
    const lines = places.map(({ uri, range }) => `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line}`);
    assert.deepEqual(lines.sort(), ['.env.example:1', 'config.ts:0', 'config.ts:0', 'server.ts:2', 'server.ts:2']);
  });

  const rename = (marked: string, newName: string) =>
    client.ask<WorkspaceEdit>('textDocument/rename', SERVER, marked, { newName });

  it('are renamed with the schema’s own key', async () => {
    assert.equal((await prepare('connect(env.^DATABASE_URL'))?.placeholder, 'DATABASE_URL');
    await client.applyEdit(await rename('connect(env.^DATABASE_URL', 'ORDERS_URL'));
    assert.equal(client.host.files.get('/app/.env.example'), 'ORDERS_URL=\nLIMIT=\n');
    assert.match(client.host.files.get('/app/src/env.ts') ?? '', /\{ ORDERS_URL: z\.string/);
    const changed = /connect\(env\.ORDERS_URL, env\.MODE\);\nconst \{ ORDERS_URL: DATABASE_URL \} = env;/;
    assert.match(client.textOf(SERVER), changed);
  });

  it('are renamed with the property of a plain object, not with one of another name', async () => {
    await client.applyEdit(await rename('config.^LIMIT', 'UPLOAD_LIMIT'));
    const config = client.host.files.get('/app/src/config.ts') ?? '';
    assert.match(config, /\{ UPLOAD_LIMIT: Number\(process\.env\.UPLOAD_LIMIT\), limit: process\.env\.UPLOAD_LIMIT \}/);
    assert.match(client.textOf(SERVER), /listen\(config\.UPLOAD_LIMIT, config\.limit\)/);
  });

  it('leave other properties to TypeScript', async () => {
    for (const marked of ['config.^limit', 'env.^MODE', '^env.DATABASE_URL', '^listen']) {
      assert.equal(await prepare(marked), null, marked);
    }
  });
});

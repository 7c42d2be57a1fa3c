import assert from 'node:assert/strict';
import type {
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  Hover,
  Location,
  Range,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { ENVIRONMENT_APP } from '../support/environment-app';
import { FULL_CAPABILITIES, type PairOptions, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const SERVER = '/app/src/server.ts';
const ENV = '/app/.env';
const COMPOSE = '/app/compose.yml';
const DOCKERFILE = '/app/Dockerfile';

describe('environment variables', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  async function start(options: PairOptions = {}): Promise<void> {
    client = await startPair({ folders: { '/app': ENVIRONMENT_APP }, ...options });
    await client.waitForIndex();
    for (const file of ['src/server.ts', 'src/load.ts', '.env', 'compose.yml', 'Dockerfile', 'package.json']) {
      await client.open(`/app/${file}`, undefined, file.endsWith('.ts') ? 'typescript' : 'plaintext');
    }
  }

  const hover = async (path: string, marked: string): Promise<string> => {
    const found = await client.ask<Hover | null>('textDocument/hover', path, marked);
    return found === null ? '' : (found.contents as { value: string }).value;
  };
  const definition = (path: string, marked: string) =>
    client.ask<Location[] | null>('textDocument/definition', path, marked).then(places);
  const references = (path: string, marked: string, includeDeclaration = true) =>
    client
      .ask<Location[] | null>('textDocument/references', path, marked, { context: { includeDeclaration } })
      .then(places);
  const complete = async (path: string, oldText: string, marked: string): Promise<string[] | undefined> => {
    await client.change(path, oldText, marked.replace('^', ''));
    const items = await client.ask<CompletionItem[] | null>('textDocument/completion', path, marked);
    return items?.map(({ label }) => label);
  };

  it('are described on hover alike in code, env files, compose files and Dockerfiles', async () => {
    await start();
    const token = await hover(SERVER, 'API_^TOKEN');
    assert.match(token, /^\*\*API\\_TOKEN\*\* · environment variable, a secret · required/);
    assert.match(token, /Declared in \[\.env:3\]\(file:\/\/\/app\/\.env#L3\)\./);
    assert.match(token, /Read in \[src\/server\.ts:6\]/);
    assert.match(token, /No default\./);
    assert.equal(await hover(ENV, 'API_TOKEN'), token);
    const url = await hover(COMPOSE, 'DATABASE_URL: ');
    assert.equal(await hover(COMPOSE, '{^DATABASE_URL'), url);
    assert.match(url, /\.env:2.*\.env\.example:1.*compose\.yml:6.*src\/env\.ts:3/);
    assert.match(await hover(DOCKERFILE, 'REGION'), /There is a default\./);
    assert.match(await hover(SERVER, 'LIMIT'), /Declared nowhere\./);
    assert.match(await hover(ENV, 'OLD_SETTING'), /Read nowhere\./);
    assert.equal(await hover(SERVER, 'express()'), '');
  });

  it('lead to their declarations', async () => {
    await start();
    const declared = ['.env:1', '.env.example:0', 'compose.yml:5', 'src/env.ts:2'];
    assert.deepEqual(await definition(COMPOSE, '{^DATABASE_URL'), declared);
    assert.deepEqual(await definition(ENV, 'DATABASE_URL'), declared);
    assert.deepEqual(await definition(SERVER, 'API_TOKEN^'), ['.env:2']);
    assert.deepEqual(await definition(SERVER, 'LIMIT'), []);
    assert.deepEqual(await definition(SERVER, 'express'), []);
  });

  it('lead to everything that names them, in the text of the moment', async () => {
    await start();
    assert.deepEqual(await references(DOCKERFILE, 'REGION'), ['Dockerfile:2', 'src/server.ts:2']);
    assert.deepEqual(await references(DOCKERFILE, 'REGION', false), ['src/server.ts:2']);
    await client.change(SERVER, 'const { REGION', '\nconst { REGION');
    assert.deepEqual(await references(DOCKERFILE, 'REGION', false), ['src/server.ts:3']);
    assert.deepEqual(await references(DOCKERFILE, 'BUILD_MARK'), ['Dockerfile:1', 'Dockerfile:2', 'Dockerfile:2']);
  });

  it('are the same for two apps only where they share a file', async () => {
    const app = (name: string) => ({
      [`${name}/package.json`]: `{ "name": "${name}", "dependencies": { "express": "5" } }`,
      [`${name}/.env`]: 'SHARED_URL=\nOWN_URL=\n',
      [`${name}/server.js`]: "require('express')().listen(process.env.OWN_URL + process.env.SHARED_URL);\n",
    });
    client = await startPair({
      folders: {
        '/app': {
          ...app('a'),
          ...app('b'),
          'compose.yml': 'services:\n  a:\n    build: a\n    environment:\n      - SHARED_URL\n  b:\n    build: b\n',
        },
      },
    });
    await client.waitForIndex();
    await client.open('/app/a/.env', undefined, 'dotenv');
    assert.deepEqual(await references('/app/a/.env', 'OWN_URL'), ['a/.env:1', 'a/server.js:0']);
    const shared = await references('/app/a/.env', 'SHARED_URL');
    assert.deepEqual(shared.sort(), ['a/.env:0', 'a/server.js:0', 'b/.env:0', 'b/server.js:0', 'compose.yml:4']);
  });

  describe('renamed', () => {
    const rename = (path: string, marked: string, newName: string): Promise<WorkspaceEdit> =>
      client.ask('textDocument/rename', path, marked, { newName });
    const prepare = (path: string, marked: string) =>
      client.ask<{ range: Range; placeholder: string } | null>('textDocument/prepareRename', path, marked);
    const textOf = (file: string): string | undefined => {
      try {
        return client.textOf(`/app/${file}`);
      } catch {
        return client.host.files.get(`/app/${file}`);
      }
    };

    it('change in all files, and what code takes off the schema follows', async () => {
      await start();
      const edit = await rename(ENV, 'DATABASE_URL', 'ORDERS_DATABASE_URL');
      for (const change of edit.documentChanges ?? []) {
        assert.ok('textDocument' in change);
        const isOpen = !/env\.ts|example|clean/.test(change.textDocument.uri);
        assert.equal(change.textDocument.version, isOpen ? 1 : null, change.textDocument.uri);
      }
      await client.applyEdit(edit);
      assert.match(textOf('.env') ?? '', /^ORDERS_DATABASE_URL=postgres/m);
      assert.equal(textOf('.env.example'), 'ORDERS_DATABASE_URL=\n');
      assert.match(textOf('compose.yml') ?? '', / ORDERS_DATABASE_URL: \$\{ORDERS_DATABASE_URL\}/);
      assert.match(textOf('src/env.ts') ?? '', / ORDERS_DATABASE_URL: str\(\)/);
      assert.match(textOf('src/env.ts') ?? '', /needed = \['ORDERS_DATABASE_URL'\]/);
      assert.match(textOf('src/server.ts') ?? '', /send\(env\.ORDERS_DATABASE_URL\)/);
      assert.match(textOf('src/jobs/clean.ts') ?? '', /settings\.ORDERS_DATABASE_URL, other\.DATABASE_URL/);
    });

    it('keep their local name in a destructuring', async () => {
      await start();
      await client.applyEdit(await rename(SERVER, 'LIMIT', 'UPLOAD_LIMIT'));
      assert.match(textOf('src/server.ts') ?? '', /\{ REGION = 'eu', UPLOAD_LIMIT: LIMIT \} = process\.env/);
      await client.applyEdit(await rename(DOCKERFILE, 'REGION', 'PLACE'));
      assert.match(textOf('src/server.ts') ?? '', /\{ PLACE: REGION = 'eu', /);
      assert.match(textOf('Dockerfile') ?? '', /\$\{BUILD_MARK\} PLACE=eu/);
    });

    it('leave alone what an image calls its variables, and other things of the same name', async () => {
      await start();
      await client.applyEdit(await rename('/app/src/load.ts', 'POSTGRES_DB', 'ORDERS_DB'));
      assert.match(textOf('src/load.ts') ?? '', /process\.env\['ORDERS_DB'\]/);
      const compose = textOf('compose.yml') ?? '';
      assert.match(compose, /web:[\s\S]* ORDERS_DB: \$\{ORDERS_DB\}/);
      assert.match(compose, /postgres:17\n {4}environment:\n {6}POSTGRES_DB: \$\{ORDERS_DB\}/);
      await client.applyEdit(await rename(ENV, 'API_TOKEN', 'ORDERS_TOKEN'));
      assert.match(textOf('src/load.ts') ?? '', /local = \{ API_TOKEN: 1 \};\nconsole\.log\(local\.API_TOKEN/);
      assert.match(textOf('src/server.ts') ?? '', /process\.env\.ORDERS_TOKEN/);
    });

    it('decline what is no variable, or not the project’s to name', async () => {
      await start();
      for (const [path, marked] of [
        [SERVER, 'express'],
        [SERVER, 'process'],
        [SERVER, '_request'],
        [SERVER, 'PORT'],
        [COMPOSE, 'web'],
        ['/app/src/load.ts', 'API_TOKEN: 1'],
      ] as const) {
        assert.equal(await prepare(path, marked), null, marked);
      }
      const found = await prepare(SERVER, 'API_^TOKEN');
      assert.equal(found?.placeholder, 'API_TOKEN');
      assert.equal((found?.range.end.character ?? 0) - (found?.range.start.character ?? 0), 9);
    });

    it('refuse a name that is none, that is taken, or that would show a secret', async () => {
      await start();
      await assert.rejects(rename(ENV, 'API_TOKEN', '1ST'), /letters, digits and underscores/);
      await assert.rejects(rename(ENV, 'API_TOKEN', 'REGION'), /REGION exists already/);
      await assert.rejects(rename(ENV, 'API_TOKEN', 'NEXT_PUBLIC_TOKEN'), /would go into the browser/);
    });

    it('refuse while a closed file is not what was read', async () => {
      await start();
      client.host.write('/app/.env.example', 'OTHER=1\nDATABASE_URL=\n');
      await assert.rejects(rename(ENV, 'DATABASE_URL', 'OTHER_URL'), /has changed/);
    });

    it('are offered while a folder wants them', async () => {
      await start();
      assert.ok(client.registrations.includes('textDocument/rename'));
      assert.equal(client.initializeResult?.capabilities.renameProvider, undefined);
      await client.configure({ features: { rename: false } });
      await client.waitFor(() => !client.registrations.includes('textDocument/rename'));
      assert.equal(await prepare(SERVER, 'API_TOKEN'), null);
      await client.configure({ features: { rename: true } });
      await client.waitFor(() => client.registrations.includes('textDocument/rename'));
    });

    it('are announced to clients that register nothing later, if these ask before', async () => {
      const { rename: _rename, ...textDocument } = FULL_CAPABILITIES.textDocument ?? {};
      const capabilities = {
        ...FULL_CAPABILITIES,
        textDocument: { ...textDocument, rename: { prepareSupport: true } },
      };
      await start({ capabilities });
      assert.deepEqual(client.initializeResult?.capabilities.renameProvider, { prepareProvider: true });
    });
  });

  describe('proposed', () => {
    it('are the known ones, declared ones first, where code reads one', async () => {
      await start();
      const expected = [
        'API_TOKEN',
        'BUILD_MARK',
        'DATABASE_URL',
        'OLD_SETTING',
        'POSTGRES_DB',
        'REGION',
        'LIMIT',
        'PORT',
      ];
      assert.deepEqual(await complete(SERVER, 'env.PORT', 'env.PORT || process.env.^'), expected);
      assert.deepEqual(await complete(SERVER, "eu'", "eu' + process.env['^']"), expected);
      assert.deepEqual(await complete(SERVER, 'LIMIT }', 'LIMIT, ^ }'), expected);
      const items = await client.ask<CompletionItem[]>('textDocument/completion', SERVER, "['^']");
      assert.equal(items[0]?.detail, 'secret · .env');
    });

    it('replace the whole name that is being typed, and are not proposed for its own sake', async () => {
      await start();
      const labels = await complete(SERVER, 'process.env.API_TOKEN', 'process.env.NEW_^TOKEN');
      assert.ok(labels?.includes('API_TOKEN') && !labels.includes('NEW_TOKEN'));
      const [item] = await client.ask<CompletionItem[]>('textDocument/completion', SERVER, 'NEW_^TOKEN');
      assert.ok(item?.textEdit && 'range' in item.textEdit);
      const { start: from, end } = item.textEdit.range;
      assert.equal(end.character - from.character, 'NEW_TOKEN'.length);
    });

    it('are those of the apps in compose files, and the file’s own in Dockerfiles', async () => {
      await start();
      assert.ok((await complete(COMPOSE, '${DATABASE_URL}', '${^}'))?.includes('API_TOKEN'));
      assert.deepEqual(await complete(DOCKERFILE, 'REGION=eu', 'REGION=${^}'), ['BUILD_MARK', 'REGION']);
      assert.ok((await complete(DOCKERFILE, '["node", "src/server.js"]', 'node $^'))?.includes('API_TOKEN'));
    });

    it('are in an env file those that are read and that it does not declare', async () => {
      await start();
      assert.deepEqual(await complete(ENV, 'OLD_SETTING=1\n', 'OLD_SETTING=1\nL^'), ['LIMIT', 'POSTGRES_DB', 'REGION']);
      const items = await client.ask<CompletionItem[]>('textDocument/completion', ENV, 'L^');
      assert.deepEqual(items[0]?.textEdit && 'newText' in items[0].textEdit && items[0].textEdit.newText, 'LIMIT=');
      assert.deepEqual(await complete(ENV, 'API_TOKEN=', 'API_TOKEN=${^'), [
        'API_TOKEN',
        'DATABASE_URL',
        'OLD_SETTING',
      ]);
    });

    it('are nowhere else', async () => {
      await start();
      assert.equal(await complete(SERVER, 'app.listen', 'app.^listen'), undefined);
      assert.equal(await complete(SERVER, "'/token'", "'^/token'"), undefined);
      assert.equal(await complete(ENV, 'postgres://localhost', '^postgres://localhost'), undefined);
      assert.equal(await complete(COMPOSE, 'build: .', 'build: ^.'), undefined);
    });
  });

  it('are the symbols of an env file, and of no other', async () => {
    await start();
    const symbols = (path: string) =>
      client.request<DocumentSymbol[] | null>('textDocument/documentSymbol', { textDocument: { uri: uriOf(path) } });
    const found = (await symbols(ENV)) ?? [];
    assert.deepEqual(
      found.map(({ name, detail, selectionRange }) => [name, detail, selectionRange.start.line]),
      [
        ['DATABASE_URL', '', 1],
        ['API_TOKEN', 'secret, empty', 2],
        ['OLD_SETTING', '', 3],
      ],
    );
    assert.equal(await symbols(SERVER), null);
  });

  it('are symbols of the workspace', async () => {
    await start();
    const found = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'dburl' });
    assert.deepEqual(
      found.map(({ name }) => name),
      ['DATABASE_URL'],
    );
    assert.deepEqual(places(found.map(({ location }) => location)), ['.env:1']);
    assert.equal((await client.request<SymbolInformation[]>('workspace/symbol', { query: '' })).length, 8);
  });

  it('have files that are linked to', async () => {
    await start();
    for (const [path, line, text] of [
      [COMPOSE, 3, '.env'],
      ['/app/package.json', 2, '.env'],
      ['/app/src/load.ts', 1, '.env'],
    ] as const) {
      const links = await client.request<DocumentLink[]>('textDocument/documentLink', {
        textDocument: { uri: uriOf(path) },
      });
      assert.deepEqual(
        links.map(({ range, target }) => [range.start.line, target]),
        [[line, uriOf(ENV)]],
      );
      const { start: from, end } = links[0]?.range ?? assert.fail();
      assert.equal(client.textOf(path).split('\n')[line]?.slice(from.character, end.character), text);
    }
    await client.change(COMPOSE, 'env_file: .env', 'env_file: missing.env');
    assert.deepEqual(await client.request('textDocument/documentLink', { textDocument: { uri: uriOf(COMPOSE) } }), []);
  });

  it('can be left out, feature by feature, without a restart', async () => {
    await start();
    const all = [
      'completion',
      'definition',
      'references',
      'documentSymbols',
      'workspaceSymbols',
      'documentLinks',
      'hover',
    ];
    await client.configure({ features: Object.fromEntries(all.map((name) => [name, false])) });
    await client.settingsTaken();
    assert.equal(await hover(SERVER, 'API_TOKEN'), '');
    assert.deepEqual(await definition(SERVER, 'API_TOKEN'), []);
    assert.deepEqual(await references(SERVER, 'API_TOKEN'), []);
    assert.equal(await complete(SERVER, 'env.PORT', 'env.^PORT'), undefined);
    assert.deepEqual(await client.request('workspace/symbol', { query: '' }), []);
    for (const method of ['textDocument/documentSymbol', 'textDocument/documentLink']) {
      assert.equal(await client.request(method, { textDocument: { uri: uriOf(ENV) } }), null);
    }
  });
});

/** Places as `file:line`, both from the folder and from 0. */
function places(locations: readonly Location[] | null): string[] {
  return (locations ?? []).map(({ uri, range }) => `${uri.replace(uriOf('/app/'), '')}:${range.start.line}`);
}

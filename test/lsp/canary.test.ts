import assert from 'node:assert/strict';
import type { CodeAction, SymbolInformation, WorkspaceEdit } from 'vscode-languageserver';
import { type EnvironmentResult, type LeavesResult, METHODS, SERVER_COMMANDS } from '../../server/src/protocol/index';
import { factors, rules } from '../../server/src/rules/index';
import { FULL_CAPABILITIES, startPair, type TestClient, uriOf } from '../support/lsp-pair';
import { TEST_RULES, throwing } from '../support/lsp-rules';

/** Shaped like what the rules look for, and like nothing else in the world. */
const CANARIES = {
  code: `cnry-${'code'.repeat(3)}-7f3a9`,
  env: `cnry-${'env'.repeat(4)}-51c0e`,
  url: `cnry${'url'.repeat(4)}b81d`,
  docker: `cnry-${'docker'.repeat(2)}-e6a44`,
} as const;

const FILES = {
  'package.json': '{ "name": "service", "dependencies": { "express": "5" } }\n',
  '.gitignore': '.env\n',
  '.env': `API_KEY=${CANARIES.env}\nAPI_KEY=${CANARIES.env}\n`,
  Dockerfile: `FROM node:22\nENV API_TOKEN=${CANARIES.docker}\nARG PASSWORD=${CANARIES.docker}\nCMD node src/a.js\n`,
  'compose.yml': `services:\n  web:\n    build: .\n    environment:\n      API_TOKEN: ${CANARIES.docker}\n`,
  'src/a.ts': [
    "import express from 'express';",
    `secret('${CANARIES.code}');`,
    `const apiKey = '${CANARIES.code}';`,
    `const client = connect('postgres://user:${CANARIES.url}@db.internal/main');`,
    `explode('${CANARIES.code}');`,
    `const key = process.env.API_KEY ?? '${CANARIES.code}';`,
    'forbidden();',
    '',
  ].join('\n'),
};

/** Everything an editor can ask for, on every file, with edits that make all of it anew. */
async function askEverything(client: TestClient): Promise<CodeAction[]> {
  const actions: CodeAction[] = [];
  await client.waitForIndex();
  for (const file of Object.keys(FILES)) {
    const path = `/app/${file}`;
    await client.open(path, undefined, file.endsWith('.ts') ? 'typescript' : 'plaintext');
    await client.changes(path, [{ text: `${client.textOf(path)}\n` }], `${client.textOf(path)}\n`);
    await client.settle();
    for (let line = 0; line < 9; line++) for (const character of [0, 9, 20]) await client.hover(path, line, character);
    const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    actions.push(...((await client.codeActions(path, everything)) as CodeAction[]));
    actions.push(...((await client.codeActions(path, everything, ['source'])) as CodeAction[]));
  }
  await askForVariables(client);
  for (const { id } of client.compliance.at(-1)?.apps ?? [])
    await client.request<LeavesResult>(METHODS.leaves, { app: id });
  await client.execute(SERVER_COMMANDS.compliance);
  await client.request('textDocument/hover', { textDocument: { uri: uriOf('/app/.env') } }).catch(() => undefined);
  await client.execute(SERVER_COMMANDS.analyzeWorkspace);
  return actions;
}

/** All that is told of environment variables, at places where one stands and where none does. */
async function askForVariables(client: TestClient): Promise<void> {
  for (const file of Object.keys(FILES)) {
    const textDocument = { uri: uriOf(`/app/${file}`) };
    for (const [line, character] of [0, 1, 2, 3, 4, 5].flatMap((one) => [0, 4, 6, 12, 24].map((two) => [one, two]))) {
      const params = { textDocument, position: { line, character }, context: { includeDeclaration: true } };
      for (const method of ['completion', 'definition', 'references', 'prepareRename']) {
        await client.request(`textDocument/${method}`, params);
      }
    }
    for (const method of ['documentSymbol', 'documentLink'])
      await client.request(`textDocument/${method}`, { textDocument });
  }
  const renamed = await client.ask<WorkspaceEdit>('textDocument/rename', '/app/.env', 'API_KEY', {
    newName: 'NEW_KEY',
  });
  assert.ok(JSON.stringify(renamed).includes('NEW_KEY'));
  const symbols = await client.request<SymbolInformation[]>('workspace/symbol', { query: '' });
  assert.ok(symbols.some(({ name }) => name === 'API_KEY'));
  const { apps } = await client.request<EnvironmentResult>(METHODS.environment, {});
  assert.ok(apps.some(({ variables }) => variables.some(({ name }) => name === 'API_TOKEN')));
  await client.execute(SERVER_COMMANDS.environment);
  for (const { id: app } of apps) await client.execute(SERVER_COMMANDS.documentVariable, { app, name: 'API_KEY' });
}

function assertSilent(messages: readonly string[]): void {
  for (const canary of Object.values(CANARIES)) {
    const told = messages.find((message) => message.includes(canary));
    assert.equal(told, undefined);
  }
}

describe('a secret in a file', () => {
  it('is in no message of the server but the edit of a resolved action', async () => {
    const client = await startPair({
      folders: { '/app': FILES },
      rules: [...rules, ...TEST_RULES.filter((rule) => rules.every(({ id }) => id !== rule.id))],
      dependencies: { factors },
    });
    const actions = await askEverything(client);
    assert.ok(client.diagnosticsOf('/app/src/a.ts').some(({ code }) => code === 'config/secret-literal'));
    assert.ok(client.logs.some((line) => line.includes(throwing.id)));
    assertSilent(client.received);
    let carried = 0;
    for (const action of actions.filter(({ data }) => data !== undefined)) {
      const before = client.received.length;
      const { edit, ...rest } = await client.resolve(action);
      assertSilent([JSON.stringify(rest), ...client.received.slice(before, -1)]);
      if (Object.values(CANARIES).some((canary) => JSON.stringify(edit).includes(canary))) carried++;
      assertSilent([JSON.stringify(edit?.changeAnnotations ?? {})]);
    }
    assert.ok(carried > 0, 'an action that moves a value carries it');
    await client.shutdown();
  });

  it('is in the edits alone where a client takes them with the actions', async () => {
    const { codeAction: _lazy, ...textDocument } = FULL_CAPABILITIES.textDocument ?? {};
    const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
    const client = await startPair({
      folders: { '/app': FILES },
      capabilities: { ...FULL_CAPABILITIES, textDocument: { ...textDocument, codeAction } },
    });
    const actions = await askEverything(client);
    assertSilent(actions.map(({ edit: _edit, ...rest }) => JSON.stringify(rest)));
    const others = client.received.filter((message) => !message.includes('"edit":'));
    assertSilent(others);
    await client.shutdown();
  });
});

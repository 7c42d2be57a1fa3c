import assert from 'node:assert/strict';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type Command,
  CreateFile,
  LSPErrorCodes,
  TextDocumentEdit,
} from 'vscode-languageserver';
import { FIX_ALL_KIND } from '../../server/src/protocol/index';
import { FULL_CAPABILITIES, type PairOptions, rangeOf, startPair, type TestClient, uriOf } from '../support/lsp-pair';

const FILE = '/app/src/a.ts';
const EVERYTHING = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

/** VS Code without the parts that a plainer client lacks. */
function without(change: {
  readonly workspace?: ClientCapabilities['workspace'];
  readonly codeAction?: NonNullable<NonNullable<ClientCapabilities['textDocument']>['codeAction']>;
}): ClientCapabilities {
  const { workspace, textDocument } = FULL_CAPABILITIES;
  return {
    ...FULL_CAPABILITIES,
    workspace: { ...workspace, ...change.workspace },
    textDocument: { ...textDocument, ...(change.codeAction && { codeAction: change.codeAction }) },
  };
}

function actionsIn(list: readonly (CodeAction | Command)[]): CodeAction[] {
  return list.filter((action): action is CodeAction => 'kind' in action);
}

function titles(list: readonly (CodeAction | Command)[]): string[] {
  return list.map(({ title }) => title);
}

function titled(list: readonly (CodeAction | Command)[], title: string): CodeAction {
  const found = list.find((action) => action.title === title);
  assert.ok(found !== undefined, `no action "${title}" among ${titles(list).join(', ')}`);
  return found as CodeAction;
}

describe('code actions', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  async function start(text: string, options: PairOptions = {}): Promise<void> {
    client = await startPair({ folders: { '/app': { 'src/a.ts': text, '.gitignore': '.env\n' } }, ...options });
    await client.open(FILE);
    await client.waitForDiagnostics(FILE, ({ length }) => length > 0);
  }

  it('offer the fix first, then to disable, then the documentation', async () => {
    await start('forbidden();\n');
    const actions = await client.codeActions(FILE, rangeOf(0, 3));
    assert.deepEqual(titles(actions), [
      'Call "allowed" instead',
      'Disable logs/forbidden-call for this line',
      'Disable logs/forbidden-call for this file',
      'Show documentation for logs/forbidden-call',
      'Fix all safe twelve-factor findings',
    ]);
    const [fix, disable] = actionsIn(actions);
    assert.equal(fix?.kind, CodeActionKind.QuickFix);
    assert.equal(fix.isPreferred, true);
    assert.equal(disable?.isPreferred, undefined);
    assert.deepEqual(fix.diagnostics, [...client.diagnosticsOf(FILE)]);
    assert.equal(fix.edit, undefined, 'edits come with the resolve request');
  });

  it('make their edit when they are resolved, for the version of the moment', async () => {
    await start('forbidden();\n');
    const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
    assert.ok(fix !== undefined);
    const { edit } = await client.resolve(fix);
    assert.deepEqual(edit, {
      documentChanges: [
        TextDocumentEdit.create({ uri: uriOf(FILE), version: 1 }, [{ range: rangeOf(0, 0, 9), newText: 'allowed' }]),
      ],
    });
    assert.ok(edit !== undefined);
    await client.applyEdit(edit);
    await client.waitForDiagnostics(FILE, ({ length }) => length === 0);
    assert.equal(client.textOf(FILE), 'allowed();\n');
  });

  it('carry their edit at once for a client that cannot resolve', async () => {
    await start('forbidden();\n', {
      capabilities: without({ codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } }),
    });
    const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
    assert.ok(fix?.edit !== undefined);
    assert.equal(fix.isPreferred, undefined);
    await client.applyEdit(fix.edit);
    assert.equal(client.textOf(FILE), 'allowed();\n');
  });

  it('are commands for a client that knows nothing else', async () => {
    await start('forbidden();\n', { capabilities: without({ codeAction: {} }) });
    const [command] = (await client.codeActions(FILE, EVERYTHING)) as Command[];
    assert.equal(command?.title, 'Call "allowed" instead');
    assert.equal(await client.execute(command.command, ...(command.arguments ?? [])), true);
    assert.equal(client.textOf(FILE), 'allowed();\n');
  });

  it('are offered where the cursor is, not elsewhere', async () => {
    await start('forbidden();\nforbidden();\nfine();\n');
    const fixes = async (line: number): Promise<number> =>
      titles(await client.codeActions(FILE, rangeOf(line, 2))).filter((title) => title.startsWith('Call')).length;
    assert.deepEqual([await fixes(0), await fixes(1), await fixes(2)], [1, 1, 0]);
  });

  it('see the text of the moment, whatever was published', async () => {
    await start('forbidden();\n');
    await client.change(FILE, 'forbidden();', '/* a remark */ forbidden();');
    const [fix] = actionsIn(await client.codeActions(FILE, rangeOf(0, 20)));
    assert.ok(fix !== undefined);
    const { edit } = await client.resolve(fix);
    assert.deepEqual(edit?.documentChanges, [
      TextDocumentEdit.create({ uri: uriOf(FILE), version: 2 }, [{ range: rangeOf(0, 15, 24), newText: 'allowed' }]),
    ]);
  });

  it('offer to silence two findings of a rule on one line once', async () => {
    await start('forbidden(); forbidden();\n');
    const actions = await client.codeActions(FILE, {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 25 },
    });
    assert.equal(titles(actions).filter((title) => title.startsWith('Disable')).length, 2);
    assert.equal(titles(actions).filter((title) => title.startsWith('Call')).length, 2);
  });

  it('disable for the line and for the file, with a reason to fill in', async () => {
    await start('  forbidden();\n');
    const actions = await client.codeActions(FILE, rangeOf(0, 4));
    const line = await client.resolve(titled(actions, 'Disable logs/forbidden-call for this line'));
    const file = await client.resolve(titled(actions, 'Disable logs/forbidden-call for this file'));
    assert.ok(line.edit !== undefined && file.edit !== undefined);
    await client.applyEdit(line.edit);
    const silenced = '  // twelve-factor-disable-next-line logs/forbidden-call -- reason\n  forbidden();\n';
    assert.equal(client.textOf(FILE), silenced);
    await client.waitForDiagnostics(FILE, ({ length }) => length === 0);
  });

  describe('when the text has changed', () => {
    it('follow the finding to where it is now', async () => {
      await start('forbidden();\n');
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined);
      await client.change(FILE, 'forbidden', '\n\nforbidden');
      const { edit } = await client.resolve(fix);
      assert.deepEqual(edit?.documentChanges, [
        TextDocumentEdit.create({ uri: uriOf(FILE), version: 2 }, [{ range: rangeOf(2, 0, 9), newText: 'allowed' }]),
      ]);
    });

    it('are refused when the finding is gone', async () => {
      await start('forbidden();\n');
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined);
      await client.change(FILE, 'forbidden', 'fine');
      await assert.rejects(client.resolve(fix), { code: LSPErrorCodes.ContentModified });
    });

    it('are refused for a client whose edits have no version', async () => {
      await start('forbidden();\n', { capabilities: without({ workspace: { workspaceEdit: {} } }) });
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined);
      const { edit } = await client.resolve(fix);
      assert.deepEqual(edit, { changes: { [uriOf(FILE)]: [{ range: rangeOf(0, 0, 9), newText: 'allowed' }] } });
      await client.change(FILE, 'forbidden', '\nforbidden');
      await assert.rejects(client.resolve(fix), { code: LSPErrorCodes.ContentModified });
    });

    it('are made for what it is once other files have been read', async () => {
      await start("secret('x');\n");
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined);
      const goOn = client.host.holdReads();
      const before = client.host.reads.length;
      const resolved = client.resolve(fix);
      await client.host.waitForReads(before + 1);
      await client.change(FILE, 'secret', '\nsecret');
      await client.settle();
      goOn();
      const { edit } = await resolved;
      assert.ok(edit !== undefined);
      await client.applyEdit(edit);
      assert.equal(client.textOf(FILE), '\nsecret(process.env.API_SECRET);\n');
    });

    it('are refused when it changes while other files are read', async () => {
      await start("secret('x');\n");
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined);
      const goOn = client.host.holdReads();
      const before = client.host.reads.length;
      const resolved = assert.rejects(client.resolve(fix), { code: LSPErrorCodes.ContentModified });
      await client.host.waitForReads(before + 1);
      await client.change(FILE, 'secret', 'fine');
      await client.settle();
      goOn();
      await resolved;
    });
  });

  describe('that touch several files', () => {
    const value = 'hush-hush';

    it('create files, and say what happens in others than the current one', async () => {
      await start(`secret('${value}');\n`);
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined && !fix.title.includes(value));
      const { edit } = await client.resolve(fix);
      assert.ok(edit?.documentChanges !== undefined && edit.changeAnnotations !== undefined);
      const [[id, annotation] = []] = Object.entries(edit.changeAnnotations);
      assert.equal(annotation?.needsConfirmation, false);
      assert.ok(!JSON.stringify(edit.changeAnnotations).includes(value));
      const created = edit.documentChanges.filter((change): change is CreateFile => CreateFile.is(change));
      assert.deepEqual(created.map(({ uri }) => uri).sort(), [uriOf('/app/.env'), uriOf('/app/.env.example')]);
      assert.ok(created.every(({ annotationId }) => annotationId === id));
      const own = edit.documentChanges.find(
        (change): change is TextDocumentEdit => TextDocumentEdit.is(change) && change.textDocument.uri === uriOf(FILE),
      );
      assert.ok(own?.edits.every((change) => !('annotationId' in change)));
      await client.applyEdit(edit);
      assert.equal(client.textOf(FILE), 'secret(process.env.API_SECRET);\n');
      assert.equal(client.host.files.get('/app/.env'), `API_SECRET=${value}\n`);
      assert.equal(client.host.files.get('/app/.env.example'), 'API_SECRET=\n');
    });

    it('see open buffers before the disk', async () => {
      await start(`secret('${value}');\n`);
      await client.open('/app/.env.example', 'OTHER=\n', 'dotenv');
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined);
      const { edit } = await client.resolve(fix);
      const change = edit?.documentChanges?.find(
        (entry) => TextDocumentEdit.is(entry) && entry.textDocument.uri === uriOf('/app/.env.example'),
      );
      assert.ok(change !== undefined && TextDocumentEdit.is(change));
      assert.equal(change.textDocument.version, 1);
      assert.deepEqual(change.edits[0], {
        range: rangeOf(1, 0),
        newText: 'API_SECRET=\n',
        annotationId: 'other-files',
      });
    });

    it('are not offered to a client that cannot create files', async () => {
      const workspaceEdit = { documentChanges: true };
      await start(`secret('${value}');\n`, { capabilities: without({ workspace: { workspaceEdit } }) });
      assert.ok(!titles(await client.codeActions(FILE, EVERYTHING)).some((title) => title.startsWith('Move')));
    });

    it('need no annotation where the client knows none', async () => {
      const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
      await start(`secret('${value}');\n`, { capabilities: without({ workspace: { workspaceEdit } }) });
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.ok(fix !== undefined);
      const { edit } = await client.resolve(fix);
      assert.equal(edit?.changeAnnotations, undefined);
      assert.ok(!JSON.stringify(edit).includes('annotationId'));
    });
  });

  describe('of one kind', () => {
    it('are those that were asked for', async () => {
      await start('forbidden();\n');
      const kinds = async (only: string[]): Promise<(string | undefined)[]> => [
        ...new Set(actionsIn(await client.codeActions(FILE, EVERYTHING, only)).map(({ kind }) => kind)),
      ];
      assert.deepEqual(await kinds(['quickfix']), ['quickfix']);
      assert.deepEqual(await kinds(['source']), [FIX_ALL_KIND]);
      assert.deepEqual(await kinds(['source.fixAll']), [FIX_ALL_KIND]);
      assert.deepEqual(await kinds([FIX_ALL_KIND]), [FIX_ALL_KIND]);
      assert.deepEqual(await kinds(['source.fixAll.other']), []);
      assert.deepEqual(await kinds(['refactor']), []);
      assert.deepEqual(await kinds(['']), ['quickfix', FIX_ALL_KIND]);
    });
  });

  describe('to fix all', () => {
    it('fix what is safe, until nothing is left, and nothing else', async () => {
      await start("forbidden('a');\nfine();\nsecret('x');\nforbidden();\n");
      const [all] = actionsIn(await client.codeActions(FILE, EVERYTHING, ['source.fixAll']));
      assert.ok(all !== undefined);
      const { edit } = await client.resolve(all);
      assert.ok(edit !== undefined);
      assert.equal(edit.documentChanges?.length, 1);
      await client.applyEdit(edit);
      assert.equal(client.textOf(FILE), "allowed();\nfine();\nsecret('x');\nallowed();\n");
      await client.waitForDiagnostics(FILE, (list) => list.every(({ code }) => code === 'config/secret-literal'));
    });

    it('take a pass back that leaves the file broken', async () => {
      await start('forbidden(1, 2);\n');
      const [all] = actionsIn(await client.codeActions(FILE, EVERYTHING, ['source.fixAll']));
      assert.ok(all !== undefined);
      const { edit } = await client.resolve(all);
      assert.ok(edit !== undefined);
      await client.applyEdit(edit);
      assert.equal(client.textOf(FILE), 'allowed(1, 2);\n', 'not "allowed(, 2)"');
    });

    it('change no more of the text than they must', async () => {
      await start("forbidden('a');\n// between\nforbidden('b');\n");
      const [all] = actionsIn(await client.codeActions(FILE, EVERYTHING, ['source.fixAll']));
      assert.ok(all !== undefined);
      const { edit } = await client.resolve(all);
      const [change] = edit?.documentChanges ?? [];
      assert.ok(change !== undefined && TextDocumentEdit.is(change));
      assert.deepEqual(change.edits, [
        { range: rangeOf(0, 0, 9), newText: 'allowed' },
        { range: rangeOf(0, 10, 13), newText: '' },
        { range: rangeOf(2, 0, 9), newText: 'allowed' },
        { range: rangeOf(2, 10, 13), newText: '' },
      ]);
    });

    it('leave what is shown as it was until the edit is applied', async () => {
      await start('forbidden();\n');
      const before = client.published.length;
      await client.codeActions(FILE, EVERYTHING, ['source.fixAll']);
      await client.settle();
      assert.deepEqual(client.published.slice(before), []);
      assert.equal(client.diagnosticsOf(FILE).length, 1);
      const [fix] = actionsIn(await client.codeActions(FILE, EVERYTHING));
      assert.equal(fix?.title, 'Call "allowed" instead');
    });

    it('are not offered where nothing is safe to fix', async () => {
      await start("secret('x');\n");
      assert.deepEqual(await client.codeActions(FILE, EVERYTHING, ['source.fixAll']), []);
    });
  });

  describe('for the documentation', () => {
    it("run the client's command where it has one", async () => {
      await start('forbidden();\n', { initializationOptions: { clientCommands: ['twelveFactor.explainRule'] } });
      const action = titled(await client.codeActions(FILE, EVERYTHING), 'Show documentation for logs/forbidden-call');
      assert.equal(action.command?.command, 'twelveFactor.explainRule');
      assert.deepEqual(action.command.arguments, ['logs/forbidden-call']);
    });

    it('let the server show the address elsewhere', async () => {
      await start('forbidden();\n');
      const action = titled(await client.codeActions(FILE, EVERYTHING), 'Show documentation for logs/forbidden-call');
      assert.ok(action.command !== undefined);
      assert.equal(await client.execute(action.command.command, ...(action.command.arguments ?? [])), true);
      assert.deepEqual(client.shownAddresses, ['https://12factor.net/logs']);
    });

    it('are left out where neither is possible', async () => {
      await start('forbidden();\n', { capabilities: { ...FULL_CAPABILITIES, window: {} } });
      assert.ok(!titles(await client.codeActions(FILE, EVERYTHING)).some((title) => title.startsWith('Show')));
    });
  });

  it('of a rule whose fix throws are left out, and the others come', async () => {
    const { forbiddenCall } = await import('../support/lsp-rules');
    const broken = {
      ...forbiddenCall,
      fix: (): never => {
        throw new Error('hush');
      },
    };
    await start('forbidden();\n', { rules: [broken] });
    const actions = await client.codeActions(FILE, EVERYTHING);
    assert.deepEqual(titles(actions)[0], 'Disable logs/forbidden-call for this line');
    assert.ok(client.logs.some((line) => line.includes('logs/forbidden-call')));
    assert.ok(!client.received.some((message) => message.includes('hush')));
  });

  it('are none for documents that the server does not know', async () => {
    await start('forbidden();\n');
    assert.deepEqual(await client.codeActions('/app/src/unknown.ts', EVERYTHING), []);
  });
});

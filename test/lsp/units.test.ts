import assert from 'node:assert/strict';
import type { Diagnostic, Message, MessageReader, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { createRegistry } from '../../server/src/core/engine/registry';
import { initializeResult } from '../../server/src/lsp/capabilities';
import { GatedReader } from '../../server/src/lsp/gated-reader';
import { describeError } from '../../server/src/lsp/log';
import { DiagnosticsPublisher } from '../../server/src/lsp/publisher';
import { ComplianceBoard } from '../../server/src/lsp/session/compliance-board';
import { FolderFiles } from '../../server/src/lsp/session/folder-files';
import { looseFileOf } from '../../server/src/lsp/session/loose-file';
import { readSettings } from '../../server/src/lsp/settings/read-settings';
import { FolderUri, parseUri, platformPathStyle } from '../../server/src/lsp/uris';
import type { ComplianceChangedParams } from '../../server/src/protocol/index';
import { ManualClock } from '../support/clocks';
import { MemoryHost } from '../support/memory-host';

const KNOWN = new Set(['logs/a']);

describe('settings', () => {
  it('have defaults', () => {
    const { settings, problems } = readSettings(undefined, KNOWN);
    assert.equal(settings.editor.enable, true);
    assert.equal(settings.editor.run, 'onType');
    assert.equal(settings.editor.features.hover, true);
    assert.equal(settings.editor.maxFindingsPerFile, 100);
    assert.deepEqual(settings.configuration, {});
    assert.deepEqual(problems, []);
  });

  it('are the same in every form a client may send', () => {
    const nested = { run: 'onSave', features: { hover: false }, rules: { 'logs/a': 'off' } };
    const flat = { run: 'onSave', 'features.hover': false, rules: { 'logs/a': 'off' } };
    const prefixed = Object.fromEntries(Object.entries(flat).map(([key, value]) => [`twelveFactor.${key}`, value]));
    const expected = readSettings(nested, KNOWN);
    assert.equal(expected.settings.editor.run, 'onSave');
    assert.equal(expected.settings.editor.features.hover, false);
    assert.deepEqual(expected.settings.configuration, { rules: { 'logs/a': 'off' } });
    for (const form of [flat, prefixed, { twelveFactor: nested }, { twelveFactor: flat }]) {
      assert.deepEqual(readSettings(form, KNOWN), expected);
    }
  });

  it('take nothing from what is no object', () => {
    for (const value of [null, 3, 'x', [], true]) assert.deepEqual(readSettings(value, KNOWN), readSettings({}, KNOWN));
  });

  it('leave out what is not valid, each for itself', () => {
    const { settings, problems } = readSettings(
      {
        rules: { 'logs/b': 'off' },
        preset: 'strict',
        enable: 'yes',
        features: { hover: 3, rename: false },
        unknown: 1,
      },
      KNOWN,
    );
    assert.deepEqual(settings.configuration, { preset: 'strict' });
    assert.equal(settings.editor.enable, true);
    assert.deepEqual([settings.editor.features.hover, settings.editor.features.rename], [true, false]);
    assert.deepEqual(
      problems.map((problem) => /twelveFactor\.\w+/.exec(problem)?.[0]),
      ['twelveFactor.rules', 'twelveFactor.enable', 'twelveFactor.features'],
    );
  });
});

describe('publisher', () => {
  const diagnostic = (message: string): Diagnostic => ({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    message,
    data: { fingerprint: message },
  });

  function publisher(): { sent: PublishDiagnosticsParams[]; it: DiagnosticsPublisher } {
    const sent: PublishDiagnosticsParams[] = [];
    return { sent, it: new DiagnosticsPublisher({ send: (params) => sent.push(params) }) };
  }

  it('sends of closed files what differs', () => {
    const { sent, it: publish } = publisher();
    for (const messages of [[], ['x'], ['x'], ['y'], [], []]) publish.publish('a', undefined, messages.map(diagnostic));
    assert.deepEqual(
      sent.map(({ diagnostics }) => diagnostics.map(({ message }) => message)),
      [['x'], ['y'], []],
    );
    assert.deepEqual(sent[0]?.diagnostics[0]?.data, { fingerprint: 'x' });
  });

  it('answers each version of an open document once, and again what differs', () => {
    const { sent, it: publish } = publisher();
    publish.publish('a', 1, []);
    publish.publish('a', 1, []);
    publish.publish('a', 2, []);
    publish.publish('a', 2, [diagnostic('x')]);
    publish.publish('a', 2, [diagnostic('x')]);
    publish.publish('a', 3, [diagnostic('x')]);
    publish.publish('a', undefined, [diagnostic('x')]);
    assert.deepEqual(
      sent.map(({ version, diagnostics }) => [version, diagnostics.length]),
      [
        [1, 0],
        [2, 0],
        [2, 1],
        [3, 1],
      ],
    );
    assert.deepEqual(sent[3]?.diagnostics[0]?.data, { fingerprint: 'x', version: 3 });
  });

  it('answers the versions of a document that is opened again', () => {
    const { sent, it: publish } = publisher();
    publish.publish('a', 1, []);
    publish.forgetVersion('a');
    publish.publish('a', 1, []);
    assert.equal(sent.length, 2);
  });

  it('takes back only what is shown', () => {
    const { sent, it: publish } = publisher();
    publish.clear('a');
    publish.publish('a', undefined, [diagnostic('x')]);
    publish.clear('a');
    publish.clear('a');
    assert.deepEqual(
      sent.map(({ diagnostics }) => diagnostics.length),
      [1, 0],
    );
  });
});

describe('URIs', () => {
  const exact = { ignoreCase: false };

  it('and paths lead to each other, however they are encoded', () => {
    const folder = new FolderUri('file:///work/my%20app', exact);
    for (const file of ['a.ts', 'src/[id]/ü #%25 &.ts', '.env']) {
      assert.equal(folder.fileOf(URI.parse(folder.uriOf(file))), file);
    }
    assert.equal(folder.fileOf(URI.parse('file:///work/my%20app')), '');
    assert.equal(folder.fileOf(URI.parse('file:///work/my app/src/a%2Eb.ts')), 'src/a.b.ts');
    assert.equal(folder.fileOf(URI.parse('file:///work/my%20app2/a.ts')), undefined);
    assert.equal(folder.fileOf(URI.parse('untitled:/work/my app/a.ts')), undefined);
    assert.equal(folder.fileOf(URI.parse('file://server/work/my%20app/a.ts')), undefined);
  });

  it('of drives are the same in either case and encoding', () => {
    const folder = new FolderUri('file:///c%3A/app', exact);
    for (const uri of ['file:///c%3A/app/a.ts', 'file:///C:/app/a.ts', 'file:///c:/app/a.ts']) {
      assert.equal(folder.fileOf(URI.parse(uri)), 'a.ts');
    }
    assert.equal(folder.fileOf(URI.parse('file:///C:/App/a.ts')), undefined);
  });

  it('are compared as the file system compares names', () => {
    assert.deepEqual(
      ['linux', 'win32', 'darwin'].map((name) => platformPathStyle(name as NodeJS.Platform).ignoreCase),
      [false, true, true],
    );
    const folder = new FolderUri('file:///C:/App', { ignoreCase: true });
    assert.equal(folder.fileOf(URI.parse('file:///c:/app/Src/a.ts')), 'Src/a.ts');
  });

  it('may be the whole disk', () => {
    const folder = new FolderUri('file:///', exact);
    assert.equal(folder.fileOf(URI.parse('file:///a/b.ts')), 'a/b.ts');
    assert.equal(folder.uriOf('a/b.ts'), 'file:///a/b.ts');
  });

  it('that are none are no error', () => {
    for (const text of ['file:////x', 'a b:c']) {
      assert.throws(() => URI.parse(text));
      assert.equal(parseUri(text), undefined);
    }
    assert.equal(parseUri('file:///a.ts')?.path, '/a.ts');
  });
});

describe('files of a folder', () => {
  it('are known under any name the file system takes for theirs', async () => {
    const host = new MemoryHost();
    host.write('/app/src/Main.ts', '');
    const files = new FolderFiles(
      (path) => path.toLowerCase(),
      () => false,
    );
    files.apply(await host.list('/app'));
    assert.equal(files.canonical('SRC/main.ts'), 'src/Main.ts');
    assert.equal(files.canonical('src/other.ts'), 'src/other.ts');
  });

  it('come and go with the listing', async () => {
    const host = new MemoryHost();
    host.write('/app/a.ts', '');
    host.write('/app/b/c.ts', '');
    const files = new FolderFiles(
      (path) => path,
      () => false,
    );
    assert.deepEqual(files.apply(await host.list('/app')), {
      added: ['a.ts', 'b/c.ts'],
      removed: [],
      hasNewPaths: true,
    });
    assert.deepEqual(files.apply(await host.list('/app')), { added: [], removed: [], hasNewPaths: false });
    assert.deepEqual(files.setNested(['b']), { added: [], removed: ['b/c.ts'], hasNewPaths: false });
    assert.equal(files.setNested(['b']), undefined);
    assert.equal(files.kindOf('b/c.ts', 'typescript'), undefined);
    host.write('/app/lock.json', '');
    assert.deepEqual(files.apply(await host.list('/app')), { added: [], removed: [], hasNewPaths: true });
    assert.deepEqual(files.apply(undefined).removed, ['a.ts']);
  });
});

describe('loose documents', () => {
  it('are what their language says, and never environment files', () => {
    const kind = (uri: string, language: string): unknown => looseFileOf(parseUri(uri), language);
    assert.deepEqual(kind('untitled:Untitled-1', 'typescript'), { file: 'Untitled-1.ts', kind: 'typescript' });
    assert.deepEqual(kind('untitled:Untitled-1', 'javascriptreact'), { file: 'Untitled-1.jsx', kind: 'typescript' });
    assert.deepEqual(kind('untitled:Untitled-1', 'dockerfile'), { file: 'Untitled-1', kind: 'dockerfile' });
    assert.deepEqual(kind('untitled:Untitled-1', 'plaintext'), { file: 'Untitled-1', kind: undefined });
    assert.deepEqual(kind('file:///x/a.mts', 'typescript'), { file: 'a.mts', kind: 'typescript' });
    assert.deepEqual(kind('file:///x/Procfile', 'plaintext'), { file: 'Procfile', kind: 'procfile' });
    assert.deepEqual(kind('file:///x/.env', 'dotenv'), { file: '.env', kind: undefined });
    assert.deepEqual(kind('git:/x/a.ts?HEAD', 'typescript'), { file: 'a.ts', kind: undefined });
    assert.deepEqual(kind('file:////x', 'typescript'), { file: 'untitled', kind: undefined });
  });
});

describe('what is told of an error', () => {
  it('is its kind and place, not its message', () => {
    const told = describeError(new TypeError('hush\nhush'));
    assert.match(told, /^TypeError\n\s+at /);
    assert.ok(!told.includes('hush'));
    assert.equal(describeError('hush'), 'something that is no error was thrown');
  });
});

describe('compliance board', () => {
  it('waits 200 ms for more to happen, and is silent when nothing is different', () => {
    const clock = new ManualClock();
    const sent: ComplianceChangedParams[] = [];
    const board = new ComplianceBoard({
      clock,
      registry: createRegistry([], []),
      folders: () => [],
      send: (params) => sent.push(params),
    });
    for (let change = 0; change < 3; change++) {
      board.changed();
      clock.advance(50);
    }
    assert.equal(sent.length, 0);
    clock.advance(49);
    assert.equal(sent.length, 0);
    clock.advance(1);
    assert.deepEqual(sent, [{ revision: 1, indexing: false, apps: [] }]);
    board.changed();
    clock.advance(1_000);
    assert.equal(sent.length, 1);
    board.changed();
    board.dispose();
    assert.equal(clock.pendingTimers, 0);
  });
});

describe('gate', () => {
  it('lets initialize through and holds the rest until it opens', () => {
    let push = (_message: Message): void => {};
    const reader = {
      listen: (callback: (message: Message) => void) => {
        push = callback;
        return { dispose: () => undefined };
      },
    } as unknown as MessageReader;
    const gate = new GatedReader(reader);
    const passed: string[] = [];
    gate.listen((message) => passed.push((message as Message & { method: string }).method));
    const send = (method: string): void => push({ jsonrpc: '2.0', method } as Message);
    for (const method of ['early', 'initialize', 'initialized', 'didOpen', 'shutdown']) send(method);
    assert.deepEqual(passed, ['early', 'initialize']);
    assert.equal(gate.isShutDown, true);
    gate.open();
    send('late');
    assert.deepEqual(passed, ['early', 'initialize', 'initialized', 'didOpen', 'shutdown', 'late']);
  });
});

describe('the answer to initialize', () => {
  const answer = (capabilities: object) =>
    initializeResult({ processId: null, rootUri: null, capabilities }).capabilities;

  it('promises what the client can use', () => {
    const plain = answer({});
    assert.equal(plain.codeActionProvider, true);
    assert.equal(plain.positionEncoding, undefined);
    const rich = answer({
      general: { positionEncodings: ['utf-8', 'utf-16'] },
      textDocument: {
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
          dataSupport: true,
          resolveSupport: { properties: ['edit'] },
        },
      },
    });
    assert.deepEqual(rich.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor.extract.env', 'source.fixAll.twelveFactor'],
      resolveProvider: true,
    });
    assert.equal(rich.positionEncoding, 'utf-16');
    assert.deepEqual(rich.textDocumentSync, { openClose: true, change: 2, save: { includeText: false } });
  });
});

import assert from 'node:assert/strict';
import { CreateFile, DeleteFile, TextDocumentEdit } from 'vscode-languageserver';
import { LineMap } from '../../server/src/core/text/line-map';
import { type FileChanges, type PlaceOf, toWorkspaceEdit } from '../../server/src/lsp/convert';
import { type ClientFeatures, readFeatures } from '../../server/src/lsp/features';
import { FULL_CAPABILITIES } from '../support/lsp-pair';

const TEXTS: Readonly<Record<string, string>> = { 'a.ts': 'one\r\ntwo\n', 'b.ts': 'b' };

const placeOf: PlaceOf = (file) => ({
  uri: `file:///${file}`,
  version: file === 'a.ts' ? 3 : null,
  positions: new LineMap(TEXTS[file] ?? ''),
});

const features: ClientFeatures = readFeatures({ processId: null, rootUri: null, capabilities: FULL_CAPABILITIES });

const CHANGES: FileChanges = {
  title: 'Do it',
  edits: new Map([
    [
      'a.ts',
      [
        { span: { start: 5, end: 8 }, text: '2' },
        { span: { start: 0, end: 0 }, text: '>' },
      ],
    ],
    ['b.ts', [{ span: { start: 1, end: 1 }, text: '!' }]],
  ]),
};

describe('workspace edits', () => {
  it('name versions of open documents, and come in the order of their places', () => {
    const edit = toWorkspaceEdit(CHANGES, 'a.ts', placeOf, features);
    assert.deepEqual(edit, {
      documentChanges: [
        TextDocumentEdit.create({ uri: 'file:///a.ts', version: 3 }, [
          { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '>' },
          { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } }, newText: '2' },
        ]),
        TextDocumentEdit.create({ uri: 'file:///b.ts', version: null }, [
          { range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } }, newText: '!' },
        ]),
      ],
    });
  });

  it('are plain changes for clients that know nothing else', () => {
    const edit = toWorkspaceEdit(CHANGES, 'a.ts', placeOf, { ...features, documentChanges: false });
    assert.deepEqual(Object.keys(edit ?? {}), ['changes']);
    assert.deepEqual(Object.keys(edit?.changes ?? {}), ['file:///a.ts', 'file:///b.ts']);
  });

  it('create files before they fill them, and delete files last', () => {
    const changes = { ...CHANGES, creates: [{ path: 'c.ts', text: 'new\n' }], deletes: ['d.ts'] };
    const edit = toWorkspaceEdit(changes, 'a.ts', placeOf, features);
    const [create, fill, ...rest] = edit?.documentChanges ?? [];
    assert.ok(CreateFile.is(create));
    assert.deepEqual(create.options, { overwrite: false, ignoreIfExists: false });
    assert.ok(TextDocumentEdit.is(fill) && fill.textDocument.uri === 'file:///c.ts');
    assert.ok(DeleteFile.is(rest.at(-1)));
  });

  it('are none where a part of the change is more than the client can do', () => {
    const creating = { ...CHANGES, creates: [{ path: 'c.ts', text: '' }] };
    const deleting = { ...CHANGES, deletes: ['d.ts'] };
    assert.equal(toWorkspaceEdit(creating, 'a.ts', placeOf, { ...features, createFiles: false }), undefined);
    assert.equal(toWorkspaceEdit(deleting, 'a.ts', placeOf, { ...features, deleteFiles: false }), undefined);
  });

  it('let the user confirm what happens to other files than the current one', () => {
    const changes = { ...CHANGES, deletes: ['d.ts'], needsConfirmation: 'Deletes a file.' };
    const edit = toWorkspaceEdit(changes, 'a.ts', placeOf, features);
    const [[id, annotation] = []] = Object.entries(edit?.changeAnnotations ?? {});
    assert.deepEqual(annotation, { label: 'Do it', needsConfirmation: true, description: 'Deletes a file.' });
    const annotated = (edit?.documentChanges ?? []).map((change) =>
      JSON.stringify(change).includes(`"annotationId":"${id}"`),
    );
    assert.deepEqual(annotated, [false, true, true]);
  });

  it('explain nothing when only the current file is touched', () => {
    const changes = { ...CHANGES, edits: new Map([...CHANGES.edits].slice(0, 1)), note: 'Never mind.' };
    assert.equal(
      toWorkspaceEdit(changes, 'a.ts', placeOf, features)?.changeAnnotations?.['other-files']?.needsConfirmation,
      undefined,
    );
  });

  it('ask before the current file is touched where there is no other to ask at', () => {
    const changes = {
      ...CHANGES,
      edits: new Map([...CHANGES.edits].slice(0, 1)),
      needsConfirmation: 'A value is lost.',
    };
    const annotation = toWorkspaceEdit(changes, 'a.ts', placeOf, features)?.changeAnnotations?.['other-files'];
    assert.deepEqual(annotation, { label: 'Do it', needsConfirmation: true, description: 'A value is lost.' });
  });
});

import assert from 'node:assert/strict';
import {
  buildEnvironmentTree,
  type EnvironmentInput,
  type EnvironmentNode,
  type EnvironmentTree,
  environmentState,
  ROOT,
} from '../../client/src/environment-view/model';
import type { AppEnvironment, FilePlace, VariableEntry } from '../../server/src/protocol/index';

const place = (path: string, line: number): FilePlace => ({
  uri: `file:///w/${path}`,
  path,
  range: { start: { line, character: 0 }, end: { line, character: 4 } },
});

const variable = (name: string, more: Partial<VariableEntry> = {}): VariableEntry => ({
  name,
  class: 'config',
  status: [],
  declarations: [],
  reads: [],
  ...more,
});

const VARIABLES = [
  variable('API_TOKEN', {
    class: 'secret',
    status: ['undocumented'],
    declarations: [{ ...place('.env', 2), kind: 'dotenv' }],
    reads: [
      { ...place('src/a.ts', 4), hasDefault: false },
      { ...place('src/a.ts', 9), hasDefault: true },
    ],
  }),
  variable('LIMIT', {
    status: ['undeclared', 'undocumented'],
    reads: [{ ...place('src/a.ts', 1), hasDefault: false }],
  }),
  variable('OLD', { status: ['unused'], declarations: [{ ...place('.env.example', 0), kind: 'example' }] }),
  variable('PORT', { class: 'platform', reads: [{ ...place('src/a.ts', 2), hasDefault: true }] }),
  variable('S3_*', { status: ['dynamic'], reads: [{ ...place('src/a.ts', 3), hasDefault: false }] }),
];

const app = (more: Partial<AppEnvironment> = {}): AppEnvironment => ({
  id: 'a',
  folder: 'file:///w',
  root: '.',
  name: 'orders',
  variables: VARIABLES,
  ...more,
});

function input(...apps: AppEnvironment[]): EnvironmentInput {
  return {
    environment: { revision: 1, apps },
    folders: new Map([['file:///w', 'work']]),
    l10n: { t: (message, ...args) => message.replace(/\{(\d)\}/g, (_all, index) => String(args[Number(index)])) },
  };
}

function below({ nodes }: EnvironmentTree, id = ROOT): EnvironmentNode[] {
  return (nodes.get(id)?.children ?? []).map((child) => nodes.get(child) ?? assert.fail(child));
}

const texts = (nodes: readonly EnvironmentNode[]): string[] =>
  nodes.map(({ label, description }) => `${label} | ${description}`);

describe('the environment tree', () => {
  it('shows the variables of a single app with their marks', () => {
    const variables = below(buildEnvironmentTree(input(app())));
    assert.deepEqual(texts(variables), [
      'API_TOKEN | undocumented · secret',
      'LIMIT | undeclared',
      'OLD | unused',
      'PORT | platform',
      'S3_* | dynamic',
    ]);
    const icons = variables.map(({ icon }) => icon?.id);
    assert.deepEqual(icons, ['info', 'warning', 'circle-slash', 'server-environment', 'question']);
    assert.match(
      variables[1]?.tooltip ?? '',
      /Undeclared: code reads it.*\n\nUndocumented.*\n\nDeclarations: 0\. Reads: 1\./,
    );
  });

  it('shows where a variable is declared and where it is read', () => {
    const tree = buildEnvironmentTree(input(app()));
    const [token] = below(tree);
    const places = below(tree, token?.id);
    assert.deepEqual(texts(places), [
      '.env:3 | environment file',
      'src/a.ts:5 | read',
      'src/a.ts:10 | read, with a default',
    ]);
    assert.deepEqual(
      places.map(({ kind }) => kind),
      ['declaration', 'read', 'read'],
    );
    assert.equal(token?.place?.path, '.env');
    assert.equal(below(tree)[1]?.place?.path, 'src/a.ts');
  });

  it('shows apps where there are several, with counts', () => {
    const tree = buildEnvironmentTree(input(app(), app({ id: 'b', root: 'apps/b', name: 'b', variables: [] })));
    assert.deepEqual(texts(below(tree)), [
      'orders | 5 variables · 1 undeclared · 1 unused · 2 undocumented',
      'b | apps/b · 0 variables',
    ]);
    assert.equal(below(tree, 'app:a').length, 5);
  });

  it('says what can be done: nothing with a name that is not ours', () => {
    const can = below(buildEnvironmentTree(input(app()))).map((node) => node.can);
    assert.deepEqual(can, [['renamable', 'documentable'], ['renamable', 'documentable'], ['renamable'], [], []]);
  });

  it('keeps the ids of places when lines move', () => {
    const moved = app({ variables: [variable('LIMIT', { reads: [{ ...place('src/a.ts', 77), hasDefault: false }] })] });
    const ids = (tree: EnvironmentTree): string[] => below(tree, 'variable:a:LIMIT').map(({ id }) => id);
    assert.deepEqual(ids(buildEnvironmentTree(input(moved))), ids(buildEnvironmentTree(input(app()))));
  });

  it('says why it is empty', () => {
    const around = { isStopped: false, isIndexing: false, hasFolder: true };
    const empty = { revision: 1, apps: [] };
    assert.equal(environmentState({ revision: 1, apps: [app()] }, { ...around, isIndexing: true }), 'ready');
    assert.equal(environmentState(empty, around), 'empty');
    assert.equal(environmentState(empty, { ...around, isIndexing: true }), 'indexing');
    assert.equal(environmentState(undefined, around), 'indexing');
    assert.equal(environmentState(empty, { ...around, isStopped: true }), 'stopped');
    assert.equal(environmentState(empty, { ...around, hasFolder: false }), 'noFolder');
  });
});

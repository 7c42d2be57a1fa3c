import assert from 'node:assert/strict';
import { changedNodes } from '../../client/src/compliance-view/changes';
import {
  badgeCount,
  buildTree,
  LEAF_CLASSES,
  ROOT,
  type Tree,
  type TreeInput,
  type TreeNode,
  viewState,
} from '../../client/src/compliance-view/model';
import type {
  AppCompliance,
  ComplianceChangedParams,
  ComplianceLeaf,
  FactorCompliance,
  Severity,
} from '../../server/src/protocol/index';

const NAMES = ['I Codebase', 'II Dependencies', 'III Config', 'IV Backing services'];

function factor(number: number, more: Partial<FactorCompliance> = {}): FactorCompliance {
  const [numeral = '', ...title] = (NAMES[number - 1] ?? '').split(' ');
  const bySeverity = { error: 0, warning: 0, info: 0, hint: 0, ...more.bySeverity };
  const findings = bySeverity.error + bySeverity.warning + bySeverity.info;
  const status = findings > 0 ? 'findings' : 'clean';
  const names = { factor: number, id: title.join('-').toLowerCase(), numeral, title: title.join(' ') };
  return { ...names, statement: 'Says what it asks.', status, findings, evidence: 0, known: 0, ...more, bySeverity };
}

function app(more: Partial<AppCompliance> = {}): AppCompliance {
  const factors = [
    factor(1),
    factor(2, { status: 'partly-assessed' }),
    factor(3, { bySeverity: { error: 1, warning: 1, info: 0, hint: 1 }, evidence: 1 }),
    factor(4, { status: 'not-assessable' }),
  ];
  return { id: 'a', folder: 'file:///w', root: '.', name: 'orders', factors, ...more };
}

function leaf(
  severity: Severity | undefined,
  path: string,
  line: number,
  more: Partial<ComplianceLeaf> = {},
): ComplianceLeaf {
  const range = { start: { line, character: 0 }, end: { line, character: 5 } };
  return {
    kind: severity === undefined ? 'evidence' : 'finding',
    rule: 'config/no-secret-fallback',
    factor: 3,
    ...(severity !== undefined && { severity, fingerprint: `${path}-${line}` }),
    message: `${severity ?? 'evidence'} in ${path}`,
    uri: `file:///w/${path}`,
    path,
    range,
    fixable: false,
    ...more,
  };
}

const LEAVES = [
  leaf(undefined, 'src/config.ts', 3),
  leaf('hint', 'src/a.ts', 1),
  leaf('warning', 'src/b.ts', 7, { fixable: true }),
  leaf('error', 'src/b.ts', 9),
];

const summary = (...apps: AppCompliance[]): ComplianceChangedParams => ({ revision: 1, indexing: false, apps });

function input(more: Partial<TreeInput> = {}): TreeInput {
  return {
    compliance: summary(app()),
    leaves: new Map(),
    grouping: 'factor',
    shown: new Set(LEAF_CLASSES),
    folders: new Map([['file:///w', 'work']]),
    rules: new Map(),
    l10n: { t: (message, ...args) => message.replace(/\{(\d)\}/g, (_all, index) => String(args[Number(index)])) },
    ...more,
  };
}

const withLeaves = (more: Partial<TreeInput> = {}): TreeInput => input({ leaves: new Map([['a', LEAVES]]), ...more });

/** The children of a node as `label | description`; `…` while they are unknown. */
function below({ nodes }: Tree, id = ROOT): string[] {
  const children = nodes.get(id)?.children;
  return children?.map((child) => `${nodes.get(child)?.label} | ${nodes.get(child)?.description}`) ?? ['…'];
}

function node({ nodes }: Tree, id: string): TreeNode {
  const found = nodes.get(id);
  assert.ok(found, `there is no node ${id}`);
  return found;
}

describe('the compliance tree', () => {
  it('shows the factors of a single app with status and counts', () => {
    const tree = buildTree(input());
    assert.deepEqual(below(tree), [
      'I. Codebase | clean',
      'II. Dependencies | partly assessed',
      'III. Config | 2 findings · 1 hint · 1 ✓',
      'IV. Backing services | not assessable',
    ]);
    assert.deepEqual(
      [1, 2, 3, 4].map((number) => node(tree, `factor:a:${number}`).icon?.id),
      ['pass', 'circle-large-outline', 'error', 'circle-slash'],
    );
    assert.deepEqual(
      [1, 3].map((number) => node(tree, `factor:a:${number}`).expansion),
      ['none', 'collapsed'],
    );
  });

  it('asks for leaves only where there are some', () => {
    const tree = buildTree(input());
    assert.equal(node(tree, 'factor:a:3').children, undefined);
    assert.deepEqual(node(tree, 'factor:a:1').children, []);
  });

  it('puts what the baseline holds apart, where it asks for no attention', () => {
    const factors = [
      factor(1, { status: 'findings', known: 1 }),
      factor(3, { bySeverity: { error: 1, warning: 0, info: 0, hint: 0 }, known: 2 }),
    ];
    const leaves = [
      leaf('warning', 'src/z.ts', 1, { factor: 1, known: true }),
      leaf('warning', 'src/b.ts', 7, { known: true }),
      leaf('error', 'src/b.ts', 9, { known: true }),
      leaf('error', 'src/c.ts', 1),
    ];
    const more = { compliance: summary(app({ factors })), leaves: new Map([['a', leaves]]) };
    const tree = buildTree(input(more));
    assert.deepEqual(below(tree), ['I. Codebase | 1 known', 'III. Config | 1 finding · 2 known']);
    assert.equal(node(tree, 'factor:a:1').icon?.id, 'history');
    assert.deepEqual(below(tree, 'factor:a:1'), ['Known findings | 1']);
    assert.deepEqual(below(tree, 'factor:a:3'), ['error in src/c.ts | src/c.ts:2', 'Known findings | 2']);
    assert.deepEqual(below(tree, 'known:factor:a:3'), [
      'error in src/b.ts | src/b.ts:10',
      'warning in src/b.ts | src/b.ts:8',
    ]);
    assert.equal(node(tree, 'known:factor:a:3').expansion, 'collapsed');
    const byFile = buildTree(input({ ...more, grouping: 'file' }));
    assert.deepEqual(below(byFile), ['c.ts | src · 1 finding', 'Known findings | 3']);
    assert.equal(badgeCount(more.compliance), 1);
  });

  it('puts the gravest finding first, evidence last', () => {
    const tree = buildTree(withLeaves());
    assert.deepEqual(below(tree, 'factor:a:3'), [
      'error in src/b.ts | src/b.ts:10',
      'warning in src/b.ts | src/b.ts:8',
      'hint in src/a.ts | src/a.ts:2',
      'evidence in src/config.ts | src/config.ts:4',
    ]);
  });

  it('tells rule and remedy in the tooltip of a finding', () => {
    const rule = { id: 'config/no-secret-fallback', factor: 3, summary: 'S.', remedy: 'Remove the fallback.' };
    const tree = buildTree(withLeaves({ rules: new Map([[rule.id, rule]]) }));
    const { tooltip } = node(tree, 'factor:a:3/src/b.ts-9');
    assert.equal(
      tooltip,
      'error in src/b.ts\n\nRemove the fallback.\n\nRule: config/no-secret-fallback\n\nsrc/b.ts:10',
    );
  });

  it('groups findings by file, in the order of their lines', () => {
    const tree = buildTree(withLeaves({ grouping: 'file' }));
    assert.deepEqual(below(tree), ['a.ts | src · 1 finding', 'b.ts | src · 2 findings']);
    assert.deepEqual(below(tree, 'file:a:file:///w/src/b.ts'), [
      'warning in src/b.ts | src/b.ts:8',
      'error in src/b.ts | src/b.ts:10',
    ]);
    assert.deepEqual(below(buildTree(input({ grouping: 'file' }))), ['…']);
  });

  it('hides what the filter leaves out, and counts what it shows', () => {
    const tree = buildTree(withLeaves({ shown: new Set(['error', 'evidence']) }));
    assert.deepEqual(below(tree).slice(2, 3), ['III. Config | 1 finding · 1 ✓']);
    assert.deepEqual(below(tree, 'factor:a:3'), [
      'error in src/b.ts | src/b.ts:10',
      'evidence in src/config.ts | src/config.ts:4',
    ]);
    const hidden = buildTree(withLeaves({ shown: new Set() }));
    assert.equal(node(hidden, 'factor:a:3').expansion, 'none');
  });

  it('shows an app level when there are several, and folder names when they lie in several folders', () => {
    const folders = new Map([
      ['file:///w', 'work'],
      ['file:///v', 'shop'],
    ]);
    const compliance = summary(app(), app({ id: 'b', folder: 'file:///v', root: 'apps/mail', name: 'mail' }));
    const tree = buildTree(input({ compliance, folders }));
    assert.deepEqual(below(tree), ['orders | work · 2 findings', 'mail | shop/apps/mail · 2 findings']);
    assert.equal(below(tree, 'app:b').length, 4);
    const oneFolder = buildTree(input({ compliance }));
    assert.deepEqual(below(oneFolder), ['orders | 2 findings', 'mail | apps/mail · 2 findings']);
  });

  it('leaves out apps with nothing to assess', () => {
    const nothing = app({ id: 'b', factors: [factor(1, { status: 'not-assessable' })] });
    assert.deepEqual(below(buildTree(input({ compliance: summary(app(), nothing) }))).length, 4);
    assert.deepEqual(below(buildTree(input({ compliance: summary(nothing) }))), []);
  });

  it('keeps ids apart and stable', () => {
    const twice = [leaf(undefined, 'src/config.ts', 3), leaf(undefined, 'src/config.ts', 5)];
    const ids = node(buildTree(input({ leaves: new Map([['a', twice]]) })), 'factor:a:3').children;
    assert.equal(new Set(ids).size, 2);
    const moved = LEAVES.map((entry) => ({ ...entry, range: leaf('hint', 'x', 40).range }));
    const before = node(buildTree(withLeaves()), 'factor:a:3').children;
    const after = node(buildTree(input({ leaves: new Map([['a', moved]]) })), 'factor:a:3').children;
    assert.deepEqual([...(after ?? [])].sort(), [...(before ?? [])].sort());
  });
});

describe('what is redrawn', () => {
  const change = (before: TreeInput, after: TreeInput) => changedNodes(buildTree(before), buildTree(after));

  it('is nothing when nothing differs', () => {
    assert.deepEqual(change(withLeaves(), withLeaves()), []);
  });

  it('is nothing when leaves arrive that were asked for', () => {
    assert.deepEqual(change(input(), withLeaves()), []);
  });

  it('is one factor when a finding goes', () => {
    const factors = app().factors.map((entry) =>
      entry.factor === 3 ? factor(3, { bySeverity: { error: 0, warning: 1, info: 0, hint: 1 }, evidence: 1 }) : entry,
    );
    const after = withLeaves({ compliance: summary(app({ factors })), leaves: new Map([['a', LEAVES.slice(0, 3)]]) });
    assert.deepEqual(change(withLeaves(), after), ['factor:a:3']);
  });

  it('is one leaf when a finding only moves', () => {
    const moved = LEAVES.map((entry) =>
      entry.severity === 'error' ? leaf('error', 'src/b.ts', 11, { fingerprint: 'src/b.ts-9' }) : entry,
    );
    assert.deepEqual(change(withLeaves(), input({ leaves: new Map([['a', moved]]) })), ['factor:a:3/src/b.ts-9']);
  });

  it('is everything when apps come or go', () => {
    assert.deepEqual(change(withLeaves(), withLeaves({ compliance: summary(app(), app({ id: 'b' })) })), [ROOT]);
    assert.deepEqual(change(withLeaves(), withLeaves({ compliance: undefined })), [ROOT]);
  });
});

describe('what stands around the tree', () => {
  it('counts errors and warnings of all apps in the badge, no hints', () => {
    assert.equal(badgeCount(undefined), 0);
    assert.equal(badgeCount(summary(app(), app({ id: 'b' }))), 4);
  });

  it('says why the tree is empty', () => {
    const nothing = app({ factors: [factor(1, { status: 'not-assessable' })] });
    assert.equal(viewState(undefined, 'starting', false), 'noFolder');
    assert.equal(viewState(undefined, 'starting', true), 'indexing');
    assert.equal(viewState({ ...summary(nothing), indexing: true }, 'running', true), 'indexing');
    assert.equal(viewState(summary(nothing), 'running', true), 'empty');
    assert.equal(viewState(summary(), 'running', true), 'empty');
    assert.equal(viewState(summary(app()), 'running', true), 'ready');
    assert.equal(viewState(summary(app()), 'stopped', true), 'stopped');
  });
});

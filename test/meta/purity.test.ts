import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { analyzeSample, sampleApps } from '../support/sample-apps';
import { forEachNode, parseSource, placeOf, type Source, sourcesIn } from '../support/sources';

/** Clocks, chance, I/O and ambient state: what would make two runs differ. */
const IMPURE: ReadonlySet<string> = new Set([
  'Date',
  'Intl',
  'XMLHttpRequest',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);
/** Members that draw on chance or on the machine's language. */
const IMPURE_MEMBERS: ReadonlySet<string> = new Set([
  'random',
  'localeCompare',
  'toLocaleLowerCase',
  'toLocaleString',
  'toLocaleUpperCase',
]);

const sources = ['server/src/core', 'server/src/rules', 'server/src/refactor'].flatMap(sourcesIn);

describe('invariant 2: purity', () => {
  it('core, rules and refactor name no clock, no chance, no I/O', () => {
    assert.deepEqual(sources.flatMap(impureNames), []);
  });

  it('core, rules and refactor keep no variable at module level', () => {
    assert.deepEqual(sources.flatMap(moduleVariables), []);
  });

  it('equal input gives an equal report, in whatever order the files come', () => {
    const apps = sampleApps();
    assert.notEqual(apps.length, 0);
    for (const { name, files } of apps) {
      const reversed = Object.fromEntries(Object.entries(files).reverse());
      const [first, second] = [files, reversed].map((input) => {
        const folder = analyzeSample(input);
        return { files: folder.fileReports, apps: folder.appReports() };
      });
      assert.deepEqual(first?.files, second?.files, name);
      assert.deepEqual(first?.apps, second?.apps, name);
    }
  });
});

function impureNames(source: Source): string[] {
  const found: string[] = [];
  const tree = parseSource(source);
  const own = declaredNames(tree);
  forEachNode(tree, (node) => {
    if (!ts.isIdentifier(node)) return;
    const names = isReference(node) && !own.has(node.text) ? IMPURE : isMember(node) ? IMPURE_MEMBERS : undefined;
    if (names?.has(node.text)) found.push(`${placeOf(source, node)} ${node.text}`);
  });
  return found;
}

/** What the file itself calls so: a global of the same name is out of its reach. */
function declaredNames(tree: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  forEachNode(tree, (node) => {
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (isDeclaration && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}

/** Not the name of a property, which says nothing about the global of that name. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  const isName = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent);
  return !(isName && parent.name === node);
}

function isMember(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

function moduleVariables(source: Source): string[] {
  return parseSource(source)
    .statements.filter(ts.isVariableStatement)
    .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) === 0)
    .map((statement) => placeOf(source, statement));
}

import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import { DocumentAnalyzer } from '../../server/src/core/engine/analyze-document';
import { createRegistry } from '../../server/src/core/engine/registry';
import { defineRule, type Rule } from '../../server/src/core/rule/define-rule';
import { Settings } from '../../server/src/core/settings/resolve';
import { rules as ourRules } from '../../server/src/rules';
import { forEachNode } from '../support/sources';

const TEXT = `import express from 'express';
const app = express();
app.get('/', (request, response) => response.send({ port: process.env.PORT }));
app.listen(3000);
`;

describe('invariant 6: one parse and one walk', () => {
  it('read each node as often for a hundred rules as for one', () => {
    // What holds for a kind of syntax is found out with the first node of that kind.
    nodeReads(listeningRules(1));
    const one = nodeReads(listeningRules(1));
    assert.ok(one > 0);
    assert.equal(nodeReads(listeningRules(100)), one);
  });

  it('call each listener once a node', () => {
    const calls: ts.Node[] = [];
    analyze(
      listeningRules(1, (node) => calls.push(node)),
      parse(),
    );
    const identifiers: ts.Node[] = [];
    forEachNode(calls[0]?.getSourceFile() ?? parse(), (node) => {
      if (ts.isIdentifier(node)) identifiers.push(node);
    });
    assert.deepEqual(
      calls.map(({ pos }) => pos),
      identifiers.map(({ pos }) => pos),
    );
  });

  it('share one tree among all rules', () => {
    const trees = new Set<ts.SourceFile>();
    const watching = ourRules.map((rule) => watchTree(rule, (tree) => trees.add(tree)));
    analyze(watching, undefined);
    assert.equal(trees.size, 1);
  });

  it('do not happen at all to a file that no rule asks for', () => {
    let created = 0;
    const rule = listeningRules(1, undefined, ['a substring that is not there'], () => created++);
    const result = analyze(rule, undefined, 'export const answer = 42;\n');
    assert.equal(created, 0);
    assert.equal(result.facts.kind === 'typescript' && result.facts.parsed, false);
  });
});

/** How often the kind of any node is read while a document is analysed. */
function nodeReads(rules: readonly Rule[]): number {
  const tree = parse();
  let reads = 0;
  forEachNode(tree, (node) => {
    const { kind } = node;
    Object.defineProperty(node, 'kind', {
      get: () => {
        reads++;
        return kind;
      },
    });
  });
  reads = 0;
  analyze(rules, tree);
  return reads;
}

function parse(): ts.SourceFile {
  return parseTypeScript('src/index.ts', TEXT);
}

function analyze(
  rules: readonly Rule[],
  tree: ts.SourceFile | undefined,
  text = TEXT,
): ReturnType<DocumentAnalyzer['analyze']> {
  const registry = createRegistry(rules, []);
  const analyzer = new DocumentAnalyzer({
    registry,
    settings: new Settings({ registry, editor: { preset: 'strict' } }),
    onFailure: (_file, _rule, error) => {
      throw error;
    },
  });
  return analyzer.analyze({
    file: 'src/index.ts',
    kind: 'typescript',
    text,
    version: 1,
    ...(tree && { tree: () => tree }),
  });
}

function listeningRules(
  count: number,
  onNode: (node: ts.Node) => void = () => {},
  needles: readonly string[] = [],
  onCreate: () => void = () => {},
): Rule[] {
  return Array.from({ length: count }, (_, index) =>
    defineRule({
      id: `logs/listener-${index}`,
      summary: 'Listens.',
      why: 'To be counted.',
      remedy: 'Nothing.',
      messages: {},
      severity: 'warning',
      preset: 'recommended',
      confidence: 'certain',
      fixable: 'no',
      since: '0.1.0',
      applies: { to: 'packages' },
      typescript: {
        needles,
        create: () => {
          onCreate();
          return { Identifier: onNode };
        },
      },
    }),
  );
}

function watchTree(rule: Rule, onTree: (tree: ts.SourceFile) => void): Rule {
  const { typescript } = rule;
  if (typescript === undefined) return rule;
  return {
    ...rule,
    typescript: {
      needles: [],
      create: (file) => {
        onTree(file.tree);
        return typescript.create(file);
      },
    },
  };
}

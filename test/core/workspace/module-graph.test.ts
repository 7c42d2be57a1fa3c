import assert from 'node:assert/strict';
import type { TypeScriptFacts } from '../../../server/src/core/workspace/facts';
import { ModuleGraph } from '../../../server/src/core/workspace/module-graph';

const FILES = Array.from({ length: 30 }, (_, index) => `src/${index}.ts`);

/** A ring of files, each importing the next and one that is missing; counts how often a specifier is looked up. */
function ring(): { graph: ModuleGraph; lookUps: () => number } {
  let count = 0;
  const importing = (...specifiers: string[]): TypeScriptFacts => ({
    kind: 'typescript',
    imports: specifiers.map((specifier) => ({ specifier, span: { start: 0, end: 0 }, kind: 'static' })),
    roles: [],
    listens: [],
    shutdowns: [],
    forks: [],
    parsed: true,
  });
  const resolver = {
    resolve(_from: string, specifier: string) {
      count++;
      const path = specifier.replace('./', 'src/');
      return FILES.includes(path) ? path : undefined;
    },
    packageNamed: () => undefined,
    keepsImports: () => false,
  };
  const factsOf = (file: string) => {
    const next = (FILES.indexOf(file) + 1) % FILES.length;
    return importing(`./${next}.ts`, './missing.ts', 'express');
  };
  return { graph: new ModuleGraph(resolver, factsOf, () => FILES), lookUps: () => count };
}

describe('module graph', () => {
  it('looks every import up once, however often and for whom it is asked', () => {
    const { graph, lookUps } = ring();
    for (let keystroke = 0; keystroke < 5; keystroke++) {
      for (const server of FILES.slice(0, 5)) {
        for (const file of graph.reachableFrom([server]))
          assert.deepEqual(graph.unresolvedImportsOf(file), ['./missing.ts']);
      }
    }
    assert.equal(lookUps(), FILES.length * 3);
  });

  it('looks up again what a file imports when that has changed, and nothing else', () => {
    const { graph, lookUps } = ring();
    graph.reachableFrom(FILES);
    const before = lookUps();
    graph.forget('src/0.ts');
    graph.reachableFrom(FILES);
    assert.equal(lookUps() - before, 3);
  });
});

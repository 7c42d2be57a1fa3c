import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as oniguruma from 'vscode-oniguruma';
import * as textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const root = new URL('../..', import.meta.url).pathname;

interface Manifest {
  readonly contributes: {
    readonly grammars: readonly { scopeName: string; path: string; language?: string; injectTo?: readonly string[] }[];
  };
}

export const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** A token of a line, as the editor colours it: its text and the scopes that are its own, outermost first. */
export type Token = readonly [text: string, ...scopes: string[]];

/**
 * Tokenises as VS Code does, with the grammars of package.json and the ones given here.
 * @returns the tokens of all lines but the blank ones between.
 */
export async function tokenize(
  scopeName: string,
  text: string,
  others: readonly textmate.IRawGrammar[] = [],
): Promise<Token[]> {
  const grammar = await loadGrammar(scopeName, others);
  const tokens: Token[] = [];
  let stack = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const part = line.slice(startIndex, endIndex).trim();
      if (part !== '') tokens.push([part, ...scopes.slice(1)]);
    }
  }
  return tokens;
}

let engine: Promise<textmate.IOnigLib> | undefined;

function loadEngine(): Promise<textmate.IOnigLib> {
  engine ??= oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))).then(() => ({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  }));
  return engine;
}

async function loadGrammar(scopeName: string, others: readonly textmate.IRawGrammar[]): Promise<textmate.IGrammar> {
  const { grammars } = manifest.contributes;
  const registry = new textmate.Registry({
    onigLib: loadEngine(),
    async loadGrammar(name) {
      const own = grammars.find((entry) => entry.scopeName === name);
      if (own === undefined) return others.find((entry) => entry.scopeName === name);
      return textmate.parseRawGrammar(readFileSync(join(root, own.path), 'utf8'), own.path);
    },
    getInjections: (name) =>
      grammars.filter(({ injectTo }) => injectTo?.includes(name)).map((entry) => entry.scopeName),
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (grammar === null) throw new Error(`there is no grammar ${scopeName}`);
  return grammar;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as oniguruma from 'vscode-oniguruma';
import * as textmate from 'vscode-textmate';

/** A grammar as a package.json contributes it, and the folder of that package.json. */
export interface GrammarEntry {
  readonly scopeName: string;
  readonly path: string;
  readonly language?: string;
  readonly injectTo?: readonly string[];
  readonly folder: string;
}

/** The grammars an editor knows; of two for one scope, the first counts. */
export interface Grammars {
  readonly entries: readonly GrammarEntry[];
  /** Grammars without a file. */
  readonly raw?: readonly textmate.IRawGrammar[];
  /** The folder whose node_modules holds the regular expression engine. */
  readonly engine: string;
}

/** A token of a line, as the editor colours it: its text and its scopes, outermost first, without the file's own. */
export type Token = readonly [text: string, ...scopes: string[]];

/** The grammars that the package.json of a folder contributes. */
export function grammarsOf(folder: string): GrammarEntry[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const grammars: Omit<GrammarEntry, 'folder'>[] = manifest.contributes?.grammars ?? [];
  return grammars.map((entry) => ({ ...entry, folder }));
}

/** Tokenises as VS Code does, injections included; blank tokens are left out. */
export async function tokenize(scopeName: string, text: string, grammars: Grammars): Promise<Token[]> {
  const grammar = await loadGrammar(scopeName, grammars);
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

async function loadGrammar(scopeName: string, { entries, raw, engine }: Grammars): Promise<textmate.IGrammar> {
  const registry = new textmate.Registry({
    onigLib: loadEngine(engine),
    async loadGrammar(name) {
      const entry = entries.find((candidate) => candidate.scopeName === name);
      if (entry === undefined) return raw?.find((candidate) => candidate.scopeName === name);
      return textmate.parseRawGrammar(readFileSync(join(entry.folder, entry.path), 'utf8'), entry.path);
    },
    getInjections: (name) => entries.filter(({ injectTo }) => injectTo?.includes(name)).map((entry) => entry.scopeName),
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (grammar === null) throw new Error(`there is no grammar ${scopeName}`);
  return grammar;
}

const engines = new Map<string, Promise<textmate.IOnigLib>>();

/** The engine can be loaded once only. */
function loadEngine(folder: string): Promise<textmate.IOnigLib> {
  const loaded = engines.get(folder);
  if (loaded !== undefined) return loaded;
  const binary = readFileSync(join(folder, 'node_modules/vscode-oniguruma/release/onig.wasm'));
  const engine = oniguruma.loadWASM(binary).then(() => ({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  }));
  engines.set(folder, engine);
  return engine;
}

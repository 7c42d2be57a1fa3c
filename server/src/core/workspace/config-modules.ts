import type { FilePath } from '../documents/kinds';
import type { FileRole } from '../rule/roles';
import type { ConfigModuleModel } from './app-model';
import type { ConfigModuleFact, TypeScriptFacts } from './facts';
import { findFile } from './modules';

export interface ConfigModulesInput {
  declared(packageRoot: FilePath): readonly FilePath[];
  exists(path: FilePath): boolean;
  rootOf(file: FilePath): FilePath;
  files(): readonly { readonly file: FilePath; readonly facts: TypeScriptFacts }[];
  factsOf(file: FilePath): TypeScriptFacts | undefined;
}

/** Which module of each package reads its environment. Found once; what it knows is read from the current facts. */
export class ConfigModules {
  private byRoot: Map<FilePath, FilePath> | undefined;
  private readonly declared = new Map<FilePath, FilePath | null>();

  constructor(private readonly input: ConfigModulesInput) {}

  of(file: FilePath): ConfigModuleModel | undefined {
    const root = this.input.rootOf(file);
    const declared = this.declaredAt(root);
    const found = declared ?? this.guesses().get(root);
    if (found === undefined) return undefined;
    const fact = this.input.factsOf(found)?.configModule;
    return { file: found, isDeclared: declared !== undefined, ...(fact && { fact }) };
  }

  private declaredAt(root: FilePath): FilePath | undefined {
    let known = this.declared.get(root);
    if (known === undefined) {
      const paths = this.input.declared(root).flatMap((path) => findFile(path, (one) => this.input.exists(one)) ?? []);
      known = paths[0] ?? null;
      this.declared.set(root, known);
    }
    return known ?? undefined;
  }

  private guesses(): ReadonlyMap<FilePath, FilePath> {
    if (this.byRoot !== undefined) return this.byRoot;
    const best = new Map<FilePath, { file: FilePath; rank: number }>();
    for (const { file, facts } of this.input.files()) {
      if (facts.configModule === undefined || facts.roles.some((role) => ASIDE.has(role))) continue;
      const root = this.input.rootOf(file);
      // Beside the file of one deploy, the one of all deploys is meant.
      const rank = rankOf(facts.configModule) / (OF_ONE_DEPLOY.test(file) ? 10 : 1);
      if (rank > (best.get(root)?.rank ?? 0)) best.set(root, { file, rank });
    }
    this.byRoot = new Map([...best].map(([root, { file }]) => [root, file]));
    return this.byRoot;
  }
}

/** What reads its environment there is no part of the service. */
const ASIDE: ReadonlySet<FileRole> = new Set(['test', 'script', 'tool-config', 'generated', 'example', 'front-end']);

const OF_ONE_DEPLOY = /[./_-](?:dev|development|local|test|staging)\.[cm]?[jt]s$/i;

/** A schema says more than a path, and that more than exports; among equals, who knows more variables. */
function rankOf({ how, variables }: ConfigModuleFact): number {
  const base = how === 'schema' ? 3_000 : how === 'path' ? 2_000 : 1_000;
  return base + Math.min(variables.length, 999);
}

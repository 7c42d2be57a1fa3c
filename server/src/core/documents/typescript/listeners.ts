import type { KindToNodeMappings, SyntaxKind, ts } from 'ts-morph';

type SyntaxKinds = typeof SyntaxKind;

/** Names of the syntax kinds that have a node type of their own. */
export type KindName = {
  [Name in keyof SyntaxKinds]: SyntaxKinds[Name] extends keyof KindToNodeMappings ? Name : never;
}[keyof SyntaxKinds];

export type CompilerNodeOf<Name extends KindName> = KindToNodeMappings[SyntaxKinds[Name] &
  keyof KindToNodeMappings] extends { compilerNode: infer Node extends ts.Node }
  ? Node
  : ts.Node;

/** Called once per node of the kind, parents before children; `endOfFile` comes last. A wrong name does not compile. */
export type TypeScriptListeners = { readonly [Name in KindName]?: (node: CompilerNodeOf<Name>) => void } & {
  readonly endOfFile?: () => void;
};

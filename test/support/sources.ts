import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { repositoryRoot } from '../../server/scripts/repository';
import { joinPath } from '../../server/src/core/documents/kinds';
import { listFiles } from './analyze';

/** One of our own source files, for tests about the code itself. */
export interface Source {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** @param folder relative to the repository. */
export function sourcesIn(folder: string): Source[] {
  const files = listFiles(join(repositoryRoot, folder), /\.ts$/);
  if (files.length === 0) throw new Error(`${folder} holds no sources`);
  return files.map((file) => ({
    path: joinPath(folder, file),
    text: readFileSync(join(repositoryRoot, folder, file), 'utf8'),
  }));
}

/** What a file imports, requires or loads dynamically, type imports included, as written. */
export function importsOf({ text }: Source): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** A relative import as a path from the repository; a package stays as it is. */
export function resolveImport({ path }: Source, specifier: string): string {
  return specifier.startsWith('.') ? joinPath(path, '..', specifier) : specifier;
}

export function parseSource({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
}

export function forEachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => forEachNode(child, visit));
}

/** `path:line` of a node, as editors open it. */
export function placeOf(source: Source, node: ts.Node): string {
  const tree = node.getSourceFile();
  return `${source.path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

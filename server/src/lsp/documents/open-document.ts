import type { ts } from 'ts-morph';
import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FilePath } from '../../core/documents/kinds';
import { parseTypeScript, reparseTypeScript, type TextChange } from '../../core/documents/typescript/parse';
import type { EditedTree } from '../../core/engine/analyze-document';
import { joinChanges } from './text-change';

/**
 * A document that the client has open: its text beats the disk. Owns its syntax tree, which an edit makes over into the
 * next one, so that nobody may keep a node beyond one analysis.
 */
export class OpenDocument {
  private readonly document: TextDocument;
  private tree: ts.SourceFile | undefined;
  /** What has changed since `tree` was made. */
  private change: TextChange | undefined;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    version: number,
    text: string,
  ) {
    this.document = TextDocument.create(uri, languageId, version, text);
  }

  get version(): number {
    return this.document.version;
  }

  get text(): string {
    return this.document.getText();
  }

  positionAt(offset: number): Position {
    return this.document.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.document.offsetAt(position);
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      if ('range' in change) this.replace(change.range.start, change.range.end, change.text, version);
      else {
        this.tree = undefined;
        TextDocument.update(this.document, [change], version);
      }
    }
    // A notification without changes still counts the version up.
    if (changes.length === 0) TextDocument.update(this.document, [], version);
  }

  /** The tree of the current text under the name of a file. It is good until the next call. */
  syntaxTree(file: FilePath): ts.SourceFile {
    const { tree, change, text } = this;
    this.change = undefined;
    if (tree !== undefined && tree.fileName === file) {
      if (change === undefined) return tree;
      // Whatever goes wrong in taking old nodes over, a fresh parse does not have.
      this.tree = undefined;
      this.tree = attempt(() => reparseTypeScript(tree, text, change));
    } else this.tree = undefined;
    this.tree ??= parseTypeScript(file, text);
    return this.tree;
  }

  /** The last tree under the name of a file and what has changed since, should that be something. */
  edited(file: FilePath): EditedTree | undefined {
    const { tree, change } = this;
    return tree?.fileName === file && change !== undefined ? { tree, change } : undefined;
  }

  /** Clients name positions past the end of lines and texts; these count as the end. */
  private replace(from: Position, to: Position, text: string, version: number): void {
    const a = this.document.offsetAt(from);
    const b = this.document.offsetAt(to);
    const start = Math.min(a, b);
    const oldEnd = Math.max(a, b);
    const range = { start: this.document.positionAt(start), end: this.document.positionAt(oldEnd) };
    TextDocument.update(this.document, [{ range, text }], version);
    if (this.tree === undefined) return;
    const change = { start, oldEnd, newLength: text.length };
    this.change = this.change === undefined ? change : joinChanges(this.change, change);
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

import { URI } from 'vscode-uri';
import type { FilePath } from '../core/documents/kinds';

/** The file system's manner of comparing names. */
export interface PathStyle {
  readonly ignoreCase: boolean;
}

export function platformPathStyle(platform: NodeJS.Platform): PathStyle {
  return { ignoreCase: platform === 'win32' || platform === 'darwin' };
}

/** `undefined` for what is no URI at all; clients do send such names (`term://…`). */
export function parseUri(text: string): URI | undefined {
  try {
    return URI.parse(text);
  } catch {
    return undefined;
  }
}

/** A workspace folder as a place of files: translates between URIs and folder-relative paths. */
export class FolderUri {
  readonly uri: URI;
  private readonly path: string;

  constructor(
    readonly text: string,
    private readonly style: PathStyle,
  ) {
    this.uri = URI.parse(text);
    this.path = this.uri.path.replace(/\/+$/, '');
  }

  /** False for virtual folders, of which only open documents can be read. */
  get isOnDisk(): boolean {
    return this.uri.scheme === 'file';
  }

  get fsPath(): string {
    return this.uri.fsPath;
  }

  /** Longer paths are deeper: of two folders that hold a file, the one with the longer path owns it. */
  get depth(): number {
    return this.path.length;
  }

  /** `''` for the folder itself, `undefined` for what lies elsewhere. */
  fileOf(uri: URI): FilePath | undefined {
    if (uri.scheme !== this.uri.scheme || uri.authority.toLowerCase() !== this.uri.authority.toLowerCase()) {
      return undefined;
    }
    const head = uri.path.slice(0, this.path.length);
    if (this.fold(head) !== this.fold(this.path)) return undefined;
    const rest = uri.path.slice(this.path.length);
    return rest === '' || rest === '/' ? '' : rest.startsWith('/') ? rest.slice(1) : undefined;
  }

  uriOf(file: FilePath): string {
    return file === '' ? this.uri.toString() : this.uri.with({ path: `${this.path}/${file}` }).toString();
  }

  /** Names that the file system takes for one have one folded form; a drive letter's case never counts. */
  fold(path: string): string {
    if (this.style.ignoreCase) return path.toLowerCase();
    return path.replace(/^\/[A-Za-z](?=:)/, (drive) => drive.toLowerCase());
  }
}

import type { FilePath } from '../core/documents/kinds';
import { companionsOf, fixFor, readOnce } from '../core/engine/fixes';
import type { FolderAnalysis } from '../core/engine/folder';
import type { Finding } from '../core/rule/finding';
import type { Fix } from '../core/rule/fix';
import type { FileHost } from '../host/file-host';

/**
 * The texts of a scanned folder as they are now: those analysed, with what fixes have changed on top, and the disk for
 * companions that nobody analysed.
 */
export class FixSource {
  private readonly changed = new Map<FilePath, string | undefined>();
  private readonly read = new Map<FilePath, string | undefined>();
  private readonly reading = readOnce();

  constructor(
    readonly folder: FolderAnalysis,
    private readonly root: string,
    private readonly host: FileHost,
    analysed: ReadonlyMap<FilePath, string>,
  ) {
    for (const [file, text] of analysed) this.read.set(file, text);
  }

  async textOf(file: FilePath): Promise<string | undefined> {
    return this.changed.has(file) ? this.changed.get(file) : this.originalOf(file);
  }

  /** As it is on disk. */
  async originalOf(file: FilePath): Promise<string | undefined> {
    if (!this.read.has(file)) this.read.set(file, await this.host.read(this.root, file));
    return this.read.get(file);
  }

  /** `undefined` deletes the file. */
  change(file: FilePath, text: string | undefined): void {
    this.changed.set(file, text);
  }

  revert(file: FilePath): void {
    this.changed.delete(file);
  }

  get changes(): ReadonlyMap<FilePath, string | undefined> {
    return this.changed;
  }

  /** The fix of a finding on the current texts. */
  async fixOf(finding: Finding): Promise<Fix | undefined> {
    const texts = new Map<FilePath, string | undefined>();
    for (const file of [finding.file, ...companionsOf(this.folder, finding)]) texts.set(file, await this.textOf(file));
    return fixFor(this.folder, finding, (file) => texts.get(file), this.reading);
  }
}

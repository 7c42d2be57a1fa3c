import { createGitIgnore } from '../../server/src/core/documents/ignore-file/match';
import { baseName, directoryOf, type FilePath, kindOf } from '../../server/src/core/documents/kinds';
import { isConfigurationName } from '../../server/src/host/configuration';
import type { FolderListing } from '../../server/src/host/file-host';
import type { FolderReader } from '../../server/src/lsp/services';

/** A disk in memory: absolute paths to texts. Counts what is asked of it, and can be told to fail or to wait. */
export class MemoryHost implements FolderReader {
  readonly files = new Map<string, string>();
  readonly brokenRoots = new Set<string>();
  /** Every read, in order. */
  readonly reads: string[] = [];
  lists = 0;
  private gate: Promise<void> = Promise.resolve();
  private readers: (() => void)[] = [];

  write(path: string, text: string): void {
    this.files.set(path, text);
  }

  /** A file, or a folder with all that is in it. */
  delete(path: string): void {
    for (const known of [...this.files.keys()])
      if (known === path || known.startsWith(`${path}/`)) this.files.delete(known);
  }

  /** Reads wait until the returned function is called. */
  holdReads(): () => void {
    let open = (): void => {};
    this.gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  /** Resolves once so many files have been asked for since the beginning. */
  async waitForReads(count: number): Promise<void> {
    while (this.reads.length < count) {
      await new Promise<void>((resolve) => {
        this.readers.push(resolve);
      });
    }
  }

  async list(root: string): Promise<FolderListing> {
    this.lists++;
    if (this.brokenRoots.has(root)) throw new Error(`no such folder: ${root}`);
    const files = this.below(root);
    const ignores = files
      .filter((file) => baseName(file) === '.gitignore')
      .map((file) => ({ directory: directoryOf(file), text: this.textOf(root, file) }));
    const isIgnored = createGitIgnore(ignores);
    const paths = files.filter((file) => !isHidden(file) && (!isIgnored(file) || kindOf(file) === 'dotenv'));
    return {
      paths: new Set(paths),
      documents: paths.filter((file) => kindOf(file) !== undefined).sort(),
      git: { present: true, excludes: [], above: [] },
      configurations: paths.flatMap((file) => this.configurationIn(root, file)),
      warnings: [],
    };
  }

  async read(root: string, file: FilePath): Promise<string | undefined> {
    this.reads.push(file);
    for (const reader of this.readers.splice(0)) reader();
    await this.gate;
    return this.files.get(`${root}/${file}`);
  }

  private configurationIn(root: string, file: FilePath): { file: FilePath; text: string }[] {
    const text = this.textOf(root, file);
    const name = baseName(file);
    const configures = isConfigurationName(name) || (name === 'package.json' && text.includes('"twelveFactor"'));
    return configures ? [{ file, text }] : [];
  }

  private below(root: string): FilePath[] {
    return [...this.files.keys()]
      .filter((path) => path.startsWith(`${root}/`))
      .map((path) => path.slice(root.length + 1));
  }

  private textOf(root: string, file: FilePath): string {
    return this.files.get(`${root}/${file}`) ?? '';
  }
}

function isHidden(file: FilePath): boolean {
  return file.split('/').some((segment) => segment === 'node_modules' || segment === '.git');
}

import { type FilePath, kindOf } from '../../documents/kinds';
import { hasMention, type Mentions, mentionOf } from '../../text/mentions';
import { isBelow } from '../packages';
import { type EnvironmentOffer, type EnvironmentUses, NO_USES } from './uses';

/**
 * What the files of a folder say of environment variables, kept file by file: an edit takes out what the old version said
 * and puts in what the new one says.
 */
export class EnvironmentIndex {
  private readonly files = new Map<FilePath, EnvironmentUses>();
  private readonly mentions = new Map<FilePath, Mentions>();
  private readonly documentation = new Map<FilePath, Mentions>();
  private readonly counts = new Map<number, number>();
  private declared: { readonly revision: number; readonly names: ReadonlySet<string> } | undefined;
  /** Goes up whenever what {@link usesOf} gives for some file is not what it was. */
  revision = 0;
  /** Goes up whenever a module offers something else to others. */
  offers = 0;

  set(file: FilePath, uses: EnvironmentUses, mentions: Mentions): void {
    const before = this.files.get(file) ?? NO_USES;
    if (before !== uses) this.revision++;
    if (!isSameOffer(before.offer, uses.offer)) this.offers++;
    if (uses === NO_USES) this.files.delete(file);
    else this.files.set(file, uses);
    const kind = kindOf(file);
    if (kind === 'documentation' || kind === 'dotenv') {
      this.documentation.set(file, mentions);
      return;
    }
    const old = this.mentions.get(file);
    if (old !== undefined && equal(old, mentions)) return;
    this.count(old, -1);
    this.count(mentions, 1);
    this.mentions.set(file, mentions);
  }

  delete(file: FilePath): void {
    if (this.files.get(file)?.offer !== undefined) this.offers++;
    if (this.files.delete(file)) this.revision++;
    this.documentation.delete(file);
    this.count(this.mentions.get(file), -1);
    this.mentions.delete(file);
  }

  usesOf(file: FilePath): EnvironmentUses {
    return this.files.get(file) ?? NO_USES;
  }

  /** Files that speak of any variable, in no order. */
  get speaking(): Iterable<[FilePath, EnvironmentUses]> {
    return this.files;
  }

  /** True when a text other than an env file or documentation has the name somewhere. */
  isMentioned(name: string): boolean {
    return (this.counts.get(mentionOf(name)) ?? 0) > 0;
  }

  /** The same for the texts below a folder; looks at each of them. */
  isMentionedBelow(folder: FilePath, name: string): boolean {
    return this.isMentionedIn(name, (file) => isBelow(file, folder));
  }

  /** The same for the texts of certain files. */
  isMentionedIn(name: string, accepts: (file: FilePath) => boolean): boolean {
    if (!this.isMentioned(name)) return false;
    const mention = mentionOf(name);
    for (const [file, mentions] of this.mentions) if (hasMention(mentions, mention) && accepts(file)) return true;
    return false;
  }

  /** True when the documentation at one of certain places has the name. */
  isDocumentedIn(name: string, accepts: (file: FilePath) => boolean): boolean {
    const mention = mentionOf(name);
    for (const [file, mentions] of this.documentation) if (hasMention(mentions, mention) && accepts(file)) return true;
    return false;
  }

  isDeclared(name: string): boolean {
    if (this.declared?.revision !== this.revision) {
      const names = [...this.files.values()].flatMap(({ declarations }) => declarations.map((one) => one.name));
      this.declared = { revision: this.revision, names: new Set(names) };
    }
    return this.declared.names.has(name);
  }

  private count(mentions: Mentions | undefined, by: 1 | -1): void {
    for (const mention of mentions ?? []) {
      const count = (this.counts.get(mention) ?? 0) + by;
      if (count === 0) this.counts.delete(mention);
      else this.counts.set(mention, count);
    }
  }
}

function equal(a: Mentions, b: Mentions): boolean {
  return a.length === b.length && a.every((mention, index) => mention === b[index]);
}

function isSameOffer(a: EnvironmentOffer | undefined, b: EnvironmentOffer | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

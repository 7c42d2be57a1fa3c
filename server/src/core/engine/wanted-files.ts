import type { FilePath } from '../documents/kinds';
import type { RuleId } from '../rule/finding';

/** What is to be looked for in a file beside what its text asks for. */
export interface Wish {
  /** See `TypeScriptFacts.close`. */
  readonly closely: boolean;
  /** Rules that look at the file whatever their needles and `concerns` say. */
  readonly asked?: ReadonlySet<RuleId>;
}

/** Files that cross-file rules want to know more of than one reading gave. Each wish is uttered once and holds for good. */
export class WantedFiles {
  private readonly closely = new Set<FilePath>();
  private readonly asked = new Map<FilePath, Set<RuleId>>();
  /** Those that nobody was told of yet. */
  private readonly untold = new Set<FilePath>();

  readClosely(file: FilePath): void {
    if (this.closely.has(file)) return;
    this.closely.add(file);
    this.untold.add(file);
  }

  lookInto(file: FilePath, rule: RuleId): void {
    const rules = this.asked.get(file) ?? new Set<RuleId>();
    if (rules.has(rule)) return;
    this.asked.set(file, rules.add(rule));
    this.untold.add(file);
  }

  of(file: FilePath): Wish {
    const asked = this.asked.get(file);
    return { closely: this.closely.has(file), ...(asked && { asked }) };
  }

  /** Those since the last call. */
  take(): FilePath[] {
    const files = [...this.untold];
    this.untold.clear();
    return files;
  }

  delete(file: FilePath): void {
    this.closely.delete(file);
    this.asked.delete(file);
    this.untold.delete(file);
  }
}

import type { ts } from 'ts-morph';
import type { FilePath } from '../documents/kinds';
import type { Bindings, NameOrigin, NameWatch } from '../documents/typescript/bindings';
import type { RuleId } from '../rule/finding';
import type { Span } from '../text/span';
import { placesOf, type Said, withPlaces } from './said';

/** A place as an offset in the top-level statement that holds it. */
interface Anchor {
  readonly statement: ts.Statement;
  /** Where the statement began when `Kept.said` was made. */
  readonly pos: number;
}

interface Kept {
  said: Said;
  anchors: readonly Anchor[];
}

/** What was said of one statement, and what that rests on beside the statement itself. */
interface Memory {
  readonly key: string;
  readonly byOwner: Map<RuleId, readonly Kept[]>;
  readonly names: Map<string, NameOrigin>;
  readonly variables: Map<ts.Identifier, boolean>;
}

/**
 * What rules said of the top-level statements of open documents. An incremental parse keeps the statements that an edit
 * leaves alone; what a rule that looks at one statement at a time said of such a one still holds when all the names that
 * the statement takes from outside stand for the same, and so on for the statements that declare them.
 */
export class StatementMemory {
  private readonly memories = new WeakMap<ts.Statement, Memory>();

  /** `key` names all else that what is said may depend on: only what was said under an equal key is said again. */
  begin(file: FilePath, tree: ts.SourceFile, key: string): MemoryRun {
    return new MemoryRun(this.memories, file, tree, key);
  }
}

/** One analysis of one version. */
export class MemoryRun implements NameWatch {
  private readonly current: Map<string, Said[]> = new Map();
  private readonly unsure = new Set<RuleId>();
  private isAllUnsure = false;
  private readonly origins = new Map<string, NameOrigin>();
  private valid: ReadonlySet<ts.Statement> = new Set();
  private bindings: Bindings | undefined;

  constructor(
    private readonly memories: WeakMap<ts.Statement, Memory>,
    private readonly file: FilePath,
    private readonly tree: ts.SourceFile,
    private readonly key: string,
  ) {}

  /** To be called before any rule sees the tree; what names stand for is asked there. */
  use(bindings: Bindings): void {
    this.bindings = bindings;
    // Before anybody asks anything: what is asked from here on is asked of this version.
    this.valid = this.validStatements();
  }

  onOuterName(statement: ts.Node, name: string): void {
    this.memoryOf(statement as ts.Statement).names.set(name, this.originOf(name));
  }

  onVariable(statement: ts.Node, name: ts.Identifier, isReassigned: boolean): void {
    this.memoryOf(statement as ts.Statement).variables.set(name, isReassigned);
  }

  onWholeFile(): void {
    this.isAllUnsure = true;
  }

  /** What an owner said of a statement earlier, at its present places; `undefined` where it has to look again. */
  recall(statement: ts.Statement, owner: RuleId): readonly Said[] | undefined {
    if (!this.valid.has(statement)) return undefined;
    return this.memories
      .get(statement)
      ?.byOwner.get(owner)
      ?.map((kept) => moved(kept));
  }

  /** To be called with whatever an owner says between two calls of `keep`. */
  hear(owner: RuleId, said: Said): void {
    const list = this.current.get(owner);
    if (list === undefined) this.current.set(owner, [said]);
    else list.push(said);
  }

  /** The owner looked beyond the statement in a way that nobody follows: what it says of this one is not kept. */
  doubt(owner: RuleId): void {
    this.unsure.add(owner);
  }

  /** The owners have seen the whole statement. */
  keep(statement: ts.Statement, owners: readonly RuleId[]): void {
    for (const owner of owners) {
      const isUnsure = this.isAllUnsure || this.unsure.has(owner);
      const kept = isUnsure ? undefined : this.anchored(statement, this.current.get(owner) ?? []);
      if (kept !== undefined) this.memoryOf(statement).byOwner.set(owner, kept);
    }
    this.current.clear();
    this.unsure.clear();
    this.isAllUnsure = false;
  }

  private memoryOf(statement: ts.Statement): Memory {
    let memory = this.memories.get(statement);
    if (memory === undefined) {
      memory = { key: this.key, byOwner: new Map(), names: new Map(), variables: new Map() };
      this.memories.set(statement, memory);
    }
    return memory;
  }

  private originOf(name: string): NameOrigin {
    let origin = this.origins.get(name);
    if (origin === undefined) {
      origin = this.bindings?.originOf(name) ?? UNRESOLVED;
      this.origins.set(name, origin);
    }
    return origin;
  }

  /** Forgets what does not hold any more, and names the statements of which something is left. */
  private validStatements(): ReadonlySet<ts.Statement> {
    const valid = new Set<ts.Statement>();
    const users = new Map<ts.Statement, ts.Statement[]>();
    const invalid: ts.Statement[] = [];
    for (const statement of this.tree.statements) {
      const memory = this.memories.get(statement);
      if (memory === undefined || !this.holds(memory)) {
        invalid.push(statement);
        continue;
      }
      valid.add(statement);
      for (const { statement: declaring } of memory.names.values()) {
        if (declaring === undefined || declaring === statement) continue;
        const list = users.get(declaring);
        if (list === undefined) users.set(declaring, [statement]);
        else list.push(statement);
      }
    }
    // The list grows while it is gone through.
    for (const statement of invalid) {
      this.memories.delete(statement);
      for (const user of users.get(statement) ?? []) if (valid.delete(user)) invalid.push(user);
    }
    return valid;
  }

  private holds({ key, names, variables }: Memory): boolean {
    if (key !== this.key) return false;
    for (const [name, before] of names) {
      const now = this.originOf(name);
      if (now.statement !== before.statement || now.isReassigned !== before.isReassigned) return false;
    }
    for (const [name, wasReassigned] of variables) {
      if (this.bindings?.isReassigned(name) !== wasReassigned) return false;
    }
    return true;
  }

  /** `undefined` when a place lies in none of the statements that the memory of this one rests on. */
  private anchored(statement: ts.Statement, all: readonly Said[]): readonly Kept[] | undefined {
    const kept: Kept[] = [];
    for (const said of all) {
      const anchors: Anchor[] = [];
      for (const place of placesOf(said, this.file)) {
        const holder = this.holderOf(statement, place);
        if (holder === undefined) return undefined;
        anchors.push({ statement: holder, pos: holder.pos });
      }
      kept.push({ said, anchors });
    }
    return kept;
  }

  private holderOf(statement: ts.Statement, place: Span): ts.Statement | undefined {
    if (contains(statement, place)) return statement;
    const seen = new Set<ts.Statement>([statement]);
    for (const user of seen) {
      for (const { statement: declaring } of this.memories.get(user)?.names.values() ?? []) {
        if (declaring === undefined || seen.has(declaring)) continue;
        if (contains(declaring, place)) return declaring;
        seen.add(declaring);
      }
    }
    return undefined;
  }
}

const UNRESOLVED: NameOrigin = { statement: undefined, isReassigned: false };

function contains({ pos, end }: ts.Statement, place: Span): boolean {
  return pos <= place.start && place.end <= end;
}

function moved(kept: Kept): Said {
  if (kept.anchors.some(({ statement, pos }) => statement.pos !== pos)) {
    kept.said = withPlaces(kept.said, (index, { start, end }) => {
      const anchor = kept.anchors[index];
      const delta = anchor === undefined ? 0 : anchor.statement.pos - anchor.pos;
      return { start: start + delta, end: end + delta };
    });
    kept.anchors = kept.anchors.map(({ statement }) => ({ statement, pos: statement.pos }));
  }
  return kept.said;
}

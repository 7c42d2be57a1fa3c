import type { ts } from 'ts-morph';
import { assignmentsIn } from './assignments';
import { type Entry, namesOfStatement } from './scopes';

/**
 * What follows from the text of one top-level statement alone. An incremental parse keeps the statements that an edit
 * leaves alone, so what is known of them holds from one version of an open document to the next.
 */
export class StatementFacts {
  private readonly names = new WeakMap<ts.Statement, ReadonlyMap<string, Entry>>();
  private readonly assignments = new WeakMap<ts.Statement, ReadonlyMap<string, readonly number[]>>();

  /** The names that the statement declares in the scope of its file. */
  namesOf(statement: ts.Statement): ReadonlyMap<string, Entry> {
    let known = this.names.get(statement);
    if (known === undefined) {
      known = namesOfStatement(statement);
      this.names.set(statement, known);
    }
    return known;
  }

  /** Where the statement seems to assign to a name: offsets from its beginning, leading trivia included. */
  assignmentsOf(tree: ts.SourceFile, statement: ts.Statement, name: string): readonly number[] {
    let known = this.assignments.get(statement);
    if (known === undefined) {
      known = assignmentsIn(tree.text.slice(statement.pos, statement.end));
      this.assignments.set(statement, known);
    }
    return known.get(name) ?? [];
  }
}

import type { FilePath } from '../../documents/kinds';
import type { Span } from '../../text/span';
import type { AppModel } from '../app-model';
import type { EnvironmentVariable, Placed, VariableClass } from './catalogue';
import { examplesFor, runtimeReads, undeclaredVariables, undocumentedVariables } from './drift';
import { unusedVariables } from './unused';
import type { DeclarationKind, DynamicRead } from './uses';

/**
 * - `undeclared`: code that runs in a deploy reads it, nothing declares it
 * - `unused`: an env file sets it, nothing mentions it
 * - `undocumented`: read or set, and the app's example does not name it
 * - `dynamic`: a name that code puts together, shown with a `*` for what is not known
 */
export type VariableStatus = 'undeclared' | 'unused' | 'undocumented' | 'dynamic';

/** One variable of one app as the environment view and `twelve-factor env` show it. Names and places, never a value. */
export interface VariableReport {
  readonly name: string;
  /** Root of the app, `.` for the folder itself. */
  readonly app: string;
  readonly class: VariableClass;
  readonly status: readonly VariableStatus[];
  readonly declarations: readonly { readonly file: FilePath; readonly span: Span; readonly kind: DeclarationKind }[];
  readonly reads: readonly { readonly file: FilePath; readonly span: Span; readonly hasDefault: boolean }[];
}

/** The variables of an app, sorted by name. */
export function reportVariables(app: AppModel): VariableReport[] {
  const { variables, dynamic } = app.environment;
  const undeclared = new Set(undeclaredVariables(app).map(({ variable }) => variable.name));
  const unused = new Set(unusedVariables(app).map(({ variable }) => variable.name));
  const undocumented = new Set(undocumentedVariables(app).map(({ variable }) => variable.name));
  const root = app.root === '' ? '.' : app.root;
  const reports: VariableReport[] = [];
  for (const variable of variables.values()) {
    if (variable.reads.length === 0 && variable.declarations.length === 0) continue;
    const { name } = variable;
    const status: VariableStatus[] = [];
    if (undeclared.has(name)) status.push('undeclared');
    if (unused.has(name)) status.push('unused');
    if (undocumented.has(name) || isMissingInExample(variable, app)) status.push('undocumented');
    reports.push({
      name,
      app: root,
      class: variable.class,
      status,
      declarations: variable.declarations.map(({ file, span, kind }) => ({ file, span, kind })),
      reads: variable.reads.map(({ file, span, hasDefault }) => ({ file, span, hasDefault })),
    });
  }
  const composed = new Map<string, Placed<DynamicRead>[]>();
  for (const read of dynamic) {
    const name = `${read.prefix}*${read.suffix ?? ''}`;
    composed.set(name, [...(composed.get(name) ?? []), read]);
  }
  for (const [name, reads] of composed) {
    reports.push({
      name,
      app: root,
      class: 'config',
      status: ['dynamic'],
      declarations: [],
      reads: reads.map(({ file, span }) => ({ file, span, hasDefault: false })),
    });
  }
  return reports.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** There is an example for the code that reads the variable, and it does not name it. */
function isMissingInExample(variable: EnvironmentVariable, app: AppModel): boolean {
  if (variable.class === 'platform') return false;
  const [first] = runtimeReads(variable, app);
  if (first === undefined) return false;
  const examples = examplesFor(first.file, app);
  return (
    examples.length > 0 &&
    !variable.declarations.some(({ kind, file }) => kind === 'example' && examples.includes(file))
  );
}

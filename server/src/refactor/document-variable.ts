import { directoryOf, type FilePath, joinPath } from '../core/documents/kinds';
import type { NewFile } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import type { AppModel } from '../core/workspace/app-model';
import type { EnvironmentVariable } from '../core/workspace/environment/catalogue';
import { examplesFor } from '../core/workspace/environment/drift';
import { appendLine } from './append-line';
import { documentInExample } from './example-entry';

/** Where a variable is documented: an example that exists, or one to be made; and the env file whose order it follows. */
export interface ExamplePlace {
  readonly example: FilePath;
  readonly source: FilePath | undefined;
}

/** The example beside the env file that sets the variable, else the nearest to the code that reads it. */
export function examplePlaceOf(variable: EnvironmentVariable, app: AppModel): ExamplePlace {
  const set = variable.declarations.find(({ kind, isBare }) => kind === 'dotenv' && isBare !== true);
  const near = set?.file ?? variable.reads[0]?.file ?? variable.declarations[0]?.file ?? joinPath(app.root, '.env');
  const [example] = examplesFor(near, app);
  const root = set === undefined ? (app.packageOf(near)?.root ?? app.root) : directoryOf(set.file);
  return { example: example ?? joinPath(root, '.env.example'), source: set?.file };
}

/** The bare name into the example; nothing when it stands there. */
export function documentVariable(
  name: string,
  { example, source }: ExamplePlace,
  textOf: (file: FilePath) => string | undefined,
): { readonly edits: Map<FilePath, Edit[]>; readonly creates: NewFile[] } {
  const text = textOf(example);
  const edits = new Map<FilePath, Edit[]>();
  if (text === undefined) return { edits, creates: [{ path: example, text: `${name}=\n` }] };
  const from = source === undefined ? undefined : textOf(source);
  const edit = from === undefined ? appendLine(text, `${name}=`) : documentInExample(from, text, name);
  if (edit !== undefined) edits.set(example, [edit]);
  return { edits, creates: [] };
}

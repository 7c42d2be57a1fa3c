import { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { nodeWithSpan, propertyOf, spanOf } from '../core/documents/typescript/ast';
import type { Fix, FixContext, NewFile } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import { type MoveLiteralOptions, moveLiteral } from './move-literal';

/** Moves the address of a service to the environment, and a literal port beside it along: a host alone is half an address. */
export function moveEndpoint(context: FixContext, options: MoveLiteralOptions): Fix | undefined {
  const fix = moveLiteral(context, options);
  const port = portBeside(context);
  if (fix === undefined || port === undefined || !options.name?.endsWith('_HOST')) return fix;
  const name = options.name.replace(/_HOST$/, '_PORT');
  const second = moveLiteral(context, { span: spanOf(port), name, example: port.text });
  return second === undefined ? fix : { ...joined(fix, second), title: `${fix.title} and its port` };
}

function portBeside(context: FixContext): ts.NumericLiteral | undefined {
  const node = nodeWithSpan(context.tree(), context.finding.span);
  const property = node?.parent;
  if (property === undefined || !ts.isPropertyAssignment(property)) return undefined;
  const port = propertyOf(property.parent, 'port')?.value;
  return port !== undefined && ts.isNumericLiteral(port) ? port : undefined;
}

/** Two fixes of one code file as one; what both do to an ignore file is done once. */
function joined(first: Fix, second: Fix): Fix {
  const edits = new Map<FilePath, readonly Edit[]>(first.edits);
  for (const [path, list] of second.edits) {
    const before = edits.get(path) ?? [];
    const added = list.filter((edit) => !before.some((known) => JSON.stringify(known) === JSON.stringify(edit)));
    edits.set(path, [...before, ...added]);
  }
  const carriesValue = first.carriesValue === true || second.carriesValue === true;
  return { ...first, edits, creates: joinedFiles(first.creates ?? [], second.creates ?? []), carriesValue };
}

function joinedFiles(first: readonly NewFile[], second: readonly NewFile[]): NewFile[] {
  const files = first.map(({ path, text }) => {
    const more = second.find((file) => file.path === path)?.text ?? '';
    return { path, text: more === text ? text : text + more };
  });
  return [...files, ...second.filter(({ path }) => !first.some((file) => file.path === path))];
}

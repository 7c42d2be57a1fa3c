import { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { nodeWithSpan } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import type { EnvironmentFallback } from '../core/documents/typescript/environment-fallbacks';
import { publicPrefixOf } from '../core/knowledge/names';
import type { EditContext, Fix, FixContext } from '../core/rule/fix';
import type { Span } from '../core/text/span';
import type { AppModel } from '../core/workspace/app-model';
import { environmentTypesFor } from '../core/workspace/config-homes';
import { composeCompanions } from './compose-environment';
import { environmentCompanions, localValues, recordVariable } from './environment-files';
import { canMove, literalValue } from './movable';
import { explanation, isAddress, isSecretLiteral, type MovedLiteral, moveValues } from './move-values';
import { fallbackAt, removalOf } from './remove-fallback';
import { suggestName, usableName } from './variable-name';

export { canMove, literalValue };

export interface MoveLiteralOptions {
  /** The literal; the finding's span when absent. */
  readonly span?: Span;
  /** A name that the caller knows to be conventional (`SESSION_SECRET`); else one is derived from the code. */
  readonly name?: string;
  /** A name for a literal that the code calls nothing. */
  readonly fallbackName?: string;
  /** What the example file shows; empty unless the value is the same for everybody (a port). */
  readonly example?: string;
}

/** What `moveLiteral` reads beside the document. */
export function moveCompanions(file: FilePath, app: AppModel): FilePath[] {
  const root = app.packageOf(file)?.root ?? app.root;
  const modules = [...app.configModulesFor(file), ...environmentTypesFor(app, file)];
  return [...environmentCompanions(root), ...composeCompanions(root), ...modules];
}

/**
 * "Move literal to environment variable": the literal becomes a read through the package's config module, or of
 * `process.env` where there is none, the value goes into a git-ignored `.env`, the bare name into `.env.example`.
 * `undefined` when the place holds no literal that can be moved.
 */
export function moveLiteral(context: FixContext, options: MoveLiteralOptions = {}): Fix | undefined {
  const tree = context.tree();
  const span = options.span ?? context.finding.span;
  const node = nodeWithSpan(tree, span);
  const value = node !== undefined && ts.isExpression(node) && canMove(node) ? literalValue(node) : undefined;
  if (node === undefined || value === undefined) return undefined;
  const fallback = fallbackAt(tree, { start: node.getStart(tree), end: node.end });
  if (fallback !== undefined) return moveFallback(context, fallback);
  return moveLiterals(context, [{ ...options, span }], { areSecret: context.finding.secret });
}

export interface MoveOptions {
  /** They are, whatever their names and forms say. */
  readonly areSecret?: boolean;
  /** For code that a browser loads: the prefix with which the framework hands variables to it. */
  readonly publicPrefix?: string;
}

type Place = MoveLiteralOptions & { readonly span: Span };

/** The same for several literals of a file at once. */
export function moveLiterals(
  context: EditContext,
  places: readonly Place[],
  options: MoveOptions = {},
): Fix | undefined {
  const moved = namedLiterals(context, places, options);
  if (moved === undefined || moved.length === 0) return undefined;
  const names = moved.map(({ name }) => name);
  const title =
    names.length === 1
      ? `Move literal to environment variable ${names[0]}`
      : `Move ${names.length} literals to environment variables (${names.join(', ')})`;
  return { title, safety: 'suggestion', ...moveValues(context, moved) };
}

function namedLiterals(
  context: EditContext,
  places: readonly Place[],
  { areSecret = false, publicPrefix }: MoveOptions,
): MovedLiteral[] | undefined {
  const tree = context.tree();
  const bindings = new Bindings(tree);
  const taken = new Map(localValues(context));
  const moved: MovedLiteral[] = [];
  for (const { span, name: given, fallbackName, example } of places) {
    const node = nodeWithSpan(tree, span);
    if (node === undefined || !ts.isExpression(node) || !canMove(node)) return undefined;
    const value = literalValue(node);
    if (value === undefined) return undefined;
    const nameless = areSecret || isSecretLiteral('', value) ? 'APP_SECRET' : 'APP_VALUE';
    const plain = usableName(given ?? suggestName(node, value, bindings) ?? fallbackName ?? '') ?? nameless;
    const wanted = (publicPrefix ?? '') + plain;
    const isSecret = areSecret || isSecretLiteral(wanted, value);
    const held = publicPrefix === undefined && (isSecret || isAddress(value)) ? holderOf(value, taken) : undefined;
    const isFree = (name: string): boolean => {
      const twin = moved.find((one) => one.name === name);
      return twin === undefined || twin.node.kind === node.kind;
    };
    const name = held ?? freeName(wanted, value, taken, isFree);
    taken.set(name, value);
    moved.push({ node, value, name, isSecret, example: example ?? '', ...(publicPrefix && { publicPrefix }) });
  }
  return moved;
}

/** The variable is there already: its fallback moves to `.env`, and the bare read stays. */
export function moveFallback(context: EditContext, fallback: EnvironmentFallback): Fix | undefined {
  const { name } = fallback;
  const removal = removalOf(fallback);
  const value = literalValue(fallback.value);
  if (removal === undefined || value === undefined) return undefined;
  const known = localValues(context);
  const change = recordVariable(context, { name, value, example: '' });
  return {
    title: `Move the fallback of ${name} to the environment`,
    safety: 'suggestion',
    edits: new Map(change.edits).set(context.file, [removal]),
    creates: change.creates,
    carriesValue: change.carriesValue,
    ...explanation(context, [{ name, value }], known, change.carriesValue),
  };
}

/** A long value that a variable holds already has its name; a short one may be the same by chance. */
function holderOf(value: string, taken: ReadonlyMap<string, string>): string | undefined {
  if (value.length < 8) return undefined;
  const holders = [...taken].filter(([name, held]) => held === value && publicPrefixOf(name) === undefined);
  const [only] = holders;
  return holders.length === 1 ? only?.[0] : undefined;
}

/** A key with the same value is reused; one with another value is somebody else's. */
function freeName(
  wanted: string,
  value: string,
  taken: ReadonlyMap<string, string>,
  isFree: (name: string) => boolean,
): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    const held = taken.get(name);
    if (isFree(name) && (held === undefined || held === '' || held === value)) return name;
  }
}

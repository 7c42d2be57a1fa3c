import type { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { parseConnectionString } from '../core/knowledge/connection-string';
import { isSecretName } from '../core/knowledge/secret-names';
import { readServiceAddress } from '../core/knowledge/service-addresses';
import { findProviderToken } from '../core/knowledge/tokens';
import { classifyValue } from '../core/knowledge/value-classes';
import type { EditContext, Fix, NewFile } from '../core/rule/fix';
import { type Edit, hasOverlap } from '../core/text/edits';
import { handThroughCompose } from './compose-environment';
import { findConfigHome } from './config-home/find';
import type { MovedVariable } from './config-home/home';
import { distinct } from './config-home/insert';
import { localFile, localValues, recordVariables } from './environment-files';
import { typeVariables } from './environment-types';
import { readOf, replacement, typeOf } from './movable';
import { styleOf } from './source-style';
import { siteOf } from './use-site';

/** A literal with the variable that takes its place. */
export interface MovedLiteral {
  readonly node: ts.Expression;
  readonly value: string;
  readonly name: string;
  readonly isSecret: boolean;
  /** What the example file shows. */
  readonly example: string;
  /** Of the variable's name, in code that a browser loads. */
  readonly publicPrefix?: string;
}

/** Everything a move changes, or what keeps the value from being written. */
export type Move = Pick<Fix, 'edits' | 'creates' | 'carriesValue' | 'note' | 'needsConfirmation'>;

/**
 * Moves literals of one file to the environment: each is declared in the config module of the package and read from
 * there, or from `process.env` where there is none or the place cannot get at it; env files, compose files and typings follow.
 */
export function moveValues(context: EditContext, moved: readonly MovedLiteral[]): Move {
  const tree = context.tree();
  const { quote } = styleOf(tree);
  const reads = throughHome(context, moved) ?? {
    texts: moved.map(({ node, name, publicPrefix }) => readOf(node, environmentOf(publicPrefix), name, quote)),
    edits: new Map<FilePath, readonly Edit[]>(),
  };
  const once = [...new Map(moved.map((one) => [one.name, one])).values()];
  const names = once.map(({ name }) => name);
  const known = localValues(context);
  const change = recordVariables(context, once);
  const edits = new Map<FilePath, readonly Edit[]>();
  const add = (path: FilePath, more: readonly Edit[]): void => {
    edits.set(path, distinct([...(edits.get(path) ?? []), ...more]));
  };
  moved.forEach(({ node }, index) => {
    add(context.file, [replacement(node, tree, reads.texts[index] ?? '')]);
  });
  const others = [reads.edits, change.edits, handThroughCompose(context, names), typeVariables(context, names)];
  for (const [path, more] of others.flatMap((map) => [...map])) add(path, more);
  const creates: readonly NewFile[] = change.creates;
  return {
    edits,
    creates,
    carriesValue: change.carriesValue,
    ...explanation(context, once, known, change.carriesValue),
  };
}

/** Bundlers of the Vite family put no `process` into the browser. */
function environmentOf(publicPrefix: string | undefined): string {
  return /^(?:VITE|PUBLIC)_$/.test(publicPrefix ?? '') ? 'import.meta.env' : 'process.env';
}

interface Reads {
  /** One for each literal. */
  readonly texts: readonly string[];
  readonly edits: ReadonlyMap<FilePath, readonly Edit[]>;
}

function throughHome(context: EditContext, moved: readonly MovedLiteral[]): Reads | undefined {
  // A schema takes an empty text for a variable that is not set.
  const found = moved.some(({ value }) => value === '') ? undefined : findConfigHome(context);
  const once = [...new Map(moved.map((one) => [one.name, one])).values()];
  const entered = found?.home.enter(once.map(variableOf), found.file === context.file);
  if (found === undefined || entered === undefined) return undefined;
  // Of the libraries, one knows what may be shown to a browser.
  if (moved.some(({ publicPrefix }) => publicPrefix !== undefined) && found.library !== 't3-env') return undefined;
  const sites = moved.flatMap(({ node, name }) => {
    const use = entered.uses[once.findIndex((one) => one.name === name)];
    return (use && siteOf(context, node, found.file, use)) ?? [];
  });
  if (sites.length < moved.length) return undefined;
  const edits = new Map<FilePath, readonly Edit[]>([[found.file, entered.edits]]);
  const imports = distinct([...(edits.get(context.file) ?? []), ...sites.flatMap((site) => site.edits)]);
  if (imports.length > 0) edits.set(context.file, imports);
  if ([...edits.values()].some((list) => hasOverlap(list))) return undefined;
  if (entered.edits.length === 0 && found.file !== context.file) edits.delete(found.file);
  return { texts: sites.map(({ text }) => text), edits };
}

function variableOf({ node, value, name, isSecret, publicPrefix }: MovedLiteral): MovedVariable {
  const type = typeOf(node, value, name);
  const mayStay = !isSecret && (type === 'number' || type === 'port' || type === 'boolean');
  return {
    name,
    type,
    isSecret,
    isPublic: publicPrefix !== undefined,
    defaultText: mayStay ? node.getText() : undefined,
  };
}

/** Judged by the name and by the form of the value. */
export function isSecretLiteral(name: string, value: string): boolean {
  if (isSecretName(name) || findProviderToken(value) !== undefined) return true;
  const address = readServiceAddress(value);
  return address?.hasPassword === true || /^(?:token|secretish)$/.test(classifyValue(value, name));
}

/** An address of a service, which the deploy decides. */
export function isAddress(value: string): boolean {
  return parseConnectionString(value) !== undefined || /^https?:\/\//.test(value);
}

/** Asks only where a value would be lost. */
export function explanation(
  context: EditContext,
  moved: readonly Pick<MovedLiteral, 'name' | 'value'>[],
  known: ReadonlyMap<string, string>,
  isWritten: boolean,
): Pick<Fix, 'note' | 'needsConfirmation'> {
  const local = localFile(context);
  const names = moved.map(({ name }) => name).join(', ');
  const value = moved.length === 1 ? 'the value' : 'the values';
  if (isWritten) return { note: `Writes ${value} to ${local}, which git ignores, and ${names} to the example file.` };
  if (moved.every((one) => known.get(one.name) === one.value)) {
    return { note: `${local} already has ${names} with ${moved.length === 1 ? 'this value' : 'these values'}.` };
  }
  const loss = `Writes ${value} nowhere, because ${local} may be tracked: set ${names} in every deploy before you apply this.`;
  return { needsConfirmation: loss };
}

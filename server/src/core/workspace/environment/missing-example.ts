import type { Location } from '../../rule/finding';
import type { AppModel } from '../app-model';
import { type Undeclared, undeclaredVariables } from './drift';

/** With fewer variables, those that are missing are named one by one. */
const MANY = 3;

/** An app of whose variables no list exists. */
export interface MissingExample {
  /** Names that code reads and nothing declares, in order of reading. */
  readonly names: readonly string[];
  readonly at: Location;
  /** The code goes on without nearly all of them, or documentation tells of them. */
  readonly isOptional: boolean;
}

/**
 * Set when the app reads several variables, nothing lists them, and no file is there that could (RULES §9): no example,
 * no schema, no committed env file.
 */
export function lacksExample(app: AppModel): MissingExample | undefined {
  const { variables } = app.environment;
  const lists = new Set(['example', 'schema', 'dotenv', 'kubernetes']);
  for (const { declarations } of variables.values()) {
    if (declarations.some(({ kind, file }) => lists.has(kind) && (kind !== 'dotenv' || !app.isGitIgnored(file)))) {
      return undefined;
    }
  }
  const undeclared = undeclaredVariables(app);
  if (undeclared.length < MANY) return undefined;
  const reads = undeclared.flatMap(({ reads: [first] }) => (first ? [first] : []));
  const inConfig = reads.find(({ file }) => app.rolesOf(file).has('config-module'));
  const manifest = app.packages.find(({ root }) => root === app.root);
  const [first] = reads;
  const at = inConfig ?? (manifest && { file: manifest.file, span: manifest.manifest.nameSpan ?? START }) ?? first;
  if (at === undefined) return undefined;
  return {
    names: reads.map(({ name }) => name),
    at: { file: at.file, span: at.span },
    isOptional:
      isNearlyAllOptional(undeclared) ||
      // Where most of what is read is written down, there is a list: what it lacks is told one by one.
      [...variables.values()].filter((one) => one.reads.length > 0).length >= 2 * undeclared.length,
  };
}

/** The code takes few of them without asking; of what it hands on, most may well have a value there already. */
function isNearlyAllOptional(undeclared: readonly Undeclared[]): boolean {
  const needed = undeclared.filter(({ need }) => need === 'needed').length;
  const wanted = needed + undeclared.filter(({ need }) => need === 'unknown').length;
  return wanted < MANY || (needed < MANY && wanted * FEW < undeclared.length);
}

/** One of so many is few. */
const FEW = 4;

const START = { start: 0, end: 1 };

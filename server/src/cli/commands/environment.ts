import { createRegistry, type Registry } from '../../core/engine/registry';
import type { Span } from '../../core/text/span';
import { reportVariables, type VariableReport, type VariableStatus } from '../../core/workspace/environment/report';
import { type Scan, scanFolder } from '../../host/scan-folder';
import { factors, rules } from '../../rules/index';
import { type Colors, colorsFor } from '../colors';
import { type ExitCode, type Io, oneLine, UsageError } from '../io';
import { Places } from '../places';
import { createProgress } from '../progress';
import { resolveTargets, type Targets } from '../targets';

export interface EnvironmentOptions {
  readonly version: string;
  readonly format: 'table' | 'json';
  /** Exit code 1 where code and declarations have parted ways. */
  readonly check?: boolean;
  readonly color: boolean;
}

/** What counts as drift; a name that is put together at run time is none. */
const DRIFT: readonly VariableStatus[] = ['undeclared', 'unused', 'undocumented'];

/** `twelve-factor env`: the variables of every app, where they are declared and where they are read; no value. */
export async function environment(
  path: string,
  options: EnvironmentOptions,
  io: Io,
  registry: Registry = createRegistry(rules, factors),
): Promise<ExitCode> {
  const targets = await resolveTargets([path], io);
  const progress = createProgress(io.stderr);
  const scan = await scanFolder(targets.root, { registry, host: io.host, onProgress: progress.update });
  await progress.clear();
  const [problem] = scan.configurationProblems;
  if (problem !== undefined) throw new UsageError(`${problem.file}: ${problem.message}`);
  const variables = variablesOf(scan, targets);
  const colors = colorsFor(io.stdout.isTerminal, options.color, io.env);
  const text = options.format === 'json' ? await json(variables, targets, options, io) : table(variables, colors);
  await io.stdout.write(text);
  for (const warning of scan.warnings) await io.stderr.write(`twelve-factor: ${oneLine(warning)}\n`);
  const drifted = variables.filter(({ status }) => status.some((one) => DRIFT.includes(one)));
  return options.check === true && drifted.length > 0 ? 1 : 0;
}

/** A variable belongs to what was asked for when it is read or declared there. */
function variablesOf({ folder }: Scan, targets: Targets): VariableReport[] {
  const model = folder.structure();
  const apps = [...model.layout.roots].sort().map((root) => model.app(root));
  const isCovered = ({ reads, declarations }: VariableReport): boolean =>
    [...reads, ...declarations].some(({ file }) => targets.covers(file));
  return apps
    .filter((app) => app.files.length > 0)
    .flatMap((app) => reportVariables(app))
    .filter(isCovered);
}

async function json(
  variables: readonly VariableReport[],
  { root }: Targets,
  { version }: EnvironmentOptions,
  io: Io,
): Promise<string> {
  const places = new Places({ textOf: (file) => io.host.read(root, file) });
  const place = async (file: string, span: Span): Promise<{ file: string; line: number; column: number }> => {
    const { line, column } = await places.of(file, span);
    return { file, line, column };
  };
  const entries = [];
  for (const { name, app, class: kind, status, declarations, reads } of variables) {
    const declared = [];
    for (const one of declarations) declared.push({ ...(await place(one.file, one.span)), kind: one.kind });
    const read = [];
    for (const one of reads) read.push({ ...(await place(one.file, one.span)), hasDefault: one.hasDefault });
    entries.push({ name, app, class: kind, status, declarations: declared, reads: read });
  }
  return `${JSON.stringify({ schemaVersion: 1, tool: { name: 'twelve-factor', version }, variables: entries }, null, 2)}\n`;
}

/** Longer names push their row aside, not all others. */
const WIDEST_NAME = 60;

function table(variables: readonly VariableReport[], colors: Colors): string {
  const apps = [...new Set(variables.map(({ app }) => app))];
  const lines: string[] = [];
  for (const app of apps) {
    const own = variables.filter((variable) => variable.app === app);
    const width = Math.min(Math.max(...own.map(({ name }) => name.length), 8), WIDEST_NAME);
    if (lines.length > 0) lines.push('');
    lines.push(colors.bold(app === '.' ? 'this folder' : app));
    lines.push(colors.dim(`  ${'variable'.padEnd(width)}  class     reads  declared in`));
    for (const variable of own) lines.push(row(variable, width, colors));
  }
  const isOpen = variables.some(({ name }) => name === '*');
  if (isOpen) lines.push('', colors.dim(OPEN_NAMES));
  if (lines.length === 0) return 'No environment variable is read or declared here.\n';
  return `${[...lines, '', summary(variables)].join('\n')}\n`;
}

/** Said of the row whose name is nothing but a star. */
const OPEN_NAMES =
  '  * code asks for names that it puts together, and any variable may be meant: none of its app counts as unused.';

function row(
  { name, class: kind, status, declarations, reads }: VariableReport,
  width: number,
  colors: Colors,
): string {
  const places = [...new Set(declarations.map(({ file }) => file))];
  const shown = places.length > 3 ? [...places.slice(0, 2), `${places.length - 2} more`] : places;
  if (status.includes('dynamic')) return dynamicRow(name, reads, width, colors);
  const states = status.map((one) => (DRIFT.includes(one) ? colors.yellow(one) : colors.dim(one)));
  const declared = shown.length === 0 ? colors.dim('–') : shown.join(', ');
  const count = String(reads.length).padStart(5);
  return [`  ${name.padEnd(width)}  ${kind.padEnd(8)}  ${count}  ${declared}`, ...states].join('  ');
}

/** `S3_*`: whatever begins so, and where such names are put together. */
function dynamicRow(name: string, reads: VariableReport['reads'], width: number, colors: Colors): string {
  const files = [...new Set(reads.map(({ file }) => file))];
  const places = files.length > 2 ? `${files[0]} and ${files.length - 1} more files` : files.join(', ');
  const count = String(reads.length).padStart(5);
  return `  ${name.padEnd(width)}  ${''.padEnd(8)}  ${count}  ${colors.dim(`name put together in ${places}`)}`;
}

function summary(all: readonly VariableReport[]): string {
  const variables = all.filter(({ status }) => !status.includes('dynamic'));
  const counts = DRIFT.map(
    (status) => [variables.filter((one) => one.status.includes(status)).length, status] as const,
  );
  const found = counts.filter(([count]) => count > 0).map(([count, status]) => `${count} ${status}`);
  const total = `${variables.length} ${variables.length === 1 ? 'variable' : 'variables'}`;
  return found.length === 0 ? `${total}, all in step.` : `${total}: ${found.join(', ')}.`;
}

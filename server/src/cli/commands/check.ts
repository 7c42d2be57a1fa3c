import { basename, dirname, join, resolve } from 'node:path';
import { createRegistry, type Registry } from '../../core/engine/registry';
import type { Severity } from '../../core/rule/finding';
import { loadConfiguration } from '../../host/configuration';
import { type Scan, type ScanOptions, scanFolder } from '../../host/scan-folder';
import { factors, rules } from '../../rules/index';
import { applyFixes, type FixOutcome } from '../apply-fixes';
import { assertBaselines, baselinePath, updateBaselines } from '../baseline';
import { colorsFor } from '../colors';
import { exitCodeOf } from '../exit-code';
import { FixSource } from '../fix-source';
import { type ExitCode, type Io, isSwitchedOn, oneLine, UsageError } from '../io';
import { type RequestedOutput, readOutputs, writeOutputs } from '../outputs';
import { createProgress } from '../progress';
import { createReport, type Report } from '../report';
import { renderJson } from '../reporters/json';
import { renderPretty } from '../reporters/pretty';
import { readSelection, SelectedSettings, type Selection } from '../selection';
import { resolveTargets, type Targets } from '../targets';
import { createTiming, type Timing } from '../timing';

/** As commander hands them over. */
export interface CheckOptions {
  readonly version: string;
  readonly format?: readonly string[];
  readonly fix?: boolean;
  readonly failOn: Exclude<Severity, 'hint'>;
  readonly maxWarnings?: number;
  readonly factor?: readonly string[];
  readonly rule?: readonly string[];
  readonly config?: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly showSuppressed?: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** @param registry the rules to run; tests hand in their own */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  io: Io,
  registry: Registry = createRegistry(rules, factors),
): Promise<ExitCode> {
  const start = io.now();
  // Everything the caller can get wrong is looked at before anything is analysed or written.
  const outputs = readOutputs(options.format, io);
  const selection = readSelection(registry, options.factor, options.rule);
  const configuration =
    options.config === undefined ? undefined : await readConfiguration(options.config, registry, io);
  const targets = await resolveTargets(paths, io);
  const timing = isSwitchedOn(io.env.TWELVE_FACTOR_TIMING) ? createTiming(io.now) : undefined;
  const named = options.baseline ?? besideConfiguration(options.config, configuration?.baseline);
  const baseline = named === undefined ? undefined : baselinePath(named, targets.root, io);
  const scan = await scanWithProgress(targets, { registry, configuration, baseline, selection, timing }, io);
  const isUpdate = options.updateBaseline === true;
  assertBaselines(scan, { isUpdate, given: named });
  const source = new FixSource(scan.folder, targets.root, io.host, scan.texts);
  const outcome = options.fix === true ? await fix(scan, source, targets, io) : undefined;
  const updated = isUpdate ? await updateBaselines(scan, targets, selection, io) : undefined;
  const warnings = warningsOf(scan, targets, outcome);
  const report = await createReport({
    folder: scan.folder,
    source,
    targets,
    selection,
    showSuppressed: options.showSuppressed === true,
    withFixes: outputs.some(({ format }) => format === 'json'),
    version: options.version,
    durationMs: Math.round(io.now() - start),
    warnings,
  });
  await print(report, outputs, { options, outcome }, io);
  if (updated !== undefined) {
    const { total, added, removed } = updated;
    await io.stderr.write(`twelve-factor: baseline of ${total}: ${added} added, ${removed} taken out\n`);
  }
  for (const warning of warnings) await io.stderr.write(`twelve-factor: ${oneLine(warning)}\n`);
  if (timing !== undefined) await io.stderr.write(timing.table());
  await explainFailures(scan, io);
  return outcome !== undefined && outcome.failures.length > 0 ? 2 : exitCodeOf(report, options);
}

async function print(
  report: Report,
  outputs: readonly RequestedOutput[],
  { options, outcome }: { readonly options: CheckOptions; readonly outcome: FixOutcome | undefined },
  io: Io,
): Promise<void> {
  const { renderSarif } = await import('../reporters/sarif');
  const pages = outputs.some(({ format }) => format === 'sarif') ? await loadPages(report) : new Map<string, string>();
  await writeOutputs(
    outputs,
    (format, isFile) => {
      if (format === 'json') return renderJson(report);
      if (format === 'sarif') return renderSarif(report, pages);
      const colors = colorsFor(isFile ? false : io.stdout.isTerminal, options.color, isFile ? {} : io.env);
      return renderPretty(report, {
        colors,
        cwd: io.host.realPath(io.cwd),
        columns: io.stdout.columns,
        fixed: outcome,
      });
    },
    io,
  );
}

async function loadPages(report: Report): Promise<Map<string, string>> {
  const { readRulePage } = await import('../../host/rule-pages');
  const pages = new Map<string, string>();
  for (const rule of new Set(report.findings.map(({ finding }) => finding.rule))) {
    const page = await readRulePage(rule);
    if (page !== undefined) pages.set(rule, page);
  }
  return pages;
}

async function readConfiguration(
  given: string,
  registry: Registry,
  io: Io,
): Promise<NonNullable<ScanOptions['configuration']>> {
  const path = resolve(io.cwd, given);
  const type = io.host.typeOf(path);
  if (type === 'missing') throw new UsageError(`configuration file "${given}" does not exist`);
  const text = type === 'file' ? await io.host.read(dirname(path), basename(path)) : undefined;
  if (text === undefined) throw new UsageError(`configuration file "${given}" cannot be read`);
  const loaded = loadConfiguration({ file: basename(path), text }, registry.knownRules);
  if (loaded === undefined) throw new UsageError(`"${given}" holds no "twelveFactor"`);
  if ('problem' in loaded) throw new UsageError(`${given}: ${loaded.problem}`);
  return loaded.configuration;
}

/** A configuration file that was named may lie anywhere; its baseline is named relative to it. */
function besideConfiguration(config: string | undefined, baseline: string | undefined): string | undefined {
  return config === undefined || baseline === undefined ? undefined : join(dirname(config), baseline);
}

async function scanWithProgress(
  targets: Targets,
  {
    registry,
    configuration,
    baseline,
    selection,
    timing,
  }: {
    readonly registry: Registry;
    readonly configuration: ScanOptions['configuration'];
    readonly baseline: ScanOptions['baseline'];
    readonly selection: Selection;
    readonly timing: Timing | undefined;
  },
  io: Io,
): Promise<Scan> {
  const progress = createProgress(io.stderr);
  const scan = await scanFolder(targets.root, {
    registry,
    host: io.host,
    createSettings: (input) => new SelectedSettings(input, selection),
    onProgress: progress.update,
    ...(configuration && { configuration }),
    ...(baseline !== undefined && { baseline }),
    ...(timing && { timing }),
  });
  await progress.clear();
  const [problem] = scan.configurationProblems;
  if (problem !== undefined) throw new UsageError(`${problem.file}: ${problem.message}`);
  return scan;
}

function fix(scan: Scan, source: FixSource, targets: Targets, io: Io): Promise<FixOutcome> {
  return applyFixes({ scan, source, root: targets.root, host: io.host, covers: ({ file }) => targets.covers(file) });
}

function warningsOf(scan: Scan, targets: Targets, outcome: FixOutcome | undefined): string[] {
  const warnings = [...scan.warnings];
  if (![...scan.folder.files].some(targets.covers))
    warnings.push('nothing to analyse here: no file of a known kind, or all are ignored');
  for (const { rule, file } of scan.failures) {
    warnings.push(`rule ${rule} failed on ${file === '' ? 'the folder' : file}: its findings there are missing`);
  }
  return [...warnings, ...(outcome?.failures ?? [])];
}

/** Stacks name our own code only, messages could quote what was being read: both are shown on request only. */
async function explainFailures(scan: Scan, io: Io): Promise<void> {
  if (scan.failures.length === 0) return;
  if (!isSwitchedOn(io.env.TWELVE_FACTOR_DEBUG)) {
    await io.stderr.write('twelve-factor: set TWELVE_FACTOR_DEBUG=1 to see why\n');
    return;
  }
  for (const { error } of scan.failures) {
    await io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

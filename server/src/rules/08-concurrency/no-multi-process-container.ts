import { kindOf } from '../../core/documents/kinds';
import { parseProcfile } from '../../core/documents/procfile/parse';
import { packageManagerCommand } from '../../core/documents/shell/package-manager';
import { type ShellCommand, splitShell } from '../../core/documents/shell/split';
import { parallelRunOf, runningProgram } from '../../core/knowledge/parallel-programs';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, type ListOptions, listed } from '../../core/rule/list-options';
import { contains } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import { conditionOf, placeOf, releaseCommands } from '../../core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';
import { hasValues } from '../../refactor/one-off-service';
import { processLines, splitProcess } from '../../refactor/split-process';
import { splitService } from '../../refactor/split-service';

export default defineRule({
  id: 'concurrency/no-multi-process-container',
  summary: 'One start command launches several long-running programs.',
  why: 'The platform watches, restarts and scales one process. Of several in one container it sees only the first: when another dies nobody notices, both get one share of memory, SIGTERM reaches one of them, and neither can be scaled alone.',
  remedy: 'Give each program a process type of its own: a line in the Procfile, a service, a Deployment.',
  messages: {
    background: '"{{first}}" runs in the background of "{{second}}": the platform does not see it end.',
    parallel: '"{{program}}" runs several programs in one container.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['program', 'programs'],
    example: 'acme-*',
    subjects: ['program', 'first', 'second'],
    add: 'Programs that keep running until they are stopped, as globs (`acme-agent`, `acme serve`).',
  }),
  appReads: 'structure',
  compose(file) {
    const { services } = file.document;
    for (const { command } of services) {
      if (command !== undefined && splitService(file.text, command.span, services) !== undefined)
        file.collect(command.span, {});
    }
  },
  app(context) {
    const { app } = context;
    for (const start of releaseCommands(app)) {
      if (start.origin === 'script' || start.processType === 'release') continue;
      const options = context.optionsFor(start.at.file);
      const found = backgroundIn(start, options) ?? parallelIn(start, app, options);
      if (found === undefined) {
        attest(start);
        continue;
      }
      const { step, message, data } = found;
      const { at, related } = placeOf(start, step);
      const isOwn = step.scripts.length === 0 && (start.origin === 'procfile' || start.origin === 'compose');
      const canSplit = start.origin === 'procfile' ? found.isSplittable : isSplittableService(at);
      context.report(at, message, data, {
        ...(conditionOf(step) === undefined ? {} : { severity: 'info' }),
        related,
        fixable: isOwn && canSplit,
        because: `the ${start.processType} process starts it, and both go on running`,
      });
    }

    function isSplittableService({ file, span }: Location): boolean {
      return context.collected().some((one) => one.file === file && contains(one.span, span));
    }

    function attest({ origin, entries, at, processType }: StartCommand): void {
      const [entry] = entries;
      if (origin === 'dockerfile' || entry === undefined) return;
      context.attest(at, `The process type "${processType}" runs "${entry}".`);
    }
  },
  fix({ finding, file, text }) {
    if (kindOf(file) !== 'compose') {
      const edits = splitProcess(text, parseProcfile(text), finding.span);
      return edits && fixOf('Give each program a process of its own', 'suggestion', file, edits);
    }
    const split = splitService(text, finding.span);
    if (split === undefined) return undefined;
    return {
      ...fixOf('Give each program a service of its own', 'suggestion', file, split.edits),
      carriesValue: hasValues(text, split.of),
    };
  },
});

interface Found {
  readonly step: StartStep;
  readonly message: 'background' | 'parallel';
  readonly data: Readonly<Record<string, string>>;
  readonly isSplittable: boolean;
}

/** `node worker.js & node web.js`, also behind package scripts. */
function backgroundIn(start: StartCommand, options: ListOptions): Found | undefined {
  const reached = stepsByCaller(start);
  for (const list of [start.launches, start.steps]) {
    for (const [index, step] of list.entries()) {
      const first = step.command.background ? programOf(step, reached, options) : undefined;
      if (first === undefined || conditionOf(step) === 'mode') continue;
      const other = firstProgram(list, index + 1, reached, options);
      // Nothing behind this one goes on running, and so nothing behind the later ones.
      if (other === undefined) break;
      return { step, message: 'background', data: { first, second: other }, isSplittable: isSplittable(step, list) };
    }
  }
  return undefined;
}

function isSplittable({ command }: StartStep, list: readonly StartStep[]): boolean {
  return command.depth === 0 && list.every((one) => one.scripts.length === 0);
}

/** What a step keeps running; `npm start` is followed. */
function programOf(step: StartStep, reached: StepsByCaller, options: ListOptions): string | undefined {
  const own = lastingProgram(step.command, options);
  if (own !== undefined) return own;
  const run = packageManagerCommand(step.command);
  if (run?.action !== 'run' && run?.action !== 'start') return undefined;
  const steps = reached.get(step.command.span.start) ?? [];
  return steps.map(({ command }) => lastingProgram(command, options)).find((name) => name !== undefined);
}

function firstProgram(
  list: readonly StartStep[],
  from: number,
  reached: StepsByCaller,
  options: ListOptions,
): string | undefined {
  for (let index = from; index < list.length; index++) {
    const step = list[index];
    const name = step && programOf(step, reached, options);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** By where the command that leads to them begins. */
type StepsByCaller = ReadonlyMap<number, readonly StartStep[]>;

function stepsByCaller({ steps }: StartCommand): StepsByCaller {
  const reached = new Map<number, StartStep[]>();
  for (const step of steps) {
    for (const start of new Set(step.scripts.map(({ from }) => from.span.start))) {
      const known = reached.get(start);
      if (known === undefined) reached.set(start, [step]);
      else known.push(step);
    }
  }
  return reached;
}

function lastingProgram(command: ShellCommand, options: ListOptions): string | undefined {
  return runningProgram(command) ?? addedProgramOf(command, options);
}

/** `concurrently`, `npm-run-all --parallel`, `turbo run start`. */
function parallelIn(start: StartCommand, app: AppModel, options: ListOptions): Found | undefined {
  for (const step of start.steps) {
    const run = parallelRunOf(step.command);
    if (run === undefined || conditionOf(step) === 'mode') continue;
    const { everywhere, program, commands } = run;
    const count =
      everywhere === undefined
        ? run.count
        : app.folderPackages.filter(({ manifest }) => manifest.scripts.has(everywhere)).length;
    if (count !== 'several' && count < 2) continue;
    // A second program that ends, such as a build, is another rule's affair.
    const programs = commands.flatMap((line) => splitShell(line).map((one) => lastingProgram(one, options)));
    if (commands.length > 0 && programs.filter((name) => name !== undefined).length < 2 && !commands.some(isScript))
      continue;
    return { step, message: 'parallel', data: { program }, isSplittable: processLines(commands) !== undefined };
  }
  return undefined;
}

function isScript(line: string): boolean {
  return splitShell(line).some((command) => packageManagerCommand(command) !== undefined);
}

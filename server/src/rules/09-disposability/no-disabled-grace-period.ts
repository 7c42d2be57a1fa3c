import { baseName, kindOf } from '../../core/documents/kinds';
import type { KubernetesContainer } from '../../core/documents/kubernetes/parse';
import { commandsOfWords, type ShellCommand, splitShell } from '../../core/documents/shell/split';
import { DEPLOY_SCRIPT, killOf } from '../../core/knowledge/deploy-kills';
import { CONSOLE_IMAGES } from '../../core/knowledge/image-tags';
import type { AppContext, DocumentContext, ReportOptions } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import type { ComposeModel } from '../../core/workspace/app-model';
import { isForDevelopment } from '../../core/workspace/compose-services';
import type { WorkloadModel } from '../../core/workspace/workloads';
import { removeWithLines } from '../../refactor/line-removal';
import { removeEntryOfValue, removeFromYaml } from '../../refactor/yaml-removal';

type Message = 'imageSignal' | 'signal' | 'period' | 'podPeriod' | 'hook' | 'killTimeout' | 'kill';

export default defineRule({
  id: 'disposability/no-disabled-grace-period',
  summary: 'A process is killed without time to end in order.',
  why: 'At every deploy and every move to another machine the process is stopped. Without a grace period requests break off, jobs are lost half done, and no handler for SIGTERM ever runs.',
  remedy: 'Delete the setting: the default gives the process time to end.',
  messages: {
    imageSignal: 'The container is stopped with SIGKILL, which no process can handle.',
    signal: 'Service "{{service}}" is stopped with SIGKILL, which no process can handle.',
    period: 'Service "{{service}}" gets no time to end: it is killed right after SIGTERM.',
    podPeriod: 'The pods get {{seconds}} s to end: they are killed before a request or job is done.',
    hook: 'The hook before the stop sleeps {{sleep}} s, and the pod is killed after {{seconds}} s: SIGTERM comes too late or never.',
    kill: '"{{command}}" ends the app at once: what it is doing is lost with every release.',
    killTimeout: 'The process gets {{milliseconds}} ms to end before it is killed.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  dockerfile(file) {
    for (const stage of file.document.stages) {
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== 'STOPSIGNAL' || !isKill(instruction.argumentsText)) continue;
        const because = 'the default, SIGTERM, can be handled';
        file.report(instruction.argumentsSpan, 'imageSignal', {}, { stage: stage.index, because });
      }
    }
  },
  shell(file) {
    if (!DEPLOY_SCRIPT.test(file.file)) return;
    // Scripts are off elsewhere; this one is made for releases.
    const more = { roles: { script: 'warning' } } as const;
    for (const command of file.commands) reportKill(file, command, 'the script brings a release out', more);
  },
  manifest(file) {
    for (const script of file.document.scripts.values()) {
      if (!DEPLOY_SCRIPT.test(script.name) || script.escaped) continue;
      for (const command of splitShell(script.text, script.offset))
        reportKill(file, command, `the script "${script.name}" brings a release out`);
    }
  },
  workflow(file) {
    for (const { id, environment, steps } of file.document.jobs) {
      if (environment === undefined && !DEPLOY_SCRIPT.test(id)) continue;
      for (const { run } of steps) {
        for (const { text, offset } of run?.lines ?? [])
          for (const command of splitShell(text, offset)) reportKill(file, command, `the job "${id}" deploys`);
      }
    }
  },
  appReads: 'structure',
  app(context) {
    for (const model of context.app.composeFiles) checkCompose(context, model);
    for (const workload of context.app.workloads) checkWorkload(context, workload);
    for (const { file, facts } of context.app.factsOf('typescript')) {
      for (const { killTimeout } of facts.processes ?? []) {
        if (killTimeout === undefined || killTimeout.value >= SHORTEST) continue;
        context.report(
          { file, span: killTimeout.span },
          'killTimeout',
          { milliseconds: killTimeout.value },
          {
            roles: { 'tool-config': 'warning' },
            fixable: false,
            because: 'the default is 1600 ms',
          },
        );
      }
    }
  },
  fix({ finding, file, text }) {
    const edit =
      finding.messageId === 'podPeriod' || finding.messageId === 'hook'
        ? removeFromYaml(text, finding.span)
        : kindOf(file) === 'dockerfile'
          ? removeWithLines(text, { start: text.lastIndexOf('\n', finding.span.start) + 1, end: finding.span.end })
          : removeEntryOfValue(text, finding.span);
    return edit && fixOf('Give the process the usual time to end', 'suggestion', file, [edit]);
  },
});

function reportKill(
  file: DocumentContext<Message, undefined>,
  command: ShellCommand,
  because: string,
  more: ReportOptions = {},
): void {
  const found = killOf(command);
  // `docker stop app || docker kill app`: the end of patience.
  if (found === undefined || command.operator === '||') return;
  file.report(command.span, 'kill', { command: found }, { ...more, fixable: false, because });
}

/** Milliseconds that a server needs at the least to answer what it has begun. */
const SHORTEST = 500;
/** Seconds, where a pod says nothing. */
const DEFAULT_PERIOD = 30;

function isKill(signal: string): boolean {
  return /^(?:SIG)?KILL$|^9$/i.test(signal.trim().replace(/^["']|["']$/g, ''));
}

function checkCompose(context: AppContext<Message, undefined>, model: ComposeModel): void {
  if (model.role === 'development') return;
  for (const { name, image, stopSignal, stopGracePeriod } of model.document.services) {
    if (CONSOLE_IMAGES.has(baseName(image?.reference?.repository ?? ''))) continue;
    const severity: Severity = isForDevelopment(model, context.app.composeFiles) ? 'info' : 'warning';
    if (stopSignal !== undefined && isKill(stopSignal.resolved ?? '')) {
      const because = 'the default, SIGTERM, can be handled';
      context.report({ file: model.file, span: stopSignal.span }, 'signal', { service: name }, { severity, because });
    }
    if (stopGracePeriod !== undefined && /^0+(?:\.0+)?(?:us|ms|s|m|h)?$/.test(stopGracePeriod.resolved ?? '')) {
      const because = 'the default is 10 seconds';
      context.report(
        { file: model.file, span: stopGracePeriod.span },
        'period',
        { service: name },
        { severity, because },
      );
    }
  }
}

function checkWorkload(context: AppContext<Message, undefined>, { model, workload }: WorkloadModel): void {
  // Tasks that are thrown away, and pods that somebody looks into something with.
  if (workload.kind === 'Job' || workload.kind === 'CronJob' || workload.kind === 'Pod') return;
  const { gracePeriod } = workload;
  const seconds = gracePeriod?.value;
  if (gracePeriod !== undefined && seconds !== undefined && seconds <= 1) {
    const because = `the default is ${DEFAULT_PERIOD} seconds`;
    context.report({ file: model.file, span: gracePeriod.entrySpan }, 'podPeriod', { seconds }, { because });
    return;
  }
  if (gracePeriod !== undefined && seconds === undefined) return;
  const period = seconds ?? DEFAULT_PERIOD;
  for (const container of workload.containers) {
    const sleep = sleepOf(container);
    if (container.preStop === undefined || sleep === undefined || sleep < period) continue;
    const because = 'the time of the hook counts';
    const data = { sleep, seconds: period };
    context.report({ file: model.file, span: container.preStop.span }, 'hook', data, { because, fixable: false });
  }
}

/** Seconds that the hook sleeps at the end; `undefined` when it does something else as well. */
function sleepOf({ preStop }: KubernetesContainer): number | undefined {
  if (preStop?.sleep !== undefined) return preStop.sleep.value;
  const words = preStop?.command?.words ?? [];
  const known = words.flatMap(({ resolved, span }) => (resolved === undefined ? [] : [{ text: resolved, span }]));
  if (known.length === 0 || known.length < words.length) return undefined;
  const sleeps = commandsOfWords(known).filter(({ words: [program] }) => baseName(program?.text ?? '') === 'sleep');
  const seconds = sleeps.flatMap(({ words: [, time] }) =>
    /^\d+s?$/.test(time?.text ?? '') ? parseInt(time?.text ?? '', 10) : [],
  );
  return seconds.length === 0 ? undefined : seconds.reduce((sum, one) => sum + one, 0);
}

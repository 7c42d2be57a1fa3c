import type { CommandInstruction } from '../../core/documents/dockerfile/model';
import { effectiveStart, lineageOf } from '../../core/documents/dockerfile/resolve';
import { commandsOfScript } from '../../core/documents/dockerfile/script-commands';
import { baseProgram } from '../../core/documents/shell/split';
import { isLogFolder } from '../../core/knowledge/app-volumes';
import { LOG_ROTATORS } from '../../core/knowledge/log-files';
import { serviceImageOf } from '../../core/knowledge/service-images';
import { SYSTEM_INSTALLERS } from '../../core/knowledge/system-tools';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import type { Span } from '../../core/text/span';
import type { ComposeModel, DockerfileModel } from '../../core/workspace/app-model';
import { appMounts } from '../../core/workspace/app-mounts';
import { composeBuildOf } from '../../core/workspace/compose-services';
import { removeEntryOfValue, removeFromYaml } from '../../refactor/yaml-removal';

type Context = AppContext<'mount' | 'declared' | 'folder' | 'driver' | 'rotation', ListOptions>;

export default defineRule({
  id: 'logs/no-log-volume',
  summary: 'A container of the app has a place for log files.',
  why: 'Log files in a volume belong to one machine: nobody collects them, they grow until the disk is full, and what a process said last is where nobody looks. Standard output needs no place at all.',
  remedy: 'Let the app write to standard output, and take the place for log files away.',
  messages: {
    mount: '"{{owner}}" has "{{path}}" mounted to keep log files in.',
    declared: 'The image makes "{{path}}" a volume for log files.',
    folder: 'The image makes the folder "{{path}}" for log files.',
    driver: 'Service "{{service}}" throws away what the app writes to standard output.',
    rotation: 'The image brings "{{tool}}" to look after log files.',
  },
  severity: 'info',
  preset: 'strict',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['path', 'paths'],
    example: '/var/log/audit*',
    subjects: ['path'],
    add: 'Paths that hold log files, as globs (`/data/trace*`).',
  }),
  appReads: 'structure',
  app(context) {
    for (const { file, span, owner, target, from } of appMounts(context.app)) {
      if (!isLogFolder(target) && !isAdded(target, context.optionsFor(file))) continue;
      const because = 'the image is built here, and the path is one for logs';
      // The volume of a pod goes with its mount, and another container may have it, too.
      const fixable = from === 'bind' || from === 'volume';
      context.report({ file, span }, 'mount', { owner, path: target }, { because, fixable });
    }
    for (const model of context.app.composeFiles) if (model.role !== 'development') checkDrivers(context, model);
    for (const model of context.app.dockerfiles) if (!model.development) checkImage(context, model);
  },
  fix({ finding, file, text }) {
    const { messageId, span } = finding;
    if (messageId === 'driver') {
      const edit = removeEntryOfValue(text, span);
      return edit && fixOf('Leave the log to Docker', 'suggestion', file, [edit]);
    }
    const quote = /["']/.test(text.charAt(span.end)) ? 1 : 0;
    const edit = removeFromYaml(text, { start: span.start - quote, end: span.end + quote });
    return edit && fixOf('Take the place for log files away', 'suggestion', file, [edit]);
  },
});

function checkDrivers(context: Context, model: ComposeModel): void {
  for (const service of model.document.services) {
    const { name, loggingDriver } = service;
    if (loggingDriver?.resolved !== 'none') continue;
    if (composeBuildOf(service, model, context.app.composeFiles) === undefined) continue;
    const because = 'the driver "none" keeps nothing, and the image is built here';
    context.report({ file: model.file, span: loggingDriver.span }, 'driver', { service: name }, { because });
  }
}

/** The stage that is released, and those that it is built on. */
function checkImage(context: Context, { file, document }: DockerfileModel): void {
  const last = document.stages.at(-1);
  if (last === undefined) return;
  const stages = lineageOf(document, last.index);
  if (serviceImageOf(stages[0]?.from.resolved?.name) !== undefined) return;
  const { workdir } = effectiveStart(document, last.index) ?? {};
  const lists = context.optionsFor(file);
  const options = { fixable: false, because: 'the stage is the one that is released' };
  for (const instruction of stages.flatMap(({ instructions }) => instructions)) {
    if (instruction.isTrigger) continue;
    if (instruction.type === 'words' && instruction.keyword === 'VOLUME') {
      const path = instruction.argumentsText
        .split(/[\s",[\]]+/)
        .find((word) => isLogFolder(word) || isAdded(word, lists));
      if (path !== undefined) context.report({ file, span: instruction.argumentsSpan }, 'declared', { path }, options);
    }
    if (instruction.type !== 'command' || instruction.keyword !== 'RUN') continue;
    for (const { span, message, data } of commandsIn(instruction, workdir)) {
      context.report({ file, span }, message, data, options);
    }
  }
}

interface LogCommand {
  readonly span: Span;
  readonly message: 'folder' | 'rotation';
  readonly data: Record<string, string>;
}

/** `mkdir -p logs`, `apt-get install logrotate`. */
function commandsIn({ scripts }: CommandInstruction, workdir: string | undefined): LogCommand[] {
  return scripts.flatMap((script) => {
    if (!script.exact) return [];
    return commandsOfScript(script).flatMap((command): LogCommand[] => {
      const [first, ...words] = command.words;
      const program = baseProgram(first);
      if (program === 'mkdir') {
        const folder = words.find((word) => !word.text.startsWith('-') && isAppLogFolder(word.text, workdir));
        return folder === undefined ? [] : [{ span: folder.span, message: 'folder', data: { path: folder.text } }];
      }
      const tool = SYSTEM_INSTALLERS.has(program) ? words.find(({ text }) => LOG_ROTATORS.has(text)) : undefined;
      return tool === undefined ? [] : [{ span: tool.span, message: 'rotation', data: { tool: tool.text } }];
    });
  });
}

/** In the folder of the app; programs of the system have their own below `/var/log`, nginx above all. */
function isAppLogFolder(path: string, workdir: string | undefined): boolean {
  if (path.includes('$') || !/(?:^|\/)logs?\/?$/.test(path)) return false;
  return !path.startsWith('/') || (workdir !== undefined && path.startsWith(`${workdir.replace(/\/$/, '')}/`));
}

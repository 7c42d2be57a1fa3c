import { effectiveStart } from '../../core/documents/dockerfile/resolve';
import { isReached, type ShellCommand, splitShell } from '../../core/documents/shell/split';
import { defineRule } from '../../core/rule/define-rule';
import type { Related } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import type { AppModel } from '../../core/workspace/app-model';
import { runsArguments, startsApp } from '../../core/workspace/app-start';
import { type ScriptFile, scriptFileOf } from '../../core/workspace/command-steps';
import { containerCommands } from '../../core/workspace/container-commands';
import type { StartCommand } from '../../core/workspace/start-commands';

export default defineRule({
  id: 'disposability/entrypoint-without-exec',
  summary: 'A start script runs the app as its child.',
  why: 'The shell of the script is the first process of the container: it gets the SIGTERM of the platform and passes nothing on. The app is killed in mid-request when the grace period is over.',
  remedy: 'Put `exec` before the last command, so that the app takes the place of the shell.',
  messages: {
    child: 'The script starts the app without "exec": the shell keeps SIGTERM from it.',
    arguments: 'The script runs what it is given without "exec": the shell keeps SIGTERM from the app.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'safe',
  since: '0.1.0',
  applies: { to: 'packages' },
  // The same command, with more to say about it.
  yieldsTo: ['disposability/no-package-manager-start-command'],
  appReads: 'structure',
  app(context) {
    const { app } = context;
    const scripts = app.folderFactsOf('shell').map(({ file, facts }) => ({ file, commands: facts.commands }));
    for (const start of app.startCommands) {
      if (!start.production || start.origin === 'script' || start.origin === 'procfile') continue;
      const script = entryScript(start, app, scripts);
      const last = script && lastCommand(script);
      if (script === undefined || last === undefined) continue;
      const at = { file: script.file, span: last.span };
      const related: Related[] = [{ ...start.at, message: 'The container starts with the script.' }];
      if (last.wrappers.includes('exec')) {
        if (startsApp(last) || runsArguments(last)) context.attest(at, 'The script hands its process over to the app.');
        continue;
      }
      const isWhole = !last.background && last.operator !== '|' && last.depth === 0;
      if (!isWhole || script.commands.some(forwardsSignals)) continue;
      const because = 'the shell that runs it is the first process of the container';
      if (runsArguments(last)) context.report(at, 'arguments', {}, { because, related });
      else if (startsApp(last)) context.report(at, 'child', {}, { because, related });
    }
  },
  fix({ finding, file, text }) {
    const command = splitShell(text).find(({ span }) => span.start === finding.span.start);
    const first = (command?.wrappedWords ?? command?.words)?.[0];
    return (
      first &&
      fixOf('Start the app with exec', 'safe', file, [
        { span: { start: first.span.start, end: first.span.start }, text: 'exec ' },
      ])
    );
  },
});

/** The script that is the container's first process. */
function entryScript(start: StartCommand, app: AppModel, scripts: readonly ScriptFile[]): ScriptFile | undefined {
  const sources = { scripts, packages: [] };
  if (start.origin !== 'dockerfile') {
    const [first] = start.launches[0]?.scripts ?? [];
    return scripts.find(({ file }) => file === first?.file);
  }
  const model = app.dockerfiles.find(({ file }) => file === start.dockerfile);
  const effective = model && start.stage !== undefined ? effectiveStart(model.document, start.stage) : undefined;
  const commands = effective === undefined ? [] : containerCommands(effective).commands;
  const [only] = commands;
  return commands.length === 1 && only !== undefined ? scriptFileOf(only, sources) : undefined;
}

function lastCommand({ commands }: ScriptFile): ShellCommand | undefined {
  return commands.filter(isReached).at(-1);
}

/** `trap … TERM`: the script takes the signal itself. With a process in the background, `exec` alone would mend nothing. */
function forwardsSignals({ words, background }: ShellCommand): boolean {
  return background || words[0]?.text === 'trap' || words[0]?.text === 'wait';
}

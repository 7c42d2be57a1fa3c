import picomatch from 'picomatch';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { createDockerIgnore } from '../../core/documents/ignore-file/match';
import { baseName, directoryOf, type FilePath } from '../../core/documents/kinds';
import { parseManifest } from '../../core/documents/manifest/parse';
import { parseWorkflow } from '../../core/documents/workflow/parse';
import { FROZEN_INSTALL, type FrozenInstall, UPDATING_ACTION, UPDATING_COMMAND } from '../../core/knowledge/lockfiles';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type FixContext, fixOf } from '../../core/rule/fix';
import type { DockerfileModel } from '../../core/workspace/app-model';
import { contextPath, dockerIgnoreOf } from '../../core/workspace/docker-ignore';
import {
  buildScriptInstalls,
  type Install,
  imageInstalls,
  type WorkflowInstall,
  workflowInstalls,
} from '../../core/workspace/installs';
import { isYarnBerry, type Lockfile, lockfilesBelow, lockfilesFor } from '../../core/workspace/lockfiles';
import { copiedLockfile, freezeEdits } from '../../refactor/freeze-install';

type Context = AppContext<'thawed', undefined>;

export default defineRule({
  id: 'dependencies/prefer-frozen-install',
  summary: 'A release or a CI job is installed by a command that may change the lock file.',
  why: 'A plain install resolves anew whatever does not fit the lock file and goes on, so that the image holds versions nobody has tested or committed. A frozen install stops there.',
  remedy: 'Install with the command that fails when manifest and lock file disagree.',
  messages: { thawed: '"{{command}}" may install other versions than "{{lockfile}}" says; use "{{better}}".' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  appReads: 'structure',
  app(context) {
    const { app } = context;
    for (const model of app.dockerfiles) checkImage(context, model);
    for (const { file, facts } of app.factsOf('workflow')) {
      for (const install of workflowInstalls(file, facts.document)) {
        if (changesRepository(install)) continue;
        check(
          context,
          install,
          install.directory === undefined ? [] : lockfilesFor(app, install.directory),
          install.exact,
        );
      }
    }
    for (const model of app.packages) {
      for (const install of buildScriptInstalls(model)) {
        check(
          context,
          install,
          install.directory === undefined ? [] : lockfilesFor(app, install.directory),
          install.exact,
        );
      }
    }
  },
  fix(context) {
    const install = installOf(context);
    if (install === undefined) return undefined;
    const edits = freezeEdits(install.command, context.finding.data['berry'] === 'yes');
    if (install.instruction !== undefined) {
      const copied = copies(context.text, install, String(context.finding.data['lockfile']));
      if (copied.kind === 'unknown') return undefined;
      if (copied.kind === 'addable') edits.unshift(copied.edit);
    }
    return fixOf(`Use "${String(context.finding.data['better'])}"`, 'suggestion', context.file, edits);
  },
});

function checkImage(context: Context, model: DockerfileModel): void {
  const { app } = context;
  const ignore = dockerIgnoreOf(app, model);
  const isIgnored = createDockerIgnore(ignore.text ?? '');
  for (const install of imageInstalls(model)) {
    const near = lockfilesFor(app, install.directory ?? model.context);
    const lockfiles = near.length > 0 ? near : lockfilesBelow(app, model.context);
    // What Docker ignores cannot be kept to: that is another rule's finding.
    const there = lockfiles.filter(({ file }) => !isIgnored(contextPath(model.context, file) ?? ''));
    const lockfile = there.find(({ manager }) => manager === install.command.manager);
    const isNamed = install.exact && near.length > 0 && lockfile !== undefined && install.command.action === 'install';
    check(
      context,
      install,
      there,
      isNamed && copiedIn(model.document, install, baseName(lockfile.file)).kind !== 'unknown',
    );
  }
}

function check(context: Context, install: Install, lockfiles: readonly Lockfile[], fixable: boolean): void {
  const { app } = context;
  const { command, stage } = install;
  const lockfile = lockfiles.find(({ manager }) => manager === command.manager);
  if (lockfile === undefined) return;
  const berry = isYarnBerry(app, lockfile.file);
  const frozen = FROZEN_INSTALL[berry ? 'yarn-berry' : command.manager];
  const at = { file: install.file, span: install.span };
  if (command.action === 'frozen-install') {
    if (
      stage === undefined ||
      app.dockerfiles.some((model) => model.file === install.file && model.releaseStages.has(stage))
    ) {
      context.attest(at, `The install keeps to "${baseName(lockfile.file)}".`);
    }
    return;
  }
  // A folder of its own, or an option that no table knows: what is installed there cannot be told.
  if (command.directory !== undefined || command.unknown.length > 0 || command.flags.has('--package-lock-only')) return;
  if (frozen.isDefaultInCi && install.isCi && !isThawed(command, frozen)) return;
  const deliberate = isThawed(command, frozen) || command.flags.has('--no-package-lock');
  const data = {
    command: [command.managerWord.text, ...(command.actionWord === undefined ? [] : [command.actionWord.text])].join(
      ' ',
    ),
    lockfile: baseName(lockfile.file),
    better: frozen.recommended,
    berry: berry ? 'yes' : 'no',
  };
  context.report(at, 'thawed', data, {
    fixable: fixable && !deliberate,
    because: `"${lockfile.file}" is there, and nothing makes ${command.manager} keep to it`,
    ...(deliberate && { severity: 'hint' }),
    ...(stage !== undefined && { stage }),
  });
}

function isThawed({ flags }: Install['command'], { thawFlags }: FrozenInstall): boolean {
  return thawFlags.some((flag) => {
    const [name = '', value] = flag.split('=');
    return value === undefined ? flags.has(name) : flags.get(name) === value;
  });
}

/** Jobs that update dependencies or versions want the lock file to change. */
function changesRepository({ job }: WorkflowInstall): boolean {
  return job.steps.some(({ run, uses }) => UPDATING_COMMAND.test(run?.text ?? '') || UPDATING_ACTION.test(uses ?? ''));
}

function installOf({ file, text, finding }: FixContext): Install | undefined {
  return installsIn(file, text).find(({ span }) => span.start === finding.span.start && span.end === finding.span.end);
}

function installsIn(file: FilePath, text: string): readonly Install[] {
  if (baseName(file) === 'package.json') {
    const root = directoryOf(file);
    const manifest = parseManifest(text);
    return buildScriptInstalls({ root, file, manifest, roles: new Set(), managedServer: false, isApp: true });
  }
  if (/\.ya?ml$/.test(file)) return workflowInstalls(file, parseWorkflow(text));
  const document = parseDockerfile(text);
  return imageInstalls({ file, document, context: '' });
}

function copies(text: string, install: Install, lockfile: string): ReturnType<typeof copiedLockfile> {
  return copiedIn(parseDockerfile(text), install, lockfile);
}

function copiedIn(
  document: DockerfileModel['document'],
  install: Install,
  lockfile: string,
): ReturnType<typeof copiedLockfile> {
  const accepts = (source: string): boolean => {
    const name = source.replace(/\/$/, '');
    return /^\.?$/.test(name) || picomatch.isMatch(lockfile, baseName(name), { dot: true });
  };
  const { instruction, stage } = install;
  if (instruction === undefined || stage === undefined) return { kind: 'unknown' };
  const isMounted = instruction.mounts.some(
    ({ type, from, options }) =>
      type === 'bind' && from === undefined && accepts(options.get('source') ?? options.get('src') ?? '.'),
  );
  return isMounted ? { kind: 'copied' } : copiedLockfile(document, stage, instruction.span, lockfile, accepts);
}

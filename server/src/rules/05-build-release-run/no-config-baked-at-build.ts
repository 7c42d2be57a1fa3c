import type { CommandInstruction, CopyInstruction, Instruction } from '../../core/documents/dockerfile/model';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { lineageOf, releaseGraph } from '../../core/documents/dockerfile/resolve';
import { commandsOfScript } from '../../core/documents/dockerfile/script-commands';
import { packageManagerCommand } from '../../core/documents/shell/package-manager';
import type { WorkflowJob } from '../../core/documents/workflow/parse';
import {
  BUILD_ARGUMENT,
  DEPLOY_FILE,
  DEPLOY_NAME,
  deploySettingOf,
  isDeployName,
  isFrozen,
} from '../../core/knowledge/deploy-settings';
import { type DockerfileFile, defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { composeCompanions, passThroughCompose } from '../../refactor/compose-environment';
import { assignmentAt, removeAssignment } from '../../refactor/dockerfile-secrets';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';

type Messages = 'environment' | 'frozen' | 'argument' | 'file' | 'build' | 'matrix';

export default defineRule<Messages, ListOptions>({
  id: 'build-release-run/no-config-baked-at-build',
  summary: 'A setting of one deploy is built into the image.',
  why: 'A build is made once and meets the configuration of a deploy at its release. An image that holds the configuration serves one deploy only: staging tests another build than the one that production gets, and a changed address needs a new build.',
  remedy: 'Build one image for all deploys, and give it its settings when it starts.',
  messages: {
    environment: 'The image sets "{{name}}" to the address of one deploy.',
    frozen: 'The build freezes "{{name}}" into the code that browsers get.',
    argument: 'The build argument "{{name}}" has an address of one deploy as its default.',
    file: 'The image takes in the configuration of one deploy, "{{source}}".',
    build: 'The image is built for one deploy, "{{name}}".',
    matrix: 'This job builds an image for each deploy instead of one for all.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['variable', 'variables'],
    example: 'ACME_*',
    subjects: ['name'],
  }),
  dockerfile(file) {
    const { stages } = file.document;
    const last = stages.at(-1);
    if (last === undefined) return;
    const inImage = new Set(lineageOf(file.document, last.index).map(({ index }) => index));
    for (const { index, instructions } of stages) {
      for (const instruction of instructions) check(file, instruction, index, inImage.has(index));
    }
    if (releaseGraph(file.document).size > 1 && inImage.size < stages.length) {
      file.attest(last.from.span, 'The image is built in one stage and run from another.');
    }
  },
  compose(file) {
    for (const { build } of file.document.services) {
      for (const { name, nameSpan, value, resolved } of build?.args ?? []) {
        const setting = value !== undefined && value === resolved ? deploySettingOf(name, value) : undefined;
        if (setting === undefined) continue;
        const because = 'the value is written here, and the build keeps it';
        const message = isFrozen(name) ? 'frozen' : 'argument';
        file.report(nameSpan, message, { name }, { severity: 'info', fixable: false, because });
      }
    }
  },
  workflow(file) {
    for (const job of file.document.jobs) {
      const key = deployMatrixOf(job);
      const [first] = key === undefined ? [] : (job.matrix.get(key) ?? []);
      if (key === undefined || first === undefined || !buildsPer(job, key)) continue;
      const because = `the build is told which deploy it is for by "matrix.${key}"`;
      file.report(first.span, 'matrix', {}, { fixable: false, because });
    }
  },
  companions: (finding, app) => {
    const root = app.packageOf(finding.file)?.root ?? app.root;
    return [...environmentCompanions(root), ...composeCompanions(root)];
  },
  fix(context) {
    const found = assignmentAt(context.read(parseDockerfile), context.finding.span);
    const name = String(context.finding.data['name']);
    if (found === undefined) return undefined;
    const change = recordVariable(context, { name, value: undefined, example: '' });
    const edits = new Map([...change.edits, ...passThroughCompose(context, name)]);
    edits.set(context.file, [removeAssignment(context.text, found)]);
    const base = fixOf(`Give the container ${name} when it starts`, 'suggestion', context.file, []);
    return {
      ...base,
      edits,
      creates: change.creates,
      needsConfirmation: `Every deploy has to set ${name} from now on.`,
    };
  },
});

type File = DockerfileFile<Messages, ListOptions>;

function check(file: File, instruction: Instruction, stage: number, inImage: boolean): void {
  if (instruction.isTrigger) return;
  if (instruction.type === 'assignment') {
    if (instruction.keyword !== 'LABEL') checkAssignments(file, instruction, stage, inImage);
  } else if (instruction.type === 'copy') checkCopy(file, instruction, stage);
  else if (instruction.type === 'command' && instruction.keyword === 'RUN') checkBuild(file, instruction, stage);
}

function checkAssignments(
  file: File,
  { keyword, assignments }: Extract<Instruction, { type: 'assignment' }>,
  stage: number,
  inImage: boolean,
): void {
  for (const { name, nameSpan, value, variables, hasDefault } of assignments) {
    if (variables.length > 0 || (keyword === 'ARG' && !hasDefault)) continue;
    const setting = deploySettingOf(name, value);
    if (setting === undefined) continue;
    if (isFrozen(name)) {
      const because = 'the front end cannot be given another value without a new build';
      file.report(nameSpan, 'frozen', { name }, { stage, severity: 'info', fixable: false, because });
    } else if (keyword === 'ARG') {
      // An argument that nothing keeps is one of the build alone.
      if (!inImage && setting === 'shared') continue;
      const because = 'a build that does not name it gets this address';
      file.report(nameSpan, 'argument', { name }, { stage, severity: 'info', fixable: false, because });
    } else if (inImage) {
      const because =
        setting === 'shared' ? 'the address may be the same for all deploys' : 'its value names one deploy';
      file.report(
        nameSpan,
        'environment',
        { name },
        { stage, because, ...(setting === 'shared' && { severity: 'info' }) },
      );
    }
  }
}

/** `COPY config/production.json …` */
function checkCopy(file: File, { sources, from }: CopyInstruction, stage: number): void {
  if (from !== undefined) return;
  for (const { resolved, span } of sources) {
    if (resolved === undefined || !DEPLOY_FILE.test(resolved)) continue;
    const because = 'its name is that of one deploy';
    file.report(span, 'file', { source: resolved }, { stage, fixable: false, because });
  }
}

function checkBuild(file: File, { scripts }: CommandInstruction, stage: number): void {
  for (const script of scripts) {
    if (!script.exact) continue;
    for (const command of commandsOfScript(script)) {
      const name = deployOf(command);
      if (name === undefined) continue;
      const because = 'the build is told the name of one deploy';
      file.report(command.span, 'build', { name }, { stage, fixable: false, because });
    }
  }
}

/** `npm run build:staging`, `vite build --mode staging`, `ng build --configuration=staging`. */
function deployOf(command: Parameters<typeof packageManagerCommand>[0]): string | undefined {
  const script = packageManagerCommand(command)?.script;
  const suffix = /^build[:.-](.+)$/.exec(script ?? '')?.[1];
  if (suffix !== undefined && DEPLOY_NAME.test(suffix)) return suffix;
  const texts = command.words.map(({ text }) => text);
  if (!texts.includes('build')) return undefined;
  return texts
    .map(
      (text, index) =>
        /^(?:--mode|--configuration|-c)(?:=(.+))?$/.exec(text) && (text.split('=')[1] ?? texts[index + 1]),
    )
    .find((value): value is string => typeof value === 'string' && DEPLOY_NAME.test(value));
}

function deployMatrixOf({ matrix }: WorkflowJob): string | undefined {
  for (const [key, values] of matrix) {
    const names = values.filter(({ value, dynamic }) => !dynamic && isDeployName(value));
    if (names.length > 1 && names.length === values.length) return key;
  }
  return undefined;
}

/** True when the build of the image itself is told the value, not only its tag. */
function buildsPer({ steps }: WorkflowJob, key: string): boolean {
  const mention = new RegExp(`matrix\\.${key.replace(/[^\w-]/g, '')}\\b`);
  return steps.some(({ uses, with: settings, run }) => {
    if (uses?.startsWith('docker/build-push-action') === true)
      return mention.test(settings.get('build-args')?.value ?? '');
    return run?.lines.some(({ text }) => BUILD_ARGUMENT.test(text) && mention.test(text)) === true;
  });
}

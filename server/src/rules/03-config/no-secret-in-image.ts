import type { Assignment, AssignmentInstruction, Instruction, Stage } from '../../core/documents/dockerfile/model';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { lineageOf } from '../../core/documents/dockerfile/resolve';
import { inlineCredentials } from '../../core/documents/shell/inline-credentials';
import { splitShell } from '../../core/documents/shell/split';
import { publicPrefixOf } from '../../core/knowledge/names';
import { saysAbsent } from '../../core/knowledge/placeholders';
import { isSecretName, type SecretNameOptions, secretKind } from '../../core/knowledge/secret-names';
import { readServiceAddress } from '../../core/knowledge/service-addresses';
import { findProviderTokens } from '../../core/knowledge/tokens';
import { classifyValue } from '../../core/knowledge/value-classes';
import { type DockerfileFile, defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import type { Fix, FixContext } from '../../core/rule/fix';
import { isAllowedValue, type SecretOptions, secretNamesIn, secretOptionsSchema } from '../../core/rule/secret-options';
import { contains, type Span } from '../../core/text/span';
import { composeCompanions, passThroughCompose } from '../../refactor/compose-environment';
import { assignmentAt, removeAssignment, repairArgument } from '../../refactor/dockerfile-secrets';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';

type Messages = 'environment' | 'promoted' | 'argument' | 'command' | 'token';

export default defineRule<Messages, SecretOptions>({
  id: 'config/no-secret-in-image',
  summary: 'A secret is built into an image.',
  why: 'Variables, build arguments and command lines stay in the layers and in the history of an image. Whoever can pull it can read the secret, and it is the same in every deploy until the next build.',
  remedy: 'Give the container its secrets when it starts, and the build those it needs with `--mount=type=secret`.',
  messages: {
    environment: 'The secret "{{name}}" is set in the image, for every deploy and every reader of it.',
    promoted: 'The variable "{{name}}" keeps the build argument "{{argument}}" in the image.',
    argument: 'The build argument "{{name}}" stays readable in the history of the image.',
    command: 'A credential for "{{target}}" is written into this command, and so into a layer of the image.',
    token: 'A credential of the kind "{{kind}}" is written into the Dockerfile.',
  },
  severity: 'error',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true, roles: { example: 'hint' } },
  secret: true,
  options: secretOptionsSchema,
  dockerfile(file) {
    const seen: Span[] = [];
    checkTokens(file, seen);
    const names = secretNamesIn(file.options);
    const { stages } = file.document;
    const released = new Set(lineageOf(file.document, stages.length - 1).map(({ index }) => index));
    for (const stage of stages) {
      for (const instruction of stage.instructions) {
        if (seen.some((span) => contains(instruction.span, span))) continue;
        if (instruction.type === 'command') checkCommand(file, instruction);
        else if (instruction.type === 'assignment' && instruction.keyword === 'ENV')
          checkVariables(file, stage, instruction, names);
        else if (instruction.type === 'assignment' && instruction.keyword === 'ARG') {
          checkArguments(file, stage, instruction, names, released.has(stage.index));
        }
      }
    }
  },
  companions(finding, app) {
    const root = app.packageOf(finding.file)?.root ?? app.root;
    return [...environmentCompanions(root), ...composeCompanions(root)];
  },
  fix: (context) =>
    context.finding.messageId === 'environment' ? moveVariable(context) : repairBuildArgument(context),
});

type File = DockerfileFile<Messages, SecretOptions>;

function checkTokens(file: File, seen: Span[]): void {
  const { comments, stages } = file.document;
  for (const { id, span } of findProviderTokens(file.text)) {
    if (isAllowedValue(file.text.slice(span.start, span.end), file.options)) continue;
    seen.push(span);
    const isComment = comments.some((comment) => contains(comment.span, span));
    const stage = stages.find((candidate) => contains(candidate.span, span))?.index;
    file.report(
      span,
      'token',
      { kind: id },
      {
        ...(isComment ? { severity: 'hint' } : stage !== undefined && { stage, inDevelopmentStage: 'warning' }),
        because: `the text has the form of a ${id.replace(/-/g, ' ')}`,
        fixable: false,
      },
    );
  }
}

function checkVariables(file: File, stage: Stage, instruction: AssignmentInstruction, names: SecretNameOptions): void {
  for (const assignment of instruction.assignments) {
    const { name, nameSpan, value, variables } = assignment;
    const address = readServiceAddress(value);
    if (address?.hasPassword === true && address.place !== 'local') {
      const because = `the value is a ${address.scheme} address with a password`;
      file.report(nameSpan, 'environment', { name }, { stage: stage.index, inDevelopmentStage: 'hint', because });
      continue;
    }
    if (!isSecret(name, names)) continue;
    if (variables.length > 0) {
      const argument = variables.find((variable) => isPlainArgument(stage, variable, names));
      if (argument === undefined) continue;
      const because = `"${name}" names a secret, and "${argument}" is a build argument`;
      file.report(
        nameSpan,
        'promoted',
        { name, argument },
        { severity: 'warning', stage: stage.index, because, fixable: false },
      );
      continue;
    }
    const severity = severityOfValue(value, name, file.options);
    if (severity === undefined) continue;
    const because = `"${name}" names a secret, and it has a value`;
    file.report(
      nameSpan,
      'environment',
      { name },
      { severity, stage: stage.index, inDevelopmentStage: 'hint', because },
    );
  }
}

function checkArguments(
  file: File,
  stage: Stage,
  instruction: AssignmentInstruction,
  names: SecretNameOptions,
  isReleased: boolean,
): void {
  for (const assignment of instruction.assignments) {
    const { name, nameSpan } = assignment;
    if (!isSecret(name, names) || !isUsed(stage, instruction, name)) continue;
    const severity = severityOfArgument(assignment, isReleased, file.options);
    const fixable = repairArgument(file.text, file.document, { instruction, assignment }) !== undefined;
    const because = `"${name}" names a secret, and the commands after it can see it`;
    file.report(nameSpan, 'argument', { name }, { severity, stage: stage.index, because, fixable });
  }
}

function checkCommand(file: File, instruction: Extract<Instruction, { type: 'command' }>): void {
  const { stage } = instruction;
  for (const script of instruction.scripts) {
    if (!script.exact) continue;
    for (const command of splitShell(script.text, script.offset)) {
      for (const { span, target } of inlineCredentials(command)) {
        const because = `"${target}" is given a literal where it takes a credential`;
        file.report(span, 'command', { target }, { ...(stage !== undefined && { stage }), because, fixable: false });
      }
    }
  }
}

/** A secret behind a public prefix goes to browsers anyway: that is another rule's matter. */
function isSecret(name: string, names: SecretNameOptions): boolean {
  return publicPrefixOf(name) === undefined && isSecretName(name, names);
}

/** `undefined` for what is no secret's value: empty, a path, a reference, a flag, a number, a public key. */
function severityOfValue(value: string, name: string, options: SecretOptions): Severity | undefined {
  const found = classifyValue(value, name);
  if (found === 'empty' || found === 'reference' || found === 'public' || isAllowedValue(value, options))
    return undefined;
  if (/^(?:true|false|yes|no|on|off|\d{1,4})$/i.test(value)) return undefined;
  // The image says which variables it takes.
  if (found === 'placeholder' || saysAbsent(value)) return 'hint';
  // The half of a pair of keys that is a number says who asks, not that he may.
  const isNumberOfPair = secretKind(name) === 'key' && /^\d+$/.test(value);
  return found === 'prose' || isNumberOfPair ? 'warning' : 'error';
}

function severityOfArgument(
  { name, value, hasDefault }: Assignment,
  isReleased: boolean,
  options: SecretOptions,
): Severity {
  const found = hasDefault && value !== '' ? severityOfValue(value, name, options) : undefined;
  if (found === 'error') return 'error';
  if (!isReleased) return 'info';
  return found === 'hint' ? 'info' : 'warning';
}

/** True when a later instruction of the stage can see the argument: every RUN does, others where they mention it. */
function isUsed(stage: Stage, argument: AssignmentInstruction, name: string): boolean {
  const mention = new RegExp(`\\$\\{?${name}\\b`);
  return stage.instructions.some(
    (one) => one.span.start > argument.span.start && (one.keyword === 'RUN' || mention.test(one.argumentsText)),
  );
}

/** An argument of the stage whose own name says nothing, so that no finding stands at it. */
function isPlainArgument(stage: Stage, variable: string, names: SecretNameOptions): boolean {
  return stage.instructions.some(
    (one) =>
      one.type === 'assignment' &&
      one.keyword === 'ARG' &&
      one.assignments.some(({ name }) => name === variable && !isSecret(name, names)),
  );
}

/** The variable goes from the image to the container's environment; its value stays on this machine, in `.env`. */
function moveVariable(context: FixContext): Fix | undefined {
  const found = assignmentAt(context.read(parseDockerfile), context.finding.span);
  if (found === undefined) return undefined;
  const { name, value } = found.assignment;
  const change = recordVariable(context, { name, value, example: '' });
  const edits = new Map([...change.edits, ...passThroughCompose(context, name)]);
  edits.set(context.file, [removeAssignment(context.text, found)]);
  return {
    title: `Take ${name} out of the image`,
    safety: 'suggestion',
    edits,
    creates: change.creates,
    carriesValue: change.carriesValue,
    needsConfirmation: `The image no longer sets ${name}: give it to every container that needs it.`,
  };
}

function repairBuildArgument(context: FixContext): Fix | undefined {
  const document = context.read(parseDockerfile);
  const found = assignmentAt(document, context.finding.span);
  const repair = found && repairArgument(context.text, document, found);
  if (found === undefined || repair === undefined) return undefined;
  const { name } = found.assignment;
  const isMounted = repair.kind === 'mount';
  return {
    title: isMounted ? `Mount ${name} as a build secret` : `Take ${name} out of the image`,
    safety: 'suggestion',
    edits: new Map([[context.file, repair.edits]]),
    needsConfirmation: isMounted
      ? `Build with "--secret id=${name.toLowerCase()},env=${name}" from now on.`
      : `The image no longer sets ${name}: give it to every container that needs it.`,
  };
}

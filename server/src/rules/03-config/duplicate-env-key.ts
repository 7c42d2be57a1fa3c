import { parseCompose } from '../../core/documents/compose/parse';
import type { AssignmentInstruction, Instruction, Stage } from '../../core/documents/dockerfile/model';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { parseDotenv } from '../../core/documents/dotenv/parse';
import { type FilePath, kindOf } from '../../core/documents/kinds';
import { type KubernetesDocument, parseKubernetes } from '../../core/documents/kubernetes/parse';
import { TEST_CONTAINERS } from '../../core/knowledge/file-roles';
import type { DocumentContext, ReportOptions } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type FixContext, fixOf } from '../../core/rule/fix';
import type { Edit } from '../../core/text/edits';
import type { Span } from '../../core/text/span';
import { assignmentAt, removeAssignment } from '../../refactor/dockerfile-secrets';
import { removeFromYaml } from '../../refactor/yaml-removal';

type Messages = 'overridden' | 'repeated' | 'again' | 'refused';

export default defineRule<Messages>({
  id: 'config/duplicate-env-key',
  summary: 'The same variable is set twice in one place.',
  why: 'The later line wins without a word, so the earlier one does nothing but mislead: whoever edits it wonders why nothing changes.',
  remedy: 'Keep the line that is meant and remove the other.',
  messages: {
    overridden: '"{{key}}" is set again further down, and the later line wins.',
    repeated: '"{{key}}" is set again further down, to the same value.',
    again: '"{{key}}" is set again in the same {{place}}, and the later one wins.',
    refused: '"{{key}}" stands twice in one mapping, which Docker Compose refuses.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'safe',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true, roles: { example: 'warning', development: 'warning', test: 'warning' } },
  secret: true,
  dotenv(file) {
    const { entries } = file.document;
    for (const { variable, winner } of overridden(entries, ({ key }) => key)) {
      // `A=1`, `B=${A}`, `A=2`: for compose and shells the first line is not dead.
      const isReadBetween = between(entries, variable, winner).some(({ interpolations }) =>
        interpolations.some(({ name }) => name === variable.key),
      );
      // `A=1`, `A=2`, `A=1` is no mere repetition, and what refers to others may come out differently.
      const isSame = between(entries, variable, winner).every(
        ({ key, value, interpolations }) =>
          key !== variable.key || (value === variable.value && interpolations.length === 0),
      );
      report(
        file,
        isSame ? 'repeated' : 'overridden',
        { key: variable.key, span: variable.keySpan, winner: winner.keySpan },
        {
          ...(isSame && { severity: 'info', roles: { example: 'info', development: 'info', test: 'info' } }),
          because: 'environment files are read from the top, and a later assignment replaces an earlier one',
          fixable: !isReadBetween,
        },
      );
    }
  },
  compose(file) {
    // What a template engine leaves out is not set twice.
    if (file.text.includes('{{')) return;
    // `extends` and aliases show one text in several services.
    const seen = new Set<number>();
    for (const { environment, environmentRepeats } of file.document.services) {
      for (const { variable, winner } of overridden([...environment, ...environmentRepeats], ({ name }) => name)) {
        if (seen.has(variable.nameSpan.start) || variable.name.includes('$')) continue;
        seen.add(variable.nameSpan.start);
        const place = { key: variable.name, span: variable.nameSpan, winner: winner.nameSpan };
        if (variable.form === 'map') {
          const because = 'its YAML reader stops at a key that is defined already; older ones let the later value win';
          report(file, 'refused', place, { because, fixable: 'suggestion' });
        } else {
          const because = 'Docker Compose goes through the list, and a later item replaces an earlier one';
          const isSame = variable.value === winner.value;
          const isTest = TEST_CONTAINERS.test(file.file);
          const severity = isTest && isSame ? 'hint' : (isTest || isSame) && 'info';
          report(
            file,
            'again',
            { ...place, where: 'list' },
            {
              because,
              ...(severity && { severity, roles: { test: severity, development: severity, example: severity } }),
            },
          );
        }
      }
    }
  },
  kubernetes(file) {
    for (const { workload } of file.document.resources) {
      for (const { env } of workload?.containers ?? []) {
        const certain = env.filter((variable) => variable.certain);
        for (const { variable, winner } of overridden(certain, ({ name }) => name)) {
          const isReadBetween = between(env, variable, winner).some(({ value }) =>
            value?.includes(`$(${variable.name})`),
          );
          const place = { key: variable.name, span: variable.nameSpan, winner: winner.nameSpan, where: 'container' };
          report(file, 'again', place, {
            because: 'of two variables of one name the container gets the last, and "kubectl apply" may drop both',
            fixable: isReadBetween ? false : 'suggestion',
          });
        }
      }
    }
  },
  dockerfile(file) {
    for (const stage of file.document.stages) {
      for (const { variable, winner } of overridden(environmentOf(stage), ({ assignment }) => assignment.name)) {
        const isOne = variable.instruction === winner.instruction;
        if (!isOne && isUsedBetween(stage, variable, winner)) continue;
        const { name: key, nameSpan: span } = variable.assignment;
        const place = { key, span, winner: winner.assignment.nameSpan, where: isOne ? 'instruction' : 'stage' };
        const because = isOne
          ? 'the assignments of an instruction are made in their order'
          : 'nothing between the two runs or reads it';
        report(file, 'again', place, { because, stage: stage.index });
      }
    }
  },
  fix(context) {
    const removal = removalOf(context);
    if (removal === undefined) return undefined;
    const key = String(context.finding.data['key']);
    const safety = context.finding.fixable ?? 'suggestion';
    return fixOf(`Remove the line of ${key} that does nothing`, safety, context.file, [removal]);
  },
});

/** Every variable but the last of its name, with that last one. Names that differ in case are different variables. */
function overridden<T>(variables: readonly T[], nameOf: (variable: T) => string): { variable: T; winner: T }[] {
  const last = new Map(variables.map((variable) => [nameOf(variable), variable]));
  return variables.flatMap((variable) => {
    const winner = last.get(nameOf(variable));
    return winner === undefined || winner === variable ? [] : [{ variable, winner }];
  });
}

/** What comes after the one, up to and with the other. */
function between<T>(all: readonly T[], one: T, other: T): readonly T[] {
  return all.slice(all.indexOf(one) + 1, all.indexOf(other) + 1);
}

interface Place {
  readonly key: string;
  readonly span: Span;
  readonly winner: Span;
  readonly where?: string;
}

function report(
  file: DocumentContext<Messages, undefined>,
  message: Messages,
  { key, span, winner, where }: Place,
  options: ReportOptions,
): void {
  file.report(span, message, where === undefined ? { key } : { key, place: where }, {
    unnecessary: message !== 'refused',
    related: [
      { file: file.file, span: winner, message: message === 'refused' ? 'it stands here again' : 'this one wins' },
    ],
    ...options,
  });
}

interface Variable {
  readonly instruction: AssignmentInstruction;
  readonly assignment: AssignmentInstruction['assignments'][number];
}

function environmentOf({ instructions }: Stage): Variable[] {
  return instructions.flatMap((instruction) =>
    instruction.type === 'assignment' && instruction.keyword === 'ENV' && !instruction.isTrigger
      ? instruction.assignments.map((assignment) => ({ instruction, assignment }))
      : [],
  );
}

/** A build that runs or copies something in between may need the first value; so may an instruction that names it. */
function isUsedBetween({ instructions }: Stage, { instruction, assignment }: Variable, winner: Variable): boolean {
  const later = between<Instruction>(instructions, instruction, winner.instruction);
  const use = new RegExp(`\\$\\{?${assignment.name}\\b`);
  return later.some((one) => !READS_NOTHING.has(one.keyword) || one.isTrigger || use.test(one.argumentsText));
}

const READS_NOTHING: ReadonlySet<string> = new Set(
  'ENV LABEL EXPOSE CMD ENTRYPOINT HEALTHCHECK STOPSIGNAL MAINTAINER'.split(' '),
);

function kubernetesOf(text: string, file: FilePath): KubernetesDocument {
  return parseKubernetes(file, text);
}

function removalOf({ finding: { span }, file, text, read }: FixContext): Edit | undefined {
  const isHere = ({ start }: Span): boolean => start === span.start;
  switch (kindOf(file)) {
    case 'dotenv': {
      const entry = read(parseDotenv).entries.find(({ keySpan }) => isHere(keySpan));
      return entry && { span: entry.lineSpan, text: '' };
    }
    case 'compose': {
      const variables = read(parseCompose).services.flatMap(({ environment }) => environment);
      const variable = variables.find(({ nameSpan }) => isHere(nameSpan));
      return variable && removeFromYaml(text, variable.span);
    }
    case 'kubernetes': {
      const { resources } = read(kubernetesOf);
      const containers = resources.flatMap(({ workload }) => workload?.containers ?? []);
      const variable = containers.flatMap(({ env }) => env).find(({ nameSpan }) => isHere(nameSpan));
      return variable && removeFromYaml(text, variable.span);
    }
    case 'dockerfile': {
      const found = assignmentAt(read(parseDockerfile), span);
      return found && removeAssignment(text, found);
    }
    default:
      return undefined;
  }
}

import type {
  Assignment,
  AssignmentInstruction,
  CommandInstruction,
  DockerfileDocument,
  Instruction,
} from '../core/documents/dockerfile/model';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { removeWithLines } from './line-removal';

/** An assignment with the instruction it stands in. */
export interface FoundAssignment {
  readonly instruction: AssignmentInstruction;
  readonly assignment: Assignment;
}

/** The assignment whose name stands at a place. */
export function assignmentAt(document: DockerfileDocument, span: Span): FoundAssignment | undefined {
  for (const instruction of document.instructions) {
    if (instruction.type !== 'assignment') continue;
    const assignment = instruction.assignments.find(({ nameSpan }) => nameSpan.start === span.start);
    if (assignment !== undefined) return { instruction, assignment };
  }
  return undefined;
}

/** Takes one assignment out, and the instruction with it when it was the only one. */
export function removeAssignment(text: string, { instruction, assignment }: FoundAssignment): Edit {
  const { assignments } = instruction;
  if (assignments.length === 1) return removeWithLines(text, instruction.span);
  const index = assignments.indexOf(assignment);
  const next = assignments[index + 1];
  const previous = assignments[index - 1];
  if (next !== undefined) return { span: { start: assignment.span.start, end: next.span.start }, text: '' };
  return { span: { start: previous?.span.end ?? assignment.span.start, end: assignment.span.end }, text: '' };
}

/** How a build argument stops being one. */
export interface ArgumentRepair {
  readonly edits: readonly Edit[];
  /** `mount`: commands see it as a build secret; `remove`: nothing of the build needs it, only the running container. */
  readonly kind: 'mount' | 'remove';
}

/**
 * A build argument becomes a secret that only those commands see that mention it (for a registry's token: those that
 * install packages); one that only fills a variable goes, with that variable. `undefined` when neither can be told.
 */
export function repairArgument(
  text: string,
  document: DockerfileDocument,
  found: FoundAssignment,
): ArgumentRepair | undefined {
  const { name } = found.assignment;
  const stage = document.stages[found.instruction.stage ?? -1];
  if (stage === undefined) return undefined;
  const later = stage.instructions.filter(({ span }) => span.start > found.instruction.span.start);
  const runs = later.filter((one): one is CommandInstruction => one.type === 'command' && one.keyword === 'RUN');
  const mentioning = runs.filter((run) => mentions(run, name));
  const installing = REGISTRY_NAME.test(name) ? runs.filter(({ argumentsText }) => INSTALLS.test(argumentsText)) : [];
  const needing = mentioning.length > 0 ? mentioning : installing;
  const promoted = later.flatMap((one) => promotionsOf(one, name));
  // Another use, such as a label, cannot be given a secret.
  const others = later.filter((one) => !runs.includes(one as CommandInstruction) && !isPromotion(one, name));
  if (others.some((one) => mentions(one, name))) return undefined;
  const removals = [found, ...promoted].map((one) => removeAssignment(text, one));
  if (needing.length === 0) return promoted.length === 0 ? undefined : { kind: 'remove', edits: removals };
  const mount = ` --mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  const mounts = needing.map(({ keywordSpan: { end } }): Edit => ({ span: { start: end, end }, text: mount }));
  return { kind: 'mount', edits: [...removals, ...mounts] };
}

const INSTALLS = /\b(?:npm|yarn|pnpm|bun|pip|poetry|composer|bundle)\b/;

/** Tokens that package managers read from the environment without being told. */
const REGISTRY_NAME =
  /NPM|NODE_AUTH|YARN|PNPM|REGISTRY|GITHUB|GITLAB|\bGH_|PACKAGE|ARTIFACTORY|NEXUS|FONT_?AWESOME|TIPTAP|COMPOSER|BUNDLE/;

function mentions({ argumentsText }: Instruction, name: string): boolean {
  return new RegExp(`\\$(?:${name}\\b|\\{${name}\\b)`).test(argumentsText);
}

function isPromotion(instruction: Instruction, name: string): boolean {
  return promotionsOf(instruction, name).length > 0;
}

/** `ENV NAME=$NAME` */
function promotionsOf(instruction: Instruction, name: string): FoundAssignment[] {
  if (instruction.type !== 'assignment' || instruction.keyword !== 'ENV') return [];
  return instruction.assignments
    .filter(({ variables, value }) => variables.includes(name) && /^\$\{?\w+\}?$/.test(value))
    .map((assignment) => ({ instruction, assignment }));
}

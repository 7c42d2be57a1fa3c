import type {
  CommandInstruction,
  DockerfileDocument,
  ImageSource,
  Instruction,
  Stage,
  WordsInstruction,
} from './model';

/**
 * Indexes of the stages that a release contains or takes files from: the last stage, those named by `targets`
 * (compose `build.target`, `docker build --target`), and what they reach through `FROM alias`, `COPY --from` and
 * `RUN --mount=from=`. A stage outside serves development only, whatever its name is.
 * @param targets names or numbers of stages; unknown ones are ignored
 */
export function releaseGraph(document: DockerfileDocument, targets: readonly string[] = []): ReadonlySet<number> {
  const last = document.stages.length - 1;
  const pending = last >= 0 ? [last] : [];
  for (const target of targets) {
    const named = stageNamed(document, target);
    if (named !== undefined) pending.push(named.index);
  }
  const reached = new Set<number>();
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const stage = document.stages[index];
    if (stage === undefined || reached.has(index)) continue;
    reached.add(index);
    pending.push(...stage.from.stageCandidates);
    for (const instruction of stage.instructions) {
      for (const source of sourcesOf(instruction)) if (source.stage !== undefined) pending.push(source.stage);
    }
  }
  return reached;
}

/** The stage of a name (case does not matter) or a number; the later one when two share a name. */
export function stageNamed(document: DockerfileDocument, target: string): Stage | undefined {
  const named = document.stages.findLast(({ name }) => name === target.toLowerCase());
  return named ?? (/^\d{1,4}$/.test(target) ? document.stages[Number(target)] : undefined);
}

/** How a container of a stage starts. The instructions may stand in a stage that it is built from. */
export interface EffectiveStart {
  readonly cmd?: CommandInstruction;
  readonly entrypoint?: CommandInstruction;
  /** Words of the `SHELL` in force for the shell form of `cmd` or `entrypoint`; `undefined`: the default. */
  readonly shell: readonly string[] | undefined;
  /** Absolute folder; `undefined` when the base image decides. */
  readonly workdir: string | undefined;
  readonly user?: WordsInstruction;
  readonly stopSignal?: WordsInstruction;
  readonly healthcheck?: CommandInstruction;
  /** The stage at the bottom, whose base is an external image that may bring a start command of its own. */
  readonly rootStage: number;
}

/** The start in force at the end of a stage; `undefined` for an index that is none. */
export function effectiveStart(document: DockerfileDocument, stageIndex: number): EffectiveStart | undefined {
  const lineage = lineageOf(document, stageIndex);
  const root = lineage[0];
  if (root === undefined) return undefined;
  let cmd: CommandInstruction | undefined;
  let entrypoint: CommandInstruction | undefined;
  let healthcheck: CommandInstruction | undefined;
  let user: WordsInstruction | undefined;
  let stopSignal: WordsInstruction | undefined;
  let workdir: string | undefined = root.from.isScratch ? '/' : undefined;
  for (const stage of lineage) {
    for (const instruction of stage.instructions) {
      if (instruction.type === 'command') {
        if (instruction.keyword === 'CMD') cmd = instruction;
        else if (instruction.keyword === 'HEALTHCHECK') healthcheck = instruction;
        else if (instruction.keyword === 'ENTRYPOINT') {
          entrypoint = instruction;
          // https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
          if (cmd !== undefined && cmd.stage !== stage.index) cmd = undefined;
        }
      } else if (instruction.type === 'words') {
        if (instruction.keyword === 'WORKDIR') workdir = instruction.workdir;
        else if (instruction.keyword === 'USER') user = instruction;
        else if (instruction.keyword === 'STOPSIGNAL') stopSignal = instruction;
      }
    }
  }
  return {
    shell: (entrypoint ?? cmd)?.shellInForce,
    workdir,
    rootStage: root.index,
    ...(cmd === undefined ? {} : { cmd }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(user === undefined ? {} : { user }),
    ...(stopSignal === undefined ? {} : { stopSignal }),
    ...(healthcheck === undefined ? {} : { healthcheck }),
  };
}

/**
 * Variables of `ENV` in force before an instruction, inherited ones included; the value is `undefined` when the file does
 * not tell it. `ARG`s in force are included where no `ENV` hides them and their value is known, since `RUN` sees them.
 */
export function environmentAt(
  document: DockerfileDocument,
  instruction: Instruction,
): ReadonlyMap<string, string | undefined> {
  if (instruction.stage === undefined) return new Map();
  return collect(document, instruction.stage, instruction);
}

/** Variables of `ENV` at the end of a stage: what its containers start with. */
export function environmentOf(
  document: DockerfileDocument,
  stageIndex: number,
): ReadonlyMap<string, string | undefined> {
  return collect(document, stageIndex, undefined);
}

function collect(
  document: DockerfileDocument,
  stageIndex: number,
  before: Instruction | undefined,
): Map<string, string | undefined> {
  const environment = new Map<string, string | undefined>();
  const args = new Map<string, string>();
  for (const stage of lineageOf(document, stageIndex)) {
    for (const instruction of stage.instructions) {
      if (before !== undefined && stage.index === stageIndex && instruction.span.start >= before.span.start) break;
      if (instruction.type !== 'assignment' || instruction.keyword === 'LABEL') continue;
      for (const { name, resolved, hasDefault } of instruction.assignments) {
        if (instruction.keyword === 'ENV') environment.set(name, resolved);
        else if (before !== undefined && stage.index === stageIndex && hasDefault && resolved !== undefined) {
          args.set(name, resolved);
        }
      }
    }
  }
  for (const [name, value] of args) if (!environment.has(name)) environment.set(name, value);
  return environment;
}

/** From the stage at the bottom up to the given one. */
export function lineageOf(document: DockerfileDocument, stageIndex: number): readonly Stage[] {
  const lineage: Stage[] = [];
  for (let stage = document.stages[stageIndex]; stage !== undefined; ) {
    lineage.push(stage);
    const parent: number | undefined = stage.from.stageReference;
    // A stage can only name an earlier one.
    stage = parent === undefined || parent >= stage.index ? undefined : document.stages[parent];
  }
  return lineage.reverse();
}

function sourcesOf(instruction: Instruction): readonly ImageSource[] {
  if (instruction.type === 'copy') return instruction.from === undefined ? [] : [instruction.from];
  if (instruction.type !== 'command') return [];
  return instruction.mounts.flatMap(({ from }) => (from === undefined ? [] : [from]));
}

import type { Span } from '../../text/span';
import { parseImageReference } from '../image-reference';
import type { Lookup } from './expand';
import type { LogicalText } from './logical-text';
import type { ImageSource, InstructionBase } from './model';

/** What the reader of one instruction has to know of the place where it stands. */
export interface ReadContext {
  readonly document: string;
  readonly escape: string;
  readonly lookup: Lookup;
  /** Index of the stage; `undefined` before the first `FROM`. */
  readonly stage: number | undefined;
  /** Index of an earlier stage by its name or number. */
  readonly stageNamed: (name: string) => number | undefined;
  readonly shellInForce: readonly string[] | undefined;
  readonly workdir: string | undefined;
}

/** An instruction of which keyword and flags are read; indexes count in `line`. */
export interface OpenInstruction {
  readonly base: Omit<InstructionBase, 'keyword'>;
  readonly line: LogicalText;
  /** Where the arguments after the flags begin. */
  readonly from: number;
  /** End of the arguments, trailing blanks left out. */
  readonly to: number;
}

export function imageSource(text: string, span: Span, context: ReadContext): ImageSource {
  const stage = context.stageNamed(text);
  const image = stage === undefined && text !== 'scratch' ? parseImageReference(text, span.start) : undefined;
  return { text, span, ...(stage === undefined ? {} : { stage }), ...(image === undefined ? {} : { image }) };
}

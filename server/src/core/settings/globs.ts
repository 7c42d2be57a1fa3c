import { z } from 'zod';

/** A text of a list that says something. */
export const wordSchema = z.string().regex(/\S/, 'expected a text that is not empty');

/** Globs of paths relative to a configuration file; one that can match nothing would be without effect, and nobody would learn of it. */
export const pathGlobsSchema = z.array(
  wordSchema.refine((glob) => globProblem(glob) === undefined, {
    error: ({ input }) => globProblem(String(input)) ?? 'not a glob',
  }),
);

function globProblem(glob: string): string | undefined {
  if (/^[/\\]|^[a-z]:[/\\]/i.test(glob))
    return 'expected a path relative to the configuration, found one that begins at a root';
  if (/^\.\.(?:[/\\]|$)/.test(glob))
    return 'expected a path below the configuration, found one that leads out of its folder';
  const open = unclosed(glob);
  return open === undefined ? undefined : `not a glob: "${open}" is not closed`;
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['{', '}'],
  ['(', ')'],
]);

/** A bracket that nothing closes; `\` takes the meaning from the character behind it. */
function unclosed(glob: string): string | undefined {
  const open: string[] = [];
  for (let index = 0; index < glob.length; index++) {
    const character = glob.charAt(index);
    const last = open.at(-1);
    if (character === '\\') index++;
    else if (last !== undefined && character === PAIRS.get(last)) open.pop();
    else if (last !== '[' && PAIRS.has(character)) open.push(character);
  }
  return open[0];
}

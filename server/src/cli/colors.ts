import pc from 'picocolors';
import type { Io } from './io';

export type Colors = ReturnType<typeof pc.createColors>;

/** `--no-color` and `NO_COLOR` beat `FORCE_COLOR`, which beats what the output is (https://no-color.org). */
export function colorsFor(isTerminal: boolean, isAllowed: boolean, env: Io['env']): Colors {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0';
  const refused = !isAllowed || (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.FORCE_COLOR === '0';
  return pc.createColors(!refused && (forced || (isTerminal && env.TERM !== 'dumb')));
}

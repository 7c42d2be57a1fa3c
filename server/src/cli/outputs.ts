import { dirname, resolve } from 'node:path';
import { type Io, UsageError } from './io';

export const FORMATS = ['pretty', 'json', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

export interface RequestedOutput {
  readonly format: Format;
  /** Absolute; `undefined` is standard output. */
  readonly file: string | undefined;
  /** As the user wrote it. */
  readonly given: string;
}

/** @throws UsageError for unknown formats, two of them on standard output, and files in folders that do not exist */
export function readOutputs(formats: readonly string[] = ['pretty'], io: Io): RequestedOutput[] {
  const outputs = formats.map((given) => {
    const at = given.indexOf('=');
    const name = at < 0 ? given : given.slice(0, at);
    const format = FORMATS.find((known) => known === name);
    if (format === undefined) throw new UsageError(`unknown format "${name}": expected ${FORMATS.join(', ')}`);
    if (at < 0) return { format, file: undefined, given };
    const path = given.slice(at + 1);
    if (path === '') throw new UsageError(`"${given}" names no file`);
    const file = resolve(io.cwd, path);
    if (io.host.typeOf(dirname(file)) !== 'folder')
      throw new UsageError(`"${path}" cannot be written: its folder does not exist`);
    if (io.host.typeOf(file) === 'folder') throw new UsageError(`"${path}" cannot be written: it is a folder`);
    return { format, file, given };
  });
  const printed = outputs.filter(({ file }) => file === undefined);
  const [first, second] = printed;
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `"${first.format}" and "${second.format}" both go to standard output: give one a file, as in ${second.format}=FILE`,
    );
  }
  return outputs;
}

/** Files first, so that whoever sees the printed report finds them complete. @throws UsageError when a file cannot be written */
export async function writeOutputs(
  outputs: readonly RequestedOutput[],
  render: (format: Format, isFile: boolean) => string,
  io: Io,
): Promise<void> {
  for (const { format, file, given } of outputs) {
    if (file === undefined) continue;
    const reason = io.host.writeOutput(file, render(format, true));
    if (reason !== undefined) throw new UsageError(`"${given}" cannot be written: ${reason}`);
  }
  for (const { format, file } of outputs) if (file === undefined) await io.stdout.write(render(format, false));
}

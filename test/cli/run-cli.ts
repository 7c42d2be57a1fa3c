import type { Output } from '../../server/src/cli/io';
import { run } from '../../server/src/cli/program';
import type { Registry } from '../../server/src/core/engine/registry';
import { type FileHost, nodeFileHost } from '../../server/src/host/file-host';
import { testRegistry } from './test-rules';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly host?: FileHost;
  /** The rules of `test-rules.ts` unless given; `'real'` are those that ship. */
  readonly registry?: Registry | 'real';
  readonly isTerminal?: boolean;
}

/** Runs one command line in this process. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const stdout = new Collector(options.isTerminal === true);
  const stderr = new Collector(options.isTerminal === true);
  const { cwd, env = {}, host = nodeFileHost, registry = testRegistry } = options;
  const io = { cwd, env, host, stdout, stderr, now: () => 0 };
  const code = await run(args, io, registry === 'real' ? undefined : registry);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collector implements Output {
  text = '';
  readonly columns = 100;

  constructor(readonly isTerminal: boolean) {}

  async write(text: string): Promise<void> {
    this.text += text;
  }
}

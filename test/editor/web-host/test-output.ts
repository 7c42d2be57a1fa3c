import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type OutputListener = (stream: 'stdout' | 'stderr', text: string) => void;

/** Where the tests in the extension host send what they print; see relay.cjs. */
export interface TestOutput {
  readonly socketPath: string;
  /** Resolves when all that the tests have printed has arrived; to false if they were cut off. */
  complete(): Promise<boolean>;
  stop(): void;
}

/** Listens for the output of extension tests, on a socket in `folder`. */
export async function receiveTestOutput(folder: string, listener: OutputListener): Promise<TestOutput> {
  const socketPath = join(folder, 'tests.sock');
  let complete = Promise.resolve(false);
  const server = createServer((socket) => {
    const lines = createInterface({ input: socket });
    let ended = false;
    lines.on('line', (line) => {
      const message = JSON.parse(line);
      if (message.ended) ended = true;
      else listener(message.stream, message.text);
    });
    socket.on('error', () => socket.destroy());
    complete = new Promise((resolve) => lines.once('close', () => resolve(ended)));
  });
  await new Promise<void>((resolve, reject) => server.listen(socketPath, resolve).once('error', reject));
  return { socketPath, complete: () => complete, stop: () => server.close() };
}

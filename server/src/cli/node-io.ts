import { nodeFileHost } from '../host/file-host';
import type { Io, Output } from './io';

export function nodeIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    host: nodeFileHost,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    now: () => performance.now(),
  };
}

function outputTo(stream: NodeJS.WriteStream): Output {
  let isOpen = true;
  // A reader that has seen enough (`| head`) is no failure.
  stream.on('error', () => {
    isOpen = false;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
    write: (text) =>
      new Promise((resolve) => {
        if (isOpen) stream.write(text, () => resolve());
        else resolve();
      }),
  };
}

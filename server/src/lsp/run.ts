import { Console } from 'node:console';
import {
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { describeError } from './log';
import { startServer, type Transport } from './start';

/**
 * Runs the language server in this process, on standard input and output or on the channel of a parent Node process.
 * Ends with code 0 after `shutdown` and `exit`, with 1 when the client vanishes or the server cannot work.
 */
export function runLanguageServer(args: readonly string[]): void {
  const transport = openTransport(args);
  if (transport === undefined) {
    process.stderr.write('twelve-factor language server: give --stdio or --node-ipc\n');
    process.exitCode = 2;
    return;
  }
  // One mistake must not take the editor's server away; it is told where logs go that the client does not see.
  process.on('uncaughtException', (error) => {
    if (isBrokenPipe(error)) process.exit(1);
    process.stderr.write(`uncaught: ${describeError(error)}\n`);
  });
  process.on('unhandledRejection', (error) => {
    process.stderr.write(`unhandled: ${describeError(error)}\n`);
  });
  const server = startServer(transport, {
    onFatal: (error) => {
      process.stderr.write(`The server cannot be loaded: ${describeError(error)}\n`);
      process.exit(1);
    },
  });
  transport.onEnd(() => process.exit(server.isShutDown ? 0 : 1));
}

interface ProcessTransport extends Transport {
  /** Calls when the client is gone. */
  onEnd(listener: () => void): void;
}

function openTransport(args: readonly string[]): ProcessTransport | undefined {
  if (args.includes('--node-ipc') && process.send !== undefined) {
    return {
      reader: new IPCMessageReader(process),
      writer: new IPCMessageWriter(process),
      onEnd: (listener) => process.on('disconnect', listener),
    };
  }
  if (!args.includes('--stdio')) return undefined;
  // Standard output is the protocol's alone, whatever a library may want to say.
  globalThis.console = new Console(process.stderr);
  return {
    reader: new StreamMessageReader(process.stdin),
    writer: new StreamMessageWriter(process.stdout),
    onEnd: (listener) => process.stdin.on('end', listener).on('close', listener),
  };
}

/** Nobody reads what we write any more. */
function isBrokenPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_IPC_CHANNEL_CLOSED');
}

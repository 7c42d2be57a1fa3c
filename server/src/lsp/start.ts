import {
  createConnection,
  ErrorCodes,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  ResponseError,
} from 'vscode-languageserver/node';
import { initializeResult } from './capabilities';
import { GatedReader } from './gated-reader';

export interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

export interface RunningServer {
  /** True once the client has asked to shut down. */
  readonly isShutDown: boolean;
}

export interface StartOptions {
  /** Called when the rest of the server cannot be loaded. */
  readonly onFatal: (error: unknown) => void;
}

/**
 * Starts a server on a transport. Nothing heavy is imported up to here: `initialize` is answered at once, and the
 * compiler, the rules and everything else are loaded while the client reads the answer.
 */
export function startServer({ reader, writer }: Transport, options: StartOptions): RunningServer {
  const gate = new GatedReader(reader);
  const connection = createConnection(ProposedFeatures.all, gate, writer, {
    // A request that is still in the queue when the client loses interest costs nothing.
    connectionStrategy: {
      cancelUndispatched: () => ({
        jsonrpc: '2.0',
        id: null,
        error: { code: REQUEST_CANCELLED, message: 'cancelled before it began' },
      }),
    },
  });
  const early = connection.onRequest(
    () => new ResponseError(ErrorCodes.ServerNotInitialized, 'The server waits for "initialize".'),
  );
  connection.onInitialize((params) => {
    early.dispose();
    Promise.all([import('./server'), import('./node-dependencies')]).then(
      ([{ createServer }, { nodeDependencies }]) => {
        createServer(connection, params, nodeDependencies);
        gate.open();
      },
      options.onFatal,
    );
    return initializeResult(params);
  });
  connection.listen();
  return gate;
}

const REQUEST_CANCELLED = -32800;

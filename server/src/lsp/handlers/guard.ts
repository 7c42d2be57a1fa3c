import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { describeError, type Log } from '../log';

/**
 * Runs a handler so that an exception costs this answer only, and so that its message, which may quote a file's text,
 * does not reach the client.
 */
export async function guarded<T>(method: string, log: Log, action: () => Promise<T> | T): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    log.error(`${method} failed: ${describeError(error)}`);
    throw new ResponseError(ErrorCodes.InternalError, `${method} failed; the log says where.`);
  }
}

/** The value, or `undefined` where the file system refuses: what cannot be read is as good as absent. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The system's short word for an error, such as `EACCES`. Never the message, which names absolute paths. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}

const TRANSPORTS = /^--(?:stdio|node-ipc|pipe|socket)\b/;

/** Hands over to the language server in this very process; standard input and output unless told otherwise. */
export async function serve(): Promise<void> {
  if (!process.argv.some((argument) => TRANSPORTS.test(argument))) process.argv.push('--stdio');
  await import('../../lsp/main');
}

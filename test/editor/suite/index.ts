import { appendFileSync } from 'node:fs';
import { toSourcePositions } from './source-positions';

/** Editors on a loaded machine are slow; a test that waits longer than this waits for something that never comes. */
const testLimit = 30_000;

/** The entry point that the editor calls in its extension host: runs the bundled test files that run.ts names. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import('mocha');
  const grep = process.env.TWELVE_FACTOR_TEST_GREP;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: testLimit,
    color: process.env.TWELVE_FACTOR_TEST_COLOR === '1',
    forbidOnly: process.env.CI !== undefined,
    forbidPending: true,
    ...(grep ? { grep } : {}),
  });
  // What `mocha.addFile` does later, done here: mocha would import the files, past the editor's hook for 'vscode'.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const files: string[] = JSON.parse(process.env.TWELVE_FACTOR_TEST_FILES ?? '[]');
  for (const file of files) require(file);
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run(() => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 0 });
    });
    runner.on('fail', (_test, error: Error) => {
      if (error.stack) error.stack = toSourcePositions(error.stack);
    });
  });
  const result = process.env.TWELVE_FACTOR_TEST_RESULT;
  if (result) appendFileSync(result, `${JSON.stringify({ passed, failed })}\n`);
  if (failed === 0) return;
  const failure = new Error(`${failed} of ${passed + failed} tests failed`);
  failure.stack = failure.message;
  throw failure;
}

import { appendFileSync } from 'node:fs';
import { type MochaOptions, type Runner, reporters } from 'mocha';

/**
 * Prints failures only (with the option `verbose`, every test) and appends `{"passed", "failed"}` as a line to the file
 * that TWELVE_FACTOR_TEST_RESULT names. A pending test tests nothing and counts as failed.
 */
export default class ResultReporter extends reporters.Base {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    if (options.reporterOptions?.verbose !== undefined) new reporters.Spec(runner, options);
    else runner.once('end', () => reporters.Base.list(this.failures));
    runner.once('end', () => {
      const file = process.env.TWELVE_FACTOR_TEST_RESULT;
      const { passes, failures, pending } = this.stats;
      if (file) appendFileSync(file, `${JSON.stringify({ passed: passes, failed: failures + pending })}\n`);
    });
  }
}

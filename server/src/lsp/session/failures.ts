import type { FilePath } from '../../core/documents/kinds';
import type { RuleId } from '../../core/rule/finding';
import { describeError, type Log } from '../log';

/** Logs what a rule threw, once for each rule and kind of failure: a rule that fails at every keystroke is told once. */
export class FailureLog {
  private readonly told = new Set<string>();

  constructor(private readonly log: Log) {}

  readonly report = (file: FilePath, rule: RuleId, error: unknown, where: string): void => {
    const description = describeError(error);
    const key = `${rule}\n${description}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.log.error(`Rule "${rule}" failed on "${file}" (${where}): ${description}`);
  };
}

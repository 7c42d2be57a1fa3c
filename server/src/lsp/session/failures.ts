import type { FilePath } from '../../core/documents/kinds';
import type { RuleId } from '../../core/rule/finding';
import { describeError, type Log } from '../log';

/** Logs what failed. What a rule threw is logged once for each kind of failure, not at every keystroke. */
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

  /** What failed beside the rules: a mistake of the server. */
  readonly reportWork = (what: string, error: unknown): void => {
    this.log.error(`Work on "${what}" failed: ${describeError(error)}`);
  };
}

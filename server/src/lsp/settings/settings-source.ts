import type { KnownRules } from '../../core/settings/schema';
import { SETTINGS_SECTION } from '../../protocol/index';
import type { Log } from '../log';
import { DEFAULT_SETTINGS, type FolderSettings, readSettings } from './read-settings';

export interface SettingsSourceOptions {
  /** From `initializationOptions`: what holds where the client says nothing else. */
  readonly initial: unknown;
  /** Asks the client for the settings of a resource (of the whole editor for `undefined`); absent when it cannot answer. */
  readonly pull: ((scope: string | undefined) => Promise<unknown>) | undefined;
  readonly knownRules: KnownRules;
  readonly log: Log;
}

/**
 * The editor's settings by resource. A client that can be asked is asked; from any other the settings come with
 * `workspace/didChangeConfiguration`, or once with `initialize`.
 */
export class SettingsSource {
  private pushed: unknown;
  private readonly told = new Set<string>();

  constructor(private readonly options: SettingsSourceOptions) {
    this.pushed = options.initial;
  }

  /** What the client sent along with a change of configuration; clients that are asked often send nothing. */
  push(settings: unknown): void {
    if (settings !== null && settings !== undefined) this.pushed = settings;
  }

  async settingsFor(scope: string | undefined): Promise<FolderSettings> {
    const { settings, problems } = readSettings(await this.valueFor(scope), this.options.knownRules);
    for (const problem of problems) {
      if (this.told.has(problem)) continue;
      this.told.add(problem);
      this.options.log.warn(`Setting left out: ${problem}`);
    }
    return settings;
  }

  private async valueFor(scope: string | undefined): Promise<unknown> {
    try {
      return (await this.options.pull?.(scope)) ?? this.pushed;
    } catch {
      this.options.log.warn(`The editor does not answer for the settings "${SETTINGS_SECTION}".`);
      return this.pushed;
    }
  }
}

export { DEFAULT_SETTINGS, type FolderSettings };

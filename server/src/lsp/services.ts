import type { Registry } from '../core/engine/registry';
import type { KnownRules } from '../core/settings/schema';
import type { FileHost } from '../host/file-host';
import type { Clock } from './clock';
import type { Log } from './log';
import type { ProgressFactory } from './session/index-progress';
import type { SessionServices } from './session/session';
import type { SettingsSource } from './settings/settings-source';

/** The part of the disk that the server reads; it writes nothing itself. */
export type FolderReader = Pick<FileHost, 'list' | 'read'>;

/** What one running server shares among its folders. Made once, handed down, never global. */
export interface Services extends SessionServices {
  readonly host: FolderReader;
  readonly registry: Registry;
  readonly knownRules: KnownRules;
  readonly settings: SettingsSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly createProgress: ProgressFactory;
}

import type { FolderListing } from '../../host/file-host';
import { describeError } from '../log';
import type { Services } from '../services';

export interface ListerOptions {
  /** The scheduler's key for the work. */
  readonly key: string;
  readonly root: string;
  readonly name: string;
  /** `undefined`: the folder cannot be read. */
  readonly onListed: (listing: FolderListing | undefined) => void;
}

/** Lists a folder when asked to, however often: what comes in the meantime is one more listing, not many. */
export class FolderLister {
  private readonly told = new Set<string>();

  constructor(
    private readonly services: Services,
    private readonly options: ListerOptions,
  ) {}

  request(): void {
    const { key, onListed } = this.options;
    this.services.scheduler.request(key, {
      priority: 'dirty',
      load: async () => {
        const listing = await this.list();
        return () => onListed(listing);
      },
    });
  }

  cancel(): void {
    this.services.scheduler.cancel(this.options.key);
  }

  private async list(): Promise<FolderListing | undefined> {
    const { root, name } = this.options;
    const { host, log } = this.services;
    try {
      const listing = await host.list(root);
      for (const warning of listing.warnings) {
        if (this.told.has(warning)) continue;
        this.told.add(warning);
        log.warn(`${name}: ${warning}`);
      }
      return listing;
    } catch (error) {
      log.error(`Folder "${name}" cannot be read: ${describeError(error)}`);
      return undefined;
    }
  }
}

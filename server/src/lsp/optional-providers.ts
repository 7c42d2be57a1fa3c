import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  type Connection,
  type Disposable,
  InlayHintRequest,
  RenameRequest,
} from 'vscode-languageserver';
import type { EditorSettings } from '../core/settings/editor';
import type { ClientFeatures } from './features';
import type { FailureLog } from './session/failures';

type Switches = EditorSettings['features'];
type Name = 'rename' | 'codeLens' | 'inlayHints';

/**
 * Providers that are registered as long as some folder wants them: a client asks every provider that is registered, also
 * one that is switched off.
 */
export class OptionalProviders {
  private readonly registrations: ReadonlyMap<Name, Registration>;

  constructor(
    private readonly connection: Connection,
    private readonly features: ClientFeatures,
    private readonly failures: FailureLog,
  ) {
    const { client } = connection;
    const registrations = new Map<Name, Registration>();
    const add = (name: Name, isDynamic: boolean, register: () => Promise<Disposable>): void => {
      const refused = (error: unknown): void => failures.reportWork(name, error);
      if (isDynamic) registrations.set(name, new Registration(register, refused));
    };
    const everywhere = { documentSelector: null };
    add('rename', features.dynamicRename, () =>
      client.register(RenameRequest.type, { ...everywhere, prepareProvider: true }),
    );
    add('codeLens', features.dynamicCodeLens, () => client.register(CodeLensRequest.type, everywhere));
    add('inlayHints', features.dynamicInlayHints, () => client.register(InlayHintRequest.type, everywhere));
    this.registrations = registrations;
  }

  set(wishes: readonly Switches[]): void {
    for (const [name, registration] of this.registrations) registration.set(wishes.some((wish) => wish[name]));
  }

  /** What stands in the editor rests on variables that have changed. */
  refresh(wishes: readonly Switches[]): void {
    const { connection, features, failures } = this;
    const ask = (name: Name, isRefreshed: boolean, send: () => Promise<void>): void => {
      if (isRefreshed && wishes.some((wish) => wish[name])) send().catch((error) => failures.reportWork(name, error));
    };
    ask('codeLens', features.refreshCodeLens, () => connection.sendRequest(CodeLensRefreshRequest.type));
    ask('inlayHints', features.refreshInlayHints, () => connection.languages.inlayHint.refresh());
  }
}

class Registration {
  private current: Promise<Disposable> | undefined;

  constructor(
    private readonly register: () => Promise<Disposable>,
    private readonly onRefused: (error: unknown) => void,
  ) {}

  set(isWanted: boolean): void {
    if (isWanted === (this.current !== undefined)) return;
    if (isWanted) {
      this.current = this.register();
      this.current.catch(this.onRefused);
    } else {
      this.current?.then((registration) => registration.dispose(), this.onRefused);
      this.current = undefined;
    }
  }
}

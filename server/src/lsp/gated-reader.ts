import type {
  DataCallback,
  Disposable,
  Event,
  Message,
  MessageReader,
  PartialMessageInfo,
} from 'vscode-languageserver/node';

/**
 * Lets `initialize` through and holds back whatever follows until the gate opens, so that the answer to `initialize`
 * need not wait for the rest of the server to be loaded, and no message comes before its handler is there.
 */
export class GatedReader implements MessageReader {
  private held: Message[] | undefined;
  private callback: DataCallback | undefined;
  private wasShutDown = false;

  constructor(private readonly reader: MessageReader) {}

  /** True once the client has asked to shut down: after that, its end is no failure. */
  get isShutDown(): boolean {
    return this.wasShutDown;
  }

  get onError(): Event<Error> {
    return this.reader.onError;
  }

  get onClose(): Event<void> {
    return this.reader.onClose;
  }

  get onPartialMessage(): Event<PartialMessageInfo> {
    return this.reader.onPartialMessage;
  }

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    return this.reader.listen((message) => {
      const method = 'method' in message ? message.method : undefined;
      if (method === 'shutdown') this.wasShutDown = true;
      if (this.held !== undefined) {
        this.held.push(message);
        return;
      }
      if (method === 'initialize') this.held = [];
      callback(message);
    });
  }

  /** From now on messages pass as they come, those held back first. */
  open(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const message of held) this.callback?.(message);
  }

  dispose(): void {
    this.reader.dispose();
  }
}

import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

/** What `Diagnostic.data` holds; code actions do not need it, other tools may. */
export interface DiagnosticData {
  readonly fingerprint: string;
  /** The document's version; absent for closed files. */
  readonly version?: number;
}

export interface PublisherOptions {
  readonly send: (params: PublishDiagnosticsParams) => void;
  /** See `InitializationOptions.answerEveryVersion`. */
  readonly answerEveryVersion: boolean;
}

/** The only place that sends diagnostics. Knows what each document shows, and sends what differs from that. */
export class DiagnosticsPublisher {
  private readonly shown = new Map<string, string>();

  constructor(private readonly options: PublisherOptions) {}

  /** `version` is `undefined` for closed files; `diagnostics` come without data of their own about it. */
  publish(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): void {
    const known = this.shown.get(uri);
    const mustAnswer = this.options.answerEveryVersion && version !== undefined;
    if (diagnostics.length === 0 && known === undefined && !mustAnswer) return;
    const state = JSON.stringify(diagnostics);
    if (state === known && !mustAnswer) return;
    if (diagnostics.length === 0) this.shown.delete(uri);
    else this.shown.set(uri, state);
    this.options.send({
      uri,
      ...(version !== undefined && { version }),
      diagnostics: version === undefined ? [...diagnostics] : diagnostics.map((entry) => withVersion(entry, version)),
    });
  }

  isShown(uri: string): boolean {
    return this.shown.has(uri);
  }

  clear(uri: string): void {
    if (this.shown.delete(uri)) this.options.send({ uri, diagnostics: [] });
  }
}

function withVersion(diagnostic: Diagnostic, version: number): Diagnostic {
  const data = diagnostic.data as DiagnosticData | undefined;
  return data === undefined ? diagnostic : { ...diagnostic, data: { ...data, version } };
}

import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

/** What `Diagnostic.data` holds; code actions do not need it, other tools may. */
export interface DiagnosticData {
  readonly fingerprint: string;
  /** The document's version; absent for closed files. */
  readonly version?: number;
}

export interface PublisherOptions {
  readonly send: (params: PublishDiagnosticsParams) => void;
}

/**
 * The only place that sends diagnostics. Knows what each document shows, and sends what differs from that. Each analysed
 * version of an open document is answered once, also when it shows the same: clients wait for the version.
 */
export class DiagnosticsPublisher {
  private readonly shown = new Map<string, string>();
  private readonly versions = new Map<string, number | undefined>();

  constructor(private readonly options: PublisherOptions) {}

  /** `version` is `undefined` for closed files; `diagnostics` come without data of their own about it. */
  publish(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): void {
    const known = this.shown.get(uri);
    const mustAnswer = version !== undefined && version !== this.versions.get(uri);
    this.versions.set(uri, version);
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

  /** The document is closed: should it be opened again, its versions begin anew. */
  forgetVersion(uri: string): void {
    this.versions.delete(uri);
  }

  clear(uri: string): void {
    if (this.shown.delete(uri)) this.options.send({ uri, diagnostics: [] });
  }
}

function withVersion(diagnostic: Diagnostic, version: number): Diagnostic {
  const data = diagnostic.data as DiagnosticData | undefined;
  return data === undefined ? diagnostic : { ...diagnostic, data: { ...data, version } };
}

import * as vscode from 'vscode';
import { DIAGNOSTIC_SOURCE } from '../../server/src/protocol/index';
import type { ComplianceView } from './compliance-view/provider';
import { documentSelector } from './documents';
import type { LanguageServer } from './language-client';

/** The entry behind the braces of the status bar: how the server is, and what it found in the document shown. */
export function createStatusItem(server: LanguageServer, view: ComplianceView): vscode.Disposable {
  const selector = documentSelector(vscode.workspace.workspaceFolders ?? []);
  const item = vscode.languages.createLanguageStatusItem('twelveFactor', selector);
  item.name = 'Twelve-Factor';
  const indexing = new Stopwatch();
  const update = (): void => show(item, server, view, indexing);
  const subscriptions = [
    item,
    server.onDidChangeState((state) => {
      if (state === 'starting') indexing.start();
      update();
    }),
    server.onDidChangeCompliance((params) => {
      if (params.indexing) indexing.start();
      else indexing.stop();
      update();
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const shown = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === shown)) update();
    }),
    vscode.window.onDidChangeActiveTextEditor(update),
  ];
  indexing.start();
  update();
  return vscode.Disposable.from(...subscriptions);
}

/** How long the workspace was being read, the last time. */
class Stopwatch {
  #started: number | undefined;
  #seconds: string | undefined;

  get seconds(): string | undefined {
    return this.#seconds;
  }

  start(): void {
    this.#started ??= performance.now();
  }

  stop(): void {
    if (this.#started === undefined) return;
    this.#seconds = ((performance.now() - this.#started) / 1000).toFixed(1);
    this.#started = undefined;
  }
}

function show(
  item: vscode.LanguageStatusItem,
  server: LanguageServer,
  view: ComplianceView,
  indexing: Stopwatch,
): void {
  const isIndexing = view.compliance === undefined || view.compliance.indexing;
  const isStopped = server.state === 'stopped';
  item.busy = !isStopped && isIndexing;
  item.severity = isStopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.text = isStopped ? vscode.l10n.t('Twelve-Factor has stopped') : findingsText();
  item.detail = isStopped ? '' : isIndexing ? vscode.l10n.t('Reading the workspace…') : readText(indexing);
  item.command = isStopped
    ? { command: 'twelveFactor.restartServer', title: vscode.l10n.t('Restart') }
    : { command: 'twelveFactor.showOutput', title: vscode.l10n.t('Show Output') };
}

function findingsText(): string {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const diagnostics = uri === undefined ? [] : vscode.languages.getDiagnostics(uri);
  const count = diagnostics.filter(({ source }) => source === DIAGNOSTIC_SOURCE).length;
  if (count === 0) return vscode.l10n.t('Twelve-Factor: no findings');
  return count === 1 ? vscode.l10n.t('Twelve-Factor: 1 finding') : vscode.l10n.t('Twelve-Factor: {0} findings', count);
}

function readText({ seconds }: Stopwatch): string {
  return seconds === undefined ? '' : vscode.l10n.t('Workspace read in {0} s', seconds);
}

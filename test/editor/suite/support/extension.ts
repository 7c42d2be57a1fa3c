import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TwelveFactorApi } from '../../../../client/src/extension';
import { DIAGNOSTIC_SOURCE } from '../../../../server/src/protocol/index';
import { until } from './until';

export const extensionId = 'twelve-factor.twelve-factor';

/** The running extension, once its server has read the workspace. */
export async function startExtension(): Promise<TwelveFactorApi> {
  const extension = vscode.extensions.getExtension<TwelveFactorApi>(extensionId);
  assert.ok(extension, `the extension ${extensionId} is not loaded`);
  const api = await extension.activate();
  await indexed(api);
  return api;
}

/** Waits until the server runs and has read the whole workspace. */
export function indexed(api: TwelveFactorApi): Promise<true> {
  return until('the workspace is read', [api.onDidChangeCompliance, api.onDidChangeServerState], () =>
    api.serverState === 'running' && api.compliance?.indexing === false ? true : undefined,
  );
}

/** What this extension says of a file, or of all files. */
export function findings(uri?: vscode.Uri): vscode.Diagnostic[] {
  const all =
    uri === undefined
      ? vscode.languages.getDiagnostics().flatMap(([, list]) => list)
      : vscode.languages.getDiagnostics(uri);
  return all.filter(({ source }) => source === DIAGNOSTIC_SOURCE);
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for the first finding of a rule in a file. */
export function findingOf(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return until(`${rule} in ${uri.path}`, [vscode.languages.onDidChangeDiagnostics], () =>
    findings(uri).find((finding) => ruleOf(finding) === rule),
  );
}

/** Waits until a file has no finding of a rule. */
export function noFindingOf(uri: vscode.Uri, rule: string): Promise<true> {
  return until(`no ${rule} in ${uri.path}`, [vscode.languages.onDidChangeDiagnostics], () =>
    findings(uri).some((finding) => ruleOf(finding) === rule) ? undefined : true,
  );
}

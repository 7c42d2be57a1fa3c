/** `vscode.l10n`, or a stand-in where there is no editor: fills `{0}`, `{1}` … into a translated message. */
export interface Translator {
  t(message: string, ...args: (string | number)[]): string;
}

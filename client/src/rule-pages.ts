import * as vscode from 'vscode';
import { RULE_SCHEME } from '../../server/src/protocol/index';
import type { LanguageServer } from './language-client';

/** Serves the rules' pages as virtual Markdown documents, which the editor's own preview shows. */
export function registerRulePages(server: LanguageServer): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, {
    async provideTextDocumentContent(uri) {
      const rule = ruleOf(uri);
      const { markdown } = await server.ruleDocument({ rule });
      return markdown ?? vscode.l10n.t('There is no rule "{0}".', rule);
    },
  });
}

export async function showRulePage(rule: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${rule}.md` });
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

function ruleOf(uri: vscode.Uri): string {
  return uri.path.replace(/^\//, '').replace(/\.md$/, '');
}

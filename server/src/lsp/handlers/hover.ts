import { type Hover, MarkupKind, type TextDocumentPositionParams } from 'vscode-languageserver';
import type { Registry } from '../../core/engine/registry';
import { factorNumeral } from '../../core/rule/factors';
import type { Finding } from '../../core/rule/finding';
import { CLIENT_COMMANDS } from '../../protocol/index';
import { factorAddress, toRange } from '../convert';
import { describeVariable } from '../environment/describe';
import { variableAt } from '../environment/variables';
import type { ClientFeatures } from '../features';
import type { Workspace } from '../session/workspace';

/** Explains the findings under the cursor (what is wrong, why here, what to do) and the variable. Never a value. */
export class Hovers {
  constructor(
    private readonly workspace: Workspace,
    private readonly registry: Registry,
    private readonly features: ClientFeatures,
  ) {}

  provide({ textDocument, position }: TextDocumentPositionParams): Hover | null {
    const located = this.workspace.locate(textDocument.uri);
    const document = located?.session.documentOf(located.file);
    if (located === undefined || document === undefined) return null;
    const { session, file } = located;
    if (!session.settings.editor.features.hover) return null;
    const offset = document.offsetAt(position);
    const report = session.currentReport(file);
    const findings = [...(report?.findings ?? []), ...(report?.known ?? [])].filter(
      ({ span }) => span.start <= offset && offset <= span.end,
    );
    const found = variableAt(this.workspace, { textDocument, position });
    const at = findings[0]?.span ?? found?.span;
    if (at === undefined) return null;
    const isMarkdown = this.features.markdownHover;
    const kind = isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
    const texts = findings.map((finding) => this.describe(finding));
    if (found !== undefined) texts.push(describeVariable(found.variable, { placeOf: session.placeOf, isMarkdown }));
    const value = texts.join(isMarkdown ? '\n\n---\n\n' : '\n\n');
    return { contents: { kind, value }, range: toRange(at, document) };
  }

  private describe(finding: Finding): string {
    const rule = this.registry.byId(finding.rule);
    const factor = finding.factor === null ? undefined : this.registry.factor(finding.factor);
    const factorLine = factor && `${factorNumeral(factor.id)}. ${factor.title}: ${factor.statement}`;
    const paragraphs = this.features.markdownHover
      ? [
          `**${escapeMarkdown(finding.message)}**`,
          finding.because && escapeMarkdown(finding.because),
          rule && escapeMarkdown(rule.why),
          rule && `**Remedy:** ${escapeMarkdown(rule.remedy)}`,
          factorLine && escapeMarkdown(factorLine),
          this.link(finding),
        ]
      : [finding.message, finding.because, rule?.why, rule && `Remedy: ${rule.remedy}`, factorLine, finding.rule];
    return paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== '').join('\n\n');
  }

  private link({ rule, factor }: Finding): string {
    if (this.features.clientCommands.has(CLIENT_COMMANDS.explainRule)) {
      const argument = encodeURIComponent(JSON.stringify([rule]));
      return `[${rule}](command:${CLIENT_COMMANDS.explainRule}?${argument})`;
    }
    return factor === null ? `\`${rule}\`` : `[${rule}](${factorAddress(factor)})`;
  }
}

/** Messages quote names from code, which may look like markup. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

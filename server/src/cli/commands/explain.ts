import { createRegistry, type Registry } from '../../core/engine/registry';
import { expandFakeSecrets } from '../../core/knowledge/fake-secrets';
import type { Rule } from '../../core/rule/define-rule';
import { readRulePage } from '../../host/rule-pages';
import { factors, rules } from '../../rules/index';
import { type Colors, colorsFor } from '../colors';
import { type ExitCode, type Io, UsageError } from '../io';
import { nearest } from '../selection';

export async function explain(
  id: string,
  options: { readonly color: boolean },
  io: Io,
  registry: Registry = createRegistry(rules, factors),
): Promise<ExitCode> {
  const rule = findRule(id, registry);
  const page = expandFakeSecrets((await readRulePage(rule.id)) ?? pageOf(rule));
  const colors = colorsFor(io.stdout.isTerminal, options.color, io.env);
  await io.stdout.write(`${renderPage(page, colors).trim()}\n`);
  return 0;
}

/** By id, or by the name alone where only one factor has such a rule. @throws UsageError when there is none */
function findRule(id: string, registry: Registry): Rule {
  const exact = registry.byId(id);
  const named = registry.rules.filter((rule) => rule.id.endsWith(`/${id}`));
  const rule = exact ?? (named.length === 1 ? named[0] : undefined);
  if (rule === undefined) throw new UsageError(`unknown rule "${id}"${nearest(id, registry)}`);
  return rule;
}

/** What the rule says of itself, should its page be missing. */
function pageOf(rule: Rule): string {
  return `# ${rule.id}\n\n${rule.summary}\n\n${rule.why}\n\n${rule.remedy}\n`;
}

/** Markdown as text for a terminal: it stays Markdown, without markup that only a renderer needs. */
export function renderPage(page: string, colors: Colors): string {
  let inCode = false;
  const lines = page.replace(/<!--[\s\S]*?-->\n?/g, '').split('\n');
  return lines
    .flatMap((line) => {
      if (/^\s*```/.test(line)) {
        inCode = !inCode;
        return [];
      }
      if (inCode) return [colors.cyan(`    ${line}`.trimEnd())];
      if (/^\|[\s:|-]+\|$/.test(line)) return [];
      const heading = /^#+\s+(.*)$/.exec(line)?.[1];
      return [heading === undefined ? renderLine(line, colors) : colors.bold(heading)];
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

function renderLine(line: string, colors: Colors): string {
  return line
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, (_, text: string, address: string) =>
      /^https?:/.test(address) ? `${text} (${address})` : text,
    )
    .replace(/\*\*([^*]+)\*\*/g, (_, text: string) => colors.bold(text))
    .replace(/`([^`]+)`/g, (whole, text: string) => (colors.isColorSupported ? colors.cyan(text) : whole));
}

import { ts } from 'ts-morph';
import { splitShell } from '../../core/documents/shell/split';
import { valuesAt } from '../../core/documents/typescript/argument-places';
import { nodeWithSpan, propertyOf } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import {
  LOCAL_MAIL_MODULES,
  LOCAL_MAIL_NEEDLES,
  MAIL_PROGRAMS,
  MAIL_TRANSPORTS,
} from '../../core/knowledge/local-mail';
import { PROCESS_CALLS, PROCESS_MODULES } from '../../core/knowledge/migration-apis';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';

export default defineRule({
  id: 'backing-services/no-local-mail-transport',
  summary: 'Mail is handed to a program of the same machine.',
  why: 'A container has no mail server, and its address is not one that others accept mail from; what such a program queues is lost with the process. A mail service is attached by its address like every other one.',
  remedy: 'Send through SMTP or the API of a mail service whose address and credentials come from the environment.',
  messages: {
    transport: 'Mail goes to the sendmail program of this machine; a mail service is attached by its address.',
    module: '"{{module}}" sends mail from this machine; a mail service is attached by its address.',
    command: '"{{program}}" of this machine is run to send mail; a mail service is attached by its address.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['package or program', 'packages and programs'],
    example: '@acme/*',
    subjects: ['module', 'program'],
    add: 'Packages that hand mail to a program of the same machine, as globs (`@acme/local-mail`).',
  }),
  typescript: {
    needles: LOCAL_MAIL_NEEDLES,
    perStatement: true,
    create: (file) => {
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const found = localMailOf(node, file);
        if (found === undefined) return;
        const isChoice = isGuardedByDevelopment(node, file.bindings) || isOneOfSeveral(node);
        const severity: Severity = isChoice ? 'hint' : 'warning';
        const because = isChoice ? 'it is one of several ways to send mail here' : 'nothing else can take its place';
        file.report(found.at, found.messageId, found.data, { severity, because, fixable: found.fixable });
      };
      return { CallExpression: check, NewExpression: check };
    },
  },
  companions: (finding, app) => environmentCompanions(app.packageOf(finding.file)?.root ?? app.root),
  fix(context) {
    const node = nodeWithSpan(context.tree(), context.finding.span);
    const options = node?.parent;
    if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
    const change = recordVariable(context, { name: 'SMTP_URL', value: undefined, example: '' });
    const span = { start: options.getStart(), end: options.end };
    return {
      title: 'Send through the mail service of SMTP_URL',
      safety: 'suggestion',
      edits: new Map(change.edits).set(context.file, [{ span, text: 'process.env.SMTP_URL' }]),
      creates: change.creates,
    };
  },
});

interface LocalMail {
  readonly at: ts.Node;
  readonly messageId: 'transport' | 'module' | 'command';
  readonly data: Readonly<Record<string, string>>;
  readonly fixable: boolean;
}

function localMailOf(
  node: ts.CallExpression | ts.NewExpression,
  { bindings, options }: TypeScriptFile<string, ListOptions>,
): LocalMail | undefined {
  const reference = bindings.importOf(node.expression);
  if (reference === undefined) return undefined;
  const { module, member } = reference;
  if ((LOCAL_MAIL_MODULES.has(module) && member === '') || isAdded(module, options)) {
    return { at: node.expression, messageId: 'module', data: { module }, fixable: false };
  }
  const transport = MAIL_TRANSPORTS.find((entry) => entry.module === module && entry.member === member);
  if (transport !== undefined) return sendmailOption(node, transport.place, bindings);
  const name = member === '' ? module : member;
  if (!PROCESS_MODULES.has(module) || !PROCESS_CALLS.has(name)) return undefined;
  const program = mailProgramOf(node, bindings);
  return program === undefined ? undefined : { at: node, messageId: 'command', data: { program }, fixable: false };
}

/** `{ sendmail: true }`; options that only describe what such a program would get are for tests. */
function sendmailOption(
  node: ts.CallExpression | ts.NewExpression,
  place: string,
  bindings: Bindings,
): LocalMail | undefined {
  const [found] = valuesAt(node.arguments ?? [], place, bindings);
  const options = found && bindings.resolve(found.value);
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  if (['streamTransport', 'jsonTransport'].some((name) => propertyOf(options, name) !== undefined)) return undefined;
  const property = propertyOf(options, 'sendmail');
  if (property?.value === undefined) return undefined;
  if (bindings.resolve(property.value).kind !== ts.SyntaxKind.TrueKeyword) return undefined;
  const fixable = place === '0' && node.arguments?.[0] === options;
  return { at: property.node, messageId: 'transport', data: {}, fixable };
}

/** `exec('… | mail -s …')`, `spawn('/usr/sbin/sendmail', ['-t'])`. */
function mailProgramOf(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): string | undefined {
  const text = bindings.staticString(node.arguments?.[0]) ?? templateStart(node.arguments?.[0]);
  if (text === undefined) return undefined;
  for (const { words } of splitShell(text)) {
    const program = words[0]?.text.split('/').at(-1) ?? '';
    if (MAIL_PROGRAMS.test(program)) return program;
    if (program === 'mail' && words[1]?.text.startsWith('-')) return program;
  }
  return undefined;
}

/** What is certain of a command with dynamic parts: its text up to the first one. */
function templateStart(node: ts.Expression | undefined): string | undefined {
  return node !== undefined && ts.isTemplateExpression(node) ? node.head.text : undefined;
}

/** Under a condition or a case something else, often a setting, decides which way mail goes. */
function isOneOfSeveral(node: ts.Node): boolean {
  for (
    let current = node;
    current.parent !== undefined && !ts.isFunctionLike(current.parent);
    current = current.parent
  ) {
    const { parent } = current;
    if (ts.isIfStatement(parent) && parent.expression !== current) return true;
    if (ts.isConditionalExpression(parent) && parent.condition !== current) return true;
    if (ts.isCaseOrDefaultClause(parent)) return true;
  }
  return false;
}

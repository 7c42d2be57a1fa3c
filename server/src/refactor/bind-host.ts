import { ts } from 'ts-morph';
import { nodeWithSpan } from '../core/documents/typescript/ast';
import { isLoopback } from '../core/knowledge/bind-hosts';
import type { Fix, FixContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { recordVariable } from './environment-files';

const READ = "process.env.HOST ?? '0.0.0.0'";

/** Takes the host of a listen call from the environment, every interface being the default. */
export function openListen(context: FixContext): Fix | undefined {
  const node = nodeWithSpan(context.tree(), context.finding.span);
  const edit = node && (context.finding.messageId === 'literal' ? replacement(node) : insertion(node));
  if (edit === undefined) return undefined;
  const change = recordVariable(context, { name: 'HOST', value: undefined, example: '0.0.0.0' });
  const edits = new Map(change.edits).set(context.file, [edit]);
  return { title: 'Read the host from HOST', safety: 'suggestion', edits, creates: change.creates };
}

/** In a command as typed: another host in place of the one given, else the tool's option behind its name. */
export function openCommand(text: string, span: Span, open: string): Edit | undefined {
  const command = text.slice(span.start, span.end);
  const given = [...command.matchAll(/[^\s='"]+/g)].find(([word]) => isLoopback(word));
  if (given !== undefined) {
    const start = span.start + given.index;
    return { span: { start, end: start + given[0].length }, text: '0.0.0.0' };
  }
  return { span: { start: span.end, end: span.end }, text: ` ${open}` };
}

function replacement(node: ts.Node): Edit {
  return { span: { start: node.getStart(), end: node.end }, text: READ };
}

function insertion(node: ts.Node): Edit | undefined {
  if (!ts.isObjectLiteralExpression(node)) return { span: { start: node.end, end: node.end }, text: `, ${READ}` };
  const last = node.properties.at(-1);
  return last && { span: { start: last.end, end: last.end }, text: `, host: ${READ}` };
}

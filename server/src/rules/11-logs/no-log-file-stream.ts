import { ts } from 'ts-morph';
import { memberName } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { FILE_STREAMS, FILE_SYSTEM_MODULES, TEXT_WRITES } from '../../core/knowledge/file-writes';
import { LOG_PATH, STANDARD_STREAM_PATH } from '../../core/knowledge/log-transports';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';

export default defineRule({
  id: 'logs/no-log-file-stream',
  summary: 'Log lines are written to a file with the file system API.',
  why: 'The log of a process is a stream; a file on its disk is lost with the process, grows until the disk is full, and is seen by nobody who collects the output.',
  remedy: 'Write the lines to stdout (`process.stdout` or a logger) and let the environment store them.',
  messages: {
    stream: 'A write stream opens the log file "{{name}}".',
    write: 'Log lines go to the file "{{name}}".',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['file', 'files'],
    example: 'audit*.log',
    subjects: ['name'],
  }),
  typescript: {
    needles: ['createWriteStream', 'appendFile', 'writeFile', 'outputFile'],
    perStatement: true,
    create: (file) => ({
      CallExpression(call) {
        const reference = file.bindings.importOf(call.expression);
        if (reference === undefined || !FILE_SYSTEM_MODULES.has(reference.module)) return;
        const member = reference.member.replace(/^promises\./, '');
        const isStream = FILE_STREAMS.has(member);
        if (!isStream && !TEXT_WRITES.has(member)) return;
        const name = logNameOf(call.arguments[0], file.bindings);
        if (name === undefined || (isStream && isDownload(call))) return;
        const severity = isGuardedByDevelopment(call, file.bindings) ? ({ severity: 'hint' } as const) : {};
        file.report(
          call,
          isStream ? 'stream' : 'write',
          { name },
          {
            ...severity,
            because: `"${reference.module}.${member}" writes to a path that is a log file`,
            fixable: isStream,
          },
        );
      },
    }),
  },
  fix(context) {
    if (context.finding.messageId !== 'stream') return undefined;
    return fixOf('Write to stdout', 'suggestion', context.file, [
      { span: context.finding.span, text: 'process.stdout' },
    ]);
  },
});

/** The last part of a path that is certainly a log file; for `join(dir, 'app.log')` and templates, of their known end. */
function logNameOf(argument: ts.Expression | undefined, bindings: Bindings): string | undefined {
  if (argument === undefined) return undefined;
  const whole = bindings.staticString(argument);
  if (whole !== undefined) {
    if (STANDARD_STREAM_PATH.test(whole) || /^\/(?:dev|proc|tmp)\//.test(whole)) return undefined;
    return LOG_PATH.test(whole) ? lastSegment(whole) : undefined;
  }
  const node = bindings.resolve(argument);
  if (ts.isTemplateExpression(node)) {
    const end = node.templateSpans.at(-1)?.literal.text ?? '';
    return /\.log$/.test(end) ? `…${lastSegment(end)}` : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const reference = bindings.importOf(node.expression);
  if (reference?.module !== 'path' || !/^(?:posix\.)?(?:join|resolve)$/.test(reference.member)) return undefined;
  if (node.arguments.some((part) => isTemporary(part, bindings))) return undefined;
  const texts = node.arguments.map((part) => bindings.staticString(part));
  const last = texts.at(-1);
  if (last === undefined) return undefined;
  const known = texts.map((text) => text ?? '…').join('/');
  return /\.log$/.test(last) || LOG_PATH.test(known) ? lastSegment(last) : undefined;
}

function isTemporary(expression: ts.Expression, bindings: Bindings): boolean {
  const node = bindings.resolve(expression);
  if (ts.isCallExpression(node)) return bindings.importOf(node.expression)?.member === 'tmpdir';
  const name = ts.isIdentifier(node) ? node.text : memberName(node);
  return name !== undefined && /te?mp/i.test(name);
}

/** A response piped into a file called `.log` is a download, not a log. */
function isDownload(call: ts.CallExpression): boolean {
  const { parent } = call;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  if (parent.expression.name.text !== 'pipe') return false;
  const source = parent.expression.expression.getText();
  return !/std(?:out|err)|log/i.test(source);
}

function lastSegment(path: string): string {
  return (
    path
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? path
  );
}

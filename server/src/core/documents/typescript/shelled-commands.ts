import { ts } from 'ts-morph';
import { PROCESS_CALLS, PROCESS_MODULES } from '../../knowledge/migration-apis';
import { type ShellCommand, splitShell } from '../shell/split';
import type { Bindings } from './bindings';

/** What a call gives to a shell or starts: `exec('git pull')`, `spawn('git', ['pull'])`, `promisify(exec)('git pull')`. */
export function shelledCommands(call: ts.CallExpression, bindings: Bindings): readonly ShellCommand[] {
  const callee = bindings.resolve(call.expression);
  const target =
    ts.isCallExpression(callee) && callee.arguments[0] !== undefined ? callee.arguments[0] : call.expression;
  const reference = bindings.importOf(target);
  const member = reference?.member === '' ? reference.module : reference?.member;
  if (reference === undefined || !PROCESS_MODULES.has(reference.module) || !PROCESS_CALLS.has(member ?? '')) return [];
  const [program, list] = call.arguments;
  const first = bindings.staticString(program);
  if (first === undefined) return [];
  const operands = list && bindings.resolve(list);
  const rest =
    operands !== undefined && ts.isArrayLiteralExpression(operands)
      ? operands.elements.map((element) => bindings.staticString(element) ?? '')
      : [];
  return splitShell([first, ...rest].join(' '));
}

import { ts } from 'ts-morph';
import { VARIABLE_NAME } from '../../knowledge/environment-getters';
import { READS_ENV_FILES } from '../../knowledge/environment-objects';
import type { UsesSink } from '../../workspace/environment/uses';
import { isStringLiteralLike, memberName, propertyName, spanOf, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isEnvironmentObject } from './environment-reads';
import { nameSpan } from './environment-schemas';
import type { TypeScriptListeners } from './listeners';

type Sink = Pick<UsesSink, 'refer' | 'readDynamic'>;

/**
 * What code itself puts into the environment besides `process.env.NAME = …`: `Object.assign(process.env, settings)`,
 * `process.env = { ...process.env, ...settings }`, `process.env[key] = value`. The names of an object that stands in the
 * file are told one by one; for any other, where it comes from.
 */
export function overlayListeners(uses: Sink, bindings: Bindings) {
  return {
    CallExpression(call: ts.CallExpression) {
      const [target, ...sources] = call.arguments;
      if (target === undefined || sources.length === 0 || !MERGING_METHODS.has(memberName(call.expression) ?? ''))
        return;
      if (isEnvironmentObject(target, bindings)) for (const source of sources) addSource(source, uses, bindings, 0);
    },
    BinaryExpression({ left, right, operatorToken }: ts.BinaryExpression) {
      if (!ASSIGNMENTS.has(operatorToken.kind)) return;
      const target = unwrap(left);
      if (ts.isElementAccessExpression(target) && memberName(target) === undefined) {
        const isNamed = isStringLiteralLike(bindings.resolve(target.argumentExpression));
        if (!isNamed && isEnvironmentObject(target.expression, bindings))
          uses.readDynamic({ prefix: '', span: spanOf(target), sets: '' });
      } else if (ts.isPropertyAccessExpression(target) && isEnvironmentObject(target, bindings)) {
        addSource(right, uses, bindings, 0);
      }
    },
  } satisfies TypeScriptListeners;
}

/** Of `Object`, lodash and the like. */
const MERGING_METHODS: ReadonlySet<string> = new Set(['assign', 'defaults', 'merge', 'extend']);

const ASSIGNMENTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

const DEEPEST = 4;

function addSource(source: ts.Expression, uses: Sink, bindings: Bindings, depth: number): void {
  const node = bindings.resolve(source);
  if (depth > DEEPEST || isEnvironmentObject(node, bindings)) return;
  if (ts.isObjectLiteralExpression(node)) {
    addObject(node, uses, bindings, depth);
    return;
  }
  if (ts.isCallExpression(node)) {
    const isMerge = MERGING_METHODS.has(memberName(node.expression) ?? '');
    if (isMerge) for (const part of node.arguments) addSource(part, uses, bindings, depth + 1);
    // What an env file says is declared there.
    if (isMerge || readsEnvFile(node, bindings)) return;
  }
  uses.readDynamic({ prefix: '', span: spanOf(source), sets: bindings.importOf(node)?.module ?? '' });
}

function addObject(object: ts.ObjectLiteralExpression, uses: Sink, bindings: Bindings, depth: number): void {
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property)) {
      addSource(property.expression, uses, bindings, depth + 1);
      continue;
    }
    const name = property.name && propertyName(property.name);
    if (name === undefined || property.name === undefined) {
      uses.readDynamic({ prefix: '', span: spanOf(property), sets: '' });
    } else if (VARIABLE_NAME.test(name)) {
      uses.refer({ name, span: nameSpan(property.name), isAssigned: true });
    }
  }
}

function readsEnvFile(call: ts.CallExpression, bindings: Bindings): boolean {
  const reference = bindings.importOf(call.expression) ?? bindings.creatorOf(call);
  return reference !== undefined && READS_ENV_FILES.has(reference.module);
}

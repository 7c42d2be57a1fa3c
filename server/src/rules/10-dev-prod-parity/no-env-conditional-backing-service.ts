import { ts } from 'ts-morph';
import { nodeWithSpan, propertyName } from '../../core/documents/typescript/ast';
import { Bindings } from '../../core/documents/typescript/bindings';
import { type DeployChoice, deployChoiceOf } from '../../core/documents/typescript/deploy-choices';
import { deploysOf, deployTestOf } from '../../core/documents/typescript/deploy-conditions';
import { type KindChoice, kindChoice, kindsIn, standInChoice } from '../../core/documents/typescript/service-kinds';
import { mayAskForDeploy } from '../../core/knowledge/deploy-names';
import { GROUP_NAMES, type ServiceGroup } from '../../core/knowledge/service-kinds';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';

export default defineRule({
  id: 'dev-prod-parity/no-env-conditional-backing-service',
  summary: 'The name of the deploy picks another kind of backing service.',
  why: 'What was tried with SQLite, a store in memory or a folder on the disk was not tried with the service that production uses: types, limits, transactions, expiry and errors differ. The difference shows up where it hurts most.',
  remedy:
    'Use the same kind of service in every deploy, in containers on the own machine, and let only its address differ.',
  messages: {
    kind: '"{{subject}}" picks {{first}} or {{second}} as {{group}}.',
    standIn: '"{{subject}}" picks "{{first}}" or "{{second}}".',
    memory: 'Where "{{subject}}" says otherwise, the store is the memory of the process and not {{first}}.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['kind of service, package or class', 'kinds of services, packages and classes'],
    example: 'the console',
    subjects: ['first', 'second'],
    add: 'Classes and packages that stand in for a backing service, as globs (`Dev*Mailer`, `@acme/fake-queue`).',
  }),
  typescript: {
    needles: [],
    concerns: (_text, _options, once) => once(mayAskForDeploy),
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const check = (node: ts.IfStatement | ts.ConditionalExpression): void => {
        const choice = deployChoiceOf(node, bindings);
        if (choice?.whenTrue === undefined) return;
        const { subject, node: at } = choice.test;
        const fixable = ts.isConditionalExpression(node) && choice.test.alone && deploysOf(choice.test) !== undefined;
        const other = choice.whenFalse ?? nextReturn(node);
        const known = other && kindChoice(choice.whenTrue, other, bindings);
        const found = known ?? (other && addedChoice(choice.whenTrue, other, file));
        if (found !== undefined) {
          const { group, first, second } = found;
          const isClass = group === 'class';
          const data = {
            subject,
            first,
            second,
            ...(!isClass && { group: GROUP_NAMES[group satisfies ServiceGroup] }),
          };
          const because = !isClass
            ? 'its two parts use one each'
            : known === undefined
              ? 'the configuration says that one of the two stands in for the other'
              : 'one of the two stands in for the other by its name';
          file.report(at, isClass ? 'standIn' : 'kind', data, { fixable, because });
          return;
        }
        const store = storeOf(choice, bindings);
        if (store === undefined) return;
        const because = 'the option "store" is left out in one of the two parts';
        file.report(at, 'memory', { subject, first: store }, { fixable, because });
      };
      return { IfStatement: check, ConditionalExpression: check };
    },
  },
  fix(context) {
    const tree = context.tree();
    const test = nodeWithSpan(tree, context.finding.span);
    let node = test?.parent;
    while (node !== undefined && ts.isParenthesizedExpression(node)) node = node.parent;
    if (test === undefined || !ts.isExpression(test) || node === undefined || !ts.isConditionalExpression(node)) {
      return undefined;
    }
    const asked = deployTestOf(test, new Bindings(tree));
    const kept = asked !== undefined && deploysOf(asked) === 'production' ? node.whenTrue : node.whenFalse;
    const edit = { span: { start: node.getStart(tree), end: node.end }, text: kept.getText(tree) };
    return fixOf('Use what production uses in every deploy', 'suggestion', context.file, [edit], {
      needsConfirmation: 'Every deploy, the own machine included, will need this service and its address.',
    });
  },
});

function addedChoice(
  first: ts.Node,
  second: ts.Node,
  { bindings, options }: Pick<TypeScriptFile<string, ListOptions>, 'bindings' | 'options'>,
): KindChoice | undefined {
  if (options.add.length === 0) return undefined;
  return standInChoice(first, second, bindings, (name) => isAdded(name, options));
}

/** `if (production) return a; return b;` */
function nextReturn(node: ts.IfStatement | ts.ConditionalExpression): ts.Node | undefined {
  if (!ts.isIfStatement(node) || !ts.isBlock(node.parent)) return undefined;
  const { thenStatement } = node;
  const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  const next = node.parent.statements[node.parent.statements.indexOf(node) + 1];
  return last !== undefined && ts.isReturnStatement(last) && next !== undefined && ts.isReturnStatement(next)
    ? next
    : undefined;
}

/** A store outside of the process that one part only names: the library keeps everything in memory without it. */
function storeOf({ node, whenTrue, whenFalse }: DeployChoice, bindings: Bindings): string | undefined {
  if (whenTrue === undefined) return undefined;
  const isOption = ts.isPropertyAssignment(node.parent) && propertyName(node.parent.name) === 'store';
  if (ts.isConditionalExpression(node) && isOption) {
    const [used, left] = [whenTrue, whenFalse].sort((a, b) => Number(isNothing(a)) - Number(isNothing(b)));
    return used !== undefined && isNothing(left) ? kindsIn(used, bindings).find(isOutside)?.kind : undefined;
  }
  if (!ts.isIfStatement(node) || whenFalse !== undefined) return undefined;
  const statements = ts.isBlock(whenTrue) ? whenTrue.statements : [whenTrue];
  for (const statement of statements) {
    if (!ts.isStatement(statement) || !ts.isExpressionStatement(statement)) continue;
    const { expression } = statement;
    const isAssigned =
      ts.isBinaryExpression(expression) &&
      expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(expression.left) &&
      expression.left.name.text === 'store';
    if (isAssigned) return kindsIn(expression.right, bindings).find(isOutside)?.kind;
  }
  return undefined;
}

function isNothing(node: ts.Node | undefined): boolean {
  return node !== undefined && /^(?:undefined|null|void 0)$/.test(node.getText());
}

function isOutside({ group, standIn }: { group: ServiceGroup; standIn: boolean }): boolean {
  return group === 'store' && !standIn;
}

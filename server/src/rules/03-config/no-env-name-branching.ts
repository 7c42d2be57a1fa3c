import { ts } from 'ts-morph';
import { propertyName } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import {
  type ChosenValue,
  chosenValues,
  type DeployChoice,
  deployChoiceOf,
  literalOf,
  switchedValues,
} from '../../core/documents/typescript/deploy-choices';
import { type DeployTest, deployTestOf, isAboutTests } from '../../core/documents/typescript/deploy-conditions';
import { switchedBy } from '../../core/documents/typescript/deploy-switches';
import { DEPLOY_VARIABLES, deployOfFlag, mayAskForDeploy, misspeltDeploy } from '../../core/knowledge/deploy-names';
import { differenceOf, switchOf } from '../../core/knowledge/deploy-values';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { environmentCompanions } from '../../refactor/environment-files';
import { readInPlaceOfChoice, readInPlaceOfTest } from '../../refactor/replace-deploy-test';

type Messages = 'service' | 'value' | 'switch' | 'flag' | 'misspelt';

export default defineRule<Messages, ListOptions>({
  id: 'config/no-env-name-branching',
  summary: 'The name of the deploy decides what is set or switched on.',
  why: 'A name such as "production" stands for a group of settings that only the code knows. The next deploy, a second staging or one for a customer, fits none of the groups and needs a change of code; and nobody can switch one thing without the others.',
  remedy: 'Give what differs a variable of its own, and set it in each deploy.',
  messages: {
    service: '"{{subject}}" decides on "{{name}}": no deploy can be given another one.',
    value: '"{{subject}}" decides on "{{name}}", which is a setting of its own.',
    switch: '"{{subject}}" switches {{what}}.',
    flag: '"{{name}}" offers the name of the deploy to code that branches on it.',
    misspelt: '"{{subject}}" is compared with a name that looks like a slip of "{{right}}".',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['setting', 'settings'],
    example: 'theme*',
    subjects: ['name', 'what'],
  }),
  yieldsTo: ['dev-prod-parity/no-env-conditional-backing-service'],
  typescript: {
    needles: [],
    concerns: (_text, _options, once) => once(mayAskForDeploy),
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const isConfigModule = file.roles.has('config-module');
      const offerFlag = (node: ts.Node, name: string, value: ts.Expression | undefined): void => {
        if (!isConfigModule || value === undefined || deployOfFlag(name) === undefined) return;
        const test = deployTestOf(value, bindings);
        if (test === undefined || isAboutTests(test)) return;
        file.report(
          node,
          'flag',
          { name },
          { severity: 'hint', fixable: false, because: `it is made from "${test.subject}"`, oncePerDocument: true },
        );
      };
      const choose = (node: ts.IfStatement | ts.ConditionalExpression | ts.BinaryExpression): void => {
        const choice = deployChoiceOf(node, bindings);
        if (choice !== undefined) judge(file, choice);
      };
      return {
        IfStatement: choose,
        ConditionalExpression: choose,
        BinaryExpression(node) {
          choose(node);
          reportSlip(file, node);
        },
        SwitchStatement(node) {
          reportValues(file, node.expression, node.expression.getText(), switchedValues(node, bindings), false);
        },
        PropertyAssignment(node) {
          const name = propertyName(node.name) ?? '';
          offerFlag(node.name, name, node.initializer);
          const found = switchOf(name);
          if (found === undefined || ts.isConditionalExpression(node.initializer)) return;
          const test = deployTestOf(node.initializer, bindings);
          if (test !== undefined && !isAboutTests(test)) reportSwitch(file, test, { ...found, name, holds: true });
        },
        VariableDeclaration(node) {
          const isExported = ts.isVariableStatement(node.parent.parent) && isExport(node.parent.parent);
          if (isExported && ts.isIdentifier(node.name)) offerFlag(node.name, node.name.text, node.initializer);
        },
      };
    },
  },
  companions: (finding, app) => environmentCompanions(app.packageOf(finding.file)?.root ?? app.root),
  fix(context) {
    const { messageId, data } = context.finding;
    if (messageId === 'switch') {
      const variable = { name: String(data['variable']), holds: data['holds'] === 'yes' };
      return readInPlaceOfTest(context, variable);
    }
    return messageId === 'service' || messageId === 'value' ? readInPlaceOfChoice(context) : undefined;
  },
});

type File = TypeScriptFile<Messages, ListOptions>;

function judge(file: File, choice: DeployChoice): void {
  const { test, node, whenTrue, whenFalse } = choice;
  const values = chosenValues(choice, file.bindings);
  if (reportValues(file, test.node, test.subject, values, isSimple(choice, file.bindings))) return;
  const name = ts.isConditionalExpression(node) && ts.isPropertyAssignment(node.parent) ? node.parent.name : undefined;
  const option = name && switchOf(propertyName(name) ?? '');
  if (option !== undefined && [whenTrue, whenFalse].some((part) => part !== undefined && isOff(part))) {
    reportSwitch(file, test, { ...option, holds: whenTrue !== undefined && !isOff(whenTrue), name: '' });
    return;
  }
  const inTrue = whenTrue && switchedBy(whenTrue, file.bindings);
  const inFalse = whenFalse && switchedBy(whenFalse, file.bindings);
  const found = inTrue ?? inFalse;
  // What both parts bring about is not switched, however they differ otherwise.
  if (found === undefined || (inTrue !== undefined && inTrue.what === inFalse?.what)) return;
  reportSwitch(file, test, { ...found, holds: inTrue !== undefined, name: '' });
}

/** `test ? literal : literal`, which one read can stand for. */
function isSimple({ test, node }: DeployChoice, bindings: Bindings): boolean {
  return test.alone && ts.isConditionalExpression(node) && literalOf(bindings.resolve(node.whenTrue)) !== undefined;
}

function isOff(part: ts.Node): boolean {
  return part.kind === ts.SyntaxKind.FalseKeyword || part.getText() === 'undefined';
}

function reportSwitch(
  file: File,
  test: DeployTest,
  { what, variable, holds, name }: { what: string; variable: string; holds: boolean; name: string },
): void {
  const because = name === '' ? 'it stands in one of the two parts only' : `the option "${name}" is given what it says`;
  file.report(test.node, 'switch', { subject: test.subject, what, variable, holds: holds ? 'yes' : 'no' }, { because });
}

/** One finding for a choice, about the gravest of its values; `false` when there is none. */
function reportValues(
  file: File,
  at: ts.Expression,
  subject: string,
  values: readonly ChosenValue[],
  canRead: boolean,
): boolean {
  const config = values.flatMap((value) => {
    const difference = differenceOf(value.name, value.first, value.second);
    return difference === undefined ? [] : [{ ...value, difference }];
  });
  const found = config.find(({ difference }) => difference === 'service') ?? config[0];
  if (found === undefined) return false;
  const others = config.length > 1 ? ` and ${config.length - 1} more` : '';
  file.report(
    at,
    found.difference,
    { subject, name: found.name === '' ? 'the address' : found.name },
    {
      ...(found.difference === 'service' && { severity: 'warning' }),
      fixable: canRead && typeof found.first !== 'boolean' && /^[A-Za-z_]\w*$/.test(found.name),
      because: `both parts write a value for "${found.name === '' ? 'it' : found.name}"${others} into the code`,
    },
  );
  return true;
}

function reportSlip(file: File, node: ts.BinaryExpression): void {
  const { kind } = node.operatorToken;
  const isComparison =
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
  const text = isComparison ? (file.bindings.staticString(node.right) ?? '') : '';
  const right = misspeltDeploy(text);
  const test = right === undefined ? undefined : deployTestOf(node, file.bindings);
  if (right === undefined || test === undefined || !DEPLOY_VARIABLES.has(test.subject)) return;
  const because = 'no deploy is known to be called so';
  file.report(node, 'misspelt', { subject: test.subject, right }, { severity: 'warning', fixable: false, because });
}

function isExport(statement: ts.VariableStatement): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

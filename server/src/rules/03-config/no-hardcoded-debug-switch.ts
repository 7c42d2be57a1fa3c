import { ts } from 'ts-morph';
import { baseName } from '../../core/documents/kinds';
import { propertyName, propertyOf } from '../../core/documents/typescript/ast';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import {
  DEBUGGED_CALLS,
  DEBUGGED_PLUGINS,
  debugSwitchOf,
  LOG_LEVELS,
  namesDeploy,
  SWITCHED_ON,
} from '../../core/knowledge/debug-switches';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { moveCompanions, moveLiteral } from '../../refactor/move-literal';

type Messages = 'on';

export default defineRule<Messages, undefined>({
  id: 'config/no-hardcoded-debug-switch',
  summary: 'A switch for debugging is on in the code, for every deploy.',
  why: 'Consoles, introspection and stack traces help a developer, and tell a stranger how the service works. Where the code says that they are on, no deploy can switch them off, and none can switch them on for an hour.',
  remedy: 'Read the switch from the environment, and leave it off where it is not set.',
  messages: { on: '{{what}} is on, and no deploy can switch it off.' },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: ['layground', 'raphiql', 'raphiQL', 'ntrospection', 'tacktrace', 'ebug'],
    concerns: (text) => SWITCHED_ON.test(text),
    create: (file) => {
      const isConfig = file.roles.has('config-module') && !namesDeploy(baseName(file.file).replace(/\.\w+$/, ''));
      const checkCall = (node: ts.CallExpression | ts.NewExpression): void => {
        const options = debuggedOptionsOf(node, file);
        for (const property of options?.properties ?? []) if (ts.isPropertyAssignment(property)) check(file, property);
      };
      return {
        CallExpression: checkCall,
        NewExpression: checkCall,
        PropertyAssignment(property) {
          if (isConfig && isPartOfConfig(property)) check(file, property);
        },
      };
    },
  },
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix: (context) => moveLiteral(context, { name: String(context.finding.data['variable']) }),
});

type File = TypeScriptFile<Messages, undefined>;

function check(file: File, { name, initializer, parent }: ts.PropertyAssignment): void {
  const key = propertyName(name) ?? '';
  const found = initializer.kind === ts.SyntaxKind.TrueKeyword ? debugSwitchOf(key) : undefined;
  if (found === undefined || isGuardedByDevelopment(initializer, file.bindings)) return;
  if ([...LOG_LEVELS].some((level) => propertyOf(parent, level) !== undefined)) return;
  // A plugin that is called so decides it request by request.
  const others = parent.properties.filter((other) => ts.isPropertyAssignment(other) && other.name !== name);
  if (others.some((other) => other.getText().toLowerCase().includes(key.toLowerCase()))) return;
  file.report(
    initializer,
    'on',
    { what: found.what, variable: found.variable },
    {
      because: `"${key}" is the literal "true", and nothing can take its place`,
      oncePerPlace: true,
      fixable: true,
    },
  );
}

/** Part of an object that the module keeps or hands out, and not of a block for one kind of deploy. */
function isPartOfConfig(property: ts.PropertyAssignment): boolean {
  for (let node: ts.Node = property; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isPropertyAssignment(node) && namesDeploy(propertyName(node.name) ?? '')) return false;
    if (ts.isVariableDeclaration(node) && namesDeploy(node.name.getText())) return false;
    if (ts.isConditionalExpression(node) || ts.isIfStatement(node) || ts.isCaseClause(node)) return false;
  }
  return true;
}

function debuggedOptionsOf(
  node: ts.CallExpression | ts.NewExpression,
  { bindings }: File,
): ts.ObjectLiteralExpression | undefined {
  const reference = bindings.importOf(node.expression);
  const known = reference && DEBUGGED_CALLS.get(reference.module);
  const [first, second] = node.arguments ?? [];
  const isPlugin =
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'register' &&
    first !== undefined &&
    DEBUGGED_PLUGINS.has(bindings.importOf(first)?.module ?? '');
  const argument =
    known?.members.includes(reference?.member ?? '') === true ? node.arguments?.[known.argument] : undefined;
  const options = isPlugin ? second : argument;
  const value = options && bindings.resolve(options);
  return value !== undefined && ts.isObjectLiteralExpression(value) ? value : undefined;
}

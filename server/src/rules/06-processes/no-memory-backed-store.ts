import { ts } from 'ts-morph';
import { hasUnknownProperties, propertyName, propertyOf, some } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { optionalOptionOf } from '../../core/documents/typescript/optional-stores';
import {
  INSURANCE_OPTIONS,
  MEMORY_BACKED_CALLS,
  MEMORY_BACKED_PLUGINS,
  type MemoryBackedApi,
} from '../../core/knowledge/memory-stores';
import { defineRule } from '../../core/rule/define-rule';
import { scaleOf } from '../../core/workspace/scale';

export default defineRule({
  id: 'processes/no-memory-backed-store',
  summary: 'A rate limiter or a broker of events keeps its state in the memory of one process.',
  why: 'Each process counts for itself, so that a limit holds once per process and starts anew with every deploy; an event reaches only the listeners of the process that sent it.',
  remedy:
    'Give it a store or broker in a backing service, for instance Redis, whose address comes from the environment.',
  messages: {
    rate: '"{{module}}" counts in the memory of this process; every other process counts anew.',
    optional: '"{{module}}" counts in the memory of this process wherever no store is set up.',
    events: '"PubSub" of "{{module}}" reaches subscribers of this process only.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: [...MEMORY_BACKED_CALLS, ...MEMORY_BACKED_PLUGINS].map(({ module }) => module),
    create: (file) => {
      const { bindings } = file;
      const found: { readonly module: string; readonly keep: () => void }[] = [];
      /** A module that has a store in some place: the deploy chooses between the two. */
      const chosen = new Set<string>();
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const api = memoryBackedApi(node, bindings);
        if (api === undefined || isInsurance(node) || !usesMember(api, file.tree, bindings)) return;
        const optional = optionalStore(node, api, bindings);
        if (optional !== undefined) {
          const because = 'the store is left out where a condition does not hold, and nothing says so when it runs';
          const data = { holds: 'optional', module: api.module, development: false, because };
          found.push({ module: api.module, keep: () => file.collect(optional, data) });
          return;
        }
        if (api.memory === 'default') {
          const options = optionsOf(node, api, bindings);
          if (options === 'unknown') return;
          const store = options === 'none' ? undefined : namedStore(options, api);
          if (store !== undefined) {
            chosen.add(api.module);
            if (isMade(store, bindings)) file.attest(node, 'What it counts is kept in a store outside of the process.');
            return;
          }
        }
        const keep = (): void => {
          file.collect(node.expression, {
            holds: api.holds,
            module: api.module,
            development: isGuardedByDevelopment(node, bindings),
            because:
              api.memory === 'always' ? 'it has no other store' : `its options name no "${api.stores.join('" or "')}"`,
          });
        };
        found.push({ module: api.module, keep });
      };
      return {
        CallExpression: check,
        NewExpression: check,
        endOfFile() {
          for (const { module, keep } of found) if (!chosen.has(module)) keep();
        },
      };
    },
  },
  app(context) {
    for (const { file, span, data } of context.collected()) {
      const holds = data['holds'] === 'events' ? 'events' : data['holds'] === 'optional' ? 'optional' : 'rate';
      const because = String(data['because']);
      const scale = scaleOf(context.app, file);
      context.report(
        { file, span },
        holds,
        { module: String(data['module']) },
        {
          ...(data['development'] === true ? { severity: 'hint' } : scale === undefined ? {} : { severity: 'warning' }),
          because: scale === undefined ? because : `${because}, and ${scale}`,
        },
      );
    }
  },
});

function memoryBackedApi(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): MemoryBackedApi | undefined {
  const reference = bindings.importOf(node.expression);
  if (reference !== undefined) {
    const isOf = ({ module, members }: MemoryBackedApi): boolean =>
      module === reference.module && members.includes(reference.member);
    const api = MEMORY_BACKED_CALLS.find(isOf);
    if (api !== undefined) return api;
  }
  const [first] = node.arguments ?? [];
  const isRegistered = ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'register';
  const plugin = isRegistered && first !== undefined ? bindings.importOf(first) : undefined;
  if (plugin === undefined) return undefined;
  return MEMORY_BACKED_PLUGINS.find(
    ({ module, members }) => module === plugin.module && members.includes(plugin.member),
  );
}

function usesMember(api: MemoryBackedApi, tree: ts.SourceFile, bindings: Bindings): boolean {
  if (api.with === undefined) return true;
  const reference = { modules: api.module, member: api.with };
  return some(tree, (node) => {
    if (!ts.isIdentifier(node) || node.text !== reference.member || ts.isImportSpecifier(node.parent)) return false;
    return bindings.isImport(node, reference.modules, reference.member);
  });
}

/** Where the options name a store on a condition only. */
function optionalStore(
  node: ts.CallExpression | ts.NewExpression,
  api: MemoryBackedApi,
  bindings: Bindings,
): ts.Node | undefined {
  const argument = node.arguments?.[api.argument];
  const options = argument === undefined || api.memory !== 'default' ? undefined : bindings.resolve(argument);
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  return optionalOptionOf(options, api.stores, bindings);
}

/** `unknown` where something that cannot be seen may name a store. */
function optionsOf(
  node: ts.CallExpression | ts.NewExpression,
  api: MemoryBackedApi,
  bindings: Bindings,
): ts.Expression | 'none' | 'unknown' {
  const argument = node.arguments?.[api.argument];
  if (argument === undefined) return 'none';
  const options = bindings.resolve(argument);
  if (ts.isArrayLiteralExpression(options)) return 'none';
  if (!ts.isObjectLiteralExpression(options) || hasUnknownProperties(options)) return 'unknown';
  return isAssignedLater(argument) ? 'unknown' : options;
}

/** `options.store = …` somewhere in the file. */
function isAssignedLater(argument: ts.Expression): boolean {
  if (!ts.isIdentifier(argument)) return false;
  return some(argument.getSourceFile(), (node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
    const { left } = node;
    const isMember = ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left);
    return isMember && ts.isIdentifier(left.expression) && left.expression.text === argument.text;
  });
}

function namedStore(options: ts.Expression, api: MemoryBackedApi): ts.Expression | ts.Node | undefined {
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  for (const name of api.stores) {
    const property = propertyOf(options, name);
    if (property !== undefined) return property.value ?? property.node;
  }
  return undefined;
}

function isMade(store: ts.Node, bindings: Bindings): boolean {
  const creator = ts.isExpression(store) ? bindings.creatorOf(store) : undefined;
  return creator !== undefined && !creator.module.startsWith('.') && !/memory/i.test(creator.member);
}

/** Written as the insurance of another limiter, or through a name that is used as one. */
function isInsurance(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return INSURANCE_OPTIONS.has(propertyName(parent.name) ?? '');
  const name = (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name.getText();
  const assigned = ts.isBinaryExpression(parent) && parent.right === node ? parent.left.getText() : name;
  if (!assigned) return false;
  const last = assigned.slice(assigned.lastIndexOf('.') + 1);
  return some(node.getSourceFile(), (other) => {
    if (ts.isShorthandPropertyAssignment(other))
      return INSURANCE_OPTIONS.has(other.name.text) && other.name.text === last;
    if (!ts.isPropertyAssignment(other) || !INSURANCE_OPTIONS.has(propertyName(other.name) ?? '')) return false;
    return other.initializer.getText().split('.').at(-1) === last;
  });
}

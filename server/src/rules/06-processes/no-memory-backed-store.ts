import { ts } from 'ts-morph';
import { joinPath } from '../../core/documents/kinds';
import { hasUnknownProperties, propertyName, propertyOf, some, spanOf } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { loginStates, memoryCacheOf, sharedEntryOf } from '../../core/documents/typescript/memory-caches';
import { optionalOptionOf } from '../../core/documents/typescript/optional-stores';
import {
  alwaysInMemory,
  INSURANCE_OPTIONS,
  LOGIN_COLLECTION,
  MEMORY_BACKED_CALLS,
  MEMORY_BACKED_PLUGINS,
  MEMORY_CACHES,
  type MemoryBackedApi,
  SOCKET_ADAPTER,
} from '../../core/knowledge/memory-stores';
import type { CollectedData } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { MessageData } from '../../core/rule/finding';
import { addedPackageOf, listed } from '../../core/rule/list-options';
import type { AppModel } from '../../core/workspace/app-model';
import { scaleOf } from '../../core/workspace/scale';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';
import { rateLimitDependencies, rateLimitStore } from '../../refactor/rate-limit-store';

export default defineRule({
  id: 'processes/no-memory-backed-store',
  summary: 'What all processes have to share is kept in the memory of one: limits, events, codes and states of logins.',
  why: 'Each process counts for itself, so that a limit holds once per process and starts anew with every deploy; an event reaches only the listeners of the process that sent it, and a code that one process has handed out is unknown to the one that is asked next.',
  remedy:
    'Give it a store or broker in a backing service, for instance Redis, whose address comes from the environment.',
  messages: {
    rate: '"{{module}}" counts in the memory of this process; every other process counts anew.',
    optional: '"{{module}}" counts in the memory of this process wherever no store is set up.',
    events: '"PubSub" of "{{module}}" reaches subscribers of this process only.',
    sockets: 'Without an adapter "{{module}}" reaches only clients that are connected to the same process.',
    entry: '"{{module}}" keeps "{{key}}" entries in the memory of this process; no other process finds them.',
    state: '"{{name}}" lives in the memory of this process; who comes back to another process is unknown there.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['module'],
    add: 'Packages whose calls keep in memory what processes should share, as globs (`@acme/rate-limit`).',
  }),
  yieldsTo: ['processes/no-request-state-in-memory'],
  typescript: {
    needles: [
      ...[...MEMORY_BACKED_CALLS, ...MEMORY_BACKED_PLUGINS, ...MEMORY_CACHES].map(({ module }) => module),
      'socket.io',
      'CacheModule',
      'new Map',
      'new Set',
    ].filter((needle) => needle !== '@nestjs/common'),
    concerns: (text) => NAMED_PACKAGE.test(text) || LOGIN_COLLECTION.test(text),
    create: (file) => {
      const { bindings } = file;
      const found: { readonly module: string; readonly keep: () => void }[] = [];
      /** A module that has a store in some place: the deploy chooses between the two. */
      const chosen = new Set<string>();
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const added = addedPackageOf(node.expression, bindings, file.options);
        const api = added === undefined ? memoryBackedApi(node, bindings) : alwaysInMemory(added);
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
            fixable: rateLimitStore(file.tree, spanOf(node.expression)) !== undefined,
            development: isGuardedByDevelopment(node, bindings),
            because:
              api.memory === 'always' ? 'it has no other store' : `its options name no "${api.stores.join('" or "')}"`,
          });
        };
        found.push({ module: api.module, keep });
      };
      const checkCache = (call: ts.CallExpression): void => {
        if (isCacheModule(call, bindings))
          file.collect(call.expression, { holds: 'module', memory: memoryCacheOf(call, bindings) !== undefined });
        const entry = sharedEntryOf(call, bindings);
        if (entry === undefined) return;
        const { key, module, isNest } = entry;
        const development = isGuardedByDevelopment(call, bindings);
        file.collect(call.expression, { holds: 'entry', key, module, isNest, development, because: ENTRY_REASON });
      };
      const checkSockets = (node: ts.NewExpression): void => {
        if (!bindings.isImport(node.expression, 'socket.io', 'Server') || /\.adapter\s*\(/.test(file.text)) return;
        const options = (node.arguments ?? []).map((argument) => bindings.resolve(argument));
        const isKnown = options.every((one) => !ts.isObjectLiteralExpression(one) || !hasUnknownProperties(one));
        if (!isKnown || options.some((one) => ts.isObjectLiteralExpression(one) && propertyOf(one, 'adapter'))) return;
        const because = 'neither its options nor this file names an adapter';
        file.collect(node.expression, { holds: 'sockets', module: 'socket.io', development: false, because });
      };
      return {
        CallExpression(call) {
          check(call);
          checkCache(call);
        },
        NewExpression(node) {
          check(node);
          checkSockets(node);
        },
        endOfFile() {
          for (const { module, keep } of found) if (!chosen.has(module)) keep();
          for (const name of loginStates(file.tree)) {
            const development = isGuardedByDevelopment(name, bindings);
            file.collect(name, { holds: 'state', name: name.text, development, because: STATE_REASON });
          }
        },
      };
    },
  },
  app(context) {
    const { app } = context;
    const collected = context.collected();
    const modules = collected.filter(({ data }) => data['holds'] === 'module');
    const isNestInMemory = modules.length > 0 && modules.every(({ data }) => data['memory'] === true);
    const [made] = modules;
    const told = new Set<string>();
    for (const { file, span, data } of collected) {
      const holds = MESSAGES.find((id) => id === data['holds']);
      const scale = holds === undefined ? undefined : scaleOf(app, file);
      if (holds === undefined || (data['isNest'] === true && !isNestInMemory)) continue;
      // One process is enough for many a service, and then an adapter is none too few.
      if (holds === 'sockets' && (scale === undefined || hasSocketAdapter(app))) continue;
      const key = `${file} ${String(data['key'])}`;
      if (holds === 'entry' && told.has(key)) continue;
      told.add(key);
      const because = String(data['because']);
      const isHint = data['development'] === true;
      context.report({ file, span }, holds, subjectOf(data), {
        ...(isHint ? { severity: 'hint' } : scale === undefined ? {} : { severity: 'warning' }),
        because: scale === undefined ? because : `${because}, and ${scale}`,
        fixable: data['fixable'] === true,
        related:
          data['isNest'] === true && made ? [{ ...made, message: 'the cache is made here, without a store' }] : [],
      });
    }
  },
  companions(finding, app) {
    const root = app.packageOf(finding.file)?.root ?? app.root;
    return [joinPath(root, 'package.json'), ...environmentCompanions(root)];
  },
  fix(context) {
    const store = rateLimitStore(context.tree(), context.finding.span);
    if (store === undefined) return undefined;
    const manifest = joinPath(context.packageRoot, 'package.json');
    const text = context.companion(manifest);
    const dependencies = text === undefined ? [] : rateLimitDependencies(text, store.limit);
    if (dependencies === undefined) return undefined;
    const { edits, creates } = recordVariable(context, { name: 'REDIS_URL', value: undefined, example: '' });
    edits.set(context.file, [...store.edits]);
    if (dependencies.length > 0) edits.set(manifest, dependencies);
    const packages = [store.limit.store?.name, store.limit.by].filter((name) => name !== undefined);
    return {
      title: 'Count in Redis',
      safety: 'suggestion',
      edits,
      creates,
      needsConfirmation: `Lists "${packages.join('" and "')}" in package.json: run an install, and set REDIS_URL in every deploy.`,
    };
  },
});

const MESSAGES = ['rate', 'optional', 'events', 'sockets', 'entry', 'state'] as const;
const ENTRY_REASON = 'the key says what it is, and the cache it is put into has no store';
const STATE_REASON = 'its name says that it holds what somebody brings back later, and a function fills it';

/** A text that may hold more than a Map of something else. */
const NAMED_PACKAGE = new RegExp(
  [...MEMORY_BACKED_CALLS, ...MEMORY_BACKED_PLUGINS, ...MEMORY_CACHES]
    .map(({ module }) => module)
    .filter((module) => module !== '@nestjs/common')
    .concat('socket.io', 'CacheModule')
    .map((module) => module.replace(/[.]/g, '\\.'))
    .join('|'),
);

function subjectOf({ module, key, name }: CollectedData): MessageData {
  return {
    ...(module !== undefined && { module: String(module) }),
    ...(key !== undefined && { key: String(key) }),
    ...(name !== undefined && { name: String(name) }),
  };
}

function isCacheModule(call: ts.CallExpression, bindings: Bindings): boolean {
  const reference = bindings.importOf(call.expression);
  const isNest = reference?.module === '@nestjs/cache-manager' || reference?.module === '@nestjs/common';
  return isNest && /^CacheModule\.(?:register|forRoot)/.test(reference.member);
}

function hasSocketAdapter(app: AppModel): boolean {
  return app
    .factsOf('typescript')
    .some(({ facts }) => facts.imports.some(({ specifier }) => SOCKET_ADAPTER.test(specifier)));
}

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

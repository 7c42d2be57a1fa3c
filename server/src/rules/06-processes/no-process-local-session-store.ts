import { ts } from 'ts-morph';
import { joinPath } from '../../core/documents/kinds';
import { hasUnknownProperties, isFunctionLike, propertyOf, some, spanOf } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import {
  PROCESS_LOCAL_STORES,
  REDIS_STORE_DEPENDENCIES,
  SESSION_MIDDLEWARES,
  SESSION_PLUGINS,
} from '../../core/knowledge/session-stores';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import { scaleOf } from '../../core/workspace/scale';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';
import { redisDependencyEdits } from '../../refactor/redis-dependencies';
import { redisStoreEdits } from '../../refactor/session-store';

const MESSAGES = ['noStore', 'memoryStore', 'diskStore'] as const;
type Messages = (typeof MESSAGES)[number];

interface Site {
  readonly module?: string;
  /** A store is set elsewhere, or only development comes here. */
  readonly isHint?: boolean;
  readonly because: string;
}

export default defineRule<Messages, ListOptions>({
  id: 'processes/no-process-local-session-store',
  summary: 'Sessions are kept in the memory or on the disk of one process.',
  why: 'A second process does not know the sessions of the first, and a restart logs everybody out; the memory store also never frees what it holds.',
  remedy:
    'Give the middleware a store in a backing service, for instance `connect-redis`, whose address comes from the environment.',
  messages: {
    noStore: '"{{module}}" has no store and keeps sessions in the memory of this process.',
    memoryStore: 'The session store keeps sessions in the memory of this process.',
    diskStore: 'The session store "{{module}}" keeps sessions on the disk of this process.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['module'],
    add: 'Packages that are stores of sessions on the disk of a process, as globs (`@acme/session-file`).',
  }),
  typescript: {
    needles: [...SESSION_MIDDLEWARES.map(({ module }) => module), ...SESSION_PLUGINS, ...PROCESS_LOCAL_STORES.keys()],
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const keep = (node: ts.Expression, messageId: Messages, { module = '', isHint = false, because }: Site): void => {
        const fixable = redisStoreEdits(file.tree, spanOf(node)) !== undefined;
        file.collect(node, { messageId, module, isHint, because, fixable });
      };
      const checkMiddleware = (call: ts.CallExpression, module: string, argument: ts.Expression | undefined): void => {
        const options = argument && bindings.resolve(argument);
        if (options !== undefined && !ts.isObjectLiteralExpression(options)) return;
        const store = options && propertyOf(options, 'store');
        if (store !== undefined) {
          if (!isExternalStore(store.value, file)) return;
          file.attest(store.node, 'Sessions are kept in an external store.');
          file.collect(store.node, { messageId: 'external' });
          return;
        }
        if (options !== undefined && hasUnknownProperties(options)) return;
        keep(call.expression, 'noStore', {
          module,
          isHint: isGuardedByDevelopment(call, bindings) || isAssignedLater(argument, bindings),
          because: `the options of "${module}" name no store`,
        });
      };
      const checkStore = (node: ts.CallExpression | ts.NewExpression): void => {
        const reference = bindings.importOf(node.expression);
        if (reference === undefined) return;
        if (reference.module === 'express-session' && reference.member === 'MemoryStore') {
          keep(node, 'memoryStore', {
            module: reference.module,
            isHint: isGuardedByDevelopment(node, bindings) || isOneOfTwoStores(node),
            because: 'this is the MemoryStore of "express-session"',
          });
          return;
        }
        const kind = localStoreKind(reference.module, file.options);
        if (kind === undefined || !isSessionModule(node)) return;
        const because = `"${reference.module}" is such a store`;
        keep(node, kind === 'memory' ? 'memoryStore' : 'diskStore', { module: reference.module, because });
      };
      return {
        CallExpression(call) {
          const reference = bindings.importOf(call.expression);
          const isMiddleware = SESSION_MIDDLEWARES.some(
            ({ module, member }) => module === reference?.module && member === reference.member,
          );
          if (reference !== undefined && isMiddleware && !SESSION_PLUGINS.has(reference.module)) {
            checkMiddleware(call, reference.module, call.arguments[0]);
          }
          const [plugin, options] = call.arguments;
          const registered = plugin && bindings.importOf(plugin);
          if (registered !== undefined && SESSION_PLUGINS.has(registered.module) && registered.member === '') {
            checkMiddleware(call, registered.module, options);
          }
          checkStore(call);
        },
        NewExpression: checkStore,
      };
    },
  },
  app(context) {
    const collected = context.collected();
    // Where the file has sessions in an external store as well, a deploy can have those.
    const external = new Set(collected.flatMap(({ file, data }) => (data['messageId'] === 'external' ? [file] : [])));
    for (const { file, span, data } of collected) {
      const messageId = MESSAGES.find((id) => id === data['messageId']);
      if (messageId === undefined) continue;
      const isHint = data['isHint'] === true || external.has(file);
      const scale = isHint ? undefined : scaleOf(context.app, file);
      const because = String(data['because']);
      context.report(
        { file, span },
        messageId,
        { module: String(data['module']) },
        {
          ...(isHint && { severity: 'hint' }),
          ...(scale !== undefined && { severity: 'error' }),
          because: scale === undefined ? because : `${because}, and ${scale}`,
          fixable: data['fixable'] === true,
        },
      );
    }
  },
  companions(finding, app) {
    const root = app.packageOf(finding.file)?.root ?? app.root;
    return [joinPath(root, 'package.json'), ...environmentCompanions(root)];
  },
  fix(context) {
    const code = redisStoreEdits(context.tree(), context.finding.span);
    const manifest = joinPath(context.packageRoot, 'package.json');
    const text = context.companion(manifest);
    const dependencies = text === undefined ? [] : redisDependencyEdits(text);
    if (code === undefined || dependencies === undefined) return undefined;
    const { edits, creates } = recordVariable(context, {
      name: REDIS_STORE_DEPENDENCIES.variable,
      value: undefined,
      example: '',
    });
    edits.set(context.file, code);
    if (dependencies.length > 0) edits.set(manifest, dependencies);
    return {
      title: 'Keep sessions in Redis',
      safety: 'suggestion',
      edits,
      creates,
      needsConfirmation:
        'Lists "connect-redis" and "redis" in package.json: run an install, and set REDIS_URL in every deploy.',
    };
  },
});

function localStoreKind(module: string, options: ListOptions): 'memory' | 'disk' | undefined {
  return PROCESS_LOCAL_STORES.get(module) ?? (isAdded(module, options) ? 'disk' : undefined);
}

/** `require('memorystore')(session)` makes a class; the finding belongs to where the store itself is made. */
function isSessionModule(node: ts.CallExpression | ts.NewExpression): boolean {
  return ts.isCallExpression(node) && node.arguments.length > 0;
}

/** A store that is a backing service's client, as far as can be seen: not one of the process-local ones. */
function isExternalStore(
  value: ts.Expression | undefined,
  { bindings, options }: TypeScriptFile<Messages, ListOptions>,
): boolean {
  if (value === undefined) return false;
  const creator = bindings.creatorOf(value);
  return (
    creator !== undefined &&
    !creator.module.startsWith('.') &&
    creator.module !== 'express-session' &&
    localStoreKind(creator.module, options) === undefined
  );
}

/** `options.store = …` somewhere in the file: a store is set under a condition. */
function isAssignedLater(argument: ts.Expression | undefined, bindings: Bindings): boolean {
  if (argument === undefined || !ts.isIdentifier(argument) || bindings.declarationOf(argument) === undefined)
    return false;
  const pattern = new RegExp(`(?<![\\w$.])${argument.text.replace(/\$/g, '\\$')}\\.store\\s*=[^=]`);
  return pattern.test(bindings.wholeFile().text);
}

/** `if (config.redis) store = new RedisStore(…); else store = new MemoryStore();`: a deploy can have the other one. */
function isOneOfTwoStores(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent))
    return makesStore(parent.whenTrue === node ? parent.whenFalse : parent.whenTrue);
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const target = parent.left.getText();
  const isSet = (part: ts.Node): boolean =>
    ts.isBinaryExpression(part) && part.left.getText() === target && makesStore(part.right);
  for (let child: ts.Node = parent; child.parent !== undefined && !isFunctionLike(child.parent); child = child.parent) {
    const around = child.parent;
    if (!ts.isIfStatement(around) || child === around.expression) continue;
    const other = child === around.thenStatement ? around.elseStatement : around.thenStatement;
    if (other !== undefined && some(other, isSet)) return true;
  }
  return false;
}

function makesStore(expression: ts.Expression): boolean {
  return ts.isNewExpression(expression) || ts.isCallExpression(expression);
}

import { ts } from 'ts-morph';
import { propertyOf } from '../../core/documents/typescript/ast';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { LOG_SHIPPERS, LOG4JS_NETWORK_APPENDERS, PINO_NETWORK_TARGETS } from '../../core/knowledge/log-shippers';
import { defineRule } from '../../core/rule/define-rule';
import { addedPackageOf, listed } from '../../core/rule/list-options';

export default defineRule({
  id: 'logs/no-log-routing-in-app',
  summary: 'The app itself sends its log to a service.',
  why: 'Where the log goes then is decided by code and needs a release to change; lines are lost while the service cannot be reached or when the process dies with a full buffer, and the app holds one more credential.',
  remedy: 'Write to stdout and let the platform or an agent beside the process carry the stream on.',
  messages: { shipper: '"{{library}}" sends the log to a service by way of "{{module}}".' },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['module'],
    add: 'Packages whose calls send the log to a service, as globs (`@acme/log-shipper`).',
  }),
  typescript: {
    needles: [...new Set([...LOG_SHIPPERS.map(({ module }) => module), ...PINO_NETWORK_TARGETS, 'log4js'])],
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const report = (node: ts.Node, library: string, module: string, because: string): void => {
        const severity = isGuardedByDevelopment(node, bindings) ? ({ severity: 'hint' } as const) : {};
        file.report(node, 'shipper', { library, module }, { ...severity, because });
      };
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const added = addedPackageOf(node.expression, bindings, file.options);
        if (added !== undefined)
          report(node.expression, added, added, 'the configuration names this package as one that sends logs');
        const reference = bindings.importOf(node.expression);
        if (reference === undefined) return;
        const shipper = LOG_SHIPPERS.find(
          ({ module, members }) => module === reference.module && members.includes(reference.member),
        );
        if (shipper === undefined) return;
        report(node.expression, shipper.library, shipper.module, 'this transport sends what it gets over the network');
      };
      const isIn = (node: ts.Node, module: string): boolean => {
        for (let outer: ts.Node = node; outer.parent !== undefined; outer = outer.parent) {
          if (ts.isCallExpression(outer) && bindings.importOf(outer.expression)?.module === module) return true;
        }
        return false;
      };
      return {
        CallExpression: check,
        NewExpression: check,
        ObjectLiteralExpression(object) {
          const target = bindings.staticString(propertyOf(object, 'target')?.value);
          if (target !== undefined && PINO_NETWORK_TARGETS.has(target)) {
            report(object, 'pino', target, 'the target of this transport sends what it gets over the network');
          }
          const type = bindings.staticString(propertyOf(object, 'type')?.value);
          if (type !== undefined && LOG4JS_NETWORK_APPENDERS.has(type) && isIn(object, 'log4js')) {
            report(object, 'log4js', type, 'this appender sends what it gets over the network');
          }
        },
      };
    },
  },
});

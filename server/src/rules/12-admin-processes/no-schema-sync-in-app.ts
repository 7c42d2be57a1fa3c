import { ts } from 'ts-morph';
import { propertyOf, some } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { readsEnvironment } from '../../core/documents/typescript/environment-reads';
import { deployOf, isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { MIKRO_ORM, SEQUELIZE, TYPEORM } from '../../core/knowledge/schema-sync';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';

export default defineRule({
  id: 'admin-processes/no-schema-sync-in-app',
  summary: 'The app changes the database schema by itself when it starts.',
  why: 'Every process that starts alters the schema, several at once and without review; a renamed column becomes a dropped one. A change of schema is a one-off task of the release.',
  remedy: 'Switch synchronisation off and ship the change as a migration that runs once per release.',
  messages: {
    option: '"{{option}}: true" lets every start of the app change the database schema.',
    depends:
      '"{{option}}" depends on the kind of deploy, so development and production change the schema in different ways.',
    sync: '"sync({ {{option}} })" changes the database schema at run time.',
    update: '"{{method}}" changes the database schema at run time.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: ['synchronize', 'dropSchema', '.sync(', 'updateSchema'],
    create: (file) => {
      const { bindings, text } = file;
      const usesTypeOrm = TYPEORM.some((name) => text.includes(name));
      return {
        PropertyAssignment(property) {
          const name = ts.isIdentifier(property.name) || ts.isStringLiteral(property.name) ? property.name.text : '';
          if (name !== 'synchronize' && name !== 'dropSchema') return;
          const isTypeOrm =
            usesTypeOrm && (isGivenToTypeOrm(property, bindings) || propertyOf(property.parent, 'type') !== undefined);
          if (!isTypeOrm && !hasDatabaseNeighbours(property)) return;
          const value = bindings.resolve(property.initializer);
          if (value.kind === ts.SyntaxKind.TrueKeyword) {
            if (isInMemory(property.parent)) return;
            const severity = isGuardedByDevelopment(property, bindings) ? ({ severity: 'hint' } as const) : {};
            const fixable = property.initializer.kind === ts.SyntaxKind.TrueKeyword;
            const because = `these are connection options of TypeORM and "${name}" is true`;
            file.report(property, 'option', { option: name }, { ...severity, because, fixable });
          } else if (dependsOnDeploy(property.initializer, bindings)) {
            const because = 'its value is read from the environment or from a flag named after a deploy';
            file.report(property, 'depends', { option: name }, { severity: 'hint', because, fixable: false });
          } else if (value.kind === ts.SyntaxKind.FalseKeyword && name === 'synchronize') {
            file.attest(property, 'The app does not change the database schema by itself.');
          }
        },
        CallExpression(call) {
          if (!ts.isPropertyAccessExpression(call.expression)) return;
          const method = call.expression.name.text;
          if (method === 'sync') checkSync(call, call.expression.expression);
          if (
            method === 'updateSchema' &&
            MIKRO_ORM.test(bindings.creatorOf(call.expression.expression)?.module ?? '')
          ) {
            report(call, 'update', { method });
          }
        },
      };

      function checkSync(call: ts.CallExpression, receiver: ts.Expression): void {
        const [argument] = call.arguments;
        const options = argument && bindings.resolve(argument);
        if (options === undefined || !ts.isObjectLiteralExpression(options) || !isSequelize(receiver, text, bindings))
          return;
        for (const option of ['alter', 'force']) {
          const value = propertyOf(options, option)?.value;
          if (value !== undefined && bindings.resolve(value).kind === ts.SyntaxKind.TrueKeyword) {
            report(call, 'sync', { option });
            return;
          }
        }
      }

      function report(call: ts.CallExpression, messageId: 'sync' | 'update', data: Record<string, string>): void {
        const development = isGuardedByDevelopment(call, bindings);
        const how = messageId === 'sync' ? `it is called with "${data['option']}: true"` : 'it is called';
        const where = development ? 'where the code is not in production' : 'under no condition on the deploy';
        file.report(call, messageId, data, {
          ...(development && { severity: 'hint' }),
          fixable: false,
          because: `${how}, ${where}`,
        });
      }
    },
  },
  fix(context) {
    if (context.finding.messageId !== 'option') return undefined;
    const { span } = context.finding;
    const value = /true\s*$/.exec(context.text.slice(span.start, span.end));
    if (value === null) return undefined;
    const start = span.start + value.index;
    return fixOf(`Set "${context.finding.data['option']}" to false`, 'suggestion', context.file, [
      { span: { start, end: start + 'true'.length }, text: 'false' },
    ]);
  },
});

/** `new DataSource({ … })`, `TypeOrmModule.forRoot({ … })`, `forRootAsync` with a factory that gives them. */
function isGivenToTypeOrm(property: ts.PropertyAssignment, bindings: Bindings): boolean {
  for (let node: ts.Node = property; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    if (TYPEORM.includes(bindings.importOf(node.expression)?.module ?? '')) return true;
  }
  return false;
}

/** Options that make an object the options of a database connection, when the file names no library. */
function hasDatabaseNeighbours(property: ts.PropertyAssignment): boolean {
  const object = property.parent;
  const names = ['entities', 'autoLoadEntities', 'migrations'].filter((name) => propertyOf(object, name) !== undefined);
  return names.length > 0 && propertyOf(object, 'type') !== undefined;
}

function isInMemory(object: ts.Node): boolean {
  return some(object, (node) => ts.isStringLiteralLike(node) && /^(?:sqljs|:memory:)$/.test(node.text));
}

function dependsOnDeploy(expression: ts.Expression, bindings: Bindings): boolean {
  return deployOf(expression, bindings) !== undefined || readsEnvironment(expression, bindings);
}

function isSequelize(receiver: ts.Expression, text: string, bindings: Bindings): boolean {
  const creator = bindings.creatorOf(receiver);
  if (creator !== undefined && SEQUELIZE.includes(creator.module)) return true;
  return (
    /(?:^|\.)sequelize$/i.test(receiver.getText()) ||
    (SEQUELIZE.some((name) => text.includes(`'${name}'`)) &&
      /(?:^|\.)(?:db|database|connection|models?)$/i.test(receiver.getText()))
  );
}

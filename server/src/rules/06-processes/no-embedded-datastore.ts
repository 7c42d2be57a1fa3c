import { ts } from 'ts-morph';
import { isStringLiteralLike, nodeWithSpan } from '../../core/documents/typescript/ast';
import {
  defaultStoreOf,
  type EmbeddedStoreSite,
  embeddedStoreOf,
} from '../../core/documents/typescript/embedded-stores';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { HOME_ENV_FILE } from '../../core/knowledge/committed-env-files';
import {
  DATABASE_VARIABLE,
  EMBEDDED_STORE_NEEDLES,
  FILE_DATABASE_PATH,
  REPLICATION_FILES,
} from '../../core/knowledge/embedded-stores';
import { defineRule } from '../../core/rule/define-rule';
import { addedPackageOf, listed } from '../../core/rule/list-options';
import { reasonToRun, runningFiles } from '../../core/workspace/served-files';
import { canMove, moveCompanions, moveLiteral } from '../../refactor/move-literal';

export default defineRule({
  id: 'processes/no-embedded-datastore',
  summary: 'The data of the app lives in a database file on the disk of the process.',
  why: "The file belongs to one process on one machine: a second process has other data or corrupts the first one's, a deploy that replaces the container starts with an empty file, and no backup of a backing service covers it.",
  remedy: 'Use a database that runs as a backing service, its URL from the environment.',
  messages: {
    library: '"{{name}}" keeps its data in a file on the disk of this process.',
    default: 'Where "{{name}}" is not set, the data goes to a file on the disk of the process.',
    variable: '"{{name}}" names a database file on the disk of the process.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', roles: { 'tool-config': 'off' } },
  ...listed({
    entry: ['package or variable', 'packages and variables'],
    example: '@acme/*',
    subjects: ['name'],
    add: 'Packages that keep data in a file of the process, as globs (`@acme/file-db`).',
  }),
  typescript: {
    needles: EMBEDDED_STORE_NEEDLES,
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const collect = (site: EmbeddedStoreSite | undefined): void => {
        if (site === undefined) return;
        file.collect(site.at, {
          by: site.by,
          name: site.name,
          movable: isStringLiteralLike(site.at) && canMove(site.at),
          development: isGuardedByDevelopment(site.at, bindings),
        });
      };
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const name = addedPackageOf(node.expression, bindings, file.options);
        collect(name === undefined ? embeddedStoreOf(node, bindings) : { at: node.expression, name, by: 'library' });
      };
      return {
        CallExpression(call) {
          check(call);
          collect(defaultStoreOf(call, bindings));
        },
        NewExpression: check,
        BinaryExpression: (node) => collect(defaultStoreOf(node, bindings)),
        PropertyAssignment: (node) => collect(defaultStoreOf(node, bindings)),
      };
    },
  },
  dotenv(file) {
    if (HOME_ENV_FILE.test(file.file)) return;
    for (const { key: name, keySpan, value } of file.document.entries) {
      if (!DATABASE_VARIABLE.test(name) || !/^(?:file|sqlite):/.test(value)) continue;
      if (FILE_DATABASE_PATH.test(value)) file.collect(keySpan, { by: 'variable', name });
    }
  },
  app(context) {
    const { app } = context;
    const running = runningFiles(app);
    const isReplicated = REPLICATION_FILES.some((name) => app.folderFilesNamed(name).length > 0);
    const told = new Set<string>();
    for (const { file, span, data } of context.collected()) {
      const by = data['by'] === 'default' ? 'default' : data['by'] === 'variable' ? 'variable' : 'library';
      if (by !== 'variable' && !running.has(file)) continue;
      // The driver and the path of one database are one fact.
      if (by !== 'library' && told.has(`${file}|${by}`)) continue;
      told.add(`${file}|${by}`);
      const isLight = isReplicated || data['development'] === true;
      context.report(
        { file, span },
        by,
        { name: String(data['name']) },
        {
          ...(isLight ? { severity: 'hint' } : {}),
          fixable: by === 'library' && data['movable'] === true,
          because: isReplicated
            ? 'a program that replicates the file is configured beside it'
            : by === 'variable'
              ? 'the value is the path of a file'
              : reasonToRun(app, file),
        },
      );
    }
  },
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix(context) {
    const node = nodeWithSpan(context.tree(), context.finding.span);
    return node !== undefined && ts.isExpression(node) ? moveLiteral(context, { name: 'DATABASE_FILE' }) : undefined;
  },
});

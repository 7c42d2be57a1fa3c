import type { FilePath } from '../../core/documents/kinds';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';
import { nearestName } from '../../core/text/nearest-name';
import type { AppModel } from '../../core/workspace/app-model';
import { type Undeclared, undeclaredVariables } from '../../core/workspace/environment/drift';
import { lacksExample } from '../../core/workspace/environment/missing-example';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';

/** Places beyond the first one that are shown with a finding. */
const MOST_RELATED = 5;

export default defineRule({
  id: 'config/undeclared-env-variable',
  summary: 'The code reads an environment variable that no deploy declares.',
  why: 'A deploy is set up from what the repository declares: env files, schemas, compose files, manifests. A variable that only the code knows is missed there, and is found out when the process fails or, worse, when it goes on with `undefined`.',
  remedy:
    'Declare the variable where the others are: in the example file, the schema and the manifests of the deploys.',
  messages: {
    undeclared: '"{{name}}" is read here, and no env file, schema, container or pipeline file declares it.',
    misspelt: '"{{name}}" is declared nowhere; "{{near}}" is, and nobody reads it.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['variable', 'variables'],
    example: 'ACME_*',
    subjects: ['name'],
  }),
  app(context) {
    const { app } = context;
    // Where nothing is documented at all, one finding says so.
    if (lacksExample(app) !== undefined) return;
    for (const undeclared of undeclaredVariables(app)) {
      const { variable, reads, need } = undeclared;
      const [first, ...others] = reads;
      if (first === undefined) continue;
      const near = need === 'set' ? undefined : unreadNameNear(variable.name, app);
      context.report(
        first,
        near === undefined ? 'undeclared' : 'misspelt',
        { name: variable.name, near: near ?? '' },
        {
          ...(near === undefined && need !== 'needed' && { severity: 'hint' }),
          fixable: true,
          because: because(undeclared, near),
          related: others
            .slice(0, MOST_RELATED)
            .map(({ file, span }) => ({ file, span, message: 'read here as well' })),
        },
      );
    }
  },
  companions: (finding, app) => environmentCompanions(packageRootOf(finding.file, app)),
  fix(context) {
    const { messageId, data, span } = context.finding;
    const name = String(data['name']);
    if (messageId === 'misspelt') {
      const near = String(data['near']);
      return fixOf(`Read ${near}`, 'suggestion', context.file, [{ span, text: near }]);
    }
    const change = recordVariable(context, { name, value: undefined, example: '' });
    if (change.edits.size === 0 && change.creates.length === 0) return undefined;
    const [path = change.creates[0]?.path] = change.edits.keys();
    return { title: `Add ${name} to ${path}`, safety: 'suggestion', edits: change.edits, creates: change.creates };
  },
});

/** A name that is declared and that no code of the folder speaks of: it may be meant. */
function unreadNameNear(name: string, app: AppModel): string | undefined {
  const unread: string[] = [];
  for (const variable of app.environment.variables.values()) {
    // A line that is commented out is an offer, and what a pipeline or an image of others is given is theirs.
    const isSet = variable.declarations.some(({ kind, isBare }) => SET_FOR_APP.has(kind) && isBare !== true);
    if (!isSet || variable.reads.length > 0) continue;
    // Few names are near; whether one is used is asked of every file of the folder.
    if (nearestName(name, [variable.name]) !== undefined && !app.isUsedSomewhere(variable.name)) {
      unread.push(variable.name);
    }
  }
  return nearestName(name, unread);
}

const SET_FOR_APP: ReadonlySet<string> = new Set([
  'dotenv',
  'example',
  'schema',
  'kubernetes',
  'dockerfile',
  'manifest',
]);

function packageRootOf(file: FilePath, app: AppModel): FilePath {
  return app.packageOf(file)?.root ?? app.root;
}

function because({ need, reads }: Undeclared, near: string | undefined): string {
  if (near !== undefined) return `the two names differ by a slip, and "${near}" is read nowhere`;
  const times = reads.length === 1 ? 'it is read once' : `it is read in ${reads.length} places`;
  return `${times}${REASONS[need]}`;
}

const REASONS: Readonly<Record<Undeclared['need'], string>> = {
  needed: ', and nothing is there to take its place',
  optional: '; the code goes on without it',
  documented: '; documentation tells of it, and nothing that a deploy is made from',
  unknown: '; the code that is handed the value may do without it',
  elsewhere: '; other apps of the repository declare it, and this one does not',
  idle: ', in code that nothing leads to',
  named: '; code of another app names it as well, and may set it for this one',
  handed: '; a deploy is handed variables that are kept outside of this folder',
  set: '; the app sets variables itself, from an object that nothing here tells of',
};

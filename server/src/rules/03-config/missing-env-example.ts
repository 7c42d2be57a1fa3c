import { joinPath } from '../../core/documents/kinds';
import { defineRule } from '../../core/rule/define-rule';
import { lacksExample } from '../../core/workspace/environment/missing-example';

export default defineRule({
  id: 'config/missing-env-example',
  summary: 'No file lists the environment variables that the app reads.',
  why: 'Whoever sets up a deploy, or a machine to work on, needs to know which variables there are. Where only the code knows, each of them is found out by the failure it causes.',
  remedy: 'Commit an example file with the names and comments alone, or a schema that checks them at the start.',
  messages: {
    missing: 'The app reads {{count}} environment variables, and no example or schema lists them.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  app(context) {
    const missing = lacksExample(context.app);
    if (missing === undefined) return;
    const { names, at, isOptional } = missing;
    context.report(
      at,
      'missing',
      { count: names.length, names: names.join(' ') },
      {
        ...(isOptional && { severity: 'hint' }),
        because: `${names.slice(0, 3).join(', ')} and others are read, and nothing in the repository declares them`,
      },
    );
  },
  fix(context) {
    const names = String(context.finding.data['names']).split(' ');
    const path = joinPath(context.appRoot, '.env.example');
    if (context.exists(path)) return undefined;
    return {
      title: `Create ${path} with the names of ${names.length} variables`,
      safety: 'suggestion',
      edits: new Map(),
      creates: [{ path, text: names.map((name) => `${name}=\n`).join('') }],
    };
  },
});

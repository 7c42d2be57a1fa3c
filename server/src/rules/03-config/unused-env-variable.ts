import { parseDotenv } from '../../core/documents/dotenv/parse';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';
import { renamedVariables } from '../../core/workspace/environment/drift';
import { type Doubt, unusedVariables } from '../../core/workspace/environment/unused';

export default defineRule({
  id: 'config/unused-env-variable',
  summary: 'A deploy sets a variable that nothing reads.',
  why: 'A setting without effect misleads: somebody changes it in a deploy and waits for something to happen. Often the code that read it has a fixed value in its place by now.',
  remedy: 'Remove the line, or read the variable where its value is fixed.',
  messages: {
    unused: 'Nothing in this repository reads "{{name}}".',
    renamed: 'Service "{{service}}" is given "{{name}}", but its code speaks of "{{wanted}}".',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', roles: { development: 'info' } },
  ...listed({
    entry: ['variable', 'variables'],
    example: 'ACME_*',
    subjects: ['name'],
  }),
  app(context) {
    for (const { at, service, name, wanted, context: folder } of renamedVariables(context.app)) {
      const because = `no text in "${folder === '' ? '.' : folder}", which the image is built from, has the name, and some have the other`;
      context.report(at, 'renamed', { service, name, wanted }, { because });
    }
    for (const { variable, declarations, doubt } of unusedVariables(context.app)) {
      const [first, ...others] = declarations;
      if (first === undefined) continue;
      context.report(
        first,
        'unused',
        { name: variable.name, others: others.map(({ file }) => file).join('\n') },
        {
          unnecessary: true,
          ...(doubt !== undefined && { severity: 'hint' }),
          because: doubt === undefined ? NOWHERE : DOUBTS[doubt],
          related: others.map(({ file, span }) => ({ file, span, message: 'set here as well' })),
        },
      );
    }
  },
  companions: ({ data }) => othersOf(data['others']),
  fix(context) {
    const { data, messageId, span, file } = context.finding;
    if (messageId === 'renamed') {
      const wanted = String(data['wanted']);
      return fixOf(`Name it ${wanted}`, 'suggestion', file, [{ span, text: wanted }]);
    }
    const name = String(data['name']);
    const files = [context.file, ...othersOf(data['others'])];
    const edits = new Map(
      files.flatMap((file) => {
        const text = file === context.file ? context.text : context.companion(file);
        const lines = linesOf(text ?? '', name);
        return lines.length === 0 ? [] : [[file, lines] as const];
      }),
    );
    if (edits.size === 0) return undefined;
    const where = edits.size === 1 ? 'the env file' : `${edits.size} env files`;
    return { title: `Remove ${name} from ${where}`, safety: 'suggestion', edits };
  },
});

const NOWHERE =
  'no text of the folder but env files and documentation has the name, and no library is known to read it';
const DOUBTS: Readonly<Record<Doubt, string>> = {
  file: 'no text of the folder but env files and documentation has the name, as with most of this file: something else may read it',
  composed:
    'no text of the folder but env files and documentation has the name; its beginning or its end stands alone in the code, as where names are put together',
  library:
    'no text of the folder but env files and documentation has the name; a dependency is named like it, and may read it',
};

function othersOf(value: unknown): string[] {
  return value === undefined || value === '' ? [] : String(value).split('\n');
}

function linesOf(text: string, name: string): { span: { start: number; end: number }; text: string }[] {
  return parseDotenv(text)
    .entries.filter(({ key }) => key === name)
    .map(({ lineSpan }) => ({ span: lineSpan, text: '' }));
}

import { baseName, directoryOf, type FilePath } from '../../core/documents/kinds';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import type { Span } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import { contextOf, isDevelopmentService } from '../../core/workspace/compose-services';
import type { Placed } from '../../core/workspace/environment/catalogue';
import { isRequired, undocumentedVariables, unsetVariables } from '../../core/workspace/environment/drift';
import { unlistedVariables } from '../../core/workspace/environment/unlisted';
import type { EnvironmentDeclaration } from '../../core/workspace/environment/uses';
import { isBelow } from '../../core/workspace/packages';
import { appendLine } from '../../refactor/append-line';
import { documentInExample } from '../../refactor/example-entry';

export default defineRule({
  id: 'config/env-example-drift',
  summary: 'An env file and its example, or a deploy and the schema, no longer name the same variables.',
  why: 'The example is what a new machine, a new colleague and a new deploy are set up from. A variable that it lacks is missing there; one that is required and not set stops the app.',
  remedy: 'Name the variable in the example without its value, and set what is required.',
  messages: {
    undocumented: '"{{name}}" is set here, and "{{example}}" does not name it.',
    unlisted: '"{{name}}" is read here and set in "{{setBy}}", and "{{example}}" does not name it.',
    unset: '"{{name}}" is required, and "{{lacking}}" does not set it.',
    notPassed: 'The service "{{service}}" does not get "{{name}}", without which the app does not start.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'safe',
  since: '0.1.0',
  applies: { to: 'services', roles: { development: 'warning' } },
  ...listed({
    entry: ['variable', 'variables'],
    example: 'LOCAL_*',
    subjects: ['name'],
  }),
  secret: true,
  app(context) {
    const { app } = context;
    for (const { variable, declaration, examples } of undocumentedVariables(app)) {
      const [example = ''] = examples;
      const because = `the app uses it, and "${example}" lists other variables but not this one`;
      const data = { name: variable.name, example: baseName(example), path: example };
      context.report(declaration, 'undocumented', data, { because });
    }
    for (const { variable, read, setBy, example, isMinor } of unlistedVariables(app)) {
      const { name } = variable;
      const data = { name, setBy: baseName(setBy.file), example: baseName(example), path: example };
      const because = isMinor
        ? `"${example}" lists most of what the code reads, but not this one, which documentation tells of or nobody has to fill in there`
        : `"${example}" lists most of what the code reads, but not this one`;
      const related = [{ file: setBy.file, span: setBy.span, message: 'set here' }];
      context.report(read, 'unlisted', data, { severity: isMinor ? 'hint' : 'info', because, related });
    }
    for (const { variable, declaration, lacking } of unsetVariables(app)) {
      const because = 'the code neither has anything in its place nor asks whether it is set';
      context.report(
        declaration,
        'unset',
        { name: variable.name, lacking: baseName(lacking) },
        { severity: 'info', fixable: false, because },
      );
    }
    for (const { at, name, service } of notPassed(app)) {
      const because = 'the schema requires it, and neither the service nor its image sets it';
      context.report(at, 'notPassed', { name, service }, { severity: 'info', fixable: false, because });
    }
    attestStep(context);
  },
  companions: (finding) => [String(finding.data['path'] ?? '')].filter((path) => path !== ''),
  fix(context) {
    const path = String(context.finding.data['path'] ?? '');
    const example = context.companion(path);
    const { messageId } = context.finding;
    if (example === undefined || (messageId !== 'undocumented' && messageId !== 'unlisted')) return undefined;
    const name = String(context.finding.data['name']);
    const edit =
      messageId === 'unlisted' ? appendLine(example, `${name}=`) : documentInExample(context.text, example, name);
    if (edit === undefined) return undefined;
    return {
      title: `Add ${name} without its value to ${baseName(path)}`,
      safety: 'safe',
      edits: new Map([[path, [edit]]]),
    };
  },
});

interface NotPassed {
  readonly at: { readonly file: FilePath; readonly span: Span };
  readonly name: string;
  readonly service: string;
}

/** Services that run the app and list their variables one by one, without one that the schema requires. */
function notPassed(app: AppModel): NotPassed[] {
  const required = [...app.environment.variables.values()].filter(
    (variable) => variable.declarations.some(({ kind }) => kind === 'schema') && isRequired(variable, app),
  );
  const found: NotPassed[] = [];
  for (const model of app.composeFiles) {
    const { file, document, role } = model;
    if (role === 'development') continue;
    for (const one of document.services) {
      const { name: service, environment, environmentSpan, envFile, build, extends: base } = one;
      if (environmentSpan === undefined || envFile.length > 0 || build === undefined || base !== undefined) continue;
      if (app.root !== '' && !`${directoryOf(file)}/${build.context}`.includes(app.root)) continue;
      if (isDevelopmentService(one, build, model)) continue;
      const context = contextOf(build, model);
      const given = new Set(environment.map((entry) => entry.name));
      // A worker of the same image may need less: only a service that gets most of them is meant to get all.
      const missing = required.filter(({ name, declarations }) => {
        const isSetElsewhere = declarations.some(
          (declaration) => declaration.kind === 'dockerfile' || isBuiltIn(declaration, context, app),
        );
        return !given.has(name) && !isSetElsewhere;
      });
      if (missing.length * 2 > required.length) continue;
      for (const { name } of missing) found.push({ at: { file, span: keyOf(environmentSpan) }, name, service });
    }
  }
  return found;
}

/** An env file that stands in the repository, and so in what the image is built from. */
function isBuiltIn({ file, kind, isBare }: Placed<EnvironmentDeclaration>, context: FilePath, app: AppModel): boolean {
  return kind === 'dotenv' && isBare !== true && isBelow(file, context) && !app.isGitIgnored(file);
}

/** The word `environment` that begins the entry. */
function keyOf({ start }: Span): Span {
  return { start, end: start + 'environment'.length };
}

/** Evidence for factor III: an example that names all that the code reads. */
function attestStep({ app, attest }: Pick<AppContext<string, unknown>, 'app' | 'attest'>): void {
  const example = app.factsOf('dotenv').find(({ facts }) => facts.example && facts.entries.length > 0);
  if (example === undefined) return;
  const named = new Set(example.facts.entries.map(({ name }) => name));
  const required = [...app.environment.variables.values()].filter(
    (variable) => variable.class !== 'platform' && isRequired(variable, app),
  );
  const [first] = example.facts.entries;
  if (first === undefined || required.length === 0 || required.some(({ name }) => !named.has(name))) return;
  const count = required.length === 1 ? 'the variable' : `all ${required.length} variables`;
  attest({ file: example.file, span: first.keySpan }, `The example names ${count} that the app requires.`);
}

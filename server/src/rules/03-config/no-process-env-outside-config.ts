import { z } from 'zod';
import { spanOf } from '../../core/documents/typescript/ast';
import { type EnvironmentRead, environmentReads } from '../../core/documents/typescript/environment-reads';
import { matchesAnyGlob } from '../../core/knowledge/names';
import { isPlatformVariable } from '../../core/knowledge/platform-variables';
import type { Collected } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { isAllowed, listedWith } from '../../core/rule/list-options';
import type { AppModel, ConfigModuleModel } from '../../core/workspace/app-model';
import { listeningFiles, runningFiles } from '../../core/workspace/served-files';
import { isReplaceable, readThroughModule } from '../../refactor/read-through-module';

const lists = listedWith(
  {
    entry: ['variable', 'variables'],
    example: 'OTEL_*',
    subjects: [],
    allow: 'Variables that may be read anywhere, as globs (`OTEL_*`).',
  },
  {
    allowedVariables: z
      .array(z.string().min(1))
      .default([])
      .describe('The same as `allow`, by the name that it has in other linters.'),
    requireEnvHelper: z
      .string()
      .regex(/^[A-Za-z_$][\w$]*$/)
      .optional()
      .describe(
        'A function of the config module that reads a variable by its name: named in the message, used by the fix.',
      ),
    messageSuffix: z.string().optional().describe('A sentence of your own behind the message.'),
  },
);

type Options = z.infer<typeof lists.options>;

export default defineRule<'outside', Options>({
  id: 'config/no-process-env-outside-config',
  summary: 'The environment is read outside of the config module.',
  why: 'Where one module reads the environment, it says what a deploy has to set, converts and checks it once, and fails at the start. A read elsewhere is found out when its line runs.',
  remedy: 'Give the config module a key for it, and import that.',
  messages: { outside: '{{what}} read here and not in {{module}}{{suffix}}.' },
  severity: 'hint',
  preset: 'strict',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', roles: { 'config-module': 'off' } },
  ...lists,
  typescript: {
    needles: ['process.env', 'import.meta.env', 'Bun.env', 'Deno', "'process'", '"process"', ':process'],
    create: (file) => ({
      endOfFile() {
        const reads = environmentReads(file.tree, file.bindings).filter(({ name }) => !isPlatform(name, file.options));
        const [first] = reads;
        if (first === undefined) return;
        const names = [...new Set(reads.map(({ name }) => name))];
        const replaceable = reads.every(({ node }: EnvironmentRead) => isReplaceable(node));
        file.collect(spanOf(first.node), { names, replaceable });
      },
    }),
  },
  app(context) {
    const { app } = context;
    const running = runningFiles(app);
    const entries = new Set([...app.startCommands.flatMap((start) => start.entries), ...listeningFiles(app)]);
    for (const site of context.collected()) {
      const module = app.configModuleOf(site.file);
      if (module === undefined || module.file === site.file) continue;
      // What only scripts run has an environment of its own.
      if (entries.has(site.file) || (running.size > 0 && !running.has(site.file))) continue;
      const options = context.optionsFor(site.file);
      const names = namesOf(site);
      const helper = options.requireEnvHelper;
      context.report(
        site,
        'outside',
        {
          what: names.length === 1 ? `"${names[0]}" is` : `"${names[0]}" and ${names.length - 1} more are`,
          module: helper === undefined ? `"${module.file}"` : `"${module.file}" by "${helper}"`,
          suffix: options.messageSuffix === undefined ? '' : `. ${options.messageSuffix.replace(/\.$/, '')}`,
          path: module.file,
          helper: helper ?? '',
          names: names.join(' '),
        },
        {
          fixable: site.data['replaceable'] === true && (helper !== undefined || canTake(module, names)),
          because: reasonOf(module, app, site),
        },
      );
    }
  },
  companions: ({ data }) => [String(data['path'])],
  fix(context) {
    const { data } = context.finding;
    const options = { module: String(data['path']), helper: String(data['helper']) };
    const names = String(data['names']).split(' ');
    return readThroughModule(context, { ...options, names });
  },
});

/** `NODE_ENV` is a convention of libraries; others are set by the system, the platform or the package manager. */
function isPlatform(name: string, options: Options): boolean {
  if (isPlatformVariable(name) || /^npm_/i.test(name)) return true;
  return isAllowed(name, options) || matchesAnyGlob(name, options.allowedVariables);
}

function namesOf({ data }: Collected): readonly string[] {
  const names = data['names'];
  return Array.isArray(names) ? names : [];
}

/** True where the module exports one plain object that has each variable as it is, or not at all. */
function canTake({ fact }: ConfigModuleModel, names: readonly string[]): boolean {
  const object = fact?.object;
  return object !== undefined && names.every((name) => !object.converted.includes(name));
}

function reasonOf({ file, fact }: ConfigModuleModel, app: AppModel, site: Collected): string {
  if (fact === undefined) return `the setting "configModule" names "${file}"`;
  const root = app.packageOf(site.file)?.manifest.name ?? 'this package';
  const verb = fact.how === 'schema' ? 'checks' : 'reads';
  return `"${file}" ${verb} ${fact.variables.length} variables for "${root}"`;
}

import { ts } from 'ts-morph';
import type { z } from 'zod';
import type { DockerfileDocument } from '../../core/documents/dockerfile/model';
import { isStringLiteralLike, nodeAt } from '../../core/documents/typescript/ast';
import type { WorkflowDocument, WorkflowVariable } from '../../core/documents/workflow/parse';
import { PUBLIC_PREFIXES, publicPrefixOf, withoutPublicPrefix } from '../../core/knowledge/names';
import {
  EXPOSED_NAME,
  exposedSecret,
  isDatabaseAddress,
  PREFIX_PACKAGES,
  PREFIXED_NAME,
  PREFIXED_SWITCH,
} from '../../core/knowledge/public-prefixes';
import type { SecretNameOptions } from '../../core/knowledge/secret-names';
import type { Collected } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { listedWith } from '../../core/rule/list-options';
import { everywhere } from '../../core/rule/roles';
import { secretNamesOptions } from '../../core/rule/secret-options';
import type { Span } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import type { PackageModel } from '../../core/workspace/packages';
import { renameVariable } from '../../refactor/rename-variable';

const lists = listedWith(
  {
    entry: ['variable', 'variables'],
    example: 'VITE_MAP_*',
    subjects: ['name'],
    add: 'Variables that hold a secret although their names do not say so, as globs (`VITE_*_PAT`).',
  },
  secretNamesOptions,
);

type Options = z.infer<typeof lists.options>;

export default defineRule<'secret' | 'latent' | 'perhaps', Options>({
  id: 'config/no-public-prefix-secret',
  summary: 'A secret has a name by which the build puts it into the browser bundle.',
  why: 'Whatever carries such a prefix is written as a literal into files that every visitor downloads. It is published with the first build, and stays in caches when it is changed.',
  remedy: 'Take the prefix off, read the variable on the server only, and change the secret where it was built in.',
  messages: {
    secret: '"{{name}}" goes into the browser bundle: the prefix "{{prefix}}" publishes its value.',
    latent:
      'The first page that reads "{{name}}" publishes its value: the prefix "{{prefix}}" puts it into the browser bundle.',
    perhaps: '"{{name}}" goes into the browser bundle; make sure that it is made to be public.',
  },
  severity: 'error',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  ...lists,
  typescript: {
    needles: [...PUBLIC_PREFIXES],
    concerns: (text, options) => text.search(namePattern(options)) >= 0,
    create: (file) => ({
      endOfFile() {
        const isForPages = file.roles.has('front-end') || BROWSER_CODE.test(file.text);
        const isFirebase = /firebase/i.test(file.text) || /firebase/i.test(file.file);
        for (const { 0: name, index } of file.text.matchAll(namePattern(file.options))) {
          const node = nodeAt(file.tree, index);
          const isName = (ts.isIdentifier(node) || isStringLiteralLike(node)) && node.text === name;
          // What stands before a node's first token is a comment.
          if (isName && index >= node.getStart(file.tree))
            collect(file, name, { start: index, end: index + name.length }, { isForPages, isFirebase });
        }
      },
    }),
  },
  dotenv(file) {
    for (const { key, keySpan, value } of file.document.entries) {
      // A switch is no secret, whatever it is called after.
      if (!/^(?:true|false|yes|no|on|off|\d{1,4})$/i.test(value)) collect(file, key, keySpan);
    }
    for (const { 1: name = '', index } of file.text.matchAll(PREFIXED_SWITCH)) {
      if (exposedSecret(name, namesIn(file.options)) !== undefined)
        file.collect({ start: index, end: index }, { name, isSwitch: true });
    }
  },
  dockerfile(file) {
    for (const { name, nameSpan } of assignmentsIn(file.document)) collect(file, name, nameSpan);
  },
  workflow(file) {
    for (const { name, nameSpan } of variablesIn(file.document)) collect(file, name, nameSpan);
  },
  app(context) {
    const { app } = context;
    const places = new Map<string, Collected[]>();
    const collected = context.collected();
    const switches = new Set(collected.filter(({ data }) => data['isSwitch'] === true).map(({ data }) => data['name']));
    for (const entry of collected) {
      const name = String(entry.data['name']);
      if (switches.has(name)) continue;
      const framework = frameworkOf(app, entry.file, name);
      if (framework === undefined || isAside(app, entry.file)) continue;
      places.set(name, [...(places.get(name) ?? []), entry]);
    }
    for (const [name, entries] of places) {
      const [first, ...others] = [...entries].sort(byWeight);
      const promised = first && exposedSecret(name, namesIn(context.optionsFor(first.file)));
      if (first === undefined || promised === undefined) continue;
      const prefix = publicPrefixOf(name) ?? '';
      const kind = kindOf(promised, name, entries);
      const severity = SEVERITIES[kind];
      const files = new Map(others.map((entry) => [entry.file, entry]));
      context.report(
        first,
        kind,
        { name, prefix },
        {
          severity,
          roles: { ...everywhere(severity), test: 'off', example: 'off', development: 'info' },
          related: [...files.values()].map(({ file, span }) => ({ file, span, message: 'The same variable.' })),
          because: `"${frameworkOf(app, first.file, name)}" is a dependency, and it inlines variables that begin with "${prefix}"`,
        },
      );
    }
  },
  companions: (finding) => finding.related.map(({ file }) => file),
  fix: (context) => {
    const name = String(context.finding.data['name']);
    return renameVariable(context, name, withoutPublicPrefix(name));
  },
});

const SEVERITIES = { secret: 'error', latent: 'warning', perhaps: 'hint' } as const;

/** `latent`: code reads it, and none that is seen to run in a browser. */
function kindOf(promised: 'secret' | 'perhaps', name: string, entries: readonly Collected[]): keyof typeof SEVERITIES {
  const reads = entries.filter(({ data }) => data['isForPages'] !== undefined);
  if (promised === 'perhaps') return 'perhaps';
  if (isDatabaseAddress(name) && reads.some(({ data }) => data['isFirebase'] === true)) return 'perhaps';
  return reads.length > 0 && reads.every(({ data }) => data['isForPages'] !== true) ? 'latent' : 'secret';
}

/** A module for browsers by its first words (React), by what its bundler offers (Vite), or by what SvelteKit hands to both sides. */
const BROWSER_CODE = /^\s*(['"])use client\1|\bimport\.meta\.env\b|['"]\$env\/(?:static|dynamic)\/public['"]/m;

interface Collector {
  readonly options: Options;
  collect(at: Span, data: Readonly<Record<string, string | boolean>>): void;
}

function collect(file: Collector, name: string, span: Span, reader: Readonly<Record<string, boolean>> = {}): void {
  if (exposedSecret(name, namesIn(file.options)) !== undefined) file.collect(span, { name, ...reader });
}

/** A user's own names may end in any word. */
function namePattern({ add, secretNames }: Options): RegExp {
  return add.length + secretNames.add.length > 0 ? PREFIXED_NAME : EXPOSED_NAME;
}

function namesIn({ add, secretNames }: Options): SecretNameOptions {
  return { ...secretNames, add: [...add, ...secretNames.add] };
}

function assignmentsIn({ stages }: DockerfileDocument): { name: string; nameSpan: Span }[] {
  return stages.flatMap(({ instructions }) =>
    instructions.flatMap((one) => (one.type === 'assignment' && one.keyword !== 'LABEL' ? one.assignments : [])),
  );
}

function variablesIn({ env, jobs }: WorkflowDocument): WorkflowVariable[] {
  return [...env, ...jobs.flatMap((job) => [...job.env, ...job.steps.flatMap((step) => step.env)])];
}

/** The package that makes the prefix public for a file: of its own package and those above it, else of any in the app. */
function frameworkOf(app: AppModel, file: string, name: string): string | undefined {
  const prefix = PUBLIC_PREFIXES.find((known) => known === publicPrefixOf(name));
  if (prefix === undefined) return undefined;
  const own = app.packageOf(file);
  const isCode = app.typescript(file) !== undefined;
  const packages = isCode
    ? app.folderPackages.filter(({ root }) => own === undefined || isAbove(root, own.root))
    : app.packages;
  return PREFIX_PACKAGES[prefix].find((framework) => packages.some(({ manifest }) => dependsOn(manifest, framework)));
}

function dependsOn({ dependencies, devDependencies }: PackageModel['manifest'], name: string): boolean {
  return dependencies.has(name) || devDependencies.has(name);
}

function isAbove(root: string, other: string): boolean {
  return root === '' || root === other || other.startsWith(`${root}/`);
}

function isAside(app: AppModel, file: string): boolean {
  const roles = app.rolesOf(file);
  return roles.has('test') || roles.has('example') || roles.has('generated');
}

/** Code that reads it first, then where it is set; examples last. */
function byWeight(a: Collected, b: Collected): number {
  return (
    weightOf(a.file) - weightOf(b.file) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start)
  );
}

function weightOf(file: string): number {
  if (/\.[cm]?[jt]sx?$/.test(file)) return 0;
  return /example|sample|template|dist/.test(file) ? 2 : 1;
}

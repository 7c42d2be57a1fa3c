import { ts } from 'ts-morph';
import {
  hasUnknownProperties,
  nodeWithSpan,
  propertyOf,
  statementOf,
  unwrap,
} from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isEnvironmentObject } from '../../core/documents/typescript/environment-reads';
import { deployOf, isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { DEPLOY_VARIABLES, kindOfDeploy } from '../../core/knowledge/deploy-names';
import { DOTENV_LOADERS, DOTENV_PROGRAM, OVERRIDE_OPTION } from '../../core/knowledge/dotenv-loaders';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import { placeOf, releaseCommands } from '../../core/workspace/release-commands';
import { removeFromList } from '../../refactor/list-elements';

export default defineRule({
  id: 'config/no-dotenv-override',
  summary: 'A file or the code beats the environment: what it says replaces variables that the platform has set.',
  why: 'The environment of a deploy is where its config is set. With an override, a forgotten `.env` in the image or on the machine silently wins, and what the platform shows is not what runs.',
  remedy:
    'Load the file without override, so that it only fills in what the environment does not set, and set the name of the deploy where the deploy is set up.',
  messages: {
    option: 'The env file replaces variables that the platform has set.',
    variable: '"DOTENV_CONFIG_OVERRIDE" lets the env file replace variables that the platform has set.',
    command: '"{{option}}" lets the env file replace variables that the platform has set.',
    name: 'The code sets "{{name}}" itself, whatever the platform has set.',
    assign: 'What the env file says is written over the variables that the platform has set.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['package, program or variable', 'packages, programs and variables'],
    example: 'dotenvx',
    subjects: ['name'],
    add: 'Packages that read env files and take the option `override`, as globs (`@acme/env`).',
  }),
  typescript: {
    needles: ['override', 'Object.assign', ...[...DEPLOY_VARIABLES].map((name) => `env.${name} = `)],
    perStatement: true,
    create: (file) => ({
      BinaryExpression(node) {
        const name = assignedDeployName(node, file.bindings);
        if (name === undefined || isGuardedByDevelopment(node, file.bindings)) return;
        const because = 'it is assigned a literal, and nothing asks before whether the platform has set it';
        file.report(node, 'name', { name }, { severity: 'info', fixable: false, because });
      },
      CallExpression(call) {
        const found = overrideOption(call, file);
        if (found !== undefined && !isGuardedByDevelopment(call, file.bindings)) {
          const { option, name } = found;
          file.report(
            option,
            'option',
            { name },
            { because: `"${option.getText()}" makes the loader of env files do so` },
          );
          return;
        }
        const name = assignedFrom(call, file);
        if (name === undefined || isGuardedByDevelopment(call, file.bindings)) return;
        const because = 'what was parsed from an env file is assigned to the environment as a whole';
        file.report(call, 'assign', { name }, { fixable: false, because });
      },
    }),
  },
  dockerfile(file) {
    for (const [stage, { instructions }] of file.document.stages.entries()) {
      for (const instruction of instructions) {
        if (instruction.type !== 'assignment' || instruction.keyword !== 'ENV') continue;
        const found = instruction.assignments.find(({ name, resolved }) => isOverride(name, resolved));
        const because = 'the image sets it for every process in it';
        if (found !== undefined)
          file.report(found.span, 'variable', { name: found.name }, { stage, fixable: false, because });
      }
    }
  },
  compose(file) {
    if (file.roles.has('development')) return;
    for (const { name: service, environment } of file.document.services) {
      const found = environment.find(({ name, resolved }) => isOverride(name, resolved));
      const because = `the service "${service}" sets it`;
      if (found !== undefined) file.report(found.span, 'variable', { name: found.name }, { fixable: false, because });
    }
  },
  app(context) {
    for (const start of releaseCommands(context.app)) {
      for (const step of start.steps) {
        const { at, related } = placeOf(start, step);
        const { assignments, words, wrappedWords } = step.command;
        const more = { related, fixable: false, because: 'a start command of the release says so' };
        const override = assignments.find(({ name, value }) => isOverride(name, value.text));
        if (override !== undefined) context.report(at, 'variable', { name: override.name }, more);
        const found = overridingOption((wrappedWords ?? words).map(({ text }) => text));
        if (found !== undefined) context.report(at, 'command', found, more);
      }
    }
  },
  fix(context) {
    const tree = context.tree();
    const node = nodeWithSpan(tree, context.finding.span);
    if (node === undefined || !ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.parent))
      return undefined;
    const { properties, parent } = node.parent;
    if (properties.length > 1 || !ts.isCallExpression(parent) || parent.arguments.length > 1) {
      return fixOf(
        'Let the environment win',
        'suggestion',
        context.file,
        removeFromList(properties, new Set([node]), tree),
      );
    }
    const span = { start: node.parent.getStart(tree), end: node.parent.end };
    return fixOf('Let the environment win', 'suggestion', context.file, [{ span, text: '' }]);
  },
});

type File = TypeScriptFile<string, ListOptions>;

/** `process.env.NODE_ENV = 'production'`, unless it is a test's or only fills in what is not set. */
function assignedDeployName(node: ts.BinaryExpression, bindings: Bindings): string | undefined {
  const { left, right, operatorToken } = node;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return undefined;
  const name = left.name.text;
  if (!DEPLOY_VARIABLES.has(name) || !isEnvironmentObject(left.expression, bindings)) return undefined;
  const value = bindings.staticString(right);
  if (value === undefined || kindOfDeploy(value) === 'test') return undefined;
  for (let part: ts.Node = node; !ts.isSourceFile(part); part = part.parent) {
    const { parent } = part;
    const condition =
      ts.isIfStatement(parent) || ts.isSwitchStatement(parent)
        ? parent.expression
        : ts.isConditionalExpression(parent)
          ? parent.condition
          : ts.isBinaryExpression(parent) && parent.right === part
            ? parent.left
            : undefined;
    if (condition !== undefined && condition !== left && condition.getText().includes(name)) return undefined;
  }
  return name;
}

function isOverride(name: string, value: string | undefined): boolean {
  return name === 'DOTENV_CONFIG_OVERRIDE' && value?.toLowerCase() === 'true';
}

/** `dotenvx run --overload -- node server.js`, `dotenv -o -- …` of dotenv-cli, `dotenv run --override`. */
function overridingOption(words: readonly string[]): { name: string; option: string } | undefined {
  const at = words.findIndex((word) => DOTENV_PROGRAM.test(word));
  const name = DOTENV_PROGRAM.exec(words[at] ?? '')?.[1];
  if (name === undefined) return undefined;
  const end = words.indexOf('--', at);
  const options = words.slice(at + 1, end < 0 ? undefined : end);
  const option = options.find((word) => OVERRIDE_OPTION.test(word));
  return option === undefined ? undefined : { name, option };
}

function overrideOption(
  call: ts.CallExpression,
  { bindings, options }: File,
): { readonly option: ts.PropertyAssignment; readonly name: string } | undefined {
  const reference = bindings.importOf(call.expression);
  if (reference === undefined) return undefined;
  const { module: name, member } = reference;
  if (DOTENV_LOADERS.get(name)?.has(member) !== true && !isAdded(name, options)) return undefined;
  for (const argument of call.arguments) {
    const object = unwrap(argument);
    if (!ts.isObjectLiteralExpression(object) || hasUnknownProperties(object)) continue;
    const option = propertyOf(object, 'override')?.node;
    if (option !== undefined && ts.isPropertyAssignment(option) && isOnInProduction(option.initializer, bindings))
      return { option, name };
  }
  return undefined;
}

/** `true`, `!isTest`, `NODE_ENV === 'production'`, through constants. */
function isOnInProduction(value: ts.Expression, bindings: Bindings): boolean {
  const node = unwrap(bindings.resolve(value));
  return node.kind === ts.SyntaxKind.TrueKeyword || deployOf(node, bindings) === 'production';
}

/** `Object.assign(process.env, parsed)`: the loader of env files that `parsed` comes from. */
function assignedFrom(call: ts.CallExpression, file: File): string | undefined {
  const { bindings } = file;
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'assign') return undefined;
  if (!bindings.isGlobal(callee.expression, 'Object') || !ts.isExpressionStatement(statementOf(call))) return undefined;
  const [target, source] = call.arguments;
  if (target === undefined || source === undefined || call.arguments.length !== 2) return undefined;
  return isEnvironmentObject(target, bindings) ? parsedBy(source, file, 0) : undefined;
}

function parsedBy(expression: ts.Expression, file: File, depth: number): string | undefined {
  const { bindings } = file;
  const node = unwrap(expression);
  if (depth > 4) return undefined;
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    if (declaration?.kind === 'const') return parsedBy(declaration.initializer, file, depth + 1);
    return declaration?.kind === 'destructured' && declaration.path === 'parsed'
      ? loaderOf(declaration.initializer, file)
      : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'parsed')
    return loaderOf(bindings.resolve(node.expression), file);
  return loaderOf(node, file, 'parse');
}

function loaderOf(expression: ts.Expression, { bindings, options }: File, member?: string): string | undefined {
  const node = unwrap(expression);
  const reference = ts.isCallExpression(node) ? bindings.importOf(node.expression) : undefined;
  if (reference === undefined || !(DOTENV_LOADERS.has(reference.module) || isAdded(reference.module, options)))
    return undefined;
  return member === undefined || reference.member === member ? reference.module : undefined;
}

import { ts } from 'ts-morph';
import { z } from 'zod';
import { authorizationOf } from '../../core/documents/typescript/authorization-headers';
import { exportedLiterals } from '../../core/documents/typescript/exported-literals';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { isBesideOtherSource, type LiteralValue, literalsOf } from '../../core/documents/typescript/literals';
import { isFallbackOfAddress } from '../../core/documents/typescript/parsed-addresses';
import { type SecretPlace, secretPlacesOf, secretPropertyOf } from '../../core/documents/typescript/secret-places';
import { besideLocalHost } from '../../core/documents/typescript/service-hosts';
import { fillsPlaceOfKey } from '../../core/documents/typescript/stand-in-keys';
import { addedSinkIn, mayHoldAddedSink } from '../../core/knowledge/added-sinks';
import { matchesAnyGlob } from '../../core/knowledge/names';
import { isSecretName } from '../../core/knowledge/secret-names';
import { mayHoldSink } from '../../core/knowledge/secret-needles';
import type { SecretUse } from '../../core/knowledge/secret-sinks';
import { findProviderTokens } from '../../core/knowledge/tokens';
import { classifyValue, isPublicValue, type ValueClass } from '../../core/knowledge/value-classes';
import type { AppContext, Collected, TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { MessageData, Severity } from '../../core/rule/finding';
import { everywhere } from '../../core/rule/roles';
import { allowPatternsSchema, isAllowedValue, secretNamesOptions } from '../../core/rule/secret-options';
import { wordSchema } from '../../core/settings/globs';
import { canMove, moveCompanions, moveLiteral } from '../../refactor/move-literal';

type Messages = 'option' | 'argument' | 'header';

const optionsSchema = z.object({
  ...secretNamesOptions,
  add: z
    .array(
      z.string().refine((entry) => addedSinkIn(entry) !== undefined, {
        message: 'expected a call with the place of the secret in its brackets, as in "@acme/db.connect(0.password)"',
      }),
    )
    .default([])
    .describe(
      'Calls that are given a secret, as globs, with its place in brackets: the index of the argument and the path of the option in it (`@acme/db.connect(0.password)`, `*/lib/tokens.sign(1)`).',
    ),
  allow: z.array(wordSchema).default([]).describe('Calls that are left alone, as globs (`crypto.createHmac`).'),
  allowPatterns: allowPatternsSchema,
});
type Options = z.infer<typeof optionsSchema>;

export default defineRule<Messages, Options>({
  id: 'config/no-hardcoded-secret-argument',
  summary: 'A library is given a secret that is a literal.',
  why: 'Whoever reads the code can forge the sessions and tokens that the secret signs, or open the service that the password guards; and every deploy shares the one secret. That it is weak or says "change me" makes it no better: it is the secret in use.',
  remedy: 'Read the secret from the environment, and give every deploy one of its own.',
  messages: {
    option: 'The secret "{{option}}" that "{{library}}" is given is written into the code.',
    argument: 'The secret that "{{library}}" is given is written into the code.',
    header: 'The "Authorization" header carries a credential that is written into the code.',
  },
  severity: 'error',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  secret: true,
  yieldsTo: ['backing-services/no-hardcoded-connection-string'],
  options: optionsSchema,
  typescript: {
    needles: [],
    perStatement: true,
    concerns: (text, { add }, once) => once(mayHoldSink) || mayHoldAddedSink(text, add),
    create: (file) => {
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        for (const place of secretPlacesOf(node, file.bindings, file.options.add)) checkPlace(file, place);
      };
      const checkHeader = (node: ts.PropertyAssignment | ts.CallExpression): void => {
        for (const literal of authorizationOf(node, file.bindings)) {
          const because = 'an "Authorization" header is given a literal';
          // A signed token ends some day, and nobody sees here whether it has.
          const isSigned = findProviderTokens(literal.text).some(({ id }) => id === 'jwt');
          const severity = isSigned ? 'warning' : 'error';
          report(file, literal, { messageId: 'header', data: {}, severity, because });
        }
      };
      return {
        CallExpression(node) {
          check(node);
          checkHeader(node);
        },
        NewExpression: check,
        PropertyAssignment: checkHeader,
        BinaryExpression(node) {
          const place = secretPropertyOf(node, file.bindings);
          if (place !== undefined) checkPlace(file, place);
        },
        endOfFile: () => collectExports(file),
      };
    },
  },
  app: checkImports,
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix(context) {
    const variable = context.finding.data['variable'];
    return moveLiteral(context, typeof variable === 'string' ? { name: variable } : { fallbackName: 'API_TOKEN' });
  },
});

type File = TypeScriptFile<Messages, Options>;

function checkPlace(file: File, place: SecretPlace): void {
  if (matchesAnyGlob(place.callee, file.options.allow) || isAllowedName(place.option, file)) return;
  collectImport(file, place);
  for (const literal of literalsOf(place.value, file.bindings)) {
    const found = classifyValue(literal.text, place.option === '' ? USE_NAMES[place.use] : place.option);
    if (found === 'empty' || found === 'reference' || found === 'public') continue;
    const constant = declaredName(literal.node);
    if (isPublicValue(literal.text, constant) || isAllowedName(constant, file)) continue;
    const { option, callee: library } = place;
    // A constant has a name of its own, which says more than the convention.
    const isHere = place.value.pos <= literal.node.pos && literal.node.end <= place.value.end;
    const data = { library, ...(option !== '' && { option }), ...(isHere && { variable: place.variable }) };
    const because =
      option === '' ? `"${library}" takes a secret here` : `the option "${option}" is given to "${library}"`;
    const severity = severityOf(file, place, literal, found);
    report(file, literal, { messageId: option === '' ? 'argument' : 'option', data, severity, because });
  }
}

/** The user says that what has this name is no secret. */
function isAllowedName(name: string | undefined, { options }: File): boolean {
  return name !== undefined && matchesAnyGlob(name, options.secretNames.allow);
}

/** The secret comes from another module of the project: whether it is a literal there is seen when all are known. */
function collectImport(file: File, { value, callee, option, use }: SecretPlace): void {
  const reference = file.bindings.importOf(value);
  if (reference === undefined || !/^[.~@#]/.test(reference.module)) return;
  const { module, member } = reference;
  file.collect(value, { kind: 'import', module, member, library: callee, option, use });
}

/** Places and classes of exported literals under names of secrets; their texts stay here. */
function collectExports(file: File): void {
  for (const { member, node } of exportedLiterals(file.tree, file.bindings)) {
    const name = member.slice(member.lastIndexOf('.') + 1);
    if (!isSecretName(name, file.options.secretNames) || isAllowedValue(node.text, file.options)) continue;
    const found = classifyValue(node.text, name);
    if (found === 'empty' || found === 'reference' || found === 'public') continue;
    file.collect(node, { kind: 'export', member, found, fixable: canMove(node) });
  }
}

function checkImports(context: AppContext<Messages, Options>): void {
  const collected = context.collected();
  const exported = new Map(
    collected
      .filter(({ data }) => data['kind'] === 'export')
      .map((entry) => [`${entry.file}|${String(entry.data['member'])}`, entry]),
  );
  const seen = new Set<Collected>();
  for (const { file, span, data } of collected) {
    if (data['kind'] !== 'import' || context.app.rolesOf(file).has('test')) continue;
    const target = context.app.modules.resolve(file, String(data['module']));
    const found = target === undefined ? undefined : exported.get(`${target}|${String(data['member'])}`);
    if (found === undefined || seen.has(found)) continue;
    seen.add(found);
    const library = String(data['library']);
    const option = String(data['option']);
    const severity = severityOfClass(String(data['use']), String(found.data['found']));
    context.report(
      found,
      option === '' ? 'argument' : 'option',
      { library, option },
      {
        severity,
        roles: { ...everywhere(severity), test: 'off', example: 'off' },
        because: `it is exported, and given to "${library}" in "${file}"`,
        related: [{ file, span, message: `given to "${library}" here` }],
        fixable: found.data['fixable'] === true,
      },
    );
  }
}

function severityOfClass(use: string, found: string): Severity {
  // A fixed key for a digest is often no secret but a label that keeps two uses apart.
  if (use === 'digest') return 'info';
  // What opens somebody else's service cannot be a stand-in in use; what signs our own tokens can.
  if (found === 'placeholder') return use === 'key' ? 'hint' : 'warning';
  if (use === 'signing' || use === 'encryption') return 'error';
  // A word may be anything, a name or a sample; what is random opens something.
  return found === 'token' || found === 'secretish' ? 'error' : 'warning';
}

/** What a positional argument would be called. */
const USE_NAMES: Readonly<Record<SecretUse, string>> = {
  signing: 'secret',
  session: 'secret',
  encryption: 'encryptionKey',
  login: 'password',
  key: 'apiKey',
  digest: 'secret',
};

/** RULES III-2: a stand-in is the breach as well, but a lighter one; so is what only development uses. */
function severityOf(file: File, place: SecretPlace, literal: LiteralValue, found: ValueClass): Severity {
  if (isGuardedByDevelopment(literal.node, file.bindings)) return 'hint';
  if (found !== 'placeholder' && /^[a-z]{2,4}_test_/.test(literal.text)) return 'warning';
  if (found === 'token') return severityOfClass(place.use, found);
  const isRandom = found === 'secretish';
  if (place.use === 'key' && !isRandom && fillsPlaceOfKey(place.value, literal.text, file.bindings)) return 'hint';
  const severity = severityOfClass(place.use, found);
  // Words are what the service's clients assume as well; what looks like a secret is one.
  if (isFallbackOfAddress(literal.node, file.bindings)) return isRandom ? 'warning' : 'hint';
  if (isBesideOtherSource(literal.node)) {
    const isOwn = place.use === 'signing' || place.use === 'session' || place.use === 'encryption';
    if (!isRandom && !isOwn) return 'hint';
    return severity === 'error' ? 'warning' : severity;
  }
  const opens = place.use === 'login' || place.use === 'key';
  return severity === 'error' && opens && besideLocalHost(place.value, file.bindings) ? 'warning' : severity;
}

/** The constant that holds the literal; its name may say that the value is meant to be seen. */
function declaredName(node: ts.Expression): string | undefined {
  for (
    let current: ts.Node = node.parent;
    current !== undefined && !ts.isStatement(current);
    current = current.parent
  ) {
    if (ts.isVariableDeclaration(current)) return ts.isIdentifier(current.name) ? current.name.text : undefined;
    if (ts.isPropertyAssignment(current) || ts.isCallExpression(current)) return undefined;
  }
  return undefined;
}

interface Report {
  readonly messageId: Messages;
  readonly data: MessageData;
  readonly severity: Severity;
  readonly because: string;
}

function report(file: File, { node, text }: LiteralValue, found: Report): void {
  if (isAllowedValue(text, file.options)) return;
  const { messageId, data, severity, because } = found;
  file.report(node, messageId, data, {
    severity,
    // Of a script that a person runs, what is weak or local reaches no deploy.
    roles: { ...everywhere(severity), ...(severity === 'warning' && { script: 'info' }), test: 'off', example: 'off' },
    because,
    oncePerPlace: true,
    fixable: !file.roles.has('front-end') && canMove(node),
  });
}

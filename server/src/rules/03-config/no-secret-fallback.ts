import { ts } from 'ts-morph';
import { spanOf, unwrap } from '../../core/documents/typescript/ast';
import { Bindings } from '../../core/documents/typescript/bindings';
import { configModuleOf } from '../../core/documents/typescript/config-module';
import { type EnvironmentFallback, environmentFallbackOf } from '../../core/documents/typescript/environment-fallbacks';
import { environmentNameOf } from '../../core/documents/typescript/environment-reads';
import { type LiteralValue, literalsOf } from '../../core/documents/typescript/literals';
import { isRefused } from '../../core/documents/typescript/refused-values';
import { repeatsOf } from '../../core/documents/typescript/repeated-fallbacks';
import {
  type IdentifiersNamed,
  identifiersOf,
  type SecretPlace,
  secretPlaceOf,
} from '../../core/documents/typescript/secret-places';
import { besideLocalHost } from '../../core/documents/typescript/service-hosts';
import { saysAbsent } from '../../core/knowledge/placeholders';
import { isSecretName, VENDOR_MADE, VENDOR_SECRET } from '../../core/knowledge/secret-names';
import { mayHoldSink, mayImportSink } from '../../core/knowledge/secret-needles';
import { classifyValue } from '../../core/knowledge/value-classes';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { SEVERITIES, type Severity } from '../../core/rule/finding';
import { everywhere, type RoleSeverities } from '../../core/rule/roles';
import { isAllowedValue, type SecretOptions, secretNamesIn, secretOptionsSchema } from '../../core/rule/secret-options';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';
import { canRemoveFallback, fallbackAt, removalOf } from '../../refactor/remove-fallback';
import { requiredRead } from '../../refactor/require-variable';

type Messages = 'fallback' | 'overwrite';

export default defineRule<Messages, SecretOptions>({
  id: 'config/no-secret-fallback',
  summary: 'A secret that is not set falls back to one in the code.',
  why: 'A deploy that forgets the variable starts without complaint and runs on a secret that everybody can read. A missing secret should stop the process at once.',
  remedy:
    'Drop the fallback, so that a deploy without the variable fails at its start; keep values for development in `.env`.',
  messages: {
    fallback: '"{{name}}" falls back to a secret that is written into the code.',
    overwrite: '"{{name}}" is set to a secret that is written into the code.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  secret: true,
  yieldsTo: ['backing-services/no-hardcoded-connection-string'],
  options: secretOptionsSchema,
  typescript: {
    needles: [],
    perStatement: true,
    concerns: (text, options, once) =>
      once(mayHoldSink) || secretNamesIn(options).add?.length !== 0 || CONFIG_MODULE_NEEDLE.test(text),
    create: (file) => {
      let known: IdentifiersNamed | undefined;
      // Text and tree are asked every time: what rests on the whole file holds for this version only.
      const identifiers = ({ text, tree }: File): IdentifiersNamed | undefined => {
        if (mayImportSink(text)) known ??= identifiersOf(tree);
        return known;
      };
      const check = (node: ts.Node): void => {
        const fallback = environmentFallbackOf(node, file.bindings);
        if (fallback !== undefined) checkFallback(file, fallback, identifiers);
      };
      return {
        BinaryExpression: check,
        ConditionalExpression: check,
        BindingElement: check,
        CallExpression: check,
        PropertyAssignment: check,
        endOfFile: () => attestConfigModule(file),
      };
    },
  },
  companions: (finding, app) => [
    ...environmentCompanions(app.packageOf(finding.file)?.root ?? app.root),
    ...app.configModulesFor(finding.file),
  ],
  fix(context) {
    const fallback = fallbackAt(context.tree(), context.finding.span);
    const removal = fallback && removalOf(fallback);
    if (fallback === undefined || removal === undefined) return undefined;
    const change = recordVariable(context, { name: fallback.name, value: undefined, example: '' });
    const edits = new Map(change.edits);
    const read = isBareRead(fallback, context.tree()) ? requiredRead(context, fallback.name) : undefined;
    const whole = spanOf(fallback.node);
    edits.set(context.file, read === undefined ? [removal] : [{ span: whole, text: read.text }, ...read.edits]);
    const title = read === undefined ? '' : ` and read it with ${read.helper}`;
    return {
      title: `Remove the fallback of ${fallback.name}${title}`,
      safety: 'suggestion',
      edits,
      creates: change.creates,
      needsConfirmation: `Without ${fallback.name} the service will not have this secret: set it in every deploy.`,
    };
  },
});

/** `process.env.X || 'value'`, of which nothing but the read remains. */
function isBareRead({ form, node }: EnvironmentFallback, tree: ts.SourceFile): boolean {
  if (form !== 'operator' || !ts.isBinaryExpression(node)) return false;
  const { parent } = node;
  const isTarget = ts.isBinaryExpression(parent) && parent.left === node;
  return !isTarget && environmentNameOf(unwrap(node.left), new Bindings(tree)) !== undefined;
}

type File = TypeScriptFile<Messages, SecretOptions>;

const CONFIG_MODULE_NEEDLE = /process\.env|import\.meta\.env|Bun\.env|['"](?:node:)?process['"]/;

function checkFallback(
  file: File,
  fallback: EnvironmentFallback,
  identifiersIn: (file: File) => IdentifiersNamed | undefined,
): void {
  const { name, value } = fallback;
  const isNamed = isSecretName(name, secretNamesIn(file.options));
  const literals = literalsOf(value, file.bindings).filter(({ text }) => isSecretText(text, name, file.options));
  if (literals.length === 0) return;
  const identifiers = identifiersIn(file);
  const placeOf = (at: ts.Expression): SecretPlace | undefined =>
    identifiers && secretPlaceOf(at, file.bindings, identifiers);
  const place = placeOf(value);
  if (!isNamed && place === undefined) return;
  const [first = fallback, ...repeats] = repeatsOf(fallback, file.tree, file.bindings);
  // One variable and one text are one secret; it is told where it comes first.
  if (first.node !== fallback.node && (isNamed || placeOf(first.value) !== undefined)) return;
  for (const literal of literals) {
    const usual = [fallback, ...repeats]
      .map((one) => severityOf(file, one, literal, { place: placeOf(one.value), isNamed }))
      .reduce(graver);
    const isStopped = isRefusedLater(file, name, literal);
    const severity = isStopped && classifyValue(literal.text, name) !== 'token' ? 'hint' : usual;
    const isDirect = contains(value, literal.node);
    const reason =
      place === undefined ? `"${name}" names a secret` : `what is read from "${name}" is given to "${place.callee}"`;
    const because = isStopped ? `${reason}; the same file refuses this value outside of development` : reason;
    const isOverwrite = fallback.form === 'overwrite';
    file.report(
      literal.node,
      isOverwrite ? 'overwrite' : 'fallback',
      { name },
      {
        severity,
        roles: {
          ...everywhere(severity),
          script: lighter(severity),
          ...(classifyValue(literal.text, name) === 'placeholder' && { 'tool-config': lighter(severity) }),
          ...(isOverwrite && ASIDE),
          test: 'off',
          example: 'off',
        },
        because,
        // One constant may stand in for several variables; it is one secret.
        oncePerPlace: true,
        fixable: isDirect && canRemoveFallback(fallback),
        related: (isDirect ? repeats : [fallback]).map((one) => ({
          file: file.file,
          span: spanOf(one.value),
          message: `"${name}" falls back to it here`,
        })),
      },
    );
  }
}

function graver(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? a : b;
}

/** The project knows of the fallback, and no deploy starts with it. Most files have no such fallback to ask for. */
function isRefusedLater({ tree, bindings }: File, variable: string, { text, node }: LiteralValue): boolean {
  return isRefused({ variable, text, node }, tree, bindings);
}

/** What a script makes up for a seed or a build reaches no deploy; a real token is one there, too. */
function lighter(severity: Severity): Severity {
  return severity === 'warning' ? 'info' : severity;
}

/** Tools that import the service are given a stand-in so that it starts at all. */
const ASIDE: RoleSeverities = { script: 'info', cli: 'info', 'tool-config': 'info', development: 'info' };

/** Flags, numbers, file names, and words that say "nothing is set" are no secrets; weak secrets and stand-ins are. */
function isSecretText(text: string, name: string, options: SecretOptions): boolean {
  const found = classifyValue(text, name);
  if (found === 'empty' || found === 'reference' || found === 'public') return false;
  if (saysAbsent(text) || /^(?:true|false|yes|no|on|off|\d{1,3})$/i.test(text)) return false;
  return !isAllowedValue(text, options);
}

function severityOf(
  file: File,
  fallback: EnvironmentFallback,
  literal: LiteralValue,
  { place, isNamed }: { place: SecretPlace | undefined; isNamed: boolean },
): Severity {
  const found = classifyValue(literal.text, fallback.name);
  if (found === 'token') return 'error';
  if (fallback.development) return 'hint';
  // What opens somebody else's service cannot be made up: the words only keep the library from complaining.
  if (place?.use === 'key' && found !== 'secretish') return 'hint';
  if (found === 'placeholder' && (/API_?KEY$/i.test(fallback.name) || VENDOR_SECRET.test(fallback.name))) return 'hint';
  if (found !== 'secretish' && VENDOR_SECRET.test(fallback.name) && VENDOR_MADE.test(fallback.name)) return 'hint';
  if (place?.use === 'signing' || place?.use === 'encryption') return 'error';
  // What only seeds a digest and is called nothing in particular may be a salt or a label.
  if (place?.use === 'digest' && !isNamed) return 'info';
  const isLogin = place === undefined ? PASSWORD_NAME.test(fallback.name) : place.use === 'login';
  return isLogin && besideLocalHost(fallback.node, file.bindings) ? 'hint' : 'warning';
}

const PASSWORD_NAME = /PASS|PWD/i;

/** Evidence for factor III: one module reads the environment, and says what the app needs. */
function attestConfigModule(file: File): void {
  const found = configModuleOf(file.tree, file.bindings, file.roles);
  if (found === undefined || found.fact.variables.length < 2) return;
  const { variables, how } = found.fact;
  const shown = variables.slice(0, 6).join(', ');
  const verb = how === 'schema' ? 'checks' : 'reads';
  file.attest(
    found.node,
    `A config module ${verb} ${variables.length} variables: ${shown}${variables.length > 6 ? ', …' : ''}.`,
  );
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

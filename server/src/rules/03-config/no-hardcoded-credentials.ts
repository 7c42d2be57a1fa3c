import { ts } from 'ts-morph';
import { isInsideComment } from '../../core/documents/typescript/ast';
import { isBrowserKey } from '../../core/documents/typescript/browser-keys';
import {
  type CredentialSite,
  credentialSites,
  isHarmlessPlace,
} from '../../core/documents/typescript/credential-sites';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { isAccountOfPair } from '../../core/documents/typescript/key-pairs';
import { literalAt, literalsOf } from '../../core/documents/typescript/literals';
import { isPersonInList, isSharedLogin, sampleDataAround } from '../../core/documents/typescript/sample-data';
import { isShownAsExample } from '../../core/documents/typescript/sample-strings';
import { identifiersOf } from '../../core/documents/typescript/secret-places';
import { isMachineMade } from '../../core/knowledge/machine-made';
import { screamingSnake } from '../../core/knowledge/names';
import { isGoogleApiKey } from '../../core/knowledge/public-values';
import { type SecretKind, secretKind } from '../../core/knowledge/secret-names';
import { maySpeakOfSecrets } from '../../core/knowledge/secret-needles';
import { findProviderTokens, type ProviderToken } from '../../core/knowledge/tokens';
import { classifyValue } from '../../core/knowledge/value-classes';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { everywhere, type RoleSeverities } from '../../core/rule/roles';
import { isAllowedValue, type SecretOptions, secretNamesIn, secretOptionsSchema } from '../../core/rule/secret-options';
import { canMove, moveCompanions, moveLiteral } from '../../refactor/move-literal';

type Messages = 'token' | 'named' | 'comment';

export default defineRule<Messages, SecretOptions>({
  id: 'config/no-hardcoded-credentials',
  summary: 'A credential stands in the code.',
  why: 'Whoever can read the repository, a backup of it or an old commit can use the credential, and it cannot be changed without a release. The code base should be fit to be published at any moment.',
  remedy: 'Revoke the credential, since it is in the history, and read its successor from the environment.',
  messages: {
    token: 'A credential of the kind "{{kind}}" is written into the code.',
    named: 'The value of "{{name}}" has the form of a real credential and is written into the code.',
    comment: 'A credential of the kind "{{kind}}" stands in a comment.',
  },
  severity: 'error',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  secret: true,
  yieldsTo: [
    'config/no-hardcoded-secret-argument',
    'config/no-secret-fallback',
    'backing-services/no-hardcoded-connection-string',
  ],
  options: secretOptionsSchema,
  typescript: {
    needles: [],
    perStatement: true,
    concerns: (text, options) =>
      maySpeakOfSecrets(text) || secretNamesIn(options).add?.length !== 0 || findProviderTokens(text).length > 0,
    create: (file) => {
      const names = secretNamesIn(file.options);
      const hasOwnNames = names.add?.length !== 0;
      return {
        ...credentialSites((site) => {
          if (!hasOwnNames && !maySpeakOfSecrets(site.name)) return;
          const kind = secretKind(site.name, names);
          // What a connection string holds has a rule of its own.
          if (kind !== undefined && kind !== 'connection-string') checkSite(file, site, kind);
        }),
        endOfFile() {
          for (const token of findProviderTokens(file.text)) checkToken(file, token);
        },
      };
    },
  },
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix(context) {
    const kind = context.finding.data['kind'];
    return moveLiteral(context, typeof kind === 'string' ? { fallbackName: screamingSnake(kind) } : {});
  },
});

type File = TypeScriptFile<Messages, SecretOptions>;

/** A literal under a name that promises a secret. */
function checkSite(file: File, site: CredentialSite, kind: SecretKind): void {
  for (const { node, text } of literalsOf(site.value, file.bindings)) {
    if (classifyValue(text, site.name) !== 'secretish') continue;
    if (isAllowedValue(text, file.options) || isMeantToBeSeen(file, site, text)) continue;
    const isForPages = kind === 'key' || kind === 'token';
    if (isForPages && isBrowserKey(node, site.name, file.bindings)) continue;
    const isShared = site.property !== undefined && isSharedLogin(site.property.parent, file.bindings);
    if ((!isShared && sampleDataAround(node) !== undefined) || isExample(file, node)) continue;
    const isMade = isMachineMade(text);
    const isRow = !isMade && site.property !== undefined && isPersonInList(site.property.parent);
    const isLight =
      isShared || isRow || isAccountOfPair(node, site.name) || isGuardedByDevelopment(node, file.bindings);
    // RULES §6: a name alone makes no error; what somebody thought of may be anybody's password, or nobody's.
    // What is called a token may as well mark a request, a session that has ended or a recorded answer.
    const severity: Severity = isLight ? 'info' : isMade && kind !== 'token' ? 'error' : 'warning';
    const what = kind === 'credentials' ? 'credential' : kind;
    file.report(
      node,
      'named',
      { name: site.name },
      {
        severity,
        roles: {
          ...everywhere(severity),
          // Every visitor has it already; most are made for that.
          ...(isForPages && { 'front-end': 'info' as const }),
          test: 'off',
          example: 'off',
          script: 'info',
          development: 'info',
        },
        because: isMade
          ? `"${site.name}" names a ${what}, and the literal is as random as what a generator makes`
          : `"${site.name}" names a ${what}, and the literal has the form of one that somebody thought of`,
        oncePerPlace: true,
        fixable: isFixable(file, node),
      },
    );
  }
}

/** A text that gives itself away by its form, wherever it stands. */
function checkToken(file: File, { id, span }: ProviderToken): void {
  if (isAllowedValue(file.text.slice(span.start, span.end), file.options)) return;
  const because = `the text has the form of a ${id.replace(/-/g, ' ')}`;
  const literal = literalAt(file.tree, span.start);
  if (literal === undefined && isInsideComment(file.tree, span.start)) {
    // Documentation shows tokens of our own making.
    if (SELF_MADE.has(id)) return;
    file.report(
      span,
      'comment',
      { kind: id },
      {
        severity: 'hint',
        roles: { ...everywhere('hint'), test: 'off', example: 'off' },
        because,
        fixable: false,
      },
    );
    return;
  }
  const at = literal ?? span;
  if (literal !== undefined && isExample(file, literal)) return;
  const sample = literal === undefined ? undefined : sampleDataAround(literal);
  if (sample === 'recorded' || (sample === 'named' && SELF_MADE.has(id))) return;
  const isShown = literal !== undefined && ((sample === 'named' && isPartOfData(literal)) || isTyped(literal));
  // A signed token ends some day, and nobody sees here whether it has.
  const severity: Severity = isShown ? 'info' : id === 'jwt' ? 'warning' : 'error';
  file.report(
    at,
    'token',
    { kind: id },
    {
      severity,
      // Keys and signed tokens made for a test are no provider's.
      roles: {
        ...everywhere(severity),
        ...(SELF_MADE.has(id) ? ASIDE_OFF : ASIDE_INFO),
        // A signed token that every visitor is given opens no more than a visitor may.
        ...(id === 'jwt' && { 'front-end': 'info' as const }),
      },
      because,
      oncePerPlace: true,
      fixable: literal !== undefined && isFixable(file, literal),
    },
  );
}

/** The type of an answer, which somebody made of one in a manual: the program has no such value. */
function isTyped({ parent }: ts.Expression): boolean {
  return ts.isLiteralTypeNode(parent);
}

/** A name of its own says less about a token than that of the data it is part of. */
function isPartOfData({ parent }: ts.Expression): boolean {
  return ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent);
}

const SELF_MADE: ReadonlySet<string> = new Set(['jwt', 'private-key']);
const ASIDE_OFF: RoleSeverities = { test: 'off', example: 'off' };
const ASIDE_INFO: RoleSeverities = { test: 'info', example: 'info' };

/** Few literals come so far that it matters that the file is looked through for each of them. */
function isExample({ tree, bindings }: File, literal: ts.Expression): boolean {
  return isShownAsExample(literal, bindings, identifiersOf(tree));
}

/** Keys of Google's web APIs are public in the browser and beside a Firebase configuration, and secret on a server. */
function isMeantToBeSeen(file: File, site: CredentialSite, text: string): boolean {
  return isHarmlessPlace(site) || (isGoogleApiKey(text) && file.roles.has('front-end'));
}

/** In a browser there is no environment to read from; the credential must leave that code altogether. */
function isFixable(file: File, node: ts.Expression): boolean {
  return !file.roles.has('front-end') && canMove(node);
}

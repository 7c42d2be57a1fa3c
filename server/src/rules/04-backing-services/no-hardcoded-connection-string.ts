import type { ts } from 'ts-morph';
import { splitShell } from '../../core/documents/shell/split';
import { fallbackAround } from '../../core/documents/typescript/environment-fallbacks';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { onlyLiteralsOf } from '../../core/documents/typescript/literals';
import { isSampleString } from '../../core/documents/typescript/sample-strings';
import { clientSiteOf, importedModules, isConfigured } from '../../core/documents/typescript/service-clients';
import { type StaticTemplate, staticTemplateAt } from '../../core/documents/typescript/static-templates';
import {
  addressOffsets,
  mayHoldAddress,
  readServiceAddress,
  type ServiceAddress,
} from '../../core/knowledge/service-addresses';
import { mayMakeClient } from '../../core/knowledge/service-clients';
import type { AppContext, ReportOptions, TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { everywhere } from '../../core/rule/roles';
import type { Span } from '../../core/text/span';
import { canMove, moveCompanions, moveLiteral } from '../../refactor/move-literal';

type Messages = 'password' | 'address' | 'local';

export default defineRule<Messages, ListOptions>({
  id: 'backing-services/no-hardcoded-connection-string',
  summary: 'The address of a backing service is written into the code.',
  why: 'A database, queue or cache is attached to a deploy by its address alone; with the address in the code, moving to another one takes a release, and a copy of the code on another machine talks to the wrong service. An address with a password is a published credential besides.',
  remedy: 'Read the whole URL from the environment; where a password stood in the code, change it.',
  messages: {
    password: 'The {{scheme}} address of a backing service stands in the code with its password.',
    address: 'The {{scheme}} address of a backing service is written into the code.',
    local: 'The client of "{{module}}" is bound to this machine; no deploy can attach another service.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  ...listed({
    entry: ['scheme', 'schemes'],
    example: 'mqtt*',
    subjects: ['scheme'],
  }),
  secret: true,
  typescript: {
    needles: [],
    concerns: (_text, _options, once) => once(mayMakeClient) || once(mayHoldAddress),
    perStatement: true,
    create: (file) => {
      const checkClient = (node: ts.CallExpression | ts.NewExpression): void => checkSite(file, node);
      return {
        CallExpression: checkClient,
        NewExpression: checkClient,
        endOfFile() {
          const seen = new Set<number>();
          for (const offset of addressOffsets(file.text)) {
            const template = staticTemplateAt(file.tree, offset, file.bindings);
            if (template === undefined || seen.has(template.node.pos)) continue;
            seen.add(template.node.pos);
            checkString(file, template);
          }
        },
      };
    },
  },
  manifest(file) {
    for (const script of file.document.scripts.values()) {
      if (script.escaped || !mayHoldAddress(script.text)) continue;
      for (const found of addressesInShell(script.text, script.offset)) reportInShell(file, found);
    }
  },
  shell(file) {
    if (!mayHoldAddress(file.text)) return;
    for (const found of addressesInShell(file.text, 0)) reportInShell(file, found);
  },
  app: checkLabels,
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix: (context) => moveLiteral(context),
});

type File = TypeScriptFile<Messages, ListOptions>;

/** The site of a client: evidence where it is configured, a finding where a literal binds it to this machine. */
function checkSite(file: File, node: ts.CallExpression | ts.NewExpression): void {
  const site = clientSiteOf(node, file.bindings);
  if (site === undefined) return;
  const { module } = site.client;
  const literals = site.addresses.flatMap(({ value }) => onlyLiteralsOf(value, file.bindings));
  const bound = literals.filter(({ text }) => readServiceAddress(text)?.place === 'local');
  for (const literal of new Set(bound.map((entry) => entry.node))) {
    const severity: Severity = isGuardedByDevelopment(literal, file.bindings) ? 'hint' : 'warning';
    const because = `"${module}" is given a literal with this machine as its host`;
    file.report(literal, 'local', { module }, { severity, because, fixable: canMove(literal) });
  }
  if (literals.length > 0) return;
  if (isConfigured(node, file.bindings)) {
    file.attest(node.expression, `The client of "${module}" is configured from the environment.`);
    return;
  }
  const modules = importedModules(node, file.bindings);
  if (modules.length > 0) file.collect(node.expression, { kind: 'client', module, modules });
}

function checkString(file: File, { node, text }: StaticTemplate): void {
  const address = readServiceAddress(text);
  if (address === undefined || address.place === 'local' || isSampleString(node)) return;
  const fallback = fallbackAround(node, file.bindings);
  // A service's name in the compose file is as local a default as "localhost".
  if (fallback !== undefined && address.place === 'label') return;
  const development = fallback?.development === true || isGuardedByDevelopment(node, file.bindings);
  const fixable = canMove(node) && !file.roles.has('front-end');
  if (address.place === 'label') {
    const { scheme, host = '', hasPassword, isWeak = false } = address;
    file.collect(node, { kind: 'label', scheme, host, hasPassword, isWeak, development, fixable });
    return;
  }
  file.report(node, messageFor(address), { scheme: address.scheme }, optionsFor(address, development, fixable));
}

/** A host of one word is a service of some compose file, which a document alone cannot tell; clients may use a config module. */
function checkLabels(context: AppContext<Messages, ListOptions>): void {
  const { app } = context;
  const services = new Set(
    app.folderFactsOf('compose').flatMap(({ facts }) => facts.document.services.map(({ name }) => name)),
  );
  for (const { file, span, data } of context.collected()) {
    if (data['kind'] === 'label') {
      const host = String(data['host']);
      if (services.has(host)) continue;
      const scheme = String(data['scheme']);
      const hasPassword = data['hasPassword'] === true;
      const isWeak = data['isWeak'] === true;
      const options = optionsFor(
        { scheme, hasPassword, isWeak },
        data['development'] === true,
        data['fixable'] === true,
      );
      context.report({ file, span }, messageFor({ hasPassword }), { scheme }, options);
    } else if (Array.isArray(data['modules'])) {
      const targets = data['modules'].map((specifier: string) => app.modules.resolve(file, specifier));
      const isConfigured = targets.some((target) => target !== undefined && app.rolesOf(target).has('config-module'));
      if (!isConfigured) continue;
      context.attest({ file, span }, `The client of "${String(data['module'])}" is configured by a config module.`);
    }
  }
}

function messageFor({ hasPassword }: Pick<ServiceAddress, 'hasPassword'>): Messages {
  return hasPassword ? 'password' : 'address';
}

function optionsFor(
  { scheme, hasPassword, isWeak = false }: Pick<ServiceAddress, 'scheme' | 'hasPassword' | 'isWeak'>,
  development: boolean,
  fixable: boolean,
): ReportOptions {
  const severity: Severity = development ? 'hint' : hasPassword && !isWeak ? 'error' : 'warning';
  return {
    severity,
    // A real password is one wherever it stands; an address is a breach where the service runs.
    ...(hasPassword && { roles: { ...everywhere(severity), test: 'off', example: 'off', development: 'info' } }),
    because: `the text is a ${scheme} address whose host is not this machine${hasPassword ? ', with a password' : ''}`,
    fixable,
  };
}

interface ShellAddress {
  readonly span: Span;
  readonly address: ServiceAddress;
}

function addressesInShell(text: string, offset: number): ShellAddress[] {
  return splitShell(text, offset).flatMap(({ words, assignments }) =>
    [...words, ...assignments.map(({ value }) => value)].flatMap((word) => {
      const address = readServiceAddress(word.text.replace(/^(?:--?[\w-]+|[A-Za-z_]\w*)=/, ''));
      return address === undefined ? [] : [{ span: word.span, address }];
    }),
  );
}

/** In scripts, only a password or a place outside says something: hosts of one word are those of the script's own network. */
function reportInShell(
  file: { report: (at: Span, id: Messages, data: { scheme: string }, options: ReportOptions) => void },
  { span, address }: ShellAddress,
): void {
  if (address.place === 'local' || address.place === 'label') return;
  file.report(span, messageFor(address), { scheme: address.scheme }, optionsFor(address, false, false));
}

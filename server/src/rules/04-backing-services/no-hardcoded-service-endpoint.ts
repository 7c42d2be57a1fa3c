import { ts } from 'ts-morph';
import type { PlacedValue } from '../../core/documents/typescript/argument-places';
import { some } from '../../core/documents/typescript/ast';
import { fallbackAround } from '../../core/documents/typescript/environment-fallbacks';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { onlyLiteralsOf } from '../../core/documents/typescript/literals';
import { isSampleString } from '../../core/documents/typescript/sample-strings';
import { type ClientSite, clientSiteOf } from '../../core/documents/typescript/service-clients';
import { staticTemplateAt } from '../../core/documents/typescript/static-templates';
import { valuePlaceOf } from '../../core/documents/typescript/value-places';
import { screamingSnake } from '../../core/knowledge/names';
import { CLIENT_NAMES, mayMakeClient, type ServiceClient } from '../../core/knowledge/service-clients';
import {
  type Endpoint,
  endpointOffsets,
  namesAccessList,
  namesAddress,
  readEndpoint,
} from '../../core/knowledge/service-endpoints';
import type { AppContext, TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { moveEndpoint } from '../../refactor/move-endpoint';
import { canMove, moveCompanions } from '../../refactor/move-literal';

type Messages = 'client' | 'local' | 'address';

export default defineRule<Messages, ListOptions>({
  id: 'backing-services/no-hardcoded-service-endpoint',
  summary: 'The host or URL of a service that belongs to one deploy is written into the code.',
  why: 'A service is attached to a deploy by its address; with the address in the code, moving to another host takes a release, and a copy of the code on another machine talks to the wrong service.',
  remedy: 'Read the address from the environment, the port along with the host.',
  messages: {
    client: 'The client of "{{module}}" is given a host from the code; no deploy can attach another service.',
    local: 'The client of "{{module}}" always connects to this machine or this compose file.',
    address: 'The address of a service in {{where}} is written into the code.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['module'],
  }),
  yieldsTo: [
    'backing-services/no-hardcoded-connection-string',
    'config/no-hardcoded-credentials',
    'config/no-hardcoded-secret-argument',
    'config/no-secret-fallback',
    'config/no-hardcoded-deploy-hostname',
  ],
  typescript: {
    needles: [],
    concerns: (text, _options, once) => once(mayMakeClient) || endpointOffsets(text).length > 0,
    perStatement: true,
    create: (file) => {
      const checkClient = (node: ts.CallExpression | ts.NewExpression): void => checkSite(file, node);
      return {
        CallExpression: checkClient,
        NewExpression: checkClient,
        endOfFile() {
          const offsets = endpointOffsets(file.text);
          const seen = offsets.length === 0 ? new Set<number>() : literalsOfSites(file);
          for (const offset of offsets) checkString(file, offset, seen);
        },
      };
    },
  },
  app: checkLabels,
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix(context) {
    const { module, option } = context.finding.data;
    const prefix = module === undefined ? undefined : CLIENT_NAMES.get(String(module));
    const name = prefix === undefined ? undefined : `${prefix}_${screamingSnake(String(option))}`;
    return moveEndpoint(context, { ...(name !== undefined && { name }), fallbackName: 'SERVICE_URL' });
  },
});

type File = TypeScriptFile<Messages, ListOptions>;

/** Literals among the options that name a service's address; one finding for a list of hosts. */
function checkSite(file: File, node: ts.CallExpression | ts.NewExpression): void {
  const site = clientSiteOf(node, file.bindings);
  if (site === undefined) return;
  const found = literalsOf(site, file);
  const [first] = found.filter(({ address, text }) => endpointOf(text, address, site.client) !== undefined);
  const endpoint = first && endpointOf(first.text, first.address, site.client);
  if (first === undefined || endpoint === undefined) return;
  const { module } = site.client;
  const option = first.address.option.split('.').at(-1) || (endpoint.form === 'url' ? 'url' : 'host');
  const development = isGuardedByDevelopment(first.literal, file.bindings);
  const fixable = canMove(first.literal) && found.length === 1;
  if (endpoint.place === 'label') {
    file.collect(first.literal, { module, option, host: endpoint.host, development, fixable });
    return;
  }
  const isLocal = endpoint.place === 'local';
  // A mail provider's own host is the same for all its customers; which provider is used may still differ.
  const isProvider = site.client.family === 'mail' && endpoint.place === 'public';
  const severity: Severity = isLocal || development ? 'hint' : isProvider ? 'info' : 'warning';
  const because = `the option "${option}" of "${module}" is a literal, and nothing else can take its place`;
  file.report(first.literal, isLocal ? 'local' : 'client', { module, option }, { severity, because, fixable });
}

interface SiteLiteral {
  readonly address: PlacedValue;
  readonly literal: ts.Expression;
  readonly text: string;
}

function literalsOf(site: ClientSite, { bindings }: File): SiteLiteral[] {
  return site.addresses.flatMap((address) =>
    onlyLiteralsOf(address.value, bindings).map(({ node: literal, text }) => ({ address, literal, text })),
  );
}

/** Where the literals stand that clients of the file are given; what can be said of them is said there. */
function literalsOfSites(file: File): Set<number> {
  const places = new Set<number>();
  some(file.tree, (node) => {
    const site = ts.isCallExpression(node) || ts.isNewExpression(node) ? clientSiteOf(node, file.bindings) : undefined;
    for (const { literal } of site === undefined ? [] : literalsOf(site, file)) places.add(literal.pos);
    return false;
  });
  return places;
}

/** `undefined` for what is no address there, and for services with one address for everybody. */
function endpointOf(text: string, { option }: PlacedValue, client: ServiceClient): Endpoint | undefined {
  const endpoint = readEndpoint(text);
  if (endpoint === undefined) return undefined;
  // The first argument of some clients is the name of a database.
  const isPositional = option === '';
  if (isPositional && endpoint.form === 'host' && client.family === 'database') return undefined;
  if (endpoint.place !== 'public') return endpoint;
  if (client.family === 'api' || client.family === 'payment') return undefined;
  return /(?:^|\.)(?:amazonaws\.com|googleapis\.com)$/.test(endpoint.host) ? undefined : endpoint;
}

/** Elsewhere only a host that tells by itself that it is one deploy's, in a place that uses it. */
function checkString(file: File, offset: number, seen: Set<number>): void {
  const template = staticTemplateAt(file.tree, offset, file.bindings);
  if (template === undefined || seen.has(template.node.pos)) return;
  const { node, text } = template;
  seen.add(node.pos);
  const endpoint = readEndpoint(text);
  if (endpoint === undefined || (endpoint.place !== 'private' && endpoint.place !== 'deploy')) return;
  const place = valuePlaceOf(node);
  if (place.isCompared || isSampleString(node) || namesAccessList(place.name ?? '')) return;
  if (endpoint.form === 'host' && !namesAddress(place.name ?? '')) return;
  if (fallbackAround(node, file.bindings) !== undefined) return;
  const isLight = place.isDefault || isGuardedByDevelopment(node, file.bindings);
  const severity: Severity = isLight ? 'hint' : endpoint.isShared ? 'info' : 'warning';
  const where = endpoint.place === 'private' ? 'a private network' : 'one deploy';
  const because =
    endpoint.place === 'private'
      ? 'only one network knows this host'
      : 'the host is a managed service, a machine or a stage of its own';
  file.report(node, 'address', { where }, { severity, because, fixable: canMove(node) });
}

/** A host of one word is a service of some compose file, which a document alone cannot tell. */
function checkLabels(context: AppContext<Messages, ListOptions>): void {
  const services = new Set(
    context.app.folderFactsOf('compose').flatMap(({ facts }) => facts.document.services.map(({ name }) => name)),
  );
  for (const { file, span, data } of context.collected()) {
    const module = String(data['module']);
    const option = String(data['option']);
    const isLocal = services.has(String(data['host']));
    const severity: Severity = isLocal || data['development'] === true ? 'hint' : 'warning';
    const because = isLocal
      ? 'the host is a service of the compose file'
      : `the option "${option}" of "${module}" is a literal, and no compose file has a service of that name`;
    const options = { severity, because, fixable: data['fixable'] === true };
    context.report({ file, span }, isLocal ? 'local' : 'client', { module, option }, options);
  }
}

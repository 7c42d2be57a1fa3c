import { ts } from 'ts-morph';
import { propertyName } from '../../core/documents/typescript/ast';
import { fallbackAround } from '../../core/documents/typescript/environment-fallbacks';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { clientSiteOf } from '../../core/documents/typescript/service-clients';
import { staticTemplateAt } from '../../core/documents/typescript/static-templates';
import { CLIENT_NAMES } from '../../core/knowledge/service-clients';
import {
  MOUNTED_SOCKET,
  SOCKET_NEEDLES,
  SOCKET_OPTION,
  SOCKET_PATH,
  SOCKET_START,
} from '../../core/knowledge/socket-paths';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { canMove, moveCompanions, moveLiteral } from '../../refactor/move-literal';

type Messages = 'client' | 'mount';

export default defineRule<Messages, ListOptions>({
  id: 'backing-services/no-hardcoded-socket-path',
  summary: 'A service is reached through a socket file of the same machine.',
  why: 'A socket file ties the app to a machine that also runs the service: neither can be moved, scaled or replaced alone.',
  remedy: 'Connect over the network with an address from the environment, or read the path from there.',
  messages: {
    client: 'The path of a socket is written into the code; the service must run on the same machine.',
    mount: 'The service "{{service}}" reaches a database of the host through a mounted socket.',
  },
  severity: 'info',
  preset: 'strict',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['path', 'paths'],
    example: '/run/acme/*',
    subjects: ['path'],
  }),
  yieldsTo: ['backing-services/no-hardcoded-service-endpoint'],
  typescript: {
    needles: SOCKET_NEEDLES,
    create: (file) => ({
      endOfFile() {
        for (const { index } of file.text.matchAll(SOCKET_START)) checkString(file, index);
      },
    }),
  },
  compose(file) {
    for (const { name, build, volumes } of file.document.services) {
      if (build === undefined) continue;
      for (const { source, type, span } of volumes) {
        const isSocket = type === 'bind' && source !== undefined && /^(?:\/var)?\/run\/|^\/tmp\//.test(source);
        if (!isSocket || !MOUNTED_SOCKET.test(source)) continue;
        const because = 'the container is built here, and the mounted path belongs to a database of the host';
        file.report(span, 'mount', { service: name }, { because, fixable: false });
      }
    }
  },
  companions: (finding, app) => moveCompanions(finding.file, app),
  fix(context) {
    const prefix = CLIENT_NAMES.get(String(context.finding.data['module'])) ?? 'SERVICE';
    return moveLiteral(context, { name: `${prefix}_SOCKET_PATH` });
  },
});

type File = TypeScriptFile<Messages, ListOptions>;

function checkString(file: File, offset: number): void {
  const template = staticTemplateAt(file.tree, offset, file.bindings);
  if (template === undefined || !SOCKET_PATH.test(template.text)) return;
  const { node } = template;
  const module = clientAround(node, file);
  if (module === undefined || fallbackAround(node, file.bindings) !== undefined) return;
  file.report(
    node,
    'client',
    { module, path: template.text },
    {
      ...(isGuardedByDevelopment(node, file.bindings) && { severity: 'hint' }),
      because:
        module === '' ? `the option "${SOCKET_OPTION}" is a literal` : `the client of "${module}" is given a literal`,
      fixable: canMove(node),
    },
  );
}

/** The client that is given the path, `''` for the option of that name elsewhere; `undefined` where it is something else. */
function clientAround(node: ts.Node, { bindings }: File): string | undefined {
  let isOption = false;
  for (let current = node; current.parent !== undefined && !ts.isStatement(current); current = current.parent) {
    const { parent } = current;
    if (ts.isPropertyAssignment(parent)) isOption ||= propertyName(parent.name) === SOCKET_OPTION;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      return clientSiteOf(parent, bindings)?.client.module ?? (isOption ? '' : undefined);
    }
  }
  return isOption ? '' : undefined;
}

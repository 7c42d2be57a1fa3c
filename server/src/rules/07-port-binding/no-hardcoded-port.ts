import { readsEnvironment } from '../../core/documents/typescript/environment-reads';
import { LISTEN_NEEDLES, listenCallOf } from '../../core/documents/typescript/listen-calls';
import { defineRule } from '../../core/rule/define-rule';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';

export default defineRule({
  id: 'port-binding/no-hardcoded-port',
  summary: 'A server listens on a port fixed in the code.',
  why: 'The platform decides which port a process gets; a fixed one collides as soon as two processes share a machine and cannot be routed to where PORT is assigned.',
  remedy: 'Read the port from the environment and keep the number only as a default for development.',
  messages: { literal: 'Port {{port}} is fixed in the code; the platform cannot assign another one.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false, roles: { example: 'hint' } },
  typescript: {
    needles: LISTEN_NEEDLES,
    perStatement: true,
    create: (file) => {
      const check = (node: Parameters<typeof listenCallOf>[0]): void => {
        const listen = listenCallOf(node, file.bindings);
        if (listen?.port === undefined) return;
        if (readsEnvironment(listen.port, file.bindings)) {
          file.attest(listen.port, 'The port comes from the environment.');
          return;
        }
        const port = file.bindings.staticNumber(listen.port);
        // Port 0 asks the system for a free one: nothing is fixed.
        if (port === undefined || port === 0 || port > 65_535) return;
        const because = listen.certain
          ? `the server is made by "${listen.framework}" and its port resolves to a literal`
          : 'a server listens here and its port resolves to a literal';
        file.report(
          listen.port,
          'literal',
          { port },
          {
            because,
            fixable: file.bindings.resolve(listen.port) === listen.port,
            // A second listener, for metrics or administration, may keep its port; PORT is the main one's.
            besideEvidence: { severity: 'hint', fixable: false },
          },
        );
      };
      return { CallExpression: check, NewExpression: check };
    },
  },
  companions: (finding, app) => environmentCompanions(app.packageOf(finding.file)?.root ?? app.root),
  fix(context) {
    const port = String(context.finding.data['port']);
    const change = recordVariable(context, { name: 'PORT', value: undefined, example: port });
    const edits = new Map(change.edits);
    edits.set(context.file, [{ span: context.finding.span, text: `Number(process.env.PORT) || ${port}` }]);
    return {
      title: 'Read the port from PORT',
      safety: 'suggestion',
      edits,
      creates: change.creates,
    };
  },
});

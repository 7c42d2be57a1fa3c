import { defineRule } from '../../core/rule/define-rule';

export default defineRule({
  id: 'admin-processes/no-admin-endpoint-in-web-process',
  summary: 'A function of "example-library" is called.',
  why: 'It ties the process to the machine it runs on.',
  remedy: 'Call the backing service instead.',
  messages: { call: '"{{name}}" of "example-library" is called.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: ['example-library'],
    create: (file) => ({
      CallExpression(call) {
        const callee = file.bindings.importOf(call.expression);
        if (callee?.module !== 'example-library') return;
        file.report(call.expression, 'call', { name: callee.member });
      },
    }),
  },
});

import { type FactorId, factorNumber } from '../../src/core/rule/factors';
import type { Artifact } from '../generate/artifacts';
import { PAGES_FOLDER, RULES_FOLDER } from '../generate/catalogue';

/**
 * The three hand-written files of a new rule: rule, page and test. They compile and pass as they are, for a rule that
 * finds calls of a made-up library; whoever writes the rule replaces one thing after the other.
 */
export function ruleTemplates(factor: FactorId, name: string, since: string): Artifact[] {
  const folder = `${String(factorNumber(factor)).padStart(2, '0')}-${factor}`;
  return [
    { path: `${RULES_FOLDER}/${folder}/${name}.ts`, text: ruleText(`${factor}/${name}`, since) },
    { path: `${PAGES_FOLDER}/${factor}/${name}.md`, text: PAGE },
    { path: `test/rules/${factor}/${name}.test.ts`, text: testText(`${folder}/${name}`) },
  ];
}

function ruleText(id: string, since: string): string {
  return `import { defineRule } from '../../core/rule/define-rule';

export default defineRule({
  id: '${id}',
  summary: 'A function of "example-library" is called.',
  why: 'It ties the process to the machine it runs on.',
  remedy: 'Call the backing service instead.',
  messages: { call: '"{{name}}" of "example-library" is called.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '${since}',
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
`;
}

const PAGE = `## Why

It ties the process to the machine it runs on.

## Breaks the rule

\`\`\`ts file=src/index.ts
import { remember } from 'example-library';

remember('orders');
\`\`\`

## Keeps the rule

\`\`\`ts file=src/index.ts
import { remember } from './backing-service';

await remember('orders');
\`\`\`

## When to disable

When the process is never replaced.

## Limits

A function that reaches the call through another module is not followed.
`;

function testText(module: string): string {
  return `import rule from '../../../server/src/rules/${module}';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'a function of the same name from elsewhere',
      code: \`
        import { remember } from './backing-service';
        import 'example-library';
        remember('orders');
      \`,
    },
    {
      name: 'a test',
      code: \`
        === src/index.test.ts ===
        import { remember } from 'example-library';
        remember('orders');
      \`,
    },
  ],
  breaks: [
    {
      name: 'a call of what is imported',
      code: \`
        import { remember as keep } from 'example-library';
        keep('orders');
      //^^^^ warning: "remember" of "example-library" is called.
      \`,
    },
  ],
});
`;
}

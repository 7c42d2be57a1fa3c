import rule from '../../../server/src/rules/03-config/no-env-type-confusion';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const never = (name: string): string =>
  `"${name}" is text or undefined, so that this comparison always gives the same.`;
const TRUTHY = '"DEBUG_SQL" is set to a word for "off" in ".env.example", and every word counts as true here.';

ruleTester(rule, {
  keeps: [
    {
      name: 'a variable that is looked at again',
      code: "if (process.env.USE_CACHE && process.env.USE_CACHE !== 'false') warm();\n=== .env.example ===\nUSE_CACHE=false\n",
    },
    {
      name: 'a variable that is taken over where it is set',
      code: 'if (process.env.MAX_SIZE) limit = parse(process.env.MAX_SIZE, 0);\n=== .env.example ===\nMAX_SIZE=0\n',
    },
    {
      name: 'compared with text',
      code: `export const on = process.env.CACHE === 'true' && process.env.LEVEL !== '3';`,
    },
    {
      name: 'compared with undefined',
      code: `export const set = process.env.CACHE !== undefined && process.env.A == null;`,
    },
    {
      name: 'converted',
      code: `export const next = Number(process.env.PORT) + 1;\nexport const yes = Number(process.env.N) === 3;`,
    },
    {
      name: 'a schema',
      code: `import { z } from 'zod';\nconst env = z.object({ CACHE: z.stringbool() }).parse(process.env);\nexport const on = env.CACHE === true;`,
    },
    { name: 'text put together', code: `export const url = process.env.BASE + '/health';` },
    {
      name: 'a switch that no file switches off',
      code: `=== src/index.ts ===\nif (process.env.DEBUG_SQL) log();\n=== .env.example ===\nDEBUG_SQL=true\n`,
    },
    {
      name: 'a switch that is compared',
      code: `=== src/index.ts ===\nif (process.env.DEBUG_SQL === 'true') log();\n=== .env.example ===\nDEBUG_SQL=false\n`,
    },
    { name: 'a name known at run time', code: `if (process.env[name] === true) log();` },
    { name: 'a test', code: `=== test/a.ts ===\nexport const on = process.env.CACHE === true;\n` },
    {
      name: 'switched off in place',
      code: `// twelve-factor-disable-next-line config/no-env-type-confusion -- a bundler replaces it\nexport const on = process.env.CACHE === true;`,
    },
  ],
  breaks: [
    {
      name: 'beside a comparison with text',
      code: marked(
        "export const on = process.env.CACHE === 'true' || process.env.CACHE === true;",
        'process.env.CACHE === true',
        `hint: ${never('CACHE')}`,
      ),
    },
    {
      name: 'beside a comparison with undefined',
      code: marked(
        'export const isCI = process.env.BUILD_CI !== undefined && process.env.BUILD_CI !== null;',
        'process.env.BUILD_CI !== null',
        `hint: ${never('BUILD_CI')}`,
      ),
    },
    {
      name: 'one of several conditions',
      code: `
        if (isReady && process.env.USE_CACHE) warm();
        //             ^^^^^^^^^^^^^^^^^^^^^ warning: "USE_CACHE" is set to a word for "off" in ".env.example", and every word counts as true here.
        process.env.USE_CACHE && warm();
        //<^^^^^^^^^^^^^^^^^^ warning: "USE_CACHE" is set to a word for "off" in ".env.example", and every word counts as true here.
        === .env.example ===
        USE_CACHE=false
      `,
    },
    {
      name: 'a word for "off" in the image',
      code: `
        === src/index.ts ===
        if (process.env.AUDIT) audit();
        //  ^^^^^^^^^^^^^^^^^ warning: "AUDIT" is set to a word for "off" in "Dockerfile", and every word counts as true here.
        === Dockerfile ===
        FROM node:22
        ENV AUDIT=false
      `,
      fixed: { 'src/index.ts': "if (process.env.AUDIT === 'true') audit();\n" },
    },
    {
      name: 'a word for "off" in a compose file',
      code: `
        === src/index.ts ===
        export const mode = process.env.AUDIT ? 'full' : 'none';
        //                  ^^^^^^^^^^^^^^^^^ warning: "AUDIT" is set to a word for "off" in "compose.yml", and every word counts as true here.
        === compose.yml ===
        services:
          web:
            build: .
            environment:
              AUDIT: "off"
      `,
    },
    {
      name: 'a boolean',
      code: `
        export const on = '🧊' && process.env.CACHE === true;
        //                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${never('CACHE')}
      `,
      fixed: `
        export const on = '🧊' && process.env.CACHE === 'true';
      `,
      fixTitle: 'Compare with the text',
    },
    {
      name: 'a number',
      code: `
        if (process.env['WORKERS'] !== 4) start();
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${never('WORKERS')}
      `,
      fixed: `
        if (Number(process.env['WORKERS']) !== 4) start();
      `,
      fixTitle: 'Convert to a number',
    },
    {
      name: 'null',
      code: `
        if (process.env.WORKERS === null) start();
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${never('WORKERS')}
      `,
    },
    {
      name: 'a sum',
      code: `
        export const metrics = process.env.PORT + 1;
        //                     ^^^^^^^^^^^^^^^^^^^^ warning: "PORT" is text: "+" joins the digits and adds nothing.
      `,
      fixed: `
        export const metrics = Number(process.env.PORT) + 1;
      `,
    },
    {
      name: 'a switch that a file switches off',
      code: `
        === src/index.ts ===
        if (process.env.DEBUG_SQL) log();
        //  ^^^^^^^^^^^^^^^^^^^^^ warning: ${TRUTHY}
        === .env.example ===
        DEBUG_SQL=false
      `,
      fixed: { 'src/index.ts': "if (process.env.DEBUG_SQL === 'true') log();\n" },
    },
    {
      name: 'a switch that is turned round',
      code: `
        === src/index.ts ===
        export const level = !process.env.DEBUG_SQL ? 'info' : 'debug';
        //                    ^^^^^^^^^^^^^^^^^^^^^ warning: ${TRUTHY}
        === .env.example ===
        DEBUG_SQL=0
      `,
      fixed: { 'src/index.ts': "export const level = process.env.DEBUG_SQL !== '1' ? 'info' : 'debug';\n" },
    },
  ],
});

import rule from '../../../server/src/rules/03-config/missing-env-example';
import { ruleTester } from '../../support/rule-tester';

const CODE = '=== src/index.ts ===\nexport const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL];\n';

ruleTester(rule, {
  keeps: [
    { name: 'an example, even if it lacks some', code: `${CODE}=== .env.example ===\nA_URL=\n` },
    { name: 'an example of another name', code: `${CODE}=== .env-template ===\nA_URL=\n` },
    {
      name: 'a schema',
      code: `${CODE}=== src/env.ts ===\nimport { z } from 'zod';\nexport const env = z.object({ A_URL: z.string() }).parse(process.env);\n`,
    },
    { name: 'two variables', code: '=== src/index.ts ===\nexport const a = [process.env.A_URL, process.env.B_URL];\n' },
    {
      name: 'variables of the platform',
      code: '=== src/index.ts ===\nexport const a = [process.env.PORT, process.env.HOME, process.env.CI, process.env.TZ];\n',
    },
    {
      name: 'a compose file that sets them',
      code: `${CODE}=== compose.yml ===\nservices:\n  web:\n    build: .\n    environment: { A_URL: x, B_URL: x, C_URL: x }\n`,
    },
    {
      name: 'scripts and tests',
      code: '=== scripts/a.ts ===\nexport const a = [process.env.A_URL, process.env.B_URL, process.env.C_URL];\n',
    },
    {
      name: 'a library',
      bare: true,
      code: `${CODE}=== package.json ===\n{ "name": "lib", "version": "1.0.0", "main": "a.js", "files": ["a.js"] }\n`,
    },
    {
      name: 'a front end',
      bare: true,
      code: '=== src/main.ts ===\nexport const a = [import.meta.env.VITE_A, import.meta.env.VITE_B, import.meta.env.VITE_C];\n=== package.json ===\n{ "name": "web", "private": true, "devDependencies": { "vite": "1", "react-dom": "1" } }\n',
    },
  ],
  breaks: [
    {
      name: 'most of them stand in a compose file, which is a list that lacks some: a hint',
      file: 'src/config.ts',
      code: `
        import { Pool } from 'pg';
        export const a = new Pool({ host: process.env.A_HOST, port: process.env.B_PORT, user: process.env.C_USER });
        //                                            ^^^^^^ hint: The app reads 3 environment variables, and no example or schema lists them.
        export const b = new Pool({ host: process.env.D_HOST, port: process.env.E_PORT, user: process.env.F_USER });
        === compose.yml ===
        services:
          app: { build: ., environment: { D_HOST: d, E_PORT: 1, F_USER: f } }
      `,
    },
    {
      name: 'at the config module',
      file: 'src/config.ts',
      code: `
        export const config = {
          a: process.env.A_URL,
        //               ^^^^^ warning: The app reads 3 environment variables, and no example or schema lists them.
          b: process.env.B_URL,
          c: process.env.C_URL,
        };
      `,
      fixTitle: 'Create .env.example with the names of 3 variables',
      fixed: { '.env.example': 'A_URL=\nB_URL=\nC_URL=\n' },
    },
    {
      name: 'at the manifest where there is no such module',
      code: `
        === src/index.ts ===
        console.log(process.env.A_URL, process.env.B_URL, process.env.C_URL);
        === package.json ===
        { "name": "service", "private": true, "dependencies": { "express": "1" } }
        //         ^^^^^^^ warning: The app reads 3 environment variables, and no example or schema lists them.
      `,
      bare: true,
    },
    {
      name: 'all of them have something in their place: a hint',
      file: 'src/config.ts',
      code: `
        export const a = process.env.A_URL ?? 'a';
        //                           ^^^^^ hint: The app reads 3 environment variables, and no example or schema lists them.
        export const b = process.env.B_URL || 'b';
        export const c = Number(process.env.C_SIZE ?? 3);
      `,
    },
    {
      name: 'nearly all of them have something in their place: a hint; an environment that is handed on does not count so',
      code: `
        === apps/a/package.json ===
        { "name": "a", "private": true, "dependencies": { "express": "1" } }
        === apps/a/src/config.ts ===
        export const a = process.env.A_URL ?? 'a';
        //                           ^^^^^ hint: The app reads 5 environment variables, and no example or schema lists them.
        export const b = process.env.B_URL || 'b';
        export const c = parseInt(process.env.C_SIZE) > 0 ? parseInt(process.env.C_SIZE) : 3;
        global.d = process.env.D_URL;
        global.e = process.env.E_URL;
        === apps/b/package.json ===
        { "name": "b", "private": true, "dependencies": { "express": "1" } }
        === apps/b/src/config.ts ===
        export const config = { a: process.env.A_URL, b: process.env.B_URL, c: process.env.C_URL };
        //                                     ^^^^^ warning: The app reads 3 environment variables, and no example or schema lists them.
      `,
      bare: true,
    },
    {
      name: 'a few of very many are handed on, and the others have something in their place: a hint',
      file: 'src/config.ts',
      code: `
        export const config = {
          a: process.env.A_URL, b: process.env.B_URL, c: process.env.C_URL,
        //               ^^^^^ hint: The app reads 15 environment variables, and no example or schema lists them.
          limits: [
            ${Array.from('DEFGHIJLMNOP', (letter) => `process.env.${letter}_LIMIT || 1`).join(', ')}
          ],
        };
      `,
    },
  ],
});

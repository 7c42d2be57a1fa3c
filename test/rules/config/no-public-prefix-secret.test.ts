import rule from '../../../server/src/rules/03-config/no-public-prefix-secret';
import { ruleTester } from '../../support/rule-tester';

const exposed = (name: string, prefix: string): string =>
  `"${name}" goes into the browser bundle: the prefix "${prefix}" publishes its value.`;
const latent = (name: string, prefix: string): string =>
  `The first page that reads "${name}" publishes its value: the prefix "${prefix}" puts it into the browser bundle.`;
const perhaps = (name: string): string =>
  `"${name}" goes into the browser bundle; make sure that it is made to be public.`;

const manifest = (framework: string): string =>
  `=== package.json ===\n{ "name": "web", "private": true, "dependencies": { "${framework}": "1", "express": "5" } }\n`;

ruleTester(rule, {
  keeps: [
    {
      name: 'a secret without the prefix',
      code: `=== .env ===\nSTRIPE_SECRET_KEY=x\n${manifest('next')}`,
    },
    {
      name: 'what is made to be public',
      code: `=== .env ===\nNEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY=x\nNEXT_PUBLIC_SUPABASE_ANON_KEY=x\nNEXT_PUBLIC_RECAPTCHA_SITE_KEY=x\nNEXT_PUBLIC_CLIENT_ID=x\nNEXT_PUBLIC_VAPID_PUBLIC_KEY=x\nNEXT_PUBLIC_API_URL=x\n${manifest('next')}`,
    },
    {
      name: 'a prefix that no framework of the package knows',
      code: `=== src/index.ts ===\nexport const key = process.env.NEXT_PUBLIC_SESSION_SECRET;\n=== .env ===\nVITE_SESSION_SECRET=x\nPUBLIC_SESSION_SECRET=x\n${manifest('express')}`,
    },
    {
      name: 'a switch, an address, a text',
      code: `=== .env ===\nVITE_REQUIRE_PASSWORD=true\nVITE_LOGIN_PASSWORD=false\nVITE_PASSWORD_RESET_URL=/reset\nVITE_TOKEN_URL=/token\n${manifest('vite')}`,
    },
    {
      name: 'a switch that code reads and an env file shows in a comment',
      code: `=== src/index.ts ===\nexport const isShown = process.env.NEXT_PUBLIC_LOGIN_PASSWORD;\n=== .env.example ===\n# NEXT_PUBLIC_LOGIN_PASSWORD=true  # shows the field\n${manifest('next')}`,
    },
    {
      name: 'whether a cloud lends its credentials',
      code: `=== src/index.ts ===\nexport const hides = { when: 'NEXT_PUBLIC_BEDROCK_DEFAULT_CREDENTIALS' };\n${manifest('next')}`,
    },
    {
      name: 'a name in a comment or in a longer text',
      code: `=== src/index.ts ===\n// process.env.NEXT_PUBLIC_SESSION_SECRET\nthrow new Error('never set NEXT_PUBLIC_SESSION_SECRET');\n${manifest('next')}`,
    },
    {
      name: 'a name that is put together',
      code: `=== src/index.ts ===\nconst value = process.env[\`NEXT_PUBLIC_\${name}_SECRET\`];\n${manifest('next')}`,
    },
    {
      name: 'a password that everybody is shown',
      code: `=== .env ===\nNEXT_PUBLIC_DEMO_PASSWORD=x\n${manifest('next')}`,
    },
    {
      name: 'a test',
      code: `=== test/a.ts ===\nprocess.env.NEXT_PUBLIC_SESSION_SECRET = 'x';\n${manifest('next')}`,
    },
    {
      name: 'a package of a monorepo without the framework',
      code: '=== services/api/src/index.ts ===\nexport const key = process.env.VITE_SESSION_SECRET;\n=== services/api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "5" } }\n=== apps/web/package.json ===\n{ "name": "web", "private": true, "dependencies": { "vite": "6" } }\n=== package.json ===\n{ "name": "root", "private": true }\n',
    },
    {
      name: 'a suppression',
      code: `=== src/index.ts ===\n// twelve-factor-disable-next-line config/no-public-prefix-secret -- the widget needs it\nexport const key = process.env.NEXT_PUBLIC_WIDGET_SECRET;\n${manifest('next')}`,
    },
  ],
  breaks: [
    {
      name: 'a variable that code reads and files set',
      code: `=== src/index.ts ===
export const secret = process.env.NEXT_PUBLIC_SESSION_SECRET;
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${latent('NEXT_PUBLIC_SESSION_SECRET', 'NEXT_PUBLIC_')}
=== .env.example ===
NEXT_PUBLIC_SESSION_SECRET=
${manifest('next')}`,
      fixTitle: 'Rename NEXT_PUBLIC_SESSION_SECRET to SESSION_SECRET',
      fixed: {
        'src/index.ts': 'export const secret = process.env.SESSION_SECRET;\n',
        '.env.example': 'SESSION_SECRET=\n',
      },
    },
    {
      name: 'a component for browsers, whatever a module of the server reads as well',
      code: `=== src/a.ts ===
export const secret = process.env.NEXT_PUBLIC_SESSION_SECRET;
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ${exposed('NEXT_PUBLIC_SESSION_SECRET', 'NEXT_PUBLIC_')}
=== src/sign-in.ts ===
'use client';
export const isRight = (text: string) => text === process.env.NEXT_PUBLIC_SESSION_SECRET;
${manifest('next')}`,
    },
    {
      name: 'the address of Firebase',
      code: `=== src/lib/firebase/app.ts ===
import { PUBLIC_DATABASE_URL } from '$env/static/public';
//       ^^^^^^^^^^^^^^^^^^^ hint: ${perhaps('PUBLIC_DATABASE_URL')}
export const databaseURL = PUBLIC_DATABASE_URL;
${manifest('@sveltejs/kit')}`,
    },
    {
      name: 'an env file',
      code: `=== .env.example ===
VITE_DB_PASSWORD=
#<^^^^^^^^^^^^^^ error: ${exposed('VITE_DB_PASSWORD', 'VITE_')}
VITE_MAPS_API_KEY=
#<^^^^^^^^^^^^^^^ hint: ${perhaps('VITE_MAPS_API_KEY')}
${manifest('vite')}`,
    },
    {
      name: 'a browser application',
      code: `=== client/supabase.tsx ===
export const key = import.meta.env.VITE_SUPABASE_SERVICE_ROLE_KEY;
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ${exposed('VITE_SUPABASE_SERVICE_ROLE_KEY', 'VITE_')}
${manifest('vite')}`,
    },
    {
      name: 'an address that code for browsers alone calls a database',
      code: `=== src/firebase.js ===
export const databaseURL = process.env.REACT_APP_DATABASE_URL;
//                                     ^^^^^^^^^^^^^^^^^^^^^^ hint: ${perhaps('REACT_APP_DATABASE_URL')}
${manifest('react-scripts')}`,
    },
    {
      name: 'a schema',
      code: `=== src/env.ts ===
import { z } from 'zod';
export const env = z.object({ NEXT_PUBLIC_DATABASE_URL: z.string() }).parse(process.env);
//                            ^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${latent('NEXT_PUBLIC_DATABASE_URL', 'NEXT_PUBLIC_')}
${manifest('next')}`,
    },
    {
      name: 'a build argument',
      code: `=== Dockerfile ===
FROM node:24
ARG REACT_APP_CLIENT_SECRET
#   ^^^^^^^^^^^^^^^^^^^^^^^ error: ${exposed('REACT_APP_CLIENT_SECRET', 'REACT_APP_')}
RUN npm run build
${manifest('react-scripts')}`,
    },
    {
      name: 'a workflow',
      code: `=== .github/workflows/deploy.yml ===
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: npm run build
        env:
          GATSBY_ADMIN_PASSWORD: x
#         ^^^^^^^^^^^^^^^^^^^^^ error: ${exposed('GATSBY_ADMIN_PASSWORD', 'GATSBY_')}
${manifest('gatsby')}`,
    },
    {
      name: 'a package of a monorepo',
      code: `=== apps/web/src/index.ts ===
export const key = process.env['PUBLIC_SIGNING_KEY'];
//                              ^^^^^^^^^^^^^^^^^^ warning: ${latent('PUBLIC_SIGNING_KEY', 'PUBLIC_')}
=== apps/web/package.json ===
{ "name": "web", "private": true, "dependencies": { "astro": "5" } }
=== package.json ===
{ "name": "root", "private": true }
`,
    },
  ],
});

import rule from '../../../server/src/rules/02-dependencies/no-undeclared-dependency';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const MANIFEST =
  '=== package.json ===\n{\n  "name": "service",\n  "private": true,\n  "scripts": { "start": "node src/index.js" },\n  "dependencies": {\n    "express": "^5.0.0"\n  },\n  "devDependencies": { "@types/lodash": "^4.0.0" }\n}\n';
const LOCK =
  '=== package-lock.json ===\n{ "lockfileVersion": 3, "packages": { "node_modules/express": { "version": "5.1.0" }, "node_modules/qs": { "version": "6.14.0" } } }\n';
const UNDECLARED = '"qs" is imported, and no package.json around it declares it.';
const keep = (name: string, code: string, files = '') => ({
  name,
  code: `=== src/index.js ===\n${code}\n${files}${MANIFEST}`,
});

ruleTester(rule, {
  keeps: [
    keep(
      'what is declared, with its subpath',
      "import express from 'express';\nimport r from 'express/lib/router';\nexpress(r);",
    ),
    keep(
      'modules of Node',
      "import fs from 'fs';\nimport { join } from 'node:path';\nimport p from 'fs/promises';\nfs(join, p);",
    ),
    keep(
      'names that bundlers and run-times make up',
      "import a from 'virtual:a';\nimport b from 'bun:sqlite';\nimport c from '@/c';\nimport d from '~/d';\nimport e from '#e';\nimport f from '$lib/f';\nimport g from 'astro:content';\nimport h from 'cloudflare:workers';\na(b, c, d, e, f, g, h);",
    ),
    keep('an address', "import a from 'https://example.org/a.js';\nimport b from 'jsr:@std/b';\na(b);"),
    keep('the package itself', "import a from 'service/a';\na();"),
    keep('a source file below a root of its own', "import a from 'dev/proxy-config.ts';\na();"),
    keep('a comment and a text', "// import a from 'qs';\nexport const text = `\nimport a from 'qs';\n`;"),
    keep('a name made at run time', 'export const load = (name) => import(name);'),
    keep(
      'a module that is declared in the folder',
      "import a from 'made-up/data';\na();",
      "=== src/made-up.d.ts ===\ndeclare module 'made-up/*';\n",
    ),
    keep(
      'an alias of a tsconfig, through extends',
      "import a from 'lib/a';\na();",
      '=== tsconfig.json ===\n{ "extends": "./tsconfig.base.json" }\n=== tsconfig.base.json ===\n{ "compilerOptions": { "paths": { "lib/*": ["./gone/*"] } } }\n',
    ),
    keep(
      'an alias of a referenced project',
      "import a from 'lib';\na();",
      '=== tsconfig.json ===\n{ "references": [{ "path": "./tsconfig.app.json" }] }\n=== tsconfig.app.json ===\n{ "compilerOptions": { "paths": { "lib": ["./gone"] } } }\n',
    ),
    keep(
      'a path below baseUrl',
      "import a from 'models/a';\na();",
      '=== jsconfig.json ===\n{ "compilerOptions": { "baseUrl": "lib" } }\n=== lib/models/a.js ===\nexport default 1;\n',
    ),
    keep(
      'a folder of the sources',
      "import a from 'models/gone?react';\na();",
      '=== src/models/a.js ===\nexport default 1;\n',
    ),
    {
      name: 'an alias of module-alias',
      code: `=== src/index.js ===\nrequire('deep/a')();\n=== package.json ===\n{ "name": "service", "_moduleAliases": { "deep": "dist/deep" }, "dependencies": { "express": "1" } }\n`,
    },
    {
      name: 'types only',
      code: `=== src/index.ts ===\nimport type { A } from 'qs';\nimport { B } from 'qs';\nimport * as lodash from 'lodash';\nexport const a: A | B | lodash.C | undefined = undefined;\n${MANIFEST}${LOCK}`,
    },
    {
      name: 'what stands beside its source in TypeScript',
      code: `=== src/a.js ===\nrequire('qs');\n=== src/a.tsx ===\nexport {};\n${MANIFEST}`,
    },
    {
      name: 'a package of Meteor',
      code: `=== packages/cas/server.js ===\nimport xml from 'xml2js';\nxml();\n=== packages/cas/package.js ===\nPackage.describe({ name: 'cas' });\nNpm.depends({ xml2js: '0.5.0' });\n=== .meteor/release ===\nMETEOR@3.0\n${MANIFEST}`,
    },
    {
      name: 'a page that a web server hands out',
      code: `=== www/debugger.mjs ===\nimport { a } from 'pdf-lib';\na();\n${MANIFEST}`,
    },
    {
      name: 'a generated file',
      code: `=== dist/index.js ===\nrequire('qs');\n${MANIFEST}`,
    },
    {
      name: 'an example',
      code: `=== examples/index.js ===\nrequire('qs');\n${MANIFEST}`,
    },
    {
      name: 'no manifest',
      bare: true,
      code: "=== src/index.js ===\nrequire('qs');\n",
    },
    {
      name: 'members of the workspace',
      code: `=== packages/api/src/a.js ===\nrequire('@acme/db/pool');\n=== packages/api/package.json ===\n{ "name": "@acme/api" }\n=== packages/db/package.json ===\n{ "name": "@acme/db" }\n=== package.json ===\n{ "name": "acme", "private": true, "workspaces": ["packages/*"] }\n`,
    },
    {
      name: 'tools that the root of a workspace keeps for all',
      code: `=== packages/api/vitest.config.js ===\nrequire('vitest');\n=== packages/api/package.json ===\n{ "name": "@acme/api" }\n=== package.json ===\n{ "name": "acme", "private": true, "workspaces": ["packages/*"], "devDependencies": { "vitest": "3" } }\n`,
    },
    {
      name: 'what a framework brings',
      code: `=== server/a.ts ===\nimport { defineEventHandler } from 'h3';\nexport default defineEventHandler(() => 1);\n=== package.json ===\n{ "name": "site", "dependencies": { "nuxt": "4.0.0" } }\n`,
    },
    {
      name: 'a package.json that marks the module format only',
      code: `=== src/esm/a.js ===\nimport express from 'express';\nexpress();\n=== src/esm/package.json ===\n{ "type": "module" }\n${MANIFEST}`,
    },
    keep(
      'suppressed with a reason',
      "// twelve-factor-disable-next-line dependencies/no-undeclared-dependency -- brought by the platform\nimport qs from 'qs';\nqs();",
    ),
  ],
  breaks: [
    {
      name: 'a file that was left behind among others that are imported',
      code: `=== src/index.js ===\nrequire('./lib/a');\nrequire('./lib/b');\n=== src/lib/a.js ===\nexports.x = 1;\n=== src/lib/b.js ===\nexports.x = 1;\n=== src/lib/old.js ===\n${marked("require('qs');", 'qs', `info: ${UNDECLARED}`)}\n${MANIFEST}`,
    },
    {
      name: 'a file of a folder that is read as a whole',
      code: `=== src/index.js ===\nrequire('express');\n=== src/routes/a.js ===\nexports.x = 1;\n=== src/routes/b.js ===\nexports.x = 1;\n=== src/routes/old.js ===\n${marked("require('qs');", 'qs', `warning: ${UNDECLARED}`)}\n${MANIFEST}`,
    },
    {
      name: 'what another package brings along',
      code: `=== src/index.js ===\nimport qs from 'qs/lib';\n//              ^^^^^^ warning: ${UNDECLARED}\nqs();\n${MANIFEST}${LOCK}`,
      fixTitle: 'Declare "qs" in package.json',
      fixed: {
        'package.json':
          '{\n  "name": "service",\n  "private": true,\n  "scripts": { "start": "node src/index.js" },\n  "dependencies": {\n    "express": "^5.0.0",\n    "qs": "^6.14.0"\n  },\n  "devDependencies": { "@types/lodash": "^4.0.0" }\n}\n',
      },
    },
    {
      name: 'what the lock file does not hold',
      code: `=== src/index.js ===\nconst got = require('got');\n//                   ^^^ error: "got" is imported, and no package.json around it declares it.\n${MANIFEST}${LOCK}`,
    },
    {
      name: 'the same beside a lock file that was left behind in a workspace',
      code: `=== package.json ===\n{ "private": true, "workspaces": ["api"] }\n=== yarn.lock ===\n# yarn lockfile v1\n\ngot@^14.0.0:\n  version "14.0.0"\n=== api/src/index.js ===\nconst got = require('got');\n//                   ^^^ warning: "got" is imported, and no package.json around it declares it.\n=== api/package.json ===\n{ "name": "api", "private": true, "scripts": { "start": "node src/index.js" }, "dependencies": { "express": "5" } }\n=== api/yarn.lock ===\n# yarn lockfile v1\n\nexpress@5:\n  version "5.0.0"\n`,
    },
    {
      name: 'the same where it is loaded only when it is needed',
      code: `=== src/index.js ===\nmodule.exports = () => require('got');\n//                              ^^^ warning: "got" is imported, and no package.json around it declares it.\n${MANIFEST}${LOCK}`,
    },
    {
      name: 'the same where nothing is known to start it',
      code: `=== src/other.js ===\nconst got = require('got');\n//                   ^^^ warning: "got" is imported, and no package.json around it declares it.\n${MANIFEST}${LOCK}`,
    },
    {
      name: 'types without the package',
      code: `=== src/index.js ===\nimport { map } from 'lodash';\n//                   ^^^^^^ warning: "lodash" is used at run time, and only its types ("@types/lodash") are declared.\nmap([]);\n${MANIFEST}`,
    },
    {
      name: 'one finding for a package, in the code that runs',
      code: `=== src/a.test.js ===\nimport qs from 'qs';\nqs();\n=== src/index.js ===\nimport qs from 'qs';\n//              ^^ warning: ${UNDECLARED}\nqs();\n${MANIFEST}`,
    },
    {
      name: 'a manifest that lacks many packages is one fact',
      code: `=== src/a.js ===\nrequire('qs');\n//       ^^ warning: ${UNDECLARED}\nrequire('ms');\n//       ^^ hint: "ms" is imported, and no package.json around it declares it.\nrequire('bytes');\n//       ^^^^^ hint: "bytes" is imported, and no package.json around it declares it.\nrequire('vary');\n//       ^^^^ hint: "vary" is imported, and no package.json around it declares it.\n${MANIFEST}`,
    },
    {
      name: 'further files of the app get hints',
      code: `=== src/b.js ===\nimport qs from 'qs';\n//              ^^ hint: ${UNDECLARED}\nqs();\n=== src/a.js ===\nimport qs from 'qs';\n//              ^^ warning: ${UNDECLARED}\nqs();\n${MANIFEST}`,
    },
    {
      name: 'in a test',
      code: `=== src/a.test.js ===\nimport qs from 'qs';\n//              ^^ hint: ${UNDECLARED}\nqs();\n${MANIFEST}${LOCK}`,
    },
    {
      name: 'where the failure is caught',
      code: `=== src/index.js ===\ntry {\n  require('qs');\n//         ^^ hint: ${UNDECLARED}\n} catch {}\n${MANIFEST}`,
    },
    {
      name: 'declared at the root of the workspace only',
      code: `=== packages/api/src/a.js ===\nrequire('qs');\n//       ^^ hint: "qs" is imported here and declared only in "package.json".\n=== packages/api/package.json ===\n{\n  "name": "@acme/api"\n}\n=== package.json ===\n{ "name": "acme", "private": true, "workspaces": ["packages/*"], "dependencies": { "qs": "^6.1.0" } }\n`,
    },
    {
      name: 'a type import that the compiler keeps',
      code: `=== src/index.ts ===\nimport { A } from 'qs';\n//                 ^^ warning: ${UNDECLARED}\nexport const a: A | undefined = undefined;\n=== tsconfig.json ===\n{ "compilerOptions": { "verbatimModuleSyntax": true } }\n${MANIFEST}`,
    },
    {
      name: 'behind a byte order mark and signs of two units',
      code: `=== src/index.js ===\n\uFEFF/* 😀 */ import qs from 'qs';\n//                        ^^ warning: ${UNDECLARED}\nqs();\n${MANIFEST}`,
    },
  ],
});

import rule from '../../../server/src/rules/01-codebase/no-cross-package-relative-import';
import { ruleTester } from '../../support/rule-tester';

const ROOT = '=== package.json ===\n{ "name": "acme", "private": true, "workspaces": ["packages/*"] }\n';
const API =
  '=== packages/api/package.json ===\n{\n  "name": "@acme/api",\n  "private": true,\n  "dependencies": {\n    "express": "^5.0.0"\n  }\n}\n';
const LIB =
  '=== packages/money/package.json ===\n{ "name": "@acme/money", "private": true, "exports": { ".": "./src/index.ts", "./round": "./dist/round.js" } }\n=== packages/money/src/index.ts ===\nexport const add = 1;\n=== packages/money/src/round.ts ===\nexport const round = 1;\n=== packages/money/src/inner.ts ===\nexport const inner = 1;\n';
const MESSAGE = 'This path reaches into the package "@acme/money"; import it by its name and declare it.';

ruleTester(rule, {
  keeps: [
    {
      name: 'a part of the package that it takes in by path, with a manifest of its own',
      code: `=== server/index.js ===\nrequire('./services/mqtt/index');\n=== server/package.json ===\n{ "name": "server", "dependencies": { "express": "5" } }\n=== server/services/mqtt/package.json ===\n{ "name": "mqtt-service" }\n=== server/services/mqtt/index.js ===\nmodule.exports = 1;\n`,
    },
    {
      name: 'the manifest of a bundle inside of its package',
      code: `=== packages/api/src/a.ts ===\nimport { version } from '../version';\n=== packages/api/version.ts ===\nexport const version = '1';\n=== packages/api/src/package.json ===\n{ "name": "@acme/api-bundle" }\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'an import inside of the package',
      code: `=== packages/api/src/a.ts ===\nimport { b } from '../lib/b';\n=== packages/api/lib/b.ts ===\nexport const b = 1;\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'an import by name',
      code: `=== packages/api/src/a.ts ===\nimport { add } from '@acme/money';\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'types only',
      code: `=== packages/api/src/a.ts ===\nimport type { Add } from '../../money/src/index';\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'a test',
      code: `=== packages/api/test/a.test.ts ===\nimport { add } from '../../money/src/index';\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'the configuration of a tool',
      code: `=== packages/api/vitest.config.ts ===\nimport { add } from '../money/src/index';\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'a package.json',
      code: `=== packages/api/src/a.ts ===\nimport data from '../../money/package.json';\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'a manifest without a name marks the module format only',
      code: `=== packages/api/src/a.ts ===\nimport { b } from '../cjs/b';\n=== packages/api/cjs/package.json ===\n{ "type": "commonjs" }\n=== packages/api/cjs/b.ts ===\nexport const b = 1;\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'a path that leads nowhere',
      code: `=== packages/api/src/a.ts ===\nimport { b } from '../../money/src/gone';\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'a path made at run time',
      code: `=== packages/api/src/a.ts ===\nconst b = await import('../../money/src/' + name);\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'a comment and a template',
      code: `=== packages/api/src/a.ts ===\n// import { add } from '../../money/src/index';\n/*\nimport { add } from '../../money/src/index';\n*/\nexport const text = \`\nimport { add } from '../../money/src/index';\n\`;\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'one package only',
      code: `=== src/a.ts ===\nimport { b } from '../lib/b';\n=== lib/b.ts ===\nexport const b = 1;\n`,
    },
    {
      name: 'suppressed with a reason',
      code: `=== packages/api/src/a.ts ===\n// twelve-factor-disable-next-line codebase/no-cross-package-relative-import -- moves next week\nimport { add } from '../../money/src/index';\n${API}${LIB}${ROOT}`,
    },
  ],
  breaks: [
    {
      name: 'an import of the neighbour, npm',
      code: `=== packages/api/src/a.ts ===\nimport { add } from '../../money/src/index';\n//                   ^^^^^^^^^^^^^^^^^^^^^ warning: ${MESSAGE}\n${API}${LIB}${ROOT}=== package-lock.json ===\n{}\n`,
      fixTitle: 'Import "@acme/money"',
      fixed: {
        'packages/api/src/a.ts': "import { add } from '@acme/money';\n",
        'packages/api/package.json':
          '{\n  "name": "@acme/api",\n  "private": true,\n  "dependencies": {\n    "@acme/money": "*",\n    "express": "^5.0.0"\n  }\n}\n',
      },
    },
    {
      name: 'a subpath that "exports" names by its built file, pnpm',
      code: `=== packages/api/src/a.ts ===\nexport { round } from '../../money/src/round.js';\n//                     ^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${MESSAGE}\n${API}${LIB}=== package.json ===\n{ "name": "acme", "private": true }\n=== pnpm-workspace.yaml ===\npackages: [packages/*]\n=== pnpm-lock.yaml ===\nlockfileVersion: '9.0'\n`,
      fixed: {
        'packages/api/src/a.ts': "export { round } from '@acme/money/round';\n",
        'packages/api/package.json':
          '{\n  "name": "@acme/api",\n  "private": true,\n  "dependencies": {\n    "@acme/money": "workspace:*",\n    "express": "^5.0.0"\n  }\n}\n',
      },
    },
    {
      name: 'a file that the package does not export has no fix',
      code: `=== packages/api/src/a.ts ===\nconst { inner } = require('../../money/src/inner');\n//                         ^^^^^^^^^^^^^^^^^^^^^ warning: ${MESSAGE}\n${API}${LIB}${ROOT}=== package-lock.json ===\n{}\n`,
    },
    {
      name: 'two services side by side, without a workspace, CRLF and an emoji before',
      code: `=== backend/a.ts ===\nexport const smile = '😀';\r\nimport { b } from '../frontend/b';\r\n//                 ^^^^^^^^^^^^^ warning: This path reaches into the package "frontend"; import it by its name and declare it.\n=== backend/package.json ===\n{ "name": "backend", "dependencies": { "express": "5" } }\n=== frontend/package.json ===\n{ "name": "frontend" }\n=== frontend/b.ts ===\nexport const b = 1;\n`,
    },
    {
      name: 'what a package takes from another is told in one file, the one that runs first; hints in the others',
      code: `=== packages/api/src/zz.ts ===\nimport { add } from '../../money/src/index';\n//                   ^^^^^^^^^^^^^^^^^^^^^ warning: ${MESSAGE}\n=== packages/api/src/aa.ts ===\nimport { add } from '../../money/src/index';\n//                   ^^^^^^^^^^^^^^^^^^^^^ hint: ${MESSAGE}\n=== packages/api/test/a.test.ts ===\nimport { add } from '../../money/src/index';\n=== packages/api/Dockerfile ===\nFROM node:22\nCOPY . .\nCMD ["node", "src/zz.ts"]\n${API}${LIB}${ROOT}`,
    },
    {
      name: 'a dependency that is declared and reached by a path all the same',
      code: `=== packages/api/src/a.ts ===\nimport { add } from '../../money/src/index';\n//                   ^^^^^^^^^^^^^^^^^^^^^ hint: This path reaches into the package "@acme/money", which is declared; import it by its name.\n=== packages/api/package.json ===\n{ "name": "@acme/api", "private": true, "dependencies": { "@acme/money": "*", "express": "5" } }\n${LIB}${ROOT}=== package-lock.json ===\n{}\n`,
      fixTitle: 'Import "@acme/money"',
      fixed: { 'packages/api/src/a.ts': "import { add } from '@acme/money';\n" },
    },
  ],
});

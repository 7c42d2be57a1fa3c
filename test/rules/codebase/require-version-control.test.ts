import rule from '../../../server/src/rules/01-codebase/require-version-control';
import { ruleTester } from '../../support/rule-tester';

const manifest = (path: string, name: string, mark = ''): string =>
  `=== ${path} ===\n{\n  "name": "${name}",\n${mark}  "private": true,\n  "dependencies": { "express": "5" }\n}\n`;
const MARK = '//         ^^^^ hint: No version control holds this service.\n';
const IMAGE = '=== Dockerfile ===\nFROM node:22\nCMD ["node", "."]\n';

ruleTester(rule, {
  keeps: [
    { name: 'git', code: manifest('package.json', 'shop') + IMAGE, git: true },
    { name: 'Mercurial', code: `${manifest('package.json', 'shop')}${IMAGE}=== .hg/requires ===\nstore\n`, git: false },
    { name: 'nothing deploys it', code: manifest('package.json', 'shop'), git: false },
    { name: 'no service', code: '=== package.json ===\n{ "name": "page", "private": true }\n', git: false },
    { name: 'a single file', code: '=== src/a.ts ===\nexport const a = 1;\n', git: false, bare: true },
    {
      name: 'switched off',
      code: manifest('package.json', 'shop') + IMAGE,
      git: false,
      configuration: { rules: { 'codebase/require-version-control': 'off' } },
    },
  ],
  breaks: [
    { name: 'an image', code: manifest('package.json', 'shop', MARK) + IMAGE, git: false },
    {
      name: 'a Procfile',
      code: `${manifest('package.json', 'shop', MARK)}=== Procfile ===\nweb: node .\n`,
      git: false,
    },
    {
      name: 'several services, told once',
      code: `${manifest('a/package.json', 'shop', MARK)}${manifest('b/package.json', 'mail')}=== a/Dockerfile ===\nFROM node:22\n=== b/Dockerfile ===\nFROM node:22\n`,
      git: false,
    },
  ],
});

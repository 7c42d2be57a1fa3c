import rule from '../../../server/src/rules/02-dependencies/no-floating-dependency-version';
import { ruleTester } from '../../support/rule-tester';

const manifest = (dependency: string, more = '', section = 'dependencies'): string =>
  `=== package.json ===\n{\n  "name": "shop",\n  "private": true,${more}\n  "${section}": {\n    ${dependency}\n  }\n}\n`;
const LOCK = '=== package-lock.json ===\n{}\n';
const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: { '': {}, 'node_modules/next': { version: '15.4.1' }, 'node_modules/zod': { version: '4.0.0' } },
});

ruleTester(rule, {
  keeps: [
    { name: 'ranges', code: manifest('"a": "^1.2.3", "b": "~1.2", "c": "1.x", "d": ">=1 <2", "e": "1.2.3 || ^2"') },
    { name: 'protocols of workspaces', code: manifest('"a": "workspace:*", "b": "catalog:", "c": "npm:other@1.2.3"') },
    {
      name: 'a member of the workspace',
      code: `${manifest('"b": "*"', '\n  "workspaces": ["b"],')}=== b/package.json ===\n{ "name": "b" }\n`,
    },
    { name: 'peers', code: manifest('"react": "*"', '', 'peerDependencies') },
    {
      name: 'a library',
      code: '=== package.json ===\n{ "name": "l", "main": "i.js", "files": ["i.js"], "dependencies": { "a": ">=1" } }\n',
    },
    {
      name: 'a commit',
      code: manifest('"a": "github:acme/a#0123abc", "b": "acme/b#semver:^1", "c": "git+https://x.io/c.git#v1.2.0"'),
    },
    { name: 'a release as a file', code: manifest('"a": "https://x.io/a-1.2.3.tgz"') },
    { name: 'a folder of the repository', code: manifest('"b": "file:./b"') },
    { name: 'a template', code: manifest('"a": "{{ version }}"') },
    { name: 'a test', code: '=== test/fixtures/package.json ===\n{ "name": "f", "dependencies": { "a": "*" } }\n' },
    {
      name: 'switched off for the file',
      code: manifest('"a": "*"'),
      configuration: { rules: { 'dependencies/no-floating-dependency-version': 'off' } },
    },
  ],
  breaks: [
    {
      name: 'a tag whose version the lock file has; indentation and order stay',
      code: `=== package.json ===\n{\n\t"private": true,\n\t"dependencies": {\n\t\t"zod": "4.0.0",\n\t\t"next":        "latest",\n//                ^^^^^^ hint: "next" is whatever its publisher tags "latest".\n\t\t"a": "1.0.0"\n\t}\n}\n=== package-lock.json ===\n${lock}`,
      fixed: {
        'package.json':
          '{\n\t"private": true,\n\t"dependencies": {\n\t\t"zod": "4.0.0",\n\t\t"next":        "^15.4.1",\n\t\t"a": "1.0.0"\n\t}\n}\n',
      },
      fixTitle: 'Declare the range ^15.4.1',
    },
    {
      name: 'nothing at all, in a workspace',
      code: `=== package.json ===\n{ "private": true, "workspaces": ["apps/*"] }\n=== apps/web/package.json ===\n{ "name": "web", "scripts": { "start": "next start" },\n  "dependencies": { "next": "" } }\n//                  ^^^^^^^^^^ hint: "next" may be any version.\n=== package-lock.json ===\n${lock}`,
      fixed: {
        'apps/web/package.json':
          '{ "name": "web", "scripts": { "start": "next start" },\n  "dependencies": { "next": "^15.4.1" } }\n',
      },
    },
    { name: 'anything', code: manifest('"express": "*"\n//              ^ warning: "express" may be any version.') },
    {
      name: 'a tag, with a lock file',
      code: `${manifest('"next": "latest"\n//           ^^^^^^ hint: "next" is whatever its publisher tags "latest".')}${LOCK}`,
    },
    {
      name: 'any later one',
      code: manifest(
        '"a": ">=1.2.0"\n//        ^^^^^^^ warning: "a" may be any later version, breaking ones included.',
      ),
    },
    {
      name: 'nothing',
      code: manifest('"a": ""\n//  ^^^^^^^ warning: "a" may be any version.'),
    },
    {
      name: 'a branch',
      code: manifest(
        '"a": "github:acme/a#main"\n//        ^^^^^^^^^^^^^^^^^^ warning: "a" is whatever its repository holds at the time of the install.',
      ),
    },
    {
      name: 'an address',
      code: manifest(
        '"a": "https://x.io/a.tgz"\n//        ^^^^^^^^^^^^^^^^^^ warning: "a" is whatever the address serves at the time of the install.',
      ),
    },
    {
      name: 'a folder elsewhere',
      code: `${manifest('"a": "file:../a"\n//        ^^^^^^^^^ warning: "a" is a folder outside of the repository, which a build does not have.')}${LOCK}`,
    },
    {
      name: 'a package of several',
      code: '=== apps/a/package.json ===\n{ "name": "a", "private": true,\n  "devDependencies": { "tsx": "next" }\n//                             ^^^^ warning: "tsx" is whatever its publisher tags "next".\n}\n=== package.json ===\n{ "name": "root", "private": true, "workspaces": ["apps/*"] }\n',
    },
  ],
});

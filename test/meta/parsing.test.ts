import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DocumentKind, kindOf } from '../../server/src/core/documents/kinds';
import { rules } from '../../server/src/rules';
import { analyze } from '../support/analyze';
import { sampleApps } from '../support/sample-apps';

/** One more text of each kind, so that none depends on what the pages happen to show. */
const SEEDS: Readonly<Record<DocumentKind, readonly [path: string, text: string]>> = {
  typescript: ['src/a.ts', 'const port = `80${80}`;\nexport class A<T> { @b() c = <T,>(d: T) => d!; }\n/* e'],
  dockerfile: [
    'Dockerfile',
    '# escape=`\nFROM node:20 AS a\nRUN <<E cat\nx\nE\nCMD ["node", "$A"]\nENV A="b" C=d\\\n e',
  ],
  dotenv: ['.env', 'export A="b\\n${C:-d}\ne"\nF=\'g\' # h\ni: j\n=k\n'],
  compose: [
    'compose.yml',
    'services:\n  a: &a\n    build: { context: . }\n    environment: [B=c, D]\n  e: { <<: *a }\n',
  ],
  kubernetes: [
    'k8s/api.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .a }}\n  {{- if b }}\n  template: { spec: { containers: [{ image: "c:{{ d }}" }] } }\n  {{- end }}\n---\napiVersion: v1\nkind: List\nitems: [*e]\n',
  ],
  nginx: ['nginx.conf', 'upstream a { # b\n  ip_hash; server "c:80"; }\nhttp { server { listen ${D}; } }\n'],
  npmrc: ['.npmrc', '# a\n//b/:_authToken = ${C}\n[d]\ne\n'],
  'app-json': [
    'app.json',
    '{ "env": { "A": "b", "C": { "value": "d", }, }, "formation": { "web": { "quantity": 2 } } }',
  ],
  devcontainer: ['.devcontainer/devcontainer.json', '{ // a\n "image": "b:1", "containerEnv": { "C": "d" }, }'],
  workflow: ['.github/workflows/ci.yml', 'on: push\njobs:\n  a:\n    steps:\n      - run: |\n          npm i\n'],
  manifest: [
    'package.json',
    '{ "name": "a", "scripts": { "start": "node a" }, "dependencies": { "b": "^1" }, // c\n }',
  ],
  procfile: ['Procfile', 'web: node a.js\nworker:  npm run b # c\nd\n'],
  'ignore-file': ['.gitignore', '# a\n!b\n/c/**\n\\#d\n[e-'],
  shell: ['entrypoint.sh', '#!/bin/sh\nset -e\nA=b exec node "$C" | tee d && e <<F\ng\nF\n'],
  'node-version': ['.nvmrc', 'lts/iron\n'],
  documentation: ['README.md', '# A\n\n| `B_URL` | c |\n```sh\n# twelve-factor-disable\n'],
  text: ['schema.prisma', 'datasource db { url = env("DATABASE_URL") }\n'],
  tsconfig: ['tsconfig.json', '{ "extends": "./b", "compilerOptions": { "paths": { "@/*": ["./*"] } }, // c\n }'],
  lockfile: ['yarn.lock', '# yarn lockfile v1\n\n"@a/b@^1", c@1:\n  version "1.0.0"\n'],
};

/** What breaks parsers: half of a surrogate pair, control signs, lone line breaks, brackets and quotes that close nothing. */
const NOISE = [
  '\ud83d',
  '\u0000',
  '\ufeff',
  '\r',
  '\u2028',
  '😀',
  '${',
  '`',
  '"',
  "'",
  '{{',
  '}',
  ']',
  '\\',
  '<<',
  '#',
  '*/',
  '&a',
  '\t',
];

type Change = readonly [kind: 'cut' | 'repeat' | 'insert' | 'join', at: number, length: number, noise: string];

describe('invariant 3: parsing never throws', () => {
  for (const [kind, [path, seed]] of Object.entries(SEEDS)) {
    it(`whatever happens to a ${kind} file`, () => {
      assert.equal(kindOf(path), kind);
      const texts = [seed, ...textsOf(kind)];
      fc.assert(
        fc.property(fc.constantFrom(...texts), fc.array(changes, { maxLength: 6 }), (text, list) => {
          analyze({ [path]: list.reduce(change, text), 'package.json': '{}' }, { rules });
        }),
        { seed: 12, numRuns: 200 },
      );
    });
  }
});

const changes: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('cut', 'repeat', 'insert', 'join'),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.nat(40),
  fc.oneof(fc.constantFrom(...NOISE), fc.string({ unit: 'binary', maxLength: 8 })),
);

function change(text: string, [kind, at, length, noise]: Change): string {
  const start = Math.floor(text.length * at);
  const piece = text.slice(start, start + length);
  const [before, after] = [text.slice(0, start), text.slice(start)];
  if (kind === 'cut') return before + after.slice(length);
  if (kind === 'repeat') return before + piece + after;
  return kind === 'insert' ? before + noise + after : `${after}\r\n${before}`;
}

function textsOf(kind: string): string[] {
  return sampleApps()
    .flatMap(({ files }) => Object.entries(files))
    .filter(([path]) => kindOf(path) === kind)
    .map(([, text]) => text);
}

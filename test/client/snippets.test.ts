import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseErrorCount, parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import { rules } from '../../server/src/rules';
import { analyze, type Files, findingsOf, listFiles } from '../support/analyze';

interface Snippet {
  readonly prefix: readonly string[];
  readonly scope: string;
  readonly description: string;
  readonly body: readonly string[];
}

const folder = new URL('../../snippets', import.meta.url).pathname;
const snippets: [string, Snippet][] = listFiles(folder, /\.code-snippets$/).flatMap((file) =>
  Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Snippet>),
);

/** Where a snippet is used, by language; the first language of its scope decides. */
const FILES: Readonly<Record<string, string>> = {
  typescript: 'src/server.ts',
  javascript: 'src/server.js',
  dockerfile: 'Dockerfile',
  yaml: 'compose.yaml',
  procfile: 'Procfile',
};

/** A service around the snippet, as the snippet takes it to be. */
const SERVICE: Files = {
  'package.json': JSON.stringify({
    name: 'service',
    private: true,
    scripts: { build: 'tsc', start: 'node dist/server.js' },
    engines: { node: '22.x' },
    dependencies: {
      '@nestjs/core': '11.0.0',
      express: '5.0.0',
      fastify: '5.0.0',
      pino: '9.0.0',
      winston: '3.0.0',
      zod: '4.0.0',
    },
  }),
  'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
  'tsconfig.json': '{ "compilerOptions": { "rootDir": "src", "outDir": "dist" } }',
  '.gitignore': '.env\nnode_modules\ndist\n',
  '.nvmrc': '22.12\n',
};

/** The text that is inserted when every placeholder keeps its default. */
function expand(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/\\([$}\\])|\$\{\d+\|([^,|]*)[^|]*\|\}|\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g, (_all, escaped, choice, value) => {
      return escaped ?? choice ?? value ?? '';
    });
}

describe('snippets', () => {
  for (const [name, snippet] of snippets) {
    const [language = ''] = snippet.scope.split(',');
    const file = FILES[language] ?? '';
    const text = expand(snippet.body);

    describe(name, () => {
      it('keeps every rule, those of the strict preset too', () => {
        // Who inserts code that reads a variable lists it for the others.
        const isCode = /^(?:type|java)script/.test(language);
        const example = isCode && text.includes('DATABASE_URL') ? { '.env.example': 'DATABASE_URL=\n' } : {};
        const files = { ...SERVICE, ...example, [file]: text };
        const findings = findingsOf(analyze(files, { rules, configuration: { preset: 'strict' } }));
        assert.deepEqual(
          findings.map(({ rule, message }) => `${rule}: ${message}`),
          [],
        );
      });

      if (/^(?:type|java)script$/.test(language)) {
        it('parses', () => assert.equal(parseErrorCount(parseTypeScript(file, text)), 0));
      }

      it('leaves no placeholder behind and says what it is for', () => {
        assert.doesNotMatch(text, /\$\{?\d/);
        assert.notEqual(file, '', `no file is known for the language "${language}"`);
        assert.ok(snippet.description.endsWith('.') && snippet.prefix.some((prefix) => prefix.startsWith('12f-')));
      });
    });
  }

  it('are judged as parts of a service: a broken one is found out', () => {
    const [, express] = snippets.find(([, { prefix }]) => prefix.includes('12f-express')) ?? ['', { body: [] }];
    const text = expand(express.body).replace('Number(process.env.PORT) || 3000', '3000');
    const findings = findingsOf(analyze({ ...SERVICE, 'src/server.ts': text }, { rules }));
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['port-binding/no-hardcoded-port'],
    );
  });

  it('are the ones that are promised', () => {
    const prefixes = snippets.map(([, { prefix }]) => prefix[0]?.replace('12f-', ''));
    const node = [
      'express',
      'fastify',
      'nest',
      'http',
      'config-zod',
      'config',
      'config',
      'logger-pino',
      'logger-winston',
    ];
    assert.deepEqual(prefixes.sort(), [...node, 'dockerfile', 'compose', 'procfile'].sort());
  });
});

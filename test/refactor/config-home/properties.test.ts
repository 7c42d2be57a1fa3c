import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDotenv } from '../../../server/src/core/documents/dotenv/parse';
import { isSerializable } from '../../../server/src/core/documents/dotenv/serialize';
import { parseErrorCount, parseTypeScript } from '../../../server/src/core/documents/typescript/parse';
import type { FixContext } from '../../../server/src/core/rule/fix';
import { moveLiterals } from '../../../server/src/refactor/move-literal';
import { applyFix, type Files } from '../../support/analyze';
import { fixContext, gitIgnoreOf } from '../fix-context';

const MARKER = 'S3cretMarker';
const FILE = 'src/a.ts';
const HOME = 'src/env.ts';

/** Config modules, each with the names of the variables it declares. */
const HOMES: readonly string[] = [
  "import { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { HOST: str() });\n",
  "import * as envalid from 'envalid';\nexport default envalid.cleanEnv(process.env, {\n  HOST: envalid.str(), // why\n});\n",
  "import { parseEnv } from 'znv';\nimport { z } from 'zod';\nexport const { HOST } = parseEnv(process.env, { HOST: z.string() });\n",
  "import { createEnv } from '@t3-oss/env-core';\nimport { z } from 'zod';\nexport const env = createEnv({ server: {}, runtimeEnv: process.env });\n",
  "import { z } from 'zod';\nconst schema = z.object({\n  HOST: z.string()\n}).strict();\nexport const env = schema.parse(process.env);\n",
  "import { z } from 'zod';\nconst env = z.object({ HOST: z.string() }).parse(process.env);\nexport const config = { host: env.HOST };\n",
  "import { object, parse, string } from 'valibot';\nexport const env = parse(object({ HOST: string() }), process.env);\n",
  "import convict from 'convict';\nexport const config = convict({ api: { host: { default: '', env: 'HOST' } } });\n",
  "import env from 'env-var';\nexport const config = { host: env.get('HOST').required().asString() };\n",
  "import envSchema from 'env-schema';\nexport const env = envSchema({ schema: { type: 'object', properties: { HOST: { type: 'string' } } } });\n",
  'export const config = { host: process.env.HOST };\n',
];

const SHAPES: readonly ((literal: string) => string)[] = [
  (x) => `import { a } from './b';\nconst apiKey = ${x};\n`,
  (x) => `export default { db: { password: ${x}, port: 1 } };\n`,
  (x) => `function f(token = ${x}) { return token; }\n`,
  (x) => `export class A { secret = ${x} as const }\n`,
  (x) => `const env = 1, config = 2;\ncall(env, config, { apiKey: ${x} });\n`,
];

const values = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      'a b',
      "it's",
      '"q"',
      'a#b',
      ' #',
      '$HOME',
      '${X}',
      'a\\nb',
      'a\nb',
      'a\r\nb',
      '`',
      ' x ',
      '日本語',
      '🔑',
    ),
  )
  .map((text) => `${MARKER}${text}`);

const cases = fc.record({
  value: values,
  shape: fc.constantFrom(...SHAPES),
  home: fc.constantFrom(...HOMES),
  ignore: fc.constantFrom(undefined, '', '.env\n', 'dist'),
  env: fc.constantFrom(undefined, 'HOST=x', 'API_KEY=other\r\n', 'PASSWORD=\n'),
  crlf: fc.boolean(),
});

/** A context that knows the config module and where imports lead. */
function contextOf(files: Files): FixContext {
  const none = { start: 0, end: 0 };
  const resolve = (specifier: string): string | undefined => (specifier === './env' ? HOME : undefined);
  return { ...fixContext(files, FILE, none), configModules: () => [HOME], resolve };
}

function moveAt(files: Files, literal: string): Files {
  const start = (files[FILE] ?? '').indexOf(literal);
  const fix = moveLiterals(contextOf(files), [{ span: { start, end: start + literal.length } }]);
  assert.ok(fix !== undefined);
  assert.ok(!JSON.stringify([fix.title, fix.note, fix.needsConfirmation]).includes(MARKER));
  return applyFix(files, fix);
}

describe('move literal through a config module, whatever the value and the files', () => {
  it('keeps the value in files that git ignores, every file whole, and reads it back', () => {
    fc.assert(
      fc.property(cases, ({ value, shape, home, ignore, env, crlf }) => {
        const literal = JSON.stringify(value);
        const broken = (text: string): string => (crlf ? text.replaceAll('\n', '\r\n') : text);
        const before: Files = {
          [FILE]: broken(shape(literal)),
          [HOME]: broken(home),
          ...(env !== undefined && { '.env': env }),
          ...(ignore !== undefined && { '.gitignore': ignore }),
        };
        const after = moveAt(before, literal);
        const isIgnored = gitIgnoreOf(after);
        for (const [path, text] of Object.entries(after)) {
          assert.ok(!text.includes(MARKER) || isIgnored(path), `${path} holds the value`);
          if (!path.endsWith('.ts')) continue;
          assert.equal(parseErrorCount(parseTypeScript(path, text)), 0, text);
          if (crlf) assert.ok(!/[^\r]\n/.test(text), `line breaks are mixed:\n${text}`);
        }
        const names = parseDotenv(after['.env.example'] ?? '').entries.map(({ key }) => key);
        assert.equal(names.length, 1);
        if (after['.env'] === before['.env'] || !isSerializable(value)) return;
        const entry = parseDotenv(after['.env'] ?? '').entries.findLast(({ key }) => key === names[0]);
        assert.equal(entry?.value, value);
      }),
      { numRuns: 400 },
    );
  });

  it('does nothing twice: the same literal elsewhere takes the variable that is there', () => {
    fc.assert(
      fc.property(cases, ({ value, shape, home, env }) => {
        if (!isSerializable(value)) return;
        const literal = JSON.stringify(value);
        const before: Files = { [HOME]: home, '.gitignore': '.env\n', ...(env !== undefined && { '.env': env }) };
        const once = moveAt({ ...before, [FILE]: shape(literal) }, literal);
        const twice = moveAt({ ...once, [FILE]: shape(literal) }, literal);
        assert.deepEqual(twice, once);
      }),
      { numRuns: 200 },
    );
  });
});

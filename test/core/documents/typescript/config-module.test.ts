import assert from 'node:assert/strict';
import { Bindings } from '../../../../server/src/core/documents/typescript/bindings';
import { configModuleOf } from '../../../../server/src/core/documents/typescript/config-module';
import { parseTypeScript } from '../../../../server/src/core/documents/typescript/parse';
import { typescript } from '../../../support/typescript';

/** `schema: A B`, or `none`. */
function found(text: string, path = 'src/file.ts'): string {
  const tree = parseTypeScript(path, text);
  const bindings = new Bindings(tree);
  const fact = configModuleOf(tree, bindings, path === 'src/file.ts' ? [] : ['config-module'])?.fact;
  return fact === undefined ? 'none' : `${fact.how}: ${fact.variables.join(' ')}`;
}

describe('config modules', () => {
  const cases: Readonly<Record<string, string>> = {
    "import { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { A: str(), B: str() });":
      'schema: A B',
    "import { z } from 'zod';\nexport const env = z.object({ A: z.string(), B: z.coerce.number() }).parse(process.env);":
      'schema: A B',
    "import * as v from 'valibot';\nexport const env = v.parse(v.object({ A: v.string() }), process.env);": 'schema: A',
    "import { createEnv } from '@t3-oss/env-core';\nimport { z } from 'zod';\nexport const env = createEnv({ server: { A: z.string() }, runtimeEnv: process.env });":
      'schema: A',
    "import convict from 'convict';\nexport default convict({ port: { format: 'port', env: 'PORT', default: 1 } });":
      'schema: PORT',
    "import { get } from 'env-var';\nexport const a = get('A').required().asString();\nexport const x = process.env.B;":
      'schema: A B',
    "import { parseEnv } from 'znv';\nimport { z } from 'zod';\nexport const { A } = parseEnv(process.env, { A: z.string() });":
      'schema: A',
    "import fastifyEnv from '@fastify/env';\napp.register(fastifyEnv, { schema: { properties: { PORT: { type: 'string' } } } });":
      'schema: PORT',
    "import { registerAs } from '@nestjs/config';\nexport default registerAs('db', () => ({ url: process.env.URL }));":
      'schema: URL',
    "import { plainToInstance } from 'class-transformer';\nconst env = plainToInstance(Env, process.env);\nexport const a = env.A;":
      'schema: A',
    'export const a = process.env.A;\nexport const b = Number(process.env.B);\nexport const c = 1;': 'exports: A B',
    'export default { a: process.env.A, more: { b: process.env.B ?? "x" }, name: "service" };': 'exports: A B',
    'module.exports = { a: process.env.A, b: process.env.B };': 'exports: A B',
    'export const a = () => process.env.A;\nexport const b = () => process.env.B;': 'exports: A B',
    // What reads a variable in passing is none.
    'export const a = process.env.A;': 'none',
    'export const a = process.env.A;\nexport const b = process.env.B;\nexport function f() {}\nexport class C {}':
      'none',
    'export const f = () => send(process.env.A);\nexport const g = () => send(process.env.B);': 'none',
    "import Redis from 'ioredis';\nexport const a = new Redis(process.env.A);\nexport const b = new Redis(process.env.B);":
      'none',
    'export const a = 1;\nexport const b = 2;': 'none',
    "import { z } from 'zod';\nexport const body = z.object({ A: z.string() }).parse(request.body);": 'none',
  };
  for (const [text, expected] of Object.entries(cases)) it(text, () => assert.equal(found(text), expected));

  it('by their path', () => {
    assert.equal(found('export const f = () => start(process.env.A);', 'src/env.ts'), 'path: A');
    assert.equal(
      found(
        "import environment from './load';\nexport class Env { url = environment.URL; }\nconst x = process.env.B;",
        'src/env.ts',
      ),
      'path: URL B',
    );
    assert.equal(found('export const routes = [];', 'src/env.ts'), 'none');
    // A folder of that name holds other things, too.
    assert.equal(found('export const f = () => start(process.env.A, process.env.B);', 'config/passport.ts'), 'none');
  });

  it('know their plain object', () => {
    const { tree, bindings } = typescript(
      'export const config = { port: process.env.PORT, limit: Number(process.env.LIMIT), name: "x" };',
    );
    assert.deepEqual(configModuleOf(tree, bindings, [])?.fact.object, {
      name: 'config',
      keys: { PORT: 'port' },
      converted: ['LIMIT'],
    });
  });
});

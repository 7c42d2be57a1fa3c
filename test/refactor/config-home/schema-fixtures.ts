import { type AdapterFixture, SECRET } from './project-fixture';

export const USES = `
export function connect(host: string, options: { apiKey: string; retries: number; verbose: boolean; baseUrl: string }) {
  return { host, ...options };
}
`;

/** A client that is given a text, a number, a flag and an address. */
export function main(
  importLine: string,
  values: readonly [apiKey: string, retries: string, verbose: string, baseUrl: string],
): string {
  const [apiKey, retries, verbose, baseUrl] = values;
  return `import { connect } from './connect';
${importLine}
export const result = () =>
  connect(${HOST}, {
    apiKey: ${apiKey}, // who we are
    retries: ${retries},
    verbose: ${verbose},
    baseUrl: ${baseUrl},
  });
`;
}

const HOST = 'env.HOST';
export const MARKED = [`«'${SECRET}'»`, '«3»', '«true»', "«'https://api.internal.net/v1'»"] as const;
export const READ = ['env.API_KEY', 'env.RETRIES', 'env.VERBOSE', 'env.BASE_URL'] as const;

/** All of a library's modules export `env`. */
function ofEnv(library: string, before: string, after: string): AdapterFixture {
  const line = "import { env } from './env';\n";
  return {
    library,
    files: { '.env': 'HOST=db\n', 'src/connect.ts': USES, 'src/env.ts': before, 'src/main.ts': main(line, MARKED) },
    edited: { 'src/env.ts': after, 'src/main.ts': main(line, READ) },
  };
}

const ZOD_KEYS = `  API_KEY: z.string().min(1),
  RETRIES: z.coerce.number(),
  VERBOSE: z.enum(['true', 'false']).transform((value) => value === 'true'),
  BASE_URL: z.string().url(),
`;

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** Libraries whose schema checks the environment as a whole. */
export const SCHEMA_FIXTURES: readonly AdapterFixture[] = [
  ofEnv(
    'envalid',
    `import { cleanEnv, str } from 'envalid';

export const env = cleanEnv(process.env, {
  HOST: str({ desc: 'of the database' }), // no default
});
`,
    `import { cleanEnv, str, num, bool, url } from 'envalid';

export const env = cleanEnv(process.env, {
  HOST: str({ desc: 'of the database' }), // no default
  API_KEY: str(),
  RETRIES: num({ devDefault: 3 }),
  VERBOSE: bool({ devDefault: true }),
  BASE_URL: url(),
});
`,
  ),
  {
    library: 'znv',
    files: {
      '.env': 'HOST=db\n',
      'src/connect.ts': USES,
      'src/env.ts': `import { parseEnv } from 'znv';
import { z } from 'zod';

export const { HOST } = parseEnv(process.env, {
  HOST: z.string().min(1),
});
`,
      'src/main.ts': main("import { HOST } from './env';\n", MARKED).replace('env.HOST', 'HOST'),
    },
    edited: {
      'src/env.ts': `import { parseEnv } from 'znv';
import { z } from 'zod';

export const { HOST, API_KEY, RETRIES, VERBOSE, BASE_URL } = parseEnv(process.env, {
  HOST: z.string().min(1),
  API_KEY: z.string().min(1),
  RETRIES: z.number(),
  VERBOSE: z.boolean(),
  BASE_URL: z.string().url(),
});
`,
      'src/main.ts': main("import { HOST, API_KEY, RETRIES, VERBOSE, BASE_URL } from './env';\n", [
        'API_KEY',
        'RETRIES',
        'VERBOSE',
        'BASE_URL',
      ]).replace('env.HOST', 'HOST'),
    },
  },
  ofEnv(
    't3-env',
    `import { createEnv } from '@t3-oss/env-core';
import { z } from 'zod';

export const env = createEnv({
  server: {
    HOST: z.string().min(1),
  },
  runtimeEnv: {
    HOST: process.env.HOST,
  },
});
`,
    `import { createEnv } from '@t3-oss/env-core';
import { z } from 'zod';

export const env = createEnv({
  server: {
    HOST: z.string().min(1),
${indented(ZOD_KEYS)}  },
  runtimeEnv: {
    HOST: process.env.HOST,
    API_KEY: process.env.API_KEY,
    RETRIES: process.env.RETRIES,
    VERBOSE: process.env.VERBOSE,
    BASE_URL: process.env.BASE_URL,
  },
});
`,
  ),
  ofEnv(
    'zod',
    `import { z } from 'zod';

const schema = z.object({
  HOST: z.string().min(1),
});
export const env = schema.parse(process.env);
`,
    `import { z } from 'zod';

const schema = z.object({
  HOST: z.string().min(1),
${ZOD_KEYS}});
export const env = schema.parse(process.env);
`,
  ),
  ofEnv(
    'zod, safeParse',
    `import { z } from 'zod';

const parsed = z.object({ HOST: z.string().min(1) }).safeParse(process.env);
if (!parsed.success) {
  process.exit(1);
}
export const env = parsed.data;
`,
    `import { z } from 'zod';

const parsed = z.object({ HOST: z.string().min(1), API_KEY: z.string().min(1), RETRIES: z.coerce.number(), VERBOSE: z.enum(['true', 'false']).transform((value) => value === 'true'), BASE_URL: z.string().url() }).safeParse(process.env);
if (!parsed.success) {
  process.exit(1);
}
export const env = parsed.data;
`,
  ),
  ofEnv(
    'valibot',
    `import * as v from 'valibot';

export const env = v.parse(
  v.object({
    HOST: v.string()
  }),
  process.env,
);
`,
    `import * as v from 'valibot';

export const env = v.parse(
  v.object({
    HOST: v.string(),
    API_KEY: v.pipe(v.string(), v.minLength(1)),
    RETRIES: v.pipe(v.string(), v.transform(Number), v.number()),
    VERBOSE: v.pipe(v.picklist(['true', 'false']), v.transform((value) => value === 'true')),
    BASE_URL: v.pipe(v.string(), v.url())
  }),
  process.env,
);
`,
  ),
];

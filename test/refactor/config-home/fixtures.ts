import {
  adonisFixture,
  aliasFixture,
  autoloadedFixture,
  fastifyFixture,
  nestClassFixture,
  nestFixture,
} from './framework-fixtures';
import { type AdapterFixture, SECRET } from './project-fixture';

const USES = `
export function connect(host: string, options: { apiKey: string; retries: number; verbose: boolean; baseUrl: string }) {
  return { host, ...options };
}
`;

/** A client that is given a text, a number, a flag and an address. */
function main(
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
const MARKED = [`«'${SECRET}'»`, '«3»', '«true»', "«'https://api.internal.net/v1'»"] as const;
const READ = ['env.API_KEY', 'env.RETRIES', 'env.VERBOSE', 'env.BASE_URL'] as const;

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

export const ADAPTER_FIXTURES: readonly AdapterFixture[] = [
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
  {
    library: 'convict',
    files: {
      '.env': 'HOST=db\n',
      'src/connect.ts': USES,
      'src/config.ts': `import convict from 'convict';

const config = convict({
  host: { format: String, default: '', env: 'HOST' },
  api: {
    path: { format: String, default: '/', env: 'API_PATH' },
  },
});
config.validate();
export default config;
`,
      'src/main.ts': main("import config from './config';\n", MARKED).replace('env.HOST', "config.get('host')"),
    },
    edited: {
      'src/config.ts': `import convict from 'convict';

const config = convict({
  host: { format: String, default: '', env: 'HOST' },
  api: {
    path: { format: String, default: '/', env: 'API_PATH' },
    key: { format: String, default: '', env: 'API_KEY', sensitive: true },
  },
  retries: { format: Number, default: 3, env: 'RETRIES' },
  verbose: { format: Boolean, default: true, env: 'VERBOSE' },
  baseUrl: { format: 'url', default: '', env: 'BASE_URL' },
});
config.validate();
export default config;
`,
      'src/main.ts': main("import config from './config';\n", [
        "config.get('api.key')",
        "config.get('retries')",
        "config.get('verbose')",
        "config.get('baseUrl')",
      ]).replace('env.HOST', "config.get('host')"),
    },
  },
  {
    library: 'env-var',
    files: {
      '.env': 'HOST=db\n',
      'src/connect.ts': USES,
      'src/config.ts': `import env from 'env-var';

export const config = {
  host: env.get('HOST').required().asString(),
};
`,
      'src/main.ts': main("import { config } from './config';\n", MARKED).replace('env.HOST', 'config.host'),
    },
    edited: {
      'src/config.ts': `import env from 'env-var';

export const config = {
  host: env.get('HOST').required().asString(),
  apiKey: env.get('API_KEY').required().asString(),
  retries: env.get('RETRIES').required().asFloat(),
  verbose: env.get('VERBOSE').required().asBool(),
  baseUrl: env.get('BASE_URL').required().asUrlString(),
};
`,
      'src/main.ts': main("import { config } from './config';\n", [
        'config.apiKey',
        'config.retries',
        'config.verbose',
        'config.baseUrl',
      ]).replace('env.HOST', 'config.host'),
    },
  },
  {
    library: 'env-var, without a module of its own',
    files: {
      'src/other.ts':
        "import * as env from 'env-var';\n\nexport const port = env.get('PORT').required().asPortNumber();\nexport const size = Math.random();\n",
      'src/main.ts': `const apiKey: string = «'${SECRET}'»;\nexport const result = apiKey;\n`,
    },
    edited: {
      'src/main.ts':
        "import * as env from 'env-var';\n\nconst apiKey: string = env.get('API_KEY').required().asString();\nexport const result = apiKey;\n",
    },
  },
  nestFixture('@nestjs/config, Joi', {
    module: [
      `import { ConfigModule } from '@nestjs/config';
import Joi from 'joi';

export const configModule = ConfigModule.forRoot({
  validationSchema: Joi.object({
    HOST: Joi.string().required(),
  }),
});
`,
      `import { ConfigModule } from '@nestjs/config';
import Joi from 'joi';

export const configModule = ConfigModule.forRoot({
  validationSchema: Joi.object({
    HOST: Joi.string().required(),
    API_KEY: Joi.string().required(),
    RETRIES: Joi.number().required(),
  }),
});
`,
    ],
    reads: ["this.configService.getOrThrow<string>('API_KEY')", "this.configService.getOrThrow<number>('RETRIES')"],
  }),
  nestFixture('@nestjs/config, registerAs', {
    module: [
      `import { ConfigModule, registerAs } from '@nestjs/config';

const database = registerAs('database', () => ({
  host: process.env.HOST,
}));
export const configModule = ConfigModule.forRoot({ load: [database] });
`,
      `import { ConfigModule, registerAs } from '@nestjs/config';

const database = registerAs('database', () => ({
  host: process.env.HOST,
  apiKey: process.env.API_KEY,
  retries: Number(process.env.RETRIES),
}));
export const configModule = ConfigModule.forRoot({ load: [database] });
`,
    ],
    reads: [
      "this.configService.getOrThrow<string>('database.apiKey')",
      "this.configService.getOrThrow<number>('database.retries')",
    ],
  }),
  nestFixture('@nestjs/config, no schema', {
    module: [
      "import { ConfigModule } from '@nestjs/config';\n\nexport const configModule = ConfigModule.forRoot({});\n",
      undefined,
    ],
    reads: [
      "this.configService.getOrThrow<string>('API_KEY')",
      "Number(this.configService.getOrThrow<string>('RETRIES'))",
    ],
  }),
  {
    library: 'env-schema',
    files: {
      '.env': 'HOST=db\n',
      'src/connect.ts': USES,
      'src/env.ts': `import envSchema from 'env-schema';

interface Env {
  HOST: string;
}

export const env = envSchema<Env>({
  schema: {
    type: 'object',
    required: ['HOST'],
    properties: {
      HOST: { type: 'string' },
    },
  },
});
`,
      'src/main.ts': main("import { env } from './env';\n", MARKED),
    },
    edited: {
      'src/env.ts': `import envSchema from 'env-schema';

interface Env {
  HOST: string;
  API_KEY: string;
  RETRIES: number;
  VERBOSE: boolean;
  BASE_URL: string;
}

export const env = envSchema<Env>({
  schema: {
    type: 'object',
    required: ['HOST', 'API_KEY', 'RETRIES', 'VERBOSE', 'BASE_URL'],
    properties: {
      HOST: { type: 'string' },
      API_KEY: { type: 'string' },
      RETRIES: { type: 'number' },
      VERBOSE: { type: 'boolean' },
      BASE_URL: { type: 'string' },
    },
  },
});
`,
      'src/main.ts': main("import { env } from './env';\n", READ),
    },
  },
  fastifyFixture(),
  autoloadedFixture(),
  nestClassFixture(),
  adonisFixture(),
  aliasFixture(),
  {
    library: 'process.env, one object',
    files: {
      '.env': 'HOST=db\n',
      'src/connect.ts': USES,
      'src/config.ts': `function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(name);
  return value;
}

export const config = {
  host: requireEnv('HOST'),
};
`,
      'src/main.ts': main("import { config } from './config';\n", MARKED).replace('env.HOST', 'config.host'),
    },
    edited: {
      'src/config.ts': `function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(name);
  return value;
}

export const config = {
  host: requireEnv('HOST'),
  apiKey: requireEnv('API_KEY'),
  retries: Number(requireEnv('RETRIES')),
  verbose: requireEnv('VERBOSE') === 'true',
  baseUrl: requireEnv('BASE_URL'),
};
`,
      'src/main.ts': main("import { config } from './config';\n", [
        'config.apiKey',
        'config.retries',
        'config.verbose',
        'config.baseUrl',
      ]).replace('env.HOST', 'config.host'),
    },
  },
  {
    library: 'process.env, with types of the variables',
    files: {
      'src/environment.d.ts': 'declare namespace NodeJS {\n  interface ProcessEnv {\n    HOST: string;\n  }\n}\n',
      'src/main.ts': `const apiKey: string = «'${SECRET}'»;\nexport const result = [process.env.HOST, apiKey, «3»];\n`,
    },
    edited: {
      'src/environment.d.ts':
        'declare namespace NodeJS {\n  interface ProcessEnv {\n    HOST: string;\n    API_KEY: string;\n    RESULT: string;\n  }\n}\n',
      'src/main.ts':
        'const apiKey: string = process.env.API_KEY;\nexport const result = [process.env.HOST, apiKey, Number(process.env.RESULT)];\n',
    },
  },
];

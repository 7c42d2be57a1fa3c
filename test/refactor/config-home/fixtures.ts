import {
  adonisFixture,
  aliasFixture,
  autoloadedFixture,
  fastifyFixture,
  nestClassFixture,
  nestFixture,
} from './framework-fixtures';
import { type AdapterFixture, SECRET } from './project-fixture';
import { MARKED, main, READ, SCHEMA_FIXTURES, USES } from './schema-fixtures';

export const ADAPTER_FIXTURES: readonly AdapterFixture[] = [
  ...SCHEMA_FIXTURES,
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

import { type AdapterFixture, SECRET } from './project-fixture';

/** Frameworks that hand their configuration to the code which uses it. */
export function nestFixture(
  library: string,
  { module: [before, after], reads }: { module: [string, string | undefined]; reads: readonly [string, string] },
): AdapterFixture {
  const service = (apiKey: string, retries: string): string => `import { ConfigService } from '@nestjs/config';

export class MailService {
  constructor(private readonly configService: ConfigService) {}

  options(): { apiKey: string; retries: number } {
    return { apiKey: ${apiKey}, retries: ${retries} };
  }

  host() {
    return this.configService.get<string>('HOST');
  }
}
`;
  return {
    library,
    files: {
      'package.json': '{ "private": true, "dependencies": { "@nestjs/core": "11", "@nestjs/config": "4" } }\n',
      '.env': 'HOST=db\n',
      'src/app.module.ts': before,
      'src/mail.service.ts': service(`«'${SECRET}'»`, '«3»'),
      'src/main.ts': `import { ConfigService } from '@nestjs/config';
import { configModule } from './app.module';
import { MailService } from './mail.service';

export const result = () => [configModule !== undefined, new MailService(new ConfigService()).options()];
`,
    },
    edited: {
      ...(after === undefined ? {} : { 'src/app.module.ts': after }),
      'src/mail.service.ts': service(...reads),
    },
  };
}

export function fastifyFixture(): AdapterFixture {
  const plugin = (
    types: string,
    required: string,
    properties: string,
  ): string => `import fastifyEnv from '@fastify/env';
import fastify, { type FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    config: { HOST: string${types} };
  }
}

export function build(): FastifyInstance {
  const server = fastify();
  server.register(fastifyEnv, {
    schema: {
      type: 'object',
      required: ['HOST'${required}],
      properties: { HOST: { type: 'string' }${properties} },
    },
  });
  return server;
}
`;
  const routes = (apiKey: string): string => `import type { FastifyInstance } from 'fastify';

export function routes(app: FastifyInstance): string[] {
  const apiKey = ${apiKey};
  return [app.config.HOST, apiKey];
}
`;
  return {
    library: '@fastify/env',
    files: {
      '.env': 'HOST=db\n',
      'src/server.ts': plugin('', '', ''),
      'src/routes.ts': routes(`«'${SECRET}'»`),
      'src/main.ts':
        "import { build } from './server';\nimport { routes } from './routes';\n\nexport const result = () => routes(build());\n",
    },
    edited: {
      'src/server.ts': plugin('; API_KEY: string', ", 'API_KEY'", ", API_KEY: { type: 'string' }"),
      'src/routes.ts': routes('app.config.API_KEY'),
    },
  };
}

/** `validate` of Nest's module, with the class of the documentation. */
export function nestClassFixture(): AdapterFixture {
  const checked = (names: string, more: string): string => `import { Type, plainToInstance } from 'class-transformer';
import { ${names} } from 'class-validator';

class EnvironmentVariables {
  @IsString()
  HOST!: string;

  @Type(() => Number)
  @IsNumber()
  LIMIT!: number;
${more}}

export function validate(config: Record<string, unknown>) {
  const checked = plainToInstance(EnvironmentVariables, config);
  const errors = validateSync(checked);
  if (errors.length > 0) throw new Error(errors.toString());
  return checked;
}
`;
  const properties = `
  @IsString()
  @IsNotEmpty()
  API_KEY!: string;

  @Type(() => Number)
  @IsNumber()
  RETRIES!: number;

  @IsIn(['true', 'false'])
  VERBOSE!: string;
`;
  const service = (
    apiKey: string,
    retries: string,
    verbose: string,
  ): string => `import { ConfigService } from '@nestjs/config';

export class MailService {
  constructor(private readonly configService: ConfigService) {}

  options(): { apiKey: string; retries: number; verbose: boolean } {
    return { apiKey: ${apiKey}, retries: ${retries}, verbose: ${verbose} };
  }
}
`;
  const get = 'this.configService.getOrThrow';
  const names = 'IsString, IsNumber, validateSync';
  return {
    library: '@nestjs/config with class-validator',
    files: {
      'package.json': '{ "private": true, "dependencies": { "@nestjs/core": "11", "@nestjs/config": "4" } }\n',
      '.env': 'HOST=db\nLIMIT=5\n',
      '.env.example': 'HOST=\nLIMIT=\n',
      'src/env.validation.ts': checked(names, ''),
      'src/app.module.ts':
        "import { ConfigModule } from '@nestjs/config';\nimport { validate } from './env.validation';\n\nexport const configModule = ConfigModule.forRoot({ validate });\n",
      'src/mail.service.ts': service(`«'${SECRET}'»`, '«3»', '«true»'),
      'src/main.ts': `import { ConfigService } from '@nestjs/config';
import { configModule } from './app.module';
import { MailService } from './mail.service';

export const result = () => [configModule !== undefined, new MailService(new ConfigService()).options()];
`,
    },
    edited: {
      'src/env.validation.ts': checked(`${names}, IsNotEmpty, IsIn`, properties),
      'src/mail.service.ts': service(
        `${get}<string>('API_KEY')`,
        `${get}<number>('RETRIES')`,
        `${get}<string>('VERBOSE') === 'true'`,
      ),
    },
  };
}

/** `start/env.ts`, imported by the alias of the project's package.json. */
export function adonisFixture(): AdapterFixture {
  const env = (more: string): string => `import { Env } from '@adonisjs/core/env';

export default await Env.create(new URL('../', import.meta.url), {
  HOST: Env.schema.string(),
${more}});
`;
  const service = (line: string, apiKey: string, retries: string): string => `import { host } from '#start/host';
${line}
export const options = { host, apiKey: ${apiKey}, retries: ${retries} };
`;
  return {
    library: '@adonisjs/env',
    files: {
      'package.json':
        '{ "private": true, "type": "module", "imports": { "#start/*": "./start/*.js" }, "dependencies": { "@adonisjs/core": "6" } }\n',
      '.env': 'HOST=db\n',
      'start/env.ts': env(''),
      'start/host.ts': "export const host = 'local';\n",
      'src/services/mail.ts': service('', `«'${SECRET}'»`, '«3»'),
      'src/main.ts': "import { options } from './services/mail';\n\nexport const result = options;\n",
    },
    edited: {
      'start/env.ts': env('  API_KEY: Env.schema.string(),\n  RETRIES: Env.schema.number(),\n'),
      'src/services/mail.ts': service("import env from '#start/env';\n", "env.get('API_KEY')", "env.get('RETRIES')"),
    },
  };
}

/** A plugin file of @fastify/autoload: what it exports beside the plugin are the options. */
export function autoloadedFixture(): AdapterFixture {
  const plugin = (types: string, required: string, properties: string): string => `import env from '@fastify/env';

declare module 'fastify' {
  export interface FastifyInstance {
    config: { HOST: string${types} };
  }
}

const schema = {
  type: 'object' as const,
  required: ['HOST'${required}],
  properties: { HOST: { type: 'string' }${properties} },
};

export const autoConfig = { confKey: 'config', schema };

export default env;
`;
  const route = (apiKey: string): string => `import type { FastifyInstance } from 'fastify';

export function home(app: FastifyInstance): { host: string; apiKey: string } {
  return { host: app.config.HOST, apiKey: ${apiKey} };
}
`;
  return {
    library: '@fastify/env, loaded by itself',
    files: {
      '.env': 'HOST=db\n',
      'src/plugins/env.ts': plugin('', '', ''),
      'src/routes/home.ts': route(`«'${SECRET}'»`),
      'src/main.ts': `import fastify from 'fastify';
import env, { autoConfig } from './plugins/env';
import { home } from './routes/home';

const app = fastify();
app.register(env, autoConfig);
export const result = () => home(app);
`,
    },
    edited: {
      'src/plugins/env.ts': plugin('; API_KEY: string', ", 'API_KEY'", ", API_KEY: { type: 'string' }"),
      'src/routes/home.ts': route('app.config.API_KEY'),
    },
  };
}

/** A project whose modules import each other by the paths of its tsconfig.json. */
export function aliasFixture(): AdapterFixture {
  const env = (more: string): string => `import { z } from 'zod';

export const env = z.object({ HOST: z.string()${more} }).parse(process.env);
`;
  const mail = (line: string, apiKey: string): string => `import { sign } from '@/lib/sign';
${line}
export const options = sign({ apiKey: ${apiKey} });
`;
  return {
    library: 'zod, imported by an alias',
    files: {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }\n',
      '.env': 'HOST=db\n',
      'src/config/env.ts': env(''),
      'src/lib/sign.ts': 'export const sign = (options: { apiKey: string }): string => options.apiKey;\n',
      'src/mail/options.ts': mail('', `«'${SECRET}'»`),
      'src/main.ts': "import { options } from './mail/options';\n\nexport const result = options;\n",
    },
    edited: {
      'src/config/env.ts': env(', API_KEY: z.string().min(1)'),
      'src/mail/options.ts': mail("import { env } from '@/config/env';\n", 'env.API_KEY'),
    },
  };
}

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

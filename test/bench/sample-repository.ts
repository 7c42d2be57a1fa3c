import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sampleCode } from './sample-code';
import { random } from './statistics';

const FILES = 5_000;
const SERVICES = 40;
/** Measured on real services: one file in ten holds something that a rule looks at. */
const TELLING_SHARE = 0.1;

/** Writes a monorepo of 5,000 source files in 40 services with their manifests, Dockerfiles and env examples. Seeded. */
export function writeSampleRepository(root: string): void {
  const next = random(2_024);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{ "name": "sample", "private": true, "workspaces": ["services/*"] }\n');
  write('package-lock.json', '{ "name": "sample", "lockfileVersion": 3, "packages": {} }\n');
  write('.gitignore', 'node_modules/\ndist/\n.env\n');
  for (let service = 0; service < SERVICES; service++) {
    const folder = `services/service-${service}`;
    write(`${folder}/package.json`, manifest(service));
    write(`${folder}/Dockerfile`, DOCKERFILE);
    write(`${folder}/.env.example`, 'DATABASE_URL=\nLOG_LEVEL=info\nPAGE_LIMIT=50\nPORT=3000\n');
    for (let index = 0; index < FILES / SERVICES; index++) {
      const seed = service * 1_000 + index;
      const lines = 20 + Math.floor(next() ** 3 * 350);
      const area = ['api', 'domain', 'jobs', 'storage', 'shared'][index % 5];
      write(`${folder}/src/${area}/module-${index}.ts`, sampleCode({ seed, lines, telling: next() < TELLING_SHARE }));
    }
  }
}

function manifest(service: number): string {
  const text = {
    name: `service-${service}`,
    private: true,
    scripts: { build: 'tsc', start: 'node dist/api/module-0.js' },
    dependencies: { express: '^5.0.0', multer: '^2.0.0', pg: '^8.0.0', pino: '^9.0.0' },
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

const DOCKERFILE = `FROM node:22.11.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:22.11.0-slim
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
CMD ["node", "dist/api/module-0.js"]
`;

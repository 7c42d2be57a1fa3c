import assert from 'node:assert/strict';
import type { StartCommand } from '../../../server/src/core/workspace/start-commands';
import { structureOf } from '../../support/structure';

const words = ({ steps }: StartCommand): string[] =>
  steps.map(({ command }) => command.words.map(({ text }) => text).join(' '));
const launches = (start: StartCommand): string[] =>
  start.launches.map(({ command }) => command.words.map(({ text }) => text).join(' '));

function only(fixture: string, origin: StartCommand['origin'] = 'dockerfile'): StartCommand {
  const found = structureOf(fixture).startCommands.filter((start) => start.origin === origin);
  assert.equal(found.length, 1);
  return found[0] as StartCommand;
}

const MANIFEST =
  '=== package.json ===\n{ "name": "a", "scripts": { "prestart": "tsc", "start": "npm run serve", "serve": "node dist/server.js", "loop": "npm run loop" } }\n';

describe('start commands', () => {
  it('follow scripts of package.json, with their pre scripts', () => {
    const start = only(
      `=== Dockerfile ===\nFROM node\nCMD ["npm", "start"]\n=== src/server.ts ===\nexport {};\n${MANIFEST}`,
    );
    assert.deepEqual(words(start), ['tsc', 'node dist/server.js']);
    assert.deepEqual(launches(start), ['npm start']);
    assert.deepEqual(start.entries, ['src/server.ts']);
    assert.deepEqual(
      start.steps[1]?.scripts.map(({ name }) => name),
      ['start', 'serve'],
    );
  });

  it('come to an end when a script calls itself', () => {
    assert.deepEqual(words(only(`=== Procfile ===\nweb: npm run loop\n${MANIFEST}`, 'procfile')), ['npm run loop']);
  });

  it('leave alone what no script explains', () => {
    assert.deepEqual(words(only(`=== Procfile ===\nweb: npm run missing\n${MANIFEST}`, 'procfile')), [
      'npm run missing',
    ]);
  });

  it('take start:prod before start, and only one of them', () => {
    const start = only(
      '=== package.json ===\n{ "scripts": { "start": "nest start", "start:prod": "node dist/main" } }\n',
      'script',
    );
    assert.equal(start.processType, 'start:prod');
    assert.equal(start.production, false);
  });

  describe('of an image', () => {
    const image = (lines: string, more = ''): StartCommand => only(`=== Dockerfile ===\nFROM node\n${lines}\n${more}`);

    it('join ENTRYPOINT and CMD', () => {
      assert.deepEqual(words(image('ENTRYPOINT ["node"]\nCMD ["server.js"]')), ['node server.js']);
      assert.deepEqual(words(image('ENTRYPOINT ["tini", "--"]\nCMD node a.js && node b.js')), [
        'node a.js',
        'node b.js',
      ]);
      assert.deepEqual(image('ENTRYPOINT ["tini", "--"]\nCMD ["node", "a.js"]').steps[0]?.command.wrappers, ['tini']);
    });

    it('leave CMD aside where the entry point is a text for the shell', () => {
      assert.deepEqual(words(image('ENTRYPOINT node server.js\nCMD ["other"]')), ['node server.js']);
    });

    it('hand CMD to an entry script, if it asks for it', () => {
      const lines = 'ENTRYPOINT ["/usr/bin/docker-entrypoint.sh"]\nCMD ["node", "server.js"]';
      assert.deepEqual(words(image(lines, '=== docker-entrypoint.sh ===\necho up\nexec "$@"\n')), [
        'echo up',
        'node server.js',
      ]);
      assert.deepEqual(words(image(lines, '=== docker-entrypoint.sh ===\nexec node other.js\n')), ['node other.js']);
    });

    it('take an unknown entry program to run what it is handed', () => {
      assert.deepEqual(words(image('ENTRYPOINT ["/entry"]\nCMD ["node", "server.js"]')).at(-1), 'node server.js');
    });

    it('do not guess between two scripts of one name', () => {
      const more = '=== a/start.sh ===\nnode a.js\n=== b/start.sh ===\nnode b.js\n';
      assert.deepEqual(words(image('CMD ["./start.sh"]', more)), ['./start.sh']);
    });

    it('read scripts that the Dockerfile writes', () => {
      assert.deepEqual(words(image('COPY <<EOF /start\nnode migrate.js\nexec node server.js\nEOF\nCMD ["/start"]')), [
        'node migrate.js',
        'node server.js',
      ]);
    });

    it('are those of the stages that are started', () => {
      const stages = (compose: string): (number | undefined)[] =>
        structureOf(
          `=== Dockerfile ===\nFROM node AS build\nCMD ["node", "build.js"]\nFROM node AS worker\nCMD ["node", "worker.js"]\nFROM node\nCOPY --from=build /a /a\nCMD ["node", "web.js"]\n${compose}`,
        ).startCommands.map(({ stage }) => stage);
      assert.deepEqual(stages(''), [2]);
      assert.deepEqual(
        stages('=== compose.yml ===\nservices:\n  worker:\n    build: { context: ., target: worker }\n'),
        [1, 2],
      );
      assert.deepEqual(
        stages('=== compose.dev.yml ===\nservices:\n  worker:\n    build: { context: ., target: worker }\n'),
        [2],
      );
    });

    it('find their files where the image keeps them', () => {
      const start = (workdir: string, context: string): readonly string[] =>
        only(`
          === apps/api/Dockerfile ===
          FROM node
          WORKDIR ${workdir}
          CMD ["node", "dist/main.js"]
          === compose.yml ===
          services: { api: { build: { context: ${context}, dockerfile: ${context === '.' ? 'apps/api/Dockerfile' : 'Dockerfile'} } } }
          === apps/api/package.json ===
          { "name": "api" }
          === apps/api/src/main.ts ===
          export {};
          === package.json ===
          { "name": "root" }
        `).entries;
      assert.deepEqual(start('/app', './apps/api'), ['apps/api/src/main.ts']);
      assert.deepEqual(start('/usr/src/app/apps/api', '.'), ['apps/api/src/main.ts']);
      assert.deepEqual(start('/app', '.'), ['apps/api/src/main.ts']);
    });
  });

  describe('of compose', () => {
    const compose = (service: string, file = 'compose.yml', more = ''): readonly StartCommand[] =>
      structureOf(`=== ${file} ===\nservices:\n  web:\n${service}${more}`).startCommands;

    it('count for a release in neutral files', () => {
      assert.deepEqual(
        compose('    build: .\n    command: node a.js\n').map(({ production }) => production),
        [true],
      );
      assert.deepEqual(
        compose('    build: .\n    command: node a.js\n', 'compose.dev.yml').map(({ production }) => production),
        [false],
      );
    });

    it('do not where the sources are mounted, a stage for development is the target or NODE_ENV says so', () => {
      for (const line of [
        'volumes: [".:/app"]',
        'volumes: ["./src:/app/src"]',
        'environment: { NODE_ENV: development }',
      ]) {
        assert.deepEqual(
          compose(`    build: .\n    command: node a.js\n    ${line}\n`).map(({ production }) => production),
          [false],
          line,
        );
      }
      assert.deepEqual(
        compose('    build: { context: ., target: dev }\n    command: node a.js\n').map(({ production }) => production),
        [false],
      );
      assert.deepEqual(
        compose('    build: .\n    command: node a.js\n    volumes: ["./uploads:/app/uploads"]\n').map(
          ({ production }) => production,
        ),
        [true],
      );
    });

    it('are of no concern for images of others', () =>
      assert.deepEqual(compose('    image: redis\n    command: redis-server\n'), []));

    it('take the build from the file without a suffix', () => {
      const base = '=== docker-compose.yml ===\nservices:\n  web:\n    build: .\n';
      const [start] = compose('    command: node a.js\n', 'docker-compose.prod.yml', base);
      assert.equal(start?.dockerfile, 'Dockerfile');
      assert.equal(start?.processType, 'web');
    });
  });

  it('find workspaces by name', () => {
    const manifests =
      '=== apps/api/package.json ===\n{ "name": "@a/api", "scripts": { "start": "node api.js" } }\n=== package.json ===\n{ "name": "root", "scripts": { "start": "node root.js" } }\n';
    for (const command of [
      'pnpm --filter @a/api start',
      'yarn workspace @a/api start',
      'npm --workspace @a/api start',
      'npm --prefix apps/api start',
      'cd apps/api && npm start',
    ]) {
      assert.deepEqual(
        words(only(`=== Procfile ===\nweb: ${command}\n${manifests}`, 'procfile')),
        ['node api.js'],
        command,
      );
    }
  });
});

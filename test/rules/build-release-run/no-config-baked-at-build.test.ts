import rule from '../../../server/src/rules/05-build-release-run/no-config-baked-at-build';
import { ruleTester } from '../../support/rule-tester';

const image = (line: string): string => `FROM node:22\nCOPY . .\n${line}\nCMD ["node", "."]\n`;
const workflow = (matrix: string, step: string): string =>
  `=== .github/workflows/release.yml ===\non: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        environment: ${matrix}    steps:\n      - ${step}\n`;

ruleTester(rule, {
  keeps: [
    { name: 'what is the same in every deploy', code: image('ENV NODE_ENV=production PORT=3000 HOST=0.0.0.0 TZ=UTC') },
    {
      name: 'package managers and telemetry',
      code: image('ENV NPM_CONFIG_REGISTRY_URL=https://npm.acme.io TELEMETRY_URL=https://t.acme.io'),
    },
    { name: 'versions and paths', code: image('ENV APP_VERSION=1.2.3 DATA_DIR=/data DATABASE_URL=file:/data/app.db') },
    { name: 'this machine', code: image('ENV REDIS_URL=redis://localhost:6379 DB_HOST=127.0.0.1') },
    { name: 'a service of compose', code: image('ENV REDIS_URL=redis://cache:6379 DB_HOST=db') },
    { name: 'a stand-in', code: image('ENV API_URL=https://api.example.com') },
    { name: 'a variable decides', code: image('ARG API_URL\nENV API_URL=$API_URL') },
    { name: 'a secret, which another rule tells', code: image('ENV API_TOKEN=https://x.internal.acme.io') },
    {
      name: 'a development stage',
      code: 'FROM node:22 AS dev\nENV API_URL=https://staging.acme.io\nFROM node:22\nCMD ["node", "."]\n',
    },
    {
      name: 'an image of a library',
      code: `${image('ENV API_URL=https://staging.acme.io')}=== package.json ===\n{ "name": "lib", "main": "index.js", "files": ["index.js"] }\n`,
      file: 'docker/Dockerfile.dev',
    },
    {
      name: 'a builder that needs an address itself',
      code: `FROM node:22 AS build\nENV API_URL=https://staging.acme.io\n${image('')}`,
    },
    { name: 'a build for production', code: image('RUN npm run build:production') },
    {
      name: 'a matrix of versions',
      code: workflow('[18, 20]\n', 'run: docker build --build-arg NODE=${{ matrix.environment }} .'),
    },
    {
      name: 'a matrix that deploys one image',
      code: workflow('[staging, production]\n', 'run: ./deploy.sh ${{ matrix.environment }}'),
    },
    {
      name: 'a suppression',
      code: image(
        '# twelve-factor-disable-next-line build-release-run/no-config-baked-at-build -- one deploy\nENV DB_HOST=db.prod.acme.io',
      ),
    },
  ],
  breaks: [
    {
      name: 'the database of a deploy',
      code: image(
        'ENV NODE_ENV=production \\\n    DB_HOST=db.prod.acme.internal\n#   ^^^^^^^ warning: The image sets "DB_HOST" to the address of one deploy.',
      ),
      fixed: {
        Dockerfile: image('ENV NODE_ENV=production'),
        '.env.example': 'DB_HOST=\n',
      },
      fixTitle: 'Give the container DB_HOST when it starts',
    },
    {
      name: 'handed through by compose from now on',
      code: `${image('# the store\nENV UPLOAD_BUCKET=acme-prod-uploads\n#   ^^^^^^^^^^^^^ warning: The image sets "UPLOAD_BUCKET" to the address of one deploy.')}=== compose.yml ===\nservices:\n  api:\n    build: .\n    environment:\n      PORT: 3000 # kept\n`,
    },
    {
      name: "an address that may be anybody's",
      code: image(
        'ENV API_URL=https://api.acme.io\n#   ^^^^^^^ info: The image sets "API_URL" to the address of one deploy.',
      ),
    },
    {
      name: 'what a front end gets',
      code: `FROM node:22 AS build\nARG VITE_API_URL=https://api.acme.io\n#   ^^^^^^^^^^^^ info: The build freezes "VITE_API_URL" into the code that browsers get.\nRUN npm run build\nFROM nginx:1.27\nCOPY --from=build /dist /usr/share/nginx/html\n`,
    },
    {
      name: 'an argument',
      code: image(
        'ARG API_URL=https://staging.acme.io\n#   ^^^^^^^ info: The build argument "API_URL" has an address of one deploy as its default.',
      ),
    },
    {
      name: 'a configuration file',
      code: image(
        'COPY config/production.json config/local.json\n#    ^^^^^^^^^^^^^^^^^^^^^^ warning: The image takes in the configuration of one deploy, "config/production.json".',
      ),
    },
    {
      name: 'a build for staging',
      code: image(
        'RUN npm ci && npm run build:staging\n#             ^^^^^^^^^^^^^^^^^^^^^ warning: The image is built for one deploy, "staging".',
      ),
    },
    {
      name: 'a mode of a bundler',
      code: image(
        'RUN npx vite build --mode staging\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The image is built for one deploy, "staging".',
      ),
    },
    {
      name: 'an image for each deploy',
      code: workflow(
        '[staging, production]\n#                     ^^^^^^^ warning: This job builds an image for each deploy instead of one for all.\n',
        'run: docker build --build-arg ENV=${{ matrix.environment }} .',
      ),
    },
    {
      name: 'compose hands an address to the build, in one package of several',
      code: '=== compose.yml ===\nservices:\n  web:\n    build:\n      context: apps/web\n      args:\n        API_URL: https://staging.acme.io\n#       ^^^^^^^ info: The build argument "API_URL" has an address of one deploy as its default.\n=== apps/web/package.json ===\n{ "name": "web", "private": true, "dependencies": { "express": "5" } }\n',
    },
  ],
});

import rule from '../../../server/src/rules/03-config/no-secret-in-image';
import { fakeSecret } from '../../support/fake-secrets';
import { marked } from '../../support/marked';
import { type RuleCase, ruleTester } from '../../support/rule-tester';

const password = fakeSecret('password');
const npm = fakeSecret('npm-token');
const url = fakeSecret('postgres-url');

const environment = (name: string): string =>
  `The secret "${name}" is set in the image, for every deploy and every reader of it.`;
const argument = (name: string): string => `The build argument "${name}" stays readable in the history of the image.`;
const command = (target: string): string =>
  `A credential for "${target}" is written into this command, and so into a layer of the image.`;
const ENV_FILES = { '.env.example': 'DB_PASSWORD=\n', '.gitignore': '.env\n', '.dockerignore': '.env\n' };

/** A Dockerfile of one stage, with a mark under one of its lines. */
function image(name: string, line: string, part: string, message: string, rest = ''): RuleCase {
  return { name, code: `FROM node:24\n${marked(line, part, message, '#')}\n${rest}` };
}

ruleTester(rule, {
  keeps: [
    {
      name: 'names that only sound like secrets',
      code: 'FROM node:24\nENV GOPRIVATE=github.com/acme GOPASS_VERSION=1.15 DB_PASSWORD_FILE=/run/secrets/db AUTH_MODE=basic SSH_AUTH_SOCK=/tmp/agent TOKEN_TTL=3600 USERNAME=app\n',
    },
    {
      name: 'paths, flags and numbers',
      code: 'FROM node:24\nENV TLS_PRIVATE_KEY=/etc/tls/server.key ROTATE_TOKEN=true API_TOKEN=1\n',
    },
    { name: 'empty values', code: 'FROM node:24\nENV DB_PASSWORD=""\n' },
    { name: 'a value from outside of the file', code: 'FROM node:24\nENV DB_PASSWORD=$DB_PASSWORD\n' },
    { name: 'a public prefix', code: `FROM node:24\nENV NEXT_PUBLIC_API_KEY=${password}\n` },
    { name: 'a mounted secret', code: 'FROM node:24\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\n' },
    { name: 'an argument that nothing can see', code: 'FROM node:24\nARG NPM_TOKEN\nCOPY . .\nCMD ["node", "a.js"]\n' },
    { name: 'an argument before the first stage', code: 'ARG NPM_TOKEN\nFROM node:24\nRUN npm ci\n' },
    {
      name: 'commands that take a secret from a variable',
      code: 'FROM node:24\nRUN echo "//registry.acme.test/:_authToken=${TOKEN}" > .npmrc && curl -u "$USER:$PASS" https://a.b && git clone https://$TOKEN@github.com/a/b\n',
    },
    {
      name: 'URLs without credentials',
      code: 'FROM node:24\nRUN curl -fsSL https://deb.nodesource.com/setup | bash - && git clone ssh://git@github.com/acme/tools\n',
    },
    {
      name: 'a stage that no release contains',
      code: `FROM node:24 AS test\nRUN curl -u app:${password} https://a.b\nFROM node:24\nCMD ["node", "a.js"]\n`,
    },
    { name: 'another image builds with it', code: 'FROM node:24\nONBUILD ARG NPM_TOKEN\nONBUILD RUN npm ci\n' },
    {
      name: 'a name and a value that the configuration allows',
      code: `FROM node:24\nENV DEMO_PASSWORD=${password}\nENV DB_PASSWORD=local-1\n`,
      configuration: { rules: { [rule.id]: ['error', { allow: ['DEMO_*'], allowPatterns: ['local-\\d'] }] } },
    },
    {
      name: 'a suppression',
      code: `FROM node:24\n# twelve-factor-disable-next-line config/no-secret-in-image -- a test image\nENV DB_PASSWORD=${password}\n`,
    },
  ],
  breaks: [
    {
      ...image('a variable', `ENV DB_PASSWORD=${password}`, 'DB_PASSWORD', `error: ${environment('DB_PASSWORD')}`),
      fixTitle: 'Take DB_PASSWORD out of the image',
      fixed: { Dockerfile: 'FROM node:24\n', '.env': `DB_PASSWORD=${password}\n`, ...ENV_FILES },
    },
    {
      ...image(
        'one of several',
        `ENV PORT=3000 DB_PASSWORD=${password} \\`,
        'DB_PASSWORD',
        `error: ${environment('DB_PASSWORD')}`,
        '    NODE_ENV=production\n',
      ),
      fixed: {
        Dockerfile: 'FROM node:24\nENV PORT=3000 NODE_ENV=production\n',
        '.env': `DB_PASSWORD=${password}\n`,
        ...ENV_FILES,
      },
    },
    {
      name: 'a variable of a service of the compose file',
      code: `=== Dockerfile ===\nFROM node:24\n${marked(`ENV DB_PASSWORD=${password}`, 'DB_PASSWORD', environment('DB_PASSWORD'), '#')}\n=== compose.yml ===\nservices:\n  api:\n    build: .\n    environment:\n      PORT: "3000" # fixed\n  worker:\n    build: { context: . }\n    environment:\n      - PORT=3001\n  db:\n    image: postgres:17\n    environment:\n      A: b\n`,
      fixed: {
        Dockerfile: 'FROM node:24\n',
        'compose.yml':
          'services:\n  api:\n    build: .\n    environment:\n      PORT: "3000" # fixed\n      DB_PASSWORD: ${DB_PASSWORD:?set DB_PASSWORD}\n  worker:\n    build: { context: . }\n    environment:\n      - PORT=3001\n      - DB_PASSWORD=${DB_PASSWORD:?set DB_PASSWORD}\n  db:\n    image: postgres:17\n    environment:\n      A: b\n',
        '.env': `DB_PASSWORD=${password}\n`,
        ...ENV_FILES,
      },
    },
    image('the older form', `ENV JWT_SECRET ${password}`, 'JWT_SECRET', environment('JWT_SECRET')),
    image('a weak value', 'ENV DB_PASSWORD=postgres', 'DB_PASSWORD', `warning: ${environment('DB_PASSWORD')}`),
    image(
      'a stand-in, which is the interface of an image',
      'ENV DB_PASSWORD=changeme',
      'DB_PASSWORD',
      `hint: ${environment('DB_PASSWORD')}`,
    ),
    image(
      'the number of a pair of keys',
      `ENV CLOUD_API_KEY=${['5938', '2746', '1029', '384'].join('')}`,
      'CLOUD_API_KEY',
      `warning: ${environment('CLOUD_API_KEY')}`,
    ),
    image(
      'a password of digits',
      `ENV DB_PASSWORD=${['8493', '0275', '61'].join('')}`,
      'DB_PASSWORD',
      `error: ${environment('DB_PASSWORD')}`,
    ),
    image(
      'an address with a password',
      `ENV DATABASE_URL=${url}`,
      'DATABASE_URL',
      `error: ${environment('DATABASE_URL')}`,
    ),
    {
      ...image(
        'a build argument',
        'ARG NPM_TOKEN',
        'NPM_TOKEN',
        `warning: ${argument('NPM_TOKEN')}`,
        'COPY . .\nRUN npm ci\nRUN npm run build\n',
      ),
      fixTitle: 'Mount NPM_TOKEN as a build secret',
      fixed:
        'FROM node:24\nCOPY . .\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm run build\n',
    },
    {
      ...image(
        'a build argument that one command mentions',
        'ARG SENTRY_AUTH_TOKEN',
        'SENTRY_AUTH_TOKEN',
        argument('SENTRY_AUTH_TOKEN'),
        'RUN npm ci\nRUN upload --token=${SENTRY_AUTH_TOKEN}\n',
      ),
      fixed:
        'FROM node:24\nRUN npm ci\nRUN --mount=type=secret,id=sentry_auth_token,env=SENTRY_AUTH_TOKEN upload --token=${SENTRY_AUTH_TOKEN}\n',
    },
    {
      ...image(
        'a build argument that becomes a variable',
        'ARG JWT_SECRET',
        'JWT_SECRET',
        argument('JWT_SECRET'),
        'ENV JWT_SECRET=$JWT_SECRET\nRUN npm run build\n',
      ),
      fixTitle: 'Take JWT_SECRET out of the image',
      fixed: 'FROM node:24\nRUN npm run build\n',
    },
    image(
      'a build argument with another use',
      'ARG API_TOKEN',
      'API_TOKEN',
      argument('API_TOKEN'),
      'LABEL token=$API_TOKEN\nRUN npm ci\n',
    ),
    image(
      'a build argument with a real default',
      `ARG NPM_TOKEN=${password}`,
      'NPM_TOKEN',
      `error: ${argument('NPM_TOKEN')}`,
      'RUN npm ci\n',
    ),
    {
      name: 'a build argument of the build alone',
      code: `FROM node:24 AS build\n${marked('ARG NPM_TOKEN', 'NPM_TOKEN', `info: ${argument('NPM_TOKEN')}`, '#')}\nRUN npm ci\nFROM node:24\nCOPY --from=build /app /app\n`,
    },
    {
      name: 'an argument of another name',
      code: `FROM node:24\nARG SECRET_VALUE_ID\n${marked('ENV DB_PASSWORD=$SECRET_VALUE_ID', 'DB_PASSWORD', 'warning: The variable "DB_PASSWORD" keeps the build argument "SECRET_VALUE_ID" in the image.', '#')}\n`,
    },
    image(
      'a token',
      `RUN echo "//registry.acme.test/:_authToken=${npm}" > .npmrc`,
      npm,
      'error: A credential of the kind "npm-token" is written into the Dockerfile.',
    ),
    image(
      'a registry token of no known form',
      `RUN npm config set //npm.acme.io/:_authToken ${password}`,
      password,
      command('npm'),
    ),
    image('curl', `RUN curl -u "app:${password}" https://files.acme.io/a`, `"app:${password}"`, command('curl')),
    image(
      'git',
      `RUN git clone https://deploy:${password}@github.com/acme/tools`,
      `https://deploy:${password}@github.com/acme/tools`,
      command('git'),
    ),
    image('the AWS client', `RUN aws configure set aws_secret_access_key ${password}`, password, command('aws')),
    {
      name: 'a stage for development',
      code: `FROM node:24 AS dev\n${marked(`ENV DB_PASSWORD=${password}`, 'DB_PASSWORD', `hint: ${environment('DB_PASSWORD')}`, '#')}\nFROM node:24\nCMD ["node", "a.js"]\n`,
    },
    {
      name: 'CRLF, a BOM and an emoji',
      code: `\uFEFF# 🔑\r\nFROM node:24\r\n${marked(`ENV DB_PASSWORD=${password}\r`, 'DB_PASSWORD', environment('DB_PASSWORD'), '#')}\n`,
      fixed: { Dockerfile: '\uFEFF# 🔑\r\nFROM node:24\r\n', '.env': `DB_PASSWORD=${password}\n`, ...ENV_FILES },
    },
    {
      ...image(
        'a name that the configuration adds',
        `ENV GITHUB_PAT=${password}`,
        'GITHUB_PAT',
        environment('GITHUB_PAT'),
      ),
      configuration: { secretNames: { add: ['*_PAT'] } },
    },
  ],
});

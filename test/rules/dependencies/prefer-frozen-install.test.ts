import rule from '../../../server/src/rules/02-dependencies/prefer-frozen-install';
import { ruleTester } from '../../support/rule-tester';

const NPM = '=== package-lock.json ===\n{}\n';
const YARN = '=== yarn.lock ===\n\n';
const PNPM = '=== pnpm-lock.yaml ===\n\n';
const NPM_INSTALL = '"npm install" may install other versions than "package-lock.json" says; use "npm ci".';

const image = (...lines: string[]): string => `=== Dockerfile ===\nFROM node:22\n${lines.join('\n')}\n`;

ruleTester(rule, {
  keeps: [
    { name: 'npm ci', code: `${image('COPY . .', 'RUN npm ci --omit=dev')}${NPM}` },
    { name: 'a frozen Yarn', code: `${image('RUN yarn install --frozen-lockfile')}${YARN}` },
    { name: 'named packages', code: `${image('RUN npm install pm2 sharp')}${NPM}` },
    { name: 'a global install', code: `${image('RUN npm i -g pnpm@9')}${NPM}` },
    { name: 'a folder of its own', code: `${image('RUN npm install --prefix client')}${NPM}` },
    { name: 'the lock file only', code: `${image('RUN npm install --package-lock-only')}${NPM}` },
    { name: 'no lock file', code: image('RUN npm install') },
    { name: 'the lock file of another manager', code: `${image('RUN npm install')}${YARN}` },
    {
      name: 'Docker ignores the lock file',
      code: `${image('COPY . .', 'RUN npm install')}${NPM}=== .dockerignore ===\npackage-lock.json\n`,
    },
    { name: 'pnpm where CI is set', code: `${image('ENV CI=true', 'RUN pnpm install')}${PNPM}` },
    { name: 'pnpm with CI before it', code: `${image('RUN CI=1 pnpm i')}${PNPM}` },
    {
      name: 'Yarn 4 in CI',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  a:\n    steps:\n      - run: yarn\n${YARN}=== .yarnrc.yml ===\nnodeLinker: node-modules\n`,
    },
    {
      name: 'pnpm in CI',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  a:\n    steps:\n      - run: pnpm install\n${PNPM}`,
    },
    {
      name: 'a job that updates the dependencies',
      code: `=== .github/workflows/update.yml ===\njobs:\n  a:\n    steps:\n      - run: npm install\n      - uses: peter-evans/create-pull-request@v7\n${NPM}`,
    },
    {
      name: 'a development stage',
      code: `=== Dockerfile ===\nFROM node:22 AS dev\nRUN npm install\nFROM node:22\nRUN npm ci\n${NPM}`,
    },
    { name: 'a development file', code: `=== Dockerfile.dev ===\nFROM node:22\nRUN npm install\n${NPM}` },
    { name: 'options in a variable', code: `${image('ARG FLAGS', 'RUN npm install $FLAGS')}${NPM}` },
    { name: 'an unknown option', code: `${image('RUN npm install --surprise')}${NPM}` },
    {
      name: 'a folder made at run time',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  a:\n    steps:\n      - run: cd $DIR && npm install\n${NPM}`,
    },
    {
      name: 'suppressed with a reason',
      code: `${image('# twelve-factor-disable-next-line dependencies/prefer-frozen-install -- mirrors differ', 'RUN npm install')}${NPM}`,
    },
  ],
  breaks: [
    {
      name: 'npm, the lock file copied by a pattern',
      code: `${image('COPY package*.json ./', 'RUN npm install --production --silent && \\', `#   <^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${NPM_INSTALL}`, '    npm cache clean --force')}${NPM}`.replace(
        '#   <^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      ),
      fixed: 'FROM node:22\nCOPY package*.json ./\nRUN npm ci --omit=dev --silent && \\\n    npm cache clean --force\n',
      fixTitle: 'Use "npm ci"',
    },
    {
      name: 'npm, the lock file is not copied yet',
      code: `${image('COPY package.json ./', 'RUN npm i', '#   ^^^^^ warning: "npm i" may install other versions than "package-lock.json" says; use "npm ci".')}${NPM}`,
      fixed: 'FROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
    },
    {
      name: 'the same in exec form',
      code: `${image('COPY ["package.json", "./"]', 'RUN ["npm", "install"]', `#   ^^^^^^^^^^^^^^^^^^ warning: ${NPM_INSTALL}`)}${NPM}`,
      fixed: 'FROM node:22\nCOPY ["package.json", "package-lock.json", "./"]\nRUN ["npm", "ci"]\n',
    },
    {
      name: 'nothing copies what is installed',
      code: `${image('RUN npm install', `#   ^^^^^^^^^^^ warning: ${NPM_INSTALL}`)}${NPM}`,
    },
    {
      name: 'a bare yarn',
      code: `${image('COPY package.json yarn.lock ./', 'RUN yarn && yarn cache clean', '#   ^^^^ warning: "yarn" may install other versions than "yarn.lock" says; use "yarn install --frozen-lockfile".')}${YARN}`,
      fixed: 'FROM node:22\nCOPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile && yarn cache clean\n',
    },
    {
      name: 'Yarn 4 in an image, where CI is not set',
      code: `${image('COPY . .', 'RUN yarn install', '#   ^^^^^^^^^^^^ warning: "yarn install" may install other versions than "yarn.lock" says; use "yarn install --immutable".')}${YARN}=== .yarnrc.yml ===\nnodeLinker: node-modules\n`,
      fixed: 'FROM node:22\nCOPY . .\nRUN yarn install --immutable\n',
    },
    {
      name: 'a mounted lock file, pnpm',
      code: `${image('RUN --mount=type=bind,source=pnpm-lock.yaml,target=pnpm-lock.yaml pnpm i', '#                                                                 ^^^^^^ warning: "pnpm i" may install other versions than "pnpm-lock.yaml" says; use "pnpm install --frozen-lockfile".')}${PNPM}`,
      fixed:
        'FROM node:22\nRUN --mount=type=bind,source=pnpm-lock.yaml,target=pnpm-lock.yaml pnpm i --frozen-lockfile\n',
    },
    {
      name: 'a lock file left alone on purpose is a hint',
      code: `${image('COPY . .', 'RUN npm install --no-package-lock', `#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: ${NPM_INSTALL}`)}${NPM}`,
    },
    {
      name: 'CI, comments and anchors stay',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  a: &job\n    steps:\n      - run: |  # tests\n          npm install\n#         ^^^^^^^^^^^ warning: ${NPM_INSTALL}\n          npm test\n${NPM}`,
      fixed: 'jobs:\n  a: &job\n    steps:\n      - run: |  # tests\n          npm ci\n          npm test\n',
    },
    {
      name: 'CI in a folder of the repository',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  a:\n    steps:\n      - run: cd api && npm install\n#                      ^^^^^^^^^^^ warning: ${NPM_INSTALL}\n=== api/package.json ===\n{ "name": "api" }\n=== api/package-lock.json ===\n{}\n`,
    },
    {
      name: 'the build on Heroku',
      code: `=== package.json ===\n{ "name": "a", "scripts": {\n  "heroku-postbuild": "npm install && npm run build"\n//                     ^^^^^^^^^^^ warning: ${NPM_INSTALL}\n} }\n${NPM}`,
      fixed: '{ "name": "a", "scripts": {\n  "heroku-postbuild": "npm ci && npm run build"\n} }\n',
    },
  ],
});

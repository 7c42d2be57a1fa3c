import rule from '../../../server/src/rules/03-config/no-secret-in-manifest';
import { fakeSecret } from '../../support/fake-secrets';
import { ruleTester } from '../../support/rule-tester';

const TOKEN = fakeSecret('github-token');
const PASSWORD = fakeSecret('password');
const carets = (text: string): string => '^'.repeat(text.length);
const variable = (name: string): string => `"${name}" is given a secret in plain text.`;
const pod = (env: string): string =>
  `=== k8s/api.yaml ===\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: acme/api:1\n          env:\n${env}`;
const compose = (environment: string, file = 'compose.prod.yml'): string =>
  `=== ${file} ===\nservices:\n  api:\n    image: acme/api:1\n    environment:\n${environment}`;
const secret = (more: string, kind = 'Secret'): string =>
  `=== k8s/secret.yaml ===\napiVersion: v1\nkind: ${kind}\nmetadata: { name: api }\n${more}`;
const workflow = (job: string): string => `=== .github/workflows/a.yml ===\non: push\njobs:\n${job}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

ruleTester(rule, {
  keeps: [
    { name: 'a variable', code: compose('      - API_TOKEN=${API_TOKEN}\n      - JWT_SECRET\n') },
    { name: 'a file', code: compose('      DB_PASSWORD_FILE: /run/secrets/db\n') },
    {
      name: 'the default of a stand-in, of a number and of an address of this machine',
      code: '=== compose.yml ===\nservices:\n  api:\n    build: .\n    environment:\n      - JWT_SECRET=${JWT_SECRET:-changeme}\n      - TOKEN_TTL=${TOKEN_TTL:-3600}\n      - DATABASE_URL=${DATABASE_URL:-postgres://a:b@localhost/c}\n',
    },
    {
      name: 'the default of a variable in an image that is not built here',
      code: compose(`      API_TOKEN: \${API_TOKEN:-${PASSWORD}}\n`),
    },
    {
      name: 'the address of a database beside an app that does not say it is in production, and one of this machine',
      code: '=== compose.yml ===\nservices:\n  api:\n    build: .\n    environment:\n      - DATABASE_URL=postgres://shop:shop@db:5432/shop\n  worker:\n    build: .\n    environment:\n      - NODE_ENV=production\n      - DATABASE_URL=postgres://shop:shop@localhost:5432/shop\n  foreign:\n    image: acme/api:1\n    environment: { NODE_ENV: production, DATABASE_URL: "postgres://shop:shop@db:5432/shop" }\n',
    },
    { name: 'a stand-in', code: compose('      API_TOKEN: changeme\n') },
    {
      name: 'the password of a database image',
      code: '=== compose.yml ===\nservices:\n  db: { image: "postgres:16", environment: { POSTGRES_PASSWORD: shop } }\n',
    },
    { name: 'a weak password for development', code: compose('      DB_PASSWORD: shop\n', 'compose.dev.yml') },
    {
      name: 'a reference to a Secret',
      code: pod(
        '            - name: API_TOKEN\n              valueFrom: { secretKeyRef: { name: api-token, key: token } }\n',
      ),
    },
    { name: 'a template', code: pod('            - name: API_TOKEN\n              value: {{ .Values.token }}\n') },
    { name: 'what is encrypted', code: secret('stringData: { password: "ENC[AES256_GCM,data:x]" }\n') },
    { name: 'empty, and no text', code: secret('data: { password: "", key: /u3+7Q== }\n') },
    { name: 'a file in a ConfigMap', code: secret('data:\n  app.conf: |\n    a=b\n', 'ConfigMap') },
    {
      name: 'a service of a test run',
      code: workflow(
        `  test:\n    services: { db: { image: postgres, env: { POSTGRES_PASSWORD: ${PASSWORD} } } }\n    steps: []\n`,
      ),
    },
    {
      name: 'a secret of the platform',
      code: workflow('  a:\n    env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }\n    steps: []\n'),
    },
    { name: 'a registry with a variable', code: '=== .npmrc ===\n//registry.acme.test/:_authToken=${NPM_TOKEN}\n' },
    {
      name: 'an option',
      code: compose(`      API_TOKEN: ${PASSWORD}\n`),
      configuration: { rules: { 'config/no-secret-in-manifest': ['warning', { allow: ['API_*'] }] } },
    },
    {
      name: 'a suppression',
      code: compose(
        `      # twelve-factor-disable-next-line config/no-secret-in-manifest -- a toy\n      API_TOKEN: ${PASSWORD}\n`,
      ),
    },
  ],
  breaks: [
    {
      name: 'the password in the address of a database, in a service for production',
      code: `=== compose.yml ===\nservices:\n  api:\n    build: .\n    environment:\n      NODE_ENV: production\n      DATABASE_URL: postgres://shop:shop@db:5432/shop\n#                   ${carets('postgres://shop:shop@db:5432/shop')} info: ${variable('DATABASE_URL')}\n`,
    },
    {
      name: 'a word as password, in a file for production',
      code: `=== compose.prod.yml ===\nservices:\n  api:\n    build: .\n    environment:\n      DB_PASSWORD: shop\n#                  ^^^^ info: ${variable('DB_PASSWORD')}\n`,
    },
    {
      name: 'a secret that a service of the project falls back to',
      code: [
        '=== compose.yml ===',
        'services:',
        '  api:',
        '    build: .',
        '    environment:',
        '      - JWT_SECRET=${JWT_SECRET:-75312975}',
        '#                  ^^^^^^^^^^^^^^^^^^^^^^^ info: "JWT_SECRET" falls back to a secret in this file where it is not set.',
        '',
      ].join('\n'),
      fixTitle: 'Take JWT_SECRET from the environment',
    },
    {
      name: 'compose, a map',
      code: compose(
        `      API_TOKEN: "${PASSWORD}" # ours\n#                 ${carets(PASSWORD)} warning: ${variable('API_TOKEN')}\n`,
      ),
      fixed: {
        'compose.prod.yml': compose('      API_TOKEN: "${API_TOKEN:?set API_TOKEN}" # ours\n').replace(/^===.*\n/, ''),
        '.env.example': 'API_TOKEN=\n',
        '.env': `API_TOKEN=${PASSWORD}\n`,
        '.gitignore': '.env\n',
      },
      fixTitle: 'Take API_TOKEN from the environment',
    },
    {
      name: 'compose, a list, with an address; a token even in a file for development',
      code: `${compose(`      - DATABASE_URL=${fakeSecret('postgres-url')}\n#                    ${carets(fakeSecret('postgres-url'))} warning: ${variable('DATABASE_URL')}\n`)}${compose(`      A: ${TOKEN}\n#        ${carets(TOKEN)} error: ${variable('A')}\n`, 'compose.dev.yml')}`,
    },
    {
      name: 'a weak password',
      code: compose(`      DB_PASSWORD: shop\n#                  ^^^^ hint: ${variable('DB_PASSWORD')}\n`),
    },
    {
      name: 'a pod',
      code: pod(
        `            - name: API_TOKEN\n              # why\n              value: "${PASSWORD}" # ours\n#                     ${carets(PASSWORD)} warning: ${variable('API_TOKEN')}\n            - { name: B, value: c }\n`,
      ),
      fixed: {
        'k8s/api.yaml': pod(
          '            - name: API_TOKEN\n              # why\n              valueFrom:\n                secretKeyRef:\n                  name: api\n                  key: API_TOKEN # ours\n            - { name: B, value: c }\n',
        ).replace(/^===.*\n/, ''),
      },
    },
    {
      name: 'a Secret in base64, a ConfigMap in plain',
      code: `${secret(`data:\n  password: ${base64(PASSWORD)}\n#           ${carets(base64(PASSWORD))} warning: "password" of Secret "api" holds a secret in plain text.\n`)}${secret(`data:\n  API_TOKEN: ${TOKEN}\n#            ${carets(TOKEN)} error: "API_TOKEN" of ConfigMap "api" holds a secret in plain text.\n`, 'ConfigMap').replace('secret.yaml', 'map.yaml')}`,
    },
    {
      name: 'a workflow that deploys, and one that tests',
      code: workflow(
        `  deploy:\n    steps:\n      - run: a\n        env:\n          API_TOKEN: ${PASSWORD}\n#                    ${carets(PASSWORD)} warning: ${variable('API_TOKEN')}\n  test:\n    env:\n      API_TOKEN: ${PASSWORD}\n#                ${carets(PASSWORD)} hint: ${variable('API_TOKEN')}\n    steps: []\n`,
      ),
      fixed: {
        '.github/workflows/a.yml': workflow(
          `  deploy:\n    steps:\n      - run: a\n        env:\n          API_TOKEN: \${{ secrets.API_TOKEN }}\n  test:\n    env:\n      API_TOKEN: ${PASSWORD}\n    steps: []\n`,
        ).replace(/^===.*\n/, ''),
      },
    },
    {
      name: 'a registry',
      code: `=== .npmrc ===\n//registry.acme.test/:_authToken=${fakeSecret('npm-token')}\n#                                ${carets(fakeSecret('npm-token'))} error: "_authToken" holds a credential for a package registry.\n`,
      fixed: { '.npmrc': '//registry.acme.test/:_authToken=${NPM_TOKEN}\n' },
    },
    {
      name: 'app.json',
      code: `=== app.json ===\n{ "env": { "API_TOKEN": { "value": "${PASSWORD}" } } }\n//${' '.repeat(34)}${carets(PASSWORD)} warning: ${variable('API_TOKEN')}\n`,
    },
  ],
});

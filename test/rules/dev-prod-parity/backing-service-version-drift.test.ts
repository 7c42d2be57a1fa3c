import rule from '../../../server/src/rules/10-dev-prod-parity/backing-service-version-drift';
import { ruleTester } from '../../support/rule-tester';

const prod = (image: string): string =>
  `=== compose.prod.yml ===\nservices:\n  api: { image: acme/api, build: . }\n  db: { image: "${image}" }\n`;
const dev = (image: string): string =>
  `=== compose.dev.yml ===\nservices:\n  # the store\n  db:\n    image: ${image}\n`;
const ci = (image: string): string =>
  `=== .github/workflows/ci.yml ===\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    services:\n      db:\n        image: ${image}\n    steps: []\n`;

ruleTester(rule, {
  keeps: [
    {
      name: 'what a test brings up is no measure',
      code: `=== smoke-tests/docker-compose.yaml ===\nservices:\n  api: { image: acme/api, build: . }\n  db: { image: "postgres:12" }\n${dev('postgres:16')}`,
    },
    { name: 'one version', code: dev('postgres:16') + prod('postgres:16.2-alpine') + ci('postgres:16') },
    { name: 'a repair of PostgreSQL', code: dev('postgres:16.1') + prod('postgres:16.3') },
    { name: 'a variable', code: dev('postgres:$PG_VERSION') + prod('postgres:16') },
    { name: 'a variant', code: dev('postgres:16-alpine') + prod('postgres:16') },
    { name: 'an extension of it', code: dev('pgvector/pgvector:pg16') + prod('postgres:16') },
    {
      name: 'a matrix',
      code: `${prod('postgres:16')}${ci('postgres:$MATRIX').replace('$MATRIX', '$' + '{{ matrix.pg }}')}`,
    },
    {
      name: 'several versions, that of production among them',
      code: `${prod('postgres:16')}${dev('postgres:16')}  old: { image: "postgres:12" }\n`,
    },
    { name: 'other software of the same kind', code: dev('valkey/valkey:8') + prod('redis:7') },
    {
      name: 'two services of the app itself',
      code:
        '=== compose.yml ===\nservices:\n  api: { build: . }\n  a: { image: "postgres:12" }\n  b: { image: "postgres:16" }\n' +
        ci('postgres:15'),
    },
    { name: 'development alone', code: dev('postgres:12') },
    { name: 'an app of ours', code: dev('acme/postgres-backup:1') + prod('acme/postgres-backup:2') },
    {
      name: 'a suppression',
      code: `${dev('postgres:12').replace('    image', '    # twelve-factor-disable-next-line dev-prod-parity/backing-service-version-drift -- on its way\n    image')}${prod('postgres:16')}`,
    },
  ],
  breaks: [
    {
      name: 'development behind production',
      code: `${dev('postgres:14-alpine # small\n#          ^^^^^^^^^^^^^^^^^^ warning: PostgreSQL 14 here, but 16 in production.')}${prod('postgres:16.2')}`,
      fixed: { 'compose.dev.yml': dev('postgres:16-alpine # small').replace(/^.*\n/, '') },
      fixTitle: 'Use postgres 16 as in production',
    },
    {
      name: 'CI behind development',
      code: `${dev('redis:7.2')}${ci('redis:6\n#              ^^^^^^^ warning: Redis 6 here, but 7 in development.')}`,
      fixed: { '.github/workflows/ci.yml': ci('redis:7').replace(/^.*\n/, '') },
    },
    {
      name: 'a manifest for production',
      code: `${dev('mongo:6.0\n#          ^^^^^^^^^ warning: MongoDB 6.0 here, but 7.0 in production.')}=== k8s/mongo.yaml ===\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: mongo }\nspec: { template: { spec: { containers: [{ name: mongo, image: "mongo:7.0.4" }] } } }\n`,
    },
    {
      name: 'values of a chart',
      code: `${dev('redis:6\n#          ^^^^^^^ warning: Redis 6 here, but 7 in production.')}=== chart/values.yaml ===\nredis:\n  image:\n    repository: redis\n    tag: "7.2"\n=== chart/Chart.yaml ===\nname: a\n`,
    },
    {
      name: 'the second number',
      code: `${dev('mysql:8.0\n#          ^^^^^^^^^ hint: Mysql 8.0 here, but 8.4 in production.').replace('Mysql', 'MySQL')}${prod('mysql:8.4')}`,
    },
    {
      name: 'no version at all',
      code: `${dev('postgres\n#          ^^^^^^^^ info: "postgres" has no version here: what runs is not what production runs, 16.2.')}${prod('postgres:16.2')}`,
      fixed: { 'compose.dev.yml': dev('postgres:16.2').replace(/^.*\n/, '') },
    },
    {
      name: 'in a package of several',
      code: '=== apps/api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "5" } }\n=== apps/api/compose.dev.yml ===\nservices:\n  db: { image: "postgres:12" }\n#               ^^^^^^^^^^^ warning: PostgreSQL 12 here, but 16 in production.\n=== apps/api/compose.prod.yml ===\nservices:\n  db: { image: "postgres:16" }\n',
    },
  ],
});

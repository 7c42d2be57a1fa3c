import rule from '../../../server/src/rules/04-backing-services/no-loopback-service-in-container';
import { ruleTester } from '../../support/rule-tester';

const compose = (
  environment: string,
  more = '',
  services = '  db: { image: "postgres:16" }\n  cache: { image: redis }\n',
): string => `=== compose.yml ===\nservices:\n  api:\n    build: .\n${more}    environment:\n${environment}${services}`;
const message = (name: string, family: string, service: string): string =>
  `"${name}" points to the container itself; ${family} runs in the service "${service}".`;
const pod = (env: string, more = ''): string =>
  `=== k8s/api.yaml ===\napiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n${more}        - name: api\n          image: acme/api:1\n          env:\n${env}`;

ruleTester(rule, {
  keeps: [
    { name: 'the service', code: compose('      DATABASE_URL: postgres://db/shop\n') },
    {
      name: 'an env file that no service is given, or whose variable the compose file sets',
      code: `=== .env ===\nDATABASE_URL=postgres://localhost/shop\nREDIS_URL=redis://localhost\n${compose('      DATABASE_URL: postgres://db/shop\n      REDIS_URL: redis://cache\n', '    env_file: .env\n')}=== other.env ===\nDATABASE_URL=postgres://localhost/shop\n`,
    },
    {
      name: 'an env file of a service in the network of the machine',
      code: `=== .env ===\nDATABASE_URL=postgres://localhost/shop\n${compose('      A: 1\n', '    env_file: .env\n    network_mode: host\n')}`,
    },
    { name: 'a variable', code: compose('      DATABASE_URL: postgres://${HOST}/shop\n') },
    { name: 'the network of the machine', code: compose('      DB_HOST: localhost\n', '    network_mode: host\n') },
    { name: 'no such service here', code: compose('      MONGO_URL: mongodb://localhost/shop\n') },
    { name: 'another port', code: compose('      DATABASE_URL: postgres://localhost:6543/shop\n') },
    { name: 'for browsers', code: compose('      NEXT_PUBLIC_REDIS_URL: redis://localhost\n') },
    { name: 'a web address', code: compose('      API_URL: http://localhost:3000\n      HOST: localhost\n') },
    {
      name: 'two that it could be',
      code: compose('      DB_HOST: localhost\n', '', '  a: { image: postgres }\n  b: { image: mysql }\n'),
    },
    {
      name: 'a health check',
      code: '=== compose.yml ===\nservices:\n  db: { image: postgres, healthcheck: { test: pg_isready -h localhost }, environment: { PGHOST: localhost } }\n',
    },
    {
      name: 'a sidecar',
      code: pod(
        '            - { name: DB_HOST, value: 127.0.0.1 }\n',
        '        - { name: proxy, image: cloud-sql-proxy }\n',
      ),
    },
    {
      name: 'a suppression',
      code: compose(
        '      # twelve-factor-disable-next-line backing-services/no-loopback-service-in-container -- both run in it\n      DB_HOST: localhost\n',
      ),
    },
  ],
  breaks: [
    {
      name: 'an env file that the service is given',
      code: `=== deploy/app.env ===\nDATABASE_URL=postgres://app@localhost:5432/shop\n#<^^^^^^^^^^ warning: ${message('DATABASE_URL', 'postgres', 'db')}\nLOG=debug\n${compose('      A: 1\n', '    env_file: [app.env]\n').replace('compose.yml', 'deploy/compose.yml').replace('build: .', 'build: ..')}`,
    },
    {
      name: 'an address',
      code: compose(
        `      DATABASE_URL: "postgres://shop@localhost:5432/shop" # ours\n#                                    ^^^^^^^^^ warning: ${message('DATABASE_URL', 'postgres', 'db')}\n`,
      ),
      fixed: {
        'compose.yml': compose('      DATABASE_URL: "postgres://shop@db:5432/shop" # ours\n').replace(/^===.*\n/, ''),
      },
      fixTitle: 'Use the service "db"',
    },
    {
      name: 'a host in a list, with its port beside it',
      code: compose(
        `      - DB_HOST=127.0.0.1\n#               ^^^^^^^^^ warning: ${message('DB_HOST', 'postgres', 'db')}\n      - DB_PORT=5432\n`,
      ),
      fixed: { 'compose.yml': compose('      - DB_HOST=db\n      - DB_PORT=5432\n').replace(/^===.*\n/, '') },
    },
    {
      name: 'by the name of the variable, on a published port',
      code: compose(
        `      REDIS_HOST: localhost:6380\n#                 ^^^^^^^^^ warning: ${message('REDIS_HOST', 'redis', 'cache')}\n`,
        '',
        '  cache: { image: redis, ports: ["6380:6379"] }\n',
      ),
    },
    {
      name: 'a pod alone',
      code: pod(
        `            - name: DATABASE_URL\n              value: postgres://localhost/shop\n#                    ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "DATABASE_URL" points to the pod itself, in which no other container runs.\n`,
      ),
    },
  ],
});

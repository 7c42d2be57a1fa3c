import rule from '../../../server/src/rules/12-admin-processes/admin-task-release-drift';
import { ruleTester } from '../../support/rule-tester';

const workload = (kind: string, name: string, image: string, file = `k8s/${name}.yaml`): string =>
  `=== ${file} ===\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n          image: ${image}\n`;
const APP = workload('Deployment', 'api', 'ghcr.io/acme/api:1.4.2');
const workflow = (step: string, more = ''): string =>
  `=== .github/workflows/deploy.yml ===\non: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - run: ${step}\n        env:\n          DATABASE_URL: $\{{ secrets.DATABASE_URL }}\n`;
const IMAGE = '=== Dockerfile ===\nFROM node:22\nCMD ["node", "."]\n';

const live = (command: string, name = 'live', marks = ''): string =>
  `=== package.json ===\n{ "name": "a", "scripts": {\n  "migrate": "prisma migrate deploy",\n  "${name}":             "${command}"\n${marks} } }\n=== compose.yml ===\nservices:\n  api: { build: ., container_name: shop-api }\n  db: { image: "postgres:17" }\n`;

ruleTester(rule, {
  keeps: [
    { name: 'one release', code: APP + workload('Job', 'migrate', 'ghcr.io/acme/api:1.4.2') },
    {
      name: 'a tool',
      code: APP + workload('Job', 'migrate', 'flyway/flyway:10') + workload('Job', 'dump', 'postgres:16'),
    },
    {
      name: 'a template that is the same',
      code:
        workload('Deployment', 'api', '"acme/api:{{ .Values.tag }}"') +
        workload('Job', 'migrate', '"acme/api:{{ .Values.tag }}"'),
    },
    { name: 'a template that decides', code: APP + workload('Job', 'migrate', '"ghcr.io/acme/api:{{ .Values.tag }}"') },
    {
      name: 'another deploy',
      code: APP + workload('Job', 'migrate', 'ghcr.io/acme/api:1.5.0', 'k8s/staging/migrate.yaml'),
    },
    {
      name: 'a kustomization names the tag',
      code: `${APP}${workload('Job', 'migrate', 'ghcr.io/acme/api:1.0.0')}=== k8s/kustomization.yaml ===\nresources: [api.yaml, migrate.yaml]\nimages:\n  - name: ghcr.io/acme/api\n    newTag: 1.4.2\n`,
    },
    {
      name: 'a variable in compose',
      code: '=== compose.prod.yml ===\nservices:\n  api: { image: "acme/api:1" }\n  migrate: { image: "acme/api:$TAG", restart: "no" }\n',
    },
    {
      name: 'services that both go on running',
      code: '=== compose.prod.yml ===\nservices:\n  a: { image: "acme/api:1" }\n  b: { image: "acme/api:2" }\n',
    },
    {
      name: 'the database of a test',
      code: IMAGE + workflow('npx prisma migrate deploy', '    services: { db: { image: "postgres:16" } }\n'),
    },
    { name: 'no image', code: workflow('npx prisma migrate deploy') },
    {
      name: 'a look into a live container, and a task in one for development',
      code:
        live('docker exec -it api sh') +
        live('docker exec api npm run migrate')
          .replace('build: .', 'build: ., volumes: [".:/app"]')
          .replaceAll('=== ', '=== dev/'),
    },
    { name: 'a script for development', code: live('docker compose exec api npm run migrate', 'db:migrate:dev') },
    { name: 'a container of its own', code: live('docker compose run --rm api npm run migrate') },
    { name: 'a container that is not built here', code: live('docker exec other npm run migrate') },
    { name: 'a name that a variable decides', code: live('docker exec $API npm run migrate') },
    { name: 'an option that is not known', code: live('docker exec --new api npm run migrate') },
    {
      name: 'a comment that says why',
      code: `${APP}${workload('Job', 'migrate', 'ghcr.io/acme/api:1.4.1 # twelve-factor-disable-line admin-processes/admin-task-release-drift -- on its way')}`,
    },
  ],
  breaks: [
    {
      name: 'a migration inside of a live container, by its name',
      code: live(
        'docker exec -it -u node shop-api npm run migrate',
        'live',
        '#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "prisma migrate" runs inside of "api" while that serves requests, not as a process of its own.\n',
      ),
    },
    {
      name: 'by the name of the service',
      code: live(
        'docker compose -f compose.yml exec -T api npx prisma db seed',
        'live',
        `#                      ${'^'.repeat(60)} info: "prisma db" runs inside of "api" while that serves requests, not as a process of its own.\n`,
      ),
    },
    {
      name: 'a Job of an older release',
      code:
        APP +
        workload(
          'Job',
          'migrate',
          'ghcr.io/acme/api:1.4.1 # run once\n#                ^^^^^^^^^^^^^^^^^^^^^^ warning: "migrate" runs ghcr.io/acme/api 1.4.1, but "api" runs 1.4.2.',
        ),
      fixed: {
        'k8s/api.yaml': APP.replace(/^.*\n/, ''),
        'k8s/migrate.yaml': workload('Job', 'migrate', 'ghcr.io/acme/api:1.4.2 # run once').replace(/^.*\n/, ''),
      },
      fixTitle: 'Run the release of "api"',
    },
    {
      name: 'an init container',
      code: '=== k8s/api.yaml ===\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      initContainers:\n        - name: migrate\n          image: acme/api:1\n#                ^^^^^^^^^^ warning: "migrate" runs acme/api 1, but "api" runs 2.\n      containers:\n        - name: api\n          image: acme/api:2\n',
    },
    {
      name: 'a service that ends before the others start',
      code: '=== compose.prod.yml ===\nservices:\n  api:\n    image: acme/api:2\n    depends_on: { migrate: { condition: service_completed_successfully } }\n  migrate:\n    image: acme/api:1\n#          ^^^^^^^^^^ warning: "migrate" runs acme/api 1, but "api" runs 2.\n',
    },
    {
      name: 'from the checkout, in one package of several',
      code: `=== apps/api/Dockerfile ===\nFROM node:22\nCMD ["node", "."]\n=== apps/api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "5" } }\n=== package.json ===\n{ "name": "root", "private": true, "workspaces": ["apps/*"] }\n${workflow('npx prisma migrate deploy\n#            ^^^^^^^^^^^^^^^^^^^^^^^^^ info: "prisma migrate" migrates from the checkout of the workflow, but the app is shipped as an image.')}`,
    },
  ],
});

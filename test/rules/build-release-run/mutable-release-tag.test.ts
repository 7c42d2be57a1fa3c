import rule from '../../../server/src/rules/05-build-release-run/mutable-release-tag';
import { ruleTester } from '../../support/rule-tester';

const workflow = (tags: string, more = 'push: true', on = 'push'): string =>
  `=== .github/workflows/release.yml ===\non: ${on}\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          ${more}\n          tags: ${tags}\n`;
const pushed = (image: string, tag: string): string =>
  `"${image}" is pushed as "${tag}" only: the next push replaces this release, and nothing names it any more.`;
const untagged = (service: string, image: string): string =>
  `Service "${service}" runs "${image}" without a version: every pull may bring another one.`;
const floating = (service: string, image: string, tag: string): string =>
  `Service "${service}" runs "${image}:${tag}", a tag that moves: every pull may bring another version.`;

const pod = (image: string, mark = '', file = 'k8s/api.yaml'): string =>
  `=== ${file} ===\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: ${image}\n${mark}`;

ruleTester(rule, {
  keeps: [
    { name: 'a pod with a version', code: pod('ghcr.io/acme/api:1.2.3') },
    { name: 'a chart', code: pod('"{{ .Values.image }}:{{ .Values.tag }}"') },
    { name: 'a variable of a deploy script', code: pod('acme/api:${TAG}') },
    { name: 'one word, which a tool replaces', code: pod('api') },
    {
      name: 'a kustomization names the version',
      code: `${pod('acme/api:latest')}=== k8s/kustomization.yaml ===\nimages: [{ name: acme/api, newTag: "1.2" }]\n`,
    },
    { name: 'a cluster for development', code: pod('acme/api:latest', '', 'k8s/overlays/local/api.yaml') },
    { name: 'the commit', code: workflow('acme/api:${{ github.sha }}') },
    { name: 'latest beside the commit', code: workflow('acme/api:latest,acme/api:${{ github.sha }}') },
    { name: 'metadata', code: workflow('${{ steps.meta.outputs.tags }}') },
    {
      name: 'the name of a tag',
      code: workflow('acme/api:${{ github.ref_name }}', 'push: true', '{ push: { tags: ["v*"] } }'),
    },
    { name: 'nothing is pushed', code: workflow('acme/api:latest', 'push: false') },
    { name: 'a channel for previews', code: workflow('acme/api:nightly') },
    { name: 'a tag made at run time', code: workflow('acme/api:${{ steps.version.outputs.value }}') },
    {
      name: 'pushed twice by commands',
      code: '=== .github/workflows/release.yml ===\njobs:\n  a:\n    steps:\n      - run: |\n          docker push acme/api:latest\n          docker push acme/api:$GITHUB_SHA\n',
    },
    {
      name: 'a variable may hold the image with its tag',
      code: '=== .github/workflows/release.yml ===\njobs:\n  a:\n    steps:\n      - run: docker push $IMAGE && docker push acme/api:latest\n',
    },
    {
      name: 'pinned services',
      code: `=== compose.prod.yml ===\nservices:\n  db: { image: "postgres:16-alpine" }\n  cache: { image: "redis@sha256:${'c'.repeat(64)}" }\n`,
    },
    {
      name: 'a tag from the environment',
      code: '=== compose.prod.yml ===\nservices:\n  web: { image: "acme/api:${TAG}" }\n',
    },
    {
      name: 'what is built here',
      code: '=== compose.prod.yml ===\nservices:\n  web: { image: acme/api, build: . }\n  worker: { image: acme/api, command: node worker.js }\n',
    },
    { name: 'a development file', code: '=== compose.override.yml ===\nservices:\n  db: { image: postgres }\n' },
    {
      name: 'a folder for local use',
      code: '=== docker/local/docker-compose.yml ===\nservices:\n  db: { image: postgres }\n  web: { build: . }\n',
    },
  ],
  breaks: [
    {
      name: 'a pod whose image moves',
      code: pod(
        'acme/api:latest',
        '#                ^^^^^^^^^^^^^^^ warning: Container "web" of Deployment "api" runs "acme/api:latest", a tag that moves: every new pod may run another version.\n',
      ),
    },
    {
      name: 'a pod without a version, in quotes',
      code: pod(
        '"redis"',
        '#                 ^^^^^ warning: Container "web" of Deployment "api" runs "redis" without a version: every new pod may run another one.\n',
      ),
    },
    {
      name: 'a kustomization',
      code: `=== k8s/prod/kustomization.yaml ===\nimages:\n  - name: acme/api\n    newTag: latest\n#           ^^^^^^ warning: Every deploy of "acme/api" is named "latest", a tag that moves.\n`,
    },
    {
      name: 'latest only',
      code: `${workflow('acme/api:latest # for all')}`.replace(
        ' # for all\n',
        `\n#               ^^^^^^^^^^^^^^^ warning: ${pushed('acme/api', 'latest')}\n`,
      ),
      fixed: {
        '.github/workflows/release.yml': workflow('acme/api:latest,acme/api:${{ github.sha }}').replace(/^===.*\n/, ''),
      },
      fixTitle: 'Add a tag of the commit',
    },
    {
      name: 'a list, with the registry in a variable',
      code: `=== .github/workflows/release.yml ===\non: { push: { branches: [main] } }\nenv: { REGISTRY: ghcr.io }\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: \${{ github.event_name != 'pull_request' }}\n          tags: |\n            \${{ env.REGISTRY }}/acme/api:\${{ github.ref_name }}\n#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${pushed('ghcr.io/acme/api', 'github.ref_name')}\n            \${{ env.REGISTRY }}/acme/api:latest\n`,
      fixed: {
        '.github/workflows/release.yml':
          "on: { push: { branches: [main] } }\nenv: { REGISTRY: ghcr.io }\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: ${{ github.event_name != 'pull_request' }}\n          tags: |\n            ${{ env.REGISTRY }}/acme/api:${{ github.ref_name }}\n            ${{ env.REGISTRY }}/acme/api:${{ github.sha }}\n            ${{ env.REGISTRY }}/acme/api:latest\n",
      },
    },
    {
      name: 'by a command',
      code: `=== .github/workflows/release.yml ===\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/acme/api\n#                        ^^^^^^^^^^^^^^^^ warning: ${pushed('ghcr.io/acme/api', 'latest')}\n`,
    },
    {
      name: 'a service in production',
      code: `=== deploy/compose.prod.yml ===\nservices:\n  db:\n    image: "postgres" # the database\n#           ^^^^^^^^ warning: ${untagged('db', 'postgres')}\n`,
      fixed: {
        'deploy/compose.prod.yml': 'services:\n  db:\n    image: "postgres:${POSTGRES_TAG:?}" # the database\n',
        'deploy/.env.example': 'POSTGRES_TAG=\n',
      },
      fixTitle: 'Take the tag from POSTGRES_TAG',
    },
    {
      name: 'a release in a plain file',
      code: `=== compose.yml ===\nservices:\n  web:\n    image: ghcr.io/acme/api:latest\n#          ^^^^^^^^^^^^^^^^^^^^^^^ warning: ${floating('web', 'ghcr.io/acme/api', 'latest')}\n`,
      fixed: {
        'compose.yml': 'services:\n  web:\n    image: ghcr.io/acme/api:${API_TAG:?}\n',
        '.env.example': 'API_TAG=\n',
      },
    },
    {
      name: 'backing services alone',
      code: `=== compose.yml ===\nservices:\n  db:\n    image: postgres\n#          ^^^^^^^^ info: ${untagged('db', 'postgres')}\n`,
    },
    {
      name: 'a console',
      code: `=== compose.prod.yml ===\nservices:\n  look:\n    image: acme/redis-commander:latest\n#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${floating('look', 'acme/redis-commander', 'latest')}\n`,
    },
    {
      name: 'the default of a variable',
      code: `=== compose.prod.yml ===\nservices:\n  web:\n    image: acme/api:\${TAG:-latest}\n#          ^^^^^^^^^^^^^^^^^^^^^^^ hint: ${floating('web', 'acme/api', 'latest')}\n`,
    },
    {
      name: 'a plain file beside one for production',
      code: `=== compose.yml ===\nservices:\n  web: { build: . }\n  db:\n    image: redis:alpine\n#          ^^^^^^^^^^^^ info: ${floating('db', 'redis', 'alpine')}\n=== compose.prod.yml ===\nservices:\n  web: { image: "acme/api:\${TAG}" }\n`,
    },
  ],
});

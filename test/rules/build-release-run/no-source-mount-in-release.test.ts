import rule from '../../../server/src/rules/05-build-release-run/no-source-mount-in-release';
import { ruleTester } from '../../support/rule-tester';

const compose = (volumes: string, file = 'compose.prod.yml', more = ''): string =>
  `=== ${file} ===\nservices:\n  api:\n    build: .\n${more}    volumes:\n${volumes}`;
const message = (source: string): string =>
  `Service "api" runs the sources in "${source}" of the machine instead of what its image holds.`;
const pod = (path: string, marks = ''): string =>
  `=== k8s/api.yaml ===\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: acme/api:1.4.2\n          volumeMounts:\n            - { name: files, mountPath: ${path} }\n${marks}      volumes:\n        - { name: files, hostPath: { path: /srv/api } }\n=== compose.yml ===\nservices:\n  api: { build: ., image: "acme/api:1.4.2" }\n=== Dockerfile ===\nFROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/index.js"]\n`;

ruleTester(rule, {
  keeps: [
    { name: 'a neutral file', code: compose('      - .:/app\n', 'compose.yml') },
    { name: 'a file for development', code: compose('      - .:/app\n', 'compose.dev.yml') },
    { name: 'read only', code: compose('      - ./src:/app/src:ro\n') },
    { name: 'a named volume', code: compose('      - data:/app\n') },
    { name: 'configuration', code: compose('      - ./config.json:/app/config.json\n') },
    { name: 'the clock', code: compose('      - /etc/localtime:/etc/localtime\n') },
    { name: 'a variable', code: compose('      - ${SOURCES}:/app\n') },
    { name: 'data of the node beside the code', code: pod('/app/data') },
    { name: 'pods for development', code: pod('/app').replace('k8s/', 'k8s/overlays/dev/') },
    {
      name: 'an image of others',
      code: '=== compose.prod.yml ===\nservices:\n  web: { image: nginx:1.27, volumes: [".:/usr/share/nginx/html"] }\n',
    },
    {
      name: 'a suppression',
      code: compose(
        '      # twelve-factor-disable-next-line build-release-run/no-source-mount-in-release -- one machine\n      - .:/app\n',
      ),
    },
  ],
  breaks: [
    {
      name: 'a folder of the node over the code of an image',
      code: pod(
        '/app/src',
        `#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The pods of "api" run what lies in a folder of their node over "/app/src", instead of what the image holds.\n`,
      ),
    },
    {
      name: 'everything, alone in the list',
      code: compose(`      - ".:/app" # live\n#        ^^^^^^ warning: ${message('.')}\n`),
      fixed: { 'compose.prod.yml': 'services:\n  api:\n    build: .\n' },
      fixTitle: 'Run the code of the image',
    },
    {
      name: 'a folder, beside others',
      code: compose(
        `      # data\n      - data:/data\n      - ./src:/app/src\n#       ^^^^^^^^^^^^^^ warning: ${message('./src')}\n`,
      ),
      fixed: {
        'compose.prod.yml': compose('      # data\n      - data:/data\n').replace(/^===.*\n/, ''),
      },
    },
    {
      name: 'in a monorepo, the build in the file beside it',
      code: `=== compose.production.yml ===\nservices:\n  api:\n    volumes:\n      - ./apps/api:/app\n#       ^^^^^^^^^^^^^^^ warning: ${message('./apps/api')}\n=== compose.yml ===\nservices:\n  api: { build: ./apps/api }\n=== apps/api/package.json ===\n{ "name": "api" }\n`,
    },
  ],
});

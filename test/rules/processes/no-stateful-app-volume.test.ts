import rule from '../../../server/src/rules/06-processes/no-stateful-app-volume';
import { ruleTester } from '../../support/rule-tester';

const STRICT = { preset: 'strict' } as const;
const IMAGE = '=== Dockerfile ===\nFROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/index.js"]\n';
const UPLOADS =
  "=== src/index.js ===\nconst express = require('express');\nconst multer = require('multer');\nmulter({ dest: 'uploads/' });\nexpress().listen(process.env.PORT);\n";

const compose = (volumes: string, more = '', file = 'compose.yml'): string =>
  `=== ${file} ===\nservices:\n  api:\n    build: .\n${more}    volumes:\n${volumes}volumes:\n  data:\n`;
const kept = (path: string, where = 'in a volume of its machine'): string => `"api" keeps "${path}" ${where}.`;
const written = (path: string, where: string): string => `"api" keeps what the app writes to "${path}" ${where}.`;

const deployment = (volume: string, mount = '/app/uploads', kind = 'Deployment', image = 'acme/api:1.4.2'): string =>
  `=== k8s/api.yaml ===
apiVersion: apps/v1
kind: ${kind}
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: ${image}
          volumeMounts:
            - { name: files, mountPath: ${mount} }
      volumes:
        - ${volume}
`;
const BUILT = '=== compose.yml ===\nservices:\n  api: { build: ., image: "acme/api:1.4.2" }\n';

ruleTester(rule, {
  keeps: [
    {
      name: 'the volume of a database',
      code: `=== compose.yml ===\nservices:\n  db: { image: "postgres:17", volumes: ["data:/var/lib/postgresql/data"] }\n`,
      configuration: STRICT,
    },
    {
      name: 'an image of others',
      code: `=== compose.yml ===\nservices:\n  files: { image: "acme/files:3", volumes: ["data:/data"] }\n`,
      configuration: STRICT,
    },
    {
      name: 'a file for development',
      code: compose('      - data:/data\n', '', 'compose.dev.yml') + IMAGE,
      configuration: STRICT,
    },
    {
      name: 'a service that mounts its sources',
      code: compose('      - .:/app\n      - data:/data\n') + IMAGE,
      configuration: STRICT,
    },
    {
      name: 'dependencies, caches and what is temporary',
      code: compose('      - modules:/app/node_modules\n      - cache:/app/.cache\n      - tmp:/tmp\n') + IMAGE,
      configuration: STRICT,
    },
    {
      name: 'configuration and certificates',
      code: compose('      - conf:/app/config\n      - certs:/etc/letsencrypt\n') + IMAGE,
      configuration: STRICT,
    },
    { name: 'logs, which another rule has', code: compose('      - logs:/app/logs\n') + IMAGE, configuration: STRICT },
    { name: 'read only', code: compose('      - data:/data:ro\n') + IMAGE, configuration: STRICT },
    {
      name: 'a folder of the machine, for who knows what',
      code: compose('      - ./data:/data\n') + IMAGE,
      configuration: STRICT,
    },
    { name: 'without the preset, a volume whose use nothing proves', code: compose('      - data:/data\n') + IMAGE },
    {
      name: 'a path that a variable decides',
      code: compose('      - "data:${DATA_DIR}"\n') + IMAGE,
      configuration: STRICT,
    },
    { name: 'code that writes elsewhere', code: compose('      - ./data:/app/data\n') + IMAGE + UPLOADS },
    {
      name: 'code that nothing starts',
      code:
        compose('      - ./uploads:/app/uploads\n') +
        IMAGE +
        UPLOADS.replace('src/index.js', 'src/old.js').replace('listen', 'use'),
    },
    {
      name: 'a directory that is read from the environment',
      code: compose('      - ./uploads:/app/uploads\n') + IMAGE + UPLOADS.replace("'uploads/'", 'process.env.UPLOADS'),
    },
    {
      name: 'a StatefulSet',
      code:
        deployment('{ name: files, hostPath: { path: /srv/files } }', '/app/uploads', 'StatefulSet') + BUILT + IMAGE,
      configuration: STRICT,
    },
    {
      name: 'emptyDir and ConfigMap',
      code:
        deployment('{ name: files, emptyDir: {} }') +
        deployment('{ name: files, configMap: { name: x } }').replace('k8s/api', 'k8s/more') +
        BUILT +
        IMAGE,
      configuration: STRICT,
    },
    {
      name: 'an agent of others on each node',
      code:
        deployment('{ name: files, hostPath: { path: /srv } }', '/srv', 'Deployment', 'fluent/fluent-bit:4.0') + IMAGE,
      configuration: STRICT,
    },
    {
      name: 'VOLUME of an image for a database',
      code: '=== Dockerfile ===\nFROM postgres:17\nVOLUME /var/lib/postgresql/data\n',
      configuration: STRICT,
    },
    {
      name: 'VOLUME of a stage that is not released',
      code: '=== Dockerfile ===\nFROM node:22 AS build\nVOLUME /data\nFROM node:22\nCMD ["node", "index.js"]\n',
      configuration: STRICT,
    },
    {
      name: 'a suppression',
      code:
        compose(
          '      # twelve-factor-disable-next-line processes/no-stateful-app-volume -- one machine\n      - data:/data\n',
        ) + IMAGE,
      configuration: STRICT,
    },
  ],
  breaks: [
    {
      name: 'a named volume, in strict',
      code: compose(`      - data:/data\n#       ^^^^^^^^^^ info: ${kept('/data')}\n`) + IMAGE,
      configuration: STRICT,
    },
    {
      name: 'a folder of the machine that the code writes uploads to',
      code:
        compose(
          `      - ./uploads:/app/uploads\n#       ^^^^^^^^^^^^^^^^^^^^^^ info: ${written('/app/uploads', 'in a folder of its machine')}\n`,
        ) +
        IMAGE +
        UPLOADS,
    },
    {
      name: 'a volume around it, in the long form',
      code:
        compose(
          `      - { type: volume, source: data, target: /app/uploads/pictures }\n#                               ^^^^ info: ${written('/app/uploads/pictures', 'in a volume of its machine')}\n`,
        ) +
        IMAGE +
        UPLOADS,
    },
    {
      name: 'a database file of which the service is told',
      code: compose(
        `      - data:/var/lib/app\n#       ^^^^^^^^^^^^^^^^^ info: "api" keeps the database file of the app in a volume of its machine.\n`,
        '    environment:\n      DATABASE_URL: "file:/var/lib/app/main.db"\n',
      ),
    },
    {
      name: 'the session folder that a library chooses',
      code:
        compose(
          `      - ./.wwebjs_auth:/app/.wwebjs_auth\n#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${written('/app/.wwebjs_auth', 'in a folder of its machine')}\n`,
        ) +
        IMAGE +
        "=== src/index.js ===\nconst { Client, LocalAuth } = require('whatsapp-web.js');\nnew Client({ authStrategy: new LocalAuth() }).initialize();\nrequire('express')().listen(process.env.PORT);\n",
    },
    {
      name: 'an app of a monorepo, the compose file above it',
      code: `=== compose.yml ===
services:
  api:
    build: ./backend
    volumes:
      - ./backend/public:/srv/app/public
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${written('/srv/app/public', 'in a folder of its machine')}
  web: { build: ./frontend }
=== backend/package.json ===
{ "name": "backend", "dependencies": { "express": "5.1.0", "multer": "2.0.2" } }
=== backend/Dockerfile ===
FROM node:22
WORKDIR /srv/app
CMD ["node", "server.js"]
=== backend/server.js ===
const path = require('node:path');
const multer = require('multer');
multer({ storage: multer.diskStorage({ destination: path.resolve(__dirname, '..', 'public') }) });
require('express')().listen(process.env.PORT);
=== frontend/package.json ===
{ "name": "frontend" }
=== frontend/Dockerfile ===
FROM nginx:1.29
`,
      bare: true,
    },
    {
      name: 'a folder of the node, in strict',
      code:
        deployment('{ name: files, hostPath: { path: /srv/files } }').replace(
          /( +- (\{ name: files, mountPath: \/app\/uploads \})\n)/,
          `$1#             ${'^'.repeat(40)} info: ${kept('/app/uploads', 'on the disk of the node that it happens to run on')}\n`,
        ) +
        BUILT +
        IMAGE,
      configuration: STRICT,
    },
    {
      name: 'a claim that the code writes to',
      code:
        deployment('{ name: files, persistentVolumeClaim: { claimName: files } }').replace(
          /( +- (\{ name: files, mountPath: \/app\/uploads \})\n)/,
          `$1#             ${'^'.repeat(40)} info: ${written('/app/uploads', 'in a volume of its own')}\n`,
        ) +
        BUILT +
        IMAGE +
        UPLOADS,
    },
    {
      name: 'VOLUME in an image of the app, in strict',
      code: `=== Dockerfile ===\nFROM node:22\nVOLUME ["/data", "/tmp"]\n#      ^^^^^^^^^^^^^^^^^ info: The image makes "/data" a volume: every container has data of its own there.\nCMD ["node", "index.js"]\n`,
      configuration: STRICT,
    },
  ],
});

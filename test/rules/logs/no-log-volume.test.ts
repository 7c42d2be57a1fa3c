import rule from '../../../server/src/rules/11-logs/no-log-volume';
import { ruleTester } from '../../support/rule-tester';

const configuration = { preset: 'strict' } as const;
const compose = (lines: string, file = 'compose.yml'): string =>
  `=== ${file} ===\nservices:\n  # the app\n  api: # one\n    build: .\n${lines}`;
const message = (path: string): string => `"api" has "${path}" mounted to keep log files in.`;
const strict = (entry: {
  name: string;
  code: string;
}): { name: string; code: string; configuration: typeof configuration } => ({
  ...entry,
  configuration,
});

ruleTester(rule, {
  keeps: [
    { name: 'without the preset', code: compose('    volumes:\n      - logs:/app/logs\n') },
    ...[
      {
        name: 'an agent that collects logs',
        code: '=== compose.yml ===\nservices:\n  shipper: { image: "fluent/fluent-bit:4.0", volumes: ["/var/log:/var/log"] }\n',
      },
      {
        name: 'a database',
        code: '=== compose.yml ===\nservices:\n  db: { image: "mysql:8.4", volumes: ["logs:/var/log/mysql"] }\n',
      },
      {
        name: 'a proxy',
        code: '=== compose.yml ===\nservices:\n  web: { image: "nginx:1.29", volumes: ["./logs:/var/log/nginx"] }\n',
      },
      {
        name: 'a file for development',
        code: compose('    volumes:\n      - ./logs:/app/logs\n', 'compose.override.yml'),
      },
      { name: 'read only', code: compose('    volumes:\n      - ./logs:/app/logs:ro\n') },
      { name: 'another folder', code: compose('    volumes:\n      - ./data:/app/data\n      - ./login:/app/login\n') },
      { name: 'a path that a variable decides', code: compose('    volumes:\n      - "./logs:${LOG_DIR}"\n') },
      { name: 'a driver that hands the log on', code: compose('    logging: { driver: json-file }\n') },
      {
        name: 'a driver of an image of others',
        code: '=== compose.yml ===\nservices:\n  noisy: { image: "acme/noisy:2", logging: { driver: none } }\n',
      },
      {
        name: 'folders of programs of the system',
        code: 'FROM node:22\nWORKDIR /app\nRUN mkdir -p /var/log/nginx /app/data\nCMD ["node", "index.js"]\n',
      },
      {
        name: 'VOLUME for data, which another rule has',
        code: 'FROM node:22\nVOLUME /data\nCMD ["node", "index.js"]\n',
      },
      {
        name: 'a stage that is not released',
        code: 'FROM node:22 AS test\nRUN mkdir logs\nFROM node:22\nCMD ["node", "index.js"]\n',
      },
      {
        name: 'a suppression',
        code: 'FROM node:22\n# twelve-factor-disable-next-line logs/no-log-volume -- asked for by the auditor\nVOLUME /app/logs\nCMD ["node", "index.js"]\n',
      },
    ].map((entry) =>
      strict({ ...entry, code: entry.code.startsWith('===') ? entry.code : `=== Dockerfile ===\n${entry.code}` }),
    ),
  ],
  breaks: [
    {
      ...strict({
        name: 'a folder of the machine; comments, order and anchors stay',
        code: compose(
          `    environment: &shared # for both\n      A: 1\n    volumes:\n      - data:/data # kept\n      - "./logs:/app/logs" # here\n#        ^^^^^^^^^^^^^^^^ info: ${message('/app/logs')}\n    # next\n    restart: always\n  worker:\n    image: acme/worker:1.2.0\n    environment: *shared\n`,
        ),
      }),
      fixed: {
        'compose.yml':
          'services:\n  # the app\n  api: # one\n    build: .\n    environment: &shared # for both\n      A: 1\n    volumes:\n      - data:/data # kept\n    # next\n    restart: always\n  worker:\n    image: acme/worker:1.2.0\n    environment: *shared\n',
      },
      fixTitle: 'Take the place for log files away',
    },
    {
      ...strict({
        name: 'a named volume, the only one',
        code: compose(
          `    volumes:\n      - logs:/var/log/app\n#       ^^^^^^^^^^^^^^^^^ info: ${message('/var/log/app')}\n`,
        ),
      }),
      fixed: { 'compose.yml': 'services:\n  # the app\n  api: # one\n    build: .\n' },
    },
    {
      ...strict({
        name: 'a driver that keeps nothing',
        code: compose(
          `    logging:\n      driver: "none"\n#              ^^^^ info: Service "api" throws away what the app writes to standard output.\n`,
        ),
      }),
      fixed: { 'compose.yml': 'services:\n  # the app\n  api: # one\n    build: .\n' },
      fixTitle: 'Leave the log to Docker',
    },
    strict({
      name: 'a folder in a monorepo',
      code: `=== deploy/compose.yml ===\nservices:\n  api:\n    build: ../apps/api\n    volumes:\n      - ./logs:/srv/logs\n#       ^^^^^^^^^^^^^^^^ info: ${message('/srv/logs')}\n=== apps/api/package.json ===\n{ "name": "api" }\n=== apps/api/Dockerfile ===\nFROM node:22\nCMD ["node", "index.js"]\n`,
    }),
    strict({
      name: 'an image with a volume, a folder and a tool for log files',
      code: `=== Dockerfile ===
FROM node:22
WORKDIR /app
RUN apt-get update && apt-get install -y logrotate
#                                        ^^^^^^^^^ info: The image brings "logrotate" to look after log files.
RUN mkdir -p data logs
#                 ^^^^ info: The image makes the folder "logs" for log files.
VOLUME ["/app/logs"]
#      ^^^^^^^^^^^^^ info: The image makes "/app/logs" a volume for log files.
CMD ["node", "index.js"]
`,
    }),
    strict({
      name: 'a folder of the node',
      code: `=== k8s/api.yaml ===
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: acme/api:1.4.2
          volumeMounts:
            - { name: logs, mountPath: /var/log/api }
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${message('/var/log/api')}
      volumes:
        - { name: logs, hostPath: { path: /var/log/api } }
=== compose.yml ===
services:
  api: { build: ., image: "acme/api:1.4.2" }
`,
    }),
  ],
});

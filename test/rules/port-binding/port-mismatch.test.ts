import rule from '../../../server/src/rules/07-port-binding/port-mismatch';
import { ruleTester } from '../../support/rule-tester';

const code = (port: string): string =>
  `=== src/index.ts ===\nimport express from 'express';\nexpress().listen(${port});\n`;
const FALLBACK = code('process.env.PORT || 3000');
const image = (lines: string): string =>
  `=== Dockerfile ===\nFROM node:22\nCOPY . .\n${lines}CMD ["node", "src/index.js"]\n`;
const compose = (lines: string, file = 'compose.yml'): string =>
  `=== ${file} ===\nservices:\n  api:\n    build: .\n    image: acme/api\n${lines}`;
const OWN = compose('');
const pod = (lines: string, file = 'k8s/api.yaml'): string =>
  `=== ${file} ===\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    metadata: { labels: { app: api } }\n    spec:\n      containers:\n        - name: api\n          image: acme/api:1\n${lines}`;
const service = (target: string): string =>
  `=== k8s/service.yaml ===\napiVersion: v1\nkind: Service\nmetadata: { name: api }\nspec:\n  selector: { app: api }\n  ports:\n    - port: 80\n      targetPort: ${target}\n`;
const NAMED = '          ports: [{ name: http, containerPort: 3000 }]\n';

ruleTester(rule, {
  keeps: [
    { name: 'one port everywhere', code: FALLBACK + image('EXPOSE 3000\n') + compose('    ports: ["80:3000"]\n') },
    { name: 'a range', code: FALLBACK + image('EXPOSE 3100-3110\n') },
    { name: 'several ports, one of them right', code: FALLBACK + image('EXPOSE 3000 4000\n') },
    { name: 'a debugger', code: FALLBACK + image('EXPOSE 9229\n') },
    { name: 'several wrong ports', code: FALLBACK + image('EXPOSE 4000 5000\n') },
    { name: 'named ports that exist', code: FALLBACK + image('') + OWN + pod(NAMED) + service('http') },
    {
      name: 'several listeners',
      code: `=== src/index.ts ===\nimport express from 'express';\nexpress().listen(3000);\nexpress().listen(3001);\n${image('EXPOSE 8080\n')}`,
    },
    {
      name: 'a variable in the mapping',
      code: FALLBACK + image('') + compose('    ports: ["80:$PORT"]\n').replace('$PORT', () => '$' + '{PORT}'),
    },
    { name: 'a reverse proxy before it', code: `${FALLBACK}=== Dockerfile ===\nFROM nginx:1.27\nEXPOSE 80\n` },
    { name: 'a port that somebody else decides', code: code('config.port') + image('EXPOSE 8080\n') },
    {
      name: 'a variable from a file',
      code: FALLBACK + image('') + compose('    env_file: .env\n    ports: ["80:8080"]\n'),
    },
    {
      name: 'a variable from a ConfigMap',
      code:
        FALLBACK +
        image('') +
        OWN +
        pod('          envFrom: [{ configMapRef: { name: api } }]\n          ports: [{ containerPort: 8080 }]\n'),
    },
    {
      name: 'a variable that the shell hands through',
      code: FALLBACK + image('') + compose('    environment: [PORT]\n    ports: ["80:8080"]\n'),
    },
    {
      name: 'a port on the command line',
      code: `${FALLBACK}=== Dockerfile ===\nFROM node:22\nEXPOSE 8080\nCMD ["node", "src/index.js", "--port", "8080"]\n`,
    },
    {
      name: 'development',
      code: FALLBACK + image('') + compose('    ports: ["80:8080"]\n', 'compose.dev.yml'),
    },
    {
      name: 'another package',
      code: '=== a/package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "5" } }\n=== a/src/index.ts ===\nimport express from \'express\';\nexpress().listen(3000);\n=== b/package.json ===\n{ "name": "b", "private": true, "dependencies": { "express": "5" } }\n=== b/src/index.ts ===\nimport express from \'express\';\nexpress().listen(4000);\n=== b/Dockerfile ===\nFROM node:22\nEXPOSE 4000\nCMD ["node", "src/index.js"]\n',
    },
    {
      name: 'a template for the name',
      code: OWN + pod(NAMED.replace('http', '"{{ .Values.name }}"')) + service('web'),
    },
    { name: "a port of somebody else's image", code: pod(NAMED) + service('4369') },
    { name: 'pods without ports', code: OWN + pod('') + service('8080') },
    {
      name: 'a suppression',
      code:
        FALLBACK +
        image('# twelve-factor-disable-next-line port-binding/port-mismatch -- socat listens there\nEXPOSE 8080\n'),
    },
  ],
  breaks: [
    {
      name: 'EXPOSE, with a fixed port',
      code:
        code('3000') +
        image(
          'EXPOSE 8080/tcp\n#      ^^^^^^^^ warning: The image exposes port 8080, but the process listens on 3000.\n',
        ),
      fixed: { Dockerfile: image('EXPOSE 3000/tcp\n').replace(/^.*\n/, '') },
      fixTitle: 'Name port 3000',
    },
    {
      name: 'EXPOSE, where a platform may set the port',
      code:
        FALLBACK +
        image('EXPOSE 8080\n#      ^^^^ info: The image exposes port 8080, but the process listens on 3000.\n'),
    },
    {
      name: 'EXPOSE and a health check, with ENV',
      code:
        FALLBACK +
        image(
          'ENV PORT=4000\nEXPOSE 8080\nHEALTHCHECK CMD curl -f http://localhost:8080/health\n#                                        ^^^^ warning: The health check asks port 8080, but the process listens on 4000.\n',
        ),
    },
    {
      name: 'a health check alone',
      code:
        FALLBACK +
        image(
          'ENV PORT=4000\nEXPOSE 4000\nHEALTHCHECK CMD curl -f http://localhost:3000/health\n#                                        ^^^^ warning: The health check asks port 3000, but the process listens on 4000.\n',
        ),
      fixed: {
        Dockerfile: image('ENV PORT=4000\nEXPOSE 4000\nHEALTHCHECK CMD curl -f http://localhost:4000/health\n').replace(
          /^.*\n/,
          '',
        ),
      },
    },
    {
      name: 'a mapping, and what the image says of it',
      code:
        FALLBACK +
        image('EXPOSE 8080\n') +
        compose(
          '    # in front of it: nothing\n    ports:\n      - "80:8080" # web\n#        ^^^^^^^ warning: Requests are handed to port 8080, but the process listens on 3000.\n',
        ),
      fixed: {
        'compose.yml': compose('    # in front of it: nothing\n    ports:\n      - "80:3000" # web\n').replace(
          /^.*\n/,
          '',
        ),
      },
    },
    {
      name: 'a mapping in the long form, and a variable that is set',
      code:
        FALLBACK +
        image('') +
        compose(
          '    environment: { PORT: "5000" }\n    ports:\n      - target: 3000\n#               ^^^^ warning: Requests are handed to port 3000, but the process listens on 5000.\n        published: 80\n',
        ),
    },
    {
      name: 'a container, its probe and the Service: one fact',
      code:
        FALLBACK +
        image('') +
        OWN +
        pod(
          '          ports:\n            - containerPort: 8080\n#             ^^^^^^^^^^^^^^^^^^^ warning: The container names port 8080, but the process listens on 3000.\n          readinessProbe: { httpGet: { path: /, port: 8080 } }\n',
        ) +
        service('8080'),
      fixed: {
        'k8s/api.yaml': pod(
          '          ports:\n            - containerPort: 3000\n          readinessProbe: { httpGet: { path: /, port: 8080 } }\n',
        ).replace(/^.*\n/, ''),
      },
    },
    {
      name: 'a probe',
      code:
        FALLBACK +
        image('') +
        OWN +
        pod(
          '          env: [{ name: PORT, value: "8080" }]\n          livenessProbe: { httpGet: { path: /, port: 3000 } }\n#                                                    ^^^^ warning: The probe asks port 3000, but the process listens on 8080.\n',
        ),
    },
    {
      name: 'a Service, where the pods name no port',
      code:
        FALLBACK +
        image('') +
        OWN +
        pod('') +
        service(
          '8080\n#                 ^^^^ warning: The Service sends to port 8080, but the process listens on 3000.',
        ),
    },
    {
      name: 'a Service that sends to a name nobody has',
      code: OWN + pod(NAMED) + service('web\n#                 ^^^ warning: No container here has a port named "web".'),
    },
    {
      name: 'a Service that sends to a port nobody names, whatever the code does',
      code:
        OWN +
        pod(NAMED) +
        service('8080\n#                 ^^^^ warning: The Service sends to port 8080, but its pods name only 3000.'),
    },
    {
      name: 'a probe that looks for a name',
      code:
        OWN +
        pod(
          `${NAMED}          livenessProbe: { httpGet: { path: /, port: web } }\n#                                                    ^^^ warning: No container here has a port named "web".\n`,
        ),
    },
    {
      name: 'one package of several',
      code: '=== services/a/package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "5" } }\n=== services/a/src/index.ts ===\nimport express from \'express\';\nexpress().listen(3000);\n=== services/b/package.json ===\n{ "name": "b", "private": true, "dependencies": { "express": "5" } }\n=== services/b/src/index.ts ===\nimport express from \'express\';\nexpress().listen(4000);\n=== services/a/Dockerfile ===\nFROM node:22\nCMD ["node", "src/index.js"]\n=== services/b/Dockerfile ===\nFROM node:22\nCMD ["node", "src/index.js"]\n=== compose.yml ===\nservices:\n  a: { build: services/a, ports: ["3000:3000"] }\n  b: { build: services/b, ports: ["4000:3000"] }\n#                                  ^^^^^^^^^ warning: Requests are handed to port 3000, but the process listens on 4000.\n',
    },
  ],
});

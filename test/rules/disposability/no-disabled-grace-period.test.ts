import rule from '../../../server/src/rules/09-disposability/no-disabled-grace-period';
import { ruleTester } from '../../support/rule-tester';

const pod = (spec: string, kind = 'Deployment', file = 'k8s/api.yaml'): string =>
  `=== ${file} ===\napiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n${spec}`;
const CONTAINERS = '      containers:\n        - name: api\n          image: acme/api:1\n';
const kill = (command: string): string =>
  `"${command}" ends the app at once: what it is doing is lost with every release.`;

ruleTester(rule, {
  keeps: [
    { name: 'the usual time', code: pod(`      terminationGracePeriodSeconds: 30\n${CONTAINERS}`) },
    {
      name: 'a template decides',
      code: pod(`      terminationGracePeriodSeconds: {{ .Values.grace }}\n${CONTAINERS}`),
    },
    {
      name: 'a condition decides',
      code: pod(
        `      {{- if .Values.fast }}\n      terminationGracePeriodSeconds: 0\n      {{- end }}\n${CONTAINERS}`,
      ),
    },
    { name: 'a job', code: pod(`      terminationGracePeriodSeconds: 0\n${CONTAINERS}`, 'Job') },
    {
      name: 'manifests for development',
      code: pod(`      terminationGracePeriodSeconds: 0\n${CONTAINERS}`, 'Deployment', 'k8s/overlays/dev/api.yaml'),
    },
    {
      name: 'an annotation that says why',
      code: pod(`      terminationGracePeriodSeconds: 0\n${CONTAINERS}`).replace(
        '{ name: api }',
        '{ name: api, annotations: { twelve-factor/ignore: disposability/no-disabled-grace-period } }',
      ),
    },
    {
      name: 'signals that can be handled, patience that ended, and scripts for something else',
      code: '=== scripts/deploy.sh ===\ndocker kill -s TERM api\ndocker stop -t 10 api || docker kill api\nkill -15 $PID\n=== scripts/reset-ports.sh ===\nkill -9 $PID\n=== .github/workflows/ci.yml ===\non: push\njobs:\n  test:\n    steps:\n      - run: docker kill api\n',
    },
    {
      name: 'a comment that says why',
      code: pod(
        `      # twelve-factor-disable-next-line disposability/no-disabled-grace-period -- holds nothing\n      terminationGracePeriodSeconds: 0\n${CONTAINERS}`,
      ),
    },
    {
      name: 'a hook that is shorter',
      code: pod(`${CONTAINERS}          lifecycle: { preStop: { exec: { command: [sh, -c, "sleep 10"] } } }\n`),
    },
    { name: 'another signal', code: '=== Dockerfile ===\nFROM node\nSTOPSIGNAL SIGQUIT\n' },
    {
      name: 'compose for development',
      code: '=== compose.dev.yml ===\nservices:\n  a: { build: ., stop_signal: SIGKILL }\n',
    },
    {
      name: 'a console',
      code: '=== compose.prod.yml ===\nservices:\n  mail: { image: axllent/mailpit, stop_grace_period: 0s }\n',
    },
    {
      name: 'a variable decides',
      code: '=== compose.prod.yml ===\nservices:\n  a: { build: ., stop_grace_period: "${GRACE}" }\n',
    },
  ],
  breaks: [
    {
      name: 'a script that deploys',
      code: `=== scripts/deploy.sh ===\n#!/bin/sh\ndocker compose pull && docker compose kill api\n#                      ^^^^^^^^^^^^^^^^^^^^^^^ warning: ${kill('docker compose kill')}\ndocker stop --time 0 worker\n#<^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${kill('docker stop -t 0')}\n`,
    },
    {
      name: 'a package script and a job that deploy, in a monorepo',
      code: `=== apps/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" }, "scripts": {\n  "deploy:vm": "kill -9 $(cat app.pid); node ." } }\n//              ^^^^^^^^^^^^^^^^^^^^^^ warning: ${kill('kill -9')}\n=== .github/workflows/a.yml ===\non: push\njobs:\n  deploy:\n    steps:\n      - run: |\n          docker kill api\n#         ^^^^^^^^^^^^^^^ warning: ${kill('docker kill')}\n`,
    },
    {
      name: 'no time for pods',
      code: pod(
        `      terminationGracePeriodSeconds: 0 # at once\n#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The pods get 0 s to end: they are killed before a request or job is done.\n${CONTAINERS}`,
      ),
      fixed: { 'k8s/api.yaml': pod(CONTAINERS).replace(/^===.*\n/, '') },
      fixTitle: 'Give the process the usual time to end',
    },
    {
      name: 'in a monorepo, a StatefulSet',
      code: `${pod(
        `      terminationGracePeriodSeconds: 1\n#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The pods get 1 s to end: they are killed before a request or job is done.\n${CONTAINERS}`,
        'StatefulSet',
        'apps/api/k8s/api.yaml',
      )}=== apps/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n`,
    },
    {
      name: 'a hook that takes all of it',
      code: pod(
        `${CONTAINERS}          lifecycle:\n            preStop: { exec: { command: [/bin/sh, -c, "sleep 30"] } }\n#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The hook before the stop sleeps 30 s, and the pod is killed after 30 s: SIGTERM comes too late or never.\n`,
      ),
    },
    {
      name: 'compose',
      code: '=== compose.prod.yml ===\nservices:\n  api:\n    image: acme/api:1\n    stop_signal: SIGKILL\n#                ^^^^^^^ warning: Service "api" is stopped with SIGKILL, which no process can handle.\n    stop_grace_period: "0s"\n#                       ^^ warning: Service "api" gets no time to end: it is killed right after SIGTERM.\n',
      fixed: { 'compose.prod.yml': 'services:\n  api:\n    image: acme/api:1\n    stop_grace_period: "0s"\n' },
    },
    {
      name: 'an image',
      code: '=== Dockerfile ===\nFROM node\nSTOPSIGNAL SIGKILL\n#          ^^^^^^^ warning: The container is stopped with SIGKILL, which no process can handle.\nCMD ["node", "a.js"]\n',
      fixed: { Dockerfile: 'FROM node\nCMD ["node", "a.js"]\n' },
    },
    {
      name: 'PM2',
      code: "=== ecosystem.config.js ===\nmodule.exports = { apps: [{ script: 'a.js', kill_timeout: 100 }] };\n                                                        //^^^ warning: The process gets 100 ms to end before it is killed.\n",
    },
  ],
});

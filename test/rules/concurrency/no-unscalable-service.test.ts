import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/08-concurrency/no-unscalable-service';
import { analyze } from '../../support/analyze';
import { ruleTester } from '../../support/rule-tester';

const OWN = '=== compose.yml ===\nservices: { api: { image: acme/api, build: . } }\n';
const deployment = (spec: string, pod: string, kind = 'Deployment', file = 'k8s/api.yaml'): string =>
  `${OWN}=== ${file} ===\napiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: api }\nspec:\n${spec}  template:\n    spec:\n${pod}`;
const containers = (ports = ''): string =>
  `      containers:\n        - name: api\n          image: acme/api:1\n${ports}`;
const claim = (modes: string): string =>
  `=== k8s/claim.yaml ===\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [${modes}] }\n`;
const VOLUMES = '      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]\n';
const scaler = (maximum: number): string =>
  `=== k8s/hpa.yaml ===\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: api }\nspec: { maxReplicas: ${maximum}, scaleTargetRef: { kind: Deployment, name: api } }\n`;
const HOST_PORT = '          ports:\n            - containerPort: 80\n              hostPort: 80\n';

ruleTester(rule, {
  keeps: [
    { name: 'nothing that is one of a kind', code: deployment('  replicas: 3\n', containers()) },
    { name: 'a DaemonSet', code: deployment('', containers(HOST_PORT), 'DaemonSet') },
    {
      name: 'a proxy of somebody else',
      code: deployment('  replicas: 2\n', containers(HOST_PORT).replace('acme/api:1', 'nginx:1.27')),
    },
    {
      name: 'a template decides',
      code: deployment(
        '',
        containers(
          HOST_PORT.replace('80\n', '{{ .Values.port }}\n').replace('hostPort: 80', 'hostPort: {{ .Values.port }}'),
        ),
      ),
    },
    {
      name: 'development',
      code: deployment('  replicas: 2\n', containers(HOST_PORT), 'Deployment', 'k8s/overlays/dev/api.yaml'),
    },
    {
      name: 'a claim for many machines',
      code: `${deployment('  replicas: 2\n', containers() + VOLUMES)}${claim('ReadWriteMany')}`,
    },
    { name: 'a claim that nobody knows', code: deployment('  replicas: 2\n', containers() + VOLUMES) },
    { name: 'one pod with a disk', code: `${deployment('', containers() + VOLUMES)}${claim('ReadWriteOnce')}` },
    {
      name: 'a database in compose',
      code: '=== compose.prod.yml ===\nservices:\n  db: { image: "postgres:16", container_name: db, scale: 2 }\n',
    },
    {
      name: 'a range of ports',
      code: '=== compose.prod.yml ===\nservices:\n  a: { image: "acme/a:1", ports: ["8080-8090:80"], scale: 2 }\n',
    },
    {
      name: 'compose for development',
      code: '=== compose.dev.yml ===\nservices:\n  a: { build: ., container_name: a, scale: 2 }\n',
    },
    {
      name: 'a comment that says why',
      code: '=== compose.prod.yml ===\nservices:\n  a:\n    build: .\n    # twelve-factor-disable-next-line concurrency/no-unscalable-service -- one scheduler\n    container_name: a\n',
    },
  ],
  breaks: [
    {
      name: 'a name for three',
      code: '=== compose.prod.yml ===\nservices:\n  a:\n    image: acme/a:1 # ours\n    container_name: "a" # why\n#                    ^ warning: Service "a" has the fixed container name "a": a second container of it cannot start.\n    deploy: { replicas: 3 }\n',
      fixed: { 'compose.prod.yml': 'services:\n  a:\n    image: acme/a:1 # ours\n    deploy: { replicas: 3 }\n' },
      fixTitle: 'Leave the name to Docker',
    },
    {
      name: 'a name, as yet of one',
      code: '=== compose.yml ===\nservices:\n  a:\n    build: .\n    container_name: a\n#                   ^ hint: Service "a" has the fixed container name "a": a second container of it cannot start.\n',
    },
    {
      name: 'a port of the machine',
      code: '=== compose.prod.yml ===\nservices:\n  a:\n    image: acme/a:1\n    scale: 2\n    ports: ["80:3000"]\n#           ^^^^^^^^^ warning: Service "a" takes port 80 of the machine: a second container of it cannot start.\n'.replace(
        '#           ^^^^^^^^^',
        '#            ^^^^^^^',
      ),
    },
    {
      name: 'a port of each machine',
      code: deployment(
        '  replicas: 3\n',
        containers(
          '          ports:\n            - containerPort: 80\n              hostPort: 80\n#             ^^^^^^^^^^^^ warning: Each pod takes port 80 of its machine: no machine can run two of them.\n',
        ),
      ),
      fixed: {
        'k8s/api.yaml': deployment(
          '  replicas: 3\n',
          containers('          ports:\n            - containerPort: 80\n'),
        ).replace(/^[\s\S]*=== k8s.*\n/, ''),
      },
    },
    {
      name: 'the network of the machine, scaled by a scaler',
      code: `${deployment('', `      hostNetwork: true\n#     ^^^^^^^^^^^^^^^^^ warning: Each pod takes the network of its machine: no machine can run two of them.\n${containers()}`)}${scaler(5)}`,
    },
    {
      name: 'a disk for one machine, and all pods stopped at once',
      code: `${deployment(
        '  strategy:\n    type: Recreate\n#         ^^^^^^^^ warning: The workload is scaled, but a new release stops all of its pods at once.\n',
        `${containers()}      volumes:\n        - name: data\n          persistentVolumeClaim: { claimName: data }\n#                                             ^^^^ warning: The claim "data" can be mounted on one machine at a time: further pods do not start elsewhere.\n`,
      )}${claim('ReadWriteOnce')}${scaler(5)}`,
    },
  ],
});

describe('concurrency/no-unscalable-service as a witness', () => {
  const evidenceOf = (files: Readonly<Record<string, string>>): string[] =>
    analyze({ 'package.json': '{ "private": true, "dependencies": { "express": "5" } }', ...files }, { rules: [rule] })
      .appReports()
      .flatMap((report) => report.evidence.map(({ file, statement }) => `${file}: ${statement}`));
  const compose = (more: string): string => `services:\n  api:\n    build: .\n    deploy: { replicas: 3 }\n${more}`;

  it('attests services and workloads that run several times with nothing in the way', () => {
    assert.deepEqual(evidenceOf({ 'compose.yml': compose('') }), ['compose.yml: Service "api" runs as 3 processes.']);
    assert.deepEqual(evidenceOf({ 'compose.yml': compose('    container_name: api\n') }), []);
    const pods = (spec: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  replicas: 2\n  template: { spec: { ${spec}containers: [{ image: acme/api:1 }] } }\n`;
    const built = { 'compose.yml': 'services: { api: { image: acme/api, build: . } }\n' };
    assert.deepEqual(evidenceOf({ ...built, 'k8s/api.yaml': pods('') }), [
      'k8s/api.yaml: 2 pods of "api" can run side by side.',
    ]);
    assert.deepEqual(evidenceOf({ ...built, 'k8s/api.yaml': pods('hostNetwork: true, ') }), []);
  });
});

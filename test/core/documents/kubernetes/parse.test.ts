import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf } from '../../../../server/src/core/documents/kinds';
import { mayBeKubernetes, parseKubernetes } from '../../../../server/src/core/documents/kubernetes/parse';
import { type Span, textOf } from '../../../../server/src/core/text/span';

const DEPLOYMENT = `# the service
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
  annotations:
    twelve-factor/ignore: a/b -- reason
spec:
  replicas: 2
  strategy: { type: Recreate }
  template:
    metadata:
      labels: { app: api }
    spec:
      terminationGracePeriodSeconds: 30
      hostNetwork: true
      initContainers:
        - name: migrate
          image: ghcr.io/acme/api:1.2
          command: [npm, run, migrate]
        - name: proxy
          image: proxy:1
          restartPolicy: Always
      containers:
        - name: api
          image: "ghcr.io/acme/api:\${TAG}"
          args: ["node", "server.js"]
          env:
            - name: PORT
              value: "8080"
            - name: URL
              value: http://$(HOST)/
            - name: PASSWORD
              valueFrom: { secretKeyRef: { name: api, key: password } }
          envFrom:
            - configMapRef: { name: settings }
          ports:
            - { name: http, containerPort: 8080, hostPort: 80 }
          readinessProbe:
            httpGet: { path: /ready, port: http }
          lifecycle:
            preStop: { exec: { command: [sleep, "5"] } }
          volumeMounts:
            - { name: data, mountPath: /data, readOnly: true }
      volumes:
        - name: data
          persistentVolumeClaim: { claimName: data }
        - name: logs
          hostPath: { path: /var/log/api }
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec:
  sessionAffinity: ClientIP
  selector: { app: api }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: v1
kind: Secret
metadata: { name: api }
data: { password: aHVudGVy }
stringData: { user: bob }
`;

const CHART = `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "api.name" . }}
  {{- with .Values.annotations }}
  annotations: {{ toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- if not .Values.autoscaling }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  template:
    spec:
      {{- if .Values.hostNetwork }}
      hostNetwork: true
      {{- end }}
      terminationGracePeriodSeconds: 0
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
            - name: MODE
              value: web
          {{/* a comment
               of two lines */}}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
{{- end }}
`;

describe('parseKubernetes', () => {
  it('reads workloads with the place of everything', () => {
    const { resources, errors } = parseKubernetes('k8s/api.yaml', DEPLOYMENT);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.map(({ kind, name }) => [kind, name?.text]),
      [
        ['Deployment', 'api'],
        ['Service', 'api'],
        ['Secret', 'api'],
      ],
    );
    const [deployment, service, secret] = resources;
    const text = (span: Span | undefined): string => textOf(DEPLOYMENT, span ?? { start: 0, end: 0 });
    const workload = deployment?.workload;
    assert.equal(deployment?.namespace?.text, 'shop');
    assert.equal(text(deployment?.ignores[0]?.valueSpan), 'a/b -- reason');
    assert.equal(workload?.replicas?.value, 2);
    assert.equal(text(workload?.replicas?.entrySpan), 'replicas: 2');
    assert.equal(workload?.strategy?.resolved, 'Recreate');
    assert.equal(workload?.gracePeriod?.value, 30);
    assert.equal(text(workload?.hostNetwork?.entrySpan), 'hostNetwork: true');
    assert.deepEqual(
      workload?.containers.map(({ name, init }) => [name?.text, init]),
      [
        ['migrate', true],
        ['proxy', false],
        ['api', false],
      ],
    );
    const api = workload?.containers[2];
    assert.equal(workload?.containers[0]?.image?.reference?.tag, '1.2');
    assert.equal(api?.image?.reference, undefined);
    assert.equal(api?.image?.repository, 'ghcr.io/acme/api');
    assert.deepEqual(
      api?.args?.words.map(({ resolved }) => resolved),
      ['node', 'server.js'],
    );
    assert.deepEqual(
      api?.env.map(({ name, resolved, from }) => [name, resolved, from?.type]),
      [
        ['PORT', '8080', undefined],
        ['URL', undefined, undefined],
        ['PASSWORD', undefined, 'secret'],
      ],
    );
    assert.equal(text(api?.env[0]?.valueSpan), '8080');
    assert.equal(api?.envFrom[0]?.name?.text, 'settings');
    assert.deepEqual([api?.ports[0]?.container?.value, api?.ports[0]?.host?.value], [8080, 80]);
    assert.deepEqual([api?.probes[0]?.path?.text, api?.probes[0]?.port?.text], ['/ready', 'http']);
    assert.equal(api?.preStop?.command?.words[1]?.text, '5');
    assert.deepEqual([api?.volumeMounts[0]?.path?.text, api?.volumeMounts[0]?.readOnly], ['/data', true]);
    assert.deepEqual(
      workload?.volumes.map(({ type, claim, path }) => [type, claim?.text ?? path?.text]),
      [
        ['persistentVolumeClaim', 'data'],
        ['hostPath', '/var/log/api'],
      ],
    );
    assert.equal(text(service?.service?.sessionAffinity?.entrySpan), 'sessionAffinity: ClientIP');
    assert.equal(service?.service?.ports[0]?.target?.text, 'http');
    assert.deepEqual(
      secret?.data.map(({ name, encoded }) => [name, encoded]),
      [
        ['password', true],
        ['user', false],
      ],
    );
  });

  for (const lineBreak of ['\n', '\r\n']) {
    it(`reads what is sure of a chart's template (${JSON.stringify(lineBreak)})`, () => {
      const chart = CHART.replaceAll('\n', lineBreak);
      const { resources, errors } = parseKubernetes('charts/api/templates/deployment.yaml', chart);
      assert.deepEqual(errors, []);
      const workload = resources[0]?.workload;
      assert.equal(resources[0]?.name?.resolved, undefined);
      assert.equal(workload?.replicas?.value, undefined);
      assert.equal(workload?.hostNetwork, undefined, 'a condition decides');
      assert.equal(workload?.gracePeriod?.value, 0);
      const [container] = workload?.containers ?? [];
      assert.equal(container?.image?.reference, undefined);
      assert.deepEqual(
        container?.env.map(({ name, resolved }) => [name, resolved]),
        [
          ['{{ $name }}', undefined],
          ['MODE', 'web'],
        ],
      );
      const span = container?.env[1]?.valueSpan ?? { start: 0, end: 0 };
      assert.equal(textOf(chart, span), 'web');
    });
  }

  it('reads lists, jobs that run at times, Knative services and autoscalers', () => {
    const { resources } = parseKubernetes(
      'all.yaml',
      `apiVersion: v1
kind: List
items:
  - apiVersion: batch/v1
    kind: CronJob
    spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: a, image: b }] } } } } }
  - apiVersion: serving.knative.dev/v1
    kind: Service
    spec: { template: { spec: { containers: [{ image: c }] } } }
  - apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { kind: Deployment, name: api } }
`,
    );
    assert.deepEqual(
      resources.map(({ workload }) => [workload?.kind, workload?.containers[0]?.image?.text]),
      [
        ['CronJob', 'b'],
        ['KnativeService', 'c'],
        [undefined, undefined],
      ],
    );
    assert.deepEqual(resources[2]?.autoscaler?.targetName, 'api');
    assert.equal(resources[2]?.autoscaler?.maximum?.value, 5);
  });

  it('reads kustomizations and the usual values of charts', () => {
    const { kustomization } = parseKubernetes(
      'overlays/prod/kustomization.yaml',
      'resources: [../../base]\nimages:\n  - name: api\n    newName: ghcr.io/acme/api\n    newTag: "1.2"\nreplicas:\n  - { name: api, count: 3 }\nsecretGenerator:\n  - name: s\n    literals: ["A=b=c"]\n',
    );
    assert.equal(kustomization?.resources[0]?.text, '../../base');
    assert.equal(kustomization?.images[0]?.newTag?.text, '1.2');
    assert.deepEqual(kustomization?.replicas[0]?.count, 3);
    const [literal] = kustomization?.literals ?? [];
    assert.deepEqual([literal?.name, literal?.value, literal?.secret], ['A', 'b=c', true]);

    const { values } = parseKubernetes(
      'charts/a/values-prod.yaml',
      'replicaCount: 2\nweb:\n  image: { repository: acme/web, tag: latest }\n  replicas: 3\n',
    );
    assert.deepEqual(
      values?.images.map(({ path, repository, tag }) => [path, repository.text, tag?.text]),
      [[['web'], 'acme/web', 'latest']],
    );
    assert.deepEqual(
      values?.replicas.map(({ value }) => value),
      [2, 3],
    );
  });

  it('takes no other YAML', () => {
    assert.ok(!mayBeKubernetes('a.yaml', 'version: 1\nkind: x\n'));
    assert.deepEqual(parseKubernetes('a.yaml', 'a: {{ b }}\n').resources, []);
    assert.equal(kindOf('deploy/app.yml'), 'kubernetes');
    for (const path of ['pnpm-lock.yaml', '.gitlab-ci.yml', '.github/labeler.yml', 'openapi.yaml']) {
      assert.notEqual(kindOf(path), 'kubernetes', path);
    }
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(...((DEPLOYMENT + CHART).match(/[^\n]*\n/g) ?? []));
    fc.assert(
      fc.property(fc.array(pieces), (lines) => void parseKubernetes('a.yaml', lines.join(''))),
      { numRuns: 30 },
    );
  });
});

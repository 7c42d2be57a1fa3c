import { optional } from '../optional';
import type { YamlNode } from '../yaml/tree';
import type {
  KubernetesContainer,
  KubernetesEnvironmentSource,
  KubernetesEnvironmentVariable,
  KubernetesHook,
  KubernetesMount,
  KubernetesPort,
  KubernetesProbe,
  KubernetesSource,
  KubernetesVolume,
  KubernetesWorkload,
  WorkloadKind,
} from './model';
import type { Reader } from './reader';

/** Where the pod's specification stands below the resource. */
const POD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};
const WORKLOAD_KINDS: ReadonlySet<string> = new Set<WorkloadKind>([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Pod',
  'Rollout',
  'DeploymentConfig',
]);

/** `undefined` for what runs no containers. */
export function workloadKindOf(kind: string, apiVersion: string): WorkloadKind | undefined {
  if (kind === 'Service' && apiVersion.startsWith('serving.knative.dev/')) return 'KnativeService';
  return WORKLOAD_KINDS.has(kind) ? (kind as WorkloadKind) : undefined;
}

export function podTemplateOf(reader: Reader, root: YamlNode, kind: WorkloadKind): YamlNode | undefined {
  return reader.at(root, ...(POD_TEMPLATES[kind] ?? ['spec', 'template']));
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/ */
export function readWorkload(reader: Reader, root: YamlNode, kind: WorkloadKind): KubernetesWorkload {
  const { tree } = reader;
  const spec = reader.at(root, 'spec');
  const template = podTemplateOf(reader, root, kind);
  const pod = reader.at(template, 'spec');
  const containers = (key: string): KubernetesContainer[] =>
    tree.items(reader.at(pod, key)).map((item) => readContainer(reader, item, key === 'initContainers'));
  const network = reader.entryText(pod, 'hostNetwork');
  return {
    kind,
    ...optional('replicas', reader.numberAt(spec, 'replicas')),
    ...optional('strategy', reader.textAt(spec, 'strategy', 'type') ?? reader.textAt(spec, 'updateStrategy', 'type')),
    containers: [...containers('initContainers'), ...containers('containers')],
    volumes: tree.items(reader.at(pod, 'volumes')).flatMap((item) => readVolume(reader, item)),
    claimTemplates: tree
      .items(reader.at(spec, 'volumeClaimTemplates'))
      .flatMap((item) => reader.textAt(item, 'metadata', 'name')?.text ?? []),
    ...optional('gracePeriod', reader.numberAt(pod, 'terminationGracePeriodSeconds')),
    ...optional('hostNetwork', network?.resolved === 'true' ? network : undefined),
    podLabels: kind === 'Pod' ? [] : reader.variables(reader.at(template, 'metadata', 'labels')),
    podAnnotations: kind === 'Pod' ? [] : reader.variables(reader.at(template, 'metadata', 'annotations')),
  };
}

function readContainer(reader: Reader, node: YamlNode, isInit: boolean): KubernetesContainer {
  const { tree } = reader;
  return {
    ...optional('name', reader.textAt(node, 'name')),
    span: tree.span(node),
    init: isInit && reader.textAt(node, 'restartPolicy')?.text !== 'Always',
    ...optional('image', reader.image(reader.at(node, 'image'))),
    ...optional('command', reader.command(reader.entry(node, 'command'))),
    ...optional('args', reader.command(reader.entry(node, 'args'))),
    ...optional('workingDir', reader.textAt(node, 'workingDir')),
    env: tree.items(reader.at(node, 'env')).flatMap((item) => readVariable(reader, item)),
    envFrom: tree.items(reader.at(node, 'envFrom')).flatMap((item) => readSource(reader, item)),
    ports: tree.items(reader.at(node, 'ports')).map((item) => readPort(reader, item)),
    probes: (['liveness', 'readiness', 'startup'] as const).flatMap((type) => readProbe(reader, node, type)),
    ...optional('preStop', readHook(reader, node)),
    volumeMounts: tree.items(reader.at(node, 'volumeMounts')).flatMap((item) => readMount(reader, item)),
  };
}

function readVariable(reader: Reader, item: YamlNode): KubernetesEnvironmentVariable[] {
  const name = reader.textAt(item, 'name');
  if (name === undefined) return [];
  const value = reader.textAt(item, 'value');
  const isKnown = value?.resolved !== undefined && name.resolved !== undefined;
  return [
    {
      name: name.text,
      nameSpan: name.span,
      ...(value === undefined ? {} : { value: value.text, valueSpan: value.span }),
      resolved: isKnown ? value.resolved : undefined,
      certain: name.resolved !== undefined,
      ...optional('from', variableSource(reader, item)),
      span: reader.tree.span(item),
    },
  ];
}

function variableSource(reader: Reader, item: YamlNode): KubernetesSource | undefined {
  const from = reader.at(item, 'valueFrom');
  if (from === undefined) return undefined;
  const secret = reader.at(from, 'secretKeyRef');
  const map = reader.at(from, 'configMapKeyRef');
  const node = secret ?? map;
  return {
    type: secret !== undefined ? 'secret' : map !== undefined ? 'config-map' : 'field',
    ...optional('name', reader.textAt(node, 'name')),
    ...optional('key', reader.textAt(node, 'key')),
  };
}

function readSource(reader: Reader, item: YamlNode): KubernetesEnvironmentSource[] {
  const secret = reader.at(item, 'secretRef');
  const node = secret ?? reader.at(item, 'configMapRef');
  if (node === undefined) return [];
  return [
    {
      type: secret !== undefined ? 'secret' : 'config-map',
      ...optional('name', reader.textAt(node, 'name')),
      ...optional('prefix', reader.textAt(item, 'prefix')?.text),
      span: reader.tree.span(item),
    },
  ];
}

function readPort(reader: Reader, item: YamlNode): KubernetesPort {
  return {
    ...optional('name', reader.textAt(item, 'name')?.text),
    ...optional('container', reader.numberAt(item, 'containerPort')),
    ...optional('host', reader.numberAt(item, 'hostPort')),
    span: reader.tree.span(item),
  };
}

function readProbe(reader: Reader, container: YamlNode, type: KubernetesProbe['type']): KubernetesProbe[] {
  const entry = reader.entry(container, `${type}Probe`);
  if (entry?.value === undefined) return [];
  const action = ['httpGet', 'tcpSocket', 'grpc'].map((key) => reader.at(entry.value, key)).find(Boolean);
  return [
    {
      type,
      ...optional('port', reader.textAt(action, 'port')),
      ...optional('path', reader.textAt(action, 'path')),
      ...optional('command', reader.command(reader.entry(reader.at(entry.value, 'exec'), 'command'))),
      span: entry.span,
    },
  ];
}

function readHook(reader: Reader, container: YamlNode): KubernetesHook | undefined {
  const entry = reader.entry(reader.at(container, 'lifecycle'), 'preStop');
  if (entry?.value === undefined) return undefined;
  return {
    ...optional('command', reader.command(reader.entry(reader.at(entry.value, 'exec'), 'command'))),
    ...optional('sleep', reader.numberAt(reader.at(entry.value, 'sleep'), 'seconds')),
    span: entry.span,
  };
}

function readMount(reader: Reader, item: YamlNode): KubernetesMount[] {
  const name = reader.textAt(item, 'name');
  if (name === undefined) return [];
  return [
    {
      name: name.text,
      ...optional('path', reader.textAt(item, 'mountPath')),
      ...optional('subPath', reader.textAt(item, 'subPath')),
      readOnly: reader.textAt(item, 'readOnly')?.text === 'true',
      span: reader.tree.span(item),
    },
  ];
}

function readVolume(reader: Reader, item: YamlNode): KubernetesVolume[] {
  const name = reader.textAt(item, 'name');
  if (name === undefined) return [];
  const type = reader.tree.entries(item).find(({ key }) => key !== 'name')?.key ?? '';
  return [
    {
      name: name.text,
      type,
      ...optional('path', reader.textAt(item, 'hostPath', 'path')),
      ...optional('claim', reader.textAt(item, 'persistentVolumeClaim', 'claimName')),
      span: reader.tree.span(item),
    },
  ];
}

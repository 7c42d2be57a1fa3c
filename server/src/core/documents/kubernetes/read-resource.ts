import { optional } from '../optional';
import type { YamlNode, YamlTree } from '../yaml/tree';
import type {
  KubernetesAffinity,
  KubernetesAutoscaler,
  KubernetesData,
  KubernetesIngress,
  KubernetesResource,
  KubernetesService,
  KubernetesText,
} from './model';
import { readSecretKeys } from './read-secret-keys';
import { podTemplateOf, readWorkload, workloadKindOf } from './read-workload';
import { Reader } from './reader';

export const IGNORE_ANNOTATION = 'twelve-factor/ignore';

/** The resources of a YAML document; none for what is no resource. */
export function readResources(tree: YamlTree, root: YamlNode): KubernetesResource[] {
  const reader = new Reader(tree, tree.span(root).start);
  const kind = reader.textAt(root, 'kind');
  const apiVersion = reader.textAt(root, 'apiVersion');
  if (kind === undefined || apiVersion === undefined || !/^[A-Z]\w*$/.test(kind.text)) return [];
  if (kind.text === 'List') return tree.items(reader.at(root, 'items')).flatMap((item) => readResources(tree, item));
  return [readResource(reader, root, kind, apiVersion.text)];
}

function readResource(reader: Reader, root: YamlNode, kind: KubernetesText, apiVersion: string): KubernetesResource {
  const metadata = reader.at(root, 'metadata');
  const workloadKind = workloadKindOf(kind.text, apiVersion);
  const annotations = reader.variables(reader.at(metadata, 'annotations'));
  const podAnnotations =
    workloadKind === undefined
      ? []
      : reader.variables(reader.at(podTemplateOf(reader, root, workloadKind), 'metadata', 'annotations'));
  const ignores = [...annotations, ...podAnnotations].filter(({ name }) => name === IGNORE_ANNOTATION);
  const isNative = (name: string): boolean => kind.text === name && workloadKind === undefined;
  return {
    kind: kind.text,
    apiVersion,
    kindSpan: kind.span,
    ...optional('name', reader.textAt(metadata, 'name')),
    ...optional('namespace', reader.textAt(metadata, 'namespace')),
    span: reader.tree.span(root),
    annotations,
    labels: reader.variables(reader.at(metadata, 'labels')),
    ignores: ignores.filter((one, index) => ignores.findIndex(({ span }) => span.start === one.span.start) === index),
    ...optional('workload', workloadKind && readWorkload(reader, root, workloadKind)),
    ...optional('service', isNative('Service') ? readService(reader, root) : undefined),
    ...optional('ingress', isNative('Ingress') ? readIngress(reader, root) : undefined),
    data: isNative('ConfigMap') || isNative('Secret') ? readData(reader, root, kind.text === 'Secret') : [],
    affinities: readAffinities(reader, root, kind.text),
    secretKeys: readSecretKeys(reader, root, kind.text, apiVersion),
    ...optional('autoscaler', isNative('HorizontalPodAutoscaler') ? readAutoscaler(reader, root) : undefined),
    accessModes: isNative('PersistentVolumeClaim') ? reader.texts(reader.at(root, 'spec', 'accessModes')) : [],
  };
}

/** Istio, Traefik and Contour by their own kinds. */
function readAffinities(reader: Reader, root: YamlNode, kind: string): KubernetesAffinity[] {
  const { tree } = reader;
  const spec = reader.at(root, 'spec');
  if (kind === 'DestinationRule') {
    const subsets = tree.items(reader.at(spec, 'subsets'));
    const policies = [spec, ...subsets].map((node) => reader.at(node, 'trafficPolicy'));
    const balancers = policies.flatMap((policy) => [
      reader.at(policy, 'loadBalancer'),
      ...tree.items(reader.at(policy, 'portLevelSettings')).map((item) => reader.at(item, 'loadBalancer')),
    ]);
    return balancers.flatMap((balancer): KubernetesAffinity[] => {
      const entry = reader.entry(balancer, 'consistentHash');
      const by = ['httpCookie', 'useSourceIp'].find((key) => reader.at(entry?.value, key) !== undefined);
      return entry === undefined || by === undefined ? [] : [{ by, span: entry.span }];
    });
  }
  const routes = tree.items(reader.at(spec, 'routes'));
  const services = routes.flatMap((route) => tree.items(reader.at(route, 'services')));
  if (kind === 'IngressRoute' || kind === 'TraefikService') {
    const weighted = reader.at(spec, 'weighted');
    return [weighted, ...services, ...tree.items(reader.at(weighted, 'services'))].flatMap((node) => {
      const entry = reader.entry(node, 'sticky');
      return entry === undefined ? [] : [{ by: 'sticky', span: entry.span }];
    });
  }
  if (kind !== 'HTTPProxy') return [];
  return routes.flatMap((route): KubernetesAffinity[] => {
    const entry = reader.entry(route, 'loadBalancerPolicy');
    const strategy = reader.textAt(entry?.value, 'strategy')?.resolved;
    return entry === undefined || strategy !== 'Cookie' ? [] : [{ by: 'Cookie', span: entry.span }];
  });
}

function readService(reader: Reader, root: YamlNode): KubernetesService {
  const spec = reader.at(root, 'spec');
  return {
    selector: reader.variables(reader.at(spec, 'selector')),
    ...optional('type', reader.textAt(spec, 'type')),
    ports: reader.tree.items(reader.at(spec, 'ports')).map((item) => ({
      ...optional('name', reader.textAt(item, 'name')?.text),
      ...optional('port', reader.numberAt(item, 'port')),
      ...optional('target', reader.textAt(item, 'targetPort')),
      span: reader.tree.span(item),
    })),
    ...optional('sessionAffinity', reader.entryText(spec, 'sessionAffinity')),
    ...optional('affinityConfigSpan', reader.entry(spec, 'sessionAffinityConfig')?.span),
  };
}

function readIngress(reader: Reader, root: YamlNode): KubernetesIngress {
  const rules = reader.tree.items(reader.at(root, 'spec', 'rules'));
  const backends = [
    reader.at(root, 'spec', 'defaultBackend'),
    ...rules.flatMap((rule) =>
      reader.tree.items(reader.at(rule, 'http', 'paths')).map((path) => reader.at(path, 'backend')),
    ),
  ];
  return {
    hosts: rules.flatMap((rule) => reader.textAt(rule, 'host') ?? []),
    backends: backends.flatMap((backend) => {
      // The older form names service and port side by side.
      const service = reader.textAt(backend, 'service', 'name') ?? reader.textAt(backend, 'serviceName');
      const port =
        reader.textAt(backend, 'service', 'port', 'number') ??
        reader.textAt(backend, 'service', 'port', 'name') ??
        reader.textAt(backend, 'servicePort');
      return service === undefined ? [] : [{ service, ...optional('port', port) }];
    }),
  };
}

function readData(reader: Reader, root: YamlNode, isSecret: boolean): KubernetesData[] {
  const data = reader.variables(reader.at(root, 'data')).map((entry) => ({ ...entry, encoded: isSecret }));
  const plain = reader.variables(reader.at(root, 'stringData')).map((entry) => ({ ...entry, encoded: false }));
  return [...data, ...plain];
}

function readAutoscaler(reader: Reader, root: YamlNode): KubernetesAutoscaler {
  const spec = reader.at(root, 'spec');
  return {
    ...optional('minimum', reader.numberAt(spec, 'minReplicas')),
    ...optional('maximum', reader.numberAt(spec, 'maxReplicas')),
    ...optional('targetKind', reader.textAt(spec, 'scaleTargetRef', 'kind')?.resolved),
    ...optional('targetName', reader.textAt(spec, 'scaleTargetRef', 'name')?.text),
  };
}

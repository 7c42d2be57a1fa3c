import type { YamlNode } from '../yaml/tree';
import type { KubernetesResource } from './model';
import type { Reader } from './reader';

/**
 * Keys of the Secret that a resource makes: `spec.encryptedData` and `spec.template.data` of Bitnami's SealedSecret,
 * `secretKey` and `spec.target.template.data` of an ExternalSecret (`name` in its first version). What is taken over whole
 * (`dataFrom`) nobody can see here.
 */
export function readSecretKeys(
  reader: Reader,
  root: YamlNode,
  kind: string,
  apiVersion: string,
): KubernetesResource['secretKeys'] {
  const keysOf = (...path: string[]): KubernetesResource['secretKeys'] =>
    reader.variables(reader.at(root, 'spec', ...path)).map(({ name, nameSpan }) => ({ name, nameSpan }));
  if (kind === 'SealedSecret' && apiVersion.startsWith('bitnami.com/')) {
    return [...keysOf('encryptedData'), ...keysOf('template', 'data')];
  }
  if (!/^(?:Cluster)?ExternalSecret$/.test(kind)) return [];
  const spec = kind === 'ExternalSecret' ? [] : ['externalSecretSpec'];
  if (apiVersion.startsWith('external-secrets.io/')) {
    return [...listed(reader, root, spec, 'secretKey'), ...keysOf(...spec, 'target', 'template', 'data')];
  }
  return apiVersion.startsWith('kubernetes-client.io/') ? listed(reader, root, [], 'name') : [];
}

function listed(reader: Reader, root: YamlNode, spec: string[], key: string): KubernetesResource['secretKeys'] {
  return reader.tree.items(reader.at(root, 'spec', ...spec, 'data')).flatMap((item) => {
    const text = reader.textAt(item, key);
    return text?.resolved === undefined ? [] : { name: text.resolved, nameSpan: text.span };
  });
}

import { optional } from '../optional';
import type { YamlNode, YamlTree } from '../yaml/tree';
import type { HelmValues, KubernetesNumber } from './model';
import { Reader } from './reader';

/** Values nest by component and hardly deeper. */
const DEEPEST = 4;

/** What nearly every chart means by `image` and `replicaCount`; the rest depends on its templates. */
export function readValues(tree: YamlTree, root: YamlNode): HelmValues {
  const reader = new Reader(tree);
  const images: HelmValues['images'][number][] = [];
  const replicas: (KubernetesNumber & { readonly path: readonly string[] })[] = [];
  collect(root, []);
  return { images, replicas };

  function collect(node: YamlNode, path: readonly string[]): void {
    for (const key of ['replicaCount', 'replicas']) {
      const count = reader.numberAt(node, key);
      if (count !== undefined) replicas.push({ ...count, path });
    }
    const image = reader.entry(node, 'image');
    const repository = reader.textAt(image?.value, 'repository');
    if (image !== undefined && repository !== undefined) {
      const more = {
        ...optional('registry', reader.textAt(image.value, 'registry')),
        ...optional('tag', reader.textAt(image.value, 'tag')),
      };
      images.push({ path, repository, ...more, span: image.span });
    }
    if (path.length >= DEEPEST) return;
    for (const { key, value } of tree.entries(node)) {
      if (value !== undefined && key !== 'image' && tree.isMap(value)) collect(value, [...path, key]);
    }
  }
}

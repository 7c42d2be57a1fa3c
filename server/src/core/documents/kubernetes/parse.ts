import { baseName, type FilePath } from '../kinds';
import { optional } from '../optional';
import { parseYaml } from '../yaml/tree';
import type { KubernetesDocument } from './model';
import { readKustomization } from './read-kustomization';
import { readResources } from './read-resource';
import { readValues } from './read-values';

export type * from './model';
export { IGNORE_ANNOTATION } from './read-resource';

const NOTHING: KubernetesDocument = { resources: [], errors: [] };
const KUSTOMIZATION_NAME = /^kustomization(?:\.ya?ml)?$/i;
const VALUES_NAME = /^values(?:[.-][\w.-]+)?\.ya?ml$/i;

/** YAML of any kind comes in: what its name or its text does not show to be of Kubernetes is not parsed. Never throws. */
export function parseKubernetes(file: FilePath, text: string): KubernetesDocument {
  const name = baseName(file);
  if (!mayBeKubernetes(file, text)) return NOTHING;
  const isKustomization = KUSTOMIZATION_NAME.test(name);
  const isValues = VALUES_NAME.test(name);
  const tree = parseYaml(text, { templates: 'expected' });
  const [root] = tree.roots;
  const resources = tree.roots.flatMap((each) => readResources(tree, each));
  return {
    resources,
    ...optional('kustomization', isKustomization && root ? readKustomization(tree, root) : undefined),
    ...optional('values', isValues && root && resources.length === 0 ? readValues(tree, root) : undefined),
    errors: tree.errors,
  };
}

/** By its name, or because the text says a version and a kind, as every manifest does and few other files do. Quick. */
export function mayBeKubernetes(file: FilePath, text: string): boolean {
  const name = baseName(file);
  if (KUSTOMIZATION_NAME.test(name) || VALUES_NAME.test(name)) return true;
  return /^[ \t-]*apiVersion[ \t]*:/m.test(text) && /^[ \t-]*kind[ \t]*:[ \t]*['"]?[A-Z]/m.test(text);
}

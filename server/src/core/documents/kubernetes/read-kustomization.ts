import { optional } from '../optional';
import type { YamlNode, YamlTree } from '../yaml/tree';
import type { KubernetesVariable, Kustomization } from './model';
import { Reader } from './reader';

export function readKustomization(tree: YamlTree, root: YamlNode): Kustomization {
  const reader = new Reader(tree, tree.span(root).start);
  const at = (key: string): readonly YamlNode[] => tree.items(reader.at(root, key));
  const literals = (key: string, secret: boolean): Kustomization['literals'] =>
    at(key).flatMap((generator) =>
      tree.items(reader.at(generator, 'literals')).flatMap((item) => {
        const literal = literalOf(reader, item);
        return literal === undefined ? [] : [{ ...literal, secret }];
      }),
    );
  return {
    resources: ['resources', 'bases', 'components'].flatMap((key) => reader.texts(reader.at(root, key))),
    images: at('images').flatMap((item) => {
      const name = reader.textAt(item, 'name')?.resolved;
      if (name === undefined) return [];
      const part = (key: string) => reader.textAt(item, key);
      return [
        {
          name,
          ...optional('newName', part('newName')),
          ...optional('newTag', part('newTag')),
          ...optional('digest', part('digest')),
          span: tree.span(item),
        },
      ];
    }),
    replicas: at('replicas').flatMap((item) => {
      const name = reader.textAt(item, 'name')?.resolved;
      return name === undefined ? [] : [{ name, count: reader.numberAt(item, 'count')?.value, span: tree.span(item) }];
    }),
    literals: [...literals('configMapGenerator', false), ...literals('secretGenerator', true)],
  };
}

function literalOf(reader: Reader, item: YamlNode): KubernetesVariable | undefined {
  const text = reader.text(item);
  const equals = text?.text.indexOf('=') ?? -1;
  if (text === undefined || equals <= 0) return undefined;
  const isExact = text.span.end - text.span.start === text.text.length;
  const split = text.span.start + equals;
  return {
    name: text.text.slice(0, equals),
    nameSpan: isExact ? { start: text.span.start, end: split } : text.span,
    value: text.text.slice(equals + 1),
    valueSpan: isExact ? { start: split + 1, end: text.span.end } : text.span,
    resolved: text.resolved?.slice(equals + 1),
    span: reader.tree.span(item),
  };
}

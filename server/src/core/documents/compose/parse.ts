import { parseYaml, type YamlEntry, type YamlTree } from '../yaml/tree';
import { interpolate } from './interpolate';
import type { ComposeDocument, ComposeService, ComposeVariable, Interpolation } from './model';
import { readService } from './read-service';

export type * from './model';

const LONGEST_EXTENDS = 10;

/** Reads a compose file. Never throws; of several YAML documents all services are taken. */
export function parseCompose(text: string): ComposeDocument {
  const tree = parseYaml(text);
  const read = new Map<string, ComposeService>();
  for (const root of tree.roots) {
    for (const entry of servicesOf(tree, root)) {
      if (!read.has(entry.key)) read.set(entry.key, readService(tree, entry));
    }
  }
  return {
    services: [...read.values()].map((service) => withBase(service, read, LONGEST_EXTENDS)),
    interpolations: interpolationsOf(tree),
    volumes: tree.roots.flatMap((root) => tree.entries(tree.get(root, 'volumes')?.value).map(({ key }) => key)),
    errors: tree.errors,
  };
}

/** Files of version 1 have their services at the top. */
function servicesOf(tree: YamlTree, root: YamlTree['roots'][number]): readonly YamlEntry[] {
  const services = tree.get(root, 'services');
  if (services !== undefined) return tree.entries(services.value);
  const entries = tree.entries(root);
  const isModern = entries.some(({ key }) =>
    /^(?:version|name|include|networks|volumes|configs|secrets|x-.*)$/.test(key),
  );
  if (isModern) return [];
  return entries.filter(
    ({ value }) => tree.get(value, 'image') !== undefined || tree.get(value, 'build') !== undefined,
  );
}

/** `extends` within the file (https://docs.docker.com/reference/compose-file/services/#extends). */
function withBase(service: ComposeService, all: ReadonlyMap<string, ComposeService>, depth: number): ComposeService {
  const named =
    service.extends === undefined || service.extends.file !== undefined ? undefined : all.get(service.extends.service);
  if (named === undefined || named.name === service.name || depth === 0) return service;
  const base = withBase(named, all, depth - 1);
  return {
    ...base,
    ...service,
    init: service.init || base.init,
    environment: mergeByName(base.environment, service.environment),
    labels: mergeByName(base.labels, service.labels),
    envFile: [...base.envFile, ...service.envFile],
    ports: [...base.ports, ...service.ports],
    volumes: [...base.volumes, ...service.volumes],
    dependsOn: [...base.dependsOn, ...service.dependsOn],
    profiles: service.profiles.length > 0 ? service.profiles : base.profiles,
  };
}

function mergeByName(base: readonly ComposeVariable[], own: readonly ComposeVariable[]): readonly ComposeVariable[] {
  const names = new Set(own.map(({ name }) => name));
  return [...base.filter(({ name }) => !names.has(name)), ...own];
}

function interpolationsOf(tree: YamlTree): Interpolation[] {
  return tree.scalars().flatMap(({ source, span }) =>
    source.includes('$')
      ? interpolate(source).variables.map((one) => ({
          ...one,
          span: { start: one.span.start + span.start, end: one.span.end + span.start },
        }))
      : [],
  );
}

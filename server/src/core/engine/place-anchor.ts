import type { DockerfileDocument } from '../documents/dockerfile/model';
import { isPortableKey } from '../documents/dotenv/parse';
import type { KubernetesDocument } from '../documents/kubernetes/model';
import { classifyValue } from '../knowledge/value-classes';
import type { RuleId } from '../rule/finding';
import type { Span } from '../text/span';
import type { FileFacts } from '../workspace/facts';
import type { DocumentResult } from './candidate';

/**
 * What identifies a place in a document that is no code: the names of everything that encloses it, outermost first, and
 * no other text. Names stay when lines move and values change; what has equal names is told apart by its ordinal.
 */
export function placeAnchor(facts: FileFacts, at: Span): string {
  const around = knownPlacesOf(facts).filter(({ span }) => span.start <= at.start && at.start < span.end);
  return around.map(({ name }) => name).join('/');
}

/** The anchor of a cross-file finding: there is no tree any more, but places in code were collected with theirs. */
export function appAnchor(result: DocumentResult | undefined, rule: RuleId, at: Span): string {
  if (result === undefined) return '';
  if (result.facts.kind !== 'typescript') return placeAnchor(result.facts, at);
  const collected = result.collected.get(rule)?.find(({ span }) => span.start === at.start && span.end === at.end);
  if (collected?.anchor !== undefined) return collected.anchor;
  const variable = result.environment.reads.find(({ span }) => span.start === at.start);
  if (variable !== undefined) return variable.name;
  const { imports, listens, forks } = result.facts;
  const imported = imports.find(({ span }) => span.start <= at.start && at.end <= span.end);
  if (imported !== undefined) return imported.specifier;
  const isThere = ({ span }: { readonly span: Span }): boolean => span.start === at.start;
  return listens.find(isThere)?.framework ?? forks.find(isThere)?.module ?? '';
}

interface Place {
  readonly name: string;
  readonly span: Span;
}

/** A document with many findings is asked for its places by each of them. */
const PLACES = new WeakMap<FileFacts, readonly Place[]>();

function knownPlacesOf(facts: FileFacts): readonly Place[] {
  let known = PLACES.get(facts);
  if (known === undefined) {
    known = placesOf(facts);
    PLACES.set(facts, known);
  }
  return known;
}

function placesOf(facts: FileFacts): Place[] {
  switch (facts.kind) {
    case 'dotenv':
      return facts.entries.filter(({ name }) => isPlainKey(name));
    case 'dockerfile':
      return dockerfilePlaces(facts.document);
    case 'compose':
      return facts.document.services.flatMap((service) => [
        service,
        ...(service.build === undefined ? [] : [{ name: 'build', span: service.build.span }, ...service.build.args]),
        ...(service.image === undefined ? [] : [{ name: 'image', span: service.image.span }]),
        ...(service.entrypoint === undefined ? [] : [{ name: 'entrypoint', span: service.entrypoint.span }]),
        ...(service.command === undefined ? [] : [{ name: 'command', span: service.command.span }]),
        ...service.environment,
      ]);
    case 'workflow':
      return [
        ...facts.document.env,
        ...facts.document.jobs.flatMap(({ id, span, env, services, steps }) => [
          { name: id, span },
          ...env,
          ...services.flatMap((service) => [service, ...service.env]),
          ...steps.flatMap((step) => [{ name: step.uses?.split('@')[0] ?? 'step', span: step.span }, ...step.env]),
        ]),
      ];
    case 'manifest': {
      const { sections, scripts, ...document } = facts.document;
      const dependencies = [...sections.keys()].flatMap((section) =>
        section === 'scripts' || section === 'engines' ? [] : [...document[section].values()],
      );
      return [
        ...[...sections].map(([name, { keySpan, span }]) => ({ name, span: { start: keySpan.start, end: span.end } })),
        ...[...scripts.values(), ...dependencies].map(({ name, entrySpan }) => ({ name, span: entrySpan })),
      ];
    }
    case 'kubernetes':
      return kubernetesPlaces(facts.document);
    case 'procfile':
      return [...facts.document.processes];
    default:
      return [];
  }
}

/** Stages by their names, since others may be put before them; variables by theirs. */
function dockerfilePlaces({ stages, instructions }: DockerfileDocument): Place[] {
  const flat = instructions.flatMap((instruction) =>
    instruction.type === 'onbuild' && instruction.trigger ? [instruction, instruction.trigger] : [instruction],
  );
  return [
    ...stages.map(({ name, span }) => ({ name: name ?? 'stage', span })),
    ...flat.flatMap((instruction) => [
      { name: instruction.keyword, span: instruction.span },
      ...(instruction.type === 'assignment' ? instruction.assignments : []),
    ]),
  ];
}

function kubernetesPlaces({ resources, values }: KubernetesDocument): Place[] {
  const own = resources.flatMap((resource) => [
    { name: `${resource.kind}/${resource.name?.resolved ?? ''}`, span: resource.span },
    ...resource.annotations,
    ...resource.data,
    ...(resource.workload?.containers ?? []).flatMap((container) => [
      { name: container.name?.resolved ?? 'container', span: container.span },
      ...container.env,
      ...container.ports.map(({ span }) => ({ name: 'port', span })),
      ...container.volumeMounts,
    ]),
    ...(resource.workload?.volumes ?? []),
  ]);
  return [...own, ...(values?.images ?? []).map(({ path, span }) => ({ name: path.join('.'), span }))];
}

/** A line of a key that lost its quotes can look like `name=`. */
function isPlainKey(key: string): boolean {
  return isPortableKey(key) && !/^(?:secretish|token)$/.test(classifyValue(key));
}

import { LISTEN_NEEDLES, listenCallOf } from '../../core/documents/typescript/listen-calls';
import { listenPortOf } from '../../core/documents/typescript/listen-ports';
import { DEBUG_PORTS } from '../../core/knowledge/port-flags';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { MessageData, Related } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import type { AppModel } from '../../core/workspace/app-model';
import { type PortPlace, placesOf, selects } from '../../core/workspace/port-places';
import { type PortListener, type PortUnit, portUnits } from '../../core/workspace/ports';
import type { WorkloadModel } from '../../core/workspace/workloads';

type Message = PortPlace['kind'] | 'unnamed' | 'undeclared';

export default defineRule({
  id: 'port-binding/port-mismatch',
  summary: 'The port that a process listens on and the port that its surroundings name differ.',
  why: 'A process is reached by its port alone. Where image, mapping or manifest name another one, requests are refused and probes fail, though the process runs well.',
  remedy: 'Name the port once, in PORT, and let the other places say the same.',
  messages: {
    expose: 'The image exposes port {{port}}, but the process listens on {{wanted}}.',
    mapping: 'Requests are handed to port {{port}}, but the process listens on {{wanted}}.',
    container: 'The container names port {{port}}, but the process listens on {{wanted}}.',
    probe: 'The probe asks port {{port}}, but the process listens on {{wanted}}.',
    service: 'The Service sends to port {{port}}, but the process listens on {{wanted}}.',
    healthcheck: 'The health check asks port {{port}}, but the process listens on {{wanted}}.',
    unnamed: 'No container here has a port named "{{name}}".',
    undeclared: 'The Service sends to port {{port}}, but its pods name only {{wanted}}.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  typescript: {
    needles: LISTEN_NEEDLES,
    perStatement: true,
    create: (file) => {
      const check = (node: Parameters<typeof listenCallOf>[0]): void => {
        const expression = listenCallOf(node, file.bindings)?.port;
        const port = expression && listenPortOf(expression, file.bindings);
        if (expression === undefined || port === undefined) return;
        file.collect(expression, { variable: port.variable ?? null, value: port.value ?? null });
      };
      return { CallExpression: check, NewExpression: check };
    },
  },
  app(context) {
    const { app } = context;
    const listeners = context.collected().map(({ file, span, data }): PortListener => {
      const { variable, value } = data;
      return {
        file,
        span,
        ...(typeof variable === 'string' && { variable }),
        ...(typeof value === 'number' && { value }),
      };
    });
    const units = listeners.length === 0 ? [] : portUnits(app, listeners);
    const told = new Set<string>();
    for (const unit of units) checkUnit(context, unit, units, told);
    checkServices(context, told);
  },
  fix({ finding, file, text }) {
    const { start, end, wanted } = finding.data;
    if (typeof start !== 'number' || typeof end !== 'number' || wanted === undefined) return undefined;
    const at = { start: finding.span.start + start, end: finding.span.start + end };
    if (!/^\d+$/.test(text.slice(at.start, at.end))) return undefined;
    return fixOf(`Name port ${wanted}`, 'suggestion', file, [{ span: at, text: String(wanted) }]);
  },
});

function checkUnit(
  context: AppContext<Message, undefined>,
  unit: PortUnit,
  units: readonly PortUnit[],
  told: Set<string>,
): void {
  for (const places of wrongPlaces(unit, context.app)) {
    const [place, ...others] = places;
    if (place === undefined) continue;
    // The image says it as well; the mapping is where it does harm.
    const isToldBelow =
      unit.run.kind === 'image' && units.some((other) => runsImage(other, unit, context.app, place.port));
    const key = `${place.file}:${place.span.start}`;
    if (isToldBelow || told.has(key)) continue;
    told.add(key);
    const related: Related[] = [
      ...unit.related,
      ...others.map(({ file, span }) => ({ file, span, message: `Port ${place.port} is named here as well.` })),
      ...exposedBy(unit, units, context.app, place.port),
    ];
    context.report(place, place.kind, dataOf(place, unit.port), {
      severity: unit.decidedBy === 'fallback' && unit.run.kind === 'image' ? 'info' : 'warning',
      fixable: place.digits !== undefined,
      related,
      because: BECAUSE[unit.decidedBy],
    });
  }
}

const BECAUSE: Readonly<Record<PortUnit['decidedBy'], string>> = {
  code: 'the port is fixed in the code',
  fallback: 'nothing here sets the variable of the port, so that the number in the code holds',
  setting: 'the variable of the port is set to another number',
};

/** Groups of places that name one wrong port. Where a kind names several, one that is right is enough. */
function wrongPlaces(unit: PortUnit, app: AppModel): PortPlace[][] {
  const places = placesOf(unit, app).filter(({ port }) => !DEBUG_PORTS.has(port));
  const wrong = places.filter((place) => {
    const alike = places.filter(({ kind }) => kind === place.kind);
    return !alike.some(({ port }) => port === unit.port) && alike.every(({ port }) => port === place.port);
  });
  const groups = new Map<number, PortPlace[]>();
  for (const place of wrong) groups.set(place.port, [...(groups.get(place.port) ?? []), place]);
  return [...groups.values()].map((group) => group.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)));
}

const ORDER: readonly PortPlace['kind'][] = ['mapping', 'container', 'service', 'probe', 'healthcheck', 'expose'];

/** True for a service or pod of the image whose surroundings name the same wrong port. */
function runsImage(other: PortUnit, image: PortUnit, app: AppModel, port: number): boolean {
  if (other.run.kind === 'image' || other.related[0]?.file !== image.related[0]?.file) return false;
  return wrongPlaces(other, app).some(([place]) => place?.port === port);
}

function exposedBy(unit: PortUnit, units: readonly PortUnit[], app: AppModel, port: number): Related[] {
  if (unit.run.kind === 'image') return [];
  return units
    .filter(({ run, related }) => run.kind === 'image' && related[0]?.file === unit.related[0]?.file)
    .flatMap((image) => placesOf(image, app))
    .filter((place) => place.port === port)
    .map(({ file, span }) => ({ file, span, message: `The image names port ${port} as well.` }));
}

/** The place of the digits is told relative to the finding, so that an edit above does not spoil it. */
function dataOf({ port, digits, span }: PortPlace, wanted: number): MessageData {
  return { port, wanted, ...(digits && { start: digits.start - span.start, end: digits.end - span.start }) };
}

/** Probes and Services that name what no container of the pods has; whatever the process listens on. */
function checkServices(context: AppContext<Message, undefined>, told: Set<string>): void {
  const { app } = context;
  for (const { model, containers } of app.workloads) {
    for (const { container } of containers) {
      for (const { port } of container.probes) {
        const isKnown =
          container.ports.length > 0 && container.ports.every(({ name }) => !/\{\{|\$/.test(name ?? '{{'));
        if (port?.resolved === undefined || /^\d+$/.test(port.resolved) || !isKnown) continue;
        if (container.ports.some(({ name }) => name === port.resolved)) continue;
        report(
          model.file,
          port.span,
          'unnamed',
          { name: port.resolved },
          'a probe looks for the name in its own container',
        );
      }
    }
  }
  for (const model of app.kubernetesFiles) {
    for (const { service, namespace } of model.document.resources) {
      const pods = app.folderWorkloads.filter(
        ({ resource, workload }) =>
          resource.namespace?.text === namespace?.text && selects(service?.selector ?? [], workload.podLabels),
      );
      for (const { target } of service?.ports ?? []) {
        if (target?.resolved !== undefined) checkTarget(model.file, { ...target, resolved: target.resolved }, pods);
      }
    }
  }

  function checkTarget(
    file: string,
    target: { readonly span: PortPlace['span']; readonly resolved: string },
    pods: readonly WorkloadModel[],
  ): void {
    const ports = pods.map(declaredPorts);
    if (ports.length === 0 || ports.some((list) => list === undefined || list.length === 0)) return;
    const known = ports.flatMap((list) => list ?? []);
    if (known.some(({ name, number }) => name === target.resolved || String(number) === target.resolved)) return;
    const numbers = [...new Set(known.map(({ number }) => number))];
    const isNumber = /^\d+$/.test(target.resolved);
    // Naming a port is a courtesy: what somebody else's image listens on is not known.
    if (isNumber && !pods.every(({ containers }) => containers.every(({ source }) => source === 'built'))) return;
    const because = 'its selector names these pods, and none of their containers has it';
    if (!isNumber) report(file, target.span, 'unnamed', { name: target.resolved }, because);
    else {
      const [only] = numbers;
      const place = { start: 0, end: target.span.end - target.span.start };
      const data = { port: Number(target.resolved), wanted: numbers.join(', '), ...(numbers.length === 1 && place) };
      report(file, target.span, 'undeclared', data, because, numbers.length === 1 && only !== undefined);
    }
  }

  function report(
    file: string,
    span: PortPlace['span'],
    message: Message,
    data: MessageData,
    because: string,
    fixable = false,
  ): void {
    const key = `${file}:${span.start}`;
    if (told.has(key)) return;
    told.add(key);
    context.report({ file, span }, message, data, { because, fixable });
  }
}

/** Ports that the containers of the pods name; `undefined` where a template or a container without any leaves it open. */
function declaredPorts({ workload }: WorkloadModel): { name: string | undefined; number: number }[] | undefined {
  const running = workload.containers.filter(({ init }) => !init);
  if (running.length === 0 || running.some(({ ports }) => ports.length === 0)) return undefined;
  const found = running.flatMap(({ ports }) =>
    ports.map(({ name, container }) => ({ name, number: container?.value })),
  );
  const isKnown = (one: (typeof found)[number]): one is { name: string | undefined; number: number } =>
    one.number !== undefined && !/\{\{|\$/.test(one.name ?? '');
  return found.every(isKnown) ? found : undefined;
}

/** What images, compose files and manifests say of the port of a process. */
import { effectiveStart, lineageOf } from '../documents/dockerfile/resolve';
import type { KubernetesResource, KubernetesText, KubernetesVariable } from '../documents/kubernetes/parse';
import type { Location } from '../rule/finding';
import type { Span } from '../text/span';
import type { AppModel } from './app-model';
import type { PortUnit } from './ports';
import type { KubernetesModel, WorkloadModel } from './workloads';

export interface PortPlace extends Location {
  /** The nearer to the caller, the earlier: this is the order in which places stand for others. */
  readonly kind: 'mapping' | 'container' | 'service' | 'probe' | 'healthcheck' | 'expose';
  readonly port: number;
  /** The digits to change; absent where they do not stand as such in the text. */
  readonly digits?: Span;
}

export function placesOf(unit: PortUnit, app: AppModel): PortPlace[] {
  const { run } = unit;
  if (run.kind === 'image') return imagePlaces(run);
  if (run.kind === 'compose') {
    const { model, service } = run;
    const mappings = service.ports.flatMap(({ container, span, text, resolved }): PortPlace[] => {
      if (container === undefined || /\d-\d/.test(resolved ?? '') || /\/udp$/i.test(text)) return [];
      const digits = digitsAtEnd(text.replace(/\/tcp$/i, ''), container, span);
      return [{ kind: 'mapping', port: container, file: model.file, span, ...(digits && { digits }) }];
    });
    const { test } = service.healthcheck ?? {};
    const words = test?.form === 'exec' ? test.words : test === undefined ? [] : [{ text: test.text, span: test.span }];
    return [...mappings, ...words.flatMap(({ text, span }) => ofUrl(text, span, model.file))];
  }
  return podPlaces(run.workload, run.entry.container.ports.length, app).filter(
    ({ container }) => container === undefined || container === run.entry.container.span.start,
  );
}

function imagePlaces({ model, stage }: Extract<PortUnit['run'], { kind: 'image' }>): PortPlace[] {
  const { document, file } = model;
  const exposed = lineageOf(document, stage)
    .flatMap(({ instructions }) => instructions)
    .flatMap((one) => (one.type === 'expose' && !one.isTrigger ? one.ports : []))
    .flatMap(({ port, endPort, protocol, span, value }): PortPlace[] => {
      if (port === undefined || (endPort ?? port) !== port || protocol !== 'tcp') return [];
      const isPlain = value.startsWith(String(port));
      const digits = { start: span.start, end: span.start + String(port).length };
      return [{ kind: 'expose', port, file, span, ...(isPlain && { digits }) }];
    });
  const check = effectiveStart(document, stage)?.healthcheck;
  const urls = check === undefined || check.isDisabled ? [] : ofUrl(check.argumentsText, check.argumentsSpan, file);
  return [...exposed, ...urls];
}

/** A check that asks the process itself over HTTP. */
function ofUrl(text: string, span: Span, file: string): PortPlace[] {
  const found = /(?:\/\/|\b|^)(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):(\d{2,5})(?!\d)/.exec(text);
  const port = found?.[1];
  if (found === null || port === undefined) return [];
  const start = span.start + found.index + found[0].length - port.length;
  const isPlain = text.length === span.end - span.start;
  const digits = { start, end: start + port.length };
  return [{ kind: 'healthcheck', port: Number(port), file, span: isPlain ? digits : span, ...(isPlain && { digits }) }];
}

function digitsAtEnd(text: string, port: number, span: Span): Span | undefined {
  const digits = String(port);
  if (!text.endsWith(digits)) return undefined;
  const start = span.start + text.length - digits.length;
  return start + digits.length <= span.end ? { start, end: start + digits.length } : undefined;
}

interface PodPlace extends PortPlace {
  /** Start of the container that it speaks of; absent where it speaks of the pods. */
  readonly container?: number;
}

function podPlaces(workload: WorkloadModel, declared: number, app: AppModel): PodPlace[] {
  const { model } = workload;
  const { file } = model;
  const found: PodPlace[] = [];
  for (const { container } of workload.containers) {
    const at = { file, container: container.span.start };
    for (const port of container.ports) {
      const number = port.container;
      if (number?.value !== undefined && !isAside(port.name))
        found.push({ ...at, kind: 'container', port: number.value, span: number.entrySpan, digits: number.span });
    }
    for (const { port } of container.probes) {
      if (port !== undefined && isNumber(port)) found.push({ ...at, ...numbered('probe', port) });
    }
  }
  // Several containers share the pod: a Service may mean any of them.
  const running = workload.containers.filter(({ container }) => !container.init);
  if (running.length === 1 && declared <= 1) {
    for (const { model: other, resource } of servicesOf(workload, app)) {
      for (const { target } of resource.service?.ports ?? []) {
        if (target !== undefined && isNumber(target)) found.push({ file: other.file, ...numbered('service', target) });
      }
    }
  }
  return found;
}

/** Ports of their own purpose beside the one of the app. */
function isAside(name: string | undefined): boolean {
  return /metric|prom|admin|debug|inspect|health|grpc|manage/i.test(name ?? '');
}

function isNumber({ resolved }: KubernetesText): boolean {
  return /^\d{1,5}$/.test(resolved ?? '');
}

function numbered(
  kind: 'probe' | 'service',
  text: KubernetesText,
): Pick<PortPlace, 'kind' | 'port' | 'span' | 'digits'> {
  return { kind, port: Number(text.resolved), span: text.span, digits: text.span };
}

/** Services whose selector names the pods of the workload, in its namespace. */
export function servicesOf(
  { resource, workload }: WorkloadModel,
  app: AppModel,
): { model: KubernetesModel; resource: KubernetesResource }[] {
  return app.folderKubernetesFiles.flatMap((model) =>
    model.document.resources.flatMap((other) => {
      if (other.service === undefined || other.namespace?.text !== resource.namespace?.text) return [];
      return selects(other.service.selector, workload.podLabels) ? [{ model, resource: other }] : [];
    }),
  );
}

/** Every label has to be known: templates of two charts may well read the same. */
export function selects(selector: readonly KubernetesVariable[], labels: readonly KubernetesVariable[]): boolean {
  return (
    selector.length > 0 &&
    selector.every(({ name, resolved }) =>
      labels.some((label) => label.name === name && label.resolved !== undefined && label.resolved === resolved),
    )
  );
}

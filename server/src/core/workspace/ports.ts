/** The port ledger (RULES §3): on which port a process listens where it is run, and what its surroundings say of that. */
import type { ComposeService } from '../documents/compose/parse';
import { environmentOf, lineageOf, stageNamed } from '../documents/dockerfile/resolve';
import { directoryOf } from '../documents/kinds';
import type { ListenPort } from '../documents/typescript/listen-ports';
import type { Location, Related } from '../rule/finding';
import type { AppModel, ComposeModel, DockerfileModel } from './app-model';
import { composeBuildOf, dockerfileOf } from './compose-services';
import type { StartCommand } from './start-commands';
import type { ContainerModel, WorkloadModel } from './workloads';

/** The one call with which a process opens its port. */
export type PortListener = Location & ListenPort;

/** Code run by an image, a service or a pod, with the port that it takes there. */
export interface PortUnit {
  readonly port: number;
  /** `fallback`: nothing in sight sets the variable, and a platform may. */
  readonly decidedBy: 'code' | 'fallback' | 'setting';
  /** The listen call and what sets its variable. */
  readonly related: readonly Related[];
  readonly run:
    | { readonly kind: 'image'; readonly model: DockerfileModel; readonly stage: number }
    | { readonly kind: 'compose'; readonly model: ComposeModel; readonly service: ComposeService }
    | { readonly kind: 'pod'; readonly workload: WorkloadModel; readonly entry: ContainerModel };
}

/** Units whose process opens exactly one port that can be told. */
export function portUnits(app: AppModel, listeners: readonly PortListener[]): PortUnit[] {
  const read = (start: StartCommand): PortListener | undefined => listenerOf(app, start, listeners);
  return [...imageUnits(app, read), ...composeUnits(app, read), ...podUnits(app, read)];
}

type Read = (start: StartCommand) => PortListener | undefined;

/** What sets a variable: its port, `unknown` where that cannot be told. */
type Setting = (Location & { readonly port: number | 'unknown' }) | undefined;

function listenerOf(app: AppModel, start: StartCommand, listeners: readonly PortListener[]): PortListener | undefined {
  if (start.entries.length === 0) return undefined;
  // What a program is told on its command line may be another port.
  if (start.steps.some(({ command }) => command.words.some(({ text }) => PORT_OPTION.test(text)))) return undefined;
  const reachable = app.reachableFrom(start.entries);
  const opened = [...reachable].flatMap((file) => app.typescript(file)?.listens.map(() => file) ?? []);
  const [file] = opened;
  if (opened.length !== 1) return undefined;
  const found = listeners.filter((listener) => listener.file === file);
  return found.length === 1 ? found[0] : undefined;
}

const PORT_OPTION = /^(?:-p|--port)(?:=|$)/;

function unitOf(listener: PortListener, settings: readonly Setting[], run: PortUnit['run']): PortUnit[] {
  const { file, span, variable, value } = listener;
  const own: Related = { file, span, message: 'The process listens here.' };
  if (variable === undefined)
    return value === undefined ? [] : [{ port: value, decidedBy: 'code', related: [own], run }];
  const setting = settings.find((one) => one !== undefined);
  if (setting?.port === 'unknown') return [];
  if (setting !== undefined) {
    const { port, ...at } = setting;
    const related = [own, { file: at.file, span: at.span, message: `${variable} is set to ${port} here.` }];
    return [{ port, decidedBy: 'setting', related, run }];
  }
  return value === undefined ? [] : [{ port: value, decidedBy: 'fallback', related: [own], run }];
}

function imageUnits(app: AppModel, read: Read): PortUnit[] {
  return app.folderStartCommands.flatMap((start): PortUnit[] => {
    if (start.origin !== 'dockerfile' || !start.production || start.stage === undefined) return [];
    const model = app.folderDockerfiles.find(({ file }) => file === start.dockerfile);
    const listener = model === undefined ? undefined : read(start);
    if (model === undefined || listener === undefined) return [];
    const settings = [ofStep(start, listener), ofImage(model, start.stage, listener)];
    return unitOf(listener, settings, { kind: 'image', model, stage: start.stage });
  });
}

function composeUnits(app: AppModel, read: Read): PortUnit[] {
  return app.folderComposeFiles.flatMap((model) =>
    model.document.services.flatMap((service): PortUnit[] => {
      const build = composeBuildOf(service, model, app.folderComposeFiles);
      if (model.role === 'development' || build === undefined || service.extends?.file !== undefined) return [];
      const owner = app.folderDockerfiles.find(({ file }) => file === dockerfileOf(build, model));
      const stage = owner && stageOf(owner, build.target);
      if (owner === undefined || stage === undefined) return [];
      const start =
        service.command === undefined && service.entrypoint === undefined
          ? startOfImage(app, owner, stage)
          : app.folderStartCommands.find(
              ({ origin, at, processType }) =>
                origin === 'compose' && at.file === model.file && processType === service.name,
            );
      const listener = start && read(start);
      if (start === undefined || listener === undefined) return [];
      const settings = [
        ofStep(start, listener),
        ofService(service, model, listener),
        ...siblingsOf(service, model, app).map((other) => ofService(other.service, other.model, listener)),
        ofImage(owner, stage, listener),
      ];
      return unitOf(listener, settings, { kind: 'compose', model, service });
    }),
  );
}

/** The same service in files that are merged with this one. */
function siblingsOf(
  { name }: ComposeService,
  model: ComposeModel,
  app: AppModel,
): { model: ComposeModel; service: ComposeService }[] {
  const folder = directoryOf(model.file);
  return app.folderComposeFiles.flatMap((other) => {
    if (other === model || directoryOf(other.file) !== folder || other.role === 'development') return [];
    return other.document.services.flatMap((service) => (service.name === name ? [{ model: other, service }] : []));
  });
}

function podUnits(app: AppModel, read: Read): PortUnit[] {
  return app.folderWorkloads.flatMap((workload) =>
    workload.containers.flatMap((entry): PortUnit[] => {
      const { container, dockerfile } = entry;
      const owner = app.folderDockerfiles.find(({ file }) => file === dockerfile);
      const stage = owner && stageOf(owner, undefined);
      if (owner === undefined || stage === undefined || container.init) return [];
      const written = container.command ?? container.args;
      const start =
        written === undefined
          ? startOfImage(app, owner, stage)
          : app.folderStartCommands.find(
              ({ origin, at }) =>
                origin === 'kubernetes' && at.file === workload.model.file && at.span.start === written.span.start,
            );
      const listener = start && read(start);
      if (start === undefined || listener === undefined) return [];
      const settings = [
        ofStep(start, listener),
        ofContainer(workload, entry, listener),
        ofImage(owner, stage, listener),
      ];
      return unitOf(listener, settings, { kind: 'pod', workload, entry });
    }),
  );
}

function startOfImage(app: AppModel, { file }: DockerfileModel, stage: number): StartCommand | undefined {
  return app.folderStartCommands.find(
    (start) => start.origin === 'dockerfile' && start.dockerfile === file && start.stage === stage,
  );
}

function stageOf({ document }: DockerfileModel, target: string | undefined): number | undefined {
  return target === undefined ? document.stages.at(-1)?.index : stageNamed(document, target)?.index;
}

/** `PORT=8080 node server.js` */
function ofStep(start: StartCommand, { variable }: PortListener): Setting {
  for (const { command, at } of start.steps) {
    const found = command.assignments.find(({ name }) => name === variable);
    if (found !== undefined)
      return { file: at.file, span: found.span, port: found.value.dynamic ? 'unknown' : portOf(found.value.text) };
  }
  return undefined;
}

function ofImage({ document, file }: DockerfileModel, stage: number, { variable }: PortListener): Setting {
  if (variable === undefined || !environmentOf(document, stage).has(variable)) return undefined;
  const found = lineageOf(document, stage)
    .flatMap(({ instructions }) => instructions)
    .flatMap((one) => (one.type === 'assignment' && one.keyword === 'ENV' ? one.assignments : []))
    .findLast(({ name }) => name === variable);
  return found && { file, span: found.span, port: portOf(found.resolved) };
}

function ofService(service: ComposeService, { file }: ComposeModel, { variable }: PortListener): Setting {
  const found = service.environment.findLast(({ name }) => name === variable);
  if (found !== undefined) return { file, span: found.span, port: portOf(found.resolved) };
  const [source] = service.envFile;
  return source && { file, span: source.span, port: 'unknown' };
}

function ofContainer({ model }: WorkloadModel, { container }: ContainerModel, { variable }: PortListener): Setting {
  const found = container.env.findLast(({ name }) => name === variable);
  if (found !== undefined) return { file: model.file, span: found.span, port: portOf(found.resolved) };
  const [source] = container.envFrom;
  return source && { file: model.file, span: source.span, port: 'unknown' };
}

function portOf(text: string | undefined): number | 'unknown' {
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 'unknown';
}

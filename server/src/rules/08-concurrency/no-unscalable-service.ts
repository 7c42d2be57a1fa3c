import type { ComposeService } from '../../core/documents/compose/parse';
import { serviceImageOf } from '../../core/knowledge/service-images';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import type { Span } from '../../core/text/span';
import type { AppModel, ComposeModel } from '../../core/workspace/app-model';
import type { WorkloadModel } from '../../core/workspace/workloads';
import { removeEntryOfValue, removeFromYaml } from '../../refactor/yaml-removal';

type Message = 'name' | 'port' | 'hostPort' | 'hostNetwork' | 'volume' | 'recreate';

export default defineRule({
  id: 'concurrency/no-unscalable-service',
  summary: 'A service is described so that only one process of it can run.',
  why: 'A fixed name, a port of the machine or a disk for one machine can be had once. The second process does not start, on the day when it is needed.',
  remedy: 'Leave name and port to the platform, and state to a backing service.',
  messages: {
    name: 'Service "{{service}}" has the fixed container name "{{name}}": a second container of it cannot start.',
    port: 'Service "{{service}}" takes port {{port}} of the machine: a second container of it cannot start.',
    hostPort: 'Each pod takes port {{port}} of its machine: no machine can run two of them.',
    hostNetwork: 'Each pod takes the network of its machine: no machine can run two of them.',
    volume: 'The claim "{{claim}}" can be mounted on one machine at a time: further pods do not start elsewhere.',
    recreate: 'The workload is scaled, but a new release stops all of its pods at once.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  appReads: 'structure',
  app(context) {
    for (const model of context.app.composeFiles) {
      if (model.role !== 'development')
        for (const service of model.document.services) checkService(context, model, service);
    }
    for (const workload of context.app.workloads) checkWorkload(context, workload);
  },
  fix({ finding, file, text }) {
    const { messageId, span } = finding;
    const edit = messageId === 'name' ? removeEntryOfValue(text, span) : removeFromYaml(text, span);
    const title = messageId === 'name' ? 'Leave the name to Docker' : 'Leave the port to the cluster';
    return edit && fixOf(title, 'suggestion', file, [edit]);
  },
});

function checkService(context: AppContext<Message, undefined>, model: ComposeModel, service: ComposeService): void {
  const { name, containerName, image, build, replicas, scale, ports } = service;
  if (serviceImageOf(image?.reference?.name) !== undefined) return;
  const count = Math.max(replicas?.value ?? 1, scale?.value ?? 1);
  const because = count > 1 ? `${count} processes of it are asked for` : 'nothing asks for a second one yet';
  const severity: Severity = count > 1 ? 'warning' : 'hint';
  if (containerName !== undefined && (count > 1 || build !== undefined)) {
    const at = { file: model.file, span: containerName.span };
    const data = { service: name, name: containerName.text };
    const isLiteral = containerName.resolved === containerName.text;
    if (isLiteral) context.report(at, 'name', data, { severity, because });
  }
  const order = (replicas?.value ?? 1) > 1 ? replicas : (scale?.value ?? 1) > 1 ? scale : undefined;
  if (order !== undefined && containerName === undefined && ports.every(({ host }) => host === undefined)) {
    context.attest({ file: model.file, span: order.span }, `Service "${name}" runs as ${count} processes.`);
  }
  // `deploy.replicas` may be meant for Swarm, whose ports belong to no machine.
  if (scale === undefined || (scale.value ?? 1) < 2) return;
  for (const port of ports) {
    if (port.host === undefined || /\d-\d/.test(port.resolved ?? '')) continue;
    const data = { service: name, port: port.host };
    context.report({ file: model.file, span: port.span }, 'port', data, { because, fixable: false });
  }
}

/** Kinds whose pods are meant to be many and alike. */
const SCALED_KINDS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'Rollout', 'DeploymentConfig']);

function checkWorkload(context: AppContext<Message, undefined>, entry: WorkloadModel): void {
  const { model, workload, containers, resource } = entry;
  if (!SCALED_KINDS.has(workload.kind) || containers.some(isHelper)) return;
  const scaler = autoscalerOf(entry, context.app);
  const most = Math.max(workload.replicas?.value ?? 1, scaler?.maximum ?? 1);
  const because = most > 1 ? `up to ${most} pods of it are asked for` : 'nothing asks for a second one yet';
  const severity: Severity = most > 1 ? 'warning' : 'hint';
  let isHindered = false;
  const report = (span: Span, message: Message, data: Record<string, string | number>, fixable: boolean): void => {
    isHindered = true;
    context.report({ file: model.file, span }, message, data, { severity, because, fixable });
  };

  if (workload.hostNetwork !== undefined) report(workload.hostNetwork.entrySpan, 'hostNetwork', {}, false);
  else {
    for (const { container } of containers) {
      for (const { host } of container.ports) {
        if (host?.value !== undefined) report(host.entrySpan, 'hostPort', { port: host.value }, true);
      }
    }
  }
  if (most < 2) return;
  for (const { claim } of workload.volumes) {
    if (claim?.resolved === undefined || !isForOneMachine(claim.resolved, resource.namespace?.text, context.app))
      continue;
    report(claim.span, 'volume', { claim: claim.resolved }, false);
  }
  if (scaler !== undefined && workload.strategy?.resolved === 'Recreate') {
    report(workload.strategy.span, 'recreate', {}, false);
  }
  if (isHindered) return;
  const at = { file: model.file, span: workload.replicas?.entrySpan ?? resource.kindSpan };
  context.attest(at, `${most} pods of "${resource.name?.text ?? ''}" can run side by side.`);
}

/** Somebody else's proxies, agents and databases know why. */
function isHelper({ container, source }: WorkloadModel['containers'][number]): boolean {
  return !container.init && (source === 'foreign' || serviceImageOf(container.image?.repository) !== undefined);
}

function autoscalerOf({ resource }: WorkloadModel, app: AppModel): { maximum: number } | undefined {
  const name = resource.name?.resolved;
  for (const { document } of app.folderKubernetesFiles) {
    for (const { autoscaler, namespace } of document.resources) {
      const isMeant = autoscaler?.targetName === name && (autoscaler?.targetKind ?? resource.kind) === resource.kind;
      if (name === undefined || autoscaler === undefined || !isMeant || namespace?.text !== resource.namespace?.text)
        continue;
      return { maximum: autoscaler.maximum?.value ?? 2 };
    }
  }
  return undefined;
}

/** All modes of the claim allow one machine only; a claim that stands nowhere here is unknown. */
function isForOneMachine(claim: string, namespace: string | undefined, app: AppModel): boolean {
  const found = app.folderKubernetesFiles
    .flatMap(({ document }) => document.resources)
    .filter(({ kind, name, namespace: own }) => {
      return kind === 'PersistentVolumeClaim' && name?.resolved === claim && own?.text === namespace;
    });
  return found.length > 0 && found.every(({ accessModes }) => accessModes.length > 0 && accessModes.every(isSingle));
}

function isSingle({ resolved }: { readonly resolved: string | undefined }): boolean {
  return resolved === 'ReadWriteOnce' || resolved === 'ReadWriteOncePod';
}

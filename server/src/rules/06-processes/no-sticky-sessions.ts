import { kindOf } from '../../core/documents/kinds';
import type { KubernetesVariable } from '../../core/documents/kubernetes/parse';
import { parseKubernetes } from '../../core/documents/kubernetes/parse';
import { serviceImageOf } from '../../core/knowledge/service-images';
import {
  STICKY_ANNOTATIONS,
  STICKY_BY_DESIGN,
  STICKY_DIRECTIVES,
  STICKY_LABEL,
  STICKY_PACKAGES,
  STORE_PORT,
} from '../../core/knowledge/sticky-sessions';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { isAdded, listed } from '../../core/rule/list-options';
import type { Edit } from '../../core/text/edits';
import type { Span } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import { removeWithLines } from '../../refactor/line-removal';
import { removeFromYaml } from '../../refactor/yaml-removal';

export default defineRule({
  id: 'processes/no-sticky-sessions',
  summary: 'Requests of a client are bound to one process.',
  why: 'What one process remembers is gone when it ends, and it ends at every deploy. Clients that are tied to it lose their session then, load stays where it is, and a process that is slow stays slow for the same people.',
  remedy: 'Keep sessions in a backing service, then let any process answer any request.',
  messages: {
    affinity: 'The Service sends each client to the same pod again and again.',
    mesh: '"{{name}}" ties each client to one pod.',
    upstream: '"{{name}}" ties each client to one process of "{{upstream}}".',
    annotation: '"{{name}}" ties each client to one process by a cookie.',
    package: '"{{name}}" ties each client to one process of a cluster.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['annotation or package', 'annotations and packages'],
    example: 'acme.example.com/*',
    subjects: ['name'],
    add: 'Annotations, labels and packages that keep a client with one process, as globs (`acme.example.com/sticky`).',
  }),
  appReads: 'structure',
  app(context) {
    const { app } = context;
    const needing = STICKY_BY_DESIGN.find((name) =>
      app.packages.some(({ manifest }) => manifest.dependencies.has(name)),
    );
    /** Whether the app restricts its transports is not known. */
    const lighter = needing === undefined ? {} : ({ severity: 'hint' } as const);
    const because = (otherwise: string): string =>
      needing === undefined ? otherwise : `${needing} needs it for long polling; with web sockets alone it does not`;

    for (const model of app.kubernetesFiles) {
      for (const { service, ingress, annotations, affinities, namespace } of model.document.resources) {
        const affinity = service?.sessionAffinity;
        if (affinity?.resolved === 'ClientIP' && !leadsToStore(service?.selector ?? [], namespace?.text, app)) {
          report(model.file, affinity.entrySpan, 'affinity', {});
        }
        for (const { by, span } of affinities) report(model.file, span, 'mesh', { name: by });
        if (service === undefined && ingress === undefined) continue;
        for (const { name, resolved, span } of annotations) {
          const isSticky =
            STICKY_ANNOTATIONS.some((entry) => entry.name.test(name) && entry.value.test(resolved ?? '')) ||
            (isAdded(name, context.optionsFor(model.file)) && isOn(resolved));
          if (isSticky) report(model.file, span, 'annotation', { name });
        }
      }
    }
    for (const { file, document, role } of app.composeFiles) {
      if (role === 'development') continue;
      for (const { labels } of document.services) {
        for (const { name, resolved, span } of labels) {
          const isSticky = STICKY_LABEL.test(name) || isAdded(name, context.optionsFor(file));
          if (isSticky && isOn(resolved)) report(file, span, 'annotation', { name });
        }
      }
    }
    for (const { file, facts } of app.factsOf('nginx')) {
      for (const { name: upstream, directives } of facts.document.upstreams) {
        const servers = directives.filter(({ name }) => name === 'server');
        // One name may stand for many processes; two names of databases are no web processes.
        if (servers.some(({ parameters: [address = ''] }) => STORE_PORT.test(address))) continue;
        for (const { name, span } of directives) {
          if (STICKY_DIRECTIVES.has(name)) report(file, span, 'upstream', { name, upstream });
        }
      }
    }
    for (const { file, manifest } of app.packages) {
      for (const { name, entrySpan } of manifest.dependencies.values()) {
        if (STICKY_PACKAGES.has(name) || isAdded(name, context.optionsFor(file)))
          report(file, entrySpan, 'package', { name }, false);
      }
    }

    function report(
      file: string,
      span: Span,
      message: 'affinity' | 'annotation' | 'mesh' | 'upstream' | 'package',
      data: Record<string, string>,
      fixable = true,
    ): void {
      const text = message === 'package' ? 'the app depends on it' : 'the load balancer is told so';
      context.report({ file, span }, message, data, { ...lighter, fixable, because: because(text) });
    }
  },
  fix({ finding, file, text }) {
    const own = kindOf(file) === 'nginx' ? removeDirective(text, finding.span) : removeFromYaml(text, finding.span);
    if (own === undefined) return undefined;
    const edits = [own];
    if (finding.messageId === 'affinity') {
      const service = parseKubernetes(file, text).resources.find(
        (one) => one.service?.sessionAffinity?.entrySpan.start === finding.span.start,
      )?.service;
      // Kubernetes refuses the configuration of what is not there.
      const config = service?.affinityConfigSpan && removeFromYaml(text, service.affinityConfigSpan);
      if (config !== undefined) edits.push(config);
    }
    return fixOf('Let any process answer', 'suggestion', file, edits, {
      needsConfirmation: 'Sessions and uploads that a process keeps for itself are not found by the others.',
    });
  },
});

/** Of an annotation or a label; what a template fills in is not known. */
function isOn(value: string | undefined): boolean {
  return !/^(?:false|no|off|none|0|)$/i.test(value ?? '');
}

/** With its line and the comment behind it. */
function removeDirective(text: string, { start, end }: Span): Edit {
  const comment = /^[ \t]*#[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
  return removeWithLines(text, { start, end: end + comment });
}

/** Databases and what else keeps its state in its pods. */
function leadsToStore(selector: readonly KubernetesVariable[], namespace: string | undefined, app: AppModel): boolean {
  if (selector.length === 0) return false;
  return app.folderWorkloads.some(({ resource, workload }) => {
    if (resource.namespace?.text !== namespace || !selects(selector, workload.podLabels)) return false;
    return (
      workload.kind === 'StatefulSet' ||
      workload.containers.some(({ image }) => serviceImageOf(image?.repository)?.role === 'store')
    );
  });
}

function selects(selector: readonly KubernetesVariable[], labels: readonly KubernetesVariable[]): boolean {
  return selector.every(({ name, value }) => labels.some((label) => label.name === name && label.value === value));
}

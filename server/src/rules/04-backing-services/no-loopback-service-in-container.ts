import type { ComposeDocument, ComposeService, ComposeVariable } from '../../core/documents/compose/parse';
import { directoryOf, joinPath } from '../../core/documents/kinds';
import { type LoopbackAddress, readLoopback } from '../../core/knowledge/loopback-addresses';
import { publicPrefixOf } from '../../core/knowledge/names';
import { serviceImageOf } from '../../core/knowledge/service-images';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';

export default defineRule({
  id: 'backing-services/no-loopback-service-in-container',
  summary: 'A container looks for a backing service in itself.',
  why: 'Inside of a container "localhost" is the container. The service runs in another one, so the connection is refused.',
  remedy: 'Use the name of the other service as the host.',
  messages: {
    loopback: '"{{name}}" points to the container itself; {{family}} runs in the service "{{service}}".',
    pod: '"{{name}}" points to the pod itself, in which no other container runs.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['variable', 'variables'],
    example: 'ACME_*',
    subjects: ['name'],
  }),
  compose(file) {
    for (const service of file.document.services) {
      // The network of the machine, or of another container.
      if (service.networkMode !== undefined || hasOwnStore(service)) continue;
      for (const variable of service.environment) {
        const found = addressIn(variable);
        const target =
          found &&
          serviceBehind(
            { ...found.address, port: found.address.port ?? portBeside(variable, service) },
            service,
            file.document,
          );
        if (found === undefined || target === undefined || variable.valueSpan === undefined) continue;
        const { address } = found;
        const isExact =
          variable.value === variable.resolved &&
          variable.valueSpan.end - variable.valueSpan.start === variable.value?.length;
        const start = variable.valueSpan.start + (isExact ? address.hostStart : 0);
        const end = isExact ? start + address.host.length : variable.valueSpan.end;
        file.report(
          { start, end },
          'loopback',
          { name: variable.name, service: target.service.name, family: target.family },
          {
            fixable: isExact,
            because: `"${target.service.name}" is a service of its own in this file`,
            related: [{ file: file.file, span: target.service.nameSpan, message: 'The service runs here.' }],
          },
        );
      }
    }
  },
  dotenv(file) {
    for (const { key: name, value, keySpan } of file.document.entries) {
      const address = publicPrefixOf(name) === undefined ? readLoopback(name, value) : undefined;
      if (address !== undefined)
        file.collect(keySpan, { name, family: address.family ?? null, port: address.port ?? null });
    }
  },
  app(context) {
    const told = new Set<string>();
    for (const { file, span, data } of context.collected()) {
      const { name, family, port } = data;
      for (const model of context.app.folderComposeFiles) {
        for (const service of model.document.services) {
          const isHanded = service.envFile.some(({ path }) => joinPath(directoryOf(model.file), path) === file);
          // What the compose file says itself counts.
          const isSet = service.environment.some((variable) => variable.name === name);
          if (!isHanded || isSet || service.networkMode !== undefined || hasOwnStore(service)) continue;
          const address = { family: (family ?? undefined) as LoopbackAddress['family'], port: Number(port ?? NaN) };
          const known = { ...address, port: Number.isNaN(address.port) ? undefined : address.port };
          const target = serviceBehind(known, service, model.document);
          const key = `${file}|${span.start}`;
          if (target === undefined || told.has(key)) continue;
          told.add(key);
          const related = [
            { file: model.file, span: target.service.nameSpan, message: 'The service runs here.' },
            { file: model.file, span: service.nameSpan, message: 'This service is given the file.' },
          ];
          const because = `service "${service.name}" of "${model.file}" is given the file`;
          const values = { name: String(name), service: target.service.name, family: target.family };
          context.report({ file, span }, 'loopback', values, { fixable: false, related, because });
        }
      }
    }
  },
  kubernetes(file) {
    for (const { workload } of file.document.resources) {
      const running = workload?.containers.filter(({ init }) => !init) ?? [];
      const [only] = running;
      // Another container of the pod may be a proxy that listens there.
      if (workload === undefined || only === undefined || running.length > 1 || workload.hostNetwork !== undefined)
        continue;
      if (serviceImageOf(only.image?.repository) !== undefined || isTemplated(file.text)) continue;
      for (const { name, resolved, valueSpan } of only.env) {
        const address = resolved === undefined ? undefined : readLoopback(name, resolved);
        if (address?.family === undefined || valueSpan === undefined || publicPrefixOf(name) !== undefined) continue;
        if (only.ports.some(({ container }) => container?.value === address.port)) continue;
        file.report(valueSpan, 'pod', { name }, { fixable: false, because: `the address is one of ${address.family}` });
      }
    }
  },
  fix({ finding, file, text }) {
    if (finding.messageId !== 'loopback') return undefined;
    const service = String(finding.data['service']);
    if (!/^(?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0)$/i.test(text.slice(finding.span.start, finding.span.end)))
      return undefined;
    return fixOf(`Use the service "${service}"`, 'suggestion', file, [{ span: finding.span, text: service }]);
  },
});

interface Found {
  readonly variable: ComposeVariable;
  readonly address: LoopbackAddress;
}

function addressIn(variable: ComposeVariable): Found | undefined {
  if (variable.resolved === undefined || publicPrefixOf(variable.name) !== undefined) return undefined;
  const address = readLoopback(variable.name, variable.resolved);
  return address === undefined ? undefined : { variable, address };
}

/** The other service that the address means: one whose image speaks the protocol, on a port of that image. */
function serviceBehind(
  address: Pick<LoopbackAddress, 'family' | 'port'>,
  own: ComposeService,
  { services }: ComposeDocument,
): { service: ComposeService; family: string } | undefined {
  const { port } = address;
  const candidates = services.flatMap((service) => {
    const image = service.build === undefined ? serviceImageOf(service.image?.reference?.name) : undefined;
    if (service.name === own.name || image?.role !== 'store' || service.networkMode !== undefined) return [];
    const speaks = address.family !== undefined ? sameFamily(image.family, address.family) : port !== undefined;
    const listens =
      port === undefined ||
      image.ports.includes(port) ||
      service.ports.some(({ host, container }) => host === port || container === port);
    return speaks && listens ? [{ service, family: image.family }] : [];
  });
  const [only] = candidates;
  return candidates.length === 1 ? only : undefined;
}

/** `DB_PORT` beside `DB_HOST`. */
function portBeside({ name }: ComposeVariable, { environment }: ComposeService): number | undefined {
  const sibling = name.replace(/(?:HOST|HOSTNAME|SERVER|ADDRESS|ADDR)$/i, 'PORT');
  const port = sibling === name ? undefined : environment.find((one) => one.name === sibling)?.resolved;
  return /^\d{2,5}$/.test(port ?? '') ? Number(port) : undefined;
}

function sameFamily(image: string, address: string): boolean {
  const sql = new Set(['mysql', 'mariadb']);
  return image === address || (sql.has(image) && sql.has(address)) || address === 'database';
}

/** An image that brings its own database along says so by its volumes; one that is a store talks to itself. */
function hasOwnStore({ image, build }: ComposeService): boolean {
  return build === undefined && serviceImageOf(image?.reference?.name) !== undefined;
}

function isTemplated(text: string): boolean {
  return text.includes('{{');
}

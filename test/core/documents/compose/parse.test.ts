import assert from 'node:assert/strict';
import fc from 'fast-check';
import { interpolate } from '../../../../server/src/core/documents/compose/interpolate';
import { type ComposeService, parseCompose } from '../../../../server/src/core/documents/compose/parse';
import { type Span, textOf } from '../../../../server/src/core/text/span';

const SAMPLE = `x-env: &env
  LOG_LEVEL: info
  SHARED: base
x-service: &service
  restart: always
  init: true
services:
  api: # the service
    <<: *service
    image: "ghcr.io/acme/api:\${TAG:-latest}"
    build:
      context: ./api
      dockerfile: Dockerfile.prod
      target: release
      args:
        - NODE_VERSION=22
        - TOKEN
    command: npm run start && echo 'a b'
    entrypoint: ["tini", '--', docker-entrypoint.sh]
    environment:
      <<: *env
      SHARED: "own"
      PORT: 3000
      PASS:
      URL: postgres://\${USER:?no user}@db
    env_file:
      - .env
      - path: ./more.env
        required: false
    ports: ["8080:3000", "127.0.0.1:9229:9229/tcp", 80, { target: 5, published: 6 }]
    volumes:
      - .:/app:ro
      - data:/var/lib
      - /anon
      - type: bind
        source: ./src
        target: /src
        read_only: true
    depends_on:
      db: { condition: service_healthy }
    profiles: [web]
    deploy: { replicas: 2 }
    scale: 3
    stop_grace_period: 0s
    stop_signal: SIGKILL
    container_name: api
    network_mode: host
    healthcheck:
      test: ["CMD-SHELL", "curl -f localhost"]
    labels: { a.b: c }
  db:
    image: postgres:16.2
    environment: [POSTGRES_PASSWORD=secret, BARE, "Q=a=b"]
    depends_on: [cache]
    healthcheck: { test: ["CMD", "pg_isready"], disable: false }
  worker:
    extends: { service: api }
    command: >
      node worker.js
      --queue mail
    environment:
      PORT: 1
volumes:
  data:
`;

function service(text: string, name: string): ComposeService {
  const found = parseCompose(text).services.find((one) => one.name === name);
  assert(found);
  return found;
}

const at = (text: string, span: Span | undefined): string | undefined => span && textOf(text, span);

describe('parseCompose', () => {
  const document = parseCompose(SAMPLE);
  const api = service(SAMPLE, 'api');
  const db = service(SAMPLE, 'db');

  it('reads a service with its places', () => {
    assert.deepEqual(document.errors, []);
    assert.deepEqual(
      document.services.map(({ name }) => name),
      ['api', 'db', 'worker'],
    );
    assert.equal(at(SAMPLE, api.nameSpan), 'api');
    assert.equal(api.init, true);
    assert.equal(at(SAMPLE, api.restart?.span), 'always');
    assert.deepEqual(api.profiles, ['web']);
    assert.deepEqual([api.replicas?.value, api.scale?.value], [2, 3]);
    assert.equal(at(SAMPLE, api.replicas?.span), '2');
    assert.equal(api.stopGracePeriod?.text, '0s');
    assert.equal(api.stopSignal?.text, 'SIGKILL');
    assert.equal(api.containerName?.text, 'api');
    assert.equal(api.networkMode?.text, 'host');
    assert.deepEqual(
      api.dependsOn.map((one) => [one.service, one.condition]),
      [['db', 'service_healthy']],
    );
    assert.deepEqual(
      db.dependsOn.map((one) => one.service),
      ['cache'],
    );
    assert.deepEqual(document.volumes, ['data']);
    assert.equal(api.labels[0]?.name, 'a.b');
  });

  it('reads images', () => {
    assert.equal(api.image?.text, 'ghcr.io/acme/api:${TAG:-latest}');
    assert.equal(api.image?.reference?.tag, 'latest');
    assert.equal(api.image?.reference?.tagSpan, undefined);
    assert.deepEqual([api.image?.variables, api.image?.isTagDefault], [['TAG'], true]);
    assert.equal(at(SAMPLE, db.image?.reference?.tagSpan), '16.2');
    assert.equal(db.image?.isTagDefault, false);
    const text = 'services:\n  a: { image: "x:${TAG}" }\n  b:\n    image: $IMAGE\n';
    assert.equal(service(text, 'a').image?.reference, undefined);
    assert.equal(service(text, 'b').image?.reference, undefined);
  });

  it('reads builds', () => {
    assert.deepEqual(
      [api.build?.context, api.build?.dockerfile, api.build?.target],
      ['./api', 'Dockerfile.prod', 'release'],
    );
    assert.equal(at(SAMPLE, api.build?.targetSpan), 'release');
    assert.deepEqual(
      api.build?.args.map(({ name, value }) => [name, value]),
      [
        ['NODE_VERSION', '22'],
        ['TOKEN', undefined],
      ],
    );
    const text = 'services:\n  a: { build: . }\n  b: { build: { dockerfile_inline: FROM x } }\n  c: { build: }\n';
    assert.deepEqual([service(text, 'a').build?.context, service(text, 'b').build?.isInline], ['.', true]);
    assert.equal(service(text, 'c').build, undefined);
  });

  it('reads commands', () => {
    assert(api.command?.form === 'shell');
    assert.equal(api.command.text, "npm run start && echo 'a b'");
    assert.equal(SAMPLE.startsWith(api.command.text, api.command.offset), true);
    assert(api.entrypoint?.form === 'exec');
    assert.deepEqual(
      api.entrypoint.words.map(({ text, span }) => [text, at(SAMPLE, span)]),
      [
        ['tini', 'tini'],
        ['--', '--'],
        ['docker-entrypoint.sh', 'docker-entrypoint.sh'],
      ],
    );
    const { command } = service(SAMPLE, 'worker');
    assert(command?.form === 'shell');
    assert.equal(command.exact, true);
    assert.equal(command.text.replace(/\s+/g, ' ').trim(), 'node worker.js --queue mail');
    assert.equal(SAMPLE.startsWith('--queue', command.offset + command.text.indexOf('--queue')), true);
    assert.equal(service('services:\n  a: { command: "a \\"b\\"", image: x }', 'a').command?.form, 'shell');
    assert.equal(service('services:\n  a: { command: null }', 'a').command, undefined);
  });

  it('reads the environment in all its forms', () => {
    assert.deepEqual(
      api.environment.map(({ name, value, valueSpan }) => [name, value, at(SAMPLE, valueSpan)]),
      [
        ['SHARED', 'own', 'own'],
        ['PORT', '3000', '3000'],
        ['PASS', undefined, undefined],
        ['URL', 'postgres://${USER:?no user}@db', 'postgres://${USER:?no user}@db'],
        ['LOG_LEVEL', 'info', 'info'],
      ],
    );
    assert.equal(at(SAMPLE, api.environment[4]?.span), 'LOG_LEVEL: info');
    assert.equal(api.environment[3]?.resolved, undefined);
    assert.deepEqual(
      db.environment.map(({ name, value, form, nameSpan, valueSpan }) => [
        name,
        value,
        form,
        at(SAMPLE, nameSpan),
        at(SAMPLE, valueSpan),
      ]),
      [
        ['POSTGRES_PASSWORD', 'secret', 'list', 'POSTGRES_PASSWORD', 'secret'],
        ['BARE', undefined, 'list', 'BARE', undefined],
        ['Q', 'a=b', 'list', 'Q', 'a=b'],
      ],
    );
    assert.deepEqual(
      api.envFile.map(({ path, required }) => [path, required]),
      [
        ['.env', true],
        ['./more.env', false],
      ],
    );
    assert.deepEqual(service('services:\n  a: { env_file: .env }', 'a').envFile[0]?.path, '.env');
  });

  it('reads ports and volumes', () => {
    assert.deepEqual(
      api.ports.map(({ container, host }) => [container, host]),
      [
        [3000, 8080],
        [9229, 9229],
        [80, undefined],
        [5, 6],
      ],
    );
    assert.deepEqual(
      api.volumes.map(({ type, source, target, readOnly }) => [type, source, target, readOnly]),
      [
        ['bind', '.', '/app', true],
        ['volume', 'data', '/var/lib', false],
        ['volume', undefined, '/anon', false],
        ['bind', './src', '/src', true],
      ],
    );
    const [volume] = service('services:\n  a: { volumes: ["${SRC:-./x}:/y", "C:\\\\a:/b"] }', 'a').volumes;
    assert.deepEqual([volume?.source, volume?.target, volume?.type], ['./x', '/y', 'bind']);
  });

  it('reads health checks', () => {
    assert.deepEqual(api.healthcheck?.test?.form === 'shell' && api.healthcheck.test.text, 'curl -f localhost');
    assert.deepEqual(db.healthcheck?.test?.form === 'exec' && db.healthcheck.test.words.map(({ text }) => text), [
      'pg_isready',
    ]);
    assert.equal(service('services:\n  a: { healthcheck: { test: [NONE] } }', 'a').healthcheck?.disabled, true);
  });

  it('applies extends within the file', () => {
    const worker = service(SAMPLE, 'worker');
    assert.equal(worker.build?.target, 'release');
    assert.equal(worker.environment.find(({ name }) => name === 'PORT')?.value, '1');
    assert.equal(worker.environment.find(({ name }) => name === 'SHARED')?.value, 'own');
    assert.equal(worker.name, 'worker');
    const cycle =
      'services:\n  a: { extends: b, image: x }\n  b: { extends: a }\n  c: { extends: { file: o.yml, service: a } }\n';
    assert.equal(service(cycle, 'b').image?.text, 'x');
    assert.equal(service(cycle, 'c').image, undefined);
  });

  it('lists interpolations', () => {
    assert.deepEqual(
      document.interpolations.map(({ name, hasDefault, isRequired, span }) => [
        name,
        hasDefault,
        isRequired,
        at(SAMPLE, span),
      ]),
      [
        ['TAG', true, false, '${TAG:-latest}'],
        ['USER', false, true, '${USER:?no user}'],
      ],
    );
  });

  it('keeps offsets with CRLF and a byte order mark', () => {
    const text = `\ufeff${SAMPLE.replaceAll('\n', '\r\n')}`;
    const found = service(text, 'db');
    assert.equal(at(text, found.environment[0]?.valueSpan), 'secret');
    assert.equal(at(text, found.image?.span), 'postgres:16.2');
    const { command } = service(text, 'worker');
    assert(command?.form === 'shell');
    assert.equal(text.startsWith('--queue', command.offset + command.text.indexOf('--queue')), true);
    assert.equal(command.text.trim().includes('\n'), false);
  });

  it('reads templates as unknown', () => {
    const text =
      'services:\n{{- if .x }}\n  a:\n    image: app:{{ .tag }}\n    environment:\n      A: {{ .a }}\n      B: "b"\n{{- end }}\n';
    const found = service(text, 'a');
    assert.deepEqual([found.image?.text, found.image?.reference], ['app:{{ .tag }}', undefined]);
    assert.deepEqual(
      found.environment.map(({ name, value, resolved }) => [name, value, resolved]),
      [
        ['A', '{{ .a }}', undefined],
        ['B', 'b', 'b'],
      ],
    );
  });

  it('reads old files, several documents, tags and odd nodes', () => {
    assert.equal(service('web:\n  image: a:1\n', 'web').image?.reference?.tag, '1');
    assert.equal(parseCompose('version: "3"\nx-a: { image: b }\n').services.length, 0);
    assert.equal(
      parseCompose('services: { a: { image: x } }\n---\nservices: { b: { image: y } }\n').services.length,
      2,
    );
    assert.equal(service('services:\n  a: { command: !reset null, image: !custom x }', 'a').command, undefined);
    for (const value of ['null', '3', '[]', '{}', '"x"', '[[1]]', '[{a: {}}]', '*none', '{? [a] : b}']) {
      const keys =
        'image build command entrypoint environment env_file ports volumes depends_on init profiles deploy scale healthcheck labels extends';
      parseCompose(
        `services:\n  a:\n${keys
          .split(' ')
          .map((key) => `    ${key}: ${value}\n`)
          .join('')}`,
      );
      parseCompose(`services: ${value}`);
    }
  });

  it('never throws, and expands no alias twice', () => {
    for (let length = 0; length <= SAMPLE.length; length += 3) parseCompose(SAMPLE.slice(0, length));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseCompose(text)));
    const piece = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '&x ',
      '*x',
      '<<: ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '#',
      '${',
      '{{',
      '}}',
      '---\n',
      '!t ',
      '\t',
      '\r\n',
      '?',
      ',',
      'services:\n  ',
      'image: ',
      'extends: a\n',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => void parseCompose(pieces.join(''))),
      { numRuns: 1000 },
    );
    parseCompose(`services:${'['.repeat(20_000)}`);
    let bomb = 'a0: &a0 { x: 1 }\n';
    for (let level = 1; level < 40; level++)
      bomb += `a${level}: &a${level} { <<: [*a${level - 1}, *a${level - 1}], k${level}: *a${level - 1} }\n`;
    parseCompose(`${bomb}services: { s: { environment: *a39 } }`);
    parseCompose('services: &s\n  a: &a\n    <<: [*s, *a]\n    environment: *a\n');
  });
});

describe('interpolate', () => {
  it('substitutes defaults', () => {
    const cases: readonly [string, string | undefined][] = [
      ['a', 'a'],
      ['$$A', '$A'],
      ['${A:-b}', 'b'],
      ['${A-b}c', 'bc'],
      ['${A:-${B:-c}}', 'c'],
      ['${A:+b}', ''],
      ['$A', undefined],
      ['${A}', undefined],
      ['${A:?x}', undefined],
      ['${A:-', ''],
      ['$', '$'],
      ['${1}', '${1}'],
    ];
    for (const [text, resolved] of cases) assert.equal(interpolate(text).resolved, resolved, text);
    assert.deepEqual(
      interpolate('x${A:-${B}}').variables.map(({ name, span }) => [name, span.start, span.end]),
      [
        ['A', 1, 11],
        ['B', 6, 10],
      ],
    );
    interpolate('${A:-'.repeat(50_000));
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES_FOLDER } from '../../server/scripts/generate/catalogue';
import { repositoryRoot } from '../../server/scripts/repository';
import type { Rule } from '../../server/src/core/rule/define-rule';
import type { Finding } from '../../server/src/core/rule/finding';
import { rules } from '../../server/src/rules';
import { analyze, type Files, findingsOf } from '../support/analyze';
import { readRulePage, SECTIONS } from '../support/rule-page';
import { withManifest } from '../support/sample-apps';

type Lists = Readonly<Record<string, readonly string[]>>;

/** Code that is a finding only when `add` says so, and the entry that says it. */
const ADDED: Readonly<Record<string, { readonly add: string; readonly files: Files }>> = {
  'dependencies/no-undeclared-system-tool': {
    add: 'gdal*',
    files: {
      'src/index.ts': "import { execFile } from 'node:child_process';\nexecFile('gdalwarp', []);\n",
      'package.json':
        '{ "private": true, "scripts": { "start": "node src/index.ts" }, "dependencies": { "express": "5" } }',
    },
  },
  'config/no-public-prefix-secret': {
    add: 'VITE_*_PAT',
    files: {
      'src/index.ts': 'export const pat = import.meta.env.VITE_GITHUB_PAT;\n',
      'package.json': '{ "private": true, "devDependencies": { "vite": "7" } }',
    },
  },
  'port-binding/no-unexpanded-variable-in-exec-form': {
    add: 'acme-server',
    files: { Dockerfile: 'FROM node:22\nCMD ["acme-server", "--port", "$PORT"]\n' },
  },
  'logs/no-log-volume': {
    add: '/data/trace*',
    files: {
      'compose.yaml':
        'services:\n  web:\n    build: .\n    volumes:\n      - traces:/data/traces\nvolumes:\n  traces:\n',
      Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n',
    },
  },
  'admin-processes/admin-task-release-drift': {
    add: 'acme-migrate',
    files: {
      '.github/workflows/deploy.yml':
        'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: acme-migrate\n        env:\n          DATABASE_URL: $' +
        '{{ secrets.DATABASE_URL }}\n',
      Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n',
    },
  },
  'admin-processes/admin-code-missing-from-release': {
    add: 'backfill',
    files: {
      'compose.yaml':
        'services:\n  web:\n    build: .\n  backfill:\n    build:\n      context: .\n      dockerfile: Dockerfile.backfill\n',
      Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n',
    },
  },
  'codebase/no-branch-per-deploy': {
    add: 'deploy/*',
    files: {
      '.github/workflows/deploy.yml':
        'on:\n  push:\n    branches: [deploy/eu, deploy/us]\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: kubectl apply -f k8s\n',
    },
  },
  'config/no-dotenv-override': {
    add: '@acme/env',
    files: { 'src/index.ts': "import { load } from '@acme/env';\nload({ override: true });\n" },
  },
  'dev-prod-parity/no-env-conditional-backing-service': {
    add: '@acme/fake-queue',
    files: {
      'src/queue.ts':
        "import { Queue } from '@acme/queue';\nimport { Fake } from '@acme/fake-queue';\nexport const queue = process.env.NODE_ENV === 'production' ? new Queue() : new Fake();\n",
    },
  },
  'dev-prod-parity/backing-service-type-drift': {
    add: 'postgres=registry.example.com/orders-db',
    files: {
      'compose.prod.yaml':
        'services:\n  web:\n    image: registry.example.com/web:1\n  db:\n    image: registry.example.com/orders-db:16\n',
      'compose.dev.yaml': 'services:\n  web:\n    build: .\n  db:\n    image: mysql:8\n',
    },
  },
  'concurrency/no-process-manager-in-container': image('acme supervise dist/main.js', 'acme supervise'),
  'build-release-run/no-dev-server-in-release': image('acme-watch src/main.ts', 'acme-*'),
  'build-release-run/no-build-at-start': image('acme-bundle && node dist/main.js', 'acme-bundle'),
  'build-release-run/no-runtime-code-update': image('svn update && node dist/main.js', 'svn up*'),
  'admin-processes/no-migration-on-start': image('acme migrate && node dist/main.js', 'acme migrate'),
  'concurrency/no-multi-process-container': image('acme-agent & node dist/main.js', 'acme-agent'),
  'port-binding/no-hardcoded-port-in-start-command': image('acme serve --port 3000', 'acme serve'),
  'disposability/no-package-manager-start-command': image('just serve', 'just'),
  'dependencies/no-unpinned-tool-run': {
    add: 'acme-cli',
    files: { Dockerfile: 'FROM node:22\nRUN npx acme-cli build\nCMD ["node", "dist/main.js"]\n' },
  },
  'dependencies/unpinned-base-image': {
    add: 'rc-*',
    files: { Dockerfile: 'FROM registry.example.com/base:rc-debian\nCMD ["node", "dist/main.js"]\n' },
  },
  'build-release-run/mutable-release-tag': {
    add: 'rc-*',
    files: { 'compose.yaml': 'services:\n  web:\n    image: registry.example.com/shop:rc-candidate\n' },
  },
  'processes/no-sticky-sessions': {
    add: 'acme.example.com/sticky',
    files: {
      'k8s/ingress.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations:\n    acme.example.com/sticky: "true"\n',
    },
  },
  'backing-services/no-local-mail-transport': call('@acme/local-mail'),
  'processes/no-embedded-datastore': call('@acme/file-db'),
  'processes/no-memory-backed-store': call('@acme/rate-limit'),
  'processes/no-process-local-session-store': call('@acme/session-file'),
  'concurrency/no-background-work-in-web-process': call('@acme/scheduler'),
  'concurrency/no-daemonized-process': call('@acme/daemon'),
  'concurrency/no-in-process-cluster': call('@acme/cluster'),
  'dev-prod-parity/no-test-double-at-runtime': call('@acme/fake-store'),
  'logs/no-file-log-transport': call('@acme/file-logger'),
  'logs/no-log-routing-in-app': call('@acme/log-shipper'),
};

/** Rules that leave something alone before they report it, with text in which `allow` matters. */
const ALLOWED: Readonly<Record<string, { readonly allow: string; readonly files: Files }>> = {
  'codebase/no-branch-per-deploy': {
    allow: 'stag*',
    files: {
      '.github/workflows/deploy.yml':
        'on:\n  push:\n    branches: [staging, production]\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: kubectl apply -f k8s\n',
    },
  },
  'config/no-process-env-outside-config': {
    allow: 'OTEL_*',
    files: {
      'src/config.ts': 'export const config = { port: process.env.PORT, url: process.env.URL };\n',
      'src/trace.ts': 'export const trace = process.env.OTEL_EXPORTER;\n',
    },
  },
  'disposability/missing-sigterm-handler': {
    allow: '@acme/server',
    files: {
      'src/index.ts': "import express from 'express';\nimport '@acme/server';\nexpress().listen(3000);\n",
    },
  },
};

describe('lists of rules', () => {
  for (const rule of rules) {
    if (rule.list === undefined) continue;
    describe(rule.id, () => {
      it('leave alone what is allowed, by name and by pattern', () => leavesAlone(rule));
      if (rule.list?.add !== undefined) it('grow by what is added', () => grows(rule));
    });
  }

  it('are tried for every rule that has them', () => {
    const growing = rules.filter(({ list }) => list?.add !== undefined).map(({ id }) => id);
    assert.deepEqual(Object.keys(ADDED).sort(), growing.sort());
  });

  it('extend what is built in', () => {
    for (const { id, list, options } of rules) {
      if (list === undefined) continue;
      const given = {
        ...(list.add !== undefined && { add: [ADDED[id]?.add ?? ''] }),
        allow: ['b'],
        allowPatterns: ['c'],
      };
      assert.ok(options?.safeParse(given).success, id);
      assert.equal(options?.safeParse({ allowPatterns: ['('] }).success, false, id);
    }
  });
});

function leavesAlone(rule: Rule): void {
  const own = ALLOWED[rule.id];
  if (own !== undefined) {
    assert.notEqual(findingsIn(rule, own.files, {}).length, 0);
    assert.deepEqual(findingsIn(rule, own.files, { allow: [own.allow] }), []);
    assert.deepEqual(findingsIn(rule, own.files, { allowPatterns: [own.allow.replace('*', '.*')] }), []);
    return;
  }
  let tried = 0;
  for (const files of brokenExamples(rule)) {
    for (const name of namesIn(rule, findingsIn(rule, files, {}))) {
      tried++;
      for (const lists of [{ allow: [name] }, { allowPatterns: [escaped(name)] }]) {
        const left = findingsIn(rule, files, lists);
        assert.ok(!namesIn(rule, left).includes(name), `${JSON.stringify(lists)} leaves a finding about "${name}"`);
      }
    }
  }
  assert.notEqual(tried, 0, `no example of the page names ${rule.list?.subjects.join(' or ')}`);
}

function grows(rule: Rule): void {
  const { add, files } = ADDED[rule.id] ?? assert.fail('no text for it in this test');
  assert.deepEqual(findingsIn(rule, files, {}), []);
  const [first] = findingsIn(rule, files, { add: [add] });
  assert.ok(first !== undefined, 'no finding');
  assert.deepEqual(findingsIn(rule, files, { add: [add] }, false), findingsIn(rule, files, { add: [add] }));
  const [name] = namesIn(rule, [first]);
  if (name !== undefined) assert.deepEqual(findingsIn(rule, files, { add: [add], allow: [name] }), []);
}

function findingsIn(rule: Rule, files: Files, lists: Lists, prefilter = true): Finding[] {
  const configuration = { rules: { [rule.id]: [rule.severity, lists] as [typeof rule.severity, Lists] } };
  return findingsOf(analyze(withManifest(files), { rules: [rule], configuration, prefilter }));
}

function namesIn({ list }: Rule, findings: readonly Finding[]): string[] {
  const names = findings.flatMap(({ data }) => list?.subjects.map((key) => data[key]) ?? []);
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))];
}

function brokenExamples({ id }: Rule): Files[] {
  const page = readRulePage(readFileSync(join(repositoryRoot, PAGES_FOLDER, `${id}.md`), 'utf8'));
  return page.examples.filter(({ section }) => section === SECTIONS.breaks).map(({ files }) => files);
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A service that calls what the package exports. */
function call(module: string): { readonly add: string; readonly files: Files } {
  const code = `import express from 'express';\nimport make from '${module}';\n\nmake('./data', {});\nexpress().listen(process.env.PORT);\n`;
  return { add: module, files: { 'src/index.ts': code } };
}

/** A service whose image starts so. */
function image(command: string, add: string): { readonly add: string; readonly files: Files } {
  return { add, files: { Dockerfile: `FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ${command}\n` } };
}

import assert from 'node:assert/strict';
import type { CompletionItem } from 'vscode-languageserver';
import { startPair, type TestClient } from '../support/lsp-pair';

const APP = {
  'package.json': '{ "name": "orders", "dependencies": { "express": "5" } }',
  'src/server.js': 'require("express")().listen(process.env.LISTEN, process.env.TOKEN, process.env.REGION);\n',
  'compose.yml': `services:
  web:
    build: .
    environment:
      REGION: eu

      # another
    ports: [80]
  job:
    build: .
    environment:
      - REGION=eu
`,
  'k8s/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          image: web
          env:
            - name: REGION
              valueFrom:
                configMapKeyRef:
                  name: web
                  key: REGION
            - name: TOKEN
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web }
data:
  REGION: eu
`,
  '.github/workflows/deploy.yml': `name: deploy
on: push
env:
  REGION: eu
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: deploy \${{ env.REGION }}
        env:
          TOKEN: \${{ secrets.TOKEN }}
`,
};

describe('names of variables in YAML', () => {
  let client: TestClient;
  afterEach(() => client.shutdown());

  /** What is inserted at `^`, after an edit. */
  async function complete(path: string, oldText: string, marked: string): Promise<string[] | undefined> {
    client = await startPair({ folders: { '/app': APP } });
    await client.waitForIndex();
    await client.open(`/app/${path}`, undefined, 'yaml');
    await client.change(`/app/${path}`, oldText, marked.replace('^', ''));
    const items = await client.ask<CompletionItem[] | null>('textDocument/completion', `/app/${path}`, marked);
    return items?.map(({ textEdit, label }) => textEdit?.newText ?? label);
  }

  it('are proposed as keys of a compose service, those it has not yet', async () => {
    assert.deepEqual(await complete('compose.yml', '      REGION: eu\n\n', '      REGION: eu\n      TO^\n'), [
      'LISTEN: ',
      'TOKEN: ',
    ]);
  });

  it('replace a key that is there', async () => {
    assert.deepEqual(await complete('compose.yml', '      REGION: eu\n\n', '      ^LISTEN: eu\n\n'), [
      'LISTEN',
      'REGION',
      'TOKEN',
    ]);
  });

  it('are proposed in the list of a compose service', async () => {
    assert.deepEqual(await complete('compose.yml', '      - REGION=eu\n', '      - REGION=eu\n      - ^\n'), [
      'LISTEN',
      'TOKEN',
    ]);
  });

  it('are proposed in interpolations of compose files', async () => {
    const names = await complete('compose.yml', 'REGION=eu', 'REGION=${^');
    assert.ok(names?.includes('LISTEN') && names.includes('TOKEN'));
  });

  it('are not proposed elsewhere in a compose file', async () => {
    assert.equal(await complete('compose.yml', '    ports: [80]', '    po^'), undefined);
    await client.shutdown();
    assert.equal(await complete('compose.yml', '    ports: [80]', '    ports:\n      - ^'), undefined);
  });

  it('are proposed for containers of Kubernetes', async () => {
    const names = await complete('k8s/web.yaml', '            - name: TOKEN\n', '            - name: ^\n');
    assert.deepEqual(names, ['LISTEN', 'TOKEN']);
    await client.shutdown();
    assert.equal(await complete('k8s/web.yaml', '        - name: web', '        - name: ^'), undefined);
  });

  it('are proposed as keys of ConfigMaps, and where containers name such a key', async () => {
    assert.deepEqual(await complete('k8s/web.yaml', '  REGION: eu', '  REGION: eu\n  ^'), ['LISTEN: ', 'TOKEN: ']);
    await client.shutdown();
    const keys = await complete('k8s/web.yaml', '                  key: REGION', '                  key: ^');
    assert.ok(keys?.includes('REGION'));
  });

  it('are proposed in the env of workflows, and in what reads it', async () => {
    const path = '.github/workflows/deploy.yml';
    assert.deepEqual(await complete(path, '  REGION: eu\n', '  REGION: eu\n  ^\n'), ['LISTEN: ', 'TOKEN: ']);
    await client.shutdown();
    assert.deepEqual(await complete(path, '{{ env.REGION', '{{ env.^REGION'), ['REGION', 'TOKEN']);
    await client.shutdown();
    assert.equal(await complete(path, '    runs-on', '    ^runs-on'), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseWorkflow } from '../../../../server/src/core/documents/workflow/parse';
import { type Span, textOf } from '../../../../server/src/core/text/span';

const SAMPLE = `name: CI
on:
  push:
    branches: [main, 'release/**']
    tags: v*
  pull_request:
env:
  NODE_VERSION: 22
  TOKEN: \${{ secrets.TOKEN }}
defaults:
  run: { working-directory: api }
jobs:
  test:
    runs-on: ubuntu-latest
    container: node:20-alpine
    strategy:
      matrix:
        node: [18, "20.x", 22]
        include:
          - { node: 24, os: x }
    services:
      db:
        image: postgres:16
        env: { POSTGRES_PASSWORD: pw }
      cache: { image: "\${{ matrix.image }}" }
    env: { A: b }
    steps:
      - uses: actions/checkout@v4
      - name: Node
        uses: "actions/setup-node@v4"
        with:
          node-version: \${{ matrix.node }}
          cache: npm
      - run: npm ci
      - run: |
          npm run build
          # why
          docker push x:latest \\
            --quiet

          echo done
        shell: bash
        working-directory: web
        env:
          CI: true
      - run: >-
          npm
          test
      - run: "echo \\"a\\""
      - uses: actions/setup-node@v4
        with: { node-version-file: .nvmrc }
      - uses: actions/setup-node@v4
        with: { node-version: "\${{ env.NODE_VERSION }}" }
      - uses: actions/setup-node@v4
        with: { node-version: "\${{ inputs.node }}" }
      - uses: actions/setup-node@v4
  deploy:
    if: github.ref == 'refs/heads/main'
    environment: { name: production }
    uses: ./.github/workflows/deploy.yml
`;

const at = (text: string, span: Span | undefined): string | undefined => span && textOf(text, span);

describe('parseWorkflow', () => {
  const workflow = parseWorkflow(SAMPLE);
  const [test, deploy] = workflow.jobs;

  it('reads triggers and variables', () => {
    assert.deepEqual(workflow.errors, []);
    assert.equal(workflow.name, 'CI');
    assert.deepEqual(
      workflow.triggers.map(({ name, branches, tags }) => [
        name,
        branches.map(({ value }) => value),
        tags.map(({ value }) => value),
      ]),
      [
        ['push', ['main', 'release/**'], ['v*']],
        ['pull_request', [], []],
      ],
    );
    assert.deepEqual(
      workflow.env.map(({ name, value, dynamic }) => [name, value, dynamic]),
      [
        ['NODE_VERSION', '22', false],
        ['TOKEN', '${{ secrets.TOKEN }}', true],
      ],
    );
    assert.deepEqual(
      parseWorkflow('on: [push, fork]').triggers.map(({ name }) => name),
      ['push', 'fork'],
    );
    assert.deepEqual(
      parseWorkflow('on: push').triggers.map(({ name }) => name),
      ['push'],
    );
  });

  it('reads jobs', () => {
    assert.deepEqual(
      workflow.jobs.map(({ id }) => id),
      ['test', 'deploy'],
    );
    assert.equal(test?.container?.reference?.tag, '20-alpine');
    assert.equal(at(SAMPLE, test?.container?.reference?.tagSpan), '20-alpine');
    assert.deepEqual(
      test?.services.map(({ name, image }) => [name, image?.value, image?.reference?.tag]),
      [
        ['db', 'postgres:16', '16'],
        ['cache', '${{ matrix.image }}', undefined],
      ],
    );
    assert.equal(test?.services[0]?.env[0]?.name, 'POSTGRES_PASSWORD');
    assert.deepEqual(
      test?.matrix.get('node')?.map(({ value }) => value),
      ['18', '20.x', '22', '24'],
    );
    assert.equal(test?.workingDirectory, 'api');
    assert.equal(deploy?.environment?.value, 'production');
    assert.equal(deploy?.uses?.value, './.github/workflows/deploy.yml');
    assert.equal(deploy?.if?.value, "github.ref == 'refs/heads/main'");
  });

  it('reads steps with their places', () => {
    const steps = test?.steps ?? [];
    assert.equal(at(SAMPLE, steps[1]?.usesSpan), 'actions/setup-node@v4');
    assert.equal(steps[1]?.name?.value, 'Node');
    assert.equal(at(SAMPLE, steps[1]?.with.get('cache')?.span), 'npm');
    assert.deepEqual(steps[2]?.run?.lines, [{ text: 'npm ci', offset: SAMPLE.indexOf('npm ci') }]);
    const block = steps[3];
    assert.deepEqual(
      block?.run?.lines.map(({ text, offset }) => [text, SAMPLE.startsWith(text, offset)]),
      [
        ['npm run build', true],
        ['# why', true],
        ['docker push x:latest \\', true],
        ['--quiet', true],
        ['echo done', true],
      ],
    );
    assert.equal(at(SAMPLE, block?.run?.span), block?.run?.text);
    assert.deepEqual([block?.shell, block?.workingDirectory, block?.env[0]?.name], ['bash', 'web', 'CI']);
    const folded = steps[4]?.run;
    assert.deepEqual([folded?.exact, folded?.text.trim().replace(/ +/g, ' ')], [true, 'npm test']);
    assert.deepEqual([steps[5]?.run?.exact, steps[5]?.run?.text], [false, 'echo "a"']);
  });

  it('collects the versions of setup-node', () => {
    assert.deepEqual(
      workflow.setupNode.map(({ value, dynamic, fromMatrix, fromFile, span }) => [
        value,
        dynamic,
        fromMatrix,
        fromFile,
        at(SAMPLE, span),
      ]),
      [
        ['18', false, true, undefined, '18'],
        ['20.x', false, true, undefined, '20.x'],
        ['22', false, true, undefined, '22'],
        ['24', false, true, undefined, '24'],
        ['', false, false, '.nvmrc', '.nvmrc'],
        ['22', false, false, undefined, '22'],
        ['${{ inputs.node }}', true, false, undefined, '${{ inputs.node }}'],
      ],
    );
  });

  it('keeps offsets with CRLF', () => {
    const text = SAMPLE.replaceAll('\n', '\r\n');
    const read = parseWorkflow(text);
    for (const step of read.jobs[0]?.steps ?? []) {
      for (const line of step.run?.exact ? step.run.lines : []) {
        if (!line.text.startsWith('npm  '))
          assert.equal(text.slice(line.offset).startsWith(line.text.slice(0, 3)), true);
      }
    }
    assert.equal(read.setupNode.length, 7);
  });

  it('never throws', () => {
    for (let length = 0; length <= SAMPLE.length; length += 3) parseWorkflow(SAMPLE.slice(0, length));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseWorkflow(text)));
    for (const value of ['null', '3', '[]', '{}', '"x"', '[[1]]', '[{a: {}}]', '*none', '|\n  x']) {
      const keys = 'runs-on env steps services container strategy uses environment defaults if';
      parseWorkflow(
        `on: ${value}\njobs:\n  a:\n${keys
          .split(' ')
          .map((key) => `    ${key}: ${value}\n`)
          .join('')}`,
      );
      parseWorkflow(
        `jobs:\n  a:\n    steps:\n    - uses: actions/setup-node@v4\n      with: ${value}\n      run: ${value}\n`,
      );
    }
  });
});

import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../server/src/core/documents/dockerfile/parse';
import {
  effectiveStart,
  environmentAt,
  environmentOf,
  releaseGraph,
  stageNamed,
} from '../../../../server/src/core/documents/dockerfile/resolve';

describe('releaseGraph', () => {
  const text = [
    'FROM node:22 AS dev',
    'FROM dev AS deps',
    'FROM node:22 AS test',
    'FROM node:22 AS tools',
    'FROM node:22 AS prod',
    'COPY --from=deps /x /x',
    'RUN --mount=type=bind,from=tools,target=/t t',
    'FROM node:22 AS debug',
    'FROM prod',
    'COPY --from=nginx:1 /a /b',
  ].join('\n');

  it('follows FROM, COPY --from and RUN --mount', () => {
    assert.deepEqual([...releaseGraph(parseDockerfile(text))].sort(), [0, 1, 3, 4, 6]);
  });

  it('adds targets by name or number', () => {
    const document = parseDockerfile(text);
    assert.deepEqual([...releaseGraph(document, ['TEST', 'nope'])].sort(), [0, 1, 2, 3, 4, 6]);
    assert.equal(releaseGraph(document, ['5']).has(5), true);
    assert.equal(stageNamed(document, 'Debug')?.index, 5);
  });

  it('keeps every candidate of an unknown stage name', () => {
    const document = parseDockerfile('FROM a AS b-x\nFROM a AS b-y\nFROM b-$TARGETARCH\n');
    assert.deepEqual([...releaseGraph(document)].sort(), [0, 1, 2]);
  });

  it('is empty without a stage', () => {
    assert.equal(releaseGraph(parseDockerfile('ARG A')).size, 0);
  });
});

describe('effectiveStart', () => {
  const start = (text: string) => {
    const document = parseDockerfile(text);
    return effectiveStart(document, document.stages.length - 1);
  };

  it('takes the last CMD and ENTRYPOINT of the stage', () => {
    const found = start(
      'FROM a\nCMD one\nCMD two\nENTRYPOINT ["e"]\nUSER node\nSTOPSIGNAL SIGINT\nWORKDIR /app\nWORKDIR x',
    );
    assert.equal(found?.cmd?.shell?.text, 'two');
    assert.equal(found?.entrypoint?.words[0]?.value, 'e');
    assert.equal(found?.workdir, '/app/x');
    assert.equal(found?.user?.words[0]?.value, 'node');
    assert.equal(found?.stopSignal?.words[0]?.value, 'SIGINT');
  });

  it('inherits through stages, and a new ENTRYPOINT resets an inherited CMD', () => {
    const inherited = start('FROM a AS b\nSHELL ["bash","-c"]\nCMD one\nWORKDIR /app\nFROM b');
    assert.deepEqual([inherited?.cmd?.stage, inherited?.shell?.[0], inherited?.workdir], [0, 'bash', '/app']);
    const reset = start('FROM a AS b\nCMD one\nFROM b\nENTRYPOINT e');
    assert.deepEqual([reset?.cmd, reset?.entrypoint?.stage, reset?.rootStage], [undefined, 1, 0]);
    assert.equal(start('FROM a AS b\nCMD one\nFROM b\nCMD two\nENTRYPOINT e')?.cmd?.shell?.text, 'two');
    assert.equal(start('FROM a AS b\nENTRYPOINT e\nFROM b\nCMD two')?.entrypoint?.stage, 0);
  });

  it('ignores triggers, knows nothing of a base image, and answers only for stages', () => {
    assert.deepEqual(start('FROM a\nONBUILD CMD x\nWORKDIR b'), { shell: undefined, workdir: undefined, rootStage: 0 });
    assert.equal(start('FROM scratch\nWORKDIR b')?.workdir, '/b');
    assert.equal(effectiveStart(parseDockerfile(''), 0), undefined);
  });
});

describe('environmentAt', () => {
  it('lists ENV and known ARG before an instruction', () => {
    const document = parseDockerfile(
      'FROM a AS b\nENV CI=1\nFROM b\nARG N=production\nARG M\nENV NODE_ENV=$N X=$M\nRUN npm ci\nENV NODE_ENV=late',
    );
    const run = document.instructions.find(({ keyword }) => keyword === 'RUN');
    assert(run);
    assert.deepEqual(Object.fromEntries(environmentAt(document, run)), {
      CI: '1',
      NODE_ENV: 'production',
      X: undefined,
      N: 'production',
    });
    assert.equal(environmentOf(document, 1).get('NODE_ENV'), 'late');
    assert.equal(environmentOf(document, 1).has('N'), false);
  });
});

import assert from 'node:assert/strict';
import type { FolderAnalysis } from '../../server/src/core/engine/folder';
import { rules } from '../../server/src/rules';
import { analyze, findingsOf } from '../support/analyze';
import { sampleApps } from '../support/sample-apps';

function judge(name: string): FolderAnalysis {
  const app = sampleApps().find((candidate) => candidate.name === name);
  assert.ok(app, `there is no fixture "${name}"`);
  return analyze(app.files, { rules });
}

describe('the example service, which npm start opens', () => {
  it('breaks what it is there to break, each rule once', () => {
    const found = findingsOf(judge('example-service')).map(({ rule }) => rule);
    assert.deepEqual(found.sort(), [
      'backing-services/no-hardcoded-connection-string',
      'config/duplicate-env-key',
      'config/invalid-env-line',
      'config/no-hardcoded-secret-argument',
      'config/no-secret-fallback',
      'config/undeclared-env-variable',
      'dependencies/no-host-node-modules-in-image',
      'dependencies/prefer-frozen-install',
      'dependencies/unpinned-base-image',
      'disposability/missing-sigterm-handler',
      'disposability/no-package-manager-start-command',
      'logs/no-file-log-transport',
      'port-binding/no-hardcoded-port',
      'processes/no-local-upload-storage',
      'processes/no-process-local-session-store',
    ]);
  });

  it('keeps other factors, with evidence', () => {
    const [report, ...others] = judge('example-service').appReports();
    assert.deepEqual(others, []);
    const factors = report?.summary.factors ?? [];
    const clean: string[] = factors.filter(({ status }) => status === 'clean').map(({ id }) => id);
    for (const id of ['build-release-run', 'concurrency', 'dev-prod-parity', 'admin-processes'])
      assert.ok(clean.includes(id), id);
    assert.ok(factors.some(({ status, evidence }) => status === 'clean' && evidence > 0));
  });
});

describe('the clean service', () => {
  it('has no finding, not even a hint', () => {
    assert.deepEqual(findingsOf(judge('clean-service')), []);
  });

  it('proves what it keeps', () => {
    const [report] = judge('clean-service').appReports();
    const factors = report?.summary.factors.filter(({ status }) => status !== 'not-assessable') ?? [];
    assert.deepEqual(
      factors.filter(({ status }) => status !== 'clean'),
      [],
    );
    assert.ok(factors.length >= 11);
    assert.ok(factors.filter(({ evidence }) => evidence > 0).length >= 7);
  });
});

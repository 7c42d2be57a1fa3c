import assert from 'node:assert/strict';
import { defineRule, type Rule, type RuleBody } from '../../server/src/core/rule/define-rule';
import type { Finding } from '../../server/src/core/rule/finding';
import { rules } from '../../server/src/rules';
import { analyze, type Files, findingsOf } from '../support/analyze';
import { fewSampleApps } from '../support/sample-apps';

const fail = (): never => {
  throw new Error('broken on purpose');
};

/** Every place where the engine calls a rule. */
const BROKEN: Readonly<Record<string, RuleBody<string, undefined>>> = {
  create: { typescript: { needles: [], create: fail } },
  listener: { typescript: { needles: [], create: () => ({ Identifier: fail }) } },
  'end of file': { typescript: { needles: [], create: () => ({ endOfFile: fail }) } },
  dockerfile: { dockerfile: fail },
  dotenv: { dotenv: fail },
  compose: { compose: fail },
  kubernetes: { kubernetes: fail },
  npmrc: { npmrc: fail },
  'app.json': { appJson: fail },
  devcontainer: { devcontainer: fail },
  manifest: { manifest: fail },
  procfile: { procfile: fail },
  workflow: { workflow: fail },
  shell: { shell: fail },
  'ignore file': { ignoreFile: fail },
  'node version': { nodeVersion: fail },
  app: { app: fail },
};

/** A file of every kind beside what the sample has, so that each broken rule is called. */
const EVERY_KIND: Files = {
  'extra/index.ts': 'export const answer = 42;\n',
  Dockerfile: 'FROM node:20\nCMD ["node", "index.js"]\n',
  '.env': 'A=b\n',
  'compose.yml': 'services: {}\n',
  'k8s/pod.yaml': 'apiVersion: v1\nkind: Pod\n',
  '.npmrc': 'save-exact=true\n',
  'app.json': '{}\n',
  '.devcontainer/devcontainer.json': '{}\n',
  Procfile: 'web: node index.js\n',
  '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
  'entrypoint.sh': 'node index.js\n',
  '.gitignore': 'dist\n',
  '.nvmrc': '20\n',
};

describe('invariant 10: a rule that throws', () => {
  for (const [where, body] of Object.entries(BROKEN)) {
    it(`in ${where} costs its own findings only, and is named`, () => {
      const broken = brokenRule(body);
      for (const { name, files } of fewSampleApps()) {
        const all = { ...EVERY_KIND, ...files };
        const failed: string[] = [];
        const onFailure = (rule: string): number => failed.push(rule);
        const findings = findingsOf(analyze(all, { rules: [broken, ...rules], onFailure }));
        assert.deepEqual(withoutFingerprint(findings), withoutFingerprint(findingsOf(analyze(all, { rules }))), name);
        assert.deepEqual([...new Set(failed)], [broken.id], name);
      }
    });
  }
});

function withoutFingerprint(findings: readonly Finding[]): unknown[] {
  return findings.map(({ fingerprint: _, ...rest }) => rest);
}

function brokenRule(body: RuleBody<string, undefined>): Rule {
  return defineRule<string>({
    id: 'logs/broken',
    summary: 'Throws.',
    why: 'To see what happens.',
    remedy: 'Nothing.',
    messages: {},
    severity: 'warning',
    preset: 'recommended',
    confidence: 'certain',
    fixable: 'no',
    since: '0.1.0',
    applies: { to: 'packages' },
    ...body,
  });
}

import assert from 'node:assert/strict';
import type { Configuration } from '../../../server/src/core/settings/schema';
import { rules } from '../../../server/src/rules';
import { analyze, findingsOf } from '../../support/analyze';
import { fakeSecret } from '../../support/fake-secrets';

const TOKEN = fakeSecret('github-token');
const MANIFEST = '{ "name": "a", "private": true, "dependencies": { "express": "5" } }\n';
const BASE_IMAGE = 'dependencies/unpinned-base-image';
const SHELL_FORM = 'disposability/no-shell-form-start-command';
const IMAGE_SECRET = 'config/no-secret-in-image';
const EXIT = 'disposability/no-process-exit-in-app-code';
const CREDENTIALS = 'config/no-hardcoded-credentials';
const UNUSED = 'unused-suppression';
const WATCHED = [BASE_IMAGE, SHELL_FORM, IMAGE_SECRET, EXIT, CREDENTIALS, UNUSED];

/** The rules of this test that have a finding in the file, in order. */
function found(file: string, text: string, configuration: Configuration = {}): string[] {
  const folder = analyze({ 'package.json': MANIFEST, [file]: text }, { rules, configuration });
  return findingsOf(folder).flatMap((finding) =>
    finding.file === file && WATCHED.includes(finding.rule) ? [finding.rule] : [],
  );
}

const inDockerfile = (text: string, configuration?: Configuration): string[] =>
  found('Dockerfile', text, configuration);
const inCode = (text: string, configuration?: Configuration): string[] => found('src/a.ts', text, configuration);

const FROM = 'FROM node\n';
const CMD = 'CMD node server.js\n';
const KEY = `const apiKey = '${TOKEN}';`;
const handler = (before: string, after = ''): string =>
  `export const stop = (req, res) => {\n  ${before}\n  process.exit(0);${after}\n};\n`;

describe('ignore comments of other tools', () => {
  it('are needed: without them there are findings', () => {
    assert.deepEqual(inDockerfile(FROM + CMD), [BASE_IMAGE, SHELL_FORM]);
    assert.deepEqual(inCode(KEY), [CREDENTIALS]);
    assert.deepEqual(inCode(handler('')), [EXIT]);
  });

  const dockerfiles: [name: string, text: string, left: string[]][] = [
    [
      'hadolint, the next instruction',
      `# hadolint ignore=DL3006\n${FROM}# hadolint ignore=DL3059,DL3025\n# why\n${CMD}`,
      [],
    ],
    ['hadolint, another rule', `# hadolint ignore=DL3008\n${FROM}${CMD}`, [BASE_IMAGE, SHELL_FORM]],
    ['hadolint, another instruction', `# hadolint ignore=DL3025\n${FROM}${CMD}`, [BASE_IMAGE, SHELL_FORM]],
    ['hadolint, everywhere', `# hadolint global ignore=DL3006,DL3025\n${FROM}${CMD}`, []],
    [
      'build checks',
      `# syntax=docker/dockerfile:1\n# check=error=true;skip=JSONArgsRecommended\n${FROM}${CMD}`,
      [BASE_IMAGE],
    ],
    ['all build checks', `# check=skip=all\n${FROM}${CMD}`, [BASE_IMAGE]],
    [
      'build checks below an instruction, where they say nothing',
      `${FROM}# check=skip=JSONArgsRecommended\n${CMD}`,
      [BASE_IMAGE, SHELL_FORM],
    ],
    ['checkov, the whole file', `${FROM}# checkov:skip=CKV_DOCKER_7: pinned elsewhere\n${CMD}`, [SHELL_FORM]],
    [
      'Semgrep, by id',
      `# nosemgrep: dockerfile.audit.dockerfile-source-not-pinned.dockerfile-source-not-pinned\n${FROM}${CMD}`,
      [SHELL_FORM],
    ],
    ['SonarQube', `${FROM}ENV API_TOKEN=${TOKEN} # NOSONAR\n`, [BASE_IMAGE]],
    ['no comment at all', `${FROM}RUN echo hadolint ignore=DL3025\n${CMD}`, [BASE_IMAGE, SHELL_FORM]],
  ];
  for (const [name, text, left] of dockerfiles) it(name, () => assert.deepEqual(inDockerfile(text), left));

  const code: [name: string, text: string, left: string[]][] = [
    ['gitleaks', `${KEY} // gitleaks:allow`, []],
    ['detect-secrets', `${KEY} // pragma: allowlist secret`, []],
    ['detect-secrets, the next line', `// pragma: allowlist nextline secret\n${KEY}`, []],
    ['TruffleHog', `${KEY} // trufflehog:ignore`, []],
    ['GitGuardian', `${KEY} // ggignore`, []],
    ['Biome', `// biome-ignore lint/security/noSecrets: an identifier\n${KEY}`, []],
    ['Biome, another rule', `// biome-ignore lint/security/noGlobalEval: by request\n${KEY}`, [CREDENTIALS]],
    ['gitleaks, another line', `// gitleaks:allow\n${KEY}`, [CREDENTIALS]],
    ['secretlint, the line', `${KEY} // secretlint-disable-line`, []],
    ['secretlint, the next line', `// secretlint-disable-next-line @secretlint/x -- test\n${KEY}`, []],
    ['secretlint, a block', `/* secretlint-disable */\n${KEY}\n/* secretlint-enable */\nconst other = {};`, []],
    ['secretlint, a block before', `/* secretlint-disable */\n/* secretlint-enable */\n${KEY}`, [CREDENTIALS]],
    ['checkov, the line below', `// checkov:skip=CKV_SECRET_6: test\n${KEY}`, []],
    ['Semgrep, bare', `// nosemgrep\n${KEY}`, []],
    ['Semgrep, behind code', `${KEY} // nosemgrep: generic.secrets.security.detected-github-token`, []],
    ['Semgrep, another rule', `${KEY} // nosemgrep: javascript.lang.correctness.useless-eqeq`, [CREDENTIALS]],
    ['SonarQube', `${KEY} // NOSONAR`, []],
    ['a marker in a string', `const note = 'gitleaks:allow'; ${KEY}`, [CREDENTIALS]],
    ['ESLint, the next line', handler('// eslint-disable-next-line no-console, n/no-process-exit -- by request'), []],
    ['ESLint, the line', handler('', ' // eslint-disable-line unicorn/no-process-exit'), []],
    ['ESLint, a block', `/* eslint-disable n/no-process-exit */\n${handler('')}`, []],
    [
      'ESLint, a block that ends before',
      `/* eslint-disable n/no-process-exit */\n/* eslint-enable */\n${handler('')}`,
      [EXIT],
    ],
    [
      'ESLint, a rule named in the reason only',
      handler('// eslint-disable-next-line no-console -- see n/no-process-exit'),
      [EXIT],
    ],
    ['ESLint, no rule named', handler('// eslint-disable-next-line'), [EXIT]],
    ['ESLint, no-secrets', `// eslint-disable-next-line no-secrets/no-secrets\n${KEY}`, []],
  ];
  for (const [name, text, left] of code) it(name, () => assert.deepEqual(inCode(text), left));

  it('are never reported as unused, nor do they need a reason', () => {
    const text = `# hadolint ignore=DL3006\nFROM node:22.1.0\n`;
    assert.deepEqual(inDockerfile(text), []);
    const configuration = { suppressions: { requireReason: true } };
    assert.deepEqual(inDockerfile(`# hadolint ignore=DL3006\n${FROM}`, configuration), []);
  });

  it('count for nothing where suppressions are not allowed', () => {
    const configuration = { suppressions: { allow: false } };
    assert.deepEqual(inDockerfile(`# hadolint ignore=DL3006\n${FROM}`, configuration), [BASE_IMAGE]);
  });

  it('leave findings that can be shown as suppressed', () => {
    const folder = analyze({ 'package.json': MANIFEST, 'src/a.ts': `${KEY} // NOSONAR` }, { rules });
    assert.deepEqual(
      folder.reportOf('src/a.ts')?.suppressed.map(({ rule }) => rule),
      [CREDENTIALS],
    );
  });
});

describe('the setting deferTo', () => {
  it('is empty unless somebody says so', () => {
    const files = { '.hadolint.yaml': 'ignored: []\n', 'package.json': MANIFEST, Dockerfile: FROM };
    assert.ok(findingsOf(analyze(files, { rules })).some(({ rule }) => rule === BASE_IMAGE));
  });

  it('leaves to hadolint what it reports', () => {
    const configuration: Configuration = { deferTo: ['hadolint'] };
    assert.deepEqual(inDockerfile(FROM + CMD, configuration), []);
    assert.deepEqual(inDockerfile(`FROM node:latest\n`, configuration), []);
    assert.deepEqual(inDockerfile(`FROM node:lts\n`, configuration), [BASE_IMAGE], 'a tag that only we know to move');
    assert.ok(inDockerfile(`FROM node:22.1.0\nENV API_TOKEN=${TOKEN}\n`, configuration).includes(IMAGE_SECRET));
  });

  it('leaves to Docker DX what the build checks report', () => {
    const configuration: Configuration = { deferTo: ['docker-dx'] };
    assert.deepEqual(inDockerfile(FROM + CMD, configuration), [BASE_IMAGE]);
    const text = 'FROM node:22.1.0\nARG API_TOKEN\nRUN npm ci\nENV DB_PASSWORD=q7ZtR2vXk9Lw\n';
    assert.ok(inDockerfile(text).includes(IMAGE_SECRET));
    assert.deepEqual(inDockerfile(text, configuration), []);
  });

  it('leaves to ESLint what its plugins report, secrets excepted', () => {
    const configuration: Configuration = { deferTo: ['eslint'] };
    assert.deepEqual(inCode(handler(''), configuration), []);
    assert.deepEqual(inCode(KEY, configuration), [CREDENTIALS]);
  });

  it('makes no comment of ours unused', () => {
    const configuration: Configuration = { deferTo: ['hadolint'] };
    assert.deepEqual(
      inDockerfile(`# twelve-factor-disable-next-line ${BASE_IMAGE} -- fine\n${FROM}`, configuration),
      [],
    );
  });
});

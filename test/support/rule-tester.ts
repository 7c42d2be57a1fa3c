import assert from 'node:assert/strict';
import { parseErrorCount, parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import type { Rule } from '../../server/src/core/rule/define-rule';
import type { Finding } from '../../server/src/core/rule/finding';
import type { Configuration } from '../../server/src/core/settings/schema';
import { type AnalyzeOptions, analyze, applyFix, type Files, findingsOf, fixIn } from './analyze';
import { type Fixture, type Mark, readFixture } from './fixture';

export interface RuleCase {
  /** Why the case is here; part of the test's name. */
  readonly name?: string;
  /** See `readFixture`. Marks are expected in cases that break the rule and forbidden in those that keep it. */
  readonly code: string;
  /** Name of the first file where the text does not begin with a separator. */
  readonly file?: string;
  readonly configuration?: Configuration;
  readonly git?: boolean;
  /** Environment files in git's index. */
  readonly tracked?: readonly string[];
  /** Without it, a package.json of an express server is added. */
  readonly bare?: boolean;
  /**
   * What the fix of the first finding makes: the first file's new text, or texts by path (absent files must stay as
   * they are; `null` means deleted). `undefined` is no statement.
   */
  readonly fixed?: string | Readonly<Record<string, string | null>>;
  readonly fixTitle?: string;
}

export interface RuleCases {
  readonly keeps: readonly (string | RuleCase)[];
  readonly breaks: readonly (string | RuleCase)[];
}

const DEFAULT_FILE = {
  typescript: 'src/index.ts',
  dockerfile: 'Dockerfile',
  dotenv: '.env',
  compose: 'compose.yml',
  kubernetes: 'k8s/app.yaml',
  manifest: 'package.json',
  procfile: 'Procfile',
  workflow: '.github/workflows/ci.yml',
  ignoreFile: '.gitignore',
  nodeVersion: '.nvmrc',
  shell: 'entrypoint.sh',
  npmrc: '.npmrc',
  appJson: 'app.json',
  devcontainer: '.devcontainer/devcontainer.json',
} as const;

const SERVER_MANIFEST = `{
  "name": "service",
  "private": true,
  "dependencies": { "express": "^5.0.0" }
}
`;

/** Runs a rule's cases and, on each one, the checks every rule has to pass. */
export function ruleTester(rule: Rule, cases: RuleCases): void {
  describe(rule.id, () => {
    const texts = new Set<string>();
    for (const [group, list] of [['keeps', cases.keeps] as const, ['breaks', cases.breaks] as const]) {
      describe(group, () => {
        list.forEach((entry, index) => {
          const ruleCase = typeof entry === 'string' ? { code: entry } : entry;
          it(ruleCase.name ?? title(ruleCase.code, index), () => {
            const key = JSON.stringify(ruleCase);
            assert.ok(!texts.has(key), 'the case stands here twice');
            texts.add(key);
            runCase(rule, ruleCase, group);
          });
        });
      });
    }
    it('finds nothing in an empty file', () => {
      const file = defaultFile(rule);
      const findings = findingsOf(analyze(withManifest({ [file]: '' }), { rules: [rule] }));
      // What a rule says of the manifest beside it is another matter.
      assert.deepEqual(
        findings.filter((finding) => finding.file === file),
        [],
      );
    });
    it('is fixable as it declares', () => {
      assert.equal(rule.fixable !== 'no', rule.fix !== undefined);
    });
  });
}

function runCase(rule: Rule, ruleCase: RuleCase, group: 'keeps' | 'breaks'): void {
  const fixture = readFixture(ruleCase.code, ruleCase.file ?? defaultFile(rule));
  const files = ruleCase.bare === true ? fixture.files : withManifest(fixture.files);
  const options: AnalyzeOptions = {
    rules: [rule],
    ...(ruleCase.configuration && { configuration: ruleCase.configuration }),
    ...(ruleCase.git !== undefined && { git: ruleCase.git }),
    ...(ruleCase.tracked && { tracked: ruleCase.tracked }),
  };
  const findings = findingsOf(analyze(files, options));
  if (group === 'breaks') assert.ok(fixture.marks.length > 0, 'a case that breaks the rule needs marks');
  else assert.equal(fixture.marks.length, 0, 'a case that keeps the rule has no marks');
  assert.deepEqual(
    describeFindings(findings, files),
    describeMarks(fixture, findings),
    'findings differ from the marks',
  );
  assert.deepEqual(findingsOf(analyze(files, options)), findings, 'two runs differ');
  assert.deepEqual(
    findingsOf(analyze(files, { ...options, prefilter: false })),
    findings,
    'the prefilter changes the result',
  );
  for (const finding of findings) assert.ok(!finding.message.includes('{{'), `unfilled message: ${finding.message}`);
  checkFixes(rule, ruleCase, files, findings, options, fixture.firstFile);
  survivesTruncation(files, options, fixture.firstFile);
}

function checkFixes(
  rule: Rule,
  ruleCase: RuleCase,
  files: Files,
  findings: readonly Finding[],
  options: AnalyzeOptions,
  firstFile: string,
): void {
  const folder = analyze(files, options);
  findings.forEach((finding, index) => {
    const fix = fixIn(folder, files, finding);
    if (finding.fixable === undefined) return;
    assert.ok(fix !== undefined, `${rule.id} says it can fix "${finding.message}" and does not`);
    const after = applyFix(files, fix);
    const left = findingsOf(analyze(after, options));
    assert.ok(
      !left.some(({ fingerprint, message }) => fingerprint === finding.fingerprint && message === finding.message) ||
        left.length < findings.length,
      `the finding "${finding.message}" is still there after its fix:\n${after[finding.file]}`,
    );
    for (const path of Object.keys(after)) {
      assert.ok(
        syntaxErrors(path, after[path] ?? '') <= syntaxErrors(path, files[path] ?? ''),
        `the fix breaks ${path}:\n${after[path]}`,
      );
    }
    if (index === 0) expectFixed(ruleCase, files, after, firstFile, fix.title);
  });
  if (ruleCase.fixed !== undefined) {
    assert.ok(
      findings.some(({ fixable }) => fixable !== undefined),
      'the case expects a fix and no finding has one',
    );
  }
}

function expectFixed(ruleCase: RuleCase, before: Files, after: Files, firstFile: string, title: string): void {
  if (ruleCase.fixTitle !== undefined) assert.equal(title, ruleCase.fixTitle);
  if (ruleCase.fixed === undefined) return;
  if (typeof ruleCase.fixed === 'string') {
    const expected = readFixture(ruleCase.fixed, firstFile).files[firstFile];
    assert.equal(after[firstFile], expected);
    return;
  }
  const expected: Record<string, string> = { ...before };
  for (const [path, text] of Object.entries(ruleCase.fixed)) {
    if (text === null) delete expected[path];
    else expected[path] = readFixture(text, path).files[path] ?? '';
  }
  assert.deepEqual(after, expected);
}

/** Broken text gives findings or nothing, never an exception: the first file cut at 32 places. */
function survivesTruncation(files: Files, options: AnalyzeOptions, firstFile: string): void {
  const text = files[firstFile] ?? '';
  for (let cut = 1; cut <= 32; cut++) {
    analyze({ ...files, [firstFile]: text.slice(0, Math.floor((text.length * cut) / 33)) }, options);
  }
}

function describeFindings(findings: readonly Finding[], files: Files): string[] {
  return findings
    .map(
      ({ file, span, severity, message }) =>
        `${file}:${line(files[file] ?? '', span.start)} [${(files[file] ?? '').slice(span.start, span.end)}] ${severity}: ${message}`,
    )
    .sort();
}

/** Says the marks in the words of `describeFindings`, taking over what a mark leaves open. */
function describeMarks(fixture: Fixture, findings: readonly Finding[]): string[] {
  const left = [...findings];
  return fixture.marks
    .map((mark) => {
      const at = left.findIndex((finding) => fits(mark, finding));
      const [match] = at < 0 ? [] : left.splice(at, 1);
      const text = fixture.files[mark.file] ?? '';
      const place = match?.span ?? mark.span;
      const severity = mark.severity ?? match?.severity ?? 'warning';
      return `${mark.file}:${line(text, place.start)} [${text.slice(place.start, place.end)}] ${severity}: ${mark.message}`;
    })
    .sort();
}

function fits(mark: Mark, finding: Finding): boolean {
  if (finding.file !== mark.file || finding.message !== mark.message || finding.span.start !== mark.span.start)
    return false;
  return finding.span.end === mark.span.end || (mark.toLineEnd && finding.span.end > mark.span.end);
}

function line(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function withManifest(files: Files): Files {
  return files['package.json'] === undefined ? { ...files, 'package.json': SERVER_MANIFEST } : files;
}

function syntaxErrors(path: string, text: string): number {
  if (/\.json$/.test(path)) {
    try {
      JSON.parse(text);
      return 0;
    } catch {
      return 1;
    }
  }
  return /\.[cm]?[jt]sx?$/.test(path) ? parseErrorCount(parseTypeScript(path, text)) : 0;
}

function defaultFile(rule: Rule): string {
  for (const [listener, file] of Object.entries(DEFAULT_FILE))
    if (rule[listener as keyof Rule] !== undefined) return file;
  return 'src/index.ts';
}

function title(code: string, index: number): string {
  const first = code
    .split('\n')
    .map((entry) => entry.trim())
    .find((entry) => entry !== '');
  return `${index + 1}: ${(first ?? '').slice(0, 70)}`;
}

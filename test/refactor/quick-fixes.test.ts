import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../server/scripts/repository';
import { parseCompose } from '../../server/src/core/documents/compose/parse';
import { kindOf } from '../../server/src/core/documents/kinds';
import { parseManifest } from '../../server/src/core/documents/manifest/parse';
import { parseErrorCount, parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import type { Finding } from '../../server/src/core/rule/finding';
import { rules } from '../../server/src/rules';
import { analyze, applyFix, type Files, findingsOf, fixIn } from '../support/analyze';
import { readFixture } from '../support/fixture';

/**
 * `test/fixtures/fixes/<factor>.<rule>.txt` holds apps as people write them, each below a line `##### title`, and
 * `<factor>.<rule>.fixed.txt` what every fix makes of them. `UPDATE_GOLDEN=1` writes the latter anew, to be read before it
 * is committed.
 */
const FOLDER = join(repositoryRoot, 'test/fixtures/fixes');

const MANIFEST = `{
  "name": "service",
  "private": true,
  "dependencies": {
    "express": "^5.0.0"
  }
}
`;

interface App {
  readonly title: string;
  readonly files: Files;
}

describe('quick fixes', () => {
  for (const name of readdirSync(FOLDER).filter((file) => /^[\w-]+\.[\w-]+\.txt$/.test(file))) {
    const rule = name.replace(/\.txt$/, '').replace('.', '/');
    describe(rule, () => {
      const apps = appsIn(readFileSync(join(FOLDER, name), 'utf8'));
      for (const app of apps) {
        it(app.title, () => checkApp(rule, app.files));
        it(`${app.title}, with CRLF and a byte order mark`, () => checkApp(rule, asWindows(app.files)));
      }
      it('write what was read and found good', () => {
        const path = join(FOLDER, name.replace(/\.txt$/, '.fixed.txt'));
        const text = apps.map((app) => describeFixes(rule, app)).join('\n');
        if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text);
        assert.equal(text, readFileSync(path, 'utf8'));
      });
    });
  }
});

function appsIn(text: string): App[] {
  return text
    .split(/^##### /m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const title = part.slice(0, part.indexOf('\n'));
      const { files } = readFixture(part.slice(part.indexOf('\n') + 1), 'src/index.ts');
      return { title, files: { ...(files['package.json'] === undefined && { 'package.json': MANIFEST }), ...files } };
    });
}

function asWindows(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, `\uFEFF${text.replace(/\n/g, '\r\n')}`]),
  );
}

/** All rules together: a fix must not trade one finding for another. */
function findingsIn(files: Files): Finding[] {
  return findingsOf(analyze(files, { rules, configuration: { preset: 'strict' } }));
}

function checkApp(rule: string, files: Files): void {
  const before = findingsIn(files);
  const own = before.filter((finding) => finding.rule === rule);
  assert.notEqual(own.length, 0, 'nothing to fix');
  for (const finding of own) checkFix(files, before, finding);
  assert.ok(fixpoint(rule, files) < 10, 'the fixes do not come to an end');
}

function checkFix(files: Files, before: readonly Finding[], finding: Finding): void {
  const fix = fixIn(analyze(files, { rules, configuration: { preset: 'strict' } }), files, finding);
  assert.equal(
    fix !== undefined,
    finding.fixable !== undefined,
    `"${finding.message}" does not tell the truth about its fix`,
  );
  if (fix === undefined) return;
  const after = applyFix(files, fix);
  const left = findingsIn(after);
  const count = (list: readonly Finding[]): number => list.filter(({ rule }) => rule === finding.rule).length;
  assert.ok(count(left) < count(before), `"${finding.message}" is still there`);
  // What a fix takes from a script into a Dockerfile brings along the findings that it had there, and what is left of a
  // command may be told in other words.
  const known = new Set(before.map(({ rule, message }) => `${rule} ${message}`));
  const toldHere = (one: Finding): number =>
    before.filter(({ rule, file }) => rule === one.rule && file === one.file).length;
  const added = left
    .filter((one) => !known.has(`${one.rule} ${one.message}`))
    .filter((one) => left.filter(({ rule, file }) => rule === one.rule && file === one.file).length > toldHere(one))
    .map(({ rule, message }) => `${rule} ${message}`);
  assert.deepEqual(added, [], 'the fix makes findings');
  for (const [path, text] of Object.entries(after)) checkText(path, files[path], text);
}

function checkText(path: string, before: string | undefined, after: string): void {
  assert.equal(errorsIn(path, after), 0, `${path} is broken:\n${after}`);
  if (before === undefined) return;
  assert.equal(after.startsWith('\uFEFF'), before.startsWith('\uFEFF'), `the byte order mark of ${path}`);
  assert.ok(after.lastIndexOf('\uFEFF') < 1, `a byte order mark inside ${path}`);
  if (before.includes('\r\n')) assert.doesNotMatch(after, /(?:^|[^\r])\n/, `a line of ${path} ends otherwise`);
  else assert.doesNotMatch(after, /\r/);
}

function errorsIn(path: string, text: string): number {
  const kind = kindOf(path);
  if (kind === 'typescript') return parseErrorCount(parseTypeScript(path, text));
  if (kind === 'manifest') return parseManifest(text).errors.length;
  return kind === 'compose' ? parseCompose(text).errors.length : 0;
}

/** How many fixes it takes until none is offered any more. */
function fixpoint(rule: string, files: Files): number {
  let current = files;
  for (let round = 0; round < 10; round++) {
    const folder = analyze(current, { rules, configuration: { preset: 'strict' } });
    const finding = findingsOf(folder).find((one) => one.rule === rule && one.fixable !== undefined);
    const fix = finding && fixIn(folder, current, finding);
    if (fix === undefined) return round;
    current = applyFix(current, fix);
  }
  return 10;
}

function describeFixes(rule: string, { title, files }: App): string {
  const folder = analyze(files, { rules, configuration: { preset: 'strict' } });
  const own = findingsOf(folder).filter((finding) => finding.rule === rule);
  const parts = own.map((finding) => {
    const fix = fixIn(folder, files, finding);
    const head = `--- ${finding.file}: ${finding.message}\n`;
    if (fix === undefined) return `${head}no fix\n`;
    const after = applyFix(files, fix);
    const changed = Object.entries(after).filter(([path, text]) => files[path] !== text);
    return `${head}${fix.title}\n${changed.map(([path, text]) => `=== ${path} ===\n${text}${text.endsWith('\n') ? '' : '⏎\n'}`).join('')}`;
  });
  return `##### ${title}\n${parts.join('')}`;
}

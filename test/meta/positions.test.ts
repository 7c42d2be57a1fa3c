import assert from 'node:assert/strict';
import { kindOf } from '../../server/src/core/documents/kinds';
import type { Finding } from '../../server/src/core/rule/finding';
import { findingsOf } from '../support/analyze';
import { analyzeSample, findingsWithText, sampleApps } from '../support/sample-apps';
import { importsOf, resolveImport, sourcesIn } from '../support/sources';

describe('invariant 4: positions are UTF-16 offsets', () => {
  it('of the text they belong to', () => {
    const all = findingsWithText();
    assert.notEqual(all.length, 0);
    for (const { app, finding, text } of all) {
      const { start, end } = finding.span;
      const isInside =
        Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;
      assert.ok(isInside, `${app.name}: ${finding.rule} at ${start}-${end} of ${text.length}`);
    }
  });

  it('and move by the length of what is put before them', () => {
    for (const { name, files } of sampleApps()) {
      const moved = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, preface(path, text) + text]));
      const expected = findingsOf(analyzeSample(files)).map((finding) =>
        describePlace(finding, preface(finding.file, files[finding.file] ?? '').length),
      );
      assert.deepEqual(
        findingsOf(analyzeSample(moved)).map((finding) => describePlace(finding, 0)),
        expected,
        name,
      );
    }
  });

  it('and hold the same text with Windows line breaks', () => {
    for (const { name, files } of sampleApps()) {
      const windows = Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
      );
      const texts = (input: typeof files): string[] =>
        findingsOf(analyzeSample(input)).map(
          ({ rule, file, span }) =>
            `${rule} ${file} ${input[file]?.slice(span.start, span.end).replaceAll('\r\n', '\n')}`,
        );
      assert.deepEqual(texts(windows), texts(files), name);
    }
  });

  it('which only the edges turn into lines', () => {
    const users = sourcesIn('server/src').filter((source) =>
      importsOf(source).some((specifier) => resolveImport(source, specifier) === 'server/src/core/text/line-map'),
    );
    for (const { path } of users) assert.match(path, /^server\/src\/(?:lsp|cli|host)\//);
  });
});

const WITHOUT_COMMENTS: ReadonlySet<string> = new Set(['manifest', 'node-version', 'app-json', 'tsconfig', 'lockfile']);

/** A comment with a sign of two UTF-16 units; nothing where the format has no comments or the first line has a meaning. */
function preface(path: string, text: string): string {
  const kind = kindOf(path);
  if (kind === undefined || WITHOUT_COMMENTS.has(kind)) return '';
  if (/^(?:#!|# ?(?:syntax|escape|check) ?=|['"]use )/.test(text)) return '';
  return kind === 'typescript' || kind === 'devcontainer' ? '// 😀\n' : '# 😀\n';
}

function describePlace({ rule, file, span }: Finding, shift: number): string {
  return `${rule} ${file} ${span.start + shift}-${span.end + shift}`;
}

import assert from 'node:assert/strict';
import { type DotenvDocument, parseDotenv } from '../../../server/src/core/documents/dotenv/parse';
import { fixFor, type Reading, readOnce } from '../../../server/src/core/engine/fixes';
import { repairOf } from '../../../server/src/refactor/env-line';
import duplicateKey from '../../../server/src/rules/03-config/duplicate-env-key';
import invalidLine from '../../../server/src/rules/03-config/invalid-env-line';
import { analyze, findingsOf } from '../../support/analyze';

const LINES = 2_000;

describe('fixes of one file', () => {
  it('share what is read of it', () => {
    const reading = readOnce();
    let runs = 0;
    const read = (text: string, file: string): string => `${file}: ${text}${runs++}`;
    const again = (text: string): string => text;
    assert.equal(reading('a', 'x', read), 'a: x0');
    assert.equal(reading('a', 'x', again), 'x');
    assert.equal(reading('a', 'x', read), 'a: x0');
    assert.equal(reading('a', 'y', read), 'a: y1');
    assert.equal(reading('b', 'y', read), 'b: y2');
    assert.equal(reading('a', 'x', read), 'a: x3');
  });

  for (const [rule, line] of [
    [duplicateKey, (index: number) => `KEY_${index % 50}=x${index}`],
    [invalidLine, (index: number) => `KEY_${index}: x`],
  ] as const) {
    it(`are computed for ${rule.id} with one parse, however many there are`, () => {
      const text = Array.from({ length: LINES }, (_, index) => line(index)).join('\n');
      const files = { '.env.example': text, 'package.json': '{ "dependencies": { "express": "5" } }' };
      const folder = analyze(files, { rules: [rule] });
      const findings = findingsOf(folder);
      assert.ok(findings.length > LINES * 0.9);
      const { reading, runs, asked } = counting();
      for (const finding of findings) {
        assert.ok(fixFor(folder, finding, (file) => files[file as keyof typeof files], reading) !== undefined);
      }
      assert.deepEqual([asked(parseDotenv), runs(parseDotenv)], [findings.length, 1]);
    });
  }

  it('judge a repair by its own line: what stands below is not read again', () => {
    const below = 'K="never closed\n'.repeat(3);
    const text = `A: 1\n${below}`;
    const document = parseDotenv(text);
    const [error] = document.errors;
    assert.ok(error !== undefined);
    const unreadable: DotenvDocument = { ...document, entries: document.entries.slice(0, 1) };
    assert.equal(repairOf(text, error.kind, error.span, unreadable)?.safety, 'safe');
  });
});

/** A reading that counts how often a reader was asked for, and how often it ran. */
function counting(): { reading: Reading; asked(read: unknown): number; runs(read: unknown): number } {
  const inner = readOnce();
  const asked = new Map<unknown, number>();
  const ran = new Map<unknown, Set<unknown>>();
  return {
    reading: (file, text, read) => {
      const made = inner(file, text, read);
      asked.set(read, (asked.get(read) ?? 0) + 1);
      ran.set(read, (ran.get(read) ?? new Set()).add(made));
      return made;
    },
    asked: (read) => asked.get(read) ?? 0,
    runs: (read) => ran.get(read)?.size ?? 0,
  };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { LanguageClient, type ServerCommand } from './language-client';
import { sampleCode } from './sample-code';
import { ourServerWithoutQuietTime, oxlint } from './servers';
import { median, percentile } from './statistics';
import type { Row } from './table';

const EDITS = 50;
const WARM_UP = 10;
const ROUNDS = 3;
/** Between two keystrokes, so that one does not pay for the garbage of the other. */
const PAUSE = 10;

const LIMITS: readonly { readonly lines: number; readonly p50?: number; readonly p95?: number }[] = [
  { lines: 300 },
  { lines: 1_000, p50: 3, p95: 7 },
  { lines: 3_000, p95: 10 },
  { lines: 10_000, p95: 20 },
];

interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** Where somebody types: in a comment between statements, or a name inside a function. */
const PLACES = ['a comment', 'code'] as const;
type Typing = (typeof PLACES)[number];

/** From `didChange` to the diagnostics of that version; both servers in turn, the medians of the rounds. */
export async function measureKeystrokes(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const place of PLACES) {
    for (const { lines, p50, p95 } of LIMITS) {
      const text = sampleCode({ seed: lines, lines, telling: true });
      const ours: Latency[] = [];
      const theirs: Latency[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        ours.push(await typeInto(ourServerWithoutQuietTime, text, place));
        theirs.push(await typeInto(oxlint, text, place));
      }
      const [our, their] = [middle(ours), middle(theirs)];
      const limits = [p50 && `p50 ≤ ${p50}`, p95 && `p95 ≤ ${p95}`, lines >= 1_000 && 'p50 of oxlint'].filter(Boolean);
      rows.push({
        what: `keystroke in ${place}, ${lines.toLocaleString('en')} lines (ms)`,
        budget: limits.join(', '),
        measured: `p50 ${our.p50.toFixed(1)}, p95 ${our.p95.toFixed(1)}; oxlint ${their.p50.toFixed(1)}, ${their.p95.toFixed(1)}`,
        kept:
          lines < 1_000
            ? undefined
            : our.p50 <= (p50 ?? Number.MAX_VALUE) && our.p95 <= (p95 ?? Number.MAX_VALUE) && our.p50 <= their.p50,
      });
    }
  }
  return rows;
}

/** Where typing begins near the middle of the code, and the code with what must stand there. */
function prepare(
  code: string,
  place: Typing,
): { readonly text: string; readonly line: number; readonly column: number } {
  const lines = code.split('\n');
  const middle = lines.length >> 1;
  if (place === 'a comment') {
    const line = lines.indexOf('', middle);
    lines.splice(line, 0, '// ');
    return { text: lines.join('\n'), line, column: 3 };
  }
  const line = lines.findIndex((text, index) => index >= middle && text.startsWith('  const service ='));
  lines.splice(line, 0, '  remember();');
  return { text: lines.join('\n'), line, column: '  remember'.length };
}

function middle(all: readonly Latency[]): Latency {
  return { p50: median(all.map(({ p50 }) => p50)), p95: median(all.map(({ p95 }) => p95)) };
}

/** Types sign by sign: each version is new and all of them are well-formed. */
async function typeInto(server: ServerCommand, code: string, place: Typing): Promise<Latency> {
  const root = mkdtempSync(join(tmpdir(), 'twelve-factor-bench-'));
  const { text, line, column } = prepare(code, place);
  const lines = text.split('\n');
  const file = join(root, 'server.ts');
  const uri = pathToFileURL(file).href;
  writeFileSync(file, text);
  writeFileSync(
    join(root, 'package.json'),
    '{ "name": "sample", "private": true, "dependencies": { "express": "5" } }\n',
  );
  const client = new LanguageClient(server, root);
  const times: number[] = [];
  try {
    const sync = await client.initialize();
    const opened = client.diagnostics(uri, 1);
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
    await opened;
    for (let edit = 0; edit < WARM_UP + EDITS; edit++) {
      const version = edit + 2;
      const position = { line, character: column + edit };
      const typed = 'thequickfox'.charAt(edit % 11);
      const old = lines[line] ?? '';
      lines[line] = `${old.slice(0, position.character)}${typed}${old.slice(position.character)}`;
      const contentChanges =
        sync === 'full' ? [{ text: lines.join('\n') }] : [{ range: { start: position, end: position }, text: typed }];
      const answer = client.diagnostics(uri, version);
      const start = performance.now();
      client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      await answer;
      if (edit >= WARM_UP) times.push(performance.now() - start);
      await pause(PAUSE);
    }
  } finally {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LanguageClient } from './language-client';
import { sampleCode } from './sample-code';
import { ourServer } from './servers';
import { median } from './statistics';
import type { Row } from './table';

const ROUNDS = 7;

/** Both from the moment the process is started. */
export async function measureStartUp(): Promise<Row[]> {
  const initialized: number[] = [];
  const answered: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times = await start();
    initialized.push(times.initialized);
    answered.push(times.answered);
  }
  const [first, second] = [median(initialized), median(answered)];
  return [
    { what: 'initialize answered (ms)', budget: '≤ 150', measured: first.toFixed(0), kept: first <= 150 },
    { what: 'first diagnostics (ms)', budget: '≤ 700', measured: second.toFixed(0), kept: second <= 700 },
  ];
}

async function start(): Promise<{ initialized: number; answered: number }> {
  const root = mkdtempSync(join(tmpdir(), 'twelve-factor-bench-'));
  const text = sampleCode({ seed: 1, lines: 300, telling: true });
  const file = join(root, 'server.ts');
  const uri = pathToFileURL(file).href;
  writeFileSync(file, text);
  const client = new LanguageClient(ourServer, root);
  try {
    await client.initialize();
    const initialized = performance.now() - client.spawned;
    const published = client.diagnostics(uri, 1);
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
    await published;
    return { initialized, answered: performance.now() - client.spawned };
  } finally {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

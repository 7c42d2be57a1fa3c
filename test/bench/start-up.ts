import { spawnSync } from 'node:child_process';
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
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times = await start();
    initialized.push(times.initialized);
    answered.push(times.answered);
    bare.push(bareProcess());
  }
  const [first, second, least] = [median(initialized), median(answered), median(bare)];
  const beside = (time: number): string => `${time.toFixed(0)}; a process that does nothing ${least.toFixed(0)}`;
  return [
    { what: 'initialize answered (ms)', budget: '≤ 150', measured: beside(first), kept: first <= 150 },
    { what: 'first diagnostics (ms)', budget: '≤ 700', measured: beside(second), kept: second <= 700 },
  ];
}

/** How long this machine, as busy as it is, takes to start and end a Node process. */
function bareProcess(): number {
  const start = performance.now();
  spawnSync(process.execPath, ['--eval', '0']);
  return performance.now() - start;
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

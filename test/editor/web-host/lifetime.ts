import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** What must be undone before this process is gone; synchronous, for `process.on('exit')` cannot wait. */
const cleanups = new Set<() => void>();

function runCleanups(): void {
  for (const cleanup of [...cleanups].reverse()) {
    try {
      cleanup();
    } catch {
      // The next cleanup matters more than this one's failure: a process left behind is worse than a file.
    }
  }
  cleanups.clear();
}

/** Runs `cleanup` when this process exits for whatever reason but SIGKILL; the result takes it back. */
export function onExit(cleanup: () => void): () => void {
  if (cleanups.size === 0) {
    process.off('exit', runCleanups);
    process.on('exit', runCleanups);
  }
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

/** Kills a process with all its descendants that have not left its group. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** Starts a program as the leader of a process group that dies with this process. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  const release = onExit(() => killGroup(child));
  child.once('exit', () => {
    killGroup(child);
    release();
  });
  return child;
}

/** Turns the signals that end a program into an ordinary exit, so that the cleanups run. */
export function exitOnSignals(exitCode?: number): void {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  for (const [signal, code] of Object.entries(codes)) {
    process.once(signal, () => process.exit(exitCode ?? code));
  }
}

/** Ends this process when the one that started it dies: a killed test runner must not leave an editor behind. */
export function exitWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 500).unref();
}

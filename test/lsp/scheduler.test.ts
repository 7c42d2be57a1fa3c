import assert from 'node:assert/strict';
import { DEFAULT_SCHEDULE, type Job, type Priority, type Run, Scheduler } from '../../server/src/lsp/scheduler';
import { ManualClock } from '../support/clocks';

/** A scheduler whose jobs write down that they ran. */
class Bench {
  readonly clock = new ManualClock();
  readonly failures: string[] = [];
  readonly ran: string[] = [];
  readonly scheduler = new Scheduler(this.clock, (key) => this.failures.push(key), DEFAULT_SCHEDULE);

  job(name: string, priority: Priority = 'active', milliseconds = 0): Job {
    return {
      priority,
      run: () => {
        this.clock.spend(milliseconds);
        this.ran.push(name);
      },
    };
  }

  /** A job whose loads are finished by hand. */
  loading(name: string, priority: Priority = 'cold'): { job: Job; finish: () => Promise<void>; started: () => number } {
    const waiting: ((run: Run) => void)[] = [];
    let started = 0;
    const load = (): Promise<Run> => {
      started++;
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    };
    return {
      job: { priority, load },
      started: () => started,
      finish: async () => {
        const nth = started - waiting.length + 1;
        waiting.shift()?.(() => this.ran.push(`${name}${nth}`));
        await Promise.resolve();
        await Promise.resolve();
      },
    };
  }
}

describe('scheduler', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  describe('requests', () => {
    it('run in the next turn, not at once', () => {
      bench.scheduler.request('a', bench.job('a'));
      assert.deepEqual(bench.ran, []);
      bench.clock.turn();
      assert.deepEqual(bench.ran, ['a']);
    });

    it('run in order of priority, then of arrival', () => {
      const order: Priority[] = ['cold', 'dirty', 'open', 'active'];
      for (const priority of order) {
        bench.scheduler.request(`${priority}1`, bench.job(`${priority}1`, priority));
        bench.scheduler.request(`${priority}2`, bench.job(`${priority}2`, priority));
      }
      bench.clock.settle();
      const expected = ['active1', 'active2', 'open1', 'open2', 'dirty1', 'dirty2', 'cold1', 'cold2'];
      assert.deepEqual(bench.ran, expected);
    });

    it('of one key run once, the newest one', () => {
      bench.scheduler.request('a', bench.job('old', 'cold'));
      bench.scheduler.request('b', bench.job('b', 'open'));
      bench.scheduler.request('a', bench.job('new', 'active'));
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['new', 'b']);
    });

    it('that are cancelled do not run', () => {
      bench.scheduler.request('a', bench.job('a'));
      bench.scheduler.cancel('a');
      bench.clock.settle();
      assert.deepEqual(bench.ran, []);
      assert.equal(bench.scheduler.has('a'), false);
    });

    it('that throw are told and stop nothing', () => {
      bench.scheduler.request('bad', {
        priority: 'active',
        run: () => {
          throw new Error('no');
        },
      });
      bench.scheduler.request('good', bench.job('good'));
      bench.clock.settle();
      assert.deepEqual(bench.failures, ['bad']);
      assert.deepEqual(bench.ran, ['good']);
    });

    it('may ask for their own key again while they run', () => {
      let rounds = 0;
      const again: Job = {
        priority: 'active',
        run: () => {
          rounds++;
          if (rounds < 3) bench.scheduler.request('a', again);
        },
      };
      bench.scheduler.request('a', again);
      bench.clock.settle();
      assert.equal(rounds, 3);
    });
  });

  describe('edits', () => {
    it('wait for 30 ms of quiet', () => {
      bench.scheduler.edit('a', bench.job('a'));
      bench.clock.advance(29);
      bench.clock.settle();
      assert.deepEqual(bench.ran, []);
      bench.clock.advance(1);
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['a']);
    });

    it('begin the quiet time anew with each further edit', () => {
      for (let edit = 0; edit < 5; edit++) {
        bench.scheduler.edit('a', bench.job(`edit ${edit}`));
        bench.clock.advance(20);
        bench.clock.settle();
      }
      assert.deepEqual(bench.ran, []);
      bench.clock.advance(10);
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['edit 4']);
    });

    for (const [last, quiet] of [
      [1, 30],
      [10, 30],
      [20, 60],
      [50, 150],
      [500, 200],
    ] as const) {
      it(`wait ${quiet} ms after an analysis of ${last} ms`, () => {
        bench.scheduler.request('a', bench.job('first', 'active', last));
        bench.clock.settle();
        assert.equal(bench.scheduler.quietTime('a'), quiet);
        bench.scheduler.edit('a', bench.job('second'));
        bench.clock.advance(quiet - 1);
        bench.clock.settle();
        assert.deepEqual(bench.ran, ['first']);
        bench.clock.advance(1);
        bench.clock.settle();
        assert.deepEqual(bench.ran, ['first', 'second']);
      });
    }

    it('have a quiet time for each key', () => {
      bench.scheduler.request('slow', bench.job('slow', 'open', 60));
      bench.clock.settle();
      assert.equal(bench.scheduler.quietTime('slow'), 180);
      assert.equal(bench.scheduler.quietTime('other'), 30);
    });

    it('without a pause are answered after a second', () => {
      for (let elapsed = 0; elapsed < 1_000; elapsed += 20) {
        assert.deepEqual(bench.ran, [], `ran after ${elapsed} ms`);
        bench.scheduler.edit('a', bench.job('a'));
        bench.clock.advance(20);
        bench.clock.settle();
      }
      assert.deepEqual(bench.ran, ['a']);
    });

    it('give way to a request, which runs once and at once', () => {
      bench.scheduler.edit('a', bench.job('edit'));
      bench.scheduler.request('a', bench.job('save'));
      bench.clock.settle();
      bench.clock.advance(1_000);
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['save']);
    });

    it('put off what was about to run', () => {
      bench.scheduler.request('a', bench.job('request'));
      bench.scheduler.edit('a', bench.job('edit'));
      bench.clock.settle();
      assert.deepEqual(bench.ran, []);
      bench.clock.advance(30);
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['edit']);
    });

    it('leave no timer behind when cancelled', () => {
      bench.scheduler.edit('a', bench.job('a'));
      bench.scheduler.cancel('a');
      assert.equal(bench.clock.pendingTimers, 0);
    });

    it('run at once when flushed', () => {
      bench.scheduler.edit('a', bench.job('a'));
      bench.scheduler.flush('a');
      assert.deepEqual(bench.ran, ['a']);
      bench.clock.advance(1_000);
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['a']);
    });

    it('do not wait at all when the quiet time is none', () => {
      const scheduler = new Scheduler(bench.clock, () => undefined, {
        ...DEFAULT_SCHEDULE,
        minimumQuiet: 0,
        maximumQuiet: 0,
      });
      scheduler.edit('a', bench.job('a'));
      assert.equal(bench.clock.pendingTimers, 0);
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['a']);
    });
  });

  describe('slices', () => {
    it('end after 12 ms, and go on in the next turn', () => {
      for (let index = 0; index < 6; index++) bench.scheduler.request(`${index}`, bench.job(`${index}`, 'cold', 5));
      bench.clock.turn();
      assert.equal(bench.ran.length, 3);
      bench.clock.turn();
      assert.equal(bench.ran.length, 6);
    });

    it('let what came meanwhile and matters more go first', () => {
      for (let index = 0; index < 4; index++)
        bench.scheduler.request(`${index}`, bench.job(`cold ${index}`, 'cold', 12));
      bench.clock.turn();
      bench.scheduler.request('doc', bench.job('active', 'active'));
      bench.clock.turn();
      assert.deepEqual(bench.ran.slice(0, 2), ['cold 0', 'active']);
      bench.clock.settle();
      assert.equal(bench.ran.length, 5);
    });

    it('ask for no turn when nothing is left', () => {
      bench.scheduler.request('a', bench.job('a'));
      bench.clock.turn();
      assert.equal(bench.clock.pendingTurns, 0);
    });
  });

  describe('loads', () => {
    it('come before the run', async () => {
      const { job, finish } = bench.loading('a');
      bench.scheduler.request('a', job);
      bench.clock.settle();
      assert.deepEqual(bench.ran, []);
      await finish();
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['a1']);
    });

    it('are repeated when asked for again meanwhile, and run once', async () => {
      const { job, finish, started } = bench.loading('a');
      bench.scheduler.request('a', job);
      bench.scheduler.request('a', job);
      bench.scheduler.request('a', job);
      assert.equal(started(), 1);
      await finish();
      bench.clock.settle();
      assert.deepEqual(bench.ran, [], 'the first load is stale');
      assert.equal(started(), 2);
      await finish();
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['a2']);
    });

    it('that are done are repeated when asked for again before the run', async () => {
      const { job, finish, started } = bench.loading('a');
      bench.scheduler.request('a', job);
      await finish();
      bench.scheduler.request('a', job);
      assert.equal(started(), 2);
      bench.clock.settle();
      assert.deepEqual(bench.ran, []);
      await finish();
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['a2']);
    });

    it('of a key that was cancelled come back to nothing', async () => {
      const { job, finish } = bench.loading('a');
      bench.scheduler.request('a', job);
      bench.scheduler.cancel('a');
      await finish();
      bench.clock.settle();
      assert.deepEqual(bench.ran, []);
    });

    it('are overtaken by a job that needs none', async () => {
      const { job, finish } = bench.loading('disk');
      bench.scheduler.request('a', job);
      bench.scheduler.request('a', bench.job('buffer'));
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['buffer']);
      await finish();
      bench.clock.settle();
      assert.deepEqual(bench.ran, ['buffer']);
    });

    it('are bounded in number, those of more weight first', async () => {
      const jobs = Array.from({ length: 12 }, (_, index) => bench.loading(`${index}.`, index < 11 ? 'cold' : 'dirty'));
      jobs.forEach(({ job }, index) => {
        bench.scheduler.request(`${index}`, job);
      });
      const started = (): number => jobs.filter((entry) => entry.started() > 0).length;
      assert.equal(started(), DEFAULT_SCHEDULE.concurrentLoads);
      await jobs[0]?.finish();
      assert.equal(started(), DEFAULT_SCHEDULE.concurrentLoads, 'a loaded text counts until it was taken');
      bench.clock.settle();
      assert.equal(started(), DEFAULT_SCHEDULE.concurrentLoads + 1);
      assert.equal(jobs[11]?.started(), 1);
    });

    it('keep their number right however their keys are asked for and cancelled', async () => {
      for (let round = 0; round < 30; round++) {
        const { job, finish } = bench.loading('x');
        bench.scheduler.request('x', job);
        if (round % 3 === 0) bench.scheduler.cancel('x');
        if (round % 3 === 1) bench.scheduler.request('x', bench.job('plain'));
        await finish();
        if (round % 3 === 2) bench.scheduler.cancel('x');
        bench.clock.settle();
      }
      const jobs = Array.from({ length: 9 }, (_, index) => bench.loading(`${index}`));
      jobs.forEach(({ job }, index) => {
        bench.scheduler.request(`${index}`, job);
      });
      assert.equal(jobs.filter((entry) => entry.started() > 0).length, DEFAULT_SCHEDULE.concurrentLoads);
    });

    it('that fail are told, and the key is free again', async () => {
      bench.scheduler.request('a', { priority: 'cold', load: () => Promise.reject(new Error('no')) });
      await Promise.resolve();
      await Promise.resolve();
      bench.clock.settle();
      assert.deepEqual(bench.failures, ['a']);
      assert.equal(bench.scheduler.has('a'), false);
    });

    it('are not waited for by a flush', () => {
      const { job } = bench.loading('a');
      bench.scheduler.request('a', job);
      bench.scheduler.flush('a');
      assert.deepEqual(bench.ran, []);
      assert.equal(bench.scheduler.has('a'), true);
    });
  });

  it('does nothing once it is disposed of', async () => {
    const { job, finish } = bench.loading('loaded');
    bench.scheduler.request('loaded', job);
    bench.scheduler.edit('edited', bench.job('edited'));
    bench.scheduler.request('ready', bench.job('ready'));
    bench.scheduler.dispose();
    bench.scheduler.request('late', bench.job('late'));
    await finish();
    bench.clock.advance(1_000);
    bench.clock.settle();
    assert.deepEqual(bench.ran, []);
    assert.equal(bench.clock.pendingTimers, 0);
  });
});

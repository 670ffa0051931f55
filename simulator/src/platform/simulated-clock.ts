/** The machine's time and timers, as the clock needs them. */
export interface WallClock {
  nowMs(): number;
  /** Runs `run` once after `delayMs`; the returned function cancels it. */
  setTimer(delayMs: number, run: () => void): () => void;
}

/** How the simulated time runs; `speed` 60 makes a minute of it pass each second. */
export interface ClockState {
  readonly nowMs: number;
  readonly paused: boolean;
  readonly speed: number;
}

/** Work that falls due at a moment of the simulated time; it must not reject. */
type DueWork = () => void | Promise<void>;

/**
 * WeChat's own time: expiries, retries and dates follow it, and it can be paused, sped up or moved.
 *
 * `wallMs` is the time of the other machines: freshness of signatures is judged by it, so that moving WeChat's calendar
 * does not make every message of a server with an unmoved clock stale.
 */
export interface SimulatorClock {
  nowMs(): number;
  wallMs(): number;
  state(): ClockState;
  /** Runs `work` when `atMs` is reached, at once when it has passed already; the returned function cancels it. */
  schedule(atMs: number, work: DueWork): () => void;
  /** Moves on by `ms` and resolves when all work that fell due in between has finished, in its order. */
  advance(ms: number): Promise<void>;
  setPaused(paused: boolean): void;
  /** @throws RangeError unless `speed` is above 0. */
  setSpeed(speed: number): void;
  /** Sets time, standstill and speed at once; what is scheduled stays. */
  put(state: ClockState): void;
  /** Drops all scheduled work. */
  close(): void;
}

interface Task {
  readonly atMs: number;
  readonly work: DueWork;
}

/** The longest delay that timers take. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Creates a clock that starts at `startMs` (the wall's time by default) and runs at the wall's speed unless paused. */
export function createClock(
  wall: WallClock,
  startMs: number = wall.nowMs(),
  startPaused = false,
): SimulatorClock {
  let anchorMs = startMs;
  let anchorWallMs = wall.nowMs();
  let paused = startPaused;
  let speed = 1;
  /** The frozen time while `advance` walks from task to task. */
  let heldMs: number | undefined;
  let tasks: Task[] = [];
  let disarm = () => {};
  let advancing: Promise<void> = Promise.resolve();
  const running = new Set<Promise<void>>();

  const nowMs = () =>
    heldMs ?? Math.floor(anchorMs + (paused ? 0 : (wall.nowMs() - anchorWallMs) * speed));

  function reanchor(atMs: number): void {
    anchorMs = atMs;
    anchorWallMs = wall.nowMs();
  }

  function arm(): void {
    disarm();
    const next = tasks[0];
    if (next === undefined || heldMs !== undefined) return;
    const waitMs = next.atMs - nowMs();
    if (waitMs > 0 && paused) return;
    const delayMs = Math.min(Math.max(0, Math.ceil(waitMs / speed)), LONGEST_TIMER_MS);
    disarm = wall.setTimer(delayMs, runDue);
  }

  function runDue(): void {
    while (heldMs === undefined && tasks[0] !== undefined && tasks[0].atMs <= nowMs())
      start(tasks.shift());
    arm();
  }

  function start(task: Task | undefined): Promise<void> {
    const done = Promise.resolve(task?.work()).finally(() => running.delete(done));
    running.add(done);
    return done;
  }

  async function walk(ms: number): Promise<void> {
    disarm();
    const targetMs = nowMs() + ms;
    heldMs = nowMs();
    // Work already under way may schedule the very next task: wait for it before looking.
    await Promise.all(running);
    while (tasks[0] !== undefined && tasks[0].atMs <= targetMs) {
      const task = tasks.shift();
      heldMs = Math.max(heldMs, task?.atMs ?? heldMs);
      await start(task);
    }
    heldMs = undefined;
    reanchor(targetMs);
    arm();
  }

  return Object.freeze({
    nowMs,
    wallMs: () => wall.nowMs(),
    state: () => ({ nowMs: nowMs(), paused, speed }),
    schedule(atMs: number, work: DueWork) {
      const task: Task = { atMs, work };
      const index = tasks.findIndex((other) => other.atMs > atMs);
      tasks.splice(index < 0 ? tasks.length : index, 0, task);
      arm();
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    advance(ms: number) {
      advancing = advancing.then(() => walk(ms));
      return advancing;
    },
    setPaused(value: boolean) {
      reanchor(nowMs());
      paused = value;
      arm();
    },
    setSpeed(value: number) {
      if (!(value > 0)) throw new RangeError('the speed of the clock must be above 0');
      reanchor(nowMs());
      speed = value;
      arm();
    },
    put(state: ClockState) {
      paused = state.paused;
      speed = state.speed;
      reanchor(state.nowMs);
      arm();
    },
    close() {
      disarm();
      tasks = [];
    },
  });
}

/** Creates a clock that stands still at `startMs` and only moves by `advance`; signatures are judged by it too. */
export function createHandClock(wall: WallClock, startMs: number): SimulatorClock {
  const clock = createClock(wall, startMs, true);
  return Object.freeze({ ...clock, wallMs: clock.nowMs });
}

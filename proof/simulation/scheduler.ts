import type { KeyedRandom } from './keyed-random.ts';
import type { Trace } from './trace.ts';

/**
 * Owns the simulated time. Everything that waits in a simulated world waits here; nothing moves unless the scheduler
 * takes it out. Of what falls due at the same moment, the seed says which comes first.
 */
export interface Scheduler {
  /** The true time of the world, epoch milliseconds; machines in it may believe another. */
  nowMs(): number;
  /** Runs `act` when `atMs` is reached, at once when it has passed; the returned function takes it back. */
  at(atMs: number, label: string, act: () => void): () => void;
  /** Resolves after `durationMs`. */
  wait(durationMs: number, label: string): Promise<void>;
  /** Takes out, one by one, what falls due until `untilMs`, and ends there; `look` is called after each. */
  runUntil(untilMs: number, look?: () => Promise<void>): Promise<void>;
  /** How many acts were taken out. */
  steps(): number;
}

interface Task {
  readonly atMs: number;
  readonly tie: number;
  readonly number: number;
  readonly label: string;
  readonly act: () => void;
  isDropped: boolean;
}

/** The turns of Node's event loop after which all that an act set going has come to rest, while HTTP code is at it. */
const TURNS = 3;

/** Creates a scheduler that begins at `startMs`. */
export function createScheduler(parts: {
  readonly startMs: number;
  readonly random: KeyedRandom;
  readonly trace: Trace;
  /** Is anything in HTTP code, which takes its turns? Nothing else here takes more than one. */
  isBusy(): boolean;
}): Scheduler {
  const { random, trace, isBusy } = parts;
  const tasks = createHeap();
  let nowMs = parts.startMs;
  let number = 0;
  let steps = 0;

  function at(atMs: number, label: string, act: () => void): () => void {
    number += 1;
    const tie = random.next(`tie ${label}`);
    const task: Task = { atMs: Math.max(atMs, nowMs), tie, number, label, act, isDropped: false };
    tasks.push(task);
    return () => {
      task.isDropped = true;
    };
  }

  async function runUntil(untilMs: number, look?: () => Promise<void>): Promise<void> {
    await rest(isBusy);
    for (let task = tasks.peek(); task && task.atMs <= untilMs; task = tasks.peek()) {
      tasks.pop();
      if (task.isDropped) continue;
      nowMs = task.atMs;
      steps += 1;
      trace.note(nowMs, task.label);
      task.act();
      await rest(isBusy);
      if (look) await look();
    }
    nowMs = Math.max(nowMs, untilMs);
  }

  return Object.freeze({
    nowMs: () => nowMs,
    at,
    wait: (durationMs: number, label: string) =>
      new Promise<void>((resolve) => {
        at(nowMs + durationMs, label, resolve);
      }),
    runUntil,
    steps: () => steps,
  });
}

async function rest(isBusy: () => boolean): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isBusy()) return;
  }
}

/** A binary heap, the earliest first. */
function createHeap() {
  const tasks: Task[] = [];
  const swap = (a: number, b: number) => {
    const first = tasks[a];
    const second = tasks[b];
    if (!first || !second) return;
    tasks[a] = second;
    tasks[b] = first;
  };
  const isEarlier = (a: number, b: number) => {
    const first = tasks[a];
    const second = tasks[b];
    return first !== undefined && second !== undefined && comesFirst(first, second);
  };
  return {
    peek: () => tasks[0],
    push(task: Task) {
      tasks.push(task);
      for (let at = tasks.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isEarlier(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop() {
      swap(0, tasks.length - 1);
      tasks.pop();
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const child = isEarlier(left + 1, left) ? left + 1 : left;
        if (!isEarlier(child, at)) return;
        swap(at, child);
        at = child;
      }
    },
  };
}

function comesFirst(a: Task, b: Task): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.number < b.number;
}

import { expect, test } from 'vitest';
import { createClock, createHandClock, type WallClock } from './simulated-clock.ts';

/** A wall whose time the test moves; timers fire when it passes them. */
function createWall() {
  let nowMs = 1000;
  let timers: { atMs: number; run: () => void }[] = [];
  const wall: WallClock = {
    nowMs: () => nowMs,
    setTimer(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  function pass(ms: number): void {
    const endMs = nowMs + ms;
    for (;;) {
      const [next] = timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      nowMs = Math.max(nowMs, next.atMs);
      timers = timers.filter((other) => other !== next);
      next.run();
    }
    nowMs = endMs;
  }
  return { wall, pass };
}

test('by default it starts with the wall and runs at its speed', () => {
  const { wall, pass } = createWall();
  const clock = createClock(wall);
  const due: string[] = [];
  clock.schedule(1500, () => void due.push('b'));
  clock.schedule(1200, () => void due.push('a'));
  pass(199);
  expect([clock.nowMs(), due]).toEqual([1199, []]);
  pass(301);
  expect([clock.nowMs(), due]).toEqual([1500, ['a', 'b']]);
});

test('at speed 60 a minute passes in a second, also for work already planned', () => {
  const { wall, pass } = createWall();
  const clock = createClock(wall);
  let done = false;
  clock.schedule(61_000, () => {
    done = true;
  });
  clock.setSpeed(60);
  pass(999);
  expect(done).toBe(false);
  pass(1);
  expect([done, clock.nowMs(), wall.nowMs()]).toEqual([true, 61_000, 2000]);
  expect(() => clock.setSpeed(0)).toThrow(RangeError);
});

test('paused, nothing planned happens, but what is due at once does', () => {
  const { wall, pass } = createWall();
  const clock = createClock(wall);
  clock.setPaused(true);
  const due: string[] = [];
  clock.schedule(2000, () => void due.push('later'));
  clock.schedule(1000, () => void due.push('now'));
  pass(60_000);
  expect([clock.nowMs(), due]).toEqual([1000, ['now']]);
  clock.setPaused(false);
  pass(1000);
  expect(due).toEqual(['now', 'later']);
});

test('advance runs work in its order, each at its own time, and waits for it and what it plans', async () => {
  const { wall } = createWall();
  const clock = createHandClock(wall, 0);
  const seen: [string, number][] = [];
  clock.schedule(200, () => void seen.push(['third', clock.nowMs()]));
  clock.schedule(100, async () => {
    await Promise.resolve();
    seen.push(['first', clock.nowMs()]);
    clock.schedule(clock.nowMs() + 50, () => void seen.push(['second', clock.nowMs()]));
  });
  await clock.advance(199);
  expect([seen, clock.nowMs()]).toEqual([
    [
      ['first', 100],
      ['second', 150],
    ],
    199,
  ]);
  await Promise.all([clock.advance(1), clock.advance(10)]);
  expect([seen.at(-1), clock.nowMs()]).toEqual([['third', 200], 210]);
});

test('cancelled work and work of a closed clock never run', async () => {
  const { wall } = createWall();
  const clock = createHandClock(wall, 0);
  let runs = 0;
  const cancel = clock.schedule(10, () => {
    runs += 1;
  });
  cancel();
  clock.schedule(20, () => {
    runs += 1;
  });
  clock.close();
  await clock.advance(100);
  expect(runs).toBe(0);
});

test('moving the calendar leaves the wall alone; a hand clock is its own wall', async () => {
  const { wall } = createWall();
  const clock = createClock(wall);
  await clock.advance(3_600_000);
  expect([clock.nowMs(), clock.wallMs()]).toEqual([3_601_000, 1000]);
  const hand = createHandClock(wall, 0);
  await hand.advance(500);
  expect(hand.wallMs()).toBe(500);
});

import type { SimulatorClock } from '@yifen/simulator';
import type { Scheduler } from './scheduler.ts';

/** WeChat's clock: the true time of the world. */
export function createWechatClock(scheduler: Scheduler): SimulatorClock {
  const refuse = () => {
    throw new Error("the simulated world's time is moved by its scheduler alone");
  };
  return Object.freeze({
    nowMs: scheduler.nowMs,
    wallMs: scheduler.nowMs,
    state: () => ({ nowMs: scheduler.nowMs(), paused: false, speed: 1 }),
    schedule: (atMs: number, work: () => void | Promise<void>) =>
      scheduler.at(atMs, 'WeChat acts', () => void work()),
    advance: refuse,
    put: refuse,
    setPaused: refuse,
    setSpeed: refuse,
    close: () => {},
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { count } from './journal.ts';
import { createPostgres } from './postgres.ts';
import type { Scenario } from './run-scenario.ts';
import { calm, started } from './scenarios.ts';
import type { Stage } from './stage.ts';

const TEN_MINUTES_MS = 600_000;
/** How far the clocks of the two servers are wrong, one step after the other, in minutes; null: it jumps. */
const STEPS: readonly (readonly [number | null, number | null])[] = [
  [10, 0],
  [0, -10],
  [10, -10],
  [0, 0],
  [null, 0],
  [4, -4],
  [-10, null],
  [0, 0],
];
const JUMPS = 4;

/**
 * Servers whose clocks are wrong by ten minutes, ahead and behind, and that jump to and fro: WeChat refuses what
 * they sign and they refuse what it sends, say so, and go on as soon as their clocks are right.
 */
export const clocks: Scenario = {
  name: 'clocks',
  mustSee: ['clocks set wrong', 'logs that speak of a wrong clock'],
  missing: () => null,
  stage: () => ({ wrongClocks: true }),
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    const { stage, seconds } = scene;
    for (const step of STEPS) {
      for (let jump = 0; jump < JUMPS; jump += 1) {
        step.forEach((minutes, server) => {
          if (minutes === null || jump === 0) setClock(stage, server, offsetOf(stage, minutes));
        });
        await sleep((seconds * 1_000) / (STEPS.length * JUMPS));
      }
    }
    await calm(scene);
    return postgres;
  },
};

function offsetOf({ random }: Stage, minutes: number | null): number {
  return minutes === null ? random.between(-TEN_MINUTES_MS, TEN_MINUTES_MS) : minutes * 60_000;
}

function setClock(stage: Stage, server: number, offsetMs: number): void {
  stage.setClock(server, offsetMs);
  if (offsetMs !== 0) count(stage.journal, 'clocks set wrong');
  stage.tell(`the clock of server ${server + 1} is wrong by ${offsetMs / 1_000} s`);
}

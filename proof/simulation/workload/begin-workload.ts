import { createKeyedRandom, type KeyedRandom } from '../keyed-random.ts';
import type { Actor, Stage } from './actor.ts';
import { attack } from './attack.ts';
import { buy } from './buy.ts';
import { meddle } from './meddle.ts';
import { refund } from './refund.ts';
import { reprice } from './reprice.ts';
import { switchKeys } from './switch-keys.ts';

const MINUTE_MS = 60_000;

/** Who may appear in a run: how many at least and at most, and until when the last of them comes. */
const CAST: readonly {
  readonly role: string;
  readonly act: Actor;
  readonly least: number;
  readonly most: number;
}[] = [
  { role: 'payer', act: buy, least: 2, most: 6 },
  { role: 'attacker', act: attack, least: 0, most: 2 },
  { role: 'shop', act: refund, least: 0, most: 1 },
  { role: 'haggler', act: reprice, least: 0, most: 1 },
  { role: 'meddler', act: meddle, least: 0, most: 1 },
  { role: 'keeper of keys', act: switchKeys, least: 0, most: 1 },
];
const ARRIVAL_MS = 25 * MINUTE_MS;

/** Lets everybody appear who was drawn for this run, but for those who are left out. */
export function beginWorkload(stage: Stage, leaveOut: ReadonlySet<string> = new Set()): void {
  const { scheduler, random, journal } = stage;
  for (const { who, act } of drawCast(random)) {
    const atMs = scheduler.nowMs() + random.between(`arrival ${who}`, 0, ARRIVAL_MS);
    if (leaveOut.has(who)) continue;
    scheduler.at(atMs, `${who} appears`, () => {
      act(stage, who).catch((error: unknown) => journal.mistakes.push(`${who}: ${error}`));
    });
  }
}

/** The names of all who appear in a seed's run. */
export function castOf(seed: number): readonly string[] {
  return drawCast(createKeyedRandom(seed)).map(({ who }) => who);
}

function drawCast(random: KeyedRandom): readonly { readonly who: string; readonly act: Actor }[] {
  return CAST.flatMap(({ role, act, least, most }) =>
    Array.from({ length: random.between(`how many: ${role}`, least, most) }, (_, index) => ({
      who: `${role} ${index + 1}`,
      act,
    })),
  );
}

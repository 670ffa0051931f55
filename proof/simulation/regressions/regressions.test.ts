import { expect, test } from 'vitest';
import { runWorld } from '../run-world.ts';
import { closedByWord } from './closed-by-word.ts';
import { firstDay } from './first-day.ts';
import { neverPlaced } from './never-placed.ts';
import { restOfLateMoney } from './rest-of-late-money.ts';
import { restOfMoneyTwice } from './rest-of-money-twice.ts';
import { wrongClock } from './wrong-clock.ts';

test.each([firstDay, restOfLateMoney, restOfMoneyTwice, neverPlaced, closedByWord, wrongClock])(
  '$broke holds where it once did not: $name',
  async (found) => {
    const { violations, figures } = await runWorld(found.plan());
    expect(violations).toEqual([]);
    expect([figures.fenLost, figures.fenCreated]).toEqual([0, 0]);
  },
);

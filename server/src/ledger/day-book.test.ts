import { describe, expect, it } from 'vitest';
import { createDayBook } from './day-book.ts';

describe('createDayBook', () => {
  it('gives back each of a hundred thousand entries, and none that is not there', () => {
    const book = createDayBook();
    const key = (number: number) => `4200001${String(number).padStart(21, '0')}`;
    for (let number = 0; number < 100_000; number += 1) {
      book.put(key(number), { amountFen: number, check: `Y${number}`, tag: number % 7 });
    }
    expect(book.untaken()).toBe(100_000);
    for (let number = 0; number < 100_000; number += 1) {
      const taken = book.take(key(number), `Y${number}`);
      if (taken?.amountFen !== number || !taken.checks || taken.tag !== number % 7) {
        throw new Error(`entry ${number} came back as ${JSON.stringify(taken)}`);
      }
    }
    expect(book.untaken()).toBe(0);
    for (let number = 100_000; number < 200_000; number += 1) {
      if (book.take(key(number), '') !== null) throw new Error(`there is no entry ${number}`);
    }
  });

  it('counts how often an entry was taken, and says when the second reference is another', () => {
    const book = createDayBook();
    book.put('a', { amountFen: Number.MAX_SAFE_INTEGER, check: 'x', tag: 0 });
    expect(book.wasTaken('a')).toBe(false);
    expect(book.take('a', 'y')).toMatchObject({ checks: false, takenBefore: 0 });
    expect(book.take('a', 'x')).toMatchObject({
      amountFen: Number.MAX_SAFE_INTEGER,
      checks: true,
      takenBefore: 1,
    });
    expect(book.wasTaken('a')).toBe(true);
    expect(book.wasTaken('b')).toBe(false);
  });
});

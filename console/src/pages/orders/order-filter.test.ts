import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyOrder, orderStates, queryOf, readFilter, writeFilter } from './order-filter.ts';

const day = fc
  .integer({ min: 0, max: 30_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const filters = fc.record({
  number: fc.stringMatching(/^[A-Z0-9]{0,32}$/),
  states: fc.subarray([...orderStates]),
  fromDay: fc.oneof(fc.constant(''), day),
  toDay: fc.oneof(fc.constant(''), day),
  leastFen: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 100_000_000 })),
  mostFen: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 100_000_000 })),
  openid: fc.stringMatching(/^[A-Za-z0-9_-]{0,28}$/),
});

test('a filter is the same after it stood in an address', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const address = new URLSearchParams(writeFilter(filter)).toString();
      expect(readFilter(Object.fromEntries(new URLSearchParams(address)))).toEqual(filter);
    }),
  );
});

test('what cannot be read in an address is not asked for', () => {
  const search = { state: 'paid,nonsense', from: '2026-13-45', least: 'many', openid: 7 };
  expect(readFilter(search)).toEqual({ ...everyOrder, states: ['paid'] });
});

test('an openid in the place of a number finds the orders of that payer', () => {
  const openid = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';
  expect(queryOf({ ...everyOrder, number: openid, states: ['paid'] })).toEqual({ openid });
  for (const number of [openid.slice(1), openid.toUpperCase(), `${openid}x`]) {
    expect(queryOf({ ...everyOrder, number })).toEqual({ number });
  }
});

test('a number stands alone, and the last day of a range is included', () => {
  expect(queryOf({ ...everyOrder, number: 'Y1', states: ['paid'] })).toEqual({ number: 'Y1' });
  expect(queryOf({ ...everyOrder, fromDay: '2026-11-01', toDay: '2026-11-30' })).toEqual({
    from: '2026-11-01T00:00:00+08:00',
    to: '2026-12-01T00:00:00+08:00',
  });
});

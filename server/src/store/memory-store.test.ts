import { expect, test } from 'vitest';
import { ORDER_TRANSITIONS } from '../ledger/order-transitions.ts';
import { storeContract } from '../testing/store-contract.ts';
import { createMemoryStore } from './memory-store.ts';
import { orderArrows } from './order-arrows.ts';

storeContract('in memory', async () => {
  const store = createMemoryStore();
  return { store, another: async () => store, close: async () => store.close() };
});

test('I12 the arrows that a store lets through are those of the ledger', () => {
  const arrows = ORDER_TRANSITIONS.map((arrow) => arrow.map((part) => part ?? '').join(' '));
  expect([...orderArrows].sort()).toEqual(arrows.sort());
});

import { expect, test } from 'vitest';
import { ORDER_TRANSITIONS } from '../ledger/order-transitions.ts';
import { REFUND_TRANSITIONS } from '../ledger/refund-transitions.ts';
import { afterPaymentContract } from '../testing/after-payment-contract.ts';
import { consoleContract } from '../testing/console-contract.ts';
import { deskContract } from '../testing/desk-contract.ts';
import { jobContract } from '../testing/job-contract.ts';
import { keyContract } from '../testing/key-contract.ts';
import { merchantContract } from '../testing/merchant-contract.ts';
import { operationsContract } from '../testing/operations-contract.ts';
import { paymentContract } from '../testing/payment-contract.ts';
import { peopleContract } from '../testing/people-contract.ts';
import { reconciliationContract } from '../testing/reconciliation-contract.ts';
import { refundContract } from '../testing/refund-contract.ts';
import { storeContract } from '../testing/store-contract.ts';
import { webhookContract } from '../testing/webhook-contract.ts';
import { createMemoryStore } from './memory-store.ts';
import { orderArrows } from './order-arrows.ts';
import { refundArrows } from './refund-arrows.ts';

async function open() {
  const store = createMemoryStore();
  return { store, another: async () => store, close: async () => store.close() };
}

storeContract('in memory', open);
refundContract('in memory', open);
reconciliationContract('in memory', open);
webhookContract('in memory', open);
afterPaymentContract('in memory', open);
deskContract('in memory', open);
keyContract('in memory', open);
merchantContract('in memory', open);
operationsContract('in memory', open);
paymentContract('in memory', open);
peopleContract('in memory', open);
consoleContract('in memory', open);
jobContract('in memory', open);

test.each([
  ['orders', orderArrows, ORDER_TRANSITIONS],
  ['refunds', refundArrows, REFUND_TRANSITIONS],
])('I12 the arrows of %s that a store lets through are those of the ledger', (_, kept, table) => {
  const arrows = table.map((arrow) => arrow.map((part) => part ?? '').join(' '));
  expect([...kept].sort()).toEqual(arrows.sort());
});

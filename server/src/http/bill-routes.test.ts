import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { reconcileDay } from '../flows/reconcile-day.ts';
import type { Scope } from '../flows/scopes.ts';
import { addDays, beijingDayOf } from '../ledger/beijing-day.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let ports: TestPorts;
let app: HttpApp;
let yesterday: string;

beforeEach(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
  yesterday = addDays(beijingDayOf(ports.clock.nowMs()), -1);
});

const keyOf = async (scopes: readonly Scope[], merchantId = 'default') => {
  const wish = { merchantId, name: 'books', scopes, lifeSeconds: null };
  return (await createApiKey(ports, wish)).text;
};

async function call(method: 'GET' | 'POST', url: string, key: string, body?: object) {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, json: answer.json(), body: answer.body };
}

/** Runs yesterday against a bill with one payment of an unknown number. */
async function reconcileWithStranger(): Promise<void> {
  const foreign = { outTradeNo: 'POS-1', transactionId: '4299', amountFen: 100 };
  const money = { settlementFen: 100, feeMilliFen: 1_000, atMs: 0 };
  ports.platform.bills.trade = [{ kind: 'payment', ...foreign, ...money }];
  const nowMs = ports.clock.nowMs();
  const claim = { merchantId: 'default', nowMs, leaseSeconds: 60, limit: 1 };
  const [run] = await ports.store.claimDueReconciliations(claim);
  if (!run) throw new Error('nothing is due');
  await reconcileDay(ports, run);
}

describe('the days', () => {
  it('are demanded, reconciled, listed with their totals, and settled by hand', async () => {
    const key = await keyOf(['bills:read', 'bills:write']);
    const demanded = await call('POST', `/v1/merchant/reconciliations/${yesterday}`, key);
    expect(demanded).toMatchObject({
      status: 200,
      json: { items: [{ day: yesterday, bill: 'trade', state: 'waiting', totals: null }, {}] },
    });
    await reconcileWithStranger();
    expect((await call('GET', '/v1/merchant/reconciliations', key)).json).toMatchObject({
      items: [
        {
          day: yesterday,
          bills: [
            { bill: 'trade', state: 'finished', openDifferences: 1, totals: { billPayments: 1 } },
            { bill: 'fund-flow', state: 'waiting' },
          ],
        },
      ],
      nextBefore: null,
    });
    const open = `/v1/merchant/differences?state=open&day=${yesterday}`;
    const [difference] = (await call('GET', open, key)).json.items;
    expect(difference).toMatchObject({
      kind: 'payment-unknown',
      outTradeNo: 'POS-1',
      oursFen: null,
      billFen: 100,
      state: 'open',
      advice: { zh: expect.stringContaining('前缀'), en: expect.stringContaining('prefix') },
    });
    const path = `/v1/merchant/differences/${difference.id}/resolve`;
    expect(await call('POST', path, key, { reason: '收银系统的单' })).toMatchObject({
      status: 200,
      json: { state: 'resolved', resolution: 'by-hand', reason: '收银系统的单' },
    });
    expect(await call('POST', path, key, { reason: 'again' })).toMatchObject({
      status: 409,
      json: { code: 'difference_resolved' },
    });
    expect((await call('GET', open, key)).json.items).toEqual([]);
  });

  it('without a bill cannot be demanded', async () => {
    const key = await keyOf(['bills:write']);
    const today = addDays(yesterday, 1);
    for (const day of [today, addDays(today, -90), '2026-02-30']) {
      const answer = await call('POST', `/v1/merchant/reconciliations/${day}`, key);
      expect(answer).toMatchObject({ status: 409, json: { code: 'day_without_bill' } });
    }
  });

  it('I18 show nothing to another merchant, nor to a key without the scope', async () => {
    await call('POST', `/v1/merchant/reconciliations/${yesterday}`, await keyOf(['bills:write']));
    await reconcileWithStranger();
    const key = await keyOf(['bills:read', 'bills:write']);
    const [difference] = (await call('GET', '/v1/merchant/differences', key)).json.items;
    const reader = await keyOf(['bills:read']);
    const path = (id: string) => `/v1/merchant/differences/${id}/resolve`;
    const refused = await call('POST', path(difference.id), reader, { reason: 'r' });
    expect(refused).toMatchObject({ status: 403, json: { code: 'scope_missing' } });
    expect(
      await call('GET', '/v1/merchant/differences', await keyOf(['orders:read'])),
    ).toMatchObject({ status: 403 });
    const unknown = await call('POST', path('no-such-id'), key, { reason: 'r' });
    expect(unknown).toMatchObject({ status: 404, json: { code: 'not_found' } });
  });
});

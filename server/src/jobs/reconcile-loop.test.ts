import { beforeEach, describe, expect, it } from 'vitest';
import { beijingDayOf, startOfDayMs } from '../ledger/beijing-day.ts';
import type { TradeLine } from '../ledger/bill-line.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createReconcileLoop } from './reconcile-loop.ts';

const hourMs = 3_600_000;
let ports: TestPorts;
let day: string;

beforeEach(async () => {
  ports = await createTestPorts();
  day = beijingDayOf(ports.clock.nowMs());
});

const goTo = (hours: number) =>
  ports.advance(startOfDayMs(day) + hours * hourMs - ports.clock.nowMs());
const run = (bill: 'trade' | 'fund-flow' = 'trade') =>
  ports.store.findReconciliation({ merchantId: 'default', day, bill });

describe('createReconcileLoop', () => {
  it('does each day once from ten o’clock on the next, on however many loops', async () => {
    const loops = [createReconcileLoop(ports), createReconcileLoop(ports)];
    const tick = () => Promise.all(loops.map((loop) => loop.tick()));
    expect(await tick()).toEqual([0, 0]);
    goTo(24 + 9.9);
    expect(await tick()).toEqual([0, 0]);
    const count = async () => (await tick()).reduce((sum, each) => sum + each, 0);
    goTo(24 + 10.01);
    expect(await count()).toBe(1);
    goTo(24 + 10.1);
    expect(await count()).toBe(1);
    expect(ports.platform.calls.filter((name) => name === 'bill')).toHaveLength(2);
    expect([(await run())?.state, (await run('fund-flow'))?.state]).toEqual([
      'finished',
      'finished',
    ]);
    ports.advance(hourMs);
    expect(await tick()).toEqual([0, 0]);
  });

  it('catches up the days that no server ran', async () => {
    await createReconcileLoop(ports).tick();
    goTo(4 * 24 + 11);
    expect(await createReconcileLoop(ports).tick()).toBe(8);
    const days = await ports.store.listReconciliations('default', { before: null, limit: 10 });
    expect(days.filter(({ state }) => state === 'finished')).toHaveLength(8);
  });

  it('plans at the next look what the database could not take', async () => {
    const loop = createReconcileLoop(ports);
    const { planReconciliations } = ports.store;
    ports.store.planReconciliations = async () => {
      throw new Error('no database');
    };
    await expect(loop.tick()).rejects.toThrow('no database');
    expect(await run()).toBeNull();
    ports.store.planReconciliations = planReconciliations;
    ports.advance(1_000);
    await loop.tick();
    expect(await run()).toMatchObject({ state: 'waiting' });
  });

  it('does not wait for a large day when it is stopped, and leaves it to others', async () => {
    const loop = createReconcileLoop(ports);
    await loop.tick();
    goTo(24 + 10.01);
    let rows = 0;
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: stopping, resolve: goOn } = Promise.withResolvers<void>();
    async function* endless(): AsyncGenerator<TradeLine> {
      for (;;) {
        rows += 1;
        if (rows === 5_000) {
          begin();
          await stopping;
        }
        yield { kind: 'other' };
      }
    }
    const honest = ports.platform.readTradeBill;
    ports.platform.readTradeBill = () => ({ lines: endless(), file: () => null });
    void loop.tick();
    await begun;
    const stopped = loop.stop();
    goOn();
    await stopped;
    expect(rows).toBe(10_000);
    expect(await run()).toMatchObject({ state: 'waiting', problem: 'STOPPED' });
    ports.platform.readTradeBill = honest;
    await createReconcileLoop(ports).tick();
    expect((await run())?.state).toBe('finished');
  });
});

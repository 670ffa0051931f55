import { beforeEach, describe, expect, it } from 'vitest';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';

let ports: TestPorts;
const { buy } = flowActions(() => ports);
beforeEach(async () => {
  ports = await createTestPorts();
});

describe('createOrder', () => {
  it('I15 gives the same order for the same key and items, and refuses the key with others', async () => {
    const first = await buy('tea', 'key-1');
    expect((await buy('tea', 'key-1')).id).toBe(first.id);
    await expect(buy('cup', 'key-1')).rejects.toMatchObject({ code: 'idempotency_conflict' });
    expect(ports.events.filter(({ name }) => name === 'order.created')).toHaveLength(1);
  });

  it('reserves stock and refuses what is sold out, unknown or off the shelf', async () => {
    await buy('cup', null, 2);
    await expect(buy('cup')).rejects.toMatchObject({ code: 'product_unavailable' });
    await expect(buy('gone')).rejects.toMatchObject({ code: 'product_unavailable' });
    await expect(buy('none')).rejects.toMatchObject({ code: 'product_unknown' });
  });

  it('replays a key although the product has left the shelf since', async () => {
    const first = await buy('tea', 'key-1');
    const [tea] = await ports.store.findProducts('default', ['tea']);
    if (tea) await ports.store.saveProducts('default', [{ ...tea, active: false }]);
    expect((await buy('tea', 'key-1')).id).toBe(first.id);
  });
});

import type pg from 'pg';
import type { NewOrder, OrderCommit, OrderCreation, PaymentCommit, Store } from '../ports.ts';
import { checkCommit, checkNewOrder, checkPayment } from './check-write.ts';
import { commitOrder } from './commit-order.ts';
import { commitOrders, isPlainCommit } from './commit-orders.ts';
import { commitPayment, commitPayments } from './commit-payments.ts';
import { createOrder } from './create-order.ts';
import { createOrders, isPlainOrder } from './create-orders.ts';
import { gather } from './gather.ts';
import { isFaultOfOne } from './is-fault-of-one.ts';

/**
 * Orders that are placed or committed at the same moment are written together, by one statement for
 * all of them: what a commit costs the database is for the most part not its rows. What each caller is
 * told, and when, is as if it had been alone; see `gather` for what happens to a group that fails.
 *
 * @param pool Finds everything by keys.
 */
export function groupedOrders(
  pool: pg.Pool,
): Pick<Store, 'createOrder' | 'commitOrder' | 'commitPayment'> {
  const alone = (commit: OrderCommit) => commitOrder(pool, commit);
  const commitTogether = gather<OrderCommit, 'committed' | 'stale'>({
    laneOf: ({ before }) => before.merchantId,
    // Two copies of one notification are two commits against one version: never in one statement.
    keyOf: ({ before }) => before.id,
    together: (commits) => writeGroup(commits, alone, (group) => commitOrders(pool, group)),
    alone,
    isFaultOfOne,
  });
  const payAlone = (payment: PaymentCommit) => commitPayment(pool, payment);
  const payTogether = gather<PaymentCommit, string | null>({
    laneOf: ({ merchantId }) => merchantId,
    keyOf: ({ expected }) => expected.outTradeNo,
    together: (payments) => writeGroup(payments, payAlone, (group) => commitPayments(pool, group)),
    alone: payAlone,
    isFaultOfOne,
  });
  // Null: left out, for `createOrder` to place it all the same or to say why not.
  const placeTogether = gather<NewOrder, OrderCreation | null>({
    laneOf: ({ order }) => order.merchantId,
    keyOf: ({ order, idempotency }) =>
      idempotency === null ? order.id : JSON.stringify([order.openid, idempotency.key]),
    together: (created) => writeGroup(created, (one) => createOrder(pool, one), placeGroup),
    alone: async () => null,
    isFaultOfOne,
  });
  async function placeGroup(group: readonly NewOrder[]): Promise<(OrderCreation | null)[]> {
    const placed = await createOrders(pool, group);
    return group.map(({ order }, index) => (placed[index] ? { kind: 'created', order } : null));
  }
  return {
    async commitOrder(commit) {
      if (!isPlainCommit(commit)) return commitOrder(pool, commit);
      checkCommit(commit.before, commit);
      return commitTogether(commit);
    },
    async commitPayment(payment) {
      checkPayment(payment);
      return payTogether(payment);
    },
    async createOrder(created) {
      checkNewOrder(created.order, created.event);
      const creation = isPlainOrder(created) ? await placeTogether(created) : null;
      return creation ?? createOrder(pool, created);
    },
  };
}

/** A group of one is written by the statement for one, which costs the database little more than half as much. */
async function writeGroup<T, R>(
  group: readonly T[],
  writeOne: (piece: T) => Promise<R>,
  writeAll: (group: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const [first, ...others] = group;
  return first !== undefined && others.length === 0 ? [await writeOne(first)] : writeAll(group);
}

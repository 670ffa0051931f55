import pg from 'pg';
import type { NewOrder, OrderCommit, Store } from '../ports.ts';
import { checkCommit, checkNewOrder } from './check-write.ts';
import { commitOrder } from './commit-order.ts';
import { commitOrders, isPlainCommit } from './commit-orders.ts';
import { createOrder } from './create-order.ts';
import { createOrders, isPlainOrder } from './create-orders.ts';
import { gather } from './gather.ts';

/**
 * Orders that are placed or committed at the same moment are written together, by one statement for
 * all of them: what a commit costs the database is for the most part not its rows. What each caller is
 * told, and when, is as if it had been alone; see `gather` for what happens to a group that fails.
 *
 * @param pool Finds everything by keys.
 */
export function groupedOrders(pool: pg.Pool): Pick<Store, 'createOrder' | 'commitOrder'> {
  const commitTogether = gather<OrderCommit, 'committed' | 'stale'>({
    laneOf: ({ before }) => before.merchantId,
    // Two copies of one notification are two commits against one version: never in one statement.
    keyOf: ({ before }) => before.id,
    together: (commits) => commitOrders(pool, commits),
    alone: (commit) => commitOrder(pool, commit),
    isFaultOfOne,
  });
  const placeTogether = gather<NewOrder, boolean>({
    laneOf: ({ order }) => order.merchantId,
    keyOf: ({ order, idempotency }) =>
      idempotency === null ? order.id : JSON.stringify([order.openid, idempotency.key]),
    together: (created) => createOrders(pool, created),
    alone: async () => false,
    isFaultOfOne,
  });
  return {
    async commitOrder(commit) {
      if (!isPlainCommit(commit)) return commitOrder(pool, commit);
      checkCommit(commit.before, commit);
      return commitTogether(commit);
    },
    async createOrder(created) {
      checkNewOrder(created.order, created.event);
      const isPlaced = isPlainOrder(created) && (await placeTogether(created));
      return isPlaced ? { kind: 'created', order: created.order } : createOrder(pool, created);
    },
  };
}

/**
 * Did the database refuse what one row brought: a broken rule, a value it cannot hold, a deadlock?
 * Then nothing of the statement was kept. A lost connection, a full disk or a timeout is nobody's fault.
 */
function isFaultOfOne(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  const code = error.code ?? '';
  return faultClasses.has(code.slice(0, 2)) || retried.has(code);
}

/** Cardinality violation, data exception, integrity constraint violation. */
const faultClasses: ReadonlySet<string> = new Set(['21', '22', '23']);
/** Serialization failure, deadlock. */
const retried: ReadonlySet<string> = new Set(['40001', '40P01']);

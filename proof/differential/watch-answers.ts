import type {
  Call,
  Due,
  Endpoint,
  Message,
  Order,
  RecordingStore,
  Refund,
  Run,
  Seen,
  Shipment,
} from './call.ts';
import { MERCHANTS } from './steps/pools.ts';

/** Remembers what the store in memory answered, so that later steps can refer to it. */
export interface AnswerWatch {
  readonly seen: Seen;
  see(made: Call, answer: unknown): void;
  /** Looks at what changed. */
  look(memory: RecordingStore): Promise<void>;
}

const EVERYTHING = { cursor: null, limit: 10_000 };
const ANY = { state: null, openid: null, fromMs: null, toMs: null };

/** Has seen nothing yet. */
export function watchAnswers(): AnswerWatch {
  const orders: Order[] = [];
  const refunds: Refund[] = [];
  const endpoints: Endpoint[] = [];
  const shipments: Shipment[] = [];
  const messages: Message[] = [];
  const runs: Run[] = [];
  const deliveries: Due[] = [];
  const differenceIds: string[] = [];
  const auditNumbers = new Map<string, number>();
  const known = new Set<unknown>();

  /** Stores hand out frozen values: what was seen is known again by its identity. */
  function remember<T>(list: T[], values: readonly T[]): void {
    for (const value of values) {
      if (known.has(value)) continue;
      known.add(value);
      list.push(value);
    }
  }

  return Object.freeze({
    seen: {
      orders,
      refunds,
      endpoints,
      shipments,
      messages,
      runs,
      deliveries,
      differenceIds,
      auditNumbers,
    },
    see({ method }: Call, answer: unknown) {
      if (method === 'claimDeliveries') remember(deliveries, (answer ?? []) as readonly Due[]);
      if (method === 'claimDueReconciliations') remember(runs, (answer ?? []) as readonly Run[]);
      if (method === 'demandReconciliation' || method === 'takeReconciliation') {
        if (answer) remember(runs, [answer as Run]);
      }
    },
    async look(memory: RecordingStore) {
      for (const merchantId of MERCHANTS) {
        auditNumbers.set(merchantId, (await memory.lastAuditLine(merchantId))?.number ?? 0);
        const found = (await memory.searchOrders(merchantId, ANY, EVERYTHING)).items;
        remember(orders, [...found].reverse());
        const back = (await memory.searchRefunds(merchantId, { state: null }, EVERYTHING)).items;
        remember(refunds, [...back].reverse());
        remember(endpoints, await memory.listEndpoints(merchantId));
        for (const order of found) {
          const shipment = await memory.findShipment(order);
          if (shipment) remember(shipments, [shipment]);
          remember(messages, await memory.listMessages(order));
        }
        const page = { ...EVERYTHING, state: null, day: null };
        const { items } = await memory.listDifferences(merchantId, page);
        for (const { id } of items) if (!differenceIds.includes(id)) differenceIds.push(id);
      }
    },
  });
}

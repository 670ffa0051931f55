import type {
  Attempts,
  Call,
  Due,
  Endpoint,
  FigureHead,
  Message,
  Order,
  RecordingStore,
  Refund,
  Run,
  Seen,
  Shipment,
  User,
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
  const users: User[] = [];
  const userIds = new Set<string>();
  const loginDigests: string[] = [];
  const linkDigests: string[] = [];
  const attempts: Attempts[] = [];
  const figureHeads = new Map<string, FigureHead[]>();
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
      users,
      loginDigests,
      linkDigests,
      attempts,
      figureHeads,
    },
    see({ method, input }: Call, answer: unknown) {
      const [first, second] = input as readonly Readonly<Record<string, string>>[];
      if (method === 'addUser' || method === 'createFirstUser') userIds.add(first?.id ?? '');
      if (method === 'saveConsoleLogin') loginDigests.push(first?.digest ?? '');
      if (method === 'replaceConsoleLogin') loginDigests.push(second?.digest ?? '');
      if (method === 'saveSignInLink') linkDigests.push(first?.digest ?? '');
      if (answer === 'moved') attempts.push(input[1] as Attempts);
      if (method === 'claimDeliveries') remember(deliveries, (answer ?? []) as readonly Due[]);
      if (method === 'claimDueReconciliations') remember(runs, (answer ?? []) as readonly Run[]);
      if (method === 'demandReconciliation' || method === 'takeReconciliation') {
        if (answer) remember(runs, [answer as Run]);
      }
    },
    async look(memory: RecordingStore) {
      for (const id of userIds) {
        const person = await memory.findPerson(id);
        if (person) remember(users, [person.user]);
      }
      for (const merchantId of MERCHANTS) {
        const head = await memory.findFigureHead(merchantId);
        const heads = figureHeads.get(merchantId) ?? [];
        if (head && heads.at(-1)?.version !== head.version) {
          figureHeads.set(merchantId, [...heads, head]);
        }
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

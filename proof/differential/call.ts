import type { createMemoryStore, Store } from '@yifen/server';
import type { KeyedRandom } from '../simulation/keyed-random.ts';

/** A store whose records can be read, as both stores are. */
export type RecordingStore = ReturnType<typeof createMemoryStore>;

/** The methods that are compared. */
export type Method = Exclude<keyof Store, 'close' | 'ping'>;

/** One call of a store, ready to be made on either. */
export interface Call {
  readonly method: Method;
  readonly input: readonly unknown[];
}

/** Names a call; the compiler looks at its input. */
export function call<M extends Method>(method: M, ...input: Parameters<Store[M]>): Call {
  return Object.freeze({ method, input });
}

/** What a step is drawn from: what was seen so far, and the randomness of its place in the session. */
export interface View {
  /** The time of this step; it rises from step to step. */
  readonly nowMs: number;
  /** The number of this step: ids that must be new carry it. */
  readonly index: number;
  /** The store in memory, as it is before the step. */
  readonly memory: RecordingStore;
  /** What calls answered before, by what they are: versions to commit against, claims to record. */
  readonly seen: Seen;
}

/** Values that earlier answers held, the newest last. */
export interface Seen {
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
  readonly endpoints: readonly Endpoint[];
  readonly shipments: readonly Shipment[];
  readonly messages: readonly Message[];
  readonly runs: readonly Run[];
  readonly deliveries: readonly Due[];
  readonly differenceIds: readonly string[];
  readonly users: readonly User[];
  readonly loginDigests: readonly string[];
  readonly linkDigests: readonly string[];
  readonly attempts: readonly Attempts[];
  /** By merchant. */
  readonly figureHeads: ReadonlyMap<string, readonly FigureHead[]>;
}

/** The randomness of one step. */
export type Dice = KeyedRandom;

/** Draws the calls of a step: one, or several that are made at once; none: there is nothing to do it with. */
export type Draw = (dice: Dice, view: View) => readonly Call[];

/** A kind of step, and how often it is drawn. */
export interface StepKind {
  readonly name: string;
  readonly weight: number;
  readonly draw: Draw;
}

type Answer<M extends Method> = Awaited<ReturnType<Store[M]>>;
type Item<T> = T extends readonly (infer One)[] ? One : never;

export type Order = NonNullable<Answer<'findOrderById'>>;
export type Refund = NonNullable<Answer<'findRefund'>>;
export type Endpoint = NonNullable<Answer<'findEndpoint'>>;
export type Shipment = NonNullable<Answer<'findShipment'>>;
export type Message = Item<Answer<'listMessages'>>;
export type Run = NonNullable<Answer<'findReconciliation'>>;
export type Due = Item<Answer<'claimDeliveries'>>;
export type User = NonNullable<Answer<'findPerson'>>['user'];
export type Attempts = Item<Answer<'findSignInAttempts'>>;
export type FigureHead = NonNullable<Answer<'findFigureHead'>>;
export type OrderCommit = Parameters<Store['commitOrder']>[0];
export type PaymentCommit = Parameters<Store['commitPayment']>[0];
export type NewRefund = NonNullable<OrderCommit['refund']>;
export type RefundCommit = Parameters<Store['commitRefund']>[0];

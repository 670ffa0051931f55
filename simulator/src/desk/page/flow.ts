/**
 * The recorded events, grouped into purchases.
 *
 * A purchase is everything that names one `outTradeNo`, together with the login before it. Events
 * are indexed as they arrive, so that ten thousand of them cost nothing until they are opened.
 */
import type { FlowEvent, Outcome } from './wire.ts';

/** What is known of a purchase's end. */
export type Stage = 'running' | 'signature-refused' | 'refused' | 'cancelled' | 'charged' | 'paid';

/** One purchase. */
export interface Purchase {
  /** The merchant's order number; empty for the messages that belong to no order. */
  readonly outTradeNo: string;
  readonly startedAtMs: number;
  /** Null until a message says it. */
  readonly amountFen: number | null;
  readonly stage: Stage;
  /** Events by step, each list in order of arrival; events without a step are in `others`. */
  readonly steps: ReadonlyMap<number, readonly FlowEvent[]>;
  readonly others: readonly FlowEvent[];
  readonly count: number;
  /** Null until the server holds the order paid. */
  readonly paidAtMs: number | null;
}

/** All purchases so far. */
export interface Flow {
  /** Takes events in; those that are known already are left out. Tells whether anything is new. */
  add(events: readonly FlowEvent[]): boolean;
  /** The newest purchases, newest first. */
  purchases(most: number): readonly Purchase[];
  /** All messages that are kept, oldest first: the last 10,000. */
  messages(): readonly FlowEvent[];
  /** How many messages belong to no order. */
  looseCount(): number;
  /** The purchase with this number. */
  find(outTradeNo: string): Purchase | undefined;
  /** The highest event number taken in; 0 when there is none. */
  lastId(): number;
}

interface Draft {
  outTradeNo: string;
  startedAtMs: number;
  amountFen: number | null;
  stage: Stage;
  steps: Map<number, FlowEvent[]>;
  others: FlowEvent[];
  count: number;
  paidAtMs: number | null;
}

/** As many messages as the simulator keeps: a page that stays open for days does not grow. */
const kept = 10_000;

/** Starts an empty flow. */
export function createFlow(): Flow {
  const messages: FlowEvent[] = [];
  let placed = 0;
  const drafts = new Map<string, Draft>();
  /** Of no order, and of no order to come. */
  const strays: FlowEvent[] = [];
  /** Since the last login or order: they belong to the next order, if there is one. */
  let fresh: FlowEvent[] = [];
  let latestLogin: FlowEvent[] = [];
  let lastId = 0;

  const open = (event: FlowEvent, outTradeNo: string): Draft => {
    const draft = emptyDraft(outTradeNo, event.atMs);
    drafts.set(outTradeNo, draft);
    const before = fresh.some(startsLogin) ? fresh : [...latestLogin, ...fresh];
    for (const each of before) place(draft, each);
    fresh = [];
    return draft;
  };

  const forgetOldest = (): void => {
    while (messages.length > kept) messages.shift();
    while (strays.length > kept) strays.shift();
    while (fresh.length > kept) fresh.shift();
    for (const [outTradeNo, { count }] of drafts) {
      if (placed <= kept || drafts.size === 1) return;
      placed -= count;
      drafts.delete(outTradeNo);
    }
  };

  const take = (event: FlowEvent): void => {
    lastId = event.id;
    messages.push(event);
    if (event.outTradeNo !== undefined) {
      const known = drafts.get(event.outTradeNo);
      const draft = known ?? open(event, event.outTradeNo);
      placed += known === undefined ? draft.count + 1 : 1;
      // A message is reported when it is answered: one that began earlier may arrive later.
      draft.startedAtMs = Math.min(draft.startedAtMs, event.atMs);
      place(draft, event);
      forgetOldest();
      return;
    }
    if (startsLogin(event)) {
      strays.push(...fresh);
      fresh = [];
      latestLogin = [];
    }
    if (event.step === 0) latestLogin = [...latestLogin, event];
    fresh.push(event);
    forgetOldest();
  };

  return {
    add(events) {
      const before = lastId;
      for (const event of events) if (event.id > lastId) take(event);
      return lastId !== before;
    },
    purchases: (most) => [...drafts.values()].slice(-most).reverse(),
    messages: () => messages,
    looseCount: () => strays.length + fresh.length,
    find: (outTradeNo) =>
      outTradeNo === '' ? looseDraft([...strays, ...fresh]) : drafts.get(outTradeNo),
    lastId: () => lastId,
  };
}

/** A login begins with the code that the phone asks WeChat for. */
const startsLogin = (event: FlowEvent): boolean => event.name === 'login.code';

function emptyDraft(outTradeNo: string, startedAtMs: number): Draft {
  return {
    outTradeNo,
    startedAtMs,
    amountFen: null,
    stage: 'running',
    steps: new Map(),
    others: [],
    count: 0,
    paidAtMs: null,
  };
}

function looseDraft(loose: readonly FlowEvent[]): Draft | undefined {
  const first = loose[0];
  if (first === undefined) return undefined;
  const draft = emptyDraft('', first.atMs);
  for (const event of loose) place(draft, event);
  return draft;
}

function place(draft: Draft, event: FlowEvent): void {
  draft.count += 1;
  if (event.step === null) draft.others.push(event);
  else {
    const list = draft.steps.get(event.step);
    if (list === undefined) draft.steps.set(event.step, [event]);
    else list.push(event);
  }
  draft.amountFen ??= amountOf(event);
  draft.stage = nextStage(draft.stage, event);
  if (draft.stage === 'paid') draft.paidAtMs ??= event.atMs;
}

/** Reads the amount where WeChat's prepay request or the server's order states it. */
function amountOf(event: FlowEvent): number | null {
  const text = event.step === 4 ? event.request?.body : undefined;
  const found = text === undefined ? null : /"total"\s*:\s*(\d+)/.exec(text);
  return found?.[1] === undefined ? null : Number(found[1]);
}

function nextStage(stage: Stage, event: FlowEvent): Stage {
  if (stage === 'paid') return stage;
  if (event.name === 'order.paid' && event.outcome === 'ok') return 'paid';
  if (event.step === 18 && event.outcome === 'ok') return 'paid';
  if (event.step === 14 && event.outcome === 'ok') return 'charged';
  if (stage === 'charged') return stage;
  if (event.step === 10) return stageOfCheck(event.outcome, event.signature?.verified);
  // A refusal comes back to the page as a cancellation, too.
  if (event.step === 15 && event.outcome !== 'ok' && stage === 'running') return 'cancelled';
  return stage;
}

function stageOfCheck(outcome: Outcome, verified: boolean | null | undefined): Stage {
  if (outcome === 'ok' || outcome === 'pending') return 'running';
  return verified === false ? 'signature-refused' : 'refused';
}

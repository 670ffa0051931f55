import type { House, LiveEvent, LiveFeed, LiveListener, PlacedEvent } from '../ports.ts';
import { describeFailure } from './due-loop.ts';

/** How the feed is read; every value has a default. */
export interface LiveFeedOptions {
  /** How often the database is looked at. Default 1000. */
  readonly intervalMs?: number;
  /** How often those who watch are told that nothing is wrong. Default 15,000. */
  readonly beatMs?: number;
  /** How many places one person or key may watch from. Default 8. */
  readonly maxPerHolder?: number;
  /** How many may watch at this process. Default 500. */
  readonly maxListeners?: number;
}

/** The feed, and its end. */
export interface RunningLiveFeed extends LiveFeed {
  /** Looks once, now. */
  tick(): Promise<void>;
  /** Ends it for everybody. */
  close(): Promise<void>;
}

/** How many events are read at a time. */
const PAGE = 200;

/** Those who watch one merchant, and how far they were told. */
interface Channel {
  readonly listeners: Set<LiveListener>;
  /** Null: to be found out. */
  position: number | null;
  createdAtMs: number;
}

/**
 * Creates the feed. While nobody watches a merchant, nothing is read of it; while somebody does, one short query a second
 * is, whatever the number of those who watch.
 */
export function createLiveFeed(
  house: Pick<House, 'store' | 'clock' | 'log'>,
  options: LiveFeedOptions = {},
): RunningLiveFeed {
  const { intervalMs = 1_000, beatMs = 15_000, maxPerHolder = 8, maxListeners = 500 } = options;
  const channels = new Map<string, Channel>();
  let running: Promise<void> | null = null;
  let isClosed = false;
  const everybody = () => [...channels.values()].flatMap(({ listeners }) => [...listeners]);

  async function watch(listener: LiveListener): Promise<(() => void) | null> {
    const present = everybody();
    const own = present.filter(({ holder }) => holder === listener.holder);
    if (isClosed || present.length >= maxListeners || own.length >= maxPerHolder) return null;
    const { merchantId } = listener;
    const channel = channels.get(merchantId) ?? {
      listeners: new Set<LiveListener>(),
      position: null,
      createdAtMs: house.clock.nowMs(),
    };
    channels.set(merchantId, channel);
    channel.listeners.add(listener);
    const stop = () => {
      channel.listeners.delete(listener);
      if (channel.listeners.size === 0 && channels.get(merchantId) === channel) {
        channels.delete(merchantId);
      }
    };
    try {
      // Whoever is told that the stream is open hears of all that comes after.
      const until = await positionOf(merchantId, channel);
      if (listener.after !== null) catchUp(listener, until).catch(report);
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  }

  /** How far the channel has come; at first, to the newest event. */
  async function positionOf(merchantId: string, channel: Channel): Promise<number> {
    if (channel.position !== null) return channel.position;
    const last = await house.store.lastEventPosition(merchantId);
    // Another may have found it out meanwhile, and gone on from there.
    channel.position ??= last;
    return channel.position;
  }

  /** What one missed while away, as far as the channel has come; more than a page is for the page to ask anew. */
  async function catchUp(listener: LiveListener, until: number): Promise<void> {
    const { merchantId, after } = listener;
    const page = { merchantId, after: after ?? until, limit: PAGE, type: null };
    const { items } = await house.store.listEvents(page);
    const missed = items.filter(({ position }) => position <= until).map(liveEvent);
    if (missed.length > 0) listener.onEvents(missed);
  }

  async function look(): Promise<void> {
    await Promise.all([...channels].map(([merchantId, channel]) => read(merchantId, channel)));
  }

  async function read(merchantId: string, channel: Channel): Promise<void> {
    const after = await positionOf(merchantId, channel);
    const feed = { merchantId, after, limit: PAGE, type: null };
    const newest = { state: null, openid: null, fromMs: channel.createdAtMs + 1, toMs: null };
    const [events, orders] = await Promise.all([
      house.store.listEvents(feed),
      // No event tells of an order that was only made: the newest one stands for all since.
      house.store.searchOrders(merchantId, newest, { cursor: null, limit: 1 }),
    ]);
    channel.position = Math.max(after, events.nextPosition);
    const [made] = orders.items;
    channel.createdAtMs = made?.createdAtMs ?? channel.createdAtMs;
    const told: LiveEvent[] = [
      ...(made
        ? [{ position: null, type: 'order.created', subject: made.id, atMs: made.createdAtMs }]
        : []),
      ...events.items.map(liveEvent),
    ];
    if (told.length === 0) return;
    for (const listener of channel.listeners) listener.onEvents(told);
  }

  function tick(): Promise<void> {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  }

  function report(error: unknown): void {
    house.log.event('live.failed', { error: describeFailure(error) });
  }

  const timer = setInterval(() => {
    if (channels.size > 0) tick().catch(report);
  }, intervalMs);
  const heart = setInterval(() => {
    for (const listener of everybody()) listener.onBeat();
  }, beatMs);
  timer.unref();
  heart.unref();

  return Object.freeze<RunningLiveFeed>({
    watch,
    tick,
    async close() {
      isClosed = true;
      clearInterval(timer);
      clearInterval(heart);
      for (const listener of everybody()) listener.onEnd();
      channels.clear();
      await running?.catch(() => undefined);
    },
  });
}

/** A fact about a refund is about that, though it belongs to an order. */
function liveEvent({ position, type, atMs, orderId, payload }: PlacedEvent): LiveEvent {
  const { refundId, day } = payload;
  const own = type.startsWith('refund.')
    ? refundId
    : type.startsWith('reconciliation.')
      ? day
      : null;
  return { position, type, atMs, subject: typeof own === 'string' ? own : orderId };
}

import {
  createMaterial,
  createSimulator,
  type Delivery,
  type DeliveryAnswer,
  handClock,
  type Simulator,
} from '@yifen/simulator';
import { request } from 'undici';

/** A WeChat in this process, which remembers what was acknowledged to it, and when. */
export interface Wechat {
  readonly simulator: Simulator;
  /** When each notification was first answered 2xx, by its id. */
  readonly acknowledgedAtMs: ReadonlyMap<string, number>;
  /** Genuine notifications as they were sent lately, for those who want to send them again. */
  readonly sent: readonly Delivery[];
  /** How many attempts were made. */
  attempts(): number;
  close(): Promise<void>;
}

const MOST_REMEMBERED = 200;

/**
 * Starts it with a clock that runs with the machine's and can be moved ahead; signatures follow that
 * clock, so that a server on the same clock still believes them.
 */
export async function startWechat(options: { readonly seed: number }): Promise<Wechat> {
  const clock = handClock(Date.now());
  clock.setPaused(false);
  const acknowledgedAtMs = new Map<string, number>();
  const sent: Delivery[] = [];
  let attempts = 0;

  async function deliver(delivery: Delivery): Promise<DeliveryAnswer> {
    attempts += 1;
    sent.push(delivery);
    if (sent.length > MOST_REMEMBERED) sent.shift();
    const answer = await post(delivery);
    const id = idOf(delivery.body);
    if ('status' in answer && isSuccess(answer.status) && !acknowledgedAtMs.has(id)) {
      acknowledgedAtMs.set(id, clock.nowMs());
    }
    return answer;
  }

  const simulator = await createSimulator({
    seed: options.seed,
    material: await createMaterial(),
    clock,
    deliver,
    notificationTimeoutMs: 5_000,
  });
  return Object.freeze<Wechat>({
    simulator,
    acknowledgedAtMs,
    sent,
    attempts: () => attempts,
    close: () => simulator.close(),
  });
}

/** Sends it once; a failure to answer is an answer. */
export async function post(delivery: Delivery): Promise<DeliveryAnswer> {
  try {
    const { statusCode, body } = await request(delivery.url, {
      method: delivery.method ?? 'POST',
      headers: { ...delivery.headers, connection: 'close' },
      body: delivery.body,
      signal: AbortSignal.timeout(delivery.timeoutMs),
    });
    return { status: statusCode, body: await body.text() };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : 'no answer' };
  }
}

/** Is it an acknowledgement? */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function idOf(body: string): string {
  const { id } = JSON.parse(body) as { readonly id?: unknown };
  return typeof id === 'string' ? id : '';
}

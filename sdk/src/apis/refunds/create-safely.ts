import { ApiError } from '../../core/errors/api-error.ts';
import { WechatPayError } from '../../core/errors/wechatpay-error.ts';
import type { Refund } from '../../core/objects/refund.ts';

/**
 * Makes a refund and, when it stays unclear whether WeChat took it, finds out before anything is sent again.
 *
 * After an unclear end it asks for the refund; found, that is the answer; unknown to WeChat, the very same request
 * goes again, at most twice. Nothing is sent again while the question itself is unanswered.
 *
 * @throws the last unclear error, when every question stayed unanswered or every attempt unclear
 */
export async function createSafely(refund: {
  readonly create: () => Promise<Refund>;
  readonly query: () => Promise<Refund>;
  readonly sleep: (durationMs: number) => Promise<void>;
}): Promise<Refund> {
  let unclear: unknown;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      return await refund.create();
    } catch (error) {
      if (!isUnclear(error)) throw error;
      unclear = error;
    }
    const found = await ask(refund, unclear);
    if (found !== undefined) return found;
  }
  throw unclear;
}

/** Waits in milliseconds before each question: a request may still be under way when its answer is given up. */
const waitsMs: readonly number[] = [1_000, 5_000, 30_000];

async function ask(
  { query, sleep }: { query: () => Promise<Refund>; sleep: (ms: number) => Promise<void> },
  unclear: unknown,
): Promise<Refund | undefined> {
  for (const waitMs of waitsMs) {
    await sleep(waitMs);
    try {
      return await query();
    } catch (error) {
      if (error instanceof ApiError && error.says('RESOURCE_NOT_EXISTS')) return undefined;
      if (!isUnclear(error) && !isUnsent(error)) throw error;
    }
  }
  throw unclear;
}

// A refund of other amounts under this number will not become ours by asking again.
function isUnclear(error: unknown): boolean {
  return (
    error instanceof WechatPayError &&
    error.outcome === 'unknown' &&
    error.code !== 'ANSWER_FOREIGN'
  );
}

function isUnsent(error: unknown): boolean {
  return error instanceof WechatPayError && error.code === 'NETWORK_NOT_SENT';
}

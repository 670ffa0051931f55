import { expect, test } from 'vitest';
import type {
  NotificationClaim,
  NotificationStore,
} from '../notifications/notification-handlers.ts';

/**
 * Tests the promises that every store of notifications keeps.
 *
 * @param name begins each sentence
 * @param open gives the store; called once a test
 */
export function testNotificationStore(name: string, open: () => NotificationStore): void {
  const lease = { nowMs: 1_770_000_000_000, leaseMs: 60_000 };
  // The lease of a store on its own clock has run out when it is taken.
  const over = { ...lease, leaseMs: 0 };

  test(`${name} gives a notification to one of two deliveries`, async () => {
    const store = open();
    const key = newKey();
    const claims = await Promise.all([store.claim(key, lease), store.claim(key, lease)]);
    expect(claims.map(({ state }) => state)).toEqual(['claimed', 'busy']);
    expect(await store.claim(newKey(), lease)).toMatchObject({ state: 'claimed' });
  });

  test(`${name} remembers what is complete`, async () => {
    const store = open();
    const key = newKey();
    await claimed(await store.claim(key, over)).complete();
    expect(await store.claim(key, lease)).toEqual({ state: 'done' });
  });

  test(`${name} gives it out again once it is released`, async () => {
    const store = open();
    const key = newKey();
    await claimed(await store.claim(key, lease)).release();
    expect(await store.claim(key, lease)).toMatchObject({ state: 'claimed' });
  });

  test(`${name} gives it out again when the lease has run out: the process may have died`, async () => {
    const store = open();
    const key = newKey();
    claimed(await store.claim(key, over));
    expect(await store.claim(key, lease)).toMatchObject({ state: 'claimed' });
  });

  test(`${name} is not confused by a holder that comes back after its lease`, async () => {
    const store = open();
    const key = newKey();
    const late = claimed(await store.claim(key, over));
    const current = claimed(await store.claim(key, lease));
    await late.release();
    expect(await store.claim(key, lease)).toEqual({ state: 'busy' });
    await late.complete();
    expect(await store.claim(key, lease)).toEqual({ state: 'done' });
    await current.release();
    await current.complete();
    expect(await store.claim(key, lease)).toEqual({ state: 'done' });
  });
}

/** The claim that was expected to be given. */
export function claimed(claim: NotificationClaim) {
  if (claim.state !== 'claimed') throw new Error(claim.state);
  return claim;
}

/** A key that no other test of this file uses. */
export function newKey(): string {
  keys += 1;
  return `1900000001/EV-${keys}`;
}

let keys = 0;

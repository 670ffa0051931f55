import type { House, SignInAttempts } from '../../ports.ts';
import { Refusal } from '../refusal.ts';

type GuardedHouse = Pick<House, 'store' | 'clock' | 'secrets'>;

/** How many failures are free. */
const FREE_FAILURES = 4;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;
/** Failures so old no longer count. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;
/** More than this at the same moment is no person. */
const MAX_ROUNDS = 12;

/** An attempt that was counted; what became of it is said once. */
export interface CountedAttempt {
  /** If it turns out wrong, nobody may try again so long; 0: at once. */
  readonly lockSeconds: number;
  /** Everything was right: all failures are forgotten. */
  succeed(): Promise<void>;
  /** This step was right, another is to come: it counts as no failure, and forgets none. */
  giveBack(): Promise<void>;
}

/**
 * Counts an attempt at somebody's password or code as a failure before it is judged, so that guesses that
 * come together are no more than those one after the other. After five failures nobody may try for a
 * minute, then two, up to an hour. It counts by e-mail, whether there is such a person or not.
 *
 * @throws Refusal `sign_in_locked` with `retryAfterSeconds`
 */
export async function countAttempt(house: GuardedHouse, email: string): Promise<CountedAttempt> {
  const { store, clock } = house;
  const key = attemptKey(house, email);
  const nowMs = clock.nowMs();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const [before = null] = await store.findSignInAttempts([key]);
    if (before !== null && before.lockedUntilMs > nowMs) {
      refuse(before.lockedUntilMs - nowMs);
    }
    const after = countOne(before, key, nowMs);
    if ((await store.moveSignInAttempts(before, after)) === 'stale') continue;
    const lockMs = after.lockedUntilMs - nowMs;
    return {
      lockSeconds: Math.max(0, lockMs / 1_000),
      succeed: () => store.clearSignInAttempts(key),
      async giveBack() {
        const failures = after.failures - 1;
        await store.moveSignInAttempts(after, { ...after, failures, lockedUntilMs: 0 });
      },
    };
  }
  return refuse(1_000);
}

/** Names what is guarded without telling the e-mail. */
export function attemptKey({ secrets }: Pick<House, 'secrets'>, email: string): string {
  return secrets.digest(`sign-in ${email}`);
}

function countOne(before: SignInAttempts | null, key: string, nowMs: number): SignInAttempts {
  const isOld = before === null || before.atMs + FORGOTTEN_AFTER_MS <= nowMs;
  const failures = (isOld ? 0 : before.failures) + 1;
  const beyond = failures - FREE_FAILURES - 1;
  const lockMs = beyond < 0 ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** beyond);
  return { key, failures, lockedUntilMs: lockMs === 0 ? 0 : nowMs + lockMs, atMs: nowMs };
}

function refuse(waitMs: number): never {
  throw new Refusal('sign_in_locked', { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
}

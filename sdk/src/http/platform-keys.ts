import type { KeyRing } from '../core/key-ring.ts';

/** WeChat's keys as a client uses them: found at once, and fetched when they are missing or getting old. */
export interface PlatformKeys {
  readonly ring: KeyRing;
  /** Settles once there is a key to verify with. @throws what the download threw, when there is none */
  ready(): Promise<void>;
  /** Looks for a key that an answer or a notification named and the ring does not know; true when it is there now. */
  learn(serial: string): Promise<boolean>;
}

/** Keys that were given and never change. */
export function fixedPlatformKeys(ring: KeyRing): PlatformKeys {
  return Object.freeze({ ring, ready: async () => {}, learn: async () => false });
}

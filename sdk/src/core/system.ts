/** The clock, the randomness and the waiting the client uses; replace it to make a run repeatable. */
export interface System {
  /** Milliseconds since 1970 UTC. */
  nowMs(): number;
  /** A fresh random string of 32 characters of `0-9 a-z A-Z`, unpredictable. */
  nonce(): string;
  /** Resolves after a time in milliseconds; rejects at once when the signal aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** The clock and the randomness the client uses; replace it to make a run repeatable. */
export interface System {
  /** Milliseconds since 1970 UTC. */
  nowMs(): number;
  /** A fresh random string of 32 characters of `0-9 a-z A-Z`, unpredictable. */
  nonce(): string;
}

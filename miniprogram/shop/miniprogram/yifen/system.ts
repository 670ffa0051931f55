/** What the library needs of the machine besides `wx`; tests bring their own. */
export interface System {
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>;
  /** The phone's time in milliseconds; only compared with itself. */
  nowMs(): number;
  /** A text that will not come twice; it need not be secret. */
  uniqueText(): string;
}

/** The phone's own timers and chance. */
export const phoneSystem: System = Object.freeze({
  wait: (ms: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, ms);
    }),
  nowMs: () => Date.now(),
  uniqueText: () => [Date.now(), randomDigits(), randomDigits()].map(base36).join('-'),
});

function randomDigits(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}

function base36(value: number): string {
  return value.toString(36);
}

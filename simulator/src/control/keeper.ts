/** Copies of everything that a simulator remembers, by name. */
export interface Keeper {
  take(name: string): void;
  /** False when there is no copy of this name. */
  putBack(name: string): boolean;
  names(): readonly string[];
  /** Back to the beginning. */
  reset(): void;
}

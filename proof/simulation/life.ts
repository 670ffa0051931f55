/**
 * One life of a process: from its start until it is killed. What a dead process waited for never comes back to it;
 * whoever waited for the dead process is told.
 */
export interface Life {
  /** e.g. `server-1.2`: the second life of the first server. */
  readonly name: string;
  isAlive(): boolean;
  /** Kills it; the mourners are told in the order in which they came. */
  end(): void;
  /** Calls `mourn` when this life ends; the returned function takes it back. */
  onEnd(mourn: () => void): () => void;
}

/** Begins a life. */
export function beginLife(name: string): Life {
  const mourners = new Set<() => void>();
  let isAlive = true;
  return Object.freeze({
    name,
    isAlive: () => isAlive,
    end() {
      if (!isAlive) return;
      isAlive = false;
      for (const mourn of mourners) mourn();
      mourners.clear();
    },
    onEnd(mourn: () => void) {
      mourners.add(mourn);
      return () => mourners.delete(mourn);
    },
  });
}

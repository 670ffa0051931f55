/** What is on its way through a machine's own HTTP code, whose steps take turns of Node's event loop. */
export interface InFlight {
  isBusy(): boolean;
  /** Counts it until it is answered. */
  track<T>(exchange: Promise<T>): Promise<T>;
}

/** Counts nothing yet. */
export function createInFlight(): InFlight {
  let count = 0;
  return Object.freeze({
    isBusy: () => count > 0,
    track<T>(exchange: Promise<T>): Promise<T> {
      count += 1;
      const end = () => {
        count -= 1;
      };
      exchange.then(end, end);
      return exchange;
    },
  });
}

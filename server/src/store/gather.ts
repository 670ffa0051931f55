/** How pieces that wait at the same moment are done together. */
export interface GatherOptions<T, R> {
  /** Pieces of different lanes are never in one group, and do not wait for each other. */
  readonly laneOf: (piece: T) => string;
  /**
   * Pieces of the same key are never in one group (the later one waits for a later group), and a group
   * is sorted by key. Default: any pieces may be in one, in the order they came.
   */
  readonly keyOf?: (piece: T) => string;
  /** Does a group and answers for each of its pieces in the same order. */
  readonly together: (group: readonly T[]) => Promise<readonly R[]>;
  /** Does one piece; asked for each of a group that failed by the fault of one of them. */
  readonly alone: (piece: T) => Promise<R>;
  /** May one piece be at fault, and is it certain that nothing of the group was done? */
  readonly isFaultOfOne: (error: unknown) => boolean;
  /** Groups of one lane under way at once. Default 2: while one is written, the next is gathered and sent. */
  readonly mostAtOnce?: number;
  /** Pieces in one group. Default 128. */
  readonly mostInGroup?: number;
}

/**
 * Gathers pieces of work that wait at the same moment, and does them together.
 *
 * There is no timer: while fewer than `mostAtOnce` groups are under way, what comes in one turn of the
 * event loop goes at the end of that turn, alone if need be; what comes meanwhile gathers, and goes as one
 * group when a place is free. So a group is as large as the load makes it, and a lone piece never waits
 * for company. A turn reads all sockets that have something: under load that is many requests.
 *
 * Each piece is answered when its own group is done. A group that failed by the fault of one piece is
 * done again piece by piece; after any other failure (a lost connection: done or not, nobody knows)
 * each of its pieces is told that failure.
 */
export function gather<T, R>(options: GatherOptions<T, R>): (piece: T) => Promise<R> {
  const { laneOf, keyOf = uniqueKeys(), mostAtOnce = 2, mostInGroup = 128 } = options;
  const lanes = new Map<string, Lane<T, R>>();

  function start(name: string, lane: Lane<T, R>): void {
    while (lane.underWay < mostAtOnce && lane.waiting.length > 0) {
      const group = takeGroup(lane, mostInGroup);
      lane.underWay += 1;
      void doGroup(group, options).finally(() => {
        lane.underWay -= 1;
        start(name, lane);
      });
    }
    if (lane.underWay === 0 && !lane.willStart) lanes.delete(name);
  }

  /** Not before all of this turn have come: the first of them would go alone, the others wait for it. */
  function startAfterTurn(name: string, lane: Lane<T, R>): void {
    if (lane.willStart || lane.underWay >= mostAtOnce) return;
    lane.willStart = true;
    setImmediate(() => {
      lane.willStart = false;
      start(name, lane);
    });
  }

  return (piece) =>
    new Promise((resolve, reject) => {
      const name = laneOf(piece);
      const lane = lanes.get(name) ?? { waiting: [], underWay: 0, willStart: false };
      lanes.set(name, lane);
      lane.waiting.push({ piece, key: keyOf(piece), resolve, reject });
      startAfterTurn(name, lane);
    });
}

/** Keys that sort as they are given out. */
function uniqueKeys(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return String(count).padStart(16, '0');
  };
}

interface Lane<T, R> {
  waiting: Waiting<T, R>[];
  underWay: number;
  /** At the end of this turn of the event loop. */
  willStart: boolean;
}

interface Waiting<T, R> {
  readonly piece: T;
  readonly key: string;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** The oldest piece of each key, then sorted: any two groups lock their rows in the same order. */
function takeGroup<T, R>(lane: Lane<T, R>, mostInGroup: number): readonly Waiting<T, R>[] {
  const group = new Map<string, Waiting<T, R>>();
  const rest: Waiting<T, R>[] = [];
  for (const one of lane.waiting) {
    if (group.size < mostInGroup && !group.has(one.key)) group.set(one.key, one);
    else rest.push(one);
  }
  lane.waiting = rest;
  return [...group.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Never rejects: every piece has been answered when it resolves. */
async function doGroup<T, R>(
  group: readonly Waiting<T, R>[],
  { together, alone, isFaultOfOne }: GatherOptions<T, R>,
): Promise<void> {
  try {
    const results = await together(group.map(({ piece }) => piece));
    if (results.length !== group.length) throw new Error('a group was not answered in full');
    for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
  } catch (error) {
    // A group of one is its own fault, and would fail alone as it has failed here.
    if (group.length === 1 || !isFaultOfOne(error)) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { piece, resolve, reject } of group) await alone(piece).then(resolve, reject);
  }
}

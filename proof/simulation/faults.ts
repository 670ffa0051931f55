import type { KeyedRandom } from './keyed-random.ts';

/** Everything that can be made to go wrong; the sentence is for stories and tables. */
export const FAULTS = {
  'request-lost': 'a request to WeChat never arrives',
  'answer-lost': 'WeChat acts, its answer never arrives',
  'request-twice': 'a request to WeChat arrives a second time',
  'answer-slow': 'an answer comes after the time limit',
  'answer-flipped': 'a bit of an answer is flipped',
  'answer-busy': 'WeChat answers 429 or 500, before or after acting',
  'notification-lost': 'an attempt of a notification never arrives',
  'notification-late': 'a notification travels for up to a day',
  'notification-twice': 'an attempt of a notification arrives twice',
  'notification-flipped': 'a bit of a notification is flipped',
  'acknowledgement-lost': 'our answer to a notification never arrives',
  'payer-request-lost': 'a request of the phone never arrives',
  'payer-answer-lost': 'our answer to the phone never arrives',
  'payment-late': 'the payer was at the password when the order was closed: the money is taken',
  'refund-abnormal': 'a refund cannot arrive: the payer has no account to take it',
  'refund-closed': 'WeChat closes a refund that it had accepted',
  'refund-not-enough': 'WeChat refuses a refund: there are no funds for it',
  'store-refuses': 'the database refuses a call',
  'store-in-doubt': 'the connection breaks during a commit, which stands or does not',
  'database-down': 'the database is gone for minutes',
  crash: 'a process is killed and started again',
  'clock-wrong': "a server's clock is wrong by up to 400 s",
  'clock-steps': "a server's clock jumps, also back",
} as const satisfies Readonly<Record<string, string>>;

/** A kind of fault. */
export type FaultKind = keyof typeof FAULTS;

/** One fault that struck: `answer-lost prepay T1 #2`. */
export type FaultId = string;

/** Says where faults strike. */
export interface FaultPlan {
  /** How likely each kind strikes where it can, 0…1; 0: it does not exist in this run. */
  readonly strengths: Readonly<Record<FaultKind, number>>;
  /** Does this kind strike here? `place` names the spot the same way in every run. */
  strikes(kind: FaultKind, place: string): boolean;
  /** What has struck so far, in order. */
  struck(): readonly FaultId[];
  /** From now on nothing strikes. */
  stop(): void;
}

/** The share of runs in which a kind of fault exists, and the chances it then draws from. */
const EXISTS = 0.45;
const CHANCES = [0.02, 0.05, 0.1, 0.2, 0.4] as const;
/** What has few occasions in a run strikes more surely when it exists. */
const RARE: Partial<Record<FaultKind, readonly number[]>> = {
  'payment-late': [0.4, 0.7, 1],
  'refund-abnormal': [0.1, 0.3, 0.6],
  'refund-closed': [0.1, 0.3, 0.6],
  'refund-not-enough': [0.1, 0.3, 0.6],
};

/**
 * Draws which faults exist in a run and how strong they are: a swarm, since a run with every fault at once hides
 * what a run with two of them would show.
 *
 * @param only When given, just these strike: how the shrinker takes faults away.
 */
export function drawFaultPlan(random: KeyedRandom, only: ReadonlySet<FaultId> | null): FaultPlan {
  const kinds = Object.keys(FAULTS) as FaultKind[];
  const strengths = Object.fromEntries(
    kinds.map((kind) => {
      const exists = random.chance(`exists ${kind}`, EXISTS);
      return [kind, exists ? random.pick(`strength ${kind}`, RARE[kind] ?? CHANCES) : 0];
    }),
  ) as Record<FaultKind, number>;
  return followFaultPlan(random, strengths, only);
}

/** A plan of given strengths. */
export function followFaultPlan(
  random: KeyedRandom,
  strengths: Readonly<Record<FaultKind, number>>,
  only: ReadonlySet<FaultId> | null = null,
): FaultPlan {
  const struck: FaultId[] = [];
  const asked = new Map<string, number>();
  let isStopped = false;
  return Object.freeze({
    strengths: Object.freeze({ ...strengths }),
    strikes(kind: FaultKind, place: string) {
      // Most kinds do not exist in a run, and none in its calm.
      if (isStopped || strengths[kind] === 0) return false;
      const spot = `${kind} ${place}`;
      const times = (asked.get(spot) ?? 0) + 1;
      asked.set(spot, times);
      const isDrawn = random.chance(`fault ${spot}`, strengths[kind]);
      if (!isDrawn) return false;
      const id = `${spot} #${times}`;
      if (only !== null && !only.has(id)) return false;
      struck.push(id);
      return true;
    },
    struck: () => struck,
    stop() {
      isStopped = true;
    },
  });
}

/** No fault at all. */
export function noFaults(): Readonly<Record<FaultKind, number>> {
  return Object.fromEntries(Object.keys(FAULTS).map((kind) => [kind, 0])) as Record<
    FaultKind,
    number
  >;
}

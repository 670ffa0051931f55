import type { KeyedRandom } from '../simulation/keyed-random.ts';
import { createKeyedRandom } from '../simulation/keyed-random.ts';
import type { Call, RecordingStore, StepKind } from './call.ts';
import { plain } from './plain.ts';
import { readEverything } from './read-everything.ts';
import { bookSteps } from './steps/book-steps.ts';
import { consoleSteps } from './steps/console-steps.ts';
import { deskSteps } from './steps/desk-steps.ts';
import { orderSteps } from './steps/order-steps.ts';
import { peopleSteps } from './steps/people-steps.ts';
import { refundSteps } from './steps/refund-steps.ts';
import { shipmentSteps } from './steps/shipment-steps.ts';
import { webhookSteps } from './steps/webhook-steps.ts';
import { watchAnswers } from './watch-answers.ts';

/** Which session: everything about it is drawn from its seed. */
export interface Session {
  readonly seed: number;
  /** The steps that are made, by their numbers: a shorter session leaves some out and changes nothing about the others. */
  readonly steps: readonly number[];
}

/** Two stores answered differently. */
export interface Disagreement {
  readonly step: number;
  readonly name: string;
  readonly call: string;
  /** What the store in memory said, and what the other said. */
  readonly memory: string;
  readonly other: string;
}

/** One step as it was taken, for a story. */
export interface TakenStep {
  readonly index: number;
  readonly name: string;
  readonly calls: readonly Call[];
  /** What the store in memory said to each call. */
  readonly answers: readonly string[];
}

/** What came of a session. */
export interface SessionReport {
  readonly calls: number;
  /** How often each method was called. */
  readonly methods: Readonly<Record<string, number>>;
  /** How many answers were refusals, by a rule of the store's. */
  readonly refusals: number;
  readonly disagreement: Disagreement | null;
}

const KINDS: readonly StepKind[] = [
  ...orderSteps,
  ...refundSteps,
  ...webhookSteps,
  ...bookSteps,
  ...deskSteps,
  ...shipmentSteps,
  ...consoleSteps,
  ...peopleSteps,
];
const SUM = KINDS.reduce((sum, { weight }) => sum + weight, 0);
/** 14 March 2027, noon in Beijing. */
const START_MS = Date.parse('2027-03-14T12:00:00+08:00');
const STEP_MS = 60_000;

/** The whole session of a seed. */
export function wholeSession(seed: number, length: number): Session {
  return { seed, steps: Array.from({ length }, (_, index) => index) };
}

/**
 * Makes the same calls of both stores and compares answer by answer, until they differ; at the end everything that
 * either keeps. Calls of one step are made of the store in memory one after the other and of the other store at once.
 */
export async function runSession(
  { seed, steps }: Session,
  memory: RecordingStore,
  other: RecordingStore,
  onStep?: (step: TakenStep) => void,
): Promise<SessionReport> {
  const random = createKeyedRandom(seed);
  const watch = watchAnswers();
  const methods: Record<string, number> = {};
  let refusals = 0;
  let calls = 0;
  const report = (disagreement: Disagreement | null): SessionReport => ({
    calls,
    methods,
    refusals,
    disagreement,
  });

  for (const index of steps) {
    const dice = diceOf(random, index);
    const nowMs = START_MS + index * STEP_MS + dice.between('moment', 0, STEP_MS - 1);
    const kind = drawKind(dice);
    const made = kind.draw(dice, { nowMs, index, memory, seen: watch.seen });
    calls += made.length;
    for (const { method } of made) methods[method] = (methods[method] ?? 0) + 1;
    const said: string[] = [];
    for (const one of made) {
      const { answer, text } = await ask(memory, one);
      said.push(text);
      if (text.startsWith('refused')) refusals += 1;
      watch.see(one, answer);
    }
    onStep?.({ index, name: kind.name, calls: made, answers: [...said] });
    await watch.look(memory);
    const others = await Promise.all(made.map(async (one) => (await ask(other, one)).text));
    // Who came first is not said where several came at once.
    if (made.length > 1) for (const list of [said, others]) list.sort();
    const at = said.findIndex((text, place) => text !== others[place]);
    if (at >= 0) {
      const text = made.map(({ method, input }) => `${method} ${plain(input)}`).join('\n');
      const differing = { memory: said[at] ?? '', other: others[at] ?? '' };
      return report({ step: index, name: kind.name, call: text, ...differing });
    }
  }
  const [kept, others] = [await readEverything(memory), await readEverything(other)];
  for (const [name, text] of Object.entries(kept)) {
    if (text === others[name]) continue;
    const differing = { memory: text, other: others[name] ?? '' };
    return report({
      step: steps.at(-1) ?? 0,
      name: 'what is kept at the end',
      call: name,
      ...differing,
    });
  }
  return report(null);
}

/** The same step draws the same whatever was left out before it. */
function diceOf(random: KeyedRandom, index: number): KeyedRandom {
  const named = (name: string) => `${index} ${name}`;
  return Object.freeze({
    next: (name) => random.next(named(name)),
    chance: (name, share) => random.chance(named(name), share),
    between: (name, least, most) => random.between(named(name), least, most),
    pick: (name, items) => random.pick(named(name), items),
    text: (name, length, alphabet) => random.text(named(name), length, alphabet),
  } satisfies KeyedRandom);
}

function drawKind(dice: KeyedRandom): StepKind {
  let left = dice.next('kind of step') * SUM;
  for (const kind of KINDS) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  throw new Error('weights that do not add up');
}

async function ask(
  store: RecordingStore,
  { method, input }: Call,
): Promise<{ readonly answer: unknown; readonly text: string }> {
  try {
    const execute = store[method] as (...input: readonly unknown[]) => Promise<unknown>;
    const answer = await execute.apply(store, [...input]);
    return { answer, text: plain(isClaim(method) ? unordered(answer) : answer) };
  } catch (error) {
    // Which rule is named when several are broken at once is not promised.
    const isRule = error instanceof Error && error.name === 'ConstraintViolation';
    return { answer: undefined, text: isRule ? 'refused by a rule' : `failed: ${error}` };
  }
}

/** A claim takes what is due; in which order it hands it out is not promised, but for deliveries. */
function isClaim(method: string): boolean {
  return method.startsWith('claimDue') || method === 'findDueEndpoints';
}

function unordered(answer: unknown): unknown {
  return Array.isArray(answer) ? [...answer].map(plain).sort() : answer;
}

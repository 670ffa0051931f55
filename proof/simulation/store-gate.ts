import type { Store } from '@yifen/server';
import type { CrashPoints } from './crash-points.ts';
import type { FaultPlan } from './faults.ts';
import type { KeyedRandom } from './keyed-random.ts';
import type { Life } from './life.ts';
import type { Reach } from './reach.ts';
import type { Scheduler } from './scheduler.ts';

/** The failure of a connection to the database. */
class DatabaseGone extends Error {
  override readonly name = 'DatabaseGone';
}

/** What stands between a process and the database. */
export interface StoreGateParts {
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  readonly crashPoints: CrashPoints;
  readonly reach: Reach;
  /** Is the database down at this moment? */
  isDown(): boolean;
  /** Called after each effect on the database, before anybody learns of it. */
  onEffect(method: string, input: readonly unknown[], result: unknown): void;
}

/** The calls that only read; whatever else there is may be in doubt. */
export const READS = /^store\.(find|first|has|last|list|ping|read|search)/;

/**
 * The store as one life of a process sees it: every call travels there and back, and on both ways things happen.
 * The statement itself is atomic, as in PostgreSQL.
 */
export function createStoreGate(store: Store, life: Life, parts: StoreGateParts): Store {
  // Methods of a frozen store may not be replaced by its proxy: the gate stands before an empty object.
  return new Proxy({} as Store, {
    get(_gate, key) {
      const method = Reflect.get(store, key);
      if (typeof key !== 'string' || typeof method !== 'function') return method;
      return (...input: readonly unknown[]) =>
        callStore(
          { label: `store.${key}`, input, execute: () => method.apply(store, input) },
          life,
          parts,
        );
    },
  });
}

/** A read, or a look for work that found none: to die there is to die before the next call. */
function changedNothing(label: string, result: unknown): boolean {
  if (READS.test(label)) return true;
  return result === 0 || (Array.isArray(result) && result.length === 0);
}

interface StoreCall {
  readonly label: string;
  readonly input: readonly unknown[];
  execute(): Promise<unknown>;
}

function callStore(
  { label, input, execute }: StoreCall,
  life: Life,
  parts: StoreGateParts,
): Promise<unknown> {
  const { scheduler, random, faults, crashPoints, reach } = parts;
  const call = crashPoints.begin(label);
  crashPoints.pass(call, 'before', life);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  if (!life.isAlive()) return promise;
  const place = `${life.name} ${label}`;
  const travelMs = (way: string) => random.between(`travel ${way} ${place}`, 1, 12);
  const comeBack = (note: string, act: () => void) =>
    scheduler.at(scheduler.nowMs() + travelMs('back'), `${place} ${note}`, () => {
      if (life.isAlive()) act();
    });

  scheduler.at(scheduler.nowMs() + travelMs('there'), `${place} …`, () => {
    // A statement that had left its process when that died may be executed all the same.
    if (!life.isAlive() && !random.chance(`orphan ${place}`, 0.5)) return;
    if (parts.isDown() || faults.strikes('store-refuses', place)) {
      comeBack('refused', () => reject(new DatabaseGone('the database cannot be reached')));
      return;
    }
    const doubt = crashPoints.doubt(call);
    const isInDoubt =
      doubt !== null || (!READS.test(label) && faults.strikes('store-in-doubt', place));
    const isApplied =
      doubt === null ? isInDoubt && random.chance(`applied ${place}`, 0.5) : doubt === 'applied';
    if (isInDoubt && !isApplied) {
      reach.count('in-doubt commit not applied');
      comeBack('in doubt', () => reject(new DatabaseGone('the connection broke')));
      return;
    }
    execute().then(
      (result) => {
        parts.onEffect(label, input, result);
        if (changedNothing(label, result)) crashPoints.noteIdle(call);
        crashPoints.pass(call, 'after-effect', life);
        if (!isInDoubt) return void comeBack('done', () => resolve(result));
        reach.count('in-doubt commit applied');
        comeBack('in doubt', () => reject(new DatabaseGone('the connection broke')));
      },
      (error: unknown) => comeBack('failed', () => reject(error)),
    );
  });
  return promise;
}

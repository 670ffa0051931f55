import type { Memory } from '../platform/memory.ts';
import type { SeededRandom } from '../platform/seeded-random.ts';
import {
  type Fault,
  type FaultKind,
  type FaultOperation,
  type FaultPreset,
  faultPresets,
  type NewFault,
} from './fault.ts';

/** The faults that are switched on. */
export interface FaultBoard {
  /** Switches a fault on: a name, a preset's name, or a kind with its numbers. */
  add(fault: NewFault | FaultKind | FaultPreset): Fault;
  list(): readonly Fault[];
  /** Switches one fault off, or all of them; answers how many were on. */
  clear(id?: number): number;
  /** Whether a fault strikes on this occasion; one that does is used up by one. */
  strike(kind: FaultKind, operation?: FaultOperation): Fault | undefined;
}

/** Creates a board without faults; shares are drawn from `random`. */
export function createFaultBoard(random: SeededRandom, memory: Memory): FaultBoard {
  const faults = memory.cell<readonly Fault[]>('faults', []);
  const lastId = memory.cell('faults.last', 0);
  return Object.freeze({
    add(given: NewFault | FaultKind | FaultPreset) {
      const { count = 1, ...rest } = typeof given === 'string' ? named(given) : given;
      lastId.value += 1;
      const fault = Object.freeze({ ...rest, id: lastId.value, left: count });
      faults.value = [...faults.value, fault];
      return fault;
    },
    list: () => faults.value,
    clear(id?: number) {
      const before = faults.value.length;
      faults.value = id === undefined ? [] : faults.value.filter((fault) => fault.id !== id);
      return before - faults.value.length;
    },
    strike(kind: FaultKind, operation?: FaultOperation) {
      const fault = faults.value.find(
        (candidate) =>
          candidate.kind === kind &&
          (candidate.operation === undefined || candidate.operation === operation) &&
          (candidate.share === undefined || random.chance(candidate.share)),
      );
      if (fault !== undefined)
        faults.value = faults.value.flatMap((other) => (other === fault ? useUp(other) : [other]));
      return fault;
    },
  });
}

function named(name: FaultKind | FaultPreset): NewFault {
  return name in faultPresets ? faultPresets[name as FaultPreset] : { kind: name as FaultKind };
}

function useUp(fault: Fault): Fault[] {
  if (fault.left === null) return [fault];
  return fault.left > 1 ? [Object.freeze({ ...fault, left: fault.left - 1 })] : [];
}

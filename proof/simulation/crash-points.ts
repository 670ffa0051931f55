import type { Life } from './life.ts';

/** Where, around a call of a port, a process can die. */
export type CrashPhase =
  /** Before anything left the process. */
  | 'before'
  /** The effect stands, nobody here will ever know. */
  | 'after-effect'
  /** The process lives and never learns of the effect, which does not stand. */
  | 'doubt-not-applied'
  /** The process lives and never learns of the effect, which stands. */
  | 'doubt-applied';

/** One place in a run: the `call`th call of a port, counted from 1, and what happens there. */
export interface CrashPoint {
  readonly call: number;
  readonly phase: CrashPhase;
}

/** A call of a port that was made. */
export interface PortCall {
  readonly label: string;
  /** It changed nothing: to die there is to die before the next call. */
  isIdle: boolean;
}

/** Counts the calls of ports, and kills the caller at the point that is chosen. */
export interface CrashPoints {
  /** The number of a call that is about to be made. */
  begin(label: string): number;
  /** Notes that a call found nothing to do. */
  noteIdle(call: number): void;
  /** Passes a point; the life may end in it. */
  pass(call: number, phase: CrashPhase, life: Life): void;
  /** Whether the answer of a call is lost here, with its effect or without; null: it is not. */
  doubt(call: number): 'applied' | 'not-applied' | null;
  /** The calls that were made; the first has number 1. */
  calls(): readonly PortCall[];
}

/** @param chosen Where to crash; null: nowhere. */
export function createCrashPoints(
  chosen: CrashPoint | null,
  onCrash: (life: Life) => void,
): CrashPoints {
  const calls: PortCall[] = [];
  return Object.freeze({
    begin(label: string) {
      calls.push({ label, isIdle: false });
      return calls.length;
    },
    noteIdle(call: number) {
      const made = calls[call - 1];
      if (made) made.isIdle = true;
    },
    pass(call: number, phase: CrashPhase, life: Life) {
      if (chosen === null || chosen.call !== call || chosen.phase !== phase) return;
      if (life.isAlive()) onCrash(life);
    },
    doubt(call: number) {
      if (chosen?.call !== call) return null;
      if (chosen.phase === 'doubt-applied') return 'applied';
      return chosen.phase === 'doubt-not-applied' ? 'not-applied' : null;
    },
    calls: () => calls,
  });
}

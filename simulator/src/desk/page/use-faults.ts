/** The faults that are on, and the switches for them. */
import { useMemo, useState } from 'preact/hooks';
import { sendJson } from './browser.ts';
import { type FaultOrder, type FaultSwitch, faultMenu } from './fault-menu.ts';
import { usePolled } from './use-polled.ts';

/** A fault that is on, as the control API lists it; `left` null: until it is switched off. */
export interface ActiveFault {
  readonly id: number;
  readonly kind: string;
  readonly left: number | null;
  readonly operation?: string;
  readonly delayMs?: number;
  readonly status?: number;
}

/** The faults and what can be done about them. */
export interface FaultState {
  readonly active: readonly ActiveFault[];
  /** What the simulator said when the last switch did not work; empty otherwise. */
  readonly problem: string;
  toggle(order: FaultOrder): void;
  allOff(): void;
}

/** Follows the simulator's faults, also those that a test or a script switched. */
export function useFaults(version: number): FaultState {
  const { value, refresh } = usePolled('/_simulator/faults', version);
  const [problem, setProblem] = useState('');
  const active = useMemo(() => readFaults(value), [value]);
  const act = (action: Promise<unknown>): void => {
    action
      .then(
        () => setProblem(''),
        (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
      )
      .finally(refresh);
  };
  return {
    active,
    problem,
    toggle(order) {
      const on = findActive(active, order);
      act(
        on === undefined
          ? sendJson('POST', '/_simulator/faults', order)
          : sendJson('DELETE', `/_simulator/faults/${on.id}`),
      );
    },
    allOff: () => act(sendJson('DELETE', '/_simulator/faults')),
  };
}

/** The active fault that a switch stands for. */
export function findActive(
  active: readonly ActiveFault[],
  order: FaultOrder,
): ActiveFault | undefined {
  return active.find(
    (fault) =>
      fault.kind === order.kind &&
      fault.operation === order.operation &&
      fault.delayMs === order.delayMs &&
      fault.status === order.status &&
      (fault.left === null) === (order.count === null),
  );
}

/** The switch that offers an active fault; none for one that a script made up. */
export function switchOf(fault: ActiveFault): FaultSwitch | undefined {
  return faultMenu
    .flatMap(({ switches }) => switches)
    .find(({ order }) => findActive([fault], order) !== undefined);
}

function readFaults(value: unknown): readonly ActiveFault[] {
  const list = (value as { items?: unknown } | undefined)?.items;
  return Array.isArray(list) ? (list as ActiveFault[]) : [];
}

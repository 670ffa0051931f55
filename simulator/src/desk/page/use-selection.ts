/** Which purchase and which step are looked at; follows the latest purchase until told otherwise. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Purchase } from './flow.ts';
import type { FlowState } from './use-flow.ts';

/** What is looked at. */
export interface Selection {
  readonly purchase: Purchase | undefined;
  /** Null: no step is open. */
  readonly step: StepChoice | null;
  readonly following: boolean;
  choosePurchase(outTradeNo: string): void;
  follow(): void;
  /** Opens a step, or closes the open one with null. */
  openStep(step: StepChoice | null): void;
}

/** A step's number, or the messages outside the diagram. */
export type StepChoice = number | 'outside';

/** Keeps the choice; a refused cashier check opens itself, since it is what one looks for. */
export function useSelection(state: FlowState): Selection {
  const [chosen, setChosen] = useState<string | null>(null);
  const [step, openStep] = useState<StepChoice | null>(null);
  const latest = state.flow.purchases(1)[0];
  const purchase = (chosen === null ? undefined : state.flow.find(chosen)) ?? latest;
  const refusedId = lastRefusedCheck(purchase);
  const seenRefusal = useRef(0);

  useEffect(() => {
    if (refusedId <= seenRefusal.current) return;
    seenRefusal.current = refusedId;
    openStep(10);
  }, [refusedId]);

  const choosePurchase = useCallback((outTradeNo: string) => setChosen(outTradeNo), []);
  const follow = useCallback(() => setChosen(null), []);
  return {
    purchase,
    step,
    following: chosen === null || purchase === latest,
    choosePurchase,
    follow,
    openStep,
  };
}

function lastRefusedCheck(purchase: Purchase | undefined): number {
  const last = purchase?.steps.get(10)?.at(-1);
  return last !== undefined && last.outcome !== 'ok' ? last.id : 0;
}

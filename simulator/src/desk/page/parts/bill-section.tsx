import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson } from '../browser.ts';
import { useSay } from '../language.ts';

/** Draws the bill of a day, as the merchant would download it. */
export function BillSection({ value }: { readonly value: unknown }): JSX.Element {
  const say = useSay();
  const nowMs = (value as { nowMs?: number } | undefined)?.nowMs;
  const [chosen, setChosen] = useState('');
  const [shown, setShown] = useState('');
  const [problem, setProblem] = useState('');
  const day = chosen || (nowMs === undefined ? '' : yesterday(nowMs));
  const read = (kind: 'trade' | 'fund-flow'): void => {
    getJson(`/_simulator/bills/${day}?kind=${kind}`).then(
      (bill) => {
        setShown((bill as { text: string }).text);
        setProblem('');
      },
      (error: unknown) => {
        setShown('');
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
  };
  return (
    <>
      <h2 class="phase">{say('bills')}</h2>
      <div class="actions">
        <label class="field-inline">
          {say('billDay')}
          <input
            type="date"
            value={day}
            onInput={({ currentTarget }) => setChosen(currentTarget.value)}
          />
        </label>
        <button type="button" class="quiet" onClick={() => read('trade')}>
          {say('tradeBill')}
        </button>
        <button type="button" class="quiet" onClick={() => read('fund-flow')}>
          {say('fundFlowBill')}
        </button>
      </div>
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {shown !== '' && (
        <textarea class="bill" readOnly rows={10} aria-label={say('bills')} value={shown} />
      )}
    </>
  );
}

/** The Beijing day before this moment. */
function yesterday(ms: number): string {
  return new Date(ms + 28_800_000 - 86_400_000).toISOString().slice(0, 10);
}

/** Which purchase is looked at, with its state; earlier ones can be chosen. */
import type { JSX } from 'preact';
import type { Purchase, Stage } from '../flow.ts';
import { clockTime, sinceStart, tail, yuan } from '../format.ts';
import { type Say, useSay } from '../language.ts';
import type { TextName } from '../texts.ts';
import type { FlowState } from '../use-flow.ts';
import type { Selection } from '../use-selection.ts';

/** How many purchases the selector lists, newest first. */
const listed = 200;

interface PurchaseBarProps {
  readonly state: FlowState;
  readonly selection: Selection;
  readonly purchase: Purchase;
}

/** Draws the bar. */
export function PurchaseBar({ state, selection, purchase }: PurchaseBarProps): JSX.Element {
  const say = useSay();
  const purchases = state.flow.purchases(listed);
  const loose = state.flow.looseCount();
  return (
    <div class="purchase-bar">
      <label class="picker">
        <span class="visually-hidden">{say('purchase')}</span>
        <select
          value={purchase.outTradeNo}
          onChange={(event) => selection.choosePurchase(event.currentTarget.value)}
        >
          {purchases.map((each) => (
            <option key={each.outTradeNo} value={each.outTradeNo}>
              {describe(each, each === purchase ? null : say)}
            </option>
          ))}
          {loose > 0 && <option value="">{`${say('loose')} (${loose})`}</option>}
        </select>
      </label>
      <span class="stage" data-stage={purchase.stage}>
        {say(stageText[purchase.stage])}
        {purchase.paidAtMs !== null && (
          <span class="number"> {sinceStart(purchase.paidAtMs - purchase.startedAtMs)}</span>
        )}
      </span>
      <span class="spread" />
      {!selection.following && (
        <button type="button" class="quiet" onClick={selection.follow}>
          {say('backToLatest')}
        </button>
      )}
      <button type="button" class="quiet" title={say('clearHint')} onClick={state.clear}>
        {say('clear')}
      </button>
    </div>
  );
}

/** The text for a purchase's stage. */
export const stageText: Readonly<Record<Stage, TextName>> = {
  running: 'stageRunning',
  'signature-refused': 'stageSignature',
  refused: 'stageRefused',
  cancelled: 'stageCancelled',
  charged: 'stageCharged',
  paid: 'stagePaid',
};

/** `say` null leaves the stage out: it stands beside the selector already. */
function describe(purchase: Purchase, say: Say | null): string {
  const at = clockTime(purchase.startedAtMs);
  const amount = purchase.amountFen === null ? '' : `${yuan(purchase.amountFen)} · `;
  const stage = say === null ? '' : `${say(stageText[purchase.stage])} · `;
  return `${at} · ${amount}${stage}${tail(purchase.outTradeNo)}`;
}

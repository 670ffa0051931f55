/** The live flow of one purchase: its numbered steps under their phases. */
import type { JSX } from 'preact';
import type { Purchase } from '../flow.ts';
import { useSay } from '../language.ts';
import { phases, steps } from '../steps.ts';
import type { FaultState } from '../use-faults.ts';
import type { FlowState } from '../use-flow.ts';
import type { Selection } from '../use-selection.ts';
import { FaultStrip } from './fault-strip.tsx';
import { PurchaseBar } from './purchase-bar.tsx';
import { OutsideRow, StepRow } from './step-row.tsx';

interface FlowPanelProps {
  readonly state: FlowState;
  readonly selection: Selection;
  readonly faults: FaultState;
  /** True: a step opens in place; false: it opens in the inspector. */
  readonly inline: boolean;
  readonly onOpenPhone: (() => void) | null;
  onOpenStep(): void;
}

/** Draws the flow, dim where nothing has happened yet. */
export function FlowPanel(props: FlowPanelProps): JSX.Element {
  const { state, selection, faults, inline } = props;
  const say = useSay();
  const { purchase } = selection;
  return (
    <section class="flow-panel" aria-label={say('flow')}>
      <FaultStrip faults={faults} />
      {purchase === undefined ? (
        <EmptyFlow onOpenPhone={props.onOpenPhone} />
      ) : (
        <PurchaseBar state={state} selection={selection} purchase={purchase} />
      )}
      <ol class="steps" data-empty={purchase === undefined}>
        {phases.map(({ phase, title }) => [
          phase !== 'login' && (
            <li key={phase} class="phase">
              {say(title)}
            </li>
          ),
          ...steps
            .filter((step) => step.phase === phase)
            .map((step) => (
              <StepRow
                key={step.number}
                step={step}
                purchase={purchase}
                selection={selection}
                inline={inline}
                onOpen={props.onOpenStep}
              />
            )),
        ])}
        {hasOthers(purchase) && (
          <OutsideRow
            purchase={purchase}
            selection={selection}
            inline={inline}
            onOpen={props.onOpenStep}
          />
        )}
      </ol>
    </section>
  );
}

function hasOthers(purchase: Purchase | undefined): purchase is Purchase {
  return purchase !== undefined && purchase.others.length > 0;
}

function EmptyFlow(props: { readonly onOpenPhone: (() => void) | null }): JSX.Element {
  const say = useSay();
  return (
    <div class="empty">
      <h2>{say(props.onOpenPhone === null ? 'emptyTitle' : 'emptyTitleNarrow')}</h2>
      <p>{say('emptyText')}</p>
      {props.onOpenPhone !== null && (
        <button type="button" class="primary" onClick={props.onOpenPhone}>
          {say('goToPhone')}
        </button>
      )}
    </div>
  );
}

/** The inspector of the wide page: the open step's messages, or an overview of the purchase. */
import type { JSX } from 'preact';
import type { Purchase } from '../flow.ts';
import { sinceStart, yuan } from '../format.ts';
import { useSay } from '../language.ts';
import { steps } from '../steps.ts';
import type { FlowState } from '../use-flow.ts';
import type { Selection } from '../use-selection.ts';
import { MessageList } from './message-list.tsx';
import { stageText } from './purchase-bar.tsx';

interface InspectorProps {
  readonly state: FlowState;
  readonly selection: Selection;
}

/** Draws the open step, or the overview. */
export function Inspector({ state, selection }: InspectorProps): JSX.Element {
  const say = useSay();
  const { purchase, step: choice } = selection;
  const events =
    choice === null
      ? []
      : choice === 'outside'
        ? (purchase?.others ?? [])
        : (purchase?.steps.get(choice) ?? []);
  if (purchase === undefined || events.length === 0)
    return <Overview state={state} purchase={purchase} />;
  const step = steps.find((each) => each.number === choice);
  return (
    <section class="inspector" aria-label={say('message')}>
      <header class="inspector-head">
        <h2>
          {step !== undefined && step.number > 0 && <span class="step-number">{step.number}</span>}
          {say(step === undefined ? 'outside' : step.title)}
        </h2>
        <button type="button" class="quiet" onClick={() => selection.openStep(null)}>
          {say('overview')}
        </button>
      </header>
      <MessageList events={events} startedAtMs={purchase.startedAtMs} />
      <p class="fine">{say('masked')}</p>
    </section>
  );
}

function Overview(props: {
  readonly state: FlowState;
  readonly purchase: Purchase | undefined;
}): JSX.Element {
  const say = useSay();
  const { purchase } = props;
  const { settings } = props.state;
  return (
    <section class="inspector" aria-label={say('overview')}>
      {purchase !== undefined && purchase.outTradeNo !== '' && (
        <dl class="facts">
          <Fact name={say('orderNumber')} value={purchase.outTradeNo} code />
          {purchase.amountFen !== null && (
            <Fact name={say('amount')} value={yuan(purchase.amountFen)} />
          )}
          <Fact name={say('state')} value={say(stageText[purchase.stage])} />
          {purchase.paidAtMs !== null && (
            <Fact
              name={say('paidAfter')}
              value={sinceStart(purchase.paidAtMs - purchase.startedAtMs).slice(1)}
            />
          )}
          <Fact name={say('messages')} value={String(purchase.count)} />
        </dl>
      )}
      {purchase === undefined && settings !== null && (
        <dl class="facts">
          <Fact name={say('merchant')} value={settings.merchantName} />
          <Fact name="mchid" value={settings.mchid} code />
          <Fact name="appid" value={settings.appid} code />
        </dl>
      )}
      <p class="hint">{say('pickStep')}</p>
    </section>
  );
}

function Fact(props: {
  readonly name: string;
  readonly value: string;
  readonly code?: boolean;
}): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.code === true ? <code>{props.value}</code> : props.value}</dd>
    </div>
  );
}

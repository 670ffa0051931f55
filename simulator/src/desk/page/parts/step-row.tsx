/** One step of the flow: dim until it happens, then its outcome, its time and how often. */
import type { ComponentChildren, JSX } from 'preact';
import type { Purchase } from '../flow.ts';
import { sinceStart } from '../format.ts';
import { ChevronIcon } from '../icons.tsx';
import { useSay } from '../language.ts';
import type { Step } from '../steps.ts';
import type { Selection, StepChoice } from '../use-selection.ts';
import type { FlowEvent } from '../wire.ts';
import { MessageList } from './message-list.tsx';

interface RowProps {
  readonly selection: Selection;
  readonly inline: boolean;
  onOpen(): void;
}

/** Draws a step of WeChat's diagram. */
export function StepRow(
  props: RowProps & { readonly step: Step; readonly purchase: Purchase | undefined },
): JSX.Element {
  const { step, purchase } = props;
  const say = useSay();
  const events = purchase?.steps.get(step.number) ?? [];
  return (
    <Row {...props} choice={step.number} events={events} startedAtMs={purchase?.startedAtMs ?? 0}>
      <span class="step-number">{step.number === 0 ? '·' : step.number}</span>
      <span class="step-title">{say(step.title)}</span>
      <span class="lanes">
        {say(step.from)}
        {step.from !== step.to && (
          <>
            <span class="arrow"> → </span>
            {say(step.to)}
          </>
        )}
      </span>
    </Row>
  );
}

/** Draws the row for messages that the diagram has no number for. */
export function OutsideRow(props: RowProps & { readonly purchase: Purchase }): JSX.Element {
  const say = useSay();
  const { others, startedAtMs } = props.purchase;
  return (
    <Row {...props} choice="outside" events={others} startedAtMs={startedAtMs}>
      <span class="step-number">+</span>
      <span class="step-title">{say('outside')}</span>
      <span class="lanes" />
    </Row>
  );
}

/** A step whose refusal is the payer's own choice, not a fault. */
const isChoice = (choice: StepChoice): boolean => choice === 12 || choice === 15;

interface BareRowProps extends RowProps {
  readonly choice: StepChoice;
  readonly events: readonly FlowEvent[];
  readonly startedAtMs: number;
  readonly children: ComponentChildren;
}

function Row(props: BareRowProps): JSX.Element {
  const { choice, events, selection, inline, startedAtMs } = props;
  const say = useSay();
  const last = events.at(-1);
  const open = selection.step === choice && last !== undefined;
  // What comes back to the page repeats the dialog that was shown at the step of the check.
  const dialog = last?.outcome === 'ok' || choice === 15 ? undefined : last?.dialog;
  const toggle = (): void => {
    selection.openStep(open ? null : choice);
    if (!open) props.onOpen();
  };
  return (
    <li
      class="step"
      data-step={choice}
      data-outcome={last?.outcome ?? 'none'}
      data-open={open}
      data-choice={isChoice(choice)}
    >
      <button
        type="button"
        class="step-row"
        disabled={last === undefined}
        aria-expanded={open}
        onClick={toggle}
      >
        {props.children}
        <span class="step-count">{events.length > 1 && `×${events.length}`}</span>
        <span class="step-time">{last !== undefined && sinceStart(last.atMs - startedAtMs)}</span>
        <ChevronIcon />
        {last !== undefined && <span class="visually-hidden">{say(last.outcome)}</span>}
      </button>
      {dialog !== undefined && <p class="step-dialog">{dialog}</p>}
      {open && inline && (
        <div class="step-messages">
          <MessageList events={events} startedAtMs={startedAtMs} />
        </div>
      )}
    </li>
  );
}

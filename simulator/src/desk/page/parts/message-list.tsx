/** The messages of one step; when it happened several times, one is chosen. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSay } from '../language.ts';
import { withNumber } from '../texts.ts';
import type { FlowEvent } from '../wire.ts';
import { MessageView } from './message-view.tsx';

/** How many of a step's messages are offered; the newest ones. */
const offered = 12;

interface MessageListProps {
  readonly events: readonly FlowEvent[];
  readonly startedAtMs: number;
}

/** Draws the chosen message; the newest unless the reader chose another. */
export function MessageList({ events, startedAtMs }: MessageListProps): JSX.Element {
  const say = useSay();
  const first = events[0]?.id ?? 0;
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => setChosen(null), [first]);
  const shown = events.find((each) => each.id === chosen) ?? events.at(-1);
  const from = Math.max(0, events.length - offered);
  return (
    <>
      {events.length > 1 && (
        <fieldset class="attempts" aria-label={say('attempts')}>
          {events.slice(from).map((event, index) => (
            <button
              key={event.id}
              type="button"
              class="chip"
              data-outcome={event.outcome}
              aria-pressed={event === shown}
              onClick={() => setChosen(event.id)}
            >
              {withNumber(say('attempt'), from + index + 1)}
            </button>
          ))}
        </fieldset>
      )}
      {shown !== undefined && (
        <MessageView key={shown.id} event={shown} startedAtMs={startedAtMs} />
      )}
    </>
  );
}

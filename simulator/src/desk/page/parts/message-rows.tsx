/** A list of up to ten thousand messages, of which only the rows in sight are drawn. */
import type { JSX, TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { watchSize } from '../browser.ts';
import { clockTime, tail } from '../format.ts';
import { useSay } from '../language.ts';
import { placeOfId, scrollToRow, visibleRows } from '../visible-rows.ts';
import type { FlowEvent } from '../wire.ts';

/** As the styles say, in CSS pixels. */
const rowHeight = 32;

interface MessageRowsProps {
  /** Oldest first. */
  readonly messages: readonly FlowEvent[];
  /** Changes whenever the list may have changed. */
  readonly version: number;
  readonly chosenId: number | null;
  onChoose(id: number): void;
}

/** Draws the list; it follows the newest message while its end is in sight, and stands still otherwise. */
export function MessageRows(props: MessageRowsProps): JSX.Element {
  const { messages, version, chosenId, onChoose } = props;
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>(atEnd);
  // The upper row in sight: between two rows nothing has to be drawn anew.
  const [upperRow, setUpperRow] = useState(0);
  const [ended, setEnded] = useState(true);
  const [height, setHeight] = useState(320);
  const count = messages.length;
  const { from, to } = visibleRows({ scrollTop: upperRow * rowHeight, height, rowHeight, count });

  useLayoutEffect(() => {
    const element = box.current;
    return element === null ? undefined : watchSize(element, setHeight);
  }, []);
  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollTop = anchoredTop(anchor.current, messages, height);
  }, [messages, version, height]);

  const scrollTo = (top: number): void => {
    if (box.current !== null) box.current.scrollTop = top;
  };
  const onScroll = (): void => {
    const top = box.current?.scrollTop ?? 0;
    anchor.current = anchorAt(top, messages, height);
    setUpperRow(Math.floor(top / rowHeight));
    setEnded(anchor.current === 'end');
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const now = chosenId === null ? undefined : placeOfId(messages, chosenId);
    const place = { scrollTop: event.currentTarget.scrollTop, height, rowHeight, count };
    const next = rowAfterKey(event.key, now, place);
    const message = next === undefined ? undefined : messages[next];
    if (next === undefined || message === undefined) return;
    event.preventDefault();
    onChoose(message.id);
    scrollTo(scrollToRow(next, place));
  };

  const onClick = (event: TargetedMouseEvent<HTMLDivElement>): void => {
    const element = event.currentTarget;
    const top = event.clientY - element.getBoundingClientRect().top - element.clientTop;
    const message = messages[Math.floor((top + element.scrollTop) / rowHeight)];
    if (message !== undefined) onChoose(message.id);
    // Rows come and go: the keyboard stays with the list.
    element.focus();
  };

  return (
    <div class="log-frame">
      <div
        ref={box}
        class="log-rows"
        role="listbox"
        tabIndex={0}
        aria-label={say('messages')}
        aria-activedescendant={chosenId === null ? undefined : `message-${chosenId}`}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div class="log-space" style={{ height: `${messages.length * rowHeight}px` }}>
          <div class="log-window" style={{ transform: `translateY(${from * rowHeight}px)` }}>
            {messages.slice(from, to).map((message, index) => (
              <MessageRow
                key={message.id}
                message={message}
                place={from + index + 1}
                count={messages.length}
                chosen={message.id === chosenId}
              />
            ))}
          </div>
        </div>
      </div>
      {!ended && (
        <button
          type="button"
          class="log-latest"
          onClick={() => scrollTo(messages.length * rowHeight)}
        >
          {say('toLatest')}
        </button>
      )}
    </div>
  );
}

function MessageRow(props: {
  readonly message: FlowEvent;
  readonly place: number;
  readonly count: number;
  readonly chosen: boolean;
}): JSX.Element {
  const { message, place, count, chosen } = props;
  const say = useSay();
  const { id, atMs, outcome, request, response, name, outTradeNo } = message;
  return (
    <div
      id={`message-${id}`}
      class="log-row"
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-posinset={place}
      aria-setsize={count}
    >
      <span class="log-time">{clockTime(atMs)}</span>
      <span class="log-mark" data-outcome={outcome} title={say(outcome)} />
      <span class="log-name">
        {request === undefined ? name : `${request.method} ${pathOf(request.url)}`}
      </span>
      <span class="log-status">{response === undefined ? '' : response.status || '—'}</span>
      <span class="log-order">{outTradeNo === undefined ? '' : tail(outTradeNo)}</span>
    </div>
  );
}

/** The message at the upper edge, and how far it is scrolled out of sight; or the end of the list. */
type Anchor = 'end' | { readonly id: number; readonly offset: number };

const atEnd: Anchor = 'end';

function anchorAt(scrollTop: number, messages: readonly FlowEvent[], height: number): Anchor {
  if (endInSight(scrollTop, messages.length, height)) return atEnd;
  const first = Math.floor(scrollTop / rowHeight);
  return { id: messages[first]?.id ?? 0, offset: scrollTop - first * rowHeight };
}

/** New messages at the end, and old ones that are gone, do not move what is being read. */
function anchoredTop(anchor: Anchor, messages: readonly FlowEvent[], height: number): number {
  if (anchor === 'end') return Math.max(0, messages.length * rowHeight - height);
  return placeOfId(messages, anchor.id) * rowHeight + anchor.offset;
}

function endInSight(scrollTop: number, count: number, height: number): boolean {
  return scrollTop + height >= count * rowHeight - rowHeight / 2;
}

function rowAfterKey(
  key: string,
  now: number | undefined,
  { height, count }: { readonly height: number; readonly count: number },
): number | undefined {
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
  if (move === undefined || count === 0) return undefined;
  return Math.min(count - 1, Math.max(0, (now ?? (move > 0 ? -1 : count)) + move));
}

/** The path with its query; the address whole when it is not one. */
function pathOf(url: string): string {
  const path = /^https?:\/\/[^/]+(\/.*)$/.exec(url)?.[1];
  return path ?? url;
}

/** All recorded messages, to look through and to search; one of them opens below. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { findMessages } from '../find-messages.ts';
import type { Flow } from '../flow.ts';
import { useSay } from '../language.ts';
import { withNumber } from '../texts.ts';
import { MessageRows } from './message-rows.tsx';
import { MessageView } from './message-view.tsx';

interface LogPanelProps {
  readonly flow: Flow;
  /** Counts up with each batch of events: the list itself stays the same object. */
  readonly version: number;
}

/** Draws the search, the list and the chosen message. */
export function LogPanel({ flow, version }: LogPanelProps): JSX.Element {
  const say = useSay();
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState<number | null>(null);
  const messages = useMemo(() => findMessages(flow.messages(), search), [flow, version, search]);
  const chosen = useMemo(
    () => flow.messages().find(({ id }) => id === chosenId),
    [flow, version, chosenId],
  );
  const searching = search.trim() !== '';
  return (
    <section class="panel log" aria-label={say('log')}>
      <p class="note">{say('logText')}</p>
      <div class="log-bar">
        <input
          type="search"
          value={search}
          aria-label={say('search')}
          placeholder={say('searchHint')}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <span class="number" role="status">
          {searching && withNumber(say('found'), messages.length)}
        </span>
      </div>
      {messages.length === 0 ? (
        <p class="hint">{say(searching ? 'noneFound' : 'noMessages')}</p>
      ) : (
        <MessageRows
          messages={messages}
          version={version}
          chosenId={chosenId}
          onChoose={setChosenId}
        />
      )}
      {chosen !== undefined && <MessageView key={chosen.id} event={chosen} startedAtMs={null} />}
    </section>
  );
}

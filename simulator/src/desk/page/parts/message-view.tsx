/** One recorded message, whole: what was sent, what came back, what was signed and how it verified. */
import type { JSX } from 'preact';
import { clockTime, sinceStart } from '../format.ts';
import { useSay } from '../language.ts';
import { noteWords } from '../note-words.ts';
import type { FlowEvent, FlowRequest, FlowResponse } from '../wire.ts';
import { BodyView } from './body-view.tsx';
import { SignatureView } from './signature-view.tsx';
import { WhyRefused } from './why-refused.tsx';

interface MessageViewProps {
  readonly event: FlowEvent;
  /** What its time counts from; null: the time of day. */
  readonly startedAtMs: number | null;
}

/** Draws the message. */
export function MessageView({ event, startedAtMs }: MessageViewProps): JSX.Element {
  const say = useSay();
  const empty =
    event.request === undefined &&
    event.response === undefined &&
    event.signature === undefined &&
    event.decrypted === undefined &&
    event.dialog === undefined &&
    event.note === undefined;
  return (
    <article class="message">
      <header class="message-head">
        <span class="outcome" data-outcome={event.outcome}>
          {say(event.outcome)}
        </span>
        <span class="lanes">
          {say(event.from)}
          {event.from !== event.to && ` → ${say(event.to)}`}
        </span>
        <code class="event-name">{event.name}</code>
        <span class="number">
          {startedAtMs === null ? clockTime(event.atMs) : sinceStart(event.atMs - startedAtMs)}
        </span>
      </header>
      {event.dialog !== undefined && (
        <div class="dialog">
          <span class="dialog-label">{say('dialog')}</span>
          <p>{event.dialog}</p>
        </div>
      )}
      <WhyRefused event={event} />
      {event.note !== undefined && <p class="note">{say(noteWords(event.note))}</p>}
      {event.signature !== undefined && <SignatureView signature={event.signature} />}
      {event.request !== undefined && <RequestView request={event.request} />}
      {event.response !== undefined && <ResponseView response={event.response} />}
      {event.decrypted !== undefined && (
        <section class="block">
          <h3>{say('decrypted')}</h3>
          <BodyView text={event.decrypted} />
        </section>
      )}
      {empty && <p class="note">{say('nothingRecorded')}</p>}
    </article>
  );
}

function RequestView({ request }: { readonly request: FlowRequest }): JSX.Element {
  const say = useSay();
  return (
    <section class="block">
      <h3>{say('request')}</h3>
      <p class="request-line">
        <b>{request.method}</b> {request.url}
      </p>
      <HeaderTable headers={request.headers} />
      {request.body !== undefined && request.body !== '' && <BodyView text={request.body} />}
    </section>
  );
}

function ResponseView({ response }: { readonly response: FlowResponse }): JSX.Element {
  const say = useSay();
  const good = response.status >= 200 && response.status < 300;
  return (
    <section class="block">
      <h3>
        {say('response')}{' '}
        <span class="outcome" data-outcome={good ? 'ok' : 'refused'}>
          {response.status === 0 ? '—' : response.status}
        </span>
      </h3>
      <HeaderTable headers={response.headers} />
      {response.body === undefined || response.body === '' ? (
        <p class="note">{say('noBody')}</p>
      ) : (
        <BodyView text={response.body} />
      )}
    </section>
  );
}

function HeaderTable(props: { readonly headers: FlowRequest['headers'] }): JSX.Element | null {
  const say = useSay();
  const entries = Object.entries(props.headers ?? {});
  if (entries.length === 0) return null;
  return (
    <details class="headers">
      <summary>
        {say('headers')} <span class="number">{entries.length}</span>
      </summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

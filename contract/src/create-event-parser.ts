/** One message of a stream of server-sent events. */
export interface StreamEvent {
  /** What `Last-Event-ID` goes on from; empty when the stream named none yet. */
  readonly id: string;
  /** `message` unless the stream says otherwise. */
  readonly type: string;
  readonly data: string;
}

/**
 * Creates a reader of server-sent events, for a stream that needs headers, which the browser's own
 * `EventSource` cannot send. Feed it the text as it comes, in whatever pieces; comments are passed over.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createEventParser(onEvent: (event: StreamEvent) => void): {
  push(text: string): void;
} {
  let rest = '';
  let id = '';
  let type = '';
  let data: string[] = [];

  function takeLine(line: string): void {
    if (line === '') {
      finish();
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') data.push(value);
    else if (name === 'event') type = value;
    else if (name === 'id') id = value;
  }

  function finish(): void {
    if (data.length > 0) onEvent({ id, type: type || 'message', data: data.join('\n') });
    type = '';
    data = [];
  }

  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) takeLine(line.replace(/\r$/, ''));
    },
  };
}

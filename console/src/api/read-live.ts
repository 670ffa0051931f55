import { type ConsoleClient, createEventParser, type LiveMessage } from '@yifen/contract';

/** What one read of the live stream needs. */
export interface LiveOptions {
  readonly client: ConsoleClient;
  readonly signal: AbortSignal;
  /** The id of the last message that was seen; empty: begin now. */
  readonly lastId: string;
  readonly onOpen: () => void;
  readonly onMessage: (message: LiveMessage, id: string) => void;
}

/**
 * Reads `GET /v1/merchant/live` until it ends. It is a `fetch`, because an `EventSource` cannot say which
 * merchant it is for.
 *
 * @throws Error when it cannot be opened or breaks
 */
export async function readLive(options: LiveOptions): Promise<void> {
  const { client, signal, lastId, onOpen, onMessage } = options;
  const response = await fetch(client.livePath(), {
    headers: {
      ...client.headers(),
      accept: 'text/event-stream',
      ...(lastId === '' ? {} : { 'last-event-id': lastId }),
    },
    signal,
  });
  if (!response.ok || response.body === null) throw new Error(`live: ${response.status}`);
  onOpen();
  const parser = createEventParser(({ id, data }) => onMessage(JSON.parse(data), id));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parser.push(part.value);
  }
}

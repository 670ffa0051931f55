import type { ServerResponse } from 'node:http';
import type { FlowEvent, NewFlowEvent } from '../platform/flow-event.ts';
import { objectSchema, type Schema } from './check-schema.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

const actor: Schema = { type: 'string', enum: ['mini-program', 'server', 'wechat', 'payer'] };
const text: Schema = { type: 'string' };
const headers: Schema = { type: 'object', additionalProperties: text };

const eventSchema = objectSchema(
  {
    atMs: { type: 'number' },
    step: { type: ['integer', 'null'], minimum: 0, maximum: 24 },
    from: actor,
    to: actor,
    name: { type: 'string', minLength: 1, maxLength: 100 },
    outcome: { type: 'string', enum: ['ok', 'refused', 'failed', 'pending'] },
    outTradeNo: text,
    request: objectSchema({ method: text, url: text, headers, body: text }, ['method', 'url']),
    response: objectSchema({ status: { type: 'integer' }, headers, body: text }, ['status']),
    signature: objectSchema(
      { signedText: text, verified: { type: ['boolean', 'null'] }, serial: text, reason: text },
      ['signedText', 'verified'],
    ),
    decrypted: text,
    dialog: text,
    note: text,
  },
  ['step', 'from', 'to', 'name', 'outcome'],
);

/** Characters that are handed to a connection at once. */
const PIECE_LENGTH = 65_536;

/** The routes of the flow, and the end of its open streams. */
export interface EventRoutes {
  readonly routes: readonly ControlRoute[];
  close(): void;
}

/** The flow: recorded events and then live ones as server-sent events, or the record as JSON on request. */
export function createEventRoutes({ flow }: Controls): EventRoutes {
  const streams = new Set<ServerResponse>();

  /** Sends no faster than the listener reads: ten thousand messages would pile up in memory otherwise. */
  function stream(afterId: number, response: ServerResponse): void {
    let sentId = afterId;
    let blocked = false;
    const pump = (): void => {
      while (!blocked) {
        const piece = nextPiece(flow.list(sentId, 100));
        if (piece === undefined) return;
        sentId = piece.lastId;
        blocked = !response.write(piece.text);
      }
    };
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': the flow of the simulated WeChat Pay\n\n');
    response.on('drain', () => {
      blocked = false;
      pump();
    });
    pump();
    const unsubscribe = flow.subscribe(pump);
    streams.add(response);
    response.once('close', () => {
      blocked = true;
      unsubscribe();
      streams.delete(response);
    });
  }

  const routes = [
    route({
      method: 'GET',
      path: '/events',
      tag: 'flow',
      summary:
        'The recorded flow and then live events, as server-sent events; a list with Accept: application/json',
      answers: '{items}, or text/event-stream',
      query: objectSchema({
        after: { type: 'string', pattern: '^[0-9]+$', description: 'Only later ids.' },
      }),
      run: ({ query }) => ({ items: flow.list(Number(query.after ?? 0)) }),
      stream({ headers: given, query }, response) {
        if (given.accept?.includes('application/json')) return false;
        stream(Number(given['last-event-id'] ?? query.after ?? 0) || 0, response);
        return true;
      },
    }),
    route<NewFlowEvent>({
      method: 'POST',
      path: '/events',
      tag: 'flow',
      summary: 'Adds an event of the phone or the server to the flow; secrets are masked',
      answers: 'the event, numbered',
      body: eventSchema,
      run: ({ body }) => flow.list(flow.record(body) - 1, 1)[0],
    }),
  ];
  return {
    routes,
    close() {
      for (const open of streams) open.destroy();
    },
  };
}

/** The first of these events as one text, so many that it is worth a write; undefined when there is none. */
function nextPiece(
  events: readonly FlowEvent[],
): { readonly text: string; readonly lastId: number } | undefined {
  let text = '';
  let lastId: number | undefined;
  for (const event of events) {
    if (text.length >= PIECE_LENGTH) break;
    text += `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
    lastId = event.id;
  }
  return lastId === undefined ? undefined : { text, lastId };
}

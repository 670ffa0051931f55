import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { FlowEvent, NewFlowEvent } from '../platform/flow-event.ts';
import type { Controls } from './controls.ts';

const actor = { type: 'string', enum: ['mini-program', 'server', 'wechat', 'payer'] };
const text = { type: 'string' };
const headers = { type: 'object', additionalProperties: text };

const eventSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['step', 'from', 'to', 'name', 'outcome'],
  properties: {
    atMs: { type: 'number' },
    step: { type: ['integer', 'null'], minimum: 0, maximum: 24 },
    from: actor,
    to: actor,
    name: { type: 'string', minLength: 1, maxLength: 100 },
    outcome: { type: 'string', enum: ['ok', 'refused', 'failed', 'pending'] },
    outTradeNo: text,
    request: {
      type: 'object',
      additionalProperties: false,
      required: ['method', 'url'],
      properties: { method: text, url: text, headers, body: text },
    },
    response: {
      type: 'object',
      additionalProperties: false,
      required: ['status'],
      properties: { status: { type: 'integer' }, headers, body: text },
    },
    signature: {
      type: 'object',
      additionalProperties: false,
      required: ['signedText', 'verified'],
      properties: {
        signedText: text,
        verified: { type: ['boolean', 'null'] },
        serial: text,
        reason: text,
      },
    },
    decrypted: text,
    dialog: text,
    note: text,
  },
};

/** A listener that lets this many bytes pile up is cut off; it comes back with `Last-Event-ID`. */
const BACKLOG_LIMIT = 16 * 1024 * 1024;

/** Registers the flow: recorded events and then live ones as server-sent events, or the record as JSON on request. */
export function registerEvents(app: FastifyInstance, { flow }: Controls): void {
  const streams = new Set<ServerResponse>();

  app.get<{ Querystring: { after?: string } }>('/events', async (request, reply) => {
    const afterId = Number(request.headers['last-event-id'] ?? request.query.after ?? 0) || 0;
    if (request.headers.accept?.includes('application/json')) return { items: flow.list(afterId) };
    const stream = reply.hijack().raw;
    stream.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    stream.write(': the flow of the simulated WeChat Pay\n\n');
    for (const event of flow.list(afterId)) send(stream, event);
    const unsubscribe = flow.subscribe((event) => send(stream, event));
    streams.add(stream);
    stream.once('close', () => {
      unsubscribe();
      streams.delete(stream);
    });
    return reply;
  });

  app.post<{ Body: NewFlowEvent }>('/events', { schema: { body: eventSchema } }, ({ body }) =>
    flow.record(body),
  );

  // Open streams would hold the server for ever.
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy();
  });
}

function send(stream: ServerResponse, event: FlowEvent): void {
  stream.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  if (stream.writableLength > BACKLOG_LIMIT) stream.destroy();
}

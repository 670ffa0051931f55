import fastify from 'fastify';
import { expect, test } from 'vitest';
import { adapterPromises } from '../testing/adapter-promises.ts';
import { createReceiver } from '../testing/receiver.ts';
import { fastifyNotifications } from './fastify.ts';

adapterPromises(async ({ receiver, handlers, options, behindParser }) => {
  const app = fastify();
  if (behindParser) {
    app.addHook('onRequest', async ({ raw }) => {
      for await (const _chunk of raw);
    });
  }
  await app.register(fastifyNotifications(receiver, handlers, { ...options, url: '/notify' }));
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${origin}/notify`, close: () => app.close() };
});

test('every other route keeps its body parsers', async () => {
  const app = fastify();
  await app.register(fastifyNotifications(createReceiver(), {}, { url: '/notify' }));
  app.post('/echo', async ({ body }) => body);
  const echoed = await app.inject({ method: 'POST', url: '/echo', payload: { parsed: true } });
  expect(echoed.json()).toEqual({ parsed: true });
});

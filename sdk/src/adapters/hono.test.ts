import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { adapterPromises } from '../testing/adapter-promises.ts';
import { notice } from '../testing/notice.ts';
import { samples } from '../testing/notification-samples.ts';
import { createReceiver } from '../testing/receiver.ts';
import { signedHeaders } from '../testing/test-wechat.ts';
import { honoNotifications } from './hono.ts';

adapterPromises(async ({ receiver, handlers, options, behindParser }) => {
  const app = new Hono();
  if (behindParser) {
    app.use(async (context, next) => {
      await context.req.json();
      await next();
    });
  }
  app.post('/notify', honoNotifications(receiver, handlers, options));
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, resolve);
  const { port } = await promise;
  const close = () => new Promise((closed) => server.close(closed));
  return { url: `http://127.0.0.1:${port}/notify`, close };
});

test('without a server, as on Workers, it is the same', async () => {
  const body = notice('TRANSACTION.SUCCESS', samples.paid);
  const app = new Hono().post(
    '/notify',
    honoNotifications(createReceiver(), { otherwise: () => {} }),
  );
  const headers = signedHeaders(body);
  const answered = await app.request('/notify', {
    method: 'POST',
    headers,
    body: Uint8Array.from(body),
  });
  expect(answered.status).toBe(204);
});
